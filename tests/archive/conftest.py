"""Archives for the tests: a new SQLite file for each, and on the server a database for each module, emptied between."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from khabar.archive import Archive, open_archive

SERVER = os.environ.get("KHABAR_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/")
REQUIRED = os.environ.get("KHABAR_REQUIRE_POSTGRES") == "1"


def administer(statement: str) -> None:
    engine = create_engine(SERVER + "postgres", isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The URL of an empty database on a server; skipped where none answers, unless it is required."""
    name = f"khabar_test_{uuid.uuid4().hex[:12]}"
    try:
        administer(f"CREATE DATABASE {name}")
    except Exception as error:
        reason = f"no PostgreSQL server answers at {SERVER} ({type(error).__name__}): set KHABAR_POSTGRES"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    yield SERVER + name
    administer(f"DROP DATABASE {name} WITH (FORCE)")


def emptied(url: str) -> str:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@dataclass(frozen=True)
class Home:
    """Where the archive of a test lies; `open` opens it once more."""

    url: str

    @property
    def kind(self) -> str:
        return "postgresql" if "postgresql" in self.url else "sqlite"

    def open(self, *, read_only: bool = False) -> Archive:
        return open_archive(self.url, read_only=read_only)


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    if request.param == "sqlite":
        return Home(str(tmp_path / "archive.sqlite"))
    return Home(emptied(request.getfixturevalue("database")))


@pytest.fixture
def archive(home: Home) -> Iterator[Archive]:
    with home.open() as opened:
        yield opened


@pytest.fixture
def reopened(home: Home) -> Callable[[], Archive]:
    return home.open
