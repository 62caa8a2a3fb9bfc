"""Transactions that survive a busy file and a server that goes away, and errors that say what to do.

A transaction is a function that may be run again from its beginning: everything the archive writes is harmless twice.
Not for: what is written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from khabar.archive.query import Match, Window
from khabar.archive.rows import Row, Tokens
from khabar.errors import ArchiveError

PATIENCE = 45.0
"""Seconds that a transaction is tried again while the archive is busy or away: a server that restarts is back in 10."""
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0

T = TypeVar("T")


class Store(Protocol):
    """What each kind of store supplies."""

    size_sql: str
    ranked: int
    """How many reports are put in order of relevance: the newest that match."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> int:
        """Put rows in, passing over those that are there; how many were new."""

    def index(self, connection: Connection, key: int, tokens: Tokens, packed: bytes) -> None:
        """Make a report findable."""

    def unindex(self, connection: Connection, key: int, tokens: Tokens) -> None:
        """Take a report out of the index."""

    def newest(self, connection: Connection, match: Match, window: Window) -> Iterator[int]:
        """The keys of the reports that match, newest first."""

    def relevant(self, connection: Connection, match: Match, window: Window) -> Iterator[int]:
        """The keys of the reports that match, best first."""

    def trouble(self, error: BaseException) -> str | None:
        """What to tell of an error that waiting does not mend."""

    def is_full(self, error: BaseException) -> bool:
        """Whether there is no room left."""


@dataclass(frozen=True, slots=True)
class Transactions:
    """How one archive is read and written. `name` is how messages call it; `patience` is in seconds."""

    engine: Engine
    store: Store
    name: str
    patience: float = PATIENCE

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction, again from its beginning while the archive is busy or away.

        ArchiveError when it still is after `patience`, or at once when waiting would not help; nothing is then written.
        """
        return self._tried(lambda: self._once(work))

    def read(self, work: Callable[[Connection], T]) -> T:
        """As `write`, but in a transaction that reads one state of the archive."""
        return self._tried(lambda: self._look(work))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for results that are streamed: errors are told as ArchiveError, nothing is tried again."""
        try:
            with self.engine.connect() as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise self._told(error) from error

    def spares_none(self, error: DBAPIError) -> bool:
        """Whether an error is of the archive as a whole: a full disk, a busy file, a server that is gone."""
        cause = error.orig or error
        return self.store.trouble(cause) is None or self.store.is_full(cause)

    def _once(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            return work(connection)

    def _look(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection, connection.begin():
            return work(connection)

    def _tried(self, once: Callable[[], T]) -> T:
        until = time.monotonic() + self.patience
        pause = FIRST_PAUSE
        while True:
            try:
                return once()
            except DBAPIError as error:
                if self.store.trouble(error.orig or error) or time.monotonic() + pause > until:
                    raise self._told(error) from error
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _told(self, error: DBAPIError) -> ArchiveError:
        cause = error.orig or error
        told = self.store.trouble(cause)
        if told is None:
            why = " ".join(str(cause).split())
            told = f"it was busy or away for {self.patience:g} s ({why}): start again when it is back"
        return ArchiveError(f"{self.name}: {told}")
