"""Actors that an attribution tells: the source of a speech act, and who is asked to do what is asked."""

from __future__ import annotations

from dataclasses import replace

from khabar.model import EventType, Stance
from khabar.reading.events.draft import Context, Draft, Held, Range
from khabar.reading.sheet import Tag

_SPEECH = frozenset(
    (
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.SUPPORT,
        EventType.AGREE,
    )
)


def spoken(context: Context, draft: Draft) -> Draft:
    """The draft with its actor from an attribution, where it is the cue of one or lies in what is asked."""
    own = _own(context, draft)
    if own is not None and draft.trigger.type in _SPEECH:
        source = own.source or _same_speaker(context, own)
        return replace(draft, actors=(source,)) if source is not None else draft
    if draft.actors or draft.held is None:
        return draft
    held = context.held[draft.held]
    if draft.morph is not None and (draft.morph.person == 1 or (draft.dropped and _opens(context, draft, held))):
        source = held.source or _same_speaker(context, held)
        return replace(draft, actors=(source,)) if source is not None else draft
    if held.attribution.stance is Stance.PROMISE and not draft.verbal and not draft.definite:
        source = held.source or _same_speaker(context, held)
        return replace(draft, actors=(source,)) if source is not None else draft
    return draft


def asked(context: Context, drafts: list[Draft]) -> list[Draft]:
    """The drafts, where what is asked without an actor is to be done by those who are asked."""
    return [_asked(context, d, drafts) for d in drafts]


def _asked(context: Context, draft: Draft, drafts: list[Draft]) -> Draft:
    if draft.actors or draft.held is None or draft.verbal or draft.trigger.frame.subject != "actor":
        return draft
    held = context.held[draft.held]
    if held.attribution.stance is not Stance.URGE or draft.definite:
        return draft
    for other in drafts:
        if held.cue[0] <= other.head < held.cue[1] and other.recipients:
            return replace(draft, actors=other.recipients)
    return draft


def _own(context: Context, draft: Draft) -> Held | None:
    """The attribution whose cue is this trigger."""
    return next((h for h in context.held if h.cue[0] <= draft.head < h.cue[1]), None)


def _same_speaker(context: Context, held: Held) -> Range | None:
    """The nearest source phrase, before this cue, of the same speaker."""
    speaker = held.attribution.speaker
    best: Range | None = None
    for other in context.held:
        if other.source is not None and speaker is not None and other.attribution.speaker == speaker:
            if other.source[0] < held.cue[0] or best is None:
                best = other.source
    return best


def _opens(context: Context, draft: Draft, held: Held) -> bool:
    """Whether the verb opens the content, so that its subject is written onto the complementiser."""
    first = held.content[0][0]
    return all(context.sheet.tags[i] in (Tag.COMPLEMENTISER, Tag.PARTICLE, Tag.MARK) for i in range(first, draft.head))
