"""News sitemaps: the lists of new pages that sites keep for search engines, and indexes of such lists.

The format is that of sitemaps.org with Google's news elements (title, name, publication_date), packed or not. A page in
a sitemap without news elements may be anything, from years of archives to a log-in, and is left out. Fetching is
`following`'s work.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from khabar.model import Problem, ProblemKind
from khabar.sources.days import read_day
from khabar.sources.entries import Entry

NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
GZIP = b"\x1f\x8b"
SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
HEAD = 4096  # bytes in which the root element begins; before it stand comments and style sheets at most
MOST_SITEMAPS = 50  # of an index, the newest: a news sitemap holds two days, and the rest of an index is archives


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The news pages that a sitemap lists, or the sitemaps that an index lists, newest first. `pages` counts all pages,
    also those that are not marked as news."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: int = 0


def unpacked(data: bytes, most: int) -> bytes:
    """`data` without gzip's packing, at most `most` bytes and one; as it is when it is not packed or is damaged."""
    if not data.startswith(GZIP):
        return data
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, most + 1)
    except zlib.error:
        return data


def is_sitemap(data: bytes) -> bool:
    """Whether `data`, not packed, begins like a sitemap or an index of sitemaps."""
    return SITEMAP.search(data, 0, HEAD) is not None


def parse_sitemap(data: bytes, place: str) -> Sitemap | Problem:
    """What a sitemap lists, or why it cannot be read. Entities are not unfolded and nothing is fetched."""
    import lxml.etree  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, only for those who read sitemaps

    try:
        return _collected(_elements(data))
    except lxml.etree.XMLSyntaxError as error:
        message = f"{place}: expected a sitemap; its markup is damaged ({error.msg}): tell the publisher"
        return Problem(place, ProblemKind.BROKEN, message)


def _elements(data: bytes) -> Iterator[Any]:
    """Each url and sitemap element, whole, and forgotten afterwards: a sitemap may have 50,000."""
    import lxml.etree  # noqa: PLC0415

    wanted = ("{*}url", "{*}sitemap")
    stream = lxml.etree.iterparse(
        io.BytesIO(data), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in stream:
        yield element
        element.clear()


def _collected(elements: Iterator[Any]) -> Sitemap:
    entries: list[Entry] = []
    listed: list[tuple[str, str]] = []
    pages = 0
    for element in elements:
        place = _text(element, "{*}loc")
        if place is None:
            continue
        if element.tag.endswith("}sitemap") or element.tag == "sitemap":
            listed.append((_text(element, "{*}lastmod") or "", place))
            continue
        pages += 1
        news = element.find(f"{{{NEWS}}}news")
        if news is not None:
            entries.append(_entry(place, news))
    newest = sorted(listed, key=lambda pair: pair[0], reverse=True)
    return Sitemap(tuple(entries), tuple(place for _, place in newest[:MOST_SITEMAPS]), pages)


def _entry(place: str, news: Any) -> Entry:
    return Entry(
        id=place,
        link=place,
        title=_text(news, f"{{{NEWS}}}title"),
        published=read_day(_text(news, f"{{{NEWS}}}publication_date")),
        publisher=_text(news, f"{{{NEWS}}}publication/{{{NEWS}}}name"),
    )


def _text(element: Any, path: str) -> str | None:
    found = element.findtext(path)
    return " ".join(found.split()) or None if found else None
