"""What a page says of its report: title, publisher, byline, address and day, and whether it calls it an article.

Asked in this order: JSON-LD, OpenGraph and `article:*`, microdata, Dublin Core, other `<meta>`, `<time>`; for the day
then the address and htmldate, which are guesses. Titles are asked of OpenGraph first, since JSON-LD headlines are cut
(schema.org pages kept them under 110 characters for a search engine). Not for the text: `khabar.sources.pages_body`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from urllib.parse import urljoin, urlsplit

from khabar.model import Dating
from khabar.sources.page_dates import day_in_address, likeliest_day, written_day
from khabar.sources.page_linked_data import LONGEST_NAME, LinkedData, linked_data
from khabar.sources.pages_body import collapsed
from khabar.sources.pages_tree import Tree

TITLES = ("og:title",), ("twitter:title", "dc.title", "dcterms.title", "title")
PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name")
BYLINES = ("author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author", "sailthru.author")
DAYS = (
    ("article:published_time", "og:article:published_time", "og:published_time", "article:published"),
    ("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created"),
    ("citation_publication_date", "pubdate", "publishdate", "publish-date", "publication_date", "datepublished"),
    ("parsely-pub-date", "sailthru.date", "date"),
)
ADDRESSES = ("og:url", "twitter:url")

# Marks that sites put between a title and their name.
_SUFFIX = re.compile(
    r"\s+[-|:\u2013\u2014\u00bb\u00ab\u2022\u00b7]+\s+(?=[^-|:\u2013\u2014\u00bb\u00ab\u2022\u00b7]*$)"
)
_BYLINE_CLASSES = frozenset({"author", "byline", "author-name", "article-author", "post-author", "authorname"})
# Faces of one site: what stands before its name says which, not whose.
_FACES = re.compile(r"^(?:www\d?|m|mobile|amp|mob)\.")
_LONGEST_TITLE = 1_000
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of the report on a page, for what the page does not say None; `article`: it says it is one."""

    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    published: date | None = None
    dated: Dating = Dating.UNKNOWN
    article: bool = False
    warnings: tuple[str, ...] = ()


def page_facts(root: Tree, url: str | None = None, *, search_day: bool = True) -> PageFacts:
    """What the page with this tree says of its report; `url` is where it came from, when that is known.

    `search_day`: look for a day beside the text too, when neither metadata nor address tell it; that takes as long as
    all the rest.
    """
    linked, metas = linked_data(root), _metas(root)
    publisher = linked.publisher or _first(metas, PUBLISHERS) or _microdata(root, "publisher")
    address, warnings = _address(root, linked, metas, url)
    published, dated = _published(root, linked, metas, address or url)
    if published is None and search_day and (likeliest := likeliest_day(root)):
        published, dated = likeliest, Dating.GUESS
    return PageFacts(
        title=_title(root, linked, metas, publisher),
        publisher=publisher,
        byline=_byline(root, linked, metas),
        url=address,
        published=published,
        dated=dated,
        article=_says_article(root, linked, metas),
        warnings=warnings,
    )


def _metas(root: Tree) -> Mapping[str, str]:
    """The `<meta>` of a page by lower-case name, the first of each."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        content = collapsed(unescape(meta.get("content") or ""))
        if name and content:
            found.setdefault(name, content)
    return found


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _says_article(root: Tree, linked: LinkedData, metas: Mapping[str, str]) -> bool:
    typed = metas.get("og:type", "").lower() in {"article", "news", "newsarticle"}
    return linked.article or typed or "article:published_time" in metas or _has_property(root, "articleBody")


def _has_property(root: Tree, name: str) -> bool:
    return next(_properties(root, name), None) is not None


def _properties(root: Tree, name: str) -> Iterator[Tree]:
    return (element for element in root.iter() if name in (element.get("itemprop") or "").split())


def _microdata(root: Tree, name: str) -> str | None:
    """The value of the first `itemprop` of a name; of an object its name."""
    for element in _properties(root, name):
        inner = next(_properties(element, "name"), element) if "itemscope" in element.attrib else element
        value = inner.get("content") or inner.get("datetime") or "".join(inner.itertext())
        if collapsed(value):
            return collapsed(unescape(value))
    return None


def _title(root: Tree, linked: LinkedData, metas: Mapping[str, str], publisher: str | None) -> str | None:
    headings = [text for element in root.iter("h1") if (text := collapsed("".join(element.itertext())))]
    candidates = (
        _first(metas, TITLES[0]),
        linked.title,
        _microdata(root, "headline"),
        _first(metas, TITLES[1]),
        headings[0] if len(headings) == 1 else None,
        collapsed("".join(next(iter(root.iter("title")), root.makeelement("title")).itertext())),
    )
    found = next((title for title in candidates if title and len(title) <= _LONGEST_TITLE), None)
    return _without_site(found, {publisher, *(metas.get(name) for name in PUBLISHERS)}) if found else None


def _without_site(title: str, sites: set[str | None]) -> str:
    """A title without the name of its site at the end; any other ending is the title's own."""
    found = _SUFFIX.search(title)
    names = {site.casefold() for site in sites if site}
    return title[: found.start()] if found and title[found.end() :].strip().casefold() in names else title


def _byline(root: Tree, linked: LinkedData, metas: Mapping[str, str]) -> str | None:
    candidates = (linked.byline, *(metas.get(name) for name in BYLINES), _microdata(root, "author"), _printed(root))
    return next((name for name in candidates if name and len(name) <= LONGEST_NAME and "://" not in name), None)


def _printed(root: Tree) -> str | None:
    """A byline that is marked as one only by the class or the relation of its element."""
    for element in root.iter("a", "span", "div", "p", "address"):
        classes = set((element.get("class") or "").lower().split())
        if "author" in (element.get("rel") or "").split() or classes & _BYLINE_CLASSES:
            text = collapsed("".join(element.itertext()))
            if text:
                return text
    return None


def _address(
    root: Tree, linked: LinkedData, metas: Mapping[str, str], url: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """The address that a page gives itself, when it is one of the site that it came from; else where it came from."""
    canonical = next((link.get("href") for link in root.iter("link") if _is_canonical(link)), None)
    for written in (canonical, _first(metas, ADDRESSES), linked.url):
        address = _absolute(written, url)
        if address and url and not _same_site(address, url):
            return url, (f"the page calls itself {address}, but came from elsewhere",)
        if address and (urlsplit(address).path.strip("/") or not url):
            return address, ()
    return url, ()


def _is_canonical(link: Tree) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def _absolute(written: str | None, url: str | None) -> str | None:
    if not written or len(written) > _LONGEST_ADDRESS:
        return None
    try:
        address = urljoin(url or "", written.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None


def _same_site(one: str, other: str) -> bool:
    hosts = [_FACES.sub("", (urlsplit(address).hostname or "").lower()) for address in (one, other)]
    return hosts[0] == hosts[1] or hosts[0].endswith(f".{hosts[1]}") or hosts[1].endswith(f".{hosts[0]}")


def _published(root: Tree, linked: LinkedData, metas: Mapping[str, str], url: str | None) -> tuple[date | None, Dating]:
    said = (
        linked.published,
        _first(metas, DAYS[0]),
        _microdata(root, "datePublished"),
        *(metas.get(name) for names in DAYS[1:] for name in names),
        *_times(root),
    )
    day = next((day for text in said if (day := written_day(text))), None)
    if day:
        return day, Dating.PAGE
    day = day_in_address(url)
    return (day, Dating.GUESS) if day else (None, Dating.UNKNOWN)


def _times(root: Tree) -> list[str]:
    """The `<time>` of the report itself: one marked as publication, else the first in its article.

    Outside an article it must be the only day on the page: a clock in its head shows the day of the visit.
    """
    marked = [time.get("datetime") for time in root.iter("time") if time.get("pubdate") is not None]
    article = next(iter(root.iter("article", "main")), None)
    inside = [text for time in (root if article is None else article).iter("time") if (text := time.get("datetime"))]
    alone = len({written_day(text) for text in inside}) == 1
    return [text for text in (*marked, *(inside[:1] if alone or article is not None else ())) if text]
