"""Arithmetic on the calendar; knows no language.

Weeks are ISO 8601 weeks. Hijri dates follow the Umm al-Qura calendar (hijridate, 1343-1500 AH).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

MONTHS = 12
HIJRI_YEARS = (1343, 1500)


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The month `count` months on."""
    whole = year * MONTHS + month - 1 + count
    return whole // MONTHS, whole % MONTHS + 1


def week_value(day: date) -> str:
    """The ISO week of a day: 2015-W31."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weekday_near(day: date, weekday: int) -> date:
    """The day with an ISO weekday that is nearest to `day`."""
    back = (day.isoweekday() - weekday) % 7
    return day - timedelta(days=back) if back <= 3 else day + timedelta(days=7 - back)


def weekday_until(day: date, weekday: int) -> date:
    """The last day with an ISO weekday, `day` itself included."""
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def weekday_from(day: date, weekday: int) -> date:
    """The first day with an ISO weekday, `day` itself included."""
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def nth_week(first: date, last: date, number: int) -> date | None:
    """The Thursday of the `number`th week (-1: the last one) that has its Thursday in [first, last]."""
    day = weekday_until(last, 4) if number < 0 else weekday_from(first, 4) + timedelta(weeks=number - 1)
    return day if first <= day <= last else None


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri date; None outside the table or where the month has no such day."""
    if not HIJRI_YEARS[0] <= year <= HIJRI_YEARS[1]:
        return None
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """The first and last Gregorian day of a Hijri month."""
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // MONTHS, month % MONTHS + 1, 1)
    return (first, after - timedelta(days=1)) if first and after else None


def hijri_year(year: int) -> tuple[date, date] | None:
    """The first and last Gregorian day of a Hijri year."""
    first, after = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
    return (first, after - timedelta(days=1)) if first and after else None


def to_hijri(day: date) -> tuple[int, int]:
    """The Hijri year and month of a Gregorian day."""
    found = Gregorian(day.year, day.month, day.day).to_hijri()
    return found.year, found.month
