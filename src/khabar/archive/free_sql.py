"""A question in SQL from somebody who thinks in it: one statement, over the views, unable to change anything.

SQLite is opened read-only, with `query_only` and a guard that lets nothing but reading through; PostgreSQL runs it in a
read-only transaction that ends after a stated time. Not for: what Khabar itself asks.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, TypeAlias

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from khabar.errors import ArchiveError, KhabarError

SECONDS = 60
"""After which PostgreSQL gives a question up; SQLite's can be stopped from the keyboard."""
_QUESTION = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/)*(select|with|values|explain)\b", re.IGNORECASE | re.DOTALL)
_READING = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE))
_REFUSED_FUNCTIONS = frozenset(("load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"))

Answer: TypeAlias = tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]


def ask(engine: Engine, sql: str) -> Answer:
    """The columns and the rows of one question; KhabarError for anything else, with what the store says of it."""
    if not _QUESTION.match(sql):
        raise KhabarError(f"expected one SQL question that begins with SELECT, WITH, VALUES or EXPLAIN; found {sql!r}")
    rows = _sqlite(engine, sql) if engine.dialect.name == "sqlite" else _postgres(engine, sql)
    return next(rows), rows


def _sqlite(engine: Engine, sql: str) -> Iterator[Any]:
    """The columns first, then each row."""
    with engine.connect() as connection:
        path = connection.exec_driver_sql("SELECT file FROM pragma_database_list WHERE name = 'main'").scalar_one()
    address = f"file:{_escaped(path)}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as guarded:
            guarded.execute("PRAGMA query_only = ON")
            guarded.set_authorizer(_guard)
            cursor = guarded.execute(sql)
            yield tuple(column[0] for column in cursor.description or ())
            yield from cursor
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise KhabarError(f"the archive does not take this question ({error}): {sql}") from error


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _guard(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Only reading passes. The text index prepares statements of its own through the same guard: these read too."""
    named = {first, second} & _REFUSED_FUNCTIONS if action == sqlite3.SQLITE_FUNCTION else set()
    return sqlite3.SQLITE_OK if action in _READING and not named else sqlite3.SQLITE_DENY


def _postgres(engine: Engine, sql: str) -> Iterator[Any]:
    """The columns first, then each row, as the server sends them."""
    import psycopg  # noqa: PLC0415 - an extra

    raw = engine.raw_connection()
    try:
        raw.cursor().execute("SET TRANSACTION READ ONLY")
        raw.cursor().execute(f"SET LOCAL statement_timeout = '{SECONDS}s'")
        connection: Any = raw.driver_connection
        cursor = connection.cursor()
        first = True
        for row in cursor.stream(sql):
            if first:
                yield tuple(column.name for column in cursor.description)
                first = False
            yield row
        if first:  # a stream without rows forgets its columns: ask once more for the whole, which is empty
            cursor.execute(sql, prepare=True)
            yield tuple(column.name for column in cursor.description or ())
    except psycopg.Error as error:
        raise KhabarError(f"the archive does not take this question ({error}): {sql}") from error
    except DBAPIError as error:
        raise ArchiveError(f"the archive is away ({error.orig})") from error
    finally:
        raw.invalidate()
        raw.close()
