"""The archive in a SQLite file: its connections, how rows are put in, and its text index (FTS5).

Writers begin with BEGIN IMMEDIATE, so that two of them wait for each other instead of failing halfway; readers see the
state before (WAL). Not for: what is the same on every store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool, QueuePool

from khabar.archive.query import Clause, Match, Window
from khabar.archive.rows import Row, Tokens
from khabar.errors import ArchiveError

BUSY_SECONDS = 10.0
"""How long a writer waits for another one, before it is asked anew; a transaction of one report takes 2 ms."""
CACHE_KIB = 64 * 1024
"""Pages kept in memory; the index of a million claims is walked through its upper levels again and again."""
_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")


def sqlite_engine(url: URL, read_only: bool) -> Engine:
    """Connections to a file; with `read_only` the file cannot be changed, and must be there."""
    path = Path(url.database or "").absolute()
    if read_only and not path.exists():
        raise ArchiveError(f"there is no archive at {path}: add reports to it first")
    if not read_only:
        _make_folder(path)
    address = f"{path.as_uri()}?mode={'ro' if read_only else 'rwc'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool if read_only else QueuePool)
    event.listen(engine, "connect", _settings(read_only))
    event.listen(engine, "begin", _begin)
    return engine


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"the folder {path.parent} cannot be made ({error.strerror}): name another place") from error


def _settings(read_only: bool) -> Any:
    def on_connect(connection: sqlite3.Connection, _: object) -> None:
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")

    return on_connect


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class SQLiteStore:
    """What differs on SQLite."""

    ranked = 2_000
    """A word that stands in 260,000 reports takes 12 ms so, and 230 ms where all are ranked."""
    size_sql = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"

    def insert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> int:
        """Put rows in, passing over those that are there; how many were new."""
        marks = ",".join("?" * len(rows[0]))
        names = ",".join(column.name for column in table.columns)
        sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"
        return connection.exec_driver_sql(sql, list(rows)).rowcount

    def index(self, connection: Connection, key: int, tokens: Tokens, packed: bytes) -> None:
        """Make a report findable by its tokens."""
        connection.exec_driver_sql("INSERT INTO indexed (report, tokens) VALUES (?, ?)", (key, packed))
        sql = "INSERT INTO search (rowid, main, more) VALUES (?, ?, ?)"
        connection.exec_driver_sql(sql, (key, tokens.main, tokens.more))

    def unindex(self, connection: Connection, key: int, tokens: Tokens) -> None:
        """Take a report out of the index; FTS5 must be told the words that it forgets."""
        sql = "INSERT INTO search (search, rowid, main, more) VALUES ('delete', ?, ?, ?)"
        connection.exec_driver_sql(sql, (key, tokens.main, tokens.more))
        connection.exec_driver_sql("DELETE FROM indexed WHERE report = ?", (key,))

    def newest(self, connection: Connection, match: Match, window: Window) -> Iterator[int]:
        """The keys of the reports that match, newest first. The index is walked by key: nothing is sorted."""
        sql = "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC"
        return self._keys(connection, sql, (expression(match), *window))

    def relevant(self, connection: Connection, match: Match, window: Window) -> Iterator[int]:
        """The keys of the reports that match, by BM25 over their words."""
        sql = (
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ? "
            "ORDER BY bm25(search, 1.0, 0.5), rowid DESC"
        )
        return self._keys(connection, sql, (expression(match), *window))

    def _keys(self, connection: Connection, sql: str, parameters: tuple[Any, ...]) -> Iterator[int]:
        cursor = connection.exec_driver_sql(sql, parameters)
        try:
            for row in cursor:
                yield row[0]
        finally:
            cursor.close()

    def trouble(self, error: BaseException) -> str | None:
        """What to tell of an error that waiting does not mend; None for one that it may."""
        name = getattr(error, "sqlite_errorname", None) or ""
        if self.is_full(error):
            return "the disk of the archive is full: nothing of this report was written; make room and start again"
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return None
        return f"the archive cannot be used ({error})"

    def is_full(self, error: BaseException) -> bool:
        """Whether there is no room left on the disk."""
        return getattr(error, "sqlite_errorname", None) in _FULL


def expression(match: Match) -> str:
    """What is asked for in the language of FTS5."""
    wanted = " AND ".join(f"({_clause(clause)})" for clause in match.clauses if not clause.negated)
    refused = "".join(f" NOT ({_clause(clause)})" for clause in match.clauses if clause.negated)
    return f"({wanted}){refused}" if refused else wanted


def _clause(clause: Clause) -> str:
    return " OR ".join(
        f'"{option[0]}"' if len(option) == 1 else f'main : "{" ".join(option)}"' for option in clause.options
    )
