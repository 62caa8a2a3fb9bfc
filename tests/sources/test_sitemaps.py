"""News sitemaps, indexes of them, and sitemaps that are neither."""

from __future__ import annotations

import gzip
import time
from datetime import date
from pathlib import Path

from khabar.model import Problem, ProblemKind
from khabar.sources.sitemaps import MOST_SITEMAPS, Sitemap, is_sitemap, parse_sitemap, unpacked

NEWS = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="x.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://news.example/1?a=1&amp;b=2 </loc><lastmod>2026-03-05</lastmod><news:news>
<news:publication><news:name>صحيفة المثال</news:name><news:language>ar</news:language></news:publication>
<news:publication_date>2026-03-01T23:30:00-05:00</news:publication_date><news:title>خبر
 اليوم</news:title></news:news></url>
<url><loc>https://news.example/about</loc></url><url></url></urlset>""".encode()


def read(data: bytes) -> Sitemap:
    found = parse_sitemap(data, "sitemap.xml")
    assert isinstance(found, Sitemap), found
    return found


def test_a_news_sitemap_gives_links_with_title_name_and_day() -> None:
    (entry,) = read(NEWS).entries
    assert (entry.link, entry.title) == ("https://news.example/1?a=1&b=2", "خبر اليوم")
    assert (entry.publisher, entry.published) == ("صحيفة المثال", date(2026, 3, 1))


def test_pages_that_are_not_marked_as_news_are_counted_and_left_out() -> None:
    assert read(NEWS).pages == 2
    assert read(b"<urlset><url><loc>http://news.example/</loc></url></urlset>") == Sitemap(pages=1)


def test_an_index_gives_its_newest_sitemaps_first_and_not_too_many() -> None:
    listed = "".join(
        f"<sitemap><loc>http://x/{n}</loc><lastmod>2026-01-{n:02}</lastmod></sitemap>" for n in range(1, 32)
    )
    old = "<sitemap><loc>http://x/old</loc></sitemap>" * 40
    found = read(f"<sitemapindex>{old}{listed}</sitemapindex>".encode())
    assert found.sitemaps[:2] == ("http://x/31", "http://x/30")
    assert len(found.sitemaps) == MOST_SITEMAPS


def test_sitemaps_are_known_by_their_root() -> None:
    assert is_sitemap(NEWS)
    assert not is_sitemap(b"<rss><channel/></rss>")


def test_gzip_is_unpacked_up_to_the_limit() -> None:
    assert unpacked(gzip.compress(NEWS), 10_000) == NEWS
    assert unpacked(NEWS, 10_000) == NEWS
    assert len(unpacked(gzip.compress(b"\0" * 10_000_000), 1000)) == 1001
    assert unpacked(b"\x1f\x8bnonsense", 1000) == b"\x1f\x8bnonsense"


def test_damage_is_a_problem() -> None:
    found = parse_sitemap(NEWS[:300], "sitemap.xml")
    assert isinstance(found, Problem)
    assert found.kind is ProblemKind.BROKEN


def test_entities_are_not_unfolded() -> None:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 50}">' for n in range(8))
    data = f"<!DOCTYPE urlset [<!ENTITY e0 'ha'>{levels}]><urlset><url><loc>http://a/&e8;</loc></url></urlset>"
    start = time.process_time()
    assert len(repr(parse_sitemap(data.encode(), "sitemap.xml"))) < 1000
    assert time.process_time() - start < 5


def test_entities_from_outside_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    outside = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    news = NEWS.decode().replace("<urlset", f"{outside}<urlset").replace("خبر", "&x;")
    assert "hidden words" not in repr(parse_sitemap(news.encode(), "sitemap.xml"))
