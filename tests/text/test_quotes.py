"""Pairing quotation marks. In a marked text `<…>` stands around what must be found inside each quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import languages
from khabar.model import Quotation, Report
from khabar.text.document import build_document

ARABIC = languages.load("ar")
QUOTED = st.text(alphabet='ابتق «»“”"{}‘’.،:؟(\n', max_size=60)


def quotations(text: str) -> tuple[Quotation, ...]:
    return build_document(Report(text), ARABIC).quotations


def found(text: str) -> list[tuple[str, bool]]:
    return [(q.span.of(text), q.closed) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال «نحن هنا» وغادر.", ["نحن هنا"]),
        ("قال “نحن هنا” وغادر.", ["نحن هنا"]),
        ("قال ”نحن هنا“ وغادر.", ["نحن هنا"]),
        ('قال "نحن هنا" وغادر.', ["نحن هنا"]),
        ("قال {نحن هنا} وغادر.", ["نحن هنا"]),
        ("قال }نحن هنا{ وغادر.", ["نحن هنا"]),
        ("قال »نحن هنا« وغادر.", ["نحن هنا"]),
        ("قال ‘نحن هنا’ وغادر.", ["نحن هنا"]),
        ("قال &quot;نحن هنا&quot; وغادر.", ["نحن هنا"]),
        ("قال &laquo;نحن هنا&raquo; وغادر.", ["نحن هنا"]),
        ('قال: " نحن هنا " وغادر.', ["نحن هنا"]),
        ('نقلت ("رويترز") ذلك.', ["رويترز"]),
        ('قال "نعم" ثم "لا".', ["نعم", "لا"]),
        ('قال"نعم"وغادر.', ["نعم"]),
        ("قال «إن «داعش» انسحبت» وغادر.", ["إن «داعش» انسحبت", "داعش"]),
        ('قال «إن "داعش" انسحبت» وغادر.', ['إن "داعش" انسحبت', "داعش"]),
        ("«نعم»، «لا»", ["نعم", "لا"]),
        ("قال «نحن هنا. لن نرحل» وغادر.", ["نحن هنا. لن نرحل"]),
    ],
)
def test_pairs(text: str, inside: list[str]) -> None:
    assert found(text) == [(words, True) for words in inside]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("قال «نحن هنا.", "نحن هنا"),
        ('قال "نحن هنا.', "نحن هنا"),
        ("عنوان\n\nقال «نحن هنا.\n\nوغادر الوزير.", "نحن هنا"),
        ("قال «نحن هنا. لن نرحل.", "نحن هنا. لن نرحل"),
        ("قال «إن داعش» انسحبت «فعلا.", None),
    ],
)
def test_a_quotation_never_closed_ends_with_its_paragraph_before_the_last_mark(text: str, inside: str | None) -> None:
    assert [words for words, closed in found(text) if not closed] == ([inside] if inside else ["فعلا"])


@pytest.mark.parametrize(
    "text", ["وقال الوزير إنه هنا.", "وصل نحن هنا» وغادر.", "«»", '""', "قال: «».", "Trump’s aide left.", "كلام”."]
)
def test_no_quotation(text: str) -> None:
    assert quotations(text) == ()


def test_in_a_long_paragraph_a_quotation_never_closed_ends_with_its_sentence() -> None:
    text = "قال «نحن هنا. " + "ثم غادر الوزير. " * 30
    assert found(text) == [("نحن هنا", False)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('قال "نحن هنا». وغادر الوزير إلى بيروت.', ["نحن هنا"]),
        ('قال «نحن هنا" ثم قال «نحن هناك».', ["نحن هنا", "نحن هناك"]),
        ('قال «إن قلم" هنا» وغادر.', ['إن قلم" هنا']),
    ],
)
def test_a_closing_mark_of_another_kind_closes_what_nothing_else_does(text: str, inside: list[str]) -> None:
    assert found(text) == [(words, True) for words in inside]


def test_a_paragraph_end_parts_two_quotations() -> None:
    text = "عنوان\n\nقال «نحن هنا.\n\nوأضاف «لن نرحل» وغادر."
    assert found(text) == [("نحن هنا", False), ("لن نرحل", True)]


def test_one_closing_mark_at_the_end_may_close_both_of_two_nested() -> None:
    text = "قال «إن «داعش انسحبت»."
    assert found(text) == [("إن «داعش انسحبت", True)]


@given(QUOTED | st.text())
def test_spans_lie_inside_their_marks_and_come_in_order(text: str) -> None:
    quoted = quotations(text)
    assert list(quoted) == sorted(quoted, key=lambda q: (q.outer.start, -q.outer.end))
    for quotation in quoted:
        assert quotation.outer.start < quotation.span.start < quotation.span.end <= quotation.outer.end <= len(text)
        assert quotation.closed == (quotation.span.end < quotation.outer.end)


@given(QUOTED)
def test_quotations_lie_apart_or_one_inside_the_other(text: str) -> None:
    spans = [q.outer for q in quotations(text)]
    for one in spans:
        for other in spans:
            assert not one.overlaps(other) or one.contains(other) or other.contains(one)
