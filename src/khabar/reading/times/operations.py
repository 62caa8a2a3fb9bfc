"""The operations that rules name: from a filled frame to a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from khabar.model import TimeType
from khabar.reading.times.durations import duration, nth_running, offset, offset_from_previous
from khabar.reading.times.frame import Context, Frame, Reading
from khabar.reading.times.periods import century, decade, period, unit, week_of
from khabar.reading.times.points import clock, joined_year, night_between, nth_weekday, of_month, point, weekday_of_week
from khabar.reading.times.ranges import between, day_range, year_range


def vague(frame: Frame, _: Context) -> Reading:
    """A reference that no calendar can pin down: PAST_REF, PRESENT_REF, FUTURE_REF."""
    return Reading(TimeType.DATE, frame.value("vague"))


def repeated(frame: Frame, _: Context) -> Reading:
    """Something that comes again: every day is P1D as a SET, every Friday XXXX-WXX-5."""
    if frame.has("weekday"):
        return Reading(TimeType.SET, f"XXXX-WXX-{frame.value('weekday')}")
    return Reading(TimeType.SET, frame.value("every"))


def skip(_frame: Frame, _context: Context) -> Reading:
    """No time at all: the phrase is taken so that no shorter rule reads a part of it."""
    return Reading(TimeType.DATE, None)


OPERATIONS: Mapping[str, Callable[[Frame, Context], Reading | None]] = {
    "between": between,
    "century": century,
    "clock": clock,
    "day-range": day_range,
    "decade": decade,
    "duration": duration,
    "joined-year": joined_year,
    "night-between": night_between,
    "nth-running": nth_running,
    "nth-weekday": nth_weekday,
    "offset": offset,
    "offset-from-previous": offset_from_previous,
    "period": period,
    "point": point,
    "point-of-month": of_month,
    "repeated": repeated,
    "skip": skip,
    "unit": unit,
    "vague": vague,
    "week-of": week_of,
    "weekday-of-week": weekday_of_week,
    "year-range": year_range,
}
