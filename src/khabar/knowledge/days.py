"""Days that are known in part: "2012-05-31", "2012-05" or "2012" as the first and last day that they can be.

Not for: times in reports (`reading.times`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DECEMBER = 12


def days(text: str) -> tuple[date, date] | None:
    """The first and the last day that a day, month or year can be; None where it is none of these.

    >>> [day.isoformat() for day in days("2012-02")]
    ['2012-02-01', '2012-02-29']
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = day or monthrange(year, month or _DECEMBER)[1]
        return first, date(year, month or _DECEMBER, last)
    except ValueError:
        return None
