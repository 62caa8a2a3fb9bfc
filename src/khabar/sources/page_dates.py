"""The day a page was published, from what is written in its metadata or its address.

A day is taken as it is written, in the page's own offset from Greenwich: a report of one o'clock in the morning in
Baghdad is of that day and not of the one before. What leaves the order of day and month open, or has no day, gives
none. Not for days inside the text of a report: `khabar.reading.times`.
"""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate

from khabar.sources.pages_tree import Tree

# Newspapers put their scanned past on line; a year before this is a fault, mostly year 1 or 1900 for "unknown".
FIRST_YEAR, LAST_YEAR = 1901, 2199
# Bytes of a date that anybody writes; what is longer is no date.
LONGEST = 80

_YEAR_FIRST = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?=$|T|\s)")
_MAIL = re.compile(r"\s*(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\w*\s+\d{4}")
# /2013/08/03/, /2013-08-03-title, /2013/middle_east/8/3/ (CNN for years), /20130803/
_IN_ADDRESS = (
    re.compile(r"[/=_-](\d{4})([-/_])(\d{1,2})\2(\d{1,2})(?!\d)"),
    re.compile(r"/(\d{4})/(?:[A-Za-z][\w-]*/){1,2}(\d{1,2})()/(\d{1,2})/"),
    re.compile(r"[/_-]((?:19|20)\d{2})(0[1-9]|1[0-2])()(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
)
# htmldate asks the clock for the latest day it believes; a fixed one gives the same day on every run.
_LATEST = f"{LAST_YEAR}-12-31"


def written_day(text: str | None) -> date | None:
    """The day that a metadata field tells: ISO 8601, year first with other marks, or the form of mail (RFC 5322).

    >>> written_day("2026-01-08T00:42:50+03:00")
    datetime.date(2026, 1, 8)
    """
    if not text or len(text) > LONGEST:
        return None
    found = _YEAR_FIRST.match(text)
    if found:
        return _day(found[1], found[3], found[4])
    found = _COMPACT.match(text)
    if found:
        return _day(found[1], found[2], found[3])
    return _mail_day(text)


def day_in_address(url: str | None) -> date | None:
    """The day that stands in the path of an address.

    >>> day_in_address("https://example.org/2013/middle_east/8/3/clashes/")
    datetime.date(2013, 8, 3)
    """
    for position, pattern in enumerate(_IN_ADDRESS):
        found = pattern.search(url[:2_000]) if url else None
        if found:
            month = found[3] if position == 0 else found[2]
            return _day(found[1], month, found[4])
    return None


def likeliest_day(root: Tree) -> date | None:
    """The day that htmldate finds beside the text; never one that it made up from a year or a month alone."""
    from htmldate import find_date  # noqa: PLC0415  (a heavy library, only for those who read pages)

    try:
        found = find_date(root, extensive_search=False, original_date=True, max_date=_LATEST, url="")
    except Exception:  # a library given hostile markup: whatever it raises, there is no day
        return None
    day = written_day(found)
    return day if day and (day.day > 1 or _first_is_written(root, day)) else None


def _first_is_written(root: Tree, day: date) -> bool:
    """For want of a day htmldate says the first: it must stand beside month or year, as 1 or 01."""
    for text in root.itertext():
        digits = [int(number) for number in re.findall(r"\d{1,4}", text[:200])]
        if day.year in digits and 1 in digits:
            return True
    return False


def _mail_day(text: str) -> date | None:
    if not _MAIL.match(text):
        return None
    try:
        parts = parsedate(text)
    except (ValueError, IndexError, TypeError):  # the parser of the standard library trips over some half dates
        return None
    return _day(*map(str, parts[:3])) if parts else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
