"""Where and when: the places and the time in the clause of an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.model import TimeType
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.parties import PLACES
from khabar.reading.events.phrases import boundary, carried, domains_of, has_name
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range, overlaps

_HOST_FRAMES = frozenset(("visit", "ground"))
"""Frames whose recipient is also the place, where it is one."""


def placed(context: Context, draft: Draft, others: Sequence[Draft]) -> Draft:
    """The draft with its places and time, looked for up to its clause's ends and the neighbouring events."""
    first, last = _window(context, draft, others)
    places = _places(context, first, last)
    if draft.trigger.frame.name in _HOST_FRAMES:
        host = tuple(p for p in draft.recipients if has_name(context, p, PLACES))
        places = (*host, *(p for p in places if not any(overlaps(p, q) for q in host)))
    time = _time(context, draft, (first, last))
    return replace(draft, places=places, time=time) if places or time is not None else draft


def _window(context: Context, draft: Draft, others: Sequence[Draft]) -> Range:
    """From behind the event before to the event after, within the sentence."""
    first, last = draft.sentence.first, draft.sentence.last
    for other in others:
        if other.sentence == draft.sentence and other.words[1] <= draft.words[0]:
            first = max(first, other.words[1])
        elif other.sentence == draft.sentence and other.words[0] >= draft.words[1]:
            last = min(last, other.words[0])
    for index in range(draft.words[0] - 1, first - 1, -1):
        if boundary(context.sheet, index):
            first = index + 1
            break
    return first, last


def _places(context: Context, first: int, last: int) -> tuple[Range, ...]:
    sheet = context.sheet
    out: list[Range] = []
    for index in range(first, last):
        mention = sheet.mention_at(index)
        if mention is None or mention.type not in PLACES or (index > first and sheet.mention_at(index - 1) is mention):
            continue
        begin = _with_head(context, index, first)
        if _inside(context, begin) or (out and begin == out[-1][1] and sheet.proclitics(begin)):
            out.append((begin, min(last, sheet.covered(mention.span).stop)))
    return tuple(out)


def _with_head(context: Context, at: int, first: int) -> int:
    """From the generic noun before the name ("the city of …"), if one stands there."""
    while at > first and context.sheet.tags[at - 1] is Tag.NOMINAL and "ground" in domains_of(context, at - 1):
        at -= 1
        if carried(context.sheet, at):
            break
    return at


def _inside(context: Context, at: int) -> bool:
    sheet, inside = context.sheet, context.lexicon.words["inside"]
    if carried(sheet, at) in inside and carried(sheet, at):
        return True
    return at > 0 and sheet.words[at - 1].form in inside and sheet.tags[at - 1] is not Tag.NAME


def _time(context: Context, draft: Draft, window: Range) -> int | None:
    """The first time of a clause, else the one that stands aside before it; of a clause that somebody tells, only those
    inside what is told, since the others say when it was told."""
    held = context.holders.get(draft.head)
    content = context.held[held[0]].content if held else ((0, len(context.sheet.words)),)
    told = [at for first, last in content for at in range(max(first, window[0]), min(last, window[1]))]
    found = next((at for at in told if _is_time(context, at)), None)
    if found is None:
        aside = _aside(context, window[0])
        found = aside if aside is not None and any(first <= aside < last for first, last in content) else None
    return None if found is None else context.sheet.time[found]


def _aside(context: Context, first: int) -> int | None:
    """The first word of the time that alone stands between two marks before a clause: "on 12 July, they shelled"."""
    sheet = context.sheet
    at = first - 2
    if first < 2 or not boundary(sheet, first - 1) or not _is_time(context, at):
        return None
    time = sheet.time[at]
    while at > 0 and sheet.time[at - 1] == time:
        at -= 1
    before = at
    while before > 0 and sheet.words[before - 1].info.among(context.lexicon.words["inside"]):
        before -= 1
    return at if before == 0 or boundary(sheet, before - 1) else None


def _is_time(context: Context, at: int) -> bool:
    """Whether a word belongs to a date or an hour."""
    time = context.sheet.time[at]
    return time >= 0 and context.sheet.times[time].type in (TimeType.DATE, TimeType.TIME)
