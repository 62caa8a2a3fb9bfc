"""Expressions that are spans themselves: both ends, the last included."""

from __future__ import annotations

from khabar.model import TimeType
from khabar.reading.times.absolute import Fields, fields, resolve
from khabar.reading.times.frame import Context, Frame, Reading
from khabar.reading.times.points import month_of

_CENTURY = 100


def day_range(frame: Frame, context: Context) -> Reading | None:
    """Days of one month, 3-5 July: 2015-07-03/2015-07-05."""
    found = fields(frame)
    first = frame.digits("first") if frame.has("first") else _ordinal(frame, "firstord")
    last = found.day
    if first is None or last is None:
        return None
    if found.month is None:
        return _in_month(frame, context, first, last)
    days = (Fields(found.year, found.month, day, found.hijri) for day in (first, last))
    ends = [resolve(day, frame.value("dir"), None, context) for day in days]
    if first >= last or not all(possible for _, possible in ends):
        return None
    (begin, _), (end, _) = ends
    return Reading(TimeType.DATE, f"{begin}/{end}" if begin and end else None)


def _ordinal(frame: Frame, slot: str) -> int | None:
    value = frame.value(slot)
    return int(value) if value else None


def _in_month(frame: Frame, context: Context, first: int, last: int) -> Reading | None:
    month = month_of(frame.without("dom", "ordday"), context)
    if month is None:
        return Reading(TimeType.DATE, None)
    head = f"{month[0]:04}-{month[1]:02}"
    return Reading(TimeType.DATE, f"{head}-{first:02}/{head}-{last:02}") if first < last else None


def year_range(frame: Frame, _: Context) -> Reading | None:
    """Years, 2011-2014 or 2011-14: 2011/2014."""
    first, last = frame.digits("first"), frame.digits("year")
    if first is None or last is None:
        return None
    if last < _CENTURY:
        last += first // _CENTURY * _CENTURY
    return Reading(TimeType.DATE, f"{first}/{last}") if first < last <= first + _CENTURY else None


def between(frame: Frame, context: Context) -> Reading | None:
    """Two months of one year, July-August 2015: 2015-07/2015-08."""
    found = fields(frame)
    first = frame.value("first_month")
    if not first or found.month is None or first.startswith("h") or found.hijri:
        return None
    end, _ = resolve(found, frame.value("dir"), None, context)
    if end is None:
        return Reading(TimeType.DATE, None)
    if int(first) == found.month:
        return Reading(TimeType.DATE, end)
    year = int(end[:4]) - (int(first) > found.month)
    return Reading(TimeType.DATE, f"{year}-{int(first):02}/{end}")
