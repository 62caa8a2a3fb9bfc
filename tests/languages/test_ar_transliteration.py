"""Latin spellings of Arabic names that no table has."""

from __future__ import annotations

import pytest

from khabar.languages import load
from khabar.languages.names import name_grammar


@pytest.mark.parametrize(
    ("words", "latin"),
    [
        (("القحطاني",), "al-Qahtani"),
        (("كنياتا",), "Kanyata"),
        (("بن", "هرهرة"), "Bin Harhara"),
        (("صالح", "بن", "ناصر"), "Saleh bin Naser"),
    ],
)
def test_news_spelling(words: tuple[str, ...], latin: str) -> None:
    assert name_grammar(load("ar")).spell(words) == latin


def test_two_spellings_of_a_foreign_name_have_one_skeleton() -> None:
    skeleton = name_grammar(load("ar")).skeleton
    assert skeleton("شويغو") == skeleton("شويجو") == skeleton("شويكو")
    assert skeleton("بوتين") != skeleton("بيدين")
