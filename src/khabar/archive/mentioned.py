"""Who and what the current readings name: each name once, with the reports that have it.

What a reading knows to be one entity is taken by its fullest name, so that a bare first name behind a full one is not
taken for a name of its own. Not for: which entities of several reports are one (`archive.identity`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from khabar.archive import tables
from khabar.archive.knowing import known_entities
from khabar.knowledge.countries import country_of

_LOCAL = "report:"
_EQUIPMENT, _SHIP = "EQUIP", "ship"
"""Of equipment only ships are told: others have no names."""
_SPELLINGS = 3
"""Of a known entity, the commonest ones beside its English name: they bring in no more than misspellings behind."""


@dataclass(frozen=True, slots=True)
class Named:
    """One entity by its id (`report:…` for a name that no table knows: the same in every report that has it), its type
    ("PER", "ORG" …), its names with the likeliest first, and as it is printed most often. `country` is the ISO 3166
    code of a known entity, "" else; `reports` counts the readings, `first` and `last` are their days, None where those
    are not known."""

    entity: str
    type: str
    names: tuple[str, ...]
    printed: str
    country: str
    reports: int
    first: date | None
    last: date | None


def named(types: Iterable[str]) -> Select[Any]:
    """The spellings of entities of some types in current readings, by id, commonest first; of equipment only ships."""
    entity, reading, report = tables.entity.c, tables.reading.c, tables.report.c
    count = func.count()
    return (
        select(entity.id, entity.type, entity.en, entity.name, count.label("reports"))
        .add_columns(func.min(report.published).label("first"), func.max(report.published).label("last"))
        .join(tables.reading, reading.key == entity.reading)
        .join(tables.report, report.key == reading.report)
        .where(reading.current == 1, entity.type.in_(sorted(types)), or_(entity.type != _EQUIPMENT, _ship()))
        .group_by(entity.id, entity.type, entity.en, entity.name)
        .order_by(entity.id, entity.type, count.desc(), entity.name)
    )


def _ship() -> ColumnElement[bool]:
    entity, mention = tables.entity.c, tables.mention.c
    same = (mention.reading == entity.reading, mention.entity == entity.id, mention.kind == _SHIP)
    return select(mention.n).where(*same).exists()


def gathered(rows: Iterable[Any]) -> Iterator[Named]:
    """The entities from what `named` finds."""
    for (identifier, kind), found in groupby(rows, lambda row: (row.id, row.type)):
        yield _named(identifier, kind, list(found))


def _named(identifier: str, kind: str, rows: list[Any]) -> Named:
    printed = [row.name for row in rows if row.name]
    days = [date.fromisoformat(day) for row in rows for day in (row.first, row.last) if day]
    names = tuple(dict.fromkeys(filter(None, _names(identifier, rows, printed))))
    first, last = (min(days), max(days)) if days else (None, None)
    reports = sum(row.reports for row in rows)
    return Named(identifier, kind, names, (*printed, *names, "")[0], country_of(identifier), reports, first, last)


def _names(identifier: str, rows: list[Any], printed: list[str]) -> Iterator[str]:
    """Of a known entity also its other Latin names, which lists may have. Of a local one its id tells the name without
    what is written onto it; its English is only spelt from that."""
    if not identifier.startswith(_LOCAL):
        known = known_entities().get(identifier)
        yield from (row.en for row in rows[:1])
        yield from printed[:_SPELLINGS]
        yield from known.latin if known else ()
        return
    form = identifier.rpartition(":")[2].replace("_", " ")
    letters = "".join(form.split())
    mixed = not letters.isascii() and any(letter.isascii() and letter.isalpha() for letter in letters)
    yield from printed[:1] if mixed or not letters else [form]
