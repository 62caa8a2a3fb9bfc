"""What an entry adds to the page that it links to, and what it never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from khabar.model import Dating, Incoming, Report
from khabar.sources.entries import Entry, completed, mark

FEED_DAY, PAGE_DAY = date(2026, 3, 1), date(2026, 2, 20)
ENTRY = Entry("1", "http://news.example/1", "عنوان", FEED_DAY, "ليلى كاتبة", "صحيفة المثال")
BARE = Incoming(Report("وصل الوزير."), None, Dating.UNKNOWN, "place", "digest")


def test_a_page_that_says_nothing_of_itself_takes_all_from_its_entry() -> None:
    found = completed(BARE, ENTRY)
    assert found.report == Report("عنوان\n\nوصل الوزير.", "صحيفة المثال", "ليلى كاتبة", None, FEED_DAY)
    assert (found.title, found.dated) == ("عنوان", Dating.RECORD)


def test_what_the_page_says_itself_stands() -> None:
    said = Report("رأس\n\nوصل الوزير.", "وكالة", "سالم كاتب", "http://x/", PAGE_DAY)
    page = replace(BARE, report=said, title="رأس", dated=Dating.PAGE)
    assert completed(page, ENTRY) == page


@pytest.mark.parametrize(
    ("dated", "day"),
    [(Dating.GUESS, FEED_DAY), (Dating.PAGE, PAGE_DAY), (Dating.GIVEN, PAGE_DAY), (Dating.RECORD, PAGE_DAY)],
)
def test_only_a_guessed_day_gives_way(dated: Dating, day: date) -> None:
    page = replace(BARE, report=replace(BARE.report, published=PAGE_DAY), dated=dated)
    assert completed(page, ENTRY).report.published == day
    assert completed(page, replace(ENTRY, published=None)).report.published == PAGE_DAY


def test_a_title_that_the_text_begins_with_is_not_put_before_it_again() -> None:
    page = replace(BARE, report=Report("عنوان\n\nوصل الوزير."))
    assert completed(page, ENTRY).report.text == page.report.text


def test_a_corrected_text_is_another_entry() -> None:
    assert mark(ENTRY) == mark(replace(ENTRY, title="آخر"))
    assert mark(ENTRY) != mark(replace(ENTRY, digest="00"))
