"""Pages: body, title, publisher, byline, address and day from every usual layout; every hostile page ends soon."""

import gzip
import io
import json
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.model import Dating, Incoming, Problem, ProblemKind
from khabar.sources.options import Limits, Options
from khabar.sources.page_dates import day_in_address, written_day
from khabar.sources.pages import read_html, read_page

SHARED = Path(__file__).parents[2].parent / "shared" / "pages"

TITLE = "افتتاح سد جديد في الوادي الشرقي"
FIRST = (
    "افتتح رئيس الحكومة صباح اليوم سدا جديدا في الوادي الشرقي بحضور عدد من الوزراء والسفراء، وقال إنه سيروي عشرين قرية."
)
SECOND = "وأوضح وزير الري أن أعمال البناء استغرقت أربع سنوات، وأن التكلفة بلغت ثلاثين مليون دينار مولتها مصارف محلية."
THIRD = "ونقلت وكالة الأنباء عن سكان القرى قولهم إنهم ينتظرون وصول المياه إلى حقولهم قبل موسم الزراعة المقبل."
BODY = "\n\n".join((FIRST, SECOND, THIRD))
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
MENU = "".join(f'<li><a href="/s{n}">قسم الأخبار {n}</a></li>' for n in range(12))
LONG = "رأي طويل من قارئ يكتب تحت الخبر كل ما يخطر له عن السد والقرى والحكومة والوزير وأسعار الخضار في السوق"

GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#org", "name": "صحيفة الوادي"},
        {"@type": ["WebPage"], "@id": "https://wadi.example/1", "isPartOf": {"@type": "WebSite", "name": "موقع"}},
        {
            "@type": ["ReportageNewsArticle"],
            "headline": TITLE,
            "datePublished": "2024-03-05T00:30:00+03:00",
            "dateModified": "2024-03-09T00:30:00+03:00",
            "author": [{"@type": "Person", "name": "سمير الحداد"}, {"name": "وكالات"}],
            "publisher": {"@id": "#org"},
        },
    ],
}


def html(head, body):
    return f"<!DOCTYPE html><html lang='ar' dir='rtl'><head>{head}</head><body>{body}</body></html>"


def linked(value):
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def article(inner=PARAGRAPHS):
    return f"<article><h1>{TITLE}</h1>{inner}</article>"


LAYOUTS = {
    "linked data": html(linked(GRAPH), article()),
    "OpenGraph": html(
        f"<title>{TITLE} | صحيفة الوادي</title><meta property='og:title' content='{TITLE} | صحيفة الوادي'>"
        "<meta property='og:site_name' content='صحيفة الوادي'><meta property='og:type' content='article'>"
        "<meta property='article:published_time' content='2024-03-05T23:50:00+03:00'>"
        "<meta name='author' content='سمير الحداد, وكالات'>",
        f"<div class='main'>{PARAGRAPHS}</div>",
    ),
    "microdata": html(
        "",
        "<div itemscope itemtype='http://schema.org/NewsArticle'>"
        f"<h1 itemprop='headline'>{TITLE}</h1><span itemprop='author' itemscope>"
        "<b itemprop='name'>سمير الحداد, وكالات</b></span><span itemprop='publisher' itemscope>"
        "<meta itemprop='name' content='صحيفة الوادي'></span>"
        f"<meta itemprop='datePublished' content='2024-03-05'><div itemprop='articleBody'>{PARAGRAPHS}</div></div>",
    ),
    "Dublin Core": html(
        f"<title>{TITLE} - صحيفة الوادي</title><meta name='DC.publisher' content='صحيفة الوادي'>"
        "<meta name='DC.creator' content='سمير الحداد, وكالات'><meta name='DC.date.issued' content='2024-03-05'>",
        f"<div>{PARAGRAPHS}</div>",
    ),
    "menu and comments": html(
        linked(GRAPH),
        f"<nav><ul>{MENU}</ul></nav><main>{article()}</main>"
        "<section id='comments' class='comments'><h3>التعليقات</h3>"
        f"<ul><li class='comment'><p>{LONG}</p></li></ul></section>"
        f"<aside><ul>{MENU}</ul></aside><footer><p>جميع الحقوق محفوظة</p></footer>",
    ),
    "broken linked data": html(linked(json.dumps(GRAPH)[:-1] + ",}\n//]]>"), article()),
}


def one(page, url=None, charset=None, **limits):
    data = page.encode() if isinstance(page, str) else page
    return read_page(data, "a.html", Options(limits=Limits(**limits)), url=url, charset=charset)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_report(name):
    found = one(LAYOUTS[name])
    report = found.report
    assert found.title == TITLE
    assert report.text == f"{TITLE}\n\n{BODY}"
    assert (report.publisher, report.byline) == ("صحيفة الوادي", "سمير الحداد, وكالات")
    assert (report.published, found.dated) == (date(2024, 3, 5), Dating.PAGE)


def test_a_page_of_bare_paragraphs():
    found = one(f"<html><body>{PARAGRAPHS}</body></html>")
    assert found.report.text == BODY
    assert (found.title, found.report.publisher, found.report.published, found.dated) == (None, None, None, "unknown")


def test_breaks_part_lines_and_two_of_them_paragraphs():
    found = one(html("", f"<div class='article-body'>{FIRST}<br>{SECOND}<br/>\n<br/>{THIRD}</div>"))
    assert found.report.text == f"{FIRST}\n{SECOND}\n\n{THIRD}"


@pytest.mark.parametrize("tag", ["p", "div"])
def test_characters_of_the_text_are_left_alone(tag):
    odd = "قال\u200f الوزير إن\u00a0السـدّ «الكبير» ا\u0654ن ﻻ يكتمل\u200c قبل 2025 \u202b(آذار)\u202c و\u064e\u0651قف "
    odd = (odd * 4).strip()
    found = one(html("", f"<article><{tag}>{odd}</{tag}><{tag}>{SECOND}</{tag}><{tag}>&nbsp;</{tag}></article>"))
    assert found.report.text == f"{odd}\n\n{SECOND}"


def test_white_space_is_what_a_browser_shows():
    found = one(html("", article(f"<p>\n  {FIRST.replace(' ', chr(10) + chr(9))}\n</p><p>{SECOND}</p>")))
    assert found.report.text.endswith(f"{FIRST}\n\n{SECOND}")


@pytest.mark.parametrize(
    ("codec", "head", "charset"),
    [
        ("cp1256", "<meta charset=windows-1256>", None),
        ("cp1256", "<meta http-equiv='Content-Type' content='text/html; charset=windows-1256'>", None),
        ("cp1256", "", "windows-1256"),
        ("cp1256", "", None),
        ("cp1256", "<meta charset='utf-8'>", None),
        ("cp1256", "", "iso-8859-1"),
        ("iso8859_6", "<meta charset='iso-8859-6'>", None),
        ("utf-8", "<meta charset='windows-1256'>", "utf-8"),
        ("utf-8", "", None),
        ("utf-16", "", None),
        ("utf-8-sig", "<meta charset='windows-1256'>", None),
        ("utf-8", "<meta charset='no-such-table'>", "rot13"),
    ],
)
def test_pages_of_every_encoding(codec, head, charset):
    menu = "<nav>" + "<a href='/x'>x</a>" * 200 + "</nav>"
    found = one(html(f"<style>{'a{} ' * 2_000}</style>{head}", menu + article()).encode(codec), charset=charset)
    assert found.report.text == f"{TITLE}\n\n{BODY}"


def test_a_title_keeps_an_ending_that_is_not_the_name_of_the_site():
    page = html(
        "<title>زلزال في الوادي - ثلاثة قتلى</title><meta property='og:site_name' content='الوادي'>", PARAGRAPHS
    )
    assert one(page).title == "زلزال في الوادي - ثلاثة قتلى"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-08T00:42:50+03:00", date(2026, 1, 8)),
        ("2026-01-08T23:59:00Z", date(2026, 1, 8)),
        ("2026/1/8 10:00", date(2026, 1, 8)),
        ("20260108T1000", date(2026, 1, 8)),
        ("Thu, 08 Jan 2026 01:00:00 +0300", date(2026, 1, 8)),
        ("08/01/2026", None),
        ("2026-13-01", None),
        ("2026", None),
        ("2026-01", None),
        ("0001-01-01T00:00:00", None),
        ("x" * 100_000, None),
        (None, None),
    ],
)
def test_days_of_metadata_are_taken_as_written_or_not_at_all(text, day):
    assert written_day(text) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://n.example/2024/03/05/dam", date(2024, 3, 5)),
        ("https://n.example/2024/world/3/5/dam/index.html", date(2024, 3, 5)),
        ("https://n.example/news/2024-03-05-dam", date(2024, 3, 5)),
        ("https://n.example/news/20240305/dam", date(2024, 3, 5)),
        ("https://n.example/2024/03/dam", None),
        ("https://n.example/news/20240399", None),
        ("https://n.example/20240305123", None),
        (None, None),
    ],
)
def test_days_in_addresses(url, day):
    assert day_in_address(url) == day


def test_a_day_in_the_address_is_a_guess():
    found = one(html("", article()), url="https://n.example/2024/03/05/dam")
    assert (found.report.published, found.dated) == (date(2024, 3, 5), Dating.GUESS)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (
            "<time datetime='2025-12-31'></time>"
            + article(f"<time datetime='2024-03-05T01:00+03:00'></time>{PARAGRAPHS}"),
            5,
        ),
        ("<time datetime='2024-03-05'></time>" + PARAGRAPHS, 5),
        ("<time datetime='2025-12-31'></time>" + PARAGRAPHS + "<time datetime='2024-03-05' pubdate></time>", 5),
    ],
)
def test_the_time_of_the_report_is_its_day(body, day):
    found = one(html("", body))
    assert (found.report.published, found.dated) == (date(2024, 3, day), Dating.PAGE)


def test_one_of_two_times_outside_an_article_is_not_what_the_page_says():
    found = one(html("", "<time datetime='2025-12-31'></time>" + PARAGRAPHS + "<time datetime='2024-03-05'></time>"))
    assert found.dated is not Dating.PAGE


def test_the_year_of_the_copyright_is_no_day():
    assert one(html("", article() + "<footer>© 2013 شبكة الوادي</footer>")).report.published is None


@pytest.mark.parametrize(
    ("canonical", "came_from", "url"),
    [
        ("https://www.wadi.example/1", "https://m.wadi.example/1?utm=x", "https://www.wadi.example/1"),
        ("/1", "https://wadi.example/1?utm=x", "https://wadi.example/1"),
        ("https://wadi.example/", "https://wadi.example/1", "https://wadi.example/1"),
        ("javascript:alert(1)", "https://wadi.example/1", "https://wadi.example/1"),
        ("https://wadi.example/1", None, "https://wadi.example/1"),
        ("http://[broken", None, None),
    ],
)
def test_the_address_of_a_page(canonical, came_from, url):
    assert one(html(f"<link rel='canonical' href='{canonical}'>", article()), url=came_from).report.url == url


def test_a_page_cannot_claim_to_be_of_another_site():
    found = one(html("<link rel='canonical' href='https://bbc.example/1'>", article()), url="https://wadi.example/1")
    assert found.report.url == "https://wadi.example/1"
    assert "bbc.example" in found.warnings[0]


def test_the_user_knows_better():
    options = Options(published=date(2024, 1, 1), publisher="جريدة", url="https://n.example/1")
    (found,) = read_html(io.BytesIO(LAYOUTS["linked data"].encode()), "a.html", options)
    assert (found.report.published, found.dated, found.report.publisher) == (date(2024, 1, 1), Dating.GIVEN, "جريدة")
    assert found.report.url == "https://n.example/1"


TEASERS = "".join(
    f"<div><h2><a href='/{n}'>عنوان الخبر رقم {n} في الصفحة الأولى من الموقع</a></h2></div>" for n in range(30)
)


@pytest.mark.parametrize(
    "page",
    [
        html("<title>الوادي</title><meta property='og:type' content='website'>", f"<ul>{MENU}</ul>{TEASERS}"),
        html("<title>404</title>", "<h1>الصفحة غير موجودة</h1><p>تعذر العثور على الصفحة المطلوبة.</p>"),
        html(
            "<title>دخول</title>", "<form><p>سجل الدخول للمتابعة</p><input type='password'><button>دخول</button></form>"
        ),
        html("", "<div id='cookie-consent'><p>نستخدم ملفات الارتباط</p><button>موافق</button></div>"),
        html("<script>var a = 1;</script>", "<div id='root'></div>"),
        html("", ""),
        "<html>",
        "plain words",
    ],
    ids=["home", "404", "log-in", "cookies", "program", "empty", "stub", "no markup"],
)
def test_a_page_without_a_report_is_a_problem(page):
    assert one(page).kind is ProblemKind.NO_REPORT


def test_pages_in_other_languages_are_kept():
    text = "The prime minister opened a new dam in the eastern valley today, and said it would water twenty villages."
    found = one(
        html(
            "<meta property='og:title' content='A new dam'>", f"<nav><p>Menu</p></nav><p>{text}</p><p>{text[::-1]}</p>"
        )
    )
    assert found.report.text == f"A new dam\n\n{text}\n\n{text[::-1]}"


def test_bytes_that_are_no_page():
    assert one(b"").kind is ProblemKind.EMPTY
    assert isinstance(one(bytes(range(256)) * 50), Problem)
    assert one(b"\x00\x01" * 5_000).kind in {ProblemKind.ENCODING, ProblemKind.NO_REPORT}


def test_a_page_above_the_limit_is_refused_before_it_is_parsed():
    start = time.monotonic()
    (found,) = read_html(io.BytesIO(b"<p>" * 17_000_000), "a.html", Options())
    assert (found.kind, time.monotonic() - start < 2) == (ProblemKind.TOO_LARGE, True)


LAUGHS = "<!DOCTYPE html [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY b{n} '{'&a;' * 10}'>" for n in range(20)) + "]>"
HOSTILE = {
    "deep": "<div>" * 100_000 + PARAGRAPHS,
    "deep enough": "<div>" * 18_000 + PARAGRAPHS,
    "deep below": PARAGRAPHS + "<div>" * 18_000,
    "broad": ("<div>" * 150 + FIRST + "</div>" * 150) * 120,
    "attributes": f"<div {' '.join(f'a{n}=1' for n in range(1_000_000))}>{PARAGRAPHS}",
    "attributes behind a quote": f"<div x='>' {' '.join(f'a{n}' for n in range(1_000_000))}>{PARAGRAPHS}",
    "attributes everywhere": f"<div {' '.join(f'a{n}=1' for n in range(900))}><p>{FIRST}</p></div>" * 1_000,
    "entities": LAUGHS + "&b9;" * 10_000 + PARAGRAPHS,
    "zeros": PARAGRAPHS.replace(" ", " \x00"),
    "unclosed": "<b><i><table><tr><td>" * 5_000 + PARAGRAPHS,
    "script": f"<script>{'var a = 1 < 2; ' * 200_000}</script>",
    "scripts unclosed": "<script>" * 30_000 + "\xe9",
    "comments unclosed": "<!--" * 30_000 + PARAGRAPHS,
    "links": f"<a href=x>{FIRST[:40]}</a> " * 19_000,
    "cells": "<table>" + "<tr>" + "<td>قال الوزير</td>" * 19_000,
    "one word": "<p>" + "ق" * 8_000_000,
    "dates": "<p class=date>" + "2013-08-" * 500_000 + PARAGRAPHS,
    "linked data deep": linked("[" * 1_000_000) + PARAGRAPHS,
    "linked data open": linked('{"datePublished":"' + "a\\" * 500_000) + PARAGRAPHS,
    "linked data broad": linked("[" + "{}," * 300_000 + "{}]") + PARAGRAPHS,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_soon(name):
    start = time.monotonic()
    found = one(html("", HOSTILE[name]))
    assert isinstance(found, Incoming | Problem)
    assert time.monotonic() - start < 20  # some seconds on a machine that does nothing else


def test_zeros_in_a_page_lose_nothing_else():
    assert one(html("", article()).replace("الوادي", "ال\x00وادي")).report.text == f"{TITLE}\n\n{BODY}"


def test_control_characters_that_come_as_entities_are_dropped():
    assert FIRST in one(html("", article(f"<p>{FIRST}&#1;&#12;&nbsp;&#x7f;</p><p>{SECOND}</p>"))).report.text


def test_what_is_nested_too_deep_is_told():
    found = one(html(linked(GRAPH), article() + "<div>" * 5_000 + LONG))
    assert any("nested deeper" in warning for warning in found.warnings)
    assert FIRST in found.report.text


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 1_500))
def test_any_bytes_give_a_report_or_a_problem(noise, place):
    whole = LAYOUTS["OpenGraph"].encode()
    for data in (noise, whole[:place] + noise + whole[place:]):
        assert isinstance(one(data, charset="utf-8"), Incoming | Problem)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div ", ">", "<a href='", "'", FIRST, "&amp;", "<!--", "<br>", "<td>", '"']),
        max_size=40,
    )
)
def test_any_markup_gives_a_report_or_a_problem(pieces):
    assert isinstance(one("".join(pieces)), Incoming | Problem)


def word_f1(found, gold):
    have, want = Counter(found.split()), Counter(gold.split())
    return 2 * sum((have & want).values()) / (sum(have.values()) + sum(want.values()))


def body_of(found):
    return found.report.text.removeprefix(f"{found.title}\n\n")


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the measured pages in ../shared/pages")
def test_the_page_of_lbc():
    gold = json.loads((SHARED / "lbcgroup.json").read_text(encoding="utf-8"))["V1"]
    text = " ".join(part for section in gold["body"]["sections"] for part in section["paragraphs"])
    found = one(gzip.decompress((SHARED / "lbcgroup.html.gz").read_bytes()))
    assert word_f1(body_of(found), text) >= 0.99
    assert (found.title, found.report.publisher) == (gold["title"], "LBCI Lebanon")
    assert (found.report.published, found.dated) == (date(2026, 1, 8), Dating.PAGE)
    assert len(body_of(found).split("\n\n")) == len(gold["body"]["sections"][0]["paragraphs"])


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the measured pages in ../shared/pages")
def test_the_page_of_cnn():
    found = one((SHARED / "cnn_arabic.html").read_bytes())
    assert word_f1(body_of(found), (SHARED / "cnn_arabic.txt").read_text(encoding="utf-8")) >= 0.90
    assert (found.title, found.report.publisher) == ("معارضون يسيطرون على مخازن للصواريخ بريف دمشق", "CNNArabic")
    assert (found.report.published, found.dated) == (date(2013, 8, 3), Dating.GUESS)
