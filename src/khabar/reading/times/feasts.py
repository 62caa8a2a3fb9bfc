"""Feasts: days that a calendar, Gregorian or Hijri, names by themselves.

A table gives each feast its calendar, day and length: `h10-01/3` is three days from the first of the tenth Hijri month,
`g12-25/1` a Gregorian day, `w11-4-4/1` the fourth Thursday of November. Several of them, parted by blanks, share a
name, and the nearest is meant. Not for: feasts that move otherwise.
"""

from __future__ import annotations

from datetime import date, timedelta

from khabar.model import TimeType
from khabar.reading.times.calendar import hijri_day, safe_date, to_hijri, weekday_from
from khabar.reading.times.frame import Context, Frame, Reading


def feast(frame: Frame, context: Context) -> Reading | None:
    """The day or days of a feast, or one of its days: in the year told, else the nearest such to the publication."""
    spans = [span for name in frame.value("feast").split() if (span := _span(name, frame, context))]
    if not spans:
        return Reading(TimeType.DATE, None)
    first, last = min(spans, key=lambda span: abs((span[0] - (context.published or span[0])).days))
    if frame.has("part"):
        return Reading(TimeType.TIME, f"{first.isoformat()}T{frame.value('part')}")
    if frame.has("feast_day"):
        first = last = first + timedelta(days=int(frame.value("feast_day")) - 1)
    value = first.isoformat() if last == first else f"{first.isoformat()}/{last.isoformat()}"
    return Reading(TimeType.DATE, value)


def _span(entry: str, frame: Frame, context: Context) -> tuple[date, date] | None:
    """The first and last day of one entry of the table."""
    name, _, length = entry.partition("/")
    first = _first(name, frame, context)
    return (first, first + timedelta(days=int(length) - 1)) if first else None


def _first(name: str, frame: Frame, context: Context) -> date | None:
    year = frame.digits("year")
    if year is not None:
        hijri = name.startswith("h")
        return _of(name, to_hijri(date(year, 7, 1))[0] if hijri and year > 1600 else year)
    if context.published is None:
        return None
    here = to_hijri(context.published)[0] if name.startswith("h") else context.published.year
    direction = frame.value("dir") or frame.value("ydir")
    days = [day for day in (_of(name, here + step) for step in (-1, 0, 1)) if day is not None]
    nearest = _meant(days, context.published, direction)
    ahead = not direction and nearest is not None and nearest > context.published
    return _meant(days, context.published, "past") if ahead and context.direction() == "past" else nearest


def _meant(days: list[date], published: date, said: str) -> date | None:
    """The one of the feast's days around the publication that is meant: the nearest, unless a word says which."""
    if said == "past":
        return max((day for day in days if day <= published), default=None)
    if said == "next":
        return min((day for day in days if day > published), default=None)
    return min(days, key=lambda day: abs((day - published).days), default=None)


def _of(name: str, year: int) -> date | None:
    """The feast's first day in a year of its own calendar."""
    numbers = [int(part) for part in name[1:].split("-")]
    if name.startswith("h"):
        return hijri_day(year, numbers[0], numbers[1])
    if name.startswith("w"):
        return weekday_from(date(year, numbers[0], 1), numbers[2]) + timedelta(weeks=numbers[1] - 1)
    return safe_date(year, numbers[0], numbers[1])
