"""Days, months and years as a frame names them: the fields of a calendar date, completed from the context.

A missing year is that of the nearest such date, unless a word or the tense says which way to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from khabar.reading.times.calendar import (
    HIJRI_YEARS,
    add_months,
    hijri_day,
    hijri_month,
    hijri_year,
    safe_date,
    to_hijri,
)
from khabar.reading.times.frame import Context, Frame

_HIJRI = "h"
_PLAIN_HIJRI = (1390, 1460)
"""Unmarked years read as Hijri: 1970 to 2038; news tells of them far oftener than of the fifteenth century."""
_NO_HIJRI = 1600
"""From here on a year marked as Hijri is a slip of the pen."""
_SPELT, _CENTURIES = (1000, 2100), (17, 21)
"""Years and centuries that are told in words."""
_WEEK = 7
_TWO_DIGITS, _CENTURY_TURN = 100, 50
_FIELDS = ("year", "yearword", "month", "weak", "anymonth", "dom", "ordday", "domword", "nyear", "nmonth", "nday")


@dataclass(frozen=True, slots=True)
class Fields:
    """A calendar date as far as it is written; `hijri` tells the calendar."""

    year: int | None
    month: int | None
    day: int | None
    hijri: bool


def has_fields(frame: Frame) -> bool:
    """Whether a frame names a day, month or year of the calendar."""
    return any(frame.has(slot) for slot in _FIELDS)


def fields(frame: Frame) -> Fields:
    """The date fields of a frame."""
    month = frame.value("month") or frame.value("weak") or frame.value("anymonth")
    number = int(month.removeprefix(_HIJRI)) if month else frame.digits("nmonth")
    year = _year(frame)
    marked = frame.has("hijri") and (year or 0) < _NO_HIJRI
    hijri = month.startswith(_HIJRI) or marked or _is_hijri(year, month)
    day = frame.digits("dom") or frame.digits("nday") or (int(frame.value("ordday")) if frame.has("ordday") else None)
    if day is None and frame.has("domword"):
        day = int(frame.number("domword") or 0) or None
    day, number = _swapped(day, number) if frame.has("nmonth") else (day, number)
    return Fields(year, number, day, hijri)


def _is_hijri(year: int | None, month: str) -> bool:
    """A recent Hijri year without the mark of its calendar and no Gregorian month beside it."""
    return year is not None and _PLAIN_HIJRI[0] <= year <= _PLAIN_HIJRI[1] and not month


def _year(frame: Frame) -> int | None:
    year = frame.digits("year") if frame.has("year") else frame.digits("nyear")
    if year is None and frame.has("yearword"):
        return _spelt_year(frame)
    if year is not None and year < _TWO_DIGITS and frame.has("nyear"):
        return year + (2000 if year < _CENTURY_TURN else 1900)
    return year


def _spelt_year(frame: Frame) -> int:
    """A year in words, whole (two thousand and three) or by its halves (nineteen ninety-nine); -1 for anything else."""
    number = frame.number("yearword") or 0
    if number in range(*_SPELT):
        return int(number)
    words = frame.caught["yearword"].split()
    for at in range(1, len(words)):
        century, rest = (frame.lexicon.number(" ".join(half)) or 0 for half in (words[:at], words[at:]))
        if century in range(*_CENTURIES) and rest in range(10, 100):
            return int(century * 100 + rest)
    return -1


def _swapped(day: int | None, month: int | None) -> tuple[int | None, int | None]:
    """Day and month of a numeric date; where the first cannot be a day's month they are the other way round."""
    return (month, day) if day and month and month > 12 >= day else (day, month)


def resolve(found: Fields, look: str, year_shift: int | None, context: Context) -> tuple[str | None, bool]:
    """(value, whether such a date can be): the ISO value of date fields.

    `look` is past, this, next or ""; `year_shift` counts years from the publication where the phrase says so.
    """
    if found.hijri:
        return _hijri(found, look, context)
    year = found.year
    if year is None and context.published is not None:
        year = _year_meant(found, look, year_shift, context.published)
    if year is None:
        return None, True
    return _gregorian(year, found) if year > 0 else (None, False)


def _gregorian(year: int, found: Fields) -> tuple[str | None, bool]:
    if found.month is None:
        return f"{year:04}", True
    if found.day is None:
        return f"{year:04}-{found.month:02}", 1 <= found.month <= 12
    day = safe_date(year, found.month, found.day)
    return (day.isoformat(), True) if day else (None, False)


def _year_meant(found: Fields, look: str, year_shift: int | None, published: date) -> int:
    """The year of a date that does not tell it."""
    if year_shift is not None:
        return published.year + year_shift
    if found.month is None or look == "this":
        return published.year
    here = (published.month, published.day if found.day else 0)
    there = (found.month, found.day or 0)
    if look == "past":
        return published.year - (there >= here)
    if look == "next":
        return published.year + (there <= here)
    if look == "ahead":
        return published.year + (there < here and not _just_past(found, published))
    if look == "since":
        return published.year - (there > here)
    return _nearer(found.month, found.day or 15, published)


def _just_past(found: Fields, published: date) -> bool:
    """Whether a day lay in the week before the publication: told as to come, and printed late."""
    day = safe_date(published.year, found.month or 0, found.day or 0)
    return day is not None and (published - day).days <= _WEEK


def _nearer(month: int, day: int, published: date) -> int:
    def distance(year: int) -> int:
        there = safe_date(year, month, min(day, 28))
        return abs((there - published).days) if there else 1000

    return min((published.year, published.year - 1, published.year + 1), key=distance)


def _hijri(found: Fields, look: str, context: Context) -> tuple[str | None, bool]:
    year = found.year
    if year is None:
        if context.published is None or found.month is None:
            return None, True
        year = _hijri_year_of(found.month, look, context.published)
    if not HIJRI_YEARS[0] <= year < HIJRI_YEARS[1]:
        return None, True
    if found.month is None:
        return _spread(hijri_year(year))
    if found.day is None:
        return _spread(hijri_month(year, found.month))
    day = hijri_day(year, found.month, found.day)
    return (day.isoformat(), True) if day else (None, False)


def _hijri_year_of(month: int, look: str, published: date) -> int:
    year, here = to_hijri(published)
    if look == "past":
        return year - (month >= here)
    if look == "next":
        return year + (month <= here)
    if look == "this":
        return year
    best = min(range(-6, 6), key=lambda step: (add_months(year, here, step)[1] != month, abs(step)))
    return add_months(year, here, best)[0]


def _spread(ends: tuple[date, date] | None) -> tuple[str | None, bool]:
    return (f"{ends[0].isoformat()}/{ends[1].isoformat()}", True) if ends else (None, False)
