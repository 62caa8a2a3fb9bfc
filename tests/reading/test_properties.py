"""What holds of every reading, whatever the text: no error, spans inside it, order, the same again.

Texts are drawn in two ways: any Unicode at all, and words of news strung together with every kind of mark, so that the
layers meet cues, names, times and quotations in places where no report would put them.
"""

from __future__ import annotations

import cProfile
import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.languages.ar.loading import DATA
from khabar.model import Reading, Report, Span
from khabar.reading.pipeline import read_report

PUBLISHED = date(2015, 8, 8)
VOCABULARY = """
قال وقال قالت نقلت عن قوله إن أن أنها بأن بحسب وفقا لـ حسبما ذكرت أعلن نفى اتهم دعا إلى لم لن قد سوف
سيلتقي الرئيس الأميركي وزير الخارجية الروسي سيرغي لافروف كيم بوتين موسكو لموسكو وكالة رويترز الأمم
المتحدة داعش الحوثيين مسؤول مصادر بيان في على من بين مع الذي التي ما هجوم غارات شنت قتل مقتل خمسة 12
٣ أمس الأربعاء يوليو تموز الماضي 2014 زيارة اجتمع محادثات عقوبات فرض صواريخ مؤكدا مشيرا إذا لو قبل
بعد عدم رفض هذا وإلى ذلك ـــ شُكراً
"""
WORDS = tuple(VOCABULARY.split())
MARKS = (*"   ،.:؛؟«»()…-", "\n", "\n\n", '"', "“", "”", "\u200f")
NEWS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=60).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)
TEXTS = st.one_of(st.text(max_size=200), NEWS, st.tuples(NEWS, st.text(max_size=20), NEWS).map("".join))


def read(text: str) -> Reading:
    return read_report(Report(text, "ناشر", "الرياض - رويترز", None, PUBLISHED))


def spans(item: Any) -> Iterator[Span]:
    """Every span anywhere inside a record."""
    if isinstance(item, Span):
        yield item
    elif isinstance(item, tuple):
        for part in item:
            yield from spans(part)
    elif hasattr(item, "__dataclass_fields__") and not isinstance(item, Report):
        for name in item.__dataclass_fields__:
            yield from spans(getattr(item, name))


def layers(reading: Reading) -> tuple[Sequence[Any], ...]:
    return reading.names, reading.times, reading.attributions, reading.events, reading.claims, reading.entities


def no_half_words(text: str, span: Span) -> bool:
    """Whether a span neither begins nor ends with white space."""
    return span.of(text) == span.of(text).strip()


@given(TEXTS)
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_and_every_span_is_inside_it(text: str) -> None:
    reading = read(text)
    for span in spans(layers(reading)):
        assert 0 <= span.start < span.end <= len(text)
        assert no_half_words(text, span)


@pytest.mark.parametrize("table", ["heads", "titles", "sources", "cues", "cue_phrases", "triggers"])
def test_every_form_of_a_table_is_read_at_the_end_of_a_text(table: str) -> None:
    """Alone, before empty brackets, and as the last words: where a rule that looks at its neighbours finds none."""
    for form in forms(table):
        read(f"{form} ()\n\n{form} «»\n\n{form}")


def forms(table: str) -> Iterator[str]:
    """The first column of one of the tables of Arabic."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
        yield from (row[0] for row in islice(csv.reader(rows), 1, None))


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_reading_twice_is_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(NEWS)
@settings(deadline=None, max_examples=80)
def test_a_blank_line_at_the_end_changes_nothing(text: str) -> None:
    """The headline is its own case: a text of one paragraph becomes one with a title when another follows."""
    body = f"عنوان\n\n{text}"
    assert layers(read(body + "\n\n")) == layers(read(body))


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_ids_parents_and_order(text: str) -> None:
    reading = read(text)
    ids = [a.id for a in reading.attributions]
    assert len(set(ids)) == len(ids)
    assert {a.parent for a in reading.attributions} <= {None, *ids}
    assert {e.attribution for e in reading.events} <= {None, *ids}
    assert [c.event for c in reading.claims] == [e.id for e in reading.events]
    assert [n.span.start for n in reading.names] == sorted(n.span.start for n in reading.names)
    assert [a.cue for a in reading.attributions] == sorted(a.cue for a in reading.attributions)


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_no_attribution_sits_inside_itself(text: str) -> None:
    parents = {a.id: a.parent for a in read(text).attributions}
    for start in parents:
        seen, at = set(), start
        while at is not None:
            assert at not in seen, "a ring of parents"
            seen.add(at)
            at = parents[at]


@pytest.mark.parametrize("seed", range(3))
def test_a_text_takes_time_in_proportion_to_its_length(seed: int) -> None:
    """Counted in calls, not seconds, so that a busy machine cannot fail it: twelve times the text, at most fourteen
    times the calls."""
    drawn = random.Random(seed)
    text = "".join(drawn.choice(WORDS) + drawn.choice(MARKS) for _ in range(500))
    read(text)
    assert calls(text * 12) < 14 * calls(text)


def calls(text: str) -> int:
    """How many functions are called to read a text."""
    profile = cProfile.Profile()
    profile.runcall(read, text)
    return sum(entry.callcount for entry in profile.getstats())
