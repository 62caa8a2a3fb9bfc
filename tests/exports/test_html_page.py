"""The page: well formed, self-contained, safe, and the report's text in it is the report's text."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.exports.sample import EMPTY, READING, TEXT

from khabar.exports.html_page import html_page
from khabar.exports.layers import ALL_LAYERS, Layer
from khabar.model import Mention, NameType, Span

EMPTY_ELEMENTS = {"meta", "input", "path", "br", "img", "link"}
PAGE = html_page(READING)


class Page(HTMLParser):
    """Checks that elements close in order; keeps ids, attributes, and the text inside #report."""

    def __init__(self, html):
        super().__init__()
        self.stack, self.ids, self.tags, self.text = [], [], [], ""
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])
        if tag not in EMPTY_ELEMENTS:
            assert not (tag == "a" and "a" in [name for name, _ in self.stack]), "a link inside a link"
            self.stack.append((tag, values))

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack.pop()[0] == tag

    def handle_data(self, data):
        if any(values.get("id") == "report" for _, values in self.stack):
            self.text += data


def classes(page):
    return {name for _, values in page.tags for name in (values.get("class") or "").split()}


def test_it_is_well_formed_and_ids_are_unique():
    page = Page(PAGE)
    assert len(page.ids) == len(set(page.ids))
    assert {"claim-1", "claim-4", "words-1", "words-4"} <= set(page.ids)


def test_links_within_the_page_lead_somewhere():
    page = Page(PAGE)
    targets = [values["href"][1:] for tag, values in page.tags if tag == "a" and values["href"].startswith("#")]
    assert len(targets) == 8
    assert set(targets) <= set(page.ids)


def test_the_text_of_the_report_is_the_raw_text():
    assert Page(PAGE).text == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "سطر واحد",
        "\n\n  سطر بعد فراغ\r\n\r\nوآخر\r",
        "<script>alert(1)</script> & \"quoted\" 'single' &amp;",
        "خط\u2028فاصل\x0bعمودي\u200f وعلامة\u200e",
        "",
    ],
)
def test_any_text_is_kept(text):
    reading = replace(EMPTY, report=replace(EMPTY.report, text=text))
    assert Page(html_page(reading)).text == text


def test_marks_stand_where_they_belong():
    found = re.search(r'<a class="trigger occurred"[^>]*id="words-2"[^>]*>(.*?)</a>', PAGE)
    assert found
    assert found.group(1) == "هاجم"
    assert re.search(r'<span class="name ORG"[^>]*>الساحل</span>', PAGE)
    assert re.search(r'<span class="cue"[^>]*data-claims="2"[^>]*>قوله</span>', PAGE)


def test_marks_inside_words_and_across_paragraphs():
    names = tuple(
        Mention(span, NameType.PLACE, "x", "x", "", False, READING.names[0].evidence)
        for span in (Span(2, 60), Span(40, 200), Span(55, 57), Span(3, 5))
    )
    assert Page(html_page(replace(READING, names=names))).text == TEXT


def test_every_claim_shows_its_chain_in_order():
    cards = PAGE.split('<article class="claim')[1:]
    roles = [re.findall(r'<li class="(publisher|agency|source|told|evidence)">', card) for card in cards]
    assert roles == [
        ["publisher", "agency", "source", "told"],
        ["publisher", "source", "source", "evidence"],
        ["publisher", "source"],
        ["publisher"],
    ]
    assert "Salim al-Harithi" in cards[1]


def test_nothing_is_fetched():
    assert "default-src 'none'" in PAGE
    for tag, values in Page(PAGE).tags:
        assert tag not in {"link", "img", "iframe"}
        assert "src" not in values
    assert not re.search(r"@import|url\(", PAGE)


def test_an_address_that_is_no_page_is_no_link():
    report = replace(READING.report, url="javascript:alert(1)")
    page = html_page(replace(READING, report=report))
    assert 'href="javascript' not in page
    assert "javascript:alert(1)" in page


def test_what_comes_from_outside_is_escaped():
    report = replace(READING.report, publisher='<b onclick="x">', byline="<script>", url='https://x/"><script>')
    page = html_page(replace(READING, report=report))
    assert "<b onclick" not in page
    assert page.count("<script>") == 1


def test_the_report_reads_from_right_to_left():
    assert '<html lang="ar" dir="rtl">' in PAGE
    assert '<p dir="rtl" class="title">' in PAGE


@pytest.mark.parametrize("layer", list(Layer))
def test_a_layer_alone(layer):
    page = Page(html_page(READING, {layer}))
    assert page.text == TEXT
    marks = {
        Layer.NAMES: "PER",
        Layer.TIMES: "time",
        Layer.ATTRIBUTIONS: "cue",
        Layer.EVENTS: "trigger",
        Layer.CLAIMS: "said",
    }
    found = classes(page)
    assert marks[layer] in found
    assert not found & {mark for other, mark in marks.items() if other is not layer}


def test_an_empty_reading_says_so():
    page = Page(html_page(EMPTY, ALL_LAYERS))
    assert page.text == EMPTY.report.text
    assert "empty" in classes(page)
