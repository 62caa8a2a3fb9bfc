"""Who acts in an event noun that only says where or after what another event of its sentence happened."""

from __future__ import annotations

from dataclasses import replace

from khabar.model import EventType
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.phrases import carried


def shared(context: Context, drafts: list[Draft]) -> list[Draft]:
    """The drafts, where a noun without actors takes those of the act before it that it belongs to."""
    out: list[Draft] = []
    for draft in drafts:
        owner = next((d for d in reversed(out) if _belongs(context, draft, d)), None)
        out.append(draft if owner is None else replace(draft, actors=owner.actors))
    return out


def _belongs(context: Context, draft: Draft, one: Draft) -> bool:
    """ "abducted them in raids on villages", "agreed on a truce after talks": the same doers, told once."""
    if draft.verbal or draft.actors or draft.definite or not one.actors or one.held != draft.held:
        return False
    if draft.trigger.type is EventType.CONSULT and one.trigger.frame.mutual:
        return len(one.actors) > 1 and _behind(context, draft, "background")
    force = draft.trigger.type is one.trigger.type is EventType.ASSAULT
    return force and one.verbal and not draft.trigger.frame.mutual and _behind(context, draft, "within")


def _behind(context: Context, draft: Draft, words: str) -> bool:
    """Whether a preposition of the kind stands right before a noun."""
    sheet, before = context.sheet, draft.words[0] - 1
    if before < draft.sentence.first:
        return False
    return sheet.words[before].form in context.lexicon.words[words] and not carried(sheet, draft.words[0])
