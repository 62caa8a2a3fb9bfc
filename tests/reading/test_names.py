"""The names layer on marked sentences, near misses and the invariants of every case."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import regex

from khabar.knowledge import load_knowledge
from khabar.languages import load
from khabar.model import Mention, NameType, Report
from khabar.reading.names import read_names
from khabar.text.document import build_document

CASES = Path(__file__).parent.parent / "cases" / "names"
MARK = regex.compile(r"\[([A-Z]+) ([^\]]*)\]")


@cache
def read(text: str) -> tuple[Mention, ...]:
    language = load("ar")
    return read_names(build_document(Report(text), language), (), language, load_knowledge(language))


def unmarked(marked: str) -> tuple[str, set[tuple[int, int, str]]]:
    """The plain text and the (start, end, type) of its marks."""
    text, names, done = "", set(), 0
    for match in MARK.finditer(marked):
        text += marked[done : match.start()]
        names.add((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        done = match.end()
    return text + marked[done:], names


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the whole written words that it touches."""
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end


def cases() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    out = []
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            out.append((case["text"], tuple(case.get("near", ())), tuple(case.get("skip_unmarked", ()))))
    return out


@pytest.mark.parametrize(("marked", "near", "skip"), cases())
def test_marked_names_and_nothing_else(marked: str, near: tuple[str, ...], skip: tuple[str, ...]) -> None:
    text, names = unmarked(marked)
    expected = {(*widened(text, start, end), kind) for start, end, kind in names}
    found = {(*widened(text, m.span.start, m.span.end), m.type.value) for m in read(text)}
    assert {one for one in found if text[one[0] : one[1]] not in skip} == expected
    for sentence in near:
        assert [m.span.of(sentence) for m in read(sentence)] == []


@pytest.mark.parametrize("marked", [marked for marked, _, _ in cases()])
def test_mentions_are_ordered_apart_and_the_same_twice(marked: str) -> None:
    text, _ = unmarked(marked)
    mentions = read(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert all(m.english and m.entity and m.evidence.rule.startswith("name.") for m in mentions)
    read.cache_clear()
    assert read(text) == mentions


def test_short_and_misspelt_forms_share_the_entity_of_the_full_name() -> None:
    text = "زار سيرغي شويغو بيونغ يانغ. وقدمت الهدية لشويجو في بيونغ بانغ."
    by_text = {m.span.of(text): m for m in read(text)}
    assert by_text["لشويجو"].entity == by_text["سيرغي شويغو"].entity
    assert by_text["بيونغ بانغ"].entity == by_text["بيونغ يانغ"].entity
    assert by_text["بيونغ بانغ"].type is NameType.PLACE


def test_an_unknown_name_is_spelt_in_latin_letters_and_says_so() -> None:
    text = "وقال العقيد مسفر الزغيبان إن الوضع هادئ."
    (mention,) = read(text)
    assert mention.transliterated
    assert mention.english.isascii()
    assert mention.entity.startswith("report:PER:")


def test_a_ministry_is_put_into_english_with_its_nationality() -> None:
    (mention,) = read("أعلنت وزارة الدفاع الروسية ذلك.")
    assert mention.english.startswith("Russian Ministry of")
    assert mention.kind == "ministry"


def test_what_is_written_onto_a_body_is_no_part_of_it() -> None:
    bodies = [
        m for m in read("نفت جامعة المجمعة ذلك. ووافقت وجامعة المجمعة، وأكدت لجامعة المجمعة.") if m.kind == "body"
    ]
    assert {m.form for m in bodies} == {"جامعه المجمعه"}
    assert len({m.entity for m in bodies}) == 1
