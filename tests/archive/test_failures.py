"""What goes wrong around an archive: processes killed, disks full, servers away. Nothing is lost or half written."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import random
import signal
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess as Child
from multiprocessing.sharedctypes import RawValue
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from tests.archive.conftest import Home, emptied
from tests.archive.samples import everything, series

from khabar.archive import Archive, Rows, open_archive
from khabar.archive.store import open_patiently
from khabar.errors import ArchiveError

KILLS = int(os.environ.get("KHABAR_KILLS", "15"))
REPORTS = 90


def undisturbed(tmp_path: Path, reports: tuple[Rows, ...]) -> dict[str, list[tuple[object, ...]]]:
    with open_archive(tmp_path / "undisturbed.sqlite") as archive:
        for one in reports:
            archive.store(one)
        return everything(archive)


def add_all(url: str, reports: tuple[Rows, ...], new: ctypes.c_int) -> None:
    """Alone and in small batches; `new` counts what was not there yet."""
    with open_archive(url) as archive:
        for at in range(0, len(reports), 3):
            new.value += archive.store(reports[at])
            new.value += archive.store_many(reports[at + 1 : at + 3])


def kill_after(child: Child, new: ctypes.c_int, target: int, pause: float) -> bool:
    """Kill a process a moment after it stored `target` reports; False where it was done before."""
    while child.is_alive() and new.value < target:
        time.sleep(0.001)
    time.sleep(pause)
    if not child.is_alive() or child.pid is None:
        return False
    os.kill(child.pid, signal.SIGKILL)
    return True


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_at_any_moment_and_started_again_it_ends_as_if_undisturbed(home: Home, tmp_path: Path) -> None:
    reports, chance, struck = series(20 * KILLS), random.Random(11), 0
    context = multiprocessing.get_context("fork")
    for _ in range(KILLS):
        new = RawValue(ctypes.c_int)
        child = context.Process(target=add_all, args=(home.url, reports, new))
        child.start()
        struck += kill_after(child, new, chance.randint(0, 6), chance.uniform(0, 0.01))
        child.join()
    assert struck > KILLS // 2, "most should die before they are done"
    add_all(home.url, reports, ctypes.c_int())
    with home.open() as archive:
        assert everything(archive) == undisturbed(tmp_path, reports)


def pages(archive: Archive, limit: str) -> None:
    with archive.transactions.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {limit}")


@pytest.mark.parametrize("at_once", [1, 10])
def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path, at_once: int) -> None:
    reports = series(60)
    with open_archive(tmp_path / "archive.sqlite") as archive:
        archive.store(reports[0])
        with archive.transactions.engine.connect() as connection:
            used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        pages(archive, str(used + 60))
        kept = {reports[0].id}
        batches = [reports[at : at + at_once] for at in range(0, len(reports), at_once)]

        def store_until_it_fails() -> None:
            for batch in batches:
                archive.store_many(batch)
                kept.update(one.id for one in batch)

        with pytest.raises(ArchiveError, match=r"full.*make room"):
            store_until_it_fails()
        assert len(kept) < len(reports)
        assert archive.held([one.id for one in reports], "1.0") == kept
        whole = everything(archive)
        assert {row[0] for row in whole["claim"]} == {row[0] for row in whole["reading"]}
        pages(archive, "1000000")
        archive.store_many(reports)
        assert everything(archive) == undisturbed(tmp_path, reports)


def test_a_writer_waits_for_another_one(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with open_archive(path) as archive:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.5, lambda: other.execute("ROLLBACK")).start()
        begun = time.monotonic()
        assert archive.store(series(1)[0]) is True
        assert time.monotonic() - begun > 0.3
        other.close()


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    with open_archive(path) as archive, open_archive(path, read_only=True) as reader:
        archive.store(series(1)[0])
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        assert reader.status().reports == 1
        assert time.monotonic() - begun < 2
        other.close()


def test_a_file_that_is_no_archive_is_told(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"this is not a database, but it is long enough to be taken for one" * 100)
    with pytest.raises(ArchiveError, match="not a database"):
        open_archive(path)
    assert path.read_bytes().startswith(b"this is not")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ArchiveError, match="cannot be made"):
        open_archive(tmp_path / "file" / "archive.sqlite")


def test_a_server_that_ends_every_connection_loses_nothing(database: str, tmp_path: Path) -> None:
    url, reports = emptied(database), series(REPORTS)
    done = threading.Event()

    def terminate() -> None:
        engine = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"
        with engine.connect() as connection:
            while not done.wait(0.05):
                connection.execute(text(ended), {"name": make_url(url).database})
        engine.dispose()

    with open_archive(url) as archive:
        thread = threading.Thread(target=terminate)
        thread.start()
        try:
            for one in reports:
                archive.store(one)
        finally:
            done.set()
            thread.join()
        assert everything(archive) == undisturbed(tmp_path, reports)


class Proxy:
    """A way to the server that can be cut and mended."""

    def __init__(self, host: str, port: int) -> None:
        self.to = (host, port)
        self.open: list[socket.socket] = []
        self.cut_off = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                if self.cut_off:
                    near.close()
                    continue
                far = socket.create_connection(self.to)
                self.open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        self.cut_off = True
        for one in self.open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self.open = []

    def mend(self) -> None:
        self.cut_off = False


@contextmanager
def proxied(url: str) -> Iterator[tuple[Proxy, str]]:
    made = make_url(url)
    proxy = Proxy(made.host or "127.0.0.1", made.port or 5432)
    try:
        yield proxy, made.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    finally:
        proxy.cut()
        proxy.listener.close()


@pytest.mark.parametrize("seconds", [1.0, 10.0])
def test_a_server_that_goes_away_is_waited_for(database: str, tmp_path: Path, seconds: float) -> None:
    reports = series(REPORTS)
    with proxied(emptied(database)) as (proxy, url), open_archive(url) as archive:
        for at, one in enumerate(reports):
            if at == REPORTS // 2:
                proxy.cut()
                threading.Timer(seconds, proxy.mend).start()
            archive.store(one)
        assert not proxy.cut_off
        assert everything(archive) == undisturbed(tmp_path, reports)


def test_a_server_that_stays_away_is_told(database: str) -> None:
    reports = series(3)
    with proxied(emptied(database)) as (proxy, url), open_patiently(url, 0.5) as archive:
        archive.store(reports[0])
        proxy.cut()
        begun = time.monotonic()
        with pytest.raises(ArchiveError, match=r"away for 0\.5 s.*start again"):
            archive.store(reports[1])
        assert time.monotonic() - begun < 10
        proxy.mend()
        assert archive.store(reports[1]) is True, "the same archive goes on when the server is back"
        assert archive.status().reports == 2


def test_a_server_that_was_never_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(ArchiveError, match="away"):
        open_patiently(f"postgresql://postgres@127.0.0.1:{port}/none", 0.2)
