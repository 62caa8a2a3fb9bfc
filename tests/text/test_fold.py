"""Folding: what is written alike after it, and the way back to the raw text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.text.fold import fold, fold_with_offsets

NEWS = st.text(alphabet="أإآٱىةؤئءابتجدمنوﻻﷲـًَُِّْ\u200f\u200e\u202b\u202c\u2067\u200cکیگپ٠۴5٫٬ABé \n.", max_size=60)
"""Letters, marks and digits that Arabic news mixes."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إيران", "ايران"),
        ("آسيا", "اسيا"),
        ("ٱلقدس", "القدس"),
        ("مصطفى", "مصطفي"),
        ("غزة", "غزه"),
        ("مسؤول", "مسوول"),
        ("مسئول", "مسيول"),
        ("جـــدة", "جدة"),
        ("مُحَمَّدٌ", "محمد"),
        ("ﻻ", "لا"),
        ("اﻹسلامي", "الإسلامي"),
        ("ﷲ", "الله"),
        ("کیهان", "كيهان"),
        ("٢٠١٥", "2015"),
        ("۱۴۴۵", "1445"),
        ("٣٫٥", "3.5"),
        ("BBC", "bbc"),
        ("مح\u200fمد", "محمد"),
        ("\u202bمحمد\u202c", "محمد"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("علم", "عمل"), ("كتاب", "كاتب"), ("سأل", "سل"), ("بدء", "بد"), ("ضرب", "صرب"), ("٣", "٤")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text() | NEWS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text() | NEWS)
def test_the_offset_map_never_goes_back_and_ends_at_the_end(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert all(a <= b for a, b in pairwise(folded.offsets))


@given(st.text() | NEWS, st.data())
def test_a_folded_stretch_is_found_again_in_the_raw_text(text: str, data: st.DataObject) -> None:
    folded = fold_with_offsets(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    span = folded.raw(start, end)
    assert 0 <= span.start < span.end <= len(text)
    assert folded.text[start:end] in fold(span.of(text))


def test_offsets_step_over_dropped_letters_and_share_those_of_a_ligature() -> None:
    folded = fold_with_offsets("جـدة ﻻ")
    assert folded.text == "جده لا"
    assert tuple(folded.offsets) == (0, 2, 3, 4, 5, 5, 6)
    assert folded.raw(0, 3).of("جـدة ﻻ") == "جـدة"
    assert folded.raw(4, 5).of("جـدة ﻻ") == "ﻻ"
