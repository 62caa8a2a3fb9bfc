"""Putting reports, readings and problems into the tables, each in a transaction of the caller.

What is there already is left as it is: an id stands for its content. Not for: trying again (see `transactions`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from khabar.archive import tables
from khabar.archive.keys import content_hash
from khabar.archive.rows import Row, Rows, Tokens
from khabar.archive.transactions import Store
from khabar.errors import ArchiveError
from khabar.model import Problem

_KEY = tables.appellation.c.key


@dataclass(frozen=True, slots=True)
class Writer:
    """One store and an open transaction on it."""

    store: Store
    connection: Connection

    def put(self, rows: Rows) -> bool:
        """A report with its reading; False when everything was there."""
        new = self.store.insert(self.connection, tables.report, [rows.report])
        if not new:
            self._require_same(rows)
        if rows.reading is None:
            if new:
                self.store.index(self.connection, rows.key, rows.tokens, rows.packed)
            return bool(new)
        return self._read(rows, rows.reading, bool(new))

    def problem(self, problem: Problem, source: str) -> bool:
        """What could not be taken in; False when it is known."""
        row = problem_row(problem, source)
        return bool(self.store.insert(self.connection, tables.problem, [row]))

    def remember(self, name: str, kind: str, state: Mapping[str, Any]) -> None:
        """The state of a source, in place of an older one."""
        held = {"kind": kind, "state": json.dumps(state, ensure_ascii=False, sort_keys=True)}
        changed = self.connection.execute(update(tables.source).where(tables.source.c.name == name).values(held))
        if not changed.rowcount:
            self.store.insert(self.connection, tables.source, [(name, held["kind"], held["state"])])

    def drop_older(self, reader: str) -> int:
        """Drop the readings by others of reports that `reader` has read; how many."""
        mine = tables.reading.alias()
        read = select(mine.c.report).where(mine.c.reader == reader, mine.c.current == 1)
        older = (tables.reading.c.reader != reader, tables.reading.c.report.in_(read))
        gone = select(tables.reading.c.key).where(*older)
        for table in (tables.bearing, tables.involvement):
            self.connection.execute(delete(table).where(table.c.reading.in_(gone)))
        dropped = self.connection.execute(delete(tables.reading).where(*older)).rowcount
        if dropped:
            self._forget_names()
        return dropped

    def _forget_names(self) -> None:
        """Drop the ways of writing a name that no reading has any more, and what these were found by."""
        names, borne = tables.appellation, select(tables.bearing.c.name).where(tables.bearing.c.name == _KEY)
        self.connection.execute(delete(names).where(~borne.exists()))
        held = select(names.c.key).where(names.c.entity == tables.name_part.c.entity)
        self.connection.execute(delete(tables.name_part).where(~held.exists()))

    def _read(self, rows: Rows, reading: Row, new: bool) -> bool:
        before = None if new else self._current(rows.key)
        current = before is None or not older(reading[3], before)
        if not self.store.insert(self.connection, tables.reading, [_with_flag(reading, current)]):
            return new
        for table, layer in zip(tables.LAYERS, rows.layers, strict=True):
            if layer:
                self.store.insert(self.connection, table, layer)
        if rows.appellations:
            self.store.insert(self.connection, tables.appellation, sorted(rows.appellations))
        if current:
            self._make_current(rows, reading, new)
        return True

    def _make_current(self, rows: Rows, reading: Row, new: bool) -> None:
        """The older reading steps back, and the report is found by what the newer one found in it."""
        if not new:
            others = (tables.reading.c.report == rows.key, tables.reading.c.key != reading[0])
            self.connection.execute(update(tables.reading).where(*others).values(current=0))
            held = select(tables.indexed.c.tokens).where(tables.indexed.c.report == rows.key)
            packed = self.connection.execute(held).scalar()
            if packed is not None:
                self.store.unindex(self.connection, rows.key, Tokens.unpacked(packed))
        self.store.index(self.connection, rows.key, rows.tokens, rows.packed)

    def _current(self, key: int) -> str | None:
        """The reader of the current reading. The report is locked meanwhile, so that two writers agree on one."""
        self.connection.execute(select(tables.report.c.key).where(tables.report.c.key == key).with_for_update())
        mine = (tables.reading.c.report == key, tables.reading.c.current == 1)
        return self.connection.execute(select(tables.reading.c.reader).where(*mine)).scalar()

    def _require_same(self, rows: Rows) -> None:
        """Two reports of one day can share a key, once in millions: neither may pass for the other."""
        found = self.connection.execute(select(tables.report.c.id).where(tables.report.c.key == rows.key)).scalar()
        if found != rows.id:
            raise ArchiveError(f"the reports {rows.id} and {found} share the key {rows.key}: the first was not stored")


def problem_row(problem: Problem, source: str) -> Row:
    """A problem under an id of its content."""
    held = (source, problem.place, problem.kind.value, problem.message)
    return (content_hash("problem", *held), *held)


def older(reader: str, than: str) -> bool:
    """Whether a version of the reader is older than another, by the numbers that it begins with.

    >>> older("0.9.1", "0.10.0")
    True
    """
    return _numbers(reader) < _numbers(than)


def _numbers(reader: str) -> tuple[int, ...]:
    found = re.search(r"\d+(?:\.\d+)*", reader)
    return tuple(map(int, found.group().split("."))) if found else ()


def _with_flag(reading: Row, current: bool) -> Row:
    key, identifier, report, reader, layers = reading
    return key, identifier, report, reader, int(current), layers


def in_order(batch: Iterable[Rows]) -> list[Rows]:
    """Reports in the order in which every writer takes them, so that two of them never wait for each other."""
    return sorted(batch, key=lambda rows: (rows.key, rows.id))
