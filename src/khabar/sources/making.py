"""One place where what a reader found becomes a report: the user's word first, then the source's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from khabar.errors import InputError
from khabar.model import Dating, Incoming, Problem, ProblemKind, Report, with_title
from khabar.sources.options import Options


@dataclass(frozen=True, slots=True)
class Found:
    """What a source says of one report: all but the text may be missing."""

    text: str
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None
    dated: Dating = Dating.UNKNOWN
    warnings: tuple[str, ...] = ()


def digest(raw: bytes) -> str:
    """The SHA-256 of raw bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def make(found: Found, place: str, raw_digest: str, options: Options) -> Incoming | Problem:
    """The report, or why there is none: no letters in its text, or too many characters."""
    text = with_title(found.title, found.text)
    if not any(map(str.isalpha, found.text)):
        return Problem(place, ProblemKind.EMPTY, f"{place}: expected the text of a report; it holds no letters")
    if len(text) > options.limits.characters:
        message = (
            f"{place}: expected one report of at most {options.limits.characters:,} characters; it has {len(text):,}: "
            f"cut it into single reports"
        )
        return Problem(place, ProblemKind.TOO_LARGE, message)
    published = options.published or found.published
    dated = Dating.GIVEN if options.published else found.dated if found.published else Dating.UNKNOWN
    report = Report(
        text,
        options.publisher or found.publisher,
        options.byline or found.byline,
        options.url or found.url,
        published,
    )
    return Incoming(report, found.title, dated, place, raw_digest, found.warnings)


def problem_of(error: InputError, place: str) -> Problem:
    """What a reader of text refused, as a record."""
    return Problem(place, ProblemKind.ENCODING, str(error))
