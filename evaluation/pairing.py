"""Which of two sides' items are the same one: weights, and greedy pairing by them.

The thresholds are those of the gold's own scorer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from evaluation.words import AttributionWords, EventWords, MentionWords, overlap

PAIRED_BY_CONTENT = 0.6
SAME_MENTION = 0.5
TRIGGER_REACH = 6
"""Triggers this many words apart still name one event when an actor or a recipient is shared."""

Item = TypeVar("Item")


def pair(gold: Sequence[Item], read: Sequence[Item], weight: Callable[[Item, Item], float]) -> list[tuple[int, int]]:
    """Pair gold with read items one to one, greedily by falling weight.

    Items of weight 0 or less are never paired. Returns positions in `gold` and `read`, heaviest pair first;
    equal weights go in the order of the gold, then of the reading.
    """
    weights = ((weight(g, r), at_gold, at_read) for at_gold, g in enumerate(gold) for at_read, r in enumerate(read))
    candidates = sorted(((w, g, r) for w, g, r in weights if w > 0), key=lambda c: (-c[0], c[1], c[2]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, at_gold, at_read in candidates:
        if at_gold not in pairs and at_read not in taken:
            pairs[at_gold] = at_read
            taken.add(at_read)
    return list(pairs.items())


def attribution_weight(gold: AttributionWords, read: AttributionWords) -> float:
    """How surely two attributions are one: contents overlap, and either the cues touch or contents nearly agree."""
    shared = overlap(gold.content, read.content)
    cues_touch = bool(gold.cue & read.cue)
    if shared <= 0 or not (cues_touch or shared >= PAIRED_BY_CONTENT):
        return 0.0
    return shared + (1.0 if cues_touch else 0.0)


def event_weight(gold: EventWords, read: EventWords) -> float:
    """2 when the triggers touch, 1 when they are near and the events share an actor or a recipient, else 0."""
    if gold.trigger & read.trigger:
        return 2.0
    if not gold.trigger or not read.trigger:
        return 0.0
    distance = min(abs(one - other) for one in gold.trigger for other in read.trigger)
    shared = (gold.actors & read.actors) or (gold.recipients & read.recipients)
    return 1.0 if distance <= TRIGGER_REACH and shared else 0.0


def typed_event_weight(gold: EventWords, read: EventWords) -> float:
    """The event weight where the types agree, else 0."""
    return event_weight(gold, read) if gold.type == read.type else 0.0


def mention_weight(gold: MentionWords, read: MentionWords) -> float:
    """Overlap of two mentions where it suffices to call them one."""
    shared = overlap(gold.words, read.words)
    return shared if shared >= SAME_MENTION else 0.0
