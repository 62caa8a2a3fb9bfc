"""The day of publication from a field of a record: what is certain, and nothing else.

A time of day and its zone are left aside: the day is the one that was written. Not for: dates in running text, which
`reading.times` reads.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

# Newspapers in print that archives hold begin about 1800; a year outside is another calendar or no year.
FIRST_YEAR, LAST_YEAR = 1800, 2100
EPOCH = date(1970, 1, 1)
# Epoch numbers are read from 1990 on: smaller ones are years, days written without marks, or counts.
FIRST_SECOND = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp())
LAST_SECOND = int(datetime(LAST_YEAR, 1, 1, tzinfo=UTC).timestamp())
A_DAY = 86_400

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?Z?)?$")
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_MAIL = re.compile(r"(?:[A-Za-z]{3,9}, ?)?\d{1,2} [A-Za-z]{3} \d{4}\b")
_NUMBER = re.compile(r"\d{9,13}(?:\.\d*)?$")


def read_day(value: object) -> date | None:
    """The day that a value of a record names, or None where it names none for certain.

    Read are ISO 8601 and its looser kin (year first), `YYYYMMDD`, RFC 2822, seconds or milliseconds since 1970, and
    day and month before the year where only one order is possible.

    >>> read_day("Tue, 11 Aug 2015 13:44:43 GMT")
    datetime.date(2015, 8, 11)
    >>> read_day("03/04/2015")
    """
    if isinstance(value, datetime):
        return _sane(value.date())
    if isinstance(value, date):
        return _sane(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _of_text(repr(value))
    return _of_text(value.strip()) if isinstance(value, str) else None


def _of_text(text: str) -> date | None:
    if found := _YEAR_FIRST.match(text):
        return _day(found[1], found[3], found[4])
    if found := _PACKED.match(text):
        return _day(found[1], found[2], found[3]) or _epoch(text)
    if found := _DAY_FIRST.match(text):
        return _either(int(found[1]), int(found[3]), int(found[4]))
    mail = _MAIL.match(text)
    return _mail(mail[0]) if mail else _epoch(text)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return _sane(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _sane(day: date) -> date | None:
    return day if FIRST_YEAR <= day.year < LAST_YEAR else None


def _either(first: int, second: int, year: int) -> date | None:
    """The only day that two numbers before a year can be; None when day and month may be the other way round."""
    days = {day for day in (_day(year, second, first), _day(year, first, second)) if day}
    return days.pop() if len(days) == 1 else None


def _mail(text: str) -> date | None:
    try:
        return _sane(parsedate_to_datetime(f"{text} 00:00:00").date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _epoch(text: str) -> date | None:
    if not _NUMBER.match(text):
        return None
    seconds = int(float(text))
    if seconds >= LAST_SECOND:
        seconds //= 1000
    return EPOCH + timedelta(days=seconds // A_DAY) if FIRST_SECOND <= seconds < LAST_SECOND else None
