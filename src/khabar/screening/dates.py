"""Dates of lists as ISO 8601: days, months, years and ranges, exact or approximate.

What is not certain stays unread: a date with slashes whose day and month could be each other, one of another calendar.
"""

from __future__ import annotations

import re
from datetime import date

from khabar.model import ListedDate

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years that people and organisations on a list are born in; others are mistakes or of another calendar."""
# How far an approximate year reaches to either side: lists that print both mean "1956 or 1958" by "circa 1957".
ABOUT = 1
_ABOUT = re.compile(r"(?:circa|approximately|approx\.?|about|c\.)\s+(.+)", re.IGNORECASE)
_RANGE = re.compile(r"(?:between\s+)?(.+?)(?:\s+(?:to|and|-)\s+|/|\s*\u2013\s*)(.+)", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})\s*-\s*(\d{4})")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T[\d:.]*)?(?:Z|[+-]\d\d:\d\d)?")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?,?\s*(\d{4})", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_MONTH_LETTERS, _YEAR_DIGITS = 3, 4


def read_date(text: str, about: bool = False) -> ListedDate:
    """What a list says of a date; `about` where another field calls it approximate.

    >>> read_date("circa 1957").iso, read_date("02 Mar 1957").iso, read_date("1955 to 1960").iso
    ('1956/1958', '1957-03-02', '1955/1960')
    """
    told = _ABOUT.fullmatch(text)
    ends = _ends(told[1] if told else text)
    return ListedDate(_iso(*ends, about=about or told is not None) if ends else "", text)


def parts_date(year: str, month: str = "", day: str = "") -> str:
    """The ISO form of a date whose parts stand apart, as far as they are known; "" where they make none."""
    known: list[int] = []
    for part in (year, month, day):
        if not (part.isdecimal() and len(part) <= _YEAR_DIGITS and int(part)):
            break
        known.append(int(part))
    return _checked(*known) if known else ""


def day_of(text: str) -> date | None:
    """The day that an ISO date and time begins with, None for another text."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def span(first: str, last: str) -> str:
    """The ISO interval from one date to another, both included; one date where they are the same or one is unknown."""
    if not (first and last) or first == last:
        return first or last
    return f"{first}/{last}" if first[:4] <= last[:4] else ""


def _ends(text: str) -> tuple[str, str] | None:
    """The first and last date of a range, twice the one of a single date; None where there is none."""
    single = _single(text)
    if single:
        return single, single
    found = _YEARS.fullmatch(text) or _RANGE.fullmatch(text)
    ends = (_single(found[1]), _single(found[2])) if found else ("", "")
    return ends if all(ends) else None


def _iso(first: str, last: str, about: bool) -> str:
    if about:  # an approximate day or month tells no more than its year
        return span(str(int(first[:4]) - ABOUT), str(int(last[:4]) + ABOUT))
    return span(first, last)


def _single(text: str) -> str:
    bare = text.strip()
    if found := _ISO.fullmatch(bare):
        return _checked(*(int(part) for part in found.groups() if part))
    if (found := _WORDS.fullmatch(bare)) and found[2][:_MONTH_LETTERS].lower() in MONTHS:
        month = MONTHS[found[2][:_MONTH_LETTERS].lower()]
        return _checked(int(found[3]), month, *([int(found[1])] if found[1] else []))
    if found := _NUMBERS.fullmatch(bare):
        return _numbers(int(found[1]), found[2], int(found[3]), int(found[4]))
    return ""


def _numbers(first: int, mark: str, second: int, year: int) -> str:
    """Dots stand behind the day first; slashes may stand either way, and count when one way only makes a day."""
    ways = {_checked(year, second, first)} | ({_checked(year, first, second)} if mark == "/" else set())
    known = ways - {""}
    return known.pop() if len(known) == 1 else ""


def _checked(year: int, month: int | None = None, day: int | None = None) -> str:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)]
    return "-".join(parts)
