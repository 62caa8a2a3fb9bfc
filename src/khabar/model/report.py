"""A report as it was published."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Report:
    """One news report: its raw text and what is known of its publication.

    `text` is kept as it came; when there is a title it is the first paragraph.
    `published` is the day of appearance, or None: relative times then have no value.
    """

    text: str
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None


def with_title(title: str | None, body: str) -> str:
    """The text of a report whose title came apart from its body."""
    return f"{title}{PARAGRAPH}{body}" if title else body


def report_id(report: Report) -> str:
    """The id of a report, made from everything it holds: 32 hexadecimal digits, the same on any machine."""
    day = report.published.isoformat() if report.published else None
    held = [report.text, report.publisher, report.byline, report.url, day]
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:32]
