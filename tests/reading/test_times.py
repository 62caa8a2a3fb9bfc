"""The times layer: every rule's own example and near misses, and marked sentences."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from khabar import languages
from khabar.languages.times import TimeExample, TimeRule, load_time_lexicon
from khabar.model import Report, TimeExpression
from khabar.reading.times import read_times
from khabar.reading.times.scan import Words
from khabar.text.document import build_document
from khabar.text.fold import fold

ARABIC = languages.load("ar")
LEXICON = load_time_lexicon(files("khabar.languages.ar") / "data")
CASES = Path(__file__).parents[1] / "cases" / "times"


def read(text: str, published: str | None) -> tuple[TimeExpression, ...]:
    day = date.fromisoformat(published) if published else None
    return read_times(build_document(Report(text, published=day), ARABIC), ARABIC)


def unmark(text: str) -> tuple[str, list[str]]:
    """The text without its braces, and what stood in them."""
    marked = [piece.split("}")[0] for piece in text.split("{")[1:]]
    return text.replace("{", "").replace("}", ""), marked


def examples() -> list[tuple[TimeRule, TimeExample]]:
    return [(rule, example) for rule in LEXICON.rules for example in rule.examples]


def cases() -> list[dict[str, Any]]:
    return [case for file in sorted(CASES.glob("*.toml")) for case in tomllib.loads(file.read_text("utf-8"))["case"]]


@pytest.mark.parametrize(("rule", "example"), examples(), ids=lambda value: getattr(value, "id", ""))
def test_a_rule_finds_its_example(rule: TimeRule, example: TimeExample) -> None:
    text, marked = unmark(example.text)
    found = [(t.span.of(text), t.value) for t in read(text, example.published) if t.evidence.rule == rule.id]
    assert (marked[0], example.value) in found


@pytest.mark.parametrize("rule", LEXICON.rules, ids=lambda rule: rule.id)
def test_a_rule_leaves_its_near_misses_alone(rule: TimeRule) -> None:
    assert rule.near_misses
    for text in rule.near_misses:
        assert rule.id not in {t.evidence.rule for t in read(text, "2015-08-08")}, text


def test_a_rule_that_matches_is_never_passed_over() -> None:
    """What tells beforehand that a rule cannot match, by the word behind its first, must never be wrong."""
    texts = [example.text for _, example in examples()] + [case["text"] for case in cases()]
    matched = 0
    for text in (fold(unmark(text)[0]) for text in texts):
        words = Words.of(text, LEXICON.stops)
        for index, start in enumerate(words.starts):
            for skip, rules in LEXICON.starts(words.form(index)):
                for rule in rules:
                    if LEXICON.patterns[rule.id].match(text, start + skip):
                        matched += 1
                        assert LEXICON.fits(rule, words.behind(index)), (rule.id, text)
    assert matched > len(LEXICON.rules)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["gloss"])
def test_marked_sentences(case: dict[str, Any]) -> None:
    text, marked = unmark(case["text"])
    only = case.get("only")
    times = [t for t in read(text, case["published"]) if not only or t.evidence.rule in only]
    assert [t.value for t in times] == case["values"]
    for time, written in zip(times, marked, strict=True):
        assert time.span.of(text) in written or written in time.span.of(text)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["gloss"])
def test_near_misses_beside_marked_sentences(case: dict[str, Any]) -> None:
    values = {t.value for t in read(case["near"], case["published"])}
    assert not values & set(case["values"]), values


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["gloss"])
def test_spans_are_ordered_apart_and_read_alike_twice(case: dict[str, Any]) -> None:
    text, _ = unmark(case["text"])
    times = read(text, case["published"])
    assert times == read(text, case["published"])
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))
    assert all(t.span.of(text).strip() == t.span.of(text) for t in times)


def test_relative_values_are_unknown_without_a_publication_day() -> None:
    text, _ = unmark("وصل {أمس} وبقي {ثلاثة أيام} منذ {14 تموز 2015} وعاد في {مارس الماضي}")
    assert [t.value for t in read(text, None)] == [None, "P3D", "2015-07-14", None]


def test_offsets_point_at_raw_text_with_marks_and_diacritics() -> None:
    text = "وصلَ \u200fأَمْسِ الخميس إلى جـــدة مؤخراً."
    times = read(text, "2020-03-06")
    assert [t.value for t in times] == ["2020-03-05", "PAST_REF"]
    assert times[1].span.of(text) == "مؤخراً"


def test_numbers_in_words() -> None:
    def number(words: str) -> float | None:
        return LEXICON.number(fold(words))

    assert number("خمسة وعشرين") == 25
    assert number("ألف وتسعمائة وثمانية وسبعين") == 1978
    assert number("ألفين وأربعة عشر") == 2014
    assert number("مئة") == 100
    assert number("3.5") == 3.5
    assert number("كتاب") is None
