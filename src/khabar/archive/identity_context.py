"""What reports say beside a name: whether one that names somebody so is about the country of whom it may be.

A function of what the archive holds, asked whenever groups are made, so the order of reports changes nothing. Not for:
comparing names (`archive.identity_linking`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import Connection, select

from khabar.archive import tables
from khabar.archive.identity_groups import MACHINE, Judgement, Verdict, is_known
from khabar.archive.identity_names import BODY, PERSON, type_of
from khabar.knowledge.countries import COUNTRY, country_code, country_of
from khabar.knowledge.offices import offices_of
from khabar.knowledge.titles import english_of

_ASKED = 400
"""Names in one question."""
_Doubt: TypeAlias = tuple[str, str, str]
"""A judgement, the known person in it, and the code of that one's country."""


def unsupported(connection: Connection, judgements: Iterable[Judgement]) -> dict[str, str]:
    """The machine's judgements that a name is a known person's, of a country that no report with this name speaks of:
    neither names it nor its people, places, bodies or other persons, nor a body in which the one held an office. Their
    ids, with that in a sentence."""
    doubted: dict[str, list[_Doubt]] = defaultdict(list)
    for one in judgements:
        local, known = sorted(one.pair, key=is_known)
        country = country_of(known) if is_known(known) else ""
        if one.by == MACHINE and one.verdict == Verdict.SAME and type_of(local) == PERSON and country:
            doubted[local].append((one.id, known, country))
    beside = _beside(connection, sorted(doubted))
    return {
        doubt[0]: f"no report with this name speaks of {english_of(COUNTRY + doubt[2])}"
        for local, held in doubted.items()
        for doubt in held
        if not any(_speaks_for(entity, doubt) for entity in beside[local])
    }


def _speaks_for(entity: str, doubt: _Doubt) -> bool:
    """Whether an entity of a report belongs to the country of the known person, or is a body that this one served."""
    _, known, country = doubt
    if entity == known:
        return False
    return _country(entity) == country or any(holding.body == entity for holding in offices_of(known))


def _country(entity: str) -> str:
    """The code of the country that an entity belongs to; a body's own of a report ends in its nationality."""
    if is_known(entity):
        return country_of(entity)
    return country_code(entity.rpartition("_")[2].replace("-", " ")) if type_of(entity) == BODY else ""


def _beside(connection: Connection, names: Sequence[str]) -> Mapping[str, set[str]]:
    """The entities of the reports that names stand in, by name."""
    held, bearing, reading, entity = (
        table.c for table in (tables.appellation, tables.bearing, tables.reading, tables.entity)
    )
    found = (
        select(held.entity, entity.id)
        .join(tables.bearing, bearing.name == held.key)
        .join(tables.reading, (reading.key == bearing.reading) & (reading.current == 1))
        .join(tables.entity, entity.reading == bearing.reading)
        .distinct()
    )
    out: dict[str, set[str]] = defaultdict(set)
    for at in range(0, len(names), _ASKED):
        for name, beside in connection.execute(found.where(held.entity.in_(names[at : at + _ASKED]))):
            out[name].add(beside)
    return out
