"""Khabar reads news reports and tells who is said to have done what, and on whose word.

>>> import khabar
>>> reading = khabar.read("...", published="2024-01-31", publisher="example")
>>> reading.claims
()
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from khabar.errors import DataError, InputError, KhabarError, LanguageError
from khabar.model import Reading, Report

if TYPE_CHECKING:
    from khabar.reading.pipeline import Layers

__version__ = "0.1.0"
__all__ = ["DataError", "InputError", "KhabarError", "LanguageError", "Reading", "Report", "read"]


def read(  # noqa: PLR0913 - a report's metadata, each by name
    text: str,
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    byline: str | None = None,
    url: str | None = None,
    layers: Layers | None = None,
) -> Reading:
    """Read one Arabic report.

    `text` is the report as published, its first paragraph the title. `published` is the day it appeared (a date or
    YYYY-MM-DD); without it times such as "yesterday" have no value. `byline` is the line as printed; an agency in it
    becomes a link of every chain. `layers` puts other readers in the place of the rules.

    Returns a frozen Reading; every span counts code points of `text`, end exclusive.
    Raises InputError when `text` is no str or `published` no date, LanguageError when the text is not Arabic (a text
    without letters passes: its reading is empty).
    """
    from khabar.languages import INSTALLED  # noqa: PLC0415 - importing the package must stay cheap
    from khabar.languages.detect import require_language  # noqa: PLC0415
    from khabar.reading.pipeline import RULES, read_report  # noqa: PLC0415

    if not isinstance(text, str):
        raise InputError(f"text: expected a str, found {type(text).__name__}: decode bytes first")
    report = Report(text, publisher, byline, url, _day(published))
    language = require_language(text, INSTALLED) if any(map(str.isalpha, text)) else INSTALLED[0]
    return read_report(report, language, layers or RULES)


def _day(published: date | str | None) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    if published is None or isinstance(published, date):
        return published
    if isinstance(published, str) and _DAY.fullmatch(published):
        with suppress(ValueError):
            return date.fromisoformat(published)
    raise InputError(f"published: expected a date such as 2024-01-31, found {published!r}")


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
