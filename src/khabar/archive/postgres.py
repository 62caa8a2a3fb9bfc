"""The archive on a PostgreSQL server: its connections, how rows are put in, and its text index (tsvector, GIN).

The tokens come ready made, so no text configuration of the server plays a part. Not for: what is the same on every
store.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Float, Integer, LargeBinary, Table, create_engine
from sqlalchemy.engine import URL

from khabar.archive.query import Clause, Match, Window
from khabar.archive.rows import Row, Tokens
from khabar.errors import KhabarError

CONNECT_SECONDS = 5
WALKED, LONGEST_WALK = 300, 2_000
"""So many of the newest reports are tested one by one before the index is asked. A common word fills a page from them,
and then its ten thousands of matches are never gathered; for a rare word this costs a few milliseconds."""
DENSE = 0.02
"""The share of walked reports that must match for the walk to go on: fifty tests a match cost no more than the index,
which gathers all matches before it gives the newest."""
FARTHEST = 16_383
"""The last position that a tsvector can tell; words behind it are found, but not in phrases."""
_FULL = ("53100", "53200")
"""disk_full, out_of_memory."""
_KINDS = {BigInteger: "bigint", Integer: "integer", Float: "double precision", LargeBinary: "bytea"}


def postgres_engine(url: URL, read_only: bool) -> Engine:
    """Connections to a server, tested before each use; KhabarError where the driver is not installed."""
    try:
        import psycopg  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise KhabarError(
            "an archive on PostgreSQL needs a driver that is not installed: pip install 'khabar[postgres]'"
        ) from error
    options = "-c default_transaction_read_only=on -c jit=off" if read_only else "-c jit=off"
    arguments = {"connect_timeout": CONNECT_SECONDS, "options": options}
    return create_engine(url, pool_pre_ping=True, connect_args=arguments)


class PostgresStore:
    """What differs on PostgreSQL."""

    ranked = 150
    """Each is unpacked to be ranked, in some 30 µs."""
    size_sql = "SELECT pg_database_size(current_database())"

    def insert(self, connection: Connection, table: Table, rows: Sequence[Row]) -> int:
        """Put rows in, passing over those that are there; how many were new. One statement, a list a column: five
        times as fast as a statement a row."""
        names = ",".join(column.name for column in table.columns)
        lists = ",".join(f"%s::{_KINDS.get(type(column.type), 'text')}[]" for column in table.columns)
        sql = f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({lists}) ON CONFLICT DO NOTHING"
        columns = tuple([_clean(value) for value in column] for column in zip(*rows, strict=True))
        return connection.exec_driver_sql(sql, columns).rowcount

    def index(self, connection: Connection, key: int, tokens: Tokens, packed: bytes) -> None:
        """Make a report findable by its tokens."""
        sql = "INSERT INTO indexed (report, tokens, vector) VALUES (%s, %s, %s::tsvector)"
        connection.exec_driver_sql(sql, (key, packed, vector(tokens)))

    def unindex(self, connection: Connection, key: int, _: Tokens) -> None:
        """Take a report out of the index."""
        connection.exec_driver_sql("DELETE FROM indexed WHERE report = %s", (key,))

    def newest(self, connection: Connection, match: Match, window: Window) -> Iterator[int]:
        """The keys of the reports that match, newest first: by walks over the newest reports while many of them match,
        then by the index."""
        low, high = window
        wanted, walked = expression(match), WALKED
        walk = (
            "SELECT report, vector @@ %s::tsquery FROM (SELECT report, vector FROM indexed "
            "WHERE report >= %s AND report < %s ORDER BY report DESC LIMIT %s) AS newest ORDER BY report DESC"
        )
        while True:
            seen = connection.exec_driver_sql(walk, (wanted, low, high, walked)).all()
            found = [key for key, matches in seen if matches]
            yield from found
            if len(seen) < walked:
                return
            high = seen[-1][0]
            if len(found) < DENSE * walked:
                yield from self._by_index(connection, wanted, (low, high))
                return
            walked = min(walked * 2, LONGEST_WALK)

    def _by_index(self, connection: Connection, wanted: str, window: Window) -> Iterator[int]:
        sql = (
            "WITH found AS MATERIALIZED (SELECT report FROM indexed WHERE vector @@ %s::tsquery) "
            "SELECT report FROM found WHERE report >= %s AND report < %s ORDER BY report DESC"
        )
        for row in connection.exec_driver_sql(sql, (wanted, *window)):
            yield row[0]

    def relevant(self, connection: Connection, match: Match, window: Window) -> Iterator[int]:
        """The keys of the reports that match, by the rank of PostgreSQL, which counts each word's places."""
        sql = (
            "SELECT report FROM indexed WHERE vector @@ %s::tsquery AND report >= %s AND report < %s "
            "ORDER BY ts_rank(vector, %s::tsquery, 1) DESC, report DESC"
        )
        wanted = expression(match)
        for row in connection.exec_driver_sql(sql, (wanted, *window, wanted)):
            yield row[0]

    def trouble(self, error: BaseException) -> str | None:
        """What to tell of an error that waiting does not mend; None for one that it may."""
        state = getattr(error, "sqlstate", None) or ""
        if self.is_full(error):
            return f"the server of the archive is full ({error}): nothing of this report was written; make room there"
        if not state or state[:2] in ("08", "40", "57", "55"):
            return None
        return f"the archive cannot be used ({error})"

    def is_full(self, error: BaseException) -> bool:
        """Whether the server has no room left."""
        return getattr(error, "sqlstate", None) in _FULL


def vector(tokens: Tokens) -> str:
    """The literal of a tsvector: main words with their places (weight A), the others without."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(tokens.main.split(), 1):
        places.setdefault(word, []).append(f"{min(at, FARTHEST)}A")
    main = [f"'{word}':{','.join(at)}" for word, at in places.items()]
    return " ".join((*main, *(f"'{word}'" for word in tokens.more.split() if word not in places)))


def expression(match: Match) -> str:
    """What is asked for as a tsquery."""
    return " & ".join(("!" if clause.negated else "") + f"({_clause(clause)})" for clause in match.clauses)


def _clause(clause: Clause) -> str:
    return " | ".join(
        f"'{option[0]}'" if len(option) == 1 else "(" + " <-> ".join(f"'{word}'" for word in option) + ")"
        for option in clause.options
    )


def _clean(value: Any) -> Any:
    """PostgreSQL holds no character of number nought in a text."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) and "\0" in value else value
