"""From the characters of a page to its tree, with guards against pages made to exhaust the machine.

The parser is lxml's, which stops at a depth of 256 and at text of ten million bytes; what stands here is counted
before it is called, in one pass over the characters. Not for choosing what of the tree is the report:
`khabar.sources.pages_body`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

Tree: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

# News pages have 500 to 15,000 tags, closing ones counted. Extraction takes some 100 microseconds a tag in a page made
# to be slow (deep nesting, nothing but links), so this many take four seconds.
MAX_TAGS = 40_000
# A parser compares each attribute of a tag with those before it, 1.2 nanoseconds a pair (measured on tags of 20,000):
# this many pairs take two seconds. Text between tags counts as if it were attributes, since no cheap scan can tell the
# two apart in a page made to deceive it; 40,000 words without a tag are no page of a report.
MAX_PAIRS = 1_600_000_000
# A tag of a news page has at most a dozen attributes. Of tags with more than this only those that say something stay.
CROWDED = 40
_TELLING = frozenset({"class", "id", "href", "rel", "content", "property", "name", "itemprop", "itemscope", "datetime"})
# No parser of a page reads these; lxml takes a zero for the end of the page.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_OPENING = re.compile(r"<(?P<tag>!--|(?:script|style)\b(?=(?P<rest>[^>]{0,300})))", re.IGNORECASE)
_CLOSING = {
    "!--": re.compile("-->"),
    "script": re.compile(r"</script[^>]{0,100}>", re.IGNORECASE),
    "style": re.compile(r"</style[^>]{0,100}>", re.IGNORECASE),
}
_DATA_ADDRESS = re.compile(r"data:[a-z/+.-]{1,60};base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree, and what the parser had to leave out."""

    root: Tree
    warnings: tuple[str, ...] = ()


def printable(text: str) -> str:
    """A text without the control characters that no page may have, whether they came as such or as entities."""
    return _FORBIDDEN.sub("", text)


def too_much(text: str) -> str | None:
    """Why a page, scripts left out, is too much for one report, for people; None when it is not."""
    tags = text.count("<")
    if tags > MAX_TAGS:
        return f"a page of at most {MAX_TAGS:,} tags; it has {tags:,}"
    if sum(_marks(piece) ** 2 for piece in text.split("<")) > MAX_PAIRS:
        return "a page whose tags have some dozens of attributes; it has tens of thousands, or no tags in its text"
    return None


def without_scripts(text: str) -> str:
    """A page without comments, styles, pictures written as base64, and scripts other than linked data (JSON-LD).

    Nobody reads them, and they are most of many pages. What is opened and never closed stays.
    """
    kept, start, closed = [], 0, dict.fromkeys(_CLOSING, True)
    for found in _OPENING.finditer(text):
        closing = _CLOSING[found["tag"][:6].lower()]
        if found.start() < start or "ld+json" in (found["rest"] or "") or not closed[found["tag"][:6].lower()]:
            continue
        end = closing.search(text, found.end())
        closed[found["tag"][:6].lower()] = end is not None
        if end:
            kept.append(text[start : found.start()])
            start = end.end()
    rest = "".join((*kept, text[start:]))
    return _DATA_ADDRESS.sub("", rest) if ";base64," in rest else rest


def parse(text: str) -> Parsed | None:
    """The tree of a page that is not `too_much`; None when there is nothing in it."""
    import lxml.etree  # type: ignore[import-untyped]  # noqa: PLC0415  (heavy, only for those who read pages)
    import lxml.html  # type: ignore[import-untyped]  # noqa: PLC0415

    clean = printable(text.replace("\f", " "))
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        root = lxml.html.document_fromstring(clean.encode("utf-8", errors="replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):  # the last: a document without a root
        return None
    _thin_out(root)
    return Parsed(root, _left_out(parser))


def _left_out(parser: Any) -> tuple[str, ...]:
    """Limits of the parser that the page ran into: what follows there is lost."""
    reached = next((entry for entry in parser.error_log if "RESOURCE_LIMIT" in entry.type_name), None)
    if reached is None:
        return ()
    return (f"the page is nested deeper, or longer, than can be read: the rest after line {reached.line} is left out",)


def _marks(piece: str) -> int:
    """How many attributes could stand in a piece of a page, at most: what parts them is one of these."""
    return len(piece.split()) + piece.count("/") + piece.count("=")


def _thin_out(root: Tree) -> None:
    for element in root.iter():
        if len(element.attrib) > CROWDED:
            kept = {name: value for name, value in element.attrib.items() if name in _TELLING}
            element.attrib.clear()
            element.attrib.update(kept)
