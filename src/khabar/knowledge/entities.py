"""All that is known of an entity, by its id or by a spelling in either script.

The index over all tables is made when first asked for; reading does not need it. Not for: names that are spelt
otherwise than the tables have them (`linker`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.errors import DataError
from khabar.knowledge.gazetteer import ENTITY_TABLES, as_row, own_rows
from khabar.knowledge.latin import aliases
from khabar.knowledge.offices import Holding, offices_of
from khabar.knowledge.own import own_knowledge
from khabar.lexicon.table import read_rows, values
from khabar.model import NameType
from khabar.names.spelling import words

_DATA = files("khabar.knowledge") / "data"
_YES = "yes"


@dataclass(frozen=True, slots=True)
class OutletFacts:
    """Where an outlet publishes from, in what languages (ISO 639-1), and who owns it, "" where unknown."""

    country: str
    languages: tuple[str, ...]
    owner: str


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity of the tables. `country` is an ISO 3166 code, "" for none; `forms` are its spellings in the script of
    reports, `sure` those of them that are no ordinary words and nobody else's names; `latin` are the others than
    `english`; `wikidata` is its item there, "" if unknown; `facts` are those of outlets."""

    id: str
    english: str
    type: NameType
    kind: str
    country: str
    forms: tuple[str, ...]
    sure: frozenset[str]
    latin: tuple[str, ...]
    wikidata: str
    facts: OutletFacts | None
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A finer class of entities, with its labels and the classes that it is one of."""

    id: str
    english: str
    arabic: str
    parents: tuple[str, ...]


def known(entity: str) -> KnownEntity | None:
    """What is known of an entity, None where no table has it."""
    rows = _rows().get(entity, ())
    if not rows:
        return None
    cells = [next(csv.reader((row,))) for row in rows]
    _, english, kind, finer, _, country, *_ = cells[0]
    forms = tuple(dict.fromkeys(row[0] for row in cells if row[0]))
    sure = frozenset(row[0] for row in cells if row[6] != _YES)
    latin = tuple(dict.fromkeys(form for form in _latin().get(entity, ()) if form != english))
    facts = _facts().get(entity)
    outlet = OutletFacts(country, *facts) if facts else None
    wikidata = _wikidata().get(entity, "")
    return KnownEntity(
        entity, english, NameType(kind), finer, country, forms, sure, latin, wikidata, outlet, offices_of(entity)
    )


def by_name(name: str) -> tuple[KnownEntity, ...]:
    """The entities of an exact spelling in either script, in order of trust.

    Case, accents and marks do not count, but for abbreviations that are ordinary words in small letters.
    """
    ids = _index().get(" ".join(words(name)), ())
    found = dict.fromkeys(entity for entity, case in ids if not case or case == name.strip())
    return tuple(entity for one in found if (entity := known(one)) is not None)


def known_ids() -> tuple[str, ...]:
    """The ids of all entities, in the order of the tables."""
    return tuple(_rows())


@cache
def kinds() -> Mapping[str, Kind]:
    """The finer classes of entities by their ids."""
    rows = read_rows(_DATA / "kinds.csv", ("kind", "parent", "en", "ar", "source"))
    return {row["kind"]: Kind(row["kind"], row["en"], row["ar"], values(row["parent"])) for row in rows}


@cache
def kind_parents(kind: str) -> tuple[str, ...]:
    """All that a kind is one of, nearest first: a refugee camp is a settlement, a place and an entity.

    Raises DataError where there is no such kind.
    """
    if kind not in kinds():
        raise DataError(f"expected a kind of kinds.csv; found {kind!r}")
    out: dict[str, None] = {}
    near = kinds()[kind].parents
    while near:
        out |= dict.fromkeys(near)
        near = tuple(parent for one in near for parent in kinds()[one].parents)
    return tuple(out)


@cache
def _rows() -> Mapping[str, tuple[str, ...]]:
    """The rows of each entity as they stand, a user's own first. Equipment has a table of other columns."""
    out: dict[str, tuple[str, ...]] = {}
    for row in _all_rows():
        entity = next(csv.reader((row,)))[4]
        out[entity] = (*out.get(entity, ()), row)
    return out


def _all_rows() -> Iterator[str]:
    yield from own_rows()
    for one in own_knowledge().entities:
        if not one.forms:
            yield as_row(("", one.english, one.type.value, one.kind, one.id, one.country, "", one.source))
    for table in ENTITY_TABLES:
        yield from _lines(table)
    for line in _lines("equipment"):
        form, english, kind, entity, ambiguous, source = next(csv.reader((line,)))
        yield as_row((form, english, NameType.EQUIPMENT.value, kind, entity, "", ambiguous, source))


def _lines(table: str) -> list[str]:
    return (_DATA / f"{table}.csv").read_text(encoding="utf-8").splitlines()[1:]


@cache
def _index() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Ids by spelling; each with the very letters that are asked for, "" for any."""
    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for form, entity, case in (*_spelt(), *aliases()):
        key = " ".join(words(form))
        if key and (entity, case) not in (held := out.get(key, ())):
            out[key] = (*held, (entity, case))
    return out


def _spelt() -> Iterator[tuple[str, str, str]]:
    """The spellings of the tables, and the English name of each entity."""
    for entity, rows in _rows().items():
        for number, row in enumerate(rows):
            form, english, *_ = next(csv.reader((row,)))
            yield form, entity, ""
            if not number:
                yield english, entity, ""


@cache
def _latin() -> Mapping[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for form, entity, _ in aliases():
        out[entity] = (*out.get(entity, ()), form)
    return out


@cache
def _wikidata() -> Mapping[str, str]:
    table = {row["id"]: row["qid"] for row in read_rows(_DATA / "wikidata.csv", ("id", "qid", "source"))}
    return table | {one.id: one.wikidata for one in own_knowledge().entities if one.wikidata}


@cache
def _facts() -> Mapping[str, tuple[tuple[str, ...], str]]:
    rows = read_rows(_DATA / "outlet_facts.csv", ("id", "language", "owner", "source"))
    return {row["id"]: (values(row["language"]), row["owner"]) for row in rows}
