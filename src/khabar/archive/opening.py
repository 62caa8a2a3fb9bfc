"""Opening an archive: where it lies, the connection, and tables of the age that this code knows.

Not for: what is done with it (see `archive.store`).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from khabar.archive.sqlite import sqlite_engine
from khabar.errors import ArchiveError, KhabarError

NEWEST = "0003"
"""The newest file under migrations/versions."""
MIGRATION_LOCK = 6_148_914_691_236_517_205
"""Any number that no other program takes on the same server for its advisory locks."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an archive lies, and whether it may be changed."""

    url: URL
    read_only: bool

    @property
    def name(self) -> str:
        """The path or address, without a password."""
        return self.url.database or "" if self.url.get_backend_name() == "sqlite" else self.url.render_as_string()


def default_path() -> Path:
    """The archive of this user."""
    return user_data_path("khabar") / "archive.sqlite"


def place_of(url: str | Path | None, read_only: bool) -> Place:
    """What a user named: nothing, a path, or a URL of SQLAlchemy for SQLite or PostgreSQL."""
    if url is None or isinstance(url, Path) or "://" not in url:
        path = default_path() if url is None else Path(url).expanduser()
        return Place(URL.create("sqlite", database=str(path)), read_only)
    try:
        made = make_url(url)
    except ArgumentError as error:
        raise KhabarError(f"{url!r} is not the address of an archive: give a path or postgresql://…") from error
    kind = made.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise KhabarError(f"archives lie in SQLite or PostgreSQL, not in {kind}: give a path or postgresql://…")
    return Place(made.set(drivername="postgresql+psycopg") if kind == "postgresql" else made, read_only)


def engine_of(place: Place) -> Engine:
    """The connections to an archive; the folder of a new SQLite file is made."""
    if place.url.get_backend_name() == "sqlite":
        return sqlite_engine(place.url, place.read_only)
    from khabar.archive.postgres import postgres_engine  # noqa: PLC0415 - an extra

    return postgres_engine(place.url, place.read_only)


def prepare(connection: Connection, read_only: bool) -> None:
    """Bring the tables to the newest form inside the caller's transaction.

    ArchiveError where they are newer than this code, or older and the archive may not be changed.
    """
    found = _version(connection)
    if found == NEWEST:
        return
    if read_only:
        raise ArchiveError(_too_old(found))
    if found is not None and found > NEWEST:
        raise ArchiveError(
            f"the archive has tables of version {found}, made by a newer Khabar; this one knows {NEWEST}: "
            f"upgrade it with: pip install --upgrade khabar"
        )
    _upgrade(connection)


def _too_old(found: str | None) -> str:
    if found is None:
        return "there is no archive at this place yet: add reports to it first"
    if found > NEWEST:
        return f"the archive has tables of version {found}; this Khabar knows {NEWEST}: pip install --upgrade khabar"
    return f"the archive has tables of version {found}, older than {NEWEST}: open it once for writing to upgrade it"


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found is not None else None


def _upgrade(connection: Connection) -> None:
    """Run the missing migrations; Alembic is only loaded when there are any."""
    from alembic import command  # noqa: PLC0415 - a fifth of a second, for the first start alone
    from alembic.config import Config  # noqa: PLC0415

    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        if _version(connection) == NEWEST:
            return
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", "khabar.archive:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
