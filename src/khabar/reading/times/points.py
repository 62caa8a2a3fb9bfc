"""Points: a day, a part of a day, a clock time, a month or a year that a phrase names."""

from __future__ import annotations

from datetime import date, timedelta

from khabar.model import TimeType
from khabar.reading.times.absolute import fields, has_fields, resolve
from khabar.reading.times.calendar import (
    add_months,
    month_end,
    safe_date,
    weekday_from,
    weekday_near,
    weekday_until,
)
from khabar.reading.times.frame import Context, Frame, Reading

_LOOKS = {
    "past": "past",
    "next": "next",
    "this": "this",
    "same": "this",
    "past2": "past",
    "next2": "next",
    "since": "since",
}
_STEPS = {"past": -1, "next": 1, "past2": -2, "next2": 2}
_HALF_DAY, _DAY = 12, 24
_WEEKS = 5
"""Weekdays of one name that a month may have."""
_NIGHT_STARTS, _AFTERNOON = 6, ("AF", "EV")
_DAY_LENGTH = len("2015-08-08")


def point(frame: Frame, context: Context) -> Reading | None:
    """The value of a day, month or year phrase, with its part of the day or clock time."""
    value, possible = _base(frame, context)
    if not possible:
        return None
    clock = _clock(frame)
    if clock is not None:
        return Reading(TimeType.TIME, f"{value}{clock}" if value and len(value) == _DAY_LENGTH else None)
    part = frame.value("part")
    if part:
        return Reading(TimeType.TIME, f"{value}T{part}" if value and len(value) == _DAY_LENGTH else None)
    return None if frame.has("hour") or frame.has("hourword") else Reading(TimeType.DATE, value)


def _base(frame: Frame, context: Context) -> tuple[str | None, bool]:
    """The date value of a frame without its clock, and whether such a date can be."""
    if has_fields(frame) and not _numbered_only(frame):
        shift = {"past": -1, "this": 0, "same": 0, "next": 1, "past2": -2, "next2": 2}.get(frame.value("ydir"))
        return resolve(fields(frame), _look(frame) or _ahead(frame, context), shift, context)
    if frame.has("same"):
        return (context.previous or "")[:_DAY_LENGTH] or None, True
    if context.published is None:
        return None, True
    day = _day(frame, context.published, context)
    return (day.isoformat() if day else None), True


def _numbered_only(frame: Frame) -> bool:
    """Whether a day has a number and no month: it lies in the month of publication."""
    return fields(frame).month is None and fields(frame).day is not None


def _look(frame: Frame) -> str:
    return _LOOKS.get(frame.value("dir"), "")


def _ahead(frame: Frame, context: Context) -> str:
    """Whether a month without a year is one to come, because the words before it look ahead."""
    month = frame.has("month") or frame.has("weak") or frame.has("anymonth")
    bare = month and not any(frame.has(slot) for slot in ("dir", "ydir", "year", "yearword"))
    return "ahead" if bare and context.direction() == "future" else ""


def _day(frame: Frame, published: date, context: Context) -> date | None:
    if frame.has("deictic"):
        day = published + timedelta(days=int(frame.value("deictic")))
        return weekday_near(day, int(frame.value("weekday"))) if frame.has("weekday") else day
    if frame.has("weekday"):
        return _weekday(frame, published, context)
    if has_fields(frame):
        return safe_date(published.year, published.month, fields(frame).day or 1)
    if context.nearby and len(context.nearby) >= _DAY_LENGTH and "/" not in context.nearby:
        return date.fromisoformat(context.nearby[:_DAY_LENGTH])
    return published


def _weekday(frame: Frame, published: date, context: Context) -> date:
    weekday, direction = int(frame.value("weekday")), frame.value("dir")
    step = timedelta(days=1)
    if frame.has("wdir"):
        weeks = timedelta(weeks=_STEPS.get(frame.value("wdir"), 0))
        return weekday_from(published - timedelta(days=published.isoweekday() - 1) + weeks, weekday)
    if direction in ("past", "past2"):
        return weekday_until(published - step, weekday) - timedelta(weeks=direction == "past2")
    if direction in ("next", "next2"):
        return weekday_from(published + step, weekday) + timedelta(weeks=direction == "next2")
    if direction == "this" or context.direction() == "future":
        return weekday_from(published, weekday)
    return weekday_until(published, weekday)


def _clock(frame: Frame) -> str | None:
    """The clock time of a frame as TIMEX3 writes it (T17:30); None where there is none or no clock shows it."""
    hour, minute = _hour(frame), frame.digits("minute") or 0
    if hour is None:
        return None
    if frame.has("fraction"):
        minute += int(frame.value("fraction"))
    if frame.has("minutes"):
        minute += int(frame.number("minutes") or 0)
    hour, minute = _half_of_day(hour, frame.value("part")) + (minute < 0) * -1, minute % 60
    if not (0 <= hour <= _DAY and minute < 60):
        return None
    second = frame.digits("second")
    return f"T{hour:02}:{minute:02}" + (f":{second:02}" if second is not None else "")


def _hour(frame: Frame) -> int | None:
    if frame.has("hour"):
        return frame.digits("hour")
    return int(frame.value("hourword")) if frame.has("hourword") else None


def _half_of_day(hour: int, part: str) -> int:
    """The hour of twenty-four that an hour of twelve is, in a part of the day."""
    if part in _AFTERNOON:
        return hour + _HALF_DAY if hour < _HALF_DAY else hour
    if part == "MI":
        return hour + _HALF_DAY if hour < 5 else hour
    if part == "NI":
        return (hour + _HALF_DAY) % _DAY if _NIGHT_STARTS <= hour <= _HALF_DAY else hour
    return 0 if part == "MO" and hour == _HALF_DAY else hour


def clock(frame: Frame, context: Context) -> Reading | None:
    """A clock time, of the day it stands with, else of the day just told in its sentence, else of the publication."""
    return point(frame, context) if _clock(frame) else None


def joined_year(frame: Frame, context: Context) -> Reading | None:
    """A bare year joined to another year."""
    return point(frame, context) if len(context.nearby or "") == len("2015") else None


def part(frame: Frame, context: Context) -> Reading:
    """A part of a day by itself ("by night"): of the day that its sentence told, else of none."""
    told = context.nearby or ""
    day = told[:_DAY_LENGTH] if len(told) >= _DAY_LENGTH and "/" not in told else ""
    return Reading(TimeType.TIME, f"{day}T{frame.value('part')}")


def weekday_of_week(frame: Frame, context: Context) -> Reading:
    """A weekday of this, the last or the next ISO week."""
    if context.published is None:
        return Reading(TimeType.DATE, None)
    weeks = timedelta(weeks=_STEPS.get(frame.value("wdir"), 0))
    monday = context.published - timedelta(days=context.published.isoweekday() - 1) + weeks
    return Reading(TimeType.DATE, weekday_from(monday, int(frame.value("weekday"))).isoformat())


def weekdays_of_week(frame: Frame, context: Context) -> Reading | None:
    """From one weekday to another of this, the last or the next ISO week."""
    if context.published is None:
        return Reading(TimeType.DATE, None)
    first, last = int(frame.value("weekday")), int(frame.value("second_day"))
    weeks = timedelta(weeks=_STEPS.get(frame.value("wdir"), 0))
    monday = context.published - timedelta(days=context.published.isoweekday() - 1) + weeks
    days = (monday + timedelta(days=number - 1) for number in (first, last))
    return Reading(TimeType.DATE, "/".join(day.isoformat() for day in days)) if first < last else None


def weekday_numbered(frame: Frame, context: Context) -> Reading | None:
    """A weekday with the number of its day: the nearest month where the two agree. A small ordinal counts the weekdays
    of the month of publication ("the second Sunday")."""
    number, weekday = fields(frame).day, int(frame.value("weekday"))
    published = context.published
    if published is None or number is None:
        return None
    if frame.has("ordday") and number <= _WEEKS:
        day = weekday_from(date(published.year, published.month, 1), weekday) + timedelta(weeks=number - 1)
        return Reading(TimeType.DATE, day.isoformat()) if day.month == published.month else None
    months = [add_months(published.year, published.month, step) for step in (0, -1, 1, -2, 2)]
    days = [safe_date(*month, number) for month in months]
    agreed = [day for day in days if day is not None and day.isoweekday() == weekday]
    nearest = min(agreed, key=lambda day: abs((day - published).days), default=None)
    return Reading(TimeType.DATE, nearest.isoformat()) if nearest else None


def of_month(frame: Frame, context: Context) -> Reading | None:
    """A day by its number in this, the last or the next month."""
    found = fields(frame)
    month = _moved_month(frame, context)
    if found.day is None or month is None:
        return Reading(TimeType.DATE, None)
    day = safe_date(*month, found.day)
    return Reading(TimeType.DATE, day.isoformat()) if day else None


def _moved_month(frame: Frame, context: Context) -> tuple[int, int] | None:
    """The month of publication moved by a direction; for "the same" the month of the last date told."""
    told = context.previous or ""
    if frame.value("dir") == "same" and len(told) >= len("2015-07") and told[5].isdecimal():
        return int(told[:4]), int(told[5:7])
    if context.published is None:
        return None
    step = _STEPS.get(frame.value("dir"), 0)
    return add_months(context.published.year, context.published.month, step)


def night_between(frame: Frame, context: Context) -> Reading | None:
    """The night from one weekday to the next: that of the first day, of the second once midnight has passed."""
    if context.published is None:
        return Reading(TimeType.TIME, None)
    second = _weekday_of(frame.value("second_day"), context)
    first = weekday_until(second, int(frame.value("weekday")))
    if (second - first).days != 1:
        return None
    return Reading(TimeType.TIME, f"{(second if frame.has('midnight') else first).isoformat()}TNI")


def _weekday_of(value: str, context: Context) -> date:
    published = context.published or date.min
    weekday = int(value)
    return weekday_from(published, weekday) if context.direction() == "future" else weekday_until(published, weekday)


def nth_weekday(frame: Frame, context: Context) -> Reading | None:
    """The first Friday of July; the last one where the ordinal says so."""
    month = month_of(frame, context)
    if month is None:
        return Reading(TimeType.DATE, None)
    weekday, number = int(frame.value("weekday")), int(frame.value("nth"))
    if number < 0:
        return Reading(TimeType.DATE, weekday_until(month_end(*month), weekday).isoformat())
    day = weekday_from(date(*month, 1), weekday) + timedelta(weeks=number - 1)
    return Reading(TimeType.DATE, day.isoformat()) if day.month == month[1] else None


def month_of(frame: Frame, context: Context) -> tuple[int, int] | None:
    """The year and month that the date fields of a frame name, or the month of publication moved by its direction."""
    value, _ = _base(frame, context) if has_fields(frame) else (None, True)
    if value and len(value) >= len("2015-07"):
        return int(value[:4]), int(value[5:7])
    return None if has_fields(frame) else _moved_month(frame, context)
