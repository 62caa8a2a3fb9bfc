"""RSS and Atom feeds, read by feedparser: bytes to entries, and a saved feed to the reports that it carries whole.

feedparser never fetches here: it is given bytes. It drops document types before it parses, so that entities that unfold
to gigabytes or name files are no more than unknown words. Its cleaning of HTML is off, since that changes text; markup
becomes text by the layout that pages are read with. Fetching what a feed links to is `following`'s work.
"""

from __future__ import annotations

import io
import re
import xml.sax
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urljoin

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.days import read_day
from khabar.sources.encodings import guess
from khabar.sources.entries import Entry, report_of
from khabar.sources.making import digest
from khabar.sources.options import Options
from khabar.sources.pages_body import laid_out
from khabar.sources.pages_tree import parse, too_much, without_scripts
from khabar.sources.sitemaps import is_sitemap

MOST_ENTRIES = 10_000  # feeds have 10 to 500; feedparser keeps 1.3 KB of even an empty one
MOST_MARKS = 1_000_000  # of < and & together: a hundred an entry. feedparser takes some 2 microseconds for each
# 95 % of some 13,000 Arabic news reports have more characters; a teaser has some 50 words, which are 300 characters.
FULL_TEXT = 300
TORN = ("…", "...", "…]", "...]", "…)", "...)")  # how teasers end: in the middle, with dots
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
NO_TEXT = ("script", "style", "noscript", "template", "iframe", "object", "svg", "figcaption", "head")
DECLARES = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=""")
SPACE = re.compile(r"\s+")
HALVES = re.compile(rb"(?:&#(?:x[dD][89a-fA-F][0-9a-fA-F]{2}|5529[6-9]|55[3-9][0-9]{2}|5[67][0-9]{3});)+")
"""References to surrogates, D800 to DFFF: half characters of UTF-16. Some programs write emoji so."""
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What must be kept of a feed from one look at it to the next: the server's validators, and the marks of entries
    that were taken already, the newest first."""

    url: str
    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()

    @classmethod
    def of(cls, url: str, kept: Mapping[str, Any]) -> FeedState:
        """The state that `as_dict` gave; a fresh one when there is none, or none of this feed.

        >>> FeedState.of("http://news.example/rss", {}).seen
        ()
        """
        if kept.get("url") != url:
            return cls(url)
        return cls(url, kept.get("etag"), kept.get("modified"), tuple(map(str, kept.get("seen") or ())))

    def as_dict(self) -> dict[str, Any]:
        """The state as JSON can hold it."""
        return {"url": self.url, "etag": self.etag, "modified": self.modified, "seen": list(self.seen)}


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's name and entries, in its order. `broken` says what was wrong with its markup; then entries may lack."""

    title: str | None
    entries: tuple[Entry, ...]
    broken: str | None = None


def read_feed_file(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The reports that a feed saved as a file carries whole; a Problem for each entry that only links to its report."""
    data = stream.read(options.limits.record + 1)
    feed = _not_here(data, place, options) or parse_feed(data, place)
    if isinstance(feed, Problem):
        yield feed
        return
    for number, entry in enumerate(feed.entries, 1):
        yield report_of(entry, f"{place}: entry {number}", options)
    damage = complaint(feed, place)
    if damage:
        yield damage


def _not_here(data: bytes, place: str, options: Options) -> Problem | None:
    """Why a file is not read as a feed: it has more bytes than one record may have, or is a sitemap."""
    if is_sitemap(data):
        message = f"{place}: expected the texts of reports; a sitemap only lists pages: follow its address instead"
        return Problem(place, ProblemKind.NO_REPORT, message)
    if len(data) <= options.limits.record:
        return None
    message = f"{place}: expected a feed of at most {options.limits.record:,} bytes; it has more: cut it into several"
    return Problem(place, ProblemKind.TOO_LARGE, message)


def complaint(feed: Feed, place: str) -> Problem | None:
    """What must be told of a feed whose markup is damaged, beside the entries that it still gave."""
    if not feed.broken:
        return None
    message = (
        f"{place}: expected a well-formed feed; {feed.broken}: {len(feed.entries):,} entries were read, more may have "
        f"been lost: tell the publisher"
    )
    return Problem(place, ProblemKind.BROKEN, message)


def parse_feed(data: bytes, place: str, *, url: str | None = None, charset: str | None = None) -> Feed | Problem:
    """The feed in `data`, or why it is none.

    `url` is where it came from, for links that are not whole; `charset` is what the server called its encoding.
    """
    refused = _too_much(data, place)
    if refused:
        return refused
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, only for those who read feeds

    headers = {"content-type": f"application/xml; charset={charset or _charset(data)}"} if _vague(data, charset) else {}
    try:
        parsed = feedparser.parse(
            io.BytesIO(HALVES.sub(_joined, data)),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # feedparser's own mistakes on damaged feeds are of every type there is
        message = f"{place}: expected a feed; its markup is beyond repair ({type(error).__name__}): tell the publisher"
        return Problem(place, ProblemKind.BROKEN, message)
    if not parsed.entries and not parsed.get("version"):
        return _no_feed(parsed, place)
    title = _line(parsed.feed, "title")
    entries = tuple(_entry(entry, title, url or "") for entry in parsed.entries)
    return Feed(title, entries, _damage(parsed))


def _too_much(data: bytes, place: str) -> Problem | None:
    """A Problem when a feed has so many entries or so much markup that reading it would hold up everything else."""
    plain = data.replace(b"\0", b"") if b"\0" in data else data  # UTF-16 writes a zero with each letter
    entries, marks = plain.count(b"<item") + plain.count(b"<entry"), plain.count(b"<") + plain.count(b"&")
    if entries <= MOST_ENTRIES and marks <= MOST_MARKS:
        return None
    message = (
        f"{place}: expected a feed of at most {MOST_ENTRIES:,} entries and {MOST_MARKS:,} marks < and &; it has "
        f"{entries:,} and {marks:,}: cut it into several"
    )
    return Problem(place, ProblemKind.TOO_LARGE, message)


def _vague(data: bytes, charset: str | None) -> bool:
    """Whether the server must be believed or the bytes guessed: the feed itself does not name its encoding."""
    return charset is not None or not DECLARES.match(data)


def _joined(halves: re.Match[bytes]) -> bytes:
    """Halves that belong together as one reference; U+FFFD for one alone, which is no character at all."""
    numbers = re.findall(rb"&#(x?)([0-9a-fA-F]+);", halves.group())
    units = [int(digits, 16 if hexadecimal else 10) for hexadecimal, digits in numbers]
    packed = b"".join(min(unit, 0xFFFF).to_bytes(2, "big") for unit in units)
    return packed.decode("utf-16-be", errors="replace").encode("ascii", errors="xmlcharrefreplace")


def _charset(data: bytes) -> str:
    found = guess(data)
    return found.encoding if found else "utf-8"


def _damage(parsed: Any) -> str | None:
    """What the strict parser stumbled over. A wrong name of the encoding is no damage: the right one was found."""
    error = parsed.get("bozo_exception")
    if not isinstance(error, xml.sax.SAXException):
        return None
    line = error.getLineNumber() if isinstance(error, xml.sax.SAXParseException) else None
    return f"{error.getMessage()}{f' on line {line}' if line else ''}"


def _no_feed(parsed: Any, place: str) -> Problem:
    damage = _damage(parsed)
    kind = ProblemKind.BROKEN if damage else ProblemKind.NO_REPORT
    came = f"its markup is damaged ({damage})" if damage else "it is another kind of document"
    message = (
        f"{place}: expected a feed (RSS or Atom) with entries; {came}: look for the feed's own address on the site"
    )
    return Problem(place, kind, message)


def _entry(entry: Any, feed_title: str | None, base: str) -> Entry:
    link = _link(entry, base)
    title = _line(entry, "title")
    markup = max((piece.get("value") or "" for piece in entry.get("content") or ()), key=len, default="")
    content = _full_text(markup, entry.get("summary") or "", title)
    source = entry.get("source")
    return Entry(
        id=str(entry.get("id") or link or title or digest(markup.encode(errors="replace"))),
        link=link,
        title=title,
        published=read_day(_day_written(entry)),
        byline=_author(entry),
        publisher=(_line(source, "title") if source else None) or feed_title,
        content=content,
        digest=digest(markup.encode(errors="replace")) if content else "",
    )


def _link(entry: Any, base: str) -> str | None:
    """Where the report is, as a whole address; None for a link that is none."""
    written = str(entry.get("link") or "").strip()
    with suppress(ValueError):
        joined = urljoin(base, written) if written else ""
        return joined if joined.lower().startswith(("http://", "https://")) else None
    return None


def _day_written(entry: Any) -> str | None:
    """The day of appearance as the feed wrote it. feedparser turns its own times to UTC, maybe another day."""
    return next((str(entry[name]) for name in ("published", "updated", "created") if entry.get(name)), None)


def _author(entry: Any) -> str | None:
    detail = entry.get("author_detail") or {}
    return _squeezed(str(detail.get("name") or entry.get("author") or ""))


def _line(holder: Any, name: str) -> str | None:
    """A title or the like as one line of plain text."""
    written = str(holder.get(name) or "")
    if (holder.get(f"{name}_detail") or {}).get("type") in HTML_TYPES:
        written = " ".join(paragraphs(written))
    return _squeezed(written)


def _squeezed(text: str) -> str | None:
    return SPACE.sub(" ", text).strip() or None


def _full_text(markup: str, summary: str, title: str | None) -> str | None:
    """The text of `markup` when that is a whole report: long, not torn off, and more than the summary beside it."""
    texts = paragraphs(markup)
    if texts and title and _squeezed(texts[0]) == title:
        texts = texts[1:]
    text = PARAGRAPH.join(texts)
    if len(text) < FULL_TEXT or text.rstrip().endswith(TORN):
        return None
    more = summary == markup or len(text) > len(PARAGRAPH.join(paragraphs(summary)))
    return text if more else None


def paragraphs(markup: str) -> list[str]:
    """The paragraphs of a piece of HTML or plain text; none when it is too large or deep to be news.

    >>> paragraphs("<p>one</p><p>two<br>lines</p>")
    ['one', 'two\\nlines']
    """
    if not markup.strip():
        return []
    text = without_scripts(markup)
    parsed = None if too_much(text) else parse(text)
    if parsed is None or parsed.warnings:
        return []
    for element in list(parsed.root.iter(*NO_TEXT)):
        element.drop_tree()
    return laid_out(parsed.root)
