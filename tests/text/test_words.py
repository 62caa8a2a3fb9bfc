"""Cutting a raw text into words, numbers and marks. A `|` stands between the tokens of a marked text."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from khabar import languages
from khabar.model import Report, Word, WordKind
from khabar.text.document import build_document
from khabar.text.fold import fold
from khabar.text.words import cut_words, is_break, is_quote_mark

ARABIC = languages.load("ar")
NEWS = st.text(alphabet='أبتوقاللمنﻻـَّ\u200f\u200e\u202b ٣5٫.,،:؛؟«»"“”{}()&;quot-–\n\r\u2028\xa0½²A', max_size=80)


def cut(text: str) -> tuple[Word, ...]:
    return cut_words(text, ARABIC)


def tokens(text: str) -> list[str]:
    return [word.span.of(text) for word in cut(text) if not is_break(word)]


@pytest.mark.parametrize(
    "marked",
    [
        "قال| |الوزير|.",
        "«|نعم|»|،| |قال",
        "(|رويترز|)| |-| |عدن",
        "أ|.|ف|.|ب",
        "3.5| |مليون",
        "٣٫٥| |مليون",
        "1,500,000| |نازح",
        "١٬٥٠٠| |نازح",
        "2015|.",
        "2015|م|.",
        "3|-|5| |يوليو",
        "إف|-|16",
        "سي|.|إن|.|إن",
        "كوفيد|-|19",
        "قال|:|«|لا|»",
        "جـــدة| |وعدن",
        "مُحَمَّدٌ| |بن| |سلمان",
        "قال| |&quot;|نعم|&quot;",
        "&laquo;|نعم|&raquo;",
        "ﻻ| |يزال",
        "50|%| |من",
        "F|-|16",
    ],
)
def test_tokens(marked: str) -> None:
    assert tokens(marked.replace("|", "")) == [piece for piece in marked.split("|") if piece.strip()]


@pytest.mark.parametrize("text", ["مح\u200fمد", "مح\u200fَمد", "م\u200c\u200eحمد", "مُحَمَّد", "مـحـمـد", "محم\u0670د"])
def test_invisible_signs_inside_a_word_do_not_break_it(text: str) -> None:
    (word,) = cut(text)
    assert (word.form, word.kind, word.span.of(text)) == ("محمد", WordKind.WORD, text)


def test_invisible_signs_around_a_word_stay_outside_it() -> None:
    text = "\u202bعدن\u202c \u200fلحج\u200f"
    assert tokens(text) == ["عدن", "لحج"]


def test_digits_of_three_scripts_are_one_number() -> None:
    assert {cut(text)[0].form for text in ("2015", "٢٠١٥", "۲۰۱۵")} == {"2015"}
    assert {cut(text)[0].kind for text in ("2015", "٢٠١٥", "۲۰۱۵")} == {WordKind.NUMBER}


@pytest.mark.parametrize(
    ("between", "form"),
    [
        ("\n", "\n"),
        ("\r\n", "\n"),
        ("\r", "\n"),
        ("\n\n", "\n\n"),
        ("\r\n\r\n", "\n\n"),
        ("\n \t\n", "\n\n"),
        ("\n\u200f\n", "\n\n"),
        ("\n\n\n\n", "\n\n"),
        (" \n", "\n"),
    ],
)
def test_line_breaks_and_empty_lines(between: str, form: str) -> None:
    assert [word.form for word in cut(f"عدن{between}لحج")] == ["عدن", form, "لحج"]


def test_escaped_marks_of_web_pages_are_marks() -> None:
    words = cut("قال &quot;نعم&quot;")
    assert [w.form for w in words] == ["قال", '"', "نعم", '"']
    assert [is_quote_mark(w, ARABIC.marks) for w in words] == [False, True, False, True]


@given(st.text() | NEWS)
def test_words_are_ordered_apart_and_slice_back(text: str) -> None:
    words = cut(text)
    assert [w.index for w in words] == list(range(len(words)))
    assert all(a.span.end <= b.span.start for a, b in pairwise(words))
    assert all(0 <= w.span.start < w.span.end <= len(text) for w in words)
    letters = [w for w in words if w.kind is not WordKind.MARK]
    assert all(w.form == fold(w.span.of(text)) for w in letters)
    assert all(w.info is ARABIC.info(w.form) for w in words)


@given(st.text() | NEWS)
def test_nothing_but_blanks_and_dropped_signs_stands_outside_the_tokens(text: str) -> None:
    covered = {at for word in cut(text) for at in range(word.span.start, word.span.end)}
    rest = "".join(char for at, char in enumerate(text) if at not in covered)
    assert not regex.sub(r"[\s\p{C}]", "", fold(rest))


@given(st.text() | NEWS)
def test_letters_and_digits_are_never_marks(text: str) -> None:
    marks = "".join(
        w.span.of(text) for w in cut(text) if w.kind is WordKind.MARK and not w.span.of(text).startswith("&")
    )
    assert not regex.search(r"[\p{L}\p{Nd}]", marks)


@given(st.text() | NEWS)
def test_any_text_can_be_read_and_is_read_alike_twice(text: str) -> None:
    report = Report(text)
    document = build_document(report, ARABIC)
    assert document == build_document(report, ARABIC)
