"""Who held which office when."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from khabar.errors import DataError
from khabar.knowledge import offices
from khabar.knowledge.days import days
from khabar.knowledge.entities import known_ids
from khabar.knowledge.offices import Holding, Inside, holder_of, inside, look_up, offices_of, roles
from khabar.lexicon.table import read_rows

DATA = files("khabar.knowledge") / "data"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012-05-31", "2012-05-31", "2012-05-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2012", "2012-01-01", "2012-12-31"),
    ],
)
def test_partial_days(text: str, first: str, last: str) -> None:
    assert days(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "2012-13", "2012-02-30", "May 2012", "12-05-2012", "2012-5"])
def test_what_is_no_day(text: str) -> None:
    assert days(text) is None


@pytest.mark.parametrize(
    ("since", "until", "day", "how"),
    [
        ("2012-11-06", "2024-05-12", "2023-09-05", Inside.CERTAIN),
        ("2012-11-06", "2024-05-12", "2012-11-06", Inside.CERTAIN),
        ("2012-11-06", "2024-05-12", "2024-05-13", Inside.NO),
        ("2012-05", "2013", "2012-05-10", Inside.POSSIBLE),
        ("2012-05", "2013", "2012-06-01", Inside.CERTAIN),
        ("2012-05", "2013", "2013-06-01", Inside.POSSIBLE),
        ("2012-05", "2013", "2012-04-30", Inside.NO),
        ("", "2013", "2012-01-01", Inside.POSSIBLE),
        ("2012", "", "2014-01-01", Inside.CERTAIN),
        ("2012", "", "2200-01-01", Inside.POSSIBLE),
    ],
)
def test_inside(since: str, until: str, day: str, how: Inside) -> None:
    assert inside(Holding("person:x", "president", "country:XX", since, until), date.fromisoformat(day)) is how


def test_the_holder_of_an_office_with_the_reason() -> None:
    answer = look_up("defence-minister", "country:RU", date(2023, 9, 5))
    assert answer.certain
    assert answer.reason == (
        "Russian defence minister in September 2023: held by Sergei Shoigu from 2012-11-06 to 2024-05-12"
    )


@pytest.mark.parametrize(
    ("role", "body", "day", "reason"),
    [
        ("president", "country:US", date(2021, 1, 20), "may be Donald Trump or Joe Biden"),
        ("president", "country:US", date(1899, 1, 20), "nobody is known"),
        ("president", "country:XX", date(2021, 1, 20), "no holder is known"),
        ("deputy-prime-minister", "country:DE", date(2023, 3, 1), "more than one person may hold this office"),
    ],
)
def test_nobody_is_named_where_it_is_not_certain(role: str, body: str, day: date, reason: str) -> None:
    assert holder_of(role, body, day) is None
    assert reason in look_up(role, body, day).reason


def test_a_term_without_an_end_ends_with_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    terms = (
        Holding("person:old", "president", "country:XX", "2012", ""),
        Holding("person:new", "president", "country:XX", "2015-03", "2016"),
    )
    monkeypatch.setattr(offices, "held", lambda *_: terms)
    held = [holder_of("president", "country:XX", date(*day)) for day in ((2014, 1, 1), (2015, 3, 9), (2015, 4, 1))]
    assert [one.person if one else None for one in held] == ["person:old", None, "person:new"]


def test_a_role_that_there_is_not() -> None:
    with pytest.raises(DataError, match="one of the roles king"):
        look_up("tsar", "country:RU", date(2021, 1, 1))


def test_the_offices_of_a_person_in_order() -> None:
    assert [(one.role, one.since) for one in offices_of("person:joe-biden")] == [
        ("vice-president", "2009-01-20"),
        ("president", "2021-01-20"),
    ]
    assert offices_of("person:nobody") == ()


def test_every_holding_is_of_known_people_bodies_and_roles_with_days_in_order() -> None:
    known = set(known_ids())
    for row in read_rows(DATA / "holders.csv", ("person", "role", "body", "from", "to", "source")):
        assert row["role"] in roles(), row
        assert {row["person"], row["body"]} <= known, row
        since, until = days(row["from"]), days(row["to"])
        assert since is not None or not row["from"], row
        assert until is not None or not row["to"], row
        assert since is None or until is None or since[0] <= until[1], row
