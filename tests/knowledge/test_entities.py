"""What is known of an entity, by its id and by its spellings."""

from __future__ import annotations

from importlib.resources import files

import pytest

from khabar.errors import DataError
from khabar.knowledge.entities import by_name, kind_parents, kinds, known, known_ids
from khabar.lexicon.table import read_rows
from khabar.model import NameType

DATA = files("khabar.knowledge") / "data"


def test_a_person_with_everything() -> None:
    shoigu = known("person:sergei-shoigu")
    assert shoigu is not None
    assert (shoigu.english, shoigu.type, shoigu.country) == ("Sergei Shoigu", NameType.PERSON, "RU")
    assert {"سيرغي شويغو", "شويجو"} <= set(shoigu.forms)
    assert "Shoygu" in shoigu.latin
    assert [one.role for one in shoigu.holdings] == ["defence-minister", "national-security-adviser"]
    assert known("person:nobody") is None


def test_an_outlet_has_its_facts_and_an_organisation_its_item() -> None:
    reuters, nations = known("outlet:reuters"), known("org:un")
    assert reuters is not None
    assert nations is not None
    assert reuters.facts is not None
    assert (reuters.facts.country, reuters.facts.languages, reuters.facts.owner) == ("GB", ("en",), "Thomson Reuters")
    assert (nations.wikidata, nations.facts) == ("Q1065", None)


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("شويغو", "person:sergei-shoigu"),
        ("sergei shoigu", "person:sergei-shoigu"),
        ("روسيا", "country:RU"),
        ("RUSSIA", "country:RU"),
        ("WHO", "org:who"),
        ("isis", "group:isis"),
        ("US", "country:US"),
    ],
)
def test_an_exact_spelling_in_either_script(name: str, entity: str) -> None:
    assert entity in [one.id for one in by_name(name)]


@pytest.mark.parametrize("name", ["who", "us", "Who", "شويغوووو", ""])
def test_what_is_no_spelling(name: str) -> None:
    assert by_name(name) == ()


def test_what_a_kind_is_one_of() -> None:
    assert kind_parents("camp") == ("settlement", "place", "entity")
    assert {"person", "state-body"} <= set(kind_parents("military"))
    assert kind_parents("entity") == ()
    with pytest.raises(DataError, match="a kind of"):
        kind_parents("nothing")


def test_every_kind_and_parent_is_told() -> None:
    assert {parent for kind in kinds().values() for parent in kind.parents} <= set(kinds())
    used = {one.kind for one in map(known, known_ids()) if one is not None}
    assert used <= set(kinds())


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("latin", ("form", "id", "case", "source")),
        ("wikidata", ("id", "qid", "source")),
        ("outlet_facts", ("id", "language", "owner", "source")),
    ],
)
def test_the_tables_beside_speak_of_known_entities(table: str, columns: tuple[str, ...]) -> None:
    assert {row["id"] for row in read_rows(DATA / f"{table}.csv", columns)} <= set(known_ids())


def test_one_entity_has_one_english_name_and_type() -> None:
    seen: dict[str, set[tuple[str, str]]] = {}
    for table in ("persons", "outlets"):
        rows = read_rows(DATA / f"{table}.csv", ("form", "en", "type", "kind", "id", "country", "ambiguous", "source"))
        for row in rows:
            seen.setdefault(row["id"], set()).add((row["en"], row["country"]))
    assert {one: told for one, told in seen.items() if len(told) > 1} == {}
