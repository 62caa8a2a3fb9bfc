"""The claims that entities have a part in: as actor, recipient, place, or as the origin that a claim comes from.

Not for: which ids are one entity (`archive.identity`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true

from khabar.archive import tables
from khabar.archive.keys import entity_key
from khabar.archive.naming import ORIGIN, ROLES, bare

__all__ = ["ORIGIN", "ROLES", "ClaimsOf", "Place", "claims_of", "held_apart", "meant_in"]

AT = "@"
"""Between the id of an entity and that of a report: what this one report names so."""
Place: TypeAlias = tuple[int, int]
"""Key of the reading, number of the claim."""


@dataclass(frozen=True, slots=True)
class ClaimsOf:
    """The ids of the newest claims, newest first, the number of all, and where the newest stand."""

    ids: tuple[str, ...]
    count: int
    places: tuple[Place, ...] = ()


def claims_of(connection: Connection, members: Sequence[str], roles: Sequence[str], limit: int) -> ClaimsOf:
    """The claims in current readings where one of the entities has one of the roles; `Archive.claims_of` tells more."""
    numbers = [ROLES.index(role) for role in roles if role in ROLES]
    wanted = [_test(connection, member, members) for member in members]
    if not wanted or not numbers:
        return ClaimsOf((), 0)
    role = tables.involvement.c.role.in_(numbers)
    places = {place for test in wanted for place in _newest(connection, and_(test, role), limit)}
    newest = sorted(places, key=lambda place: (-place[0], place[1]))[:limit]
    return ClaimsOf(_ids(connection, newest), _count(connection, and_(or_(*wanted), role)), tuple(newest))


def _test(connection: Connection, member: str, members: Sequence[str]) -> ColumnElement[bool]:
    """Which rows of involvement are of a member."""
    named = tables.involvement.c.entity == entity_key(bare(member.partition(AT)[0]))
    return and_(named, meant_in(connection, member, members))


def meant_in(connection: Connection, member: str, members: Sequence[str]) -> ColumnElement[bool]:
    """Which readings a member of a group is of: the one report's that it tells, else all reports' but those where the
    id was judged another."""
    entity, _, report = member.partition(AT)
    if report:
        return tables.reading.c.report.in_(_report(report))
    apart = [one for one in held_apart(connection, entity) if one not in members]
    return and_(true(), *(tables.reading.c.report.not_in(_report(one.partition(AT)[2])) for one in apart))


def _report(identifier: str) -> Select[tuple[int]]:
    return select(tables.report.c.key).where(tables.report.c.id == identifier)


def held_apart(connection: Connection, entity: str) -> list[str]:
    """The members `entity@report` that a judgement keeps out of the group of the entity."""
    identity = tables.identity.c
    mark = entity + AT
    found = select(identity.member, identity.entity).where(identity.member >= mark, identity.member < mark + "g")
    own = select(identity.entity).where(identity.member == entity)
    group = connection.execute(own).scalar() or entity
    return [row.member for row in connection.execute(found.order_by(identity.member)) if row.entity != group]


def _joined(*columns: ColumnElement[Any]) -> Select[Any]:
    joined = tables.reading.c.key == tables.involvement.c.reading
    return select(*columns).join_from(tables.involvement, tables.reading, joined)


def _newest(connection: Connection, test: ColumnElement[bool], limit: int) -> list[Place]:
    """At least the newest `limit` claims, if there are as many: all those of the readings that they stand in."""
    held, reading = tables.involvement.c, tables.reading.c
    current = and_(test, reading.current == 1)
    rows = _joined(held.reading).where(current).order_by(held.reading.desc()).limit(limit * len(ROLES))
    keys = list(connection.execute(rows).scalars())
    if not keys:
        return []
    found = _joined(held.reading, held.n).where(current, held.reading >= keys[-1])
    return [(row[0], row[1]) for row in connection.execute(found)]


def _count(connection: Connection, test: ColumnElement[bool]) -> int:
    held = tables.involvement.c
    found = _joined(held.reading, held.n).where(test, tables.reading.c.current == 1).distinct()
    return int(connection.execute(select(func.count()).select_from(found.subquery())).scalar_one())


def _ids(connection: Connection, places: Sequence[Place]) -> tuple[str, ...]:
    claim, rest = tables.claim.c, iter(places)
    found: dict[Place, str] = {}
    while some := list(islice(rest, 500)):
        here = or_(false(), *(and_(claim.reading == key, claim.n == n) for key, n in some))
        rows = connection.execute(select(claim.reading, claim.n, claim.id).where(here))
        found.update(((row.reading, row.n), row.id) for row in rows)
    return tuple(found[place] for place in places)
