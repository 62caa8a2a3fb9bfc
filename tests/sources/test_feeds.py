"""Feeds of every version, damaged ones and hostile ones."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path

import pytest
from tests.sources.servers import LOOPBACK, serving

from khabar.model import Dating, Incoming, Problem, ProblemKind
from khabar.sources.feeds import Feed, FeedState, paragraphs, parse_feed, read_feed_file
from khabar.sources.options import Limits, Options

SENTENCE = "أعلن المتحدث باسم الحكومة أن الاجتماع المقبل سيعقد في العاصمة بعد أسبوع من اليوم. "
FULL = f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p>"

ASIDE = "<script>x()</script><figure><figcaption>صورة</figcaption></figure><noscript>x()</noscript>"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>صحيفة المثال</title><link>https://news.example/</link>
<item><title>الاجتماع &amp;quot;المقبل&amp;quot; بعد أسبوع</title><link>https://news.example/1</link>
<guid isPermaLink="false">n-1</guid><pubDate>Sun, 01 Mar 2026 23:30:00 -0500</pubDate>
<dc:creator>ليلى كاتبة</dc:creator>
<description>موجز قصير</description><content:encoded><![CDATA[{FULL}{ASIDE}]]></content:encoded></item>
<item><title>خبر ثان</title><link>/2?a=1&amp;b=2</link><pubDate>2026-03-02T01:00:00+03:00</pubDate>
<description>{SENTENCE * 6}</description><source url="https://other.example/">وكالة أخرى</source></item>
</channel></rss>""".encode()

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title type="html">&lt;b&gt;وكالة&lt;/b&gt; المثال</title>
<entry><id>tag:1</id><title>عنوان</title><link rel="alternate" href="https://news.example/1"/>
<updated>2026-03-05T00:10:00+03:00</updated><published>2026-03-01T00:10:00+03:00</published>
<author><name>سالم كاتب</name><email>s@news.example</email></author>
<content type="html">&lt;h1&gt;عنوان&lt;/h1&gt;{FULL.replace("<", "&lt;")}</content></entry></feed>""".encode()

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>قديم</title></channel>
<item rdf:about="https://news.example/1"><title>خبر</title><link>https://news.example/1</link>
<dc:date>2026-03-01</dc:date></item></rdf:RDF>""".encode()

OLD = b"""<rss version="0.91"><channel><title>T</title>
<item><title>One</title><link>http://news.example/1</link></item></channel></rss>"""


def feed(data: bytes, **named: str) -> Feed:
    found = parse_feed(data, "feed.xml", **named)
    assert isinstance(found, Feed), found
    return found


def test_rss_gives_the_day_in_its_own_zone_the_byline_and_the_publisher() -> None:
    first, second = feed(RSS, url="https://news.example/rss").entries
    assert (first.id, first.link) == ("n-1", "https://news.example/1")
    assert first.title == 'الاجتماع "المقبل" بعد أسبوع'
    assert first.published == date(2026, 3, 1)  # in UTC it is the second
    assert first.byline == "ليلى كاتبة"
    assert first.publisher == "صحيفة المثال"
    assert second.link == "https://news.example/2?a=1&b=2"
    assert second.published == date(2026, 3, 2)  # in UTC it is the first
    assert second.publisher == "وكالة أخرى"


def test_content_longer_than_the_summary_is_the_report_and_a_description_alone_is_not() -> None:
    first, second = feed(RSS).entries
    assert first.content == f"{SENTENCE.strip()} {SENTENCE * 2}".strip() + f"\n\n{SENTENCE * 3}".rstrip()
    assert second.content is None


def test_atom_gives_its_day_of_publication_and_no_title_twice() -> None:
    found = feed(ATOM)
    assert found.title == "وكالة المثال"
    (entry,) = found.entries
    assert entry.published == date(2026, 3, 1)
    assert entry.byline == "سالم كاتب"
    assert entry.content
    assert entry.content.startswith(SENTENCE.strip())


@pytest.mark.parametrize(("data", "published"), [(RDF, date(2026, 3, 1)), (OLD, None)])
def test_old_versions_are_read(data: bytes, published: date | None) -> None:
    (entry,) = feed(data).entries
    assert entry.link
    assert entry.link.endswith("://news.example/1")
    assert entry.published == published


@pytest.mark.parametrize("torn", [f"<p>{SENTENCE * 6}...</p>", f"<p>{SENTENCE * 6} […]</p>", "<p>قصير</p>"])
def test_a_teaser_in_the_place_of_the_content_is_not_the_report(torn: str) -> None:
    (entry, _) = feed(RSS.replace(FULL.encode(), torn.encode())).entries
    assert entry.content is None


def test_content_shorter_than_the_summary_is_not_the_report() -> None:
    longer = RSS.replace("موجز قصير".encode(), (SENTENCE * 7).encode())
    assert feed(longer).entries[0].content is None


def test_a_feed_file_yields_whole_reports_and_tells_of_the_others() -> None:
    report, link = read_feed_file(io.BytesIO(RSS), "feed.xml", Options(publisher="given"))
    assert isinstance(report, Incoming)
    assert report.report.text.startswith('الاجتماع "المقبل" بعد أسبوع\n\nأعلن')
    assert "x()" not in report.report.text
    assert "صورة" not in report.report.text
    assert (report.report.publisher, report.report.url) == ("given", "https://news.example/1")
    assert (report.dated, report.place) == (Dating.RECORD, "feed.xml: entry 1")
    assert len(report.digest) == 64
    assert isinstance(link, Problem)
    assert link.kind is ProblemKind.NO_REPORT
    assert "follow the feed" in link.message


def test_encodings_are_found_in_the_feed_in_the_header_and_in_the_bytes() -> None:
    text = RSS.decode().replace('encoding="utf-8"', 'encoding="windows-1256"')
    assert feed(text.encode("cp1256")).title == "صحيفة المثال"
    bare = text.replace(' encoding="windows-1256"', "")
    assert feed(bare.encode("cp1256"), charset="windows-1256").title == "صحيفة المثال"
    assert feed(bare.encode("cp1256")).title == "صحيفة المثال"
    assert feed(bare.encode()).title == "صحيفة المثال"
    assert feed(bare.encode("utf-16")).title == "صحيفة المثال"


def test_a_damaged_feed_gives_what_it_has_and_tells_of_the_damage() -> None:
    cut = RSS[: RSS.index(b"<source")]
    *entries, complaint = read_feed_file(io.BytesIO(cut), "feed.xml", Options())
    assert len(entries) == 2
    assert isinstance(complaint, Problem)
    assert complaint.kind is ProblemKind.BROKEN


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ProblemKind.NO_REPORT),
        (b"<html><body><p>A page</p></body></html>", ProblemKind.NO_REPORT),
        (b"just words", ProblemKind.BROKEN),
        (b"\x00\x01\x02\xff" * 50, ProblemKind.BROKEN),
        (b"<urlset><url><loc>http://news.example/</loc></url></urlset>", ProblemKind.NO_REPORT),
    ],
)
def test_what_is_no_feed_is_a_problem(data: bytes, kind: ProblemKind) -> None:
    (found,) = read_feed_file(io.BytesIO(data), "feed.xml", Options())
    assert isinstance(found, Problem)
    assert found.kind is kind


def test_a_feed_beyond_the_limit_is_refused_unread() -> None:
    (found,) = read_feed_file(io.BytesIO(RSS), "feed.xml", Options(limits=Limits(record=100)))
    assert isinstance(found, Problem)
    assert found.kind is ProblemKind.TOO_LARGE


def test_half_characters_are_joined_and_single_ones_replaced() -> None:
    halves = b"&#55357;&#56832; &#xD83D;&#xde00; &#xD800; &#128512;"
    (entry,) = feed(OLD.replace(b"One", halves)).entries
    assert entry.title == "\U0001f600 \U0001f600 \ufffd \U0001f600"


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">%s]><rss version="2.0"><channel><title>&j;T</title>
<item><title>&j;</title><link>http://news.example/1</link></item></channel></rss>""" % b"".join(
    b'<!ENTITY %c "%s">' % (ord("b") + level, b"&%c;" % (ord("a") + level) * 100) for level in range(9)
)


def test_entities_are_not_unfolded() -> None:
    start = time.process_time()
    assert len(repr(parse_feed(LAUGHS, "feed.xml"))) < 1000
    assert time.process_time() - start < 10


def test_entities_from_outside_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    with serving({}) as site:
        outside = f'<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y SYSTEM "{site.url(host=LOOPBACK)}">'
        item = "<item><title>a&x;b&y;</title><link>http://news.example/1</link></item>"
        data = f'<!DOCTYPE rss [{outside}]><rss version="2.0"><channel><title>&x;&y;T</title>{item}</channel></rss>'
        assert "hidden words" not in repr(parse_feed(data.encode(), "feed.xml"))
        assert site.connections == 0


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel>" + b"<item>" * 10_000,
        b"<rss><channel>" + b"<item>" * 3_000_000,
        b"&" * 20_000_000,
        b"<rss><channel><item><title>" + b"<b>" * 100_000,
        b"<" * 1_000_000,
        b"<rss " + b"a='" * 100_000,
        b"<rss><channel><item>" + b"&" * 500_000,
        b"<!DOCTYPE " + b"[" * 300_000,
    ],
    ids=["items", "more items", "more ampersands", "deep", "angles", "attributes", "ampersands", "doctype"],
)
def test_hostile_markup_ends_soon(data: bytes) -> None:
    start = time.process_time()
    assert isinstance(parse_feed(data, "feed.xml"), Feed | Problem)
    assert time.process_time() - start < 10


def test_deep_markup_in_an_entry_is_no_report() -> None:
    assert paragraphs("<div>" * 100_000 + SENTENCE) == []


def test_a_state_goes_through_json_and_belongs_to_one_feed() -> None:
    state = FeedState("http://news.example/rss", '"one"', None, ("a", "b"))
    assert FeedState.of(state.url, state.as_dict()) == state
    assert FeedState.of("http://other.example/rss", state.as_dict()) == FeedState("http://other.example/rss")
