"""Latin names of known entities: the English ones of the tables, and the aliases of `latin.csv`.

An alias of capitals that is an ordinary word in small letters (column `case`) counts only as it is written. Loaded when
first asked for; reading does not need it. Not for: names that are spelt otherwise (`linker`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from khabar.knowledge.gazetteer import ENTITY_TABLES
from khabar.knowledge.own import own_knowledge
from khabar.lexicon.table import read_rows
from khabar.names.spelling import words

_DATA = files("khabar.knowledge") / "data"
_LATIN = ("form", "id", "case", "source")
_PERSONS = "persons"
_PERSON = "person:"


def latin_ids(name: str, *, owners: bool) -> tuple[str, ...]:
    """The ids of the entities of a Latin name, likeliest first: of persons, or with `owners` of all others."""
    found = _index(owners).get(" ".join(words(name)), ())
    return tuple(dict.fromkeys(entity for entity, case in found if not case or case == name.strip()))


def aliases() -> Iterator[tuple[str, str, str]]:
    """Every alias with its entity and, where only its very letters count, itself again."""
    for row in read_rows(_DATA / "latin.csv", _LATIN):
        yield row["form"], row["id"], row["form"] if row["case"] else ""
    for one in own_knowledge().entities:
        yield from ((form, one.id, "") for form in (one.english, *one.latin))


@cache
def _index(owners: bool) -> Mapping[str, tuple[tuple[str, str], ...]]:
    out: dict[str, list[tuple[str, str]]] = {}
    for form, entity, case in (*aliases(), *_english(owners)):
        if entity.startswith(_PERSON) != owners:
            out.setdefault(" ".join(words(form)), []).append((entity, case))
    return {form: tuple(found) for form, found in out.items()}


def _english(owners: bool) -> Iterator[tuple[str, str, str]]:
    """The English names of the tables, each once an entity."""
    seen: set[str] = set()
    for table in ENTITY_TABLES:
        if (table == _PERSONS) != owners:
            lines = (_DATA / f"{table}.csv").read_text(encoding="utf-8").splitlines()
            for _, english, _, _, entity, *_ in csv.reader(lines[1:]):
                if entity not in seen:
                    seen.add(entity)
                    yield english, entity, ""
