"""Persons' judgements: that two ids are one entity or are not, withdrawn by a mark, listed with the machine's.

A judgement is a record of its own; none is changed but for the mark. Not for: what follows from them
(`archive.identity_groups`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, select, update

from khabar.archive import tables
from khabar.archive.identity_context import unsupported
from khabar.archive.identity_groups import MACHINE, Judgement, Verdict, grouping
from khabar.archive.identity_linking import Linker, judgement_of, judgements, row_of
from khabar.archive.identity_names import PERSON, type_of, words_of
from khabar.archive.involvement import AT
from khabar.archive.keys import content_hash
from khabar.archive.knowing import known_entities
from khabar.errors import KhabarError


@dataclass(frozen=True, slots=True)
class Asked:
    """A judgement that a person wants kept; its time is that of keeping it."""

    a: str
    b: str
    verdict: Verdict
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A judgement, the English names of its sides, whether it waits for a person, and what the machine misses before it
    joins names that are alike, "" where nothing."""

    judgement: Judgement
    a_english: str
    b_english: str
    waits: bool
    missing: str


def judge(linker: Linker, asked: Asked) -> Judgement:
    """Keep a judgement and group anew. KhabarError for unknown ids, for the machine's name, and for what contradicts
    judgements by persons that hold."""
    linker.lock()
    if asked.by.strip() in ("", MACHINE):
        raise KhabarError(f"expected the name of the person who judges; found {asked.by!r}: give another")
    ends = [_whole(linker.connection, one) for one in (asked.a, asked.b)]
    if ends[0] == ends[1]:
        raise KhabarError(
            f"expected two different entities; both are {ends[0]}: nothing can be judged of it; what persons joined is "
            f"parted again with: khabar judgements --undo ID"
        )
    _refuse_other_kind(asked.verdict, ends)
    made = datetime.now(UTC).isoformat(timespec="microseconds")
    a, b = sorted(ends)
    for one in judgements(linker.connection, withdrawn=False):
        if (one.pair, one.verdict, one.by) == ((a, b), asked.verdict, asked.by):
            return one
    identifier = content_hash("judgement", asked.by, a, b, asked.verdict.value, made)
    new = Judgement(identifier, a, b, asked.verdict, None, asked.reason, asked.by, made)
    _refuse_contradiction(linker.connection, new)
    linker.store.insert(linker.connection, tables.judgement, [row_of(new)])
    linker.regroup()
    return _held(linker.connection, identifier)


def keep(linker: Linker, held: Sequence[Judgement]) -> int:
    """Put persons' judgements in as they are, and mark those that were withdrawn; how many were new."""
    linker.lock()
    if not held:
        return 0
    new = linker.store.insert(linker.connection, tables.judgement, [row_of(one) for one in held])
    judgement = tables.judgement
    for one in held:
        if one.withdrawn is not None:
            mark = update(judgement).where(judgement.c.id == one.id, judgement.c.withdrawn.is_(None))
            linker.connection.execute(mark.values(withdrawn=one.withdrawn))
    linker.regroup()
    return new


def withdraw(linker: Linker, identifier: str) -> Judgement:
    """Mark a person's judgement as withdrawn; one that is so already stays as it is."""
    linker.lock()
    found = _begins_so(linker.connection, identifier)
    if found.by == MACHINE:
        raise KhabarError(
            f"the judgement {found.id} is the machine's: expected one by a person; "
            f"merge or split {found.a} and {found.b} instead, which outranks it"
        )
    if found.withdrawn is None:
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        held = tables.judgement
        linker.connection.execute(update(held).where(held.c.id == found.id).values(withdrawn=now, applied=0))
        linker.regroup()
    return _held(linker.connection, found.id)


def listed(connection: Connection, unsure: bool, by: str | None) -> list[Listed]:
    """The judgements in order, those that wait for a person or those of somebody."""
    held = judgements(connection)
    doubted = unsupported(connection, held)
    waiting = {one.id for one in _waiting(held, frozenset(doubted))}
    chosen = [one for one in held if (not unsure or one.id in waiting) and by in (None, one.by)]
    english = _english(connection, {end for one in chosen for end in one.pair})
    newest = sorted(
        (one for one in chosen if one.by != MACHINE), key=lambda one: (one.made or "", one.id), reverse=True
    )
    surest = sorted((one for one in chosen if one.by == MACHINE), key=lambda one: (-(one.score or 0), one.pair))
    missing = {one: why for one, why in doubted.items() if one in waiting}
    return [
        Listed(one, english[one.a], english[one.b], one.id in waiting, missing.get(one.id, ""))
        for one in (*newest, *surest)
    ]


def _waiting(held: list[Judgement], doubted: frozenset[str]) -> Iterator[Judgement]:
    """The machine's judgements that joined nothing, whose sides are in two groups that no person held apart."""
    group = grouping(held, doubted).entity
    apart = {
        frozenset(group.get(end, end) for end in one.pair)
        for one in held
        if one.verdict == Verdict.DIFFERENT and one.withdrawn is None
    }
    for one in held:
        sides = frozenset(group.get(end, end) for end in one.pair)
        if one.by == MACHINE and len(sides) == 2 and sides not in apart:
            yield one


def _refuse_other_kind(verdict: Verdict, ends: Sequence[str]) -> None:
    """A person is never a body or a place."""
    persons = [end for end in ends if _kind(end.partition(AT)[0]) == PERSON]
    others = [end for end in ends if _kind(end.partition(AT)[0]) not in (PERSON, "")]
    if verdict == Verdict.SAME and persons and others:
        raise KhabarError(f"{persons[0]} is a person and {others[0]} is none: they cannot be judged the same")


def _kind(entity: str) -> str:
    known = known_entities().get(entity)
    return known.type if known else type_of(entity)


def _refuse_contradiction(connection: Connection, new: Judgement) -> None:
    """A person's judgement must fit the others by persons: which goes first is not for the archive to say."""
    persons = [one for one in judgements(connection, withdrawn=False) if one.by != MACHINE]
    if new.verdict == Verdict.SAME:
        if new.id in grouping([*persons, new]).applied:
            return
        against = [one for one in persons if one.verdict == Verdict.DIFFERENT]
    else:
        joined = [one for one in persons if one.verdict == Verdict.SAME]
        group = grouping(joined).entity
        if group.get(new.a, new.a) != group.get(new.b, new.b):
            return
        against = [one for one in joined if group.get(one.a) == group.get(new.a)]
    told = ", ".join(f"{one.id[:10]} ({one.a} and {one.b} are {one.verdict}, by {one.by})" for one in against)
    raise KhabarError(
        f"{new.a} and {new.b} cannot be judged {new.verdict}: persons judged otherwise: {told}: "
        f"withdraw what is wrong with: khabar judgements --undo ID"
    )


def _whole(connection: Connection, told: str) -> str:
    """An id that somebody told, with its report's id in full. KhabarError where nobody knows it."""
    entity, mark, report = told.strip().partition(AT)
    names, reports = tables.appellation.c, tables.report.c
    named = connection.execute(select(names.key).where(names.entity == entity).limit(1)).first()
    if named is None and entity not in known_entities():
        raise KhabarError(f"expected the id of an entity; nobody knows {entity!r}: `khabar who NAME` tells ids")
    if not mark:
        return entity
    begins = select(reports.id).where(reports.id >= report, reports.id < report + "g").limit(2)
    found = list(connection.execute(begins).scalars()) if len(report) >= _LEAST_DIGITS else []
    if len(found) != 1:
        raise KhabarError(f"expected the id of one report behind {AT}; found {report!r}: `khabar find` tells ids")
    _require_named(connection, entity, found[0])
    return f"{entity}{AT}{found[0]}"


_LEAST_DIGITS = 6


def _require_named(connection: Connection, entity: str, report: str) -> None:
    names, bearing, reading, reports = (
        table.c for table in (tables.appellation, tables.bearing, tables.reading, tables.report)
    )
    found = (
        select(names.key)
        .join(tables.bearing, bearing.name == names.key)
        .join(tables.reading, reading.key == bearing.reading)
        .join(tables.report, reports.key == reading.report)
        .where(names.entity == entity, reports.id == report)
    )
    if connection.execute(found.limit(1)).first() is None:
        raise KhabarError(f"expected an entity that the report {report} names; it does not name {entity}")


def _begins_so(connection: Connection, identifier: str) -> Judgement:
    digits = identifier.strip().lower()
    column = tables.judgement.c.id
    wanted = select(tables.judgement).where(column >= digits, column < digits + "g").limit(2)
    found = connection.execute(wanted).all() if digits else []
    if len(found) != 1:
        many = "several begin" if found else "none begins"
        raise KhabarError(f"expected the id of a judgement; {many} with {digits!r}: `khabar judgements` tells ids")
    return judgement_of(found[0])


def _held(connection: Connection, identifier: str) -> Judgement:
    row = connection.execute(select(tables.judgement).where(tables.judgement.c.id == identifier)).one()
    return judgement_of(row)


def _english(connection: Connection, ends: set[str]) -> dict[str, str]:
    """The English names of ids: those of the tables, else the first that reports give."""
    names = tables.appellation.c
    told: dict[str, str] = {}
    entities = sorted({end.partition(AT)[0] for end in ends})
    for at in range(0, len(entities), 400):
        some = select(names.entity, names.en).where(names.entity.in_(entities[at : at + 400]))
        for entity, english in connection.execute(some.order_by(names.en.desc())):
            told[entity] = english or told.get(entity, "")
    return {end: _name(end.partition(AT)[0], told) for end in ends}


def _name(entity: str, told: dict[str, str]) -> str:
    known = known_entities().get(entity)
    return known.english if known else told.get(entity) or words_of(entity)
