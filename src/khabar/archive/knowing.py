"""The known persons and bodies by how they are written, for bylines that name no place in the text and for comparing.

A few columns of `khabar.knowledge`, all rows at once: `khabar.knowledge.entities` tells more of each. Not for: finding
names in a text.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.knowledge.latin import aliases
from khabar.knowledge.own import own_knowledge
from khabar.text.fold import fold

TABLES = ("organisations", "groups", "outlets", "persons")
_YES = "yes"


@dataclass(frozen=True, slots=True)
class KnownNames:
    """An entity of the tables or the user's own: its id, type ("PER", "ORG" …), English name, its folded forms in the
    script of reports in the order of the table, those of them that are ordinary words too, and other Latin forms."""

    id: str
    type: str
    english: str
    forms: tuple[str, ...]
    ambiguous: frozenset[str]
    latin: tuple[str, ...]


@cache
def known_entities() -> Mapping[str, KnownNames]:
    """The known persons and bodies by id, in the order of the tables, the user's own behind."""
    rows: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for form, english, kind, entity, ambiguous in (*_tables(), *_own()):
        rows[entity].append((form, english, kind, ambiguous))
    latin: dict[str, list[str]] = defaultdict(list)
    for form, entity, case in aliases():
        if not case:
            latin[entity].append(form)
    return {entity: _known(entity, found, latin[entity]) for entity, found in rows.items()}


def _tables() -> Iterator[tuple[str, str, str, str, str]]:
    for table in TABLES:
        text = (files("khabar.knowledge") / "data" / f"{table}.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            yield row["form"], row["en"], row["type"], row["id"], row["ambiguous"]


def _own() -> Iterator[tuple[str, str, str, str, str]]:
    for one in own_knowledge().entities:
        yield from ((form, one.english, one.type.value, one.id, "") for form in one.forms or (one.english,))


def _known(entity: str, rows: list[tuple[str, str, str, str]], latin: list[str]) -> KnownNames:
    _, english, kind, _ = rows[0]
    forms = tuple(dict.fromkeys(fold(row[0]) for row in rows))
    unsure = frozenset(fold(row[0]) for row in rows if row[3] == _YES)
    return KnownNames(entity, kind, english, forms, unsure, tuple(dict.fromkeys(latin)))


def known_form(form: str) -> str:
    """The id of the entity that a folded form is a name of, "" for none or for a word of several meanings."""
    return _by_form().get(form, "")


@cache
def _by_form() -> Mapping[str, str]:
    out: dict[str, str] = {}
    for known in known_entities().values():
        for form in known.forms:
            if form not in known.ambiguous:
                out.setdefault(form, known.id)
    return out
