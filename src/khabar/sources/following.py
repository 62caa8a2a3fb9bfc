"""Reports from the web: one address that a user names, or a feed that is looked at again and again.

A feed's entries come as reports: those that the feed carries whole at once, the others from their pages, politely. What
the page itself says stands over what the feed says of it. State is given back only behind the last entry, so a run that
is killed loses nothing: the next one meets the same entries again, and what is already known is not fetched twice.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.entries import Entry, completed, mark, report_of
from khabar.sources.feeds import MOST_ENTRIES, FeedState, complaint, parse_feed
from khabar.sources.fetching import Fetched, Fetcher, NotModified, Validators, fetcher
from khabar.sources.kinds import Kind, kind_of
from khabar.sources.options import Options, Reader
from khabar.sources.sitemaps import Sitemap, is_sitemap, parse_sitemap, unpacked

MOST_SEEN = 2 * MOST_ENTRIES  # twice what one look may bring, so that no entry is forgotten while the feed has it
HEAD = 1 << 14  # bytes that tell what kind of document came
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
SINGLE = frozenset({Kind.PDF, Kind.DOCX, Kind.PLAIN})
"""Kinds of file that hold one report, whose address is therefore the file's."""
TOO_VAGUE = frozenset({Kind.PLAIN, Kind.CSV, Kind.OTHER})
"""What a page looks like that begins with something else than markup; then the server's word counts."""
MAY_PASS = frozenset({ProblemKind.NETWORK, ProblemKind.REFUSED})
"""What may be otherwise at the next look: such entries are tried again."""


@dataclass(frozen=True, slots=True)
class _Web:
    """Where pages come from and what reads files that are no pages."""

    fetcher: Fetcher
    options: Options
    dispatch: Reader


def read_address(
    url: str, options: Options, fetcher: Fetcher | None = None, dispatch: Reader | None = None
) -> Iterator[Incoming | Problem]:
    """The reports at an address: of a page one, of a file what its reader finds, of a feed or sitemap all it leads to.

    Without `fetcher` one for the public network is used, the same for the whole process. `dispatch` reads files of
    other kinds; without it, the readers of files do. Never raises for what a server does or a page holds.
    """
    web = _Web(fetcher or _shared(), options, dispatch or _files)
    came = web.fetcher.fetch(url, options.limits)
    if isinstance(came, Problem):
        yield came
    elif isinstance(came, Fetched) and _kind(came) is Kind.FEED:
        for entry in _entries(came, web):
            yield from [entry] if isinstance(entry, Problem) else _reports(entry, url, web)
    elif isinstance(came, Fetched):
        yield from _document(came, web)


def follow(
    feed_url: str, options: Options, fetcher: Fetcher, state: FeedState, known: Callable[[str], bool]
) -> Iterator[Incoming | Problem | FeedState]:
    """What is new in a feed or news sitemap since `state`, ending with the new state.

    `known` tells whether the report at an address is kept already; its page is then not fetched. Entries whose page
    could not be had are met again at the next look. No state comes when the feed itself could not be had.
    """
    web = _Web(fetcher, options, _files)
    since = state if state.url == feed_url else FeedState(feed_url)
    came = fetcher.fetch(feed_url, options.limits, Validators(since.etag, since.modified))
    if isinstance(came, NotModified):
        yield replace(since, etag=came.validators.etag, modified=came.validators.modified)
    elif isinstance(came, Problem):
        yield came
    elif _kind(came) is not Kind.FEED:
        yield _no_feed(feed_url)
    else:
        yield from _new(came, web, since, known)


def _new(
    came: Fetched, web: _Web, since: FeedState, known: Callable[[str], bool]
) -> Iterator[Incoming | Problem | FeedState]:
    seen, again = set(since.seen), False
    taken: dict[str, None] = {}
    for entry in _entries(came, web):
        if isinstance(entry, Problem):
            again = True
            yield entry
            continue
        name = mark(entry)
        missed = False
        if name not in seen and name not in taken and not _kept(entry, known):
            for item in _reports(entry, came.url, web):
                missed = missed or (isinstance(item, Problem) and item.kind in MAY_PASS)
                yield item
        again = again or missed
        if not missed:
            taken[name] = None
    # With its validators an unchanged feed would not be sent, and what was missed or damaged would be forgotten.
    validators = Validators() if again else came.validators
    marks = tuple(dict.fromkeys((*taken, *since.seen)))[:MOST_SEEN]
    yield FeedState(since.url, validators.etag, validators.modified, marks)


def _kept(entry: Entry, known: Callable[[str], bool]) -> bool:
    """Whether an entry need not be fetched. One that carries its text costs nothing, and may be a correction."""
    return entry.content is None and entry.link is not None and known(entry.link)


def _reports(entry: Entry, place: str, web: _Web) -> Iterator[Incoming | Problem]:
    """The report of an entry: its own text, or its page completed with what the entry says."""
    if entry.content is not None or entry.link is None:
        yield report_of(entry, entry.link or f"{place}: entry {entry.title or entry.id}", web.options)
        return
    came = web.fetcher.fetch(entry.link, web.options.limits)
    if isinstance(came, Problem):
        yield came
    elif isinstance(came, Fetched):
        for item in _document(came, web):
            yield completed(item, entry) if isinstance(item, Incoming) else item


def _document(came: Fetched, web: _Web) -> Iterator[Incoming | Problem]:
    """What a page or file holds. The warnings of the way to it are told with each report."""
    kind = _kind(came)
    if kind is Kind.HTML:
        items: Iterator[Incoming | Problem] = iter([_page(came, web.options)])
    else:
        single = kind in SINGLE and web.options.url is None
        options = replace(web.options, url=came.final_url) if single else web.options
        items = web.dispatch(io.BytesIO(came.body), came.url, options)
    for item in items:
        yield replace(item, warnings=(*item.warnings, *came.warnings)) if isinstance(item, Incoming) else item


def _page(came: Fetched, options: Options) -> Incoming | Problem:
    """The report on a page. One page that Khabar stumbles over must not end the feed that it stands in."""
    from khabar.sources.pages import read_page  # noqa: PLC0415 - heavy, and files of other kinds do without

    try:
        return read_page(came.body, came.url, options, url=came.final_url, charset=came.charset)
    except Exception as error:
        reason = f"{came.url}: expected the report on a page; Khabar itself failed ({type(error).__name__}: {error})"
        return Problem(came.url, ProblemKind.FAULT, f"{reason}: please report it with the address")


def _entries(came: Fetched, web: _Web) -> Iterator[Entry | Problem]:
    """The entries of a feed, a news sitemap or an index of news sitemaps."""
    data = unpacked(came.body, web.options.limits.record)
    if is_sitemap(data):
        yield from _of_sitemap(data, came, web)
        return
    feed = parse_feed(data, came.url, url=came.final_url, charset=came.charset)
    if isinstance(feed, Problem):
        yield feed
        return
    yield from feed.entries
    damage = complaint(feed, came.url)
    if damage:
        yield damage


def _of_sitemap(data: bytes, came: Fetched, web: _Web) -> Iterator[Entry | Problem]:
    listed = _sitemap(data, came, web)
    if isinstance(listed, Problem):
        yield listed
        return
    if not (listed.entries or listed.sitemaps):
        yield _no_news(came.url, listed.pages)
    yield from listed.entries[:MOST_ENTRIES]
    for address in listed.sitemaps:
        below = web.fetcher.fetch(address, web.options.limits)
        if isinstance(below, Fetched):
            most = web.options.limits.record
            inner = _sitemap(unpacked(below.body, most), below, web)
            yield from [inner] if isinstance(inner, Problem) else inner.entries[:MOST_ENTRIES]
        elif isinstance(below, Problem):
            yield below


def _sitemap(data: bytes, came: Fetched, web: _Web) -> Sitemap | Problem:
    if len(data) > web.options.limits.record:
        message = f"{came.url}: expected a sitemap of at most {web.options.limits.record:,} bytes; it unpacks to more"
        return Problem(came.url, ProblemKind.TOO_LARGE, f"{message}: follow the site's feed instead")
    return parse_sitemap(data, came.url)


def _kind(came: Fetched) -> Kind:
    """The kind of a document: by its first bytes, where those are vague by the server's word for it."""
    start = came.body[:HEAD]
    inner = unpacked(start, HEAD)  # feeds and sitemaps are sent packed too
    if is_sitemap(inner) or kind_of(inner, "") is Kind.FEED:
        return Kind.FEED
    found = kind_of(start, unquote(urlsplit(came.final_url).path))
    return Kind.HTML if found in TOO_VAGUE and came.content_type in HTML_TYPES else found


def _no_feed(url: str) -> Problem:
    message = (
        f"{url}: expected a feed (RSS or Atom) or a news sitemap; it is another kind of document: look for the feed's "
        f"address on the site, or add this address as a page"
    )
    return Problem(url, ProblemKind.NO_REPORT, message)


def _no_news(url: str, pages: int) -> Problem:
    message = (
        f"{url}: expected a news sitemap; none of its {pages:,} pages is marked as news: look in the site's robots.txt "
        f"for its news sitemap, or follow its feed"
    )
    return Problem(url, ProblemKind.NO_REPORT, message)


def _files(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The readers of files, found by what the stream holds."""
    from khabar.sources.dispatch import read_any, stopped  # noqa: PLC0415 - most addresses are pages
    from khabar.sources.streams import OverrunError  # noqa: PLC0415

    try:
        yield from read_any(stream, place, options)
    except OverrunError as error:
        yield stopped(error, place)


@lru_cache(maxsize=1)
def _shared() -> Fetcher:
    """One fetcher for all addresses of a run, so that two on one host are asked for with a pause between."""
    return fetcher()
