"""The English of an entity or an office, and how a person is spelt: found in the tables as they lie, not loaded.

Reading needs no table of all entities, and a program that reads should not hold one for the sake of a sentence.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from khabar.knowledge.gazetteer import ENTITY_TABLES
from khabar.knowledge.own import own_knowledge

_DATA = files("khabar.knowledge") / "data"
_COUNTRY = "country:"
_KEPT = 4096
_FORM, _EN, _KIND, _ID = 0, 1, 3, 4
_PERSONS = "persons"


@dataclass(frozen=True, slots=True)
class Spelt:
    """A known person: the id, English name, finer class, and the spellings in the script of reports."""

    id: str
    english: str
    kind: str
    forms: tuple[str, ...]


@lru_cache(maxsize=_KEPT)
def english_of(entity: str) -> str:
    """The English name of an entity, its id where no table has one."""
    own = (one.english for one in own_knowledge().entities if one.id == entity)
    return next(own, "") or next(filter(None, (_find(table, entity) for table in ENTITY_TABLES)), entity)


@lru_cache(maxsize=_KEPT)
def person(entity: str) -> Spelt | None:
    """A person of the tables or the user's own; None where neither has the id."""
    own = next((one for one in own_knowledge().entities if one.id == entity), None)
    rows = list(_rows(_PERSONS, entity))
    forms = (*(own.forms if own else ()), *(row[_FORM] for row in rows))
    if own is not None:
        return Spelt(entity, own.english, own.kind, forms)
    return Spelt(entity, rows[0][_EN], rows[0][_KIND], forms) if rows else None


def _find(table: str, entity: str) -> str:
    """The English name in the first row of an entity in a table, "" where there is none."""
    return next((row[_EN] for row in _rows(table, entity)), "")


def _rows(table: str, entity: str) -> Iterator[list[str]]:
    """The rows of an entity in a table."""
    text = (_DATA / f"{table}.csv").read_bytes()
    mark = f",{entity},".encode()
    at = text.find(mark)
    while at >= 0:
        end = text.find(b"\n", at)
        cells = next(csv.reader((text[text.rfind(b"\n", 0, at) + 1 : end].decode(),)))
        if cells[_ID] == entity:
            yield cells
        at = text.find(mark, end)


def office_title(role: str, body: str) -> str:
    """An office in English: "Russian defence minister", "secretary-general of United Nations"."""
    adjective = _adjectives().get(body)
    return f"{adjective} {role}" if adjective else f"{role} of {english_of(body)}"


@cache
def _adjectives() -> dict[str, str]:
    lines = (_DATA / "demonyms.csv").read_text(encoding="utf-8").splitlines()
    out: dict[str, str] = {}
    for _, _, english, _, body, *_ in csv.reader(lines[1:]):
        if body.startswith(_COUNTRY):
            out.setdefault(body, english)
    return out
