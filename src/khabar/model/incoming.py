"""What a source gives before anything is read: reports with the place that they stood in, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabar.model.report import Report


class Dating(StrEnum):
    """How the day of publication is known."""

    GIVEN = "given"
    """The user said so."""
    RECORD = "record"
    """A field of the record or feed entry that the report came in."""
    PAGE = "page"
    """The page says so itself, in its metadata or beside the text."""
    GUESS = "guess"
    """It was found in the address, or as the likeliest date on the page."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A report as a source gave it.

    `title` stands in `report.text` too, as its first paragraph. `place` is where it was found, for people
    ("day.zip: gulf.json: record 3"); `digest` is the SHA-256, in hexadecimal, of the raw bytes it was made from.
    `warnings` tell what was damaged on the way.
    """

    report: Report
    title: str | None
    dated: Dating
    place: str
    digest: str
    warnings: tuple[str, ...] = ()


class ProblemKind(StrEnum):
    """Why something could not be taken in or read."""

    EMPTY = "empty"
    """No text, or a text without letters."""
    ENCODING = "encoding"
    """Bytes that are text in no known encoding, or no text at all."""
    TOO_LARGE = "too large"
    """More bytes, characters, records or layers than the limits allow."""
    BROKEN = "broken"
    """Damaged or cut short: a bad archive, a half record, malformed markup."""
    NO_REPORT = "no report"
    """Well formed, but it holds no report: a menu page, a record without a text."""
    UNSUPPORTED = "unsupported"
    """A kind of file that no reader takes, or one that needs an extra which is not installed."""
    REFUSED = "refused"
    """Not allowed: an address on a private network, a path out of its folder, a page that robots.txt closes."""
    NETWORK = "network"
    """A server that cannot be reached, is too slow, or answers with an error."""
    FAULT = "fault"
    """An error in Khabar itself."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be taken in: where, why, and a message with what was expected, what came, what to do."""

    place: str
    kind: ProblemKind
    message: str
