"""Paragraphs and sentences. A `|` in a marked text stands where one sentence ends and the next begins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import languages
from khabar.model import Document, Report, WordKind
from khabar.text.document import build_document

ARABIC = languages.load("ar")
NEWS = st.text(alphabet='ابد أن.؟؛…،:«»"() \n2', max_size=80)


def document(text: str) -> Document:
    return build_document(Report(text), ARABIC)


def sentences(text: str) -> list[str]:
    read = document(text)
    return [read.text(read.span(s.first, s.last)) for s in read.sentences]


@pytest.mark.parametrize(
    "marked",
    [
        "وصل الوزير.| وغادر السفير.",
        "هل وصل الوزير؟| لا أحد يعلم!| لا أحد.",
        "وصل الوزير؛ وغادر السفير.| وعاد.",
        "وصل الوزير...| وغادر السفير…",
        "وصل الوزير.. |وغادر السفير.",
        "وقال د. خالد إنه وصل.| وغادر.",
        "ذكرت وكالة أ.ف.ب أنه وصل.| وغادر.",
        "وصل م. سعيد. |وغادر.",
        "نما بنسبة 3.5 في المئة.| وتراجع.",
        "وصل عام 2015.| وغادر.",
        "وصل عام 2015م.| وغادر.",
        "وصل عام 1436هـ.| وغادر.",
        "قال «وصل الوزير. وغادر السفير» ثم صمت.| وعاد.",
        'قال "وصل الوزير. وغادر السفير".| وعاد.',
        "قال «وصل الوزير».| وعاد.",
        "وصل (أمس).| وعاد.",
        "وصل الوزير: صحيح.| وعاد.",
    ],
)
def test_where_sentences_end(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == [piece.strip() for piece in marked.split("|")]


def test_a_full_stop_before_the_closing_mark_ends_the_sentence() -> None:
    assert len(sentences("وقال «نحن هنا.» وأضاف الوزير أنه باق.")) == 2


@pytest.mark.xfail(strict=True, reason="an abbreviation with a conjunction written onto it is no row of the table")
def test_a_joined_abbreviation_does_not_end_the_sentence() -> None:
    assert len(sentences("وصل د. سعيد ود. علي وغادرا.")) == 1


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("عنوان\n\nيتوقع أن\n\nتستمر المحادثات.", "يتوقع أن\n\nتستمر المحادثات."),
        ("عنوان\n\nوصل الوزير إلى\n\nعدن.", "وصل الوزير إلى\n\nعدن."),
        ("عنوان\n\nالمدينة التي\n\nدخلها الجيش.", "المدينة التي\n\nدخلها الجيش."),
        ("عنوان\r\n\r\nيتوقع أن\r\n\r\nتستمر المحادثات.", "يتوقع أن\r\n\r\nتستمر المحادثات."),
        ("عنوان\n\nوصل الوزير\nإلى عدن.", "وصل الوزير\nإلى عدن."),
    ],
)
def test_a_sentence_broken_over_a_paragraph_is_one(text: str, whole: str) -> None:
    assert sentences(text) == ["عنوان", whole]
    assert [s.title for s in document(text).sentences] == [True, False]


@pytest.mark.parametrize(
    "text", ["عنوان\n\nوصل الوزير\n\nوغادر السفير.", "أنباء عن\n\nوصل الوزير.", "عنوان\n\nوصل.\nوغادر السفير."]
)
def test_paragraphs_that_stay_apart(text: str) -> None:
    assert sentences(text) == [piece for piece in text.split("\n") if piece]


def test_a_report_of_one_paragraph_has_no_title() -> None:
    assert [s.title for s in document("وصل الوزير. وغادر.").sentences] == [False, False]


def test_the_paragraph_number_counts_paragraphs_not_sentences() -> None:
    assert [s.paragraph for s in document("عنوان\n\nوصل. وغادر.\n\nوعاد.").sentences] == [0, 1, 1, 2]


@given(NEWS | st.text())
def test_sentences_are_ordered_and_hold_every_word_once(text: str) -> None:
    read = document(text)
    assert [s.index for s in read.sentences] == list(range(len(read.sentences)))
    assert all(a.last <= b.first and a.paragraph <= b.paragraph for a, b in pairwise(read.sentences))
    held = {at for s in read.sentences for at in range(s.first, s.last)}
    assert {w.index for w in read.words if w.kind is not WordKind.MARK} <= held


def test_a_text_without_full_stops_is_cut_at_clause_marks_into_parts_that_can_be_read() -> None:
    text = "عنوان\n\n" + "قال الوزير إن الجيش تقدم، " * 200
    sentences = build_document(Report(text), ARABIC).sentences
    assert max(s.last - s.first for s in sentences) <= 300
    words = build_document(Report(text), ARABIC).words
    assert {words[s.last - 1].form for s in sentences[1:-1]} == {"،"}
