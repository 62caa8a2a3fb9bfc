"""Names looked up among the entities of an archive, and an entity with its members and spellings.

Not for: claims (`archive.involvement`), or judging.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, case, false, func, or_, select

from khabar.archive import tables
from khabar.archive.identity_groups import is_known
from khabar.archive.identity_names import LINKED, known_sounding, name_of, single_keys, stands_alone, type_of, words_of
from khabar.archive.involvement import AT, held_apart, meant_in
from khabar.archive.keys import DAY_SHIFT, day_of
from khabar.archive.knowing import known_entities
from khabar.archive.naming import bare
from khabar.knowledge.entities import known
from khabar.names import Comparison, compare
from khabar.names.spelling import words
from khabar.text.fold import fold

LEAST = 0.6
"""Score below which a name is not offered as a candidate."""
SURE = 0.9
"""Score from which a candidate is taken for the one that is meant, where no other reaches it."""
_MOST_COMPARED = 500
"""Names that one question compares, of the archive and of the tables: those that share most sounds with it."""
_LONGEST_CLITIC = 3
"""Letters that may be written onto a name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may be of: the id of its group, English name, type, the likeness of the names (0 to 1) with
    the reason, whether one of its names is written as the one asked for, and in how many reports it is named."""

    id: str
    english: str
    type: str
    score: float
    reason: str
    written: bool
    reports: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way in which reports write an entity, folded, and in how many of them it stands."""

    form: str
    reports: int


@dataclass(frozen=True, slots=True)
class Described:
    """An entity: the id of its group, type, English name, the ids that are one with it, its spellings (commonest
    first), the number of reports that name it, the days of the first and the last (None: not known), and the members of
    single reports that a person held apart from it. `apart` says that the name alone tells too little: each report may
    mean another by it."""

    id: str
    type: str
    english: str
    members: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    reports: int
    first_day: date | None
    last_day: date | None
    held_apart: tuple[str, ...]
    apart: bool


def has_new(connection: Connection) -> bool:
    """Whether there are names that were not compared yet."""
    names = tables.appellation.c
    return connection.execute(select(names.key).where(names.linked == 0).limit(1)).first() is not None


def group_of(connection: Connection, identifier: str) -> str:
    """The id of the group of an id."""
    held = tables.identity.c
    return connection.execute(select(held.entity).where(held.member == identifier)).scalar() or identifier


def members(connection: Connection, identifier: str) -> tuple[str, ...]:
    """The ids of a group, by the alphabet."""
    held = tables.identity.c
    group = group_of(connection, identifier)
    found = connection.execute(select(held.member).where(held.entity == group)).scalars()
    return tuple(sorted({*found, identifier}))


def described(connection: Connection, identifier: str) -> Described | None:
    """An entity with what the archive tells of it; None for an id that neither archive nor tables know."""
    ids = members(connection, identifier)
    rows = _appellations(connection, ids)
    if not rows and not any(one in known_entities() or known(one) for one in ids):
        return None
    group = group_of(connection, identifier)
    first, last = _days(connection, ids, [row.key for row in rows])
    return Described(
        id=group,
        type=next((row.type for row in rows), _type(group)),
        english=_english(group, rows),
        members=ids,
        spellings=_spellings(connection, ids, rows),
        reports=_reports(connection, ids, [row.key for row in rows]),
        first_day=first,
        last_day=last,
        held_apart=tuple(one for member in ids if AT not in member for one in held_apart(connection, member)),
        apart=len(ids) == 1 and stands_alone(group),
    )


def who(connection: Connection, name: str, limit: int) -> list[Candidate]:
    """The candidates for a name, likeliest first."""
    if ":" in name and " " not in name.strip():
        found = described(connection, name.strip())
        exact = "the id itself"
        return [Candidate(found.id, found.english, found.type, 1.0, exact, True, found.reports)] if found else []
    best: dict[str, _Likeness] = {}
    for entity, likeness in _alike(connection, name):
        group = group_of(connection, bare(entity))
        if likeness.score >= LEAST and (group not in best or likeness.rank > best[group].rank):
            best[group] = likeness
    ranked = sorted(best, key=lambda one: (*(-value for value in best[one].rank), not is_known(one), one))
    told = [_candidate(connection, one, best[one]) for one in ranked[: 2 * limit]]
    ordered = sorted(told, key=lambda one: (not one.written, -one.score, -one.reports, not is_known(one.id), one.id))
    return ordered[:limit]


def the_one(found: Sequence[Candidate], name: str) -> Candidate | None:
    """The candidate that is meant by a name: the only one that is written so, of several the only one that reports
    name; else the only one that is surely alike, for a name of several words. None where nothing tells."""
    written = [one for one in found if one.written]
    named = [one for one in written if one.reports]
    if written:
        return written[0] if len(written) == 1 else named[0] if len(named) == 1 else None
    sure = [one for one in found if one.score >= SURE]
    return sure[0] if len(sure) == 1 and len(words(name)) > 1 else None


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How like a name an entity's nearest one is, whether it is written so, and why."""

    score: float
    written: bool
    reason: str

    @property
    def rank(self) -> tuple[bool, float]:
        """Higher is better."""
        return self.written, self.score


def _candidate(connection: Connection, entity: str, found: _Likeness) -> Candidate:
    ids = members(connection, entity)
    rows = _appellations(connection, ids)
    kind = next((row.type for row in rows), _type(entity))
    reports = _reports(connection, ids, [row.key for row in rows])
    english = _english(entity, rows)
    return Candidate(entity, english, kind, round(found.score, 3), found.reason, found.written, reports)


def _alike(connection: Connection, name: str) -> Iterator[tuple[str, _Likeness]]:
    """The entities whose names share a sound with a name."""
    asked = words(name)
    for entity, texts in _sharing(connection, name).items():
        kind = type_of(entity) or _type(entity)
        mine = name_of(fold(name), kind) if kind in LINKED else name_of(fold(name), "")
        found = max((compare(mine, name_of(text, kind)) for text in texts), key=lambda one: one.score)
        score = max(found.score, LEAST if _within(found) else 0.0)
        yield entity, _Likeness(score, any(words(text) == asked for text in texts), found.reason)


def _within(found: Comparison) -> bool:
    """Whether all of the name that was asked for stands in the other."""
    return bool(found.pairs) and not found.left_over and min(pair.likeness for pair in found.pairs) >= SURE


def _sharing(connection: Connection, name: str) -> dict[str, set[str]]:
    """The names of the entities that share sounds with a name, by id: of the archive and of the tables."""
    wanted = set().union(*(single_keys(name_of(fold(name), kind)) for kind in LINKED))
    out: dict[str, set[str]] = defaultdict(set)
    for kind in LINKED:
        for spelt in known_sounding(wanted, kind, _MOST_COMPARED):
            out[spelt.entity].add(spelt.form)
    for entity in _by_part(connection, wanted):
        if words := words_of(entity):
            out[entity].add(words)
    _add_written(connection, out, wanted)
    return out


def _by_part(connection: Connection, wanted: set[str]) -> list[str]:
    """The entities of the archive that share most of some sounds."""
    part = tables.name_part.c
    held = select(part.entity).where(part.part.in_(sorted(wanted))).group_by(part.entity)
    ordered = held.order_by(func.count().desc(), part.entity).limit(_MOST_COMPARED)
    return list(connection.execute(ordered).scalars())


def _add_written(connection: Connection, out: dict[str, set[str]], wanted: set[str]) -> None:
    """Entities that are not the report's own nor of the tables of persons and bodies: as reports write them."""
    names = tables.appellation.c
    part = tables.name_part.c
    held = select(part.entity).where(part.part.in_(sorted(wanted)), ~part.entity.startswith("report:"))
    others = [one for one in connection.execute(held.distinct()).scalars() if one not in known_entities()]
    for at in range(0, len(others), 400):
        rows = select(names.entity, names.form, names.en).where(names.entity.in_(others[at : at + 400]))
        for entity, form, en in connection.execute(rows):
            out[entity] |= {form, en} - {""}


def _appellations(connection: Connection, ids: Iterable[str]) -> list[Any]:
    names = tables.appellation.c
    entities = sorted({one.partition(AT)[0] for one in ids})
    return list(connection.execute(select(tables.appellation).where(names.entity.in_(entities)).order_by(names.key)))


def _type(entity: str) -> str:
    found = known_entities().get(entity) or known(entity)
    return str(found.type) if found else type_of(entity)


def _english(entity: str, rows: Sequence[Any]) -> str:
    """The English name: that of the tables, else the one that most of its spellings have, then the first."""
    found = known_entities().get(entity) or (None if rows else known(entity))
    if found:
        return found.english
    told = [row.en for row in rows if row.entity == entity.partition(AT)[0] and row.en] or [row.en for row in rows]
    return min(told, key=lambda one: (-told.count(one), one), default=words_of(entity))


def _bearing(connection: Connection, ids: Sequence[str], keys: Sequence[int], *columns: Any) -> Any:
    """What the current readings tell that have some ways of writing the members of a group: of one report where a
    member is what that report names so, of all others where a report was held apart."""
    names, bearing, reading = tables.appellation.c, tables.bearing.c, tables.reading.c
    found = (
        select(*columns)
        .select_from(tables.bearing)
        .join(tables.appellation, names.key == bearing.name)
        .join(tables.reading, reading.key == bearing.reading)
    )
    of = or_(false(), *(and_(names.entity == one.partition(AT)[0], meant_in(connection, one, ids)) for one in ids))
    return connection.execute(found.where(bearing.name.in_(keys), reading.current == 1, of))


def _reports(connection: Connection, ids: Sequence[str], keys: Sequence[int]) -> int:
    return int(_bearing(connection, ids, keys, func.count(tables.reading.c.report.distinct())).scalar_one())


def _days(connection: Connection, ids: Sequence[str], keys: Sequence[int]) -> tuple[date | None, date | None]:
    report = tables.reading.c.report
    dated = case((report >= 1 << DAY_SHIFT, report))
    first, last = _bearing(connection, ids, keys, func.min(dated), func.max(dated)).one()
    return day_of(first or 0), day_of(last or 0)


def _spellings(connection: Connection, ids: Sequence[str], rows: Sequence[Any]) -> tuple[Spelling, ...]:
    """Commonest first. What stands before another spelling in a few letters is written onto it, and counts with it."""
    forms = sorted({row.form for row in rows}, key=len)
    keys: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        keys[_without_clitic(row.form, forms)].append(row.key)
    found = (Spelling(form, _reports(connection, ids, held)) for form, held in keys.items())
    return tuple(sorted((one for one in found if one.reports), key=lambda one: (-one.reports, one.form)))


def _without_clitic(form: str, forms: Sequence[str]) -> str:
    ends = (other for other in forms if form.endswith(other) and len(form) - len(other) <= _LONGEST_CLITIC)
    return next((other for other in ends if len(other) > 2), form)
