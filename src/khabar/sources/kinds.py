"""Telling what a stream holds, by its first bytes and then by the ending of its name.

Not for: whether the content is sound; readers find out. A zip that is a Word document shows that only in its list of
members, which `packed` looks at.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import PurePosixPath

from khabar.sources.encodings import MARKS, guess
from khabar.sources.text import SIGNATURES


class Kind(StrEnum):
    """What a stream may hold."""

    PDF = "pdf"
    ZIP = "zip"
    DOCX = "docx"
    GZIP = "gzip"
    PARQUET = "parquet"
    WARC = "warc"
    HTML = "html"
    FEED = "feed"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PLAIN = "plain"
    OTHER = "other"
    """A known kind of file that no reader takes; `other_name` names it."""


BY_BYTES = (
    (b"%PDF", Kind.PDF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),  # a zip without members
    (b"\x1f\x8b", Kind.GZIP),
    (b"PAR1", Kind.PARQUET),
    (b"WARC/1.", Kind.WARC),
)
BY_ENDING = {
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".jl": Kind.JSONL,  # what Scrapy calls them
    ".json": Kind.JSON,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".tab": Kind.CSV,
}
HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".shtml"})
PLAIN_ENDINGS = frozenset({".txt", ".text", ".md"})
# A tape archive names itself behind the header of its first member.
TAR_PLACE, TAR_MARK = 257, b"ustar"
# Signatures beyond those that `text` knows: xml that is no page and no feed has no bytes of its own.
TAR, XML = "a tar archive", "an XML file that is no page, feed or sitemap"

_PROLOG = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(
    r"(?:<!doctype[^>\[]*(?:\[.*?\]\s*)?>\s*)?<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\b", re.I | re.S
)
_ARRAY = re.compile(r"\[\s*[\[{\]]")
_OBJECT = re.compile(r"\{\s*[\"}]")
_LEAST_COLUMNS = 3
"""A comma in the first line of a text is no sign of a table; a header has three columns and no blank ones."""


def kind_of(start: bytes, name: str) -> Kind:
    """The kind of a stream from its first bytes and its name, of which only the ending counts.

    >>> kind_of(b'[{"title": ""}]', "day.txt")
    <Kind.JSON: 'json'>
    """
    found = next((kind for mark, kind in BY_BYTES if start.startswith(mark)), None)
    if found:
        return found
    if other_name(start):
        return Kind.OTHER
    return _kind_of_text(_characters(start), _ending(name))


def other_name(start: bytes) -> str | None:
    """What people call a kind of file that no reader takes; None for others."""
    if start[TAR_PLACE : TAR_PLACE + len(TAR_MARK)] == TAR_MARK:
        return TAR
    taken = tuple(mark for mark, _ in BY_BYTES)
    found = next((name for mark, name in SIGNATURES if start.startswith(mark)), None)
    if found and not start.startswith(taken):
        return found
    return XML if _foreign_xml(start) else None


def _foreign_xml(start: bytes) -> bool:
    if not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return False
    text = _characters(start)
    return _markup(text) is None


def _characters(start: bytes) -> str:
    if b"\x00" in start or start.startswith(tuple(mark for mark, _ in MARKS)):
        found = guess(start)
        return found.text if found else ""
    return start.decode("utf-8", "replace")


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _markup(text: str) -> Kind | None:
    prolog = _PROLOG.match(text)
    place = prolog.end() if prolog else 0
    if _FEED.match(text, place):
        return Kind.FEED
    return Kind.HTML if _HTML.match(text, place) else None


def _kind_of_text(text: str, ending: str) -> Kind:
    found = _markup(text) or _notation(text.lstrip(), ending)
    if found:
        return found
    if ending in HTML_ENDINGS and "<" in text:
        return Kind.HTML
    if ending in BY_ENDING:
        return BY_ENDING[ending]
    return Kind.CSV if ending not in PLAIN_ENDINGS and _is_table(text) else Kind.PLAIN


def _notation(text: str, ending: str) -> Kind | None:
    """JSON, or JSON lines: a first line that is a whole object with another line behind it."""
    if _ARRAY.match(text):
        return Kind.JSON
    if not _OBJECT.match(text):
        return None
    if BY_ENDING.get(ending) is Kind.JSONL:
        return Kind.JSONL
    first, _, rest = text.partition("\n")
    return Kind.JSONL if rest.strip() and _is_object(first) else Kind.JSON


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_table(text: str) -> bool:
    """Whether the first line sniffs as the header of a table: known names of fields in several columns."""
    from khabar.sources.columns import delimiter_of, header_of  # noqa: PLC0415 - most streams never come here
    from khabar.sources.fields import known  # noqa: PLC0415

    first = text.partition("\n")[0].strip("\r")
    if not any(mark in first for mark in ",;\t|"):
        return False
    cells = header_of(first, delimiter_of(first))
    return len(cells) >= _LEAST_COLUMNS and all(cells) and sum(map(known, cells)) * 2 >= len(cells)
