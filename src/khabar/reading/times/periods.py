"""Periods named by a unit: last week, this year, the third quarter, the nineties, the first week of July."""

from __future__ import annotations

from datetime import date, timedelta

from khabar.model import TimeType
from khabar.reading.times.absolute import fields, has_fields, resolve
from khabar.reading.times.calendar import add_months, month_end, nth_week, week_value
from khabar.reading.times.frame import Context, Frame, Reading
from khabar.reading.times.points import month_of

_STEPS = {"past": -1, "this": 0, "same": 0, "next": 1, "following": 1, "past2": -2, "next2": 2}


def unit(frame: Frame, context: Context) -> Reading | None:
    """A unit of the calendar and which one is meant, counted from the publication or, for "the same", from the last
    date told."""
    step = _STEPS.get(frame.value("dir"), 0)
    anchor = _anchor(frame, context)
    if anchor is None:
        return Reading(TimeType.DATE, None)
    value = _shifted(anchor, frame.value("unit"), step)
    if value and frame.has("part"):
        return Reading(TimeType.TIME, f"{value}T{frame.value('part')}")
    return Reading(TimeType.DATE, value) if value else None


def _anchor(frame: Frame, context: Context) -> date | None:
    """The day to count from."""
    if frame.value("dir") in ("same", "following") and context.previous:
        return _first_day(context.previous) or context.published
    return context.published


def _first_day(value: str) -> date | None:
    """The first day of a value that begins with a year, month or day."""
    head = value.partition("/")[0].partition("T")[0]
    try:
        return date.fromisoformat(head + "-01-01"[len(head) - len("2015") :] if len(head) < len("2015-08-08") else head)
    except ValueError:
        return None


def _shifted(day: date, name: str, step: int) -> str | None:
    """The unit that a day lies in, moved by so many units."""
    if name == "D":
        return (day + timedelta(days=step)).isoformat()
    if name in ("W", "WE"):
        return week_value(day + timedelta(weeks=step)) + ("-WE" if name == "WE" else "")
    if name in ("M", "Q"):
        year, month = add_months(day.year, day.month, step * (3 if name == "Q" else 1))
        return f"{year:04}-Q{(month + 2) // 3}" if name == "Q" else f"{year:04}-{month:02}"
    years, digits = {"Y": (1, 4), "DE": (10, 3), "CE": (100, 2)}.get(name, (0, 0))
    return f"{day.year + step * years:04}"[:digits] if digits else None


def decade(frame: Frame, _: Context) -> Reading:
    """The decade of a century, the twentieth unless said otherwise: 199."""
    hundred = (int(frame.number("century") or 0) or 20) - 1
    return Reading(TimeType.DATE, f"{hundred}{frame.value('decade')}")


def century(frame: Frame, _: Context) -> Reading:
    """A century by its number: the nineteenth is 18."""
    return Reading(TimeType.DATE, f"{int(frame.number('century') or 1) - 1:02}")


def period(frame: Frame, context: Context) -> Reading | None:
    """A half, quarter or season of a year; without a year the latest one begun, or the one a word points to."""
    code = frame.value("period") + (frame.value("nth") if frame.value("period") in ("Q", "H") else "")
    year = _year_of(frame, context, code)
    if year is not None and year < 0:
        return None
    return Reading(TimeType.DATE, f"{year}-{code}" if year else None)


_SEASONS = ("SP", "SU", "FA", "WI")
_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10, "H1": 1, "H2": 7}


def _year_of(frame: Frame, context: Context, code: str) -> int | None:
    if has_fields(frame):
        return fields(frame).year
    if context.published is None:
        return None
    published, direction = context.published, frame.value("dir")
    if frame.has("ydir"):
        return published.year + _STEPS.get(frame.value("ydir"), 0)
    begun = _STARTS.get(code, 1) <= published.month
    if direction == "next":
        return published.year + begun
    if direction in ("this", "same"):
        return published.year
    if not direction and code in _SEASONS:
        years = (published.year - 1, published.year, published.year + 1)
        return min(years, key=lambda year: abs((year - published.year) * 12 + _STARTS[code] + 1 - published.month))
    over = published.month >= _STARTS.get(code, 1) + 3
    return published.year - (not over if direction == "past" else not begun)


def week_with_day(frame: Frame, context: Context) -> Reading | None:
    """The ISO week that a day lies in ("the week of 16 September")."""
    value, possible = resolve(fields(frame), "", None, context)
    if not possible:
        return None
    return Reading(TimeType.DATE, week_value(date.fromisoformat(value)) if value else None)


def week_of(frame: Frame, context: Context) -> Reading | None:
    """The first week of July, the last of the year: the ISO week that has its Thursday there."""
    ends = _ends(frame, context)
    if ends is None:
        return Reading(TimeType.DATE, None)
    day = nth_week(*ends, int(frame.value("nth")))
    return Reading(TimeType.DATE, week_value(day)) if day else None


def _ends(frame: Frame, context: Context) -> tuple[date, date] | None:
    if frame.has("month") or frame.has("weak") or frame.value("unit") == "M":
        month = month_of(frame, context)
        return (date(*month, 1), month_end(*month)) if month else None
    year = _year_of(frame, context, "")
    return (date(year, 1, 1), date(year, 12, 31)) if year and year > 0 else None
