"""What an event is told with: its equipment, the people harmed, the sums and loads.

Each belongs to the event of its sentence whose arguments hold it, else to the last one whose trigger stands before it,
else to the first behind it. Not for: the event's parties, places and times, which its own layer finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from khabar.languages.base import Language
from khabar.languages.quantities import QuantityLexicon, quantity_lexicon
from khabar.model import Amount, Casualties, Event, EventType, Harm, NameType, Sentence, Span
from khabar.reading.quantities import amounts_in, casualties_in
from khabar.reading.sheet import Sheet

T = TypeVar("T")

_HARMFUL: Mapping[Harm, frozenset[EventType]] = {
    Harm.KILLED: frozenset((EventType.ASSAULT, EventType.PROTEST, EventType.COERCE, EventType.SANCTION)),
    Harm.WOUNDED: frozenset((EventType.ASSAULT, EventType.PROTEST, EventType.COERCE)),
    Harm.MISSING: frozenset((EventType.ASSAULT,)),
    Harm.DETAINED: frozenset((EventType.COERCE, EventType.SANCTION, EventType.RETREAT)),
    Harm.ABDUCTED: frozenset((EventType.ASSAULT, EventType.RETREAT)),
    Harm.DISPLACED: frozenset((EventType.ASSAULT, EventType.COERCE, EventType.AID)),
}
"""The types that a harm can belong to."""
_ANY_HARM = frozenset[EventType]().union(*_HARMFUL.values())
_PAID = frozenset(
    (
        EventType.AID,
        EventType.AGREE,
        EventType.COOPERATE,
        EventType.SANCTION,
        EventType.COERCE,
        EventType.REQUEST,
        EventType.CONCEDE,
        EventType.ASSAULT,
    )
)
"""The types that sums and loads can belong to."""


def with_particulars(sheet: Sheet, events: Sequence[Event], language: Language) -> tuple[Event, ...]:
    """The events in their order, each with the equipment, casualties and amounts that its sentence tells of it."""
    lexicon = quantity_lexicon(language.folder)
    by_sentence: dict[int, list[Event]] = {}
    for event in events:
        by_sentence.setdefault(sheet.sentence[sheet.first_word(event.trigger)], []).append(event)
    told = {
        event.id: event
        for index, here in by_sentence.items()
        for event in _told(sheet, sheet.document.sentences[index], here, lexicon)
    }
    return tuple(told[event.id] for event in events)


def _told(sheet: Sheet, sentence: Sentence, events: Sequence[Event], lexicon: QuantityLexicon) -> list[Event]:
    mentions = dict.fromkeys(sheet.mention[sentence.first : sentence.last])
    weapons = [sheet.names[i].span for i in mentions if i >= 0 and sheet.names[i].type is NameType.EQUIPMENT]
    equipment = _shared(weapons, events, lambda span: span, lambda _, __: True)
    harmed = casualties_in(sheet, lexicon, sentence) if any(event.type in _ANY_HARM for event in events) else ()
    casualties = _shared(harmed, events, _where, _suits)
    paid = amounts_in(sheet, lexicon, sentence) if any(event.type in _PAID for event in events) else ()
    amounts = _shared(paid, events, lambda amount: amount.span, _pays)
    return [
        replace(event, equipment=equipment[event.id], casualties=casualties[event.id], amounts=amounts[event.id])
        for event in events
    ]


def _where(casualties: Casualties) -> Span:
    return casualties.span


def _suits(event: Event, casualties: Casualties) -> bool:
    return event.type in _HARMFUL[casualties.harm]


def _pays(event: Event, _: Amount) -> bool:
    return event.type in _PAID


def _shared(
    items: Iterable[T], events: Sequence[Event], span: Callable[[T], Span], fits: Callable[[Event, T], bool]
) -> dict[str, tuple[T, ...]]:
    """Each item given to one event that it fits, by event id; what fits none is left out."""
    out: dict[str, tuple[T, ...]] = {event.id: () for event in events}
    for item in items:
        fitting = [event for event in events if fits(event, item)]
        if fitting:
            owner = min(fitting, key=lambda event: (not _holds(event, span(item)), *_distance(event, span(item))))
            out[owner.id] += (item,)
    return out


def _holds(event: Event, span: Span) -> bool:
    return any(argument.overlaps(span) for argument in (*event.actors, *event.recipients, event.trigger))


def _distance(event: Event, span: Span) -> tuple[bool, int]:
    """Whether the item stands before the trigger, and the characters between them."""
    before = span.start < event.trigger.end
    return before, event.trigger.start - span.end if before else span.start - event.trigger.end
