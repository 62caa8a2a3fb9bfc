"""Names of reports and the known entities that they are, with near misses beside each."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.knowledge.linker import link
from khabar.model import NameType

DAY = date(2023, 9, 5)
PERSON, ORGANISATION = NameType.PERSON, NameType.ORGANISATION


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("محمد بن سلمان", "person:mohammed-bin-salman"),
        ("عمر البشير", "person:omar-al-bashir"),
        ("سيرغى شويغو", "person:sergei-shoigu"),
        ("Sergey Shoygu", "person:sergei-shoigu"),
        ("Volodymyr Zelenskyi", "person:volodymyr-zelensky"),
        ("كيم يو جونغ", "person:kim-yo-jong"),
    ],
)
def test_a_name_that_is_telling(name: str, entity: str) -> None:
    assert link([name], PERSON, day=DAY).entity == entity


@pytest.mark.parametrize("name", ["محمد", "محمد بن سلطان", "علي حسن", "أحمد الشرعي", "كيم", "xyz", ""])
def test_a_name_that_is_not(name: str) -> None:
    decision = link([name], PERSON, countries=frozenset(("SA", "SY")), day=DAY)
    assert decision.entity is None
    assert decision.reason


def test_another_country_speaks_against_it() -> None:
    assert link(["عمر البشير"], PERSON, countries=frozenset(("SD",)), day=DAY).entity == "person:omar-al-bashir"
    decision = link(["عمر البشير"], PERSON, countries=frozenset(("LB",)), day=DAY)
    assert decision.entity is None
    assert "of SD, which the report is not about" in decision.reason


def test_the_office_decides() -> None:
    common = link(["محمد سلمان"], PERSON, day=DAY)
    held = link(["محمد سلمان"], PERSON, offices=["ولي العهد السعودي"], day=DAY)
    other = link(["محمد بن سلمان"], PERSON, offices=["وزير الدفاع الروسي"], day=DAY)
    assert (common.entity, held.entity, other.entity) == (None, "person:mohammed-bin-salman", None)
    assert "Saudi crown prince in September 2023" in held.reason
    assert "the office is another's: Russian defence minister" in other.reason


def test_organisations_and_the_next_candidates() -> None:
    decision = link(["منظمة الصحة العالميه"], ORGANISATION, day=None)
    assert decision.entity == "org:who"
    assert all(one.score < decision.score for one in decision.runners_up)
    assert link(["منظمة الصحة"], ORGANISATION, day=None).entity is None
