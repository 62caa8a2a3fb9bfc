"""What an ambiguous trigger comes to by who takes part: troops that arrive are deployed, armed people who are besieged
are attacked, those who are given support are aided, protesters who burn riot."""

from __future__ import annotations

from dataclasses import replace

from khabar.model import EventType, NameType
from khabar.reading.events.antecedents import weapon
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.needs import protesters
from khabar.reading.events.parties import PLACES, acts, fighting
from khabar.reading.events.phrases import domains_of, has_name
from khabar.text.ranges import Range

_TRAVEL = "visit"
"""The frame of triggers that tell of going somewhere."""


def retyped(context: Context, draft: Draft) -> Draft:
    """A draft with the type that its parties give it, if that is not its trigger's own; what makes the type is then
    all that it needs."""
    kind = _kind(context, draft)
    if kind is None:
        return draft
    return replace(draft, trigger=replace(draft.trigger, type=kind[0], mode=kind[1], needs=""))


def _kind(context: Context, draft: Draft) -> tuple[EventType, str] | None:
    words, trigger = context.lexicon.words, draft.trigger
    if trigger.frame.name == _TRAVEL and trigger.needs:
        return _moved(context, draft)
    if trigger.lemma in words["besieging"] and any(fighting(context, p) for p in draft.recipients):
        return EventType.ASSAULT, ""
    if trigger.lemma in words["backing"] and any(fighting(context, p) for p in draft.recipients):
        return EventType.AID, ""
    return None


def _moved(context: Context, draft: Draft) -> tuple[EventType, str] | None:
    """Troops and warplanes that go to a place are deployed; armed people who leave retreat."""
    behind = (draft.words[1], min(draft.words[1] + 1, draft.sentence.last))
    if not any(_force(context, p) for p in draft.actors or (behind,)):
        return None
    if draft.trigger.lemma in context.lexicon.words["leaving"]:
        return EventType.RETREAT, "withdraw"
    placed = any(has_name(context, p, PLACES) for p in draft.recipients)
    placed = placed and draft.trigger.lemma in context.lexicon.words["arriving"]
    return (EventType.MOBILIZE, "troops") if placed else None


def _force(context: Context, phrase: Range) -> bool:
    """Whether a phrase opens with troops or weapons (an officer who travels is a visitor)."""
    at = phrase[0]
    if phrase[0] == phrase[1] or acts(context, at):
        return False
    person = has_name(context, phrase, frozenset((NameType.PERSON,))) or "person" in domains_of(context, at)
    return not person and ("armed" in domains_of(context, at) or weapon(context, at))


def rioting(context: Context, draft: Draft) -> Draft:
    """What protesters burn, wreck or storm is their riot, no attack."""
    wrecks = draft.trigger.mode == "destroy" or draft.trigger.frame.name == "ground"
    if draft.trigger.type is not EventType.ASSAULT or not wrecks:
        return draft
    parties = (context.sheet.words[i] for first, last in draft.recipients for i in range(first, last))
    crowd = any(rest in context.lexicon.words["crowds"] for word in parties for _, rest in word.info.variants)
    if not crowd and not protesters(context, draft):
        return draft
    return replace(draft, trigger=replace(draft.trigger, type=EventType.PROTEST, mode="riot"))
