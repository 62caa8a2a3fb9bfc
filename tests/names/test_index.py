from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.names import NameIndex, compare

ROWS = list(csv.reader((files("khabar.knowledge") / "data" / "persons.csv").read_text(encoding="utf-8").splitlines()))
NAMES = list(dict.fromkeys(row[1] for row in ROWS[1:1500]))
INDEX = NameIndex(NAMES)


@given(st.sampled_from(NAMES))
def test_a_name_of_the_index_is_found_first(name: str) -> None:
    best = INDEX.search(name, limit=1)[0]
    assert best.comparison.score == pytest.approx(1.0)
    assert compare(NAMES[best.number], name).score == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("فلاديمير بوتين", "Vladimir Putin"),
        ("سرجي لافروف", "Sergei Lavrov"),
        ("بوتن فلاديمير", "Vladimir Putin"),
        ("Wladimir Poutine", "Vladimir Putin"),
        ("باراك اوباما", "Barack Obama"),
    ],
)
def test_a_name_is_found_in_the_other_script_and_other_spellings(asked: str, found: str) -> None:
    assert NAMES[INDEX.search(asked)[0].number] == found


def test_words_that_are_spaced_otherwise_are_found() -> None:
    index = NameIndex(["Hassan Dahir Aweys", "Gul Mohammad Shahidkhel", "Salim Nasser"])
    assert index.search("حسن ظاهرعويس", least=0.1)[0].number == 0
    assert index.search("غل محمد شهيد خيل", least=0.1)[0].number == 1


def test_the_limit_and_the_least_score_hold() -> None:
    matches = INDEX.search("محمد", limit=3, least=0.0)
    assert len(matches) == 3
    assert [match.comparison.score for match in matches] == sorted((m.comparison.score for m in matches), reverse=True)
    assert all(match.comparison.score >= 0.6 for match in INDEX.search("محمد", least=0.6))


def test_an_index_of_nothing_and_a_name_of_nothing_find_nothing() -> None:
    assert NameIndex([]).search("محمد") == []
    assert INDEX.search("") == []
    assert INDEX.search("؟!") == []


@given(st.text(max_size=40))
def test_any_text_can_be_searched_for(text: str) -> None:
    assert len(INDEX.search(text, limit=5, least=0.0)) <= 5
