"""Durations, and distances counted from the publication or from the last date told."""

from __future__ import annotations

from datetime import date, timedelta

from khabar.model import TimeType
from khabar.reading.times.calendar import add_months, month_end
from khabar.reading.times.frame import Context, Frame, Reading

UNKNOWN = "X"
_CLOCK = ("H", "MIN", "S")
_PARTS = {
    "Y": (12, "M"),
    "H": (60, "MIN"),
    "MIN": (60, "S"),
    "D": (24, "H"),
    "M": (30, "D"),
    "W": (7, "D"),
    "CE": (100, "Y"),
    "DE": (10, "Y"),
}
_SIZES = ("CE", "DE", "Y", "M", "W", "D", "H", "MIN", "S")
_LETTER = {"MIN": "M", "CE": "CE", "DE": "DE"}
_DAY_HOURS = 24
_COUNTED_FROM = 3
"""One and two are told by the form of the unit; their number words before a unit count something else."""


def duration(frame: Frame, _: Context) -> Reading | None:
    """How long: P3D, PT2H, PXY where the number is not told."""
    value = _length(frame)
    return Reading(TimeType.DURATION, value) if value else None


def _length(frame: Frame) -> str | None:
    if frame.has("share"):
        return _share_of(frame.value("unit"), float(frame.value("share")))
    count, unit = _count(frame), frame.value("unit")
    if count is None or not unit:
        return None
    parts = [(count, unit)]
    if frame.has("extra"):
        parts = _with_extra(count, unit, float(frame.value("extra")))
    parts += [(_count(frame, at) or UNKNOWN, frame.value("unit" + at)) for at in ("2", "3") if frame.has("unit" + at)]
    if frame.has("unit2") and len({unit for _, unit in parts}) < len(parts):
        return None
    return _written(sorted(parts, key=lambda part: _SIZES.index(part[1])))


_NUMBERS_OF_FORMS = {"unit_d": "2", "the_unit_d": "2", "unit_p": UNKNOWN, "the_unit_p": UNKNOWN}
"""What the form of a unit tells of its number: dual, or an uncounted plural."""


def _count(frame: Frame, suffix: str = "") -> str | None:
    """The number of units as TIMEX3 writes it; X where only "some" is said; None where the digits are no number."""
    if frame.has("some" + suffix):
        return UNKNOWN
    if not frame.has("number" + suffix):
        return _NUMBERS_OF_FORMS.get(frame.table("unit" + suffix), "1")
    number = frame.number("number" + suffix)
    if number is None or (number < _COUNTED_FROM and not frame.caught["number" + suffix][0].isdecimal() and not suffix):
        return None
    return f"{number:.10g}"


def _share_of(unit: str, share: float) -> str | None:
    size, smaller = _PARTS.get(unit, (0, ""))
    return _written([(f"{size * share:g}", smaller)]) if size else None


def _with_extra(count: str, unit: str, share: float) -> list[tuple[str, str]]:
    size, smaller = _PARTS[unit]
    return [(count, unit), (f"{size * share:g}", smaller)]


def _written(parts: list[tuple[str, str]]) -> str:
    days = "".join(count + _LETTER.get(unit, unit) for count, unit in parts if unit not in _CLOCK)
    clock = "".join(count + _LETTER.get(unit, unit) for count, unit in parts if unit in _CLOCK)
    return f"P{days}" + (f"T{clock}" if clock else "")


def nth_running(frame: Frame, _: Context) -> Reading:
    """The third day in a row: P3D."""
    return Reading(TimeType.DURATION, f"P{frame.value('nth')}{_LETTER.get(frame.value('unit'), frame.value('unit'))}")


def offset(frame: Frame, context: Context) -> Reading | None:
    """A distance from the publication: a day for days and weeks, a month for months, a year for years.

    An unknown number leaves a duration (some days ago), and so do hours, because the hour of publication is not known,
    and "after a week" in a tale of the past, because it counts from something told.
    """
    count, unit = _count(frame), frame.value("unit")
    if count is None:
        return None
    if unit == "H" and count != UNKNOWN and float(count) % _DAY_HOURS == 0:
        count, unit = f"{float(count) / _DAY_HOURS:g}", "D"
    sign = int(frame.value("sign"))
    if count == UNKNOWN or unit in _CLOCK or "." in count or (sign > 0 and _counts_from_told(count, unit, context)):
        return Reading(TimeType.DURATION, _length(frame))
    if context.published is None:
        return Reading(TimeType.DATE, None)
    value = _moved(context.published, unit, int(count) * sign)
    if frame.has("extra"):
        value = _moved_with_share(context.published, (int(count), unit), float(frame.value("extra")), sign)
    if value and frame.has("part"):
        return Reading(TimeType.TIME, f"{value}T{frame.value('part')}")
    return Reading(TimeType.DATE, value) if value else None


_PLANNED_YEARS = 10
"""Nobody tells in a tense without direction what comes after more years; so long a time has passed."""


def _counts_from_told(count: str, unit: str, context: Context) -> bool:
    """Whether "after a week" counts from something told, not from the publication."""
    direction = context.direction()
    return direction == "past" or (not direction and unit == "Y" and int(count) > _PLANNED_YEARS)


def _moved_with_share(day: date, length: tuple[int, str], share: float, sign: int) -> str | None:
    """The point a number of units and a share of one away (a year and a half), as exact as the share's own unit."""
    count, unit = length
    size, smaller = _PARTS[unit]
    whole = _shifted(day, unit, count * sign)
    return _moved(whole, smaller, int(size * share) * sign) if whole and smaller not in _CLOCK else None


def compound(frame: Frame, context: Context) -> Reading | None:
    """A length of several units, or such a distance from now, back in a tale of the past."""
    return offset_compound(frame, context) if frame.has("from_now") else duration(frame, context)


def offset_compound(frame: Frame, context: Context) -> Reading | None:
    """A distance of several units from the publication (a month and 21 days ago), as exact as the smallest of them."""
    parts = [
        (_count(frame, suffix), frame.value("unit" + suffix)) for suffix in ("", "2", "3") if frame.has("unit" + suffix)
    ]
    if any(count is None or count == UNKNOWN or "." in count or unit in _CLOCK for count, unit in parts):
        return None
    if context.published is None:
        return Reading(TimeType.DATE, None)
    day, sign = context.published, int(frame.value("sign") or (-1 if context.direction() == "past" else 1))
    for count, unit in parts:
        moved = _shifted(day, unit, int(count or 0) * sign)
        if moved is None:
            return None
        day = moved
    exact = max((unit for _, unit in parts), key=_SIZES.index)
    return Reading(TimeType.DATE, day.isoformat()[: {"Y": 4, "M": 7}.get(exact, 10)])


def _shifted(day: date, unit: str, steps: int) -> date | None:
    """A day so many units on; the last of a shorter month."""
    if unit in ("D", "W"):
        return day + timedelta(days=steps * (7 if unit == "W" else 1))
    months = {"M": 1, "Y": 12, "DE": 120, "CE": 1200}.get(unit)
    if months is None:
        return None
    year, month = add_months(day.year, day.month, steps * months)
    return date(year, month, min(day.day, month_end(year, month).day)) if year > 0 else None


def _moved(day: date, unit: str, steps: int) -> str | None:
    try:
        if unit in ("D", "W"):
            return (day + timedelta(days=steps * (7 if unit == "W" else 1))).isoformat()
        if unit == "M":
            year, month = add_months(day.year, day.month, steps)
            return f"{year:04}-{month:02}"
        years = {"Y": 1, "DE": 10, "CE": 100}[unit] * steps
        return f"{day.year + years:04}" if day.year + years > 0 else None
    except (OverflowError, KeyError):
        return None


def offset_from_previous(frame: Frame, context: Context) -> Reading | None:
    """A distance from the last date that the report told ("a day before that"); a length where it told none."""
    count, unit = _count(frame), frame.value("unit")
    anchor = _told(context.previous or "", unit)
    if count is None or anchor is None or count == UNKNOWN or "." in count:
        return Reading(TimeType.DURATION, _length(frame))
    value = _moved(anchor, unit, int(count) * int(frame.value("sign")))
    return Reading(TimeType.DATE, value) if value else None


_EXACT = {"Y": len("2015"), "M": len("2015-08")}
"""How exact a date must be told for a unit to count from it; a day for what is not listed."""


def _told(value: str, unit: str) -> date | None:
    """The first day of a date told, where it is exact enough for a distance in a unit."""
    head = value.partition("T")[0]
    if len(head) < _EXACT.get(unit, len("2015-08-08")) or not head.replace("-", "").isdecimal():
        return None
    return date.fromisoformat(head + "2015-01-01"[len(head) :])
