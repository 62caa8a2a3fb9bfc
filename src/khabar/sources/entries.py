"""What a feed or sitemap tells of one report: where it is, and what is known of it before it is fetched.

Also how an entry becomes a report by itself when the feed carries the whole text, and what it adds to the page that it
links to. Not for: reading feeds (`feeds`, `sitemaps`) or fetching (`following`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from khabar.model import Dating, Incoming, Problem, ProblemKind, with_title
from khabar.sources.making import Found, make
from khabar.sources.options import Options


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `id` is the feed's own name for it. `published` is the day in the zone that the feed wrote it in.
    `content` is the text of the whole report, paragraphs apart, when the feed carries it, and `digest` the SHA-256 of
    the markup it was in."""

    id: str
    link: str | None = None
    title: str | None = None
    published: date | None = None
    byline: str | None = None
    publisher: str | None = None
    content: str | None = None
    digest: str = ""


def mark(entry: Entry) -> str:
    """What an entry is remembered by: 32 hexadecimal digits. A text that a feed corrects is another entry."""
    return hashlib.sha256(f"{entry.id}\n{entry.digest}".encode(errors="surrogatepass")).hexdigest()[:32]


def report_of(entry: Entry, place: str, options: Options) -> Incoming | Problem:
    """The report that an entry carries whole, or that it only has a link."""
    if entry.content is None:
        leads = f"it only leads to {entry.link}" if entry.link else "it has no link either"
        message = f"{place}: expected an entry with the whole text; {leads}: follow the feed, then pages are fetched"
        return Problem(place, ProblemKind.NO_REPORT, message)
    found = Found(
        entry.content,
        title=entry.title,
        publisher=entry.publisher,
        byline=entry.byline,
        url=entry.link,
        published=entry.published,
        dated=Dating.RECORD,
    )
    return make(found, place, entry.digest, options)


def completed(incoming: Incoming, entry: Entry) -> Incoming:
    """A page's report with what its entry knows and the page itself does not say. A day that was only guessed from the
    page gives way to the one that the feed names."""
    report = incoming.report
    dated = incoming.dated
    published = report.published
    if entry.published and (published is None or dated is Dating.GUESS):
        published, dated = entry.published, Dating.RECORD
    untitled = incoming.title is None and entry.title and not report.text.startswith(entry.title)
    text = with_title(entry.title, report.text) if untitled else report.text
    publisher, byline = report.publisher or entry.publisher, report.byline or entry.byline
    whole = replace(report, text=text, publisher=publisher, byline=byline, published=published)
    return replace(incoming, report=whole, title=incoming.title or (entry.title if untitled else None), dated=dated)
