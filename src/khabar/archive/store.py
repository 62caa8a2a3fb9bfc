"""The archive: reports and their readings, kept once, found again.

Not for: reading reports, or deciding where they come from (`khabar.reading`, `khabar.sources`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Select, select
from sqlalchemy.exc import DBAPIError

from khabar.archive import finding, free_sql, lists, mentioned, showing, tables
from khabar.archive.identity import Identities
from khabar.archive.involvement import ROLES, ClaimsOf, claims_of
from khabar.archive.lists import Delta, HeldEntry, HeldList
from khabar.archive.mentioned import Named
from khabar.archive.opening import engine_of, place_of, prepare
from khabar.archive.query import Hit, Query
from khabar.archive.rows import Rows
from khabar.archive.showing import Held, Recorded, Shown, Status
from khabar.archive.sqlite import SQLiteStore
from khabar.archive.transactions import PATIENCE, Store, Transactions
from khabar.archive.writing import Writer, in_order
from khabar.errors import ArchiveError
from khabar.model import Problem, SanctionsList

ASKED_AT_ONCE = 5_000
"""Ids in one question; SQLite takes 250,000 values in one, PostgreSQL 65,535."""
FIRST_PATIENCE = 5.0
"""Seconds to wait on opening: what does not answer then has most often been named wrongly."""
STREAMED = 100
"""Reports fetched at once while streaming."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that is open. Use it as a context manager, from one thread; each process opens its own."""

    transactions: Transactions

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.transactions.engine.dispose()

    def held(self, reports: Iterable[str], reader: str) -> frozenset[str]:
        """Which of the ids of reports need no reading by `reader`: it has read them, or they are in a language that is
        not read."""
        rest, out = iter(reports), set[str]()
        while some := list(islice(rest, ASKED_AT_ONCE)):
            out |= self._held(some, reader)
        return frozenset(out)

    def holds_url(self, url: str) -> bool:
        """Whether a report from this address is there."""
        wanted = select(tables.report.c.key).where(tables.report.c.url == url).limit(1)
        return self.transactions.read(lambda connection: connection.execute(wanted).first() is not None)

    def store(self, rows: Rows) -> bool:
        """Keep a report and its reading, in one transaction; False when everything was there already.

        ArchiveError when the disk is full or the archive stays away; nothing of the report is then written.
        """
        return self.transactions.write(lambda connection: self._writer(connection).put(rows))

    def store_many(self, batch: Iterable[Rows]) -> int:
        """Keep several reports in one transaction; how many were new.

        A report that cannot be kept is left out, the others are kept; ArchiveError then names it, after they are. When
        the disk is full or the archive stays away, none is written.
        """
        ordered = in_order(batch)
        stored, failed = self.transactions.write(lambda connection: self._put_all(connection, ordered))
        if failed:
            raise ArchiveError(f"{stored} reports were kept, {len(failed)} were not: {'; '.join(failed)}")
        return stored

    def record(self, problems: Iterable[tuple[Problem, str]]) -> int:
        """Keep problems with the names of their sources; how many were not known yet."""
        listed = list(problems)
        return self.transactions.write(lambda connection: sum(self._writer(connection).problem(*one) for one in listed))

    def problems(self, source: str | None = None) -> Iterator[Recorded]:
        """All problems, or those of one source, each with the name of its source."""
        return map(showing.recorded, self._stream(showing.problems(source)))

    def source_state(self, name: str) -> Mapping[str, Any] | None:
        """What is remembered of a source; None for one that is not known."""
        wanted = select(tables.source.c.state).where(tables.source.c.name == name)
        state = self.transactions.read(lambda connection: connection.execute(wanted).scalar())
        return None if state is None else dict(json.loads(state))

    def remember(self, name: str, kind: str, state: Mapping[str, Any]) -> None:
        """Remember of a source what JSON can hold, in place of what was remembered before."""
        self.transactions.write(lambda connection: self._writer(connection).remember(name, kind, state))

    def find(self, query: Query, limit: int = 20, offset: int = 0) -> list[Hit]:
        """The claims that match, `limit` of them after the first `offset`.

        KhabarError for a query that says nothing that can be looked up.
        """
        page = slice(offset, offset + limit)
        store = self.transactions.store
        return self.transactions.read(lambda connection: finding.find(store, connection, query, page))

    @property
    def identities(self) -> Identities:
        """Who is who in it: names looked up, entities, judgements."""
        return Identities(self.transactions)

    def claims_of(self, entities: Iterable[str], limit: int = 20, roles: Iterable[str] = ROLES) -> ClaimsOf:
        """The claims that entities have a part in: the ids of the newest `limit` of them, and how many there are.

        `entities` are ids as readings give them ("person:vladimir-putin", "report:PER:…"), taken as they are: those of
        a group come from `Archive.identities.members`; `id@report` is an id in one report alone. `roles` are among
        "actors", "recipients", "places" of the event and "origin", the agency or source that a claim comes from; a
        claim counts once. Of current readings only; newest day first, then by id of reading and order in the report.
        Unknown ids have no claims.
        """
        wanted, parts = tuple(dict.fromkeys(entities)), tuple(dict.fromkeys(roles))
        return self.transactions.read(lambda connection: claims_of(connection, wanted, parts, limit))

    def load_list(self, listing: SanctionsList, *, force: bool = False, now: datetime | None = None) -> Delta:
        """Make a sanctions list the one in force, in one transaction; what changed. The same does nothing.

        Lists are told apart by their names. Entries that this issue no longer has are kept as withdrawn. `now` is the
        moment that is kept with it. ArchiveError for an issue older than the one in force, unless `force` is given.
        """
        moment, store = now or datetime.now(UTC), self.transactions.store
        return self.transactions.write(lambda connection: lists.load(store, connection, listing, moment, force))

    def lists(self) -> list[HeldList]:
        """The sanctions lists that are there, by name."""
        return self.transactions.read(lists.lists)

    def listed(self, list: str | None = None, *, withdrawn: bool = False) -> Iterator[HeldEntry]:  # noqa: A002
        """The entries in force of a sanctions list or of all, by list and id, streamed; also those `withdrawn`."""
        return map(lists.held_entry, self._stream(lists.listed(list, withdrawn)))

    def listed_entry(self, list: str, identifier: str) -> HeldEntry | None:  # noqa: A002
        """An entry of a sanctions list by its id, withdrawn or not; None where there is none."""
        return self.transactions.read(lambda connection: lists.entry(connection, list, identifier))

    def named(self, types: Iterable[str] = ("PER", "ORG")) -> Iterator[Named]:
        """Who and what current readings name, each entity once, by id, streamed; `types` as readings tell them."""
        return mentioned.gathered(self._stream(mentioned.named(types)))

    def show(self, identifier: str) -> Shown | None:
        """A report or a claim by its id or the first six digits or more of it; None where there is none.

        KhabarError where several ids begin so.
        """
        return self.transactions.read(lambda connection: showing.show(connection, identifier))

    def status(self) -> Status:
        """What the archive holds, counted."""
        store = self.transactions.store
        return self.transactions.read(lambda connection: showing.status(connection, store))

    def outdated(self, reader: str) -> Iterator[Held]:
        """The reports that `reader` has not read, streamed; those in languages that are not read are not among them.

        Readings may be stored meanwhile: it shows the state at its beginning.
        """
        return map(showing.held_of, self._stream(showing.outdated(reader)))

    def drop_older(self, reader: str) -> int:
        """Drop the readings by other versions of the reports that `reader` has read; how many."""
        return self.transactions.write(lambda connection: self._writer(connection).drop_older(reader))

    def tidy(self) -> None:
        """Let the store count what it holds, so that it plans its searches well; worth it after many reports."""
        self.transactions.write(lambda connection: connection.exec_driver_sql("ANALYZE"))

    def select(self, sql: str) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
        """The columns and rows of one SQL question over the views of docs/archive.md; nothing can be changed by it.

        KhabarError for what is not one question, or is none that the store understands.
        """
        return free_sql.ask(self.transactions.engine, sql)

    def _held(self, reports: list[str], reader: str) -> set[str]:
        return self.transactions.read(lambda connection: showing.held(connection, reports, reader))

    def _writer(self, connection: Connection) -> Writer:
        return Writer(self.transactions.store, connection)

    def _put_all(self, connection: Connection, batch: list[Rows]) -> tuple[int, list[str]]:
        stored, failed = 0, list[str]()
        for rows in batch:
            try:
                with connection.begin_nested():
                    stored += self._writer(connection).put(rows)
            except ArchiveError as error:
                failed.append(str(error))
            except DBAPIError as error:
                if connection.invalidated or self.transactions.spares_none(error):
                    raise
                failed.append(f"{rows.id}: {error.orig}")
        return stored, failed

    def _stream(self, wanted: Select[Any]) -> Iterator[Any]:
        with self.transactions.reading() as connection:
            yield from connection.execution_options(yield_per=STREAMED).execute(wanted)


def open_archive(url: str | Path | None = None, *, read_only: bool = False) -> Archive:
    """Open an archive and bring its tables to the newest form: the user's own one, a SQLite file, or a URL.

    ArchiveError where it is not there to be read, cannot be reached, or was made by a newer Khabar.
    """
    return open_patiently(url, PATIENCE, read_only=read_only)


def open_patiently(url: str | Path | None, patience: float, *, read_only: bool = False) -> Archive:
    """As `open_archive`; `patience` is how many seconds a transaction waits for an archive that is away."""
    place = place_of(url, read_only)
    engine = engine_of(place)
    transactions = Transactions(engine, _store(place.url.get_backend_name()), place.name, patience)
    first = replace(transactions, patience=min(patience, FIRST_PATIENCE))
    begin = first.read if read_only else first.write
    begin(lambda connection: prepare(connection, read_only))
    return Archive(transactions)


def _store(kind: str) -> Store:
    if kind == "sqlite":
        return SQLiteStore()
    from khabar.archive.postgres import PostgresStore  # noqa: PLC0415 - not loaded for those who have no server

    return PostgresStore()
