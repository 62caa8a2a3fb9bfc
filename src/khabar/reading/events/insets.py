"""Insets: what stands between two marks, or before one, and parts a verb from what belongs to it."""

from __future__ import annotations

from khabar.reading.chunks import starts_joined
from khabar.reading.events.draft import Context
from khabar.reading.events.parties import acts
from khabar.reading.events.phrases import boundary, carried, clause_last, phrases_at, skip
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range

_LONGEST = 14
"""Words that may stand between the two marks of an inset."""
_OPENERS = frozenset((Tag.TIME, Tag.ADVERB, Tag.PREPOSITION, Tag.RELATIVE))


def behind_inset(context: Context, at: int, limit: int) -> tuple[tuple[Range, ...], int]:
    """The phrase of somebody or something behind an inset between two marks ("accused, on Monday, the rebels"), or
    behind a time with a mark after it ("accused today, the rebels"); () where none stands there."""
    sheet = context.sheet
    opens = skip(context, at, limit)
    if opens + 1 >= limit or not boundary(sheet, opens):
        return (), at
    mark = sheet.words[opens].form
    closes = opens
    if opens == at or sheet.tags[opens - 1] is not Tag.TIME:
        if not begins_inset(context, opens + 1):
            return (), at
        marks = (i for i in range(opens + 2, min(limit, opens + _LONGEST)) if sheet.words[i].form == mark)
        closes = next(marks, limit)
    found = phrases_at(context, closes + 1, clause_last(context, closes + 1, limit)) if closes + 1 < limit else ()
    whom = bool(found) and not carried(sheet, found[0][0]) and not starts_joined(sheet, sheet.words[found[0][0]])
    return (found, found[-1][1]) if whom and _party(context, found[0]) else ((), at)


def begins_inset(context: Context, at: int) -> bool:
    """Whether a time, a preposition or a relative pronoun stands here."""
    sheet = context.sheet
    return sheet.tags[at] in _OPENERS or bool(carried(sheet, at))


def _party(context: Context, phrase: Range) -> bool:
    """Whether a phrase can be a verb's object: it is no time and tells of no act."""
    return context.sheet.tags[phrase[0]] is not Tag.TIME and not acts(context, phrase[0])
