"""Web pages come in: one page, one report, with what the page says of it.

`read_page` is the core, for bytes from a file, a server or a web archive; `read_html` is the reader of files. The
steps stand beside it: decoding, tree, body, metadata. Not for fetching: that is the network's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from khabar.model import Incoming, Problem, ProblemKind
from khabar.model.report import PARAGRAPH
from khabar.sources.encodings import Guess
from khabar.sources.making import Found, digest, make
from khabar.sources.options import Options
from khabar.sources.page_metadata import PageFacts, page_facts
from khabar.sources.pages_body import arabic_script, collapsed, is_report, paragraphs, plain_paragraphs
from khabar.sources.pages_decoding import decode_page
from khabar.sources.pages_tree import Parsed, parse, too_much, without_scripts


def read_html(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The report on the page that `stream` holds, or why there is none; `place` is where it stands, for messages."""
    yield read_page(stream.read(options.limits.record + 1), place, options, url=options.url)


def read_page(
    data: bytes, place: str, options: Options, *, url: str | None = None, charset: str | None = None
) -> Incoming | Problem:
    """The report on a page, or why there is none. Nothing is raised for a bad page.

    `url` is the address that it came from and `charset` the encoding that the server named, when they are known.
    A page in another script than the Arabic gives its long paragraphs, found fast, and no guessed day, since nobody
    here reads them.
    """
    refused = _refused(data, place, options)
    decoded = None if refused else decode_page(data, charset)
    if refused or decoded is None:
        return refused or Problem(place, ProblemKind.ENCODING, _unknown(place))
    text = without_scripts(decoded.text)
    reason = too_much(text)
    if reason:
        message = f"{place}: expected {reason}: save the text of the report alone"
        return Problem(place, ProblemKind.TOO_LARGE, message)
    parsed = parse(text)
    if parsed is None:
        return Problem(place, ProblemKind.NO_REPORT, _no_report(place))
    found = _found(parsed, decoded, url)
    return make(found, place, digest(data), options) if found else Problem(place, *_nothing(parsed, place))


def _refused(data: bytes, place: str, options: Options) -> Problem | None:
    if not data.strip():
        return Problem(place, ProblemKind.EMPTY, f"{place}: expected a web page; it is empty")
    if len(data) > options.limits.record:
        message = (
            f"{place}: expected a page of at most {options.limits.record:,} bytes; it has {len(data):,} or more: "
            f"save the text of the report alone"
        )
        return Problem(place, ProblemKind.TOO_LARGE, message)
    return None


def _found(parsed: Parsed, decoded: Guess, url: str | None) -> Found | None:
    """What the page holds, or None when that is no report."""
    root = parsed.root
    readable = arabic_script(root)
    facts = page_facts(root, url, search_day=readable)
    texts = [] if readable else plain_paragraphs(root)
    if readable or (facts.article and not texts):
        texts = paragraphs(root, thorough=readable)
    if not is_report(texts, root, facts.article):
        return None
    return Found(
        PARAGRAPH.join(_body(texts, facts)),
        title=facts.title,
        publisher=facts.publisher,
        byline=facts.byline,
        url=facts.url,
        published=facts.published,
        dated=facts.dated,
        warnings=(*decoded.warnings, *parsed.warnings, *facts.warnings),
    )


def _body(texts: list[str], facts: PageFacts) -> list[str]:
    """The paragraphs without the title, which stands before them anyway."""
    same = facts.title is not None and len(texts) > 1 and collapsed(texts[0]) == collapsed(facts.title)
    return texts[1:] if same else texts


def _nothing(parsed: Parsed, place: str) -> tuple[ProblemKind, str]:
    """Why there is no report: markup that could not be read to its end, or a page that holds none."""
    if parsed.warnings:
        return (
            ProblemKind.BROKEN,
            f"{place}: expected the page of a report; {parsed.warnings[0]}, and before it is none",
        )
    return ProblemKind.NO_REPORT, _no_report(place)


def _no_report(place: str) -> str:
    return (
        f"{place}: expected the page of a report; it holds no run of text (a menu, a log-in, an error page, or a page "
        f"that a program fills in): save the text of the report and give that"
    )


def _unknown(place: str) -> str:
    return (
        f"{place}: expected a web page; its bytes are text in no encoding that it declares or that Arabic is written "
        f"in: save it again as UTF-8"
    )
