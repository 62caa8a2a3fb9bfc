"""Addresses that a user names, and feeds that are looked at again and again, against the tests' own servers."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from tests.sources.servers import HOST, LOOPBACK, Page, Site, fetcher, serving

from khabar.model import Dating, Incoming, Problem, ProblemKind
from khabar.sources import pages
from khabar.sources.feeds import FeedState
from khabar.sources.following import MOST_SEEN, follow, read_address
from khabar.sources.options import Limits, Options

SENTENCE = (
    "أعلن المتحدث باسم الحكومة أن الاجتماع المقبل سيعقد في العاصمة بعد أسبوع من اليوم، وأن الدعوات أرسلت إلى الجميع. "
)
BODY = f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"
RSS = {"Content-Type": "application/rss+xml; charset=utf-8"}
OPTIONS = Options(limits=Limits(seconds=5.0))


def page(number: int, head: str = "") -> Page:
    markup = (
        f"<html lang='ar'><head><title>الخبر {number}</title>{head}</head><body><article>{BODY}</article></body></html>"
    )
    return Page(markup.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def entry(site: Site, number: int, more: str = "") -> str:
    link = f"<link>{site.url(f'/{number}')}</link><guid>{number}</guid>"
    return f"<item><title>الخبر {number}</title>{link}<pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate>{more}</item>"


def feed(*entries: str, **headers: str) -> Page:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    text = f'<rss version="2.0" {space}><channel><title>صحيفة المثال</title>{"".join(entries)}</channel></rss>'
    return Page(text.encode(), headers={**RSS, **headers})


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({}) as running:
        running.pages |= {f"/{number}": page(number) for number in (1, 2, 3)}
        running.pages["/rss"] = feed(entry(running, 1), entry(running, 2), ETag='"one"')
        yield running


def look(site: Site, state: FeedState | None = None, known: frozenset[str] = frozenset()):
    url = site.url("/rss")
    found = list(follow(url, OPTIONS, fetcher(), state or FeedState(url), known.__contains__))
    reports = [item for item in found if isinstance(item, Incoming)]
    problems = [item for item in found if isinstance(item, Problem)]
    states = [item for item in found if isinstance(item, FeedState)]
    assert not states or found[-1] is states[0]
    return reports, problems, states[0] if states else None


def test_a_page_is_a_report_with_its_address(site: Site) -> None:
    (found,) = read_address(site.url("/1"), OPTIONS, fetcher())
    assert isinstance(found, Incoming)
    assert SENTENCE.strip() in found.report.text
    assert (found.report.url, found.place) == (site.url("/1"), site.url("/1"))


def test_a_page_in_windows_1256_is_read_by_the_header_of_the_server(site: Site) -> None:
    old = page(1).body.decode().encode("cp1256")
    site.pages["/old"] = Page(old, headers={"Content-Type": "text/html; charset=windows-1256"})
    (found,) = read_address(site.url("/old"), OPTIONS, fetcher())
    assert isinstance(found, Incoming)
    assert SENTENCE.strip() in found.report.text


def test_a_page_that_khabar_fails_on_is_told_and_the_next_one_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(data: bytes, place: str, *rest: object, **named: object):
        if place.endswith("/1"):
            raise ZeroDivisionError
        return read_page(data, place, *rest, **named)

    read_page = pages.read_page
    monkeypatch.setattr(pages, "read_page", failing)
    reports, problems, _ = look(site)
    assert [item.place for item in reports] == [site.url("/2")]
    assert [item.kind for item in problems] == [ProblemKind.FAULT]


def test_a_packed_file_that_unpacks_without_end_is_a_problem(site: Site) -> None:
    site.pages["/zeros.gz"] = Page(gzip.compress(b"0" * 3_000_000))
    limits = Limits(record=100_000, unpacked=1_000_000)
    (found,) = read_address(site.url("/zeros.gz"), Options(limits=limits), fetcher())
    assert isinstance(found, Problem)
    assert found.kind is ProblemKind.TOO_LARGE


def test_a_file_of_another_kind_goes_to_its_reader(site: Site) -> None:
    record = {"title": "عنوان", "text": SENTENCE, "url": "http://other.example/1"}
    site.pages["/day.jsonl"] = Page(json.dumps(record).encode() + b"\n" + json.dumps(record).encode())
    site.pages["/a.pdf"] = Page(b"%PDF-1.4 x", headers={"Content-Type": "application/pdf"})
    asked = []

    def dispatch(stream: io.BytesIO, place: str, options: Options):
        asked.append((stream.read(4), place, options.url))
        return iter(())

    for path in ("/day.jsonl", "/a.pdf"):
        assert list(read_address(site.url(path), OPTIONS, fetcher(), dispatch)) == []
    assert asked == [
        (b'{"ti', site.url("/day.jsonl"), None),
        (b"%PDF", site.url("/a.pdf"), site.url("/a.pdf")),
    ]


def test_the_readers_of_files_are_used_when_no_other_is_given(site: Site) -> None:
    site.pages["/a.txt"] = Page(SENTENCE.encode(), headers={"Content-Type": "text/plain"})
    (found,) = read_address(site.url("/a.txt"), OPTIONS, fetcher())
    assert isinstance(found, Incoming)
    assert (found.report.text.strip(), found.report.url) == (SENTENCE.strip(), site.url("/a.txt"))


def test_a_feed_as_an_address_gives_all_that_it_leads_to(site: Site) -> None:
    found = list(read_address(site.url("/rss"), OPTIONS, fetcher()))
    assert [item.place for item in found if isinstance(item, Incoming)] == [site.url("/1"), site.url("/2")]


def test_a_refused_address_is_told_and_not_asked() -> None:
    with serving({"/": page(1)}) as site:
        (found,) = read_address(site.url(host=LOOPBACK), OPTIONS, fetcher())
        assert isinstance(found, Problem)
        assert found.kind is ProblemKind.REFUSED
        assert site.connections == 0


def test_a_feed_gives_its_pages_with_what_they_do_not_say_and_then_its_state(site: Site) -> None:
    site.pages["/1"] = page(1, '<meta property="article:published_time" content="2026-02-20T10:00:00Z">')
    reports, problems, state = look(site)
    assert problems == []
    first, second = reports
    assert (first.report.published, first.dated) == (date(2026, 2, 20), Dating.PAGE)
    assert (second.report.published, second.dated) == (date(2026, 3, 1), Dating.RECORD)
    assert second.report.publisher == "صحيفة المثال"
    assert state
    assert (state.etag, len(state.seen)) == ('"one"', 2)


def test_a_second_look_fetches_only_what_is_new(site: Site) -> None:
    _, _, state = look(site)
    site.pages["/rss"] = feed(entry(site, 3), entry(site, 1), entry(site, 2))
    site.asked.clear()
    reports, _, after = look(site, state)
    assert [item.place for item in reports] == [site.url("/3")]
    assert site.pages_asked() == ["/rss", "/3"]
    assert state
    assert after
    assert set(state.seen) < set(after.seen)


def test_a_feed_that_did_not_change_costs_one_request(site: Site) -> None:
    _, _, state = look(site)
    site.pages["/rss"] = Page(status=304)
    site.asked.clear()
    reports, problems, after = look(site, state)
    assert (reports, problems, after) == ([], [], state)
    assert site.pages_asked() == ["/rss"]
    assert site.headers[-1]["if-none-match"] == '"one"'


def test_the_state_of_another_feed_is_not_used(site: Site) -> None:
    reports, _, state = look(site, FeedState("http://other.example/rss", '"one"'))
    assert len(reports) == 2
    assert "if-none-match" not in site.headers[0]
    assert state
    assert state.url == site.url("/rss")


def test_what_is_known_is_not_fetched(site: Site) -> None:
    reports, _, state = look(site, known=frozenset({site.url("/1")}))
    assert [item.place for item in reports] == [site.url("/2")]
    assert state
    assert len(state.seen) == 2


def test_a_run_that_is_killed_has_given_no_state_and_the_next_one_goes_on(site: Site) -> None:
    url = site.url("/rss")
    run = follow(url, OPTIONS, fetcher(), FeedState(url), frozenset().__contains__)
    first = next(run)
    assert isinstance(first, Incoming)
    run.close()
    reports, _, state = look(site, known=frozenset({first.place}))
    assert [item.place for item in reports] == [site.url("/2")]
    assert state


def test_a_page_that_failed_is_tried_again_although_the_feed_did_not_change(site: Site) -> None:
    site.pages["/1"] = Page(status=500)
    reports, problems, state = look(site)
    assert [item.place for item in reports] == [site.url("/2")]
    assert [item.place for item in problems] == [site.url("/1")]
    assert state
    assert (state.etag, len(state.seen)) == (None, 1)
    site.pages["/1"] = page(1)
    reports, problems, state = look(site, state)
    assert [item.place for item in reports] == [site.url("/1")]
    assert state
    assert state.etag == '"one"'


def test_a_page_that_holds_no_report_is_told_once(site: Site) -> None:
    site.pages["/1"] = Page(b"<html><body><a href='/'>Home</a></body></html>", headers={"Content-Type": "text/html"})
    _, problems, state = look(site)
    assert len(problems) == 1
    _, problems, _ = look(site, state)
    assert problems == []


def test_an_entry_that_carries_its_text_is_not_fetched_and_its_correction_is_a_new_report(site: Site) -> None:
    whole = f"<content:encoded><![CDATA[{BODY}]]></content:encoded>"
    site.pages["/rss"] = feed(entry(site, 1, whole))
    reports, _, state = look(site)
    assert SENTENCE.strip() in reports[0].report.text
    assert reports[0].report.url == site.url("/1")
    assert site.pages_asked() == ["/rss"]
    assert look(site, state)[0] == []
    site.pages["/rss"] = feed(entry(site, 1, whole.replace("أسبوع", "أسبوعين")))
    assert "أسبوعين" in look(site, state, frozenset({site.url("/1")}))[0][0].report.text


def test_a_feed_that_leads_into_the_private_network_leads_nowhere(site: Site) -> None:
    inside = entry(site, 1).replace(HOST, LOOPBACK)
    site.pages["/rss"] = feed(inside, entry(site, 2))
    connections = site.connections
    reports, problems, _ = look(site)
    assert [item.place for item in reports] == [site.url("/2")]
    assert [item.kind for item in problems] == [ProblemKind.REFUSED]
    assert site.connections - connections == 3  # robots.txt, the feed, and the one page


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (replace(page(1), headers={"ETag": "x", **page(1).headers}), ProblemKind.NO_REPORT),
        (Page(status=404), ProblemKind.NETWORK),
        (Page(b"<rss><channel><item>" * 20_000, headers=RSS), ProblemKind.TOO_LARGE),
        (Page(b"<rss><chan", headers=RSS), ProblemKind.BROKEN),
    ],
    ids=["page", "gone", "huge", "cut"],
)
def test_what_is_no_feed_is_a_problem(site: Site, answer: Page, kind: ProblemKind) -> None:
    site.pages["/rss"] = answer
    reports, problems, state = look(site)
    assert reports == []
    assert [item.kind for item in problems] == [kind]
    assert state is None or (state.seen, state.etag) == ((), None)


def test_news_sitemaps_are_followed_through_their_index_packed_or_not(site: Site) -> None:
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    listed = (
        f'<urlset xmlns:news="{news}"><url><loc>{site.url("/1")}</loc><news:news><news:publication><news:name>وكالة'
        f"</news:name></news:publication><news:publication_date>2026-03-01</news:publication_date></news:news></url></urlset>"
    )
    index = f"<sitemapindex><sitemap><loc>{site.url('/news.xml.gz')}</loc></sitemap></sitemapindex>"
    site.pages["/rss"] = Page(index.encode(), headers={"Content-Type": "application/xml"})
    site.pages["/news.xml.gz"] = Page(gzip.compress(listed.encode()), headers={"Content-Type": "application/gzip"})
    reports, problems, _ = look(site)
    assert problems == []
    assert [(item.place, item.report.publisher) for item in reports] == [(site.url("/1"), "وكالة")]
    assert reports[0].report.published == date(2026, 3, 1)


def test_a_packed_feed_is_a_feed(site: Site) -> None:
    site.pages["/rss"] = Page(gzip.compress(site.pages["/rss"].body), headers={"Content-Type": "application/gzip"})
    reports, problems, _ = look(site)
    assert (len(reports), problems) == (2, [])


def test_a_sitemap_without_news_is_not_crawled(site: Site) -> None:
    site.pages["/rss"] = Page(f"<urlset><url><loc>{site.url('/1')}</loc></url></urlset>".encode())
    reports, problems, _ = look(site)
    assert (reports, [item.kind for item in problems]) == ([], [ProblemKind.NO_REPORT])
    assert site.pages_asked() == ["/rss"]


def test_the_marks_in_a_state_do_not_grow_without_end(site: Site) -> None:
    url = site.url("/rss")
    _, _, state = look(site, FeedState(url, seen=tuple(map(str, range(MOST_SEEN)))))
    assert state
    assert len(state.seen) == MOST_SEEN
    assert state.seen[2] == "0"
