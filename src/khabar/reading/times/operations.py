"""The operations that rules name: from a filled frame to a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from khabar.model import TimeType
from khabar.reading.times.durations import (
    compound,
    duration,
    nth_running,
    offset,
    offset_compound,
    offset_from_previous,
)
from khabar.reading.times.feasts import feast
from khabar.reading.times.frame import Context, Frame, Reading
from khabar.reading.times.periods import century, decade, period, unit, week_of, week_with_day
from khabar.reading.times.points import (
    clock,
    joined_year,
    night_between,
    nth_weekday,
    of_month,
    part,
    point,
    weekday_numbered,
    weekday_of_week,
    weekdays_of_week,
)
from khabar.reading.times.ranges import between, day_range, year_range


def vague(frame: Frame, _: Context) -> Reading:
    """A reference that no calendar can pin down: PAST_REF, PRESENT_REF, FUTURE_REF."""
    return Reading(TimeType.DATE, frame.value("vague"))


def later(_: Frame, context: Context) -> Reading:
    """ "Later": what is past by now in a tale of the past, else what is to come."""
    return Reading(TimeType.DATE, "PAST_REF" if context.direction() == "past" else "FUTURE_REF")


def then(_: Frame, context: Context) -> Reading | None:
    """ "Then": the date that the sentence told; nothing where it told none ("the minister of then")."""
    told = (context.nearby or "").partition("T")[0]
    return Reading(TimeType.DATE, told) if told else None


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
    "compound": compound,
    "clock": clock,
    "day-range": day_range,
    "decade": decade,
    "duration": duration,
    "feast": feast,
    "joined-year": joined_year,
    "later": later,
    "night-between": night_between,
    "nth-running": nth_running,
    "nth-weekday": nth_weekday,
    "offset": offset,
    "offset-compound": offset_compound,
    "offset-from-previous": offset_from_previous,
    "part": part,
    "period": period,
    "point": point,
    "point-of-month": of_month,
    "repeated": repeated,
    "skip": skip,
    "then": then,
    "unit": unit,
    "vague": vague,
    "week-of": week_of,
    "week-with-day": week_with_day,
    "weekday-numbered": weekday_numbered,
    "weekday-of-week": weekday_of_week,
    "weekdays-of-week": weekdays_of_week,
    "year-range": year_range,
}
