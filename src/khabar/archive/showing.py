"""What the archive holds of one report or claim, and in all: looked up, streamed, counted.

Not for: searching (`archive.finding`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from khabar.archive import tables
from khabar.archive.keys import DAY_SHIFT, ID_DIGITS
from khabar.archive.rows import unpack_layers
from khabar.archive.transactions import Store
from khabar.errors import KhabarError
from khabar.languages import INSTALLED
from khabar.model import Dating, Problem, ProblemKind, Report

LEAST_DIGITS = 6
"""Of an id that may be told in part: shorter ones are seldom of one thing."""


@dataclass(frozen=True, slots=True)
class Held:
    """A report as the archive holds it: what came in, in which language, and from which source."""

    id: str
    report: Report
    title: str | None
    dated: Dating
    language: str | None
    place: str
    source: str
    digest: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with its current reading: `reader` and `layers` (as docs/data-model.md names them) are None where it was
    not read. `claim` is the id within the reading ("c3") of the claim that was asked for, `claim_id` the one that the
    archive knows it by; None where a report was asked for."""

    held: Held
    reader: str | None
    layers: Mapping[str, Any] | None
    claim: str | None
    claim_id: str | None

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.held.report

    @property
    def language(self) -> str | None:
        """The language of the report."""
        return self.held.language


@dataclass(frozen=True, slots=True)
class Recorded:
    """A problem with the name of the source that it came from."""

    problem: Problem
    source: str


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source by its name: what kind it is, and what is remembered of it."""

    name: str
    kind: str
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds. `unread` reports have no reading; `readings` are counted by reader, `problems` by kind;
    `size` is in bytes."""

    reports: int
    languages: Mapping[str, int]
    unread: int
    readings: Mapping[str, int]
    claims: int
    problems: Mapping[str, int]
    sources: tuple[SourceState, ...]
    size: int
    oldest: date | None
    newest: date | None


def show(connection: Connection, identifier: str) -> Shown | None:
    """A report or claim by its id, or by at least LEAST_DIGITS of its first digits; None where there is none.

    KhabarError for what cannot be an id, and where several begin so.
    """
    digits = identifier.strip().lower()
    if not re.fullmatch(f"[0-9a-f]{{{LEAST_DIGITS},{ID_DIGITS}}}", digits):
        raise KhabarError(
            f"expected an id of {ID_DIGITS} hexadecimal digits, or its first {LEAST_DIGITS} or more; "
            f"found {identifier!r}"
        )
    reports = _begin_so(connection, tables.report.c.id, digits)
    claims = _begin_so(connection, tables.claim.c.id, digits)
    if len(reports) + len(claims) > 1:
        raise KhabarError(f"several ids begin with {digits}: {', '.join((*reports, *claims))}: give more digits")
    if reports:
        return _shown(connection, reports[0], None)
    return _of_claim(connection, claims[0]) if claims else None


def _begin_so(connection: Connection, column: Any, digits: str) -> list[str]:
    """At most three different ids; the range is walked by the index of the column."""
    after = digits + "g"
    found = select(column).where(column >= digits, column < after).distinct().limit(3)
    return list(connection.execute(found).scalars())


def _of_claim(connection: Connection, claim: str) -> Shown:
    """The claim in the current reading; in the newest kept one, where the current one reads it otherwise."""
    reading = tables.reading.c
    found = (
        select(tables.report.c.id)
        .join(tables.reading, reading.report == tables.report.c.key)
        .join(tables.claim, tables.claim.c.reading == reading.key)
        .where(tables.claim.c.id == claim)
        .limit(1)
    )
    return _shown(connection, connection.execute(found).scalar_one(), claim)


def _shown(connection: Connection, report: str, claim: str | None) -> Shown:
    held = connection.execute(select(tables.report).where(tables.report.c.id == report)).one()
    reading = tables.reading.c
    wanted = select(reading.key, reading.reader, reading.layers).where(reading.report == held.key)
    number = None
    if claim is not None:
        place = tables.claim.c
        wanted = wanted.add_columns(place.n).join(tables.claim, place.reading == reading.key).where(place.id == claim)
    else:
        wanted = wanted.where(reading.current == 1)
    found = connection.execute(wanted.order_by(reading.current.desc()).limit(1)).first()
    if found is None:
        return Shown(held_of(held), None, None, None, None)
    layers = unpack_layers(found.layers)
    if claim is not None:
        number = layers["claims"][found.n]["id"]
    return Shown(held_of(held), found.reader, layers, number, claim)


def held_of(row: Any) -> Held:
    """A row of the table of reports."""
    published = date.fromisoformat(row.published) if row.published else None
    report = Report(row.text, row.publisher, row.byline, row.url, published)
    dated, warnings = Dating(row.dated), tuple(json.loads(row.warnings))
    return Held(row.id, report, row.title, dated, row.language, row.place, row.source, row.digest, warnings)


def outdated(reader: str) -> Select[Any]:
    """The reports in languages that can be read without a current reading by `reader`, by key."""
    reading, report = tables.reading.c, tables.report.c
    mine = select(reading.report).where(reading.report == report.key, reading.reader == reader)
    return select(tables.report).where(report.language.in_(INSTALLED), ~mine.exists()).order_by(report.key)


def problems(source: str | None) -> Select[Any]:
    """All problems, or those of one source, by source, place and id."""
    column = tables.problem.c
    found = select(tables.problem).order_by(column.source, column.place, column.id)
    return found if source is None else found.where(column.source == source)


def recorded(row: Any) -> Recorded:
    """A row of the table of problems."""
    return Recorded(Problem(row.place, ProblemKind(row.kind), row.message), row.source)


def held(connection: Connection, reports: list[str], reader: str) -> set[str]:
    """Those of the reports that are there with a reading by `reader`, or in a language that is not read."""
    reading, report = tables.reading.c, tables.report.c
    mine = select(reading.report).where(reading.report == report.key, reading.reader == reader).exists()
    other = report.language.is_(None) | report.language.not_in(INSTALLED)
    return set(connection.execute(select(report.id).where(report.id.in_(reports), mine | other)).scalars())


def status(connection: Connection, store: Store) -> Status:
    """Everything counted, from indexes where that can be: a report's text need not be passed over to count it."""
    report, reading, problem = tables.report.c, tables.reading.c, tables.problem.c
    languages = _counts(connection, func.coalesce(report.language, "unknown"))
    read = select(func.count(reading.report.distinct()))
    dated = select(report.published).where(report.key >= 1 << DAY_SHIFT).limit(1)
    ends = (connection.execute(dated.order_by(by)).scalar() for by in (report.key, report.key.desc()))
    oldest, newest = (date.fromisoformat(day) if day else None for day in ends)
    claims = select(func.count()).select_from(tables.claim)
    kept = claims.where(tables.claim.c.reading.in_(select(reading.key).where(reading.current == 0)))
    sources = connection.execute(select(tables.source).order_by(tables.source.c.name))
    return Status(
        reports=sum(languages.values()),
        languages=languages,
        unread=sum(languages.values()) - connection.execute(read).scalar_one(),
        readings=_counts(connection, reading.reader),
        claims=connection.execute(claims).scalar_one() - connection.execute(kept).scalar_one(),
        problems=_counts(connection, problem.kind),
        sources=tuple(SourceState(row.name, row.kind, json.loads(row.state)) for row in sources),
        size=connection.exec_driver_sql(store.size_sql).scalar_one(),
        oldest=oldest,
        newest=newest,
    )


def _counts(connection: Connection, column: Any) -> dict[str, int]:
    """How many rows of the column's table have each of its values, by value."""
    found = connection.execute(select(column, func.count()).group_by(column).order_by(column))
    return {str(value): count for value, count in found}
