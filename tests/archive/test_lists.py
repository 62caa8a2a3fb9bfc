"""Sanctions lists: kept whole, issue after issue, on either store; what is dropped is withdrawn, never lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.archive.conftest import Home
from tests.archive.samples import NEWS, rows

from khabar.archive import Archive, Delta, open_archive
from khabar.archive.list_entries import content_of, digest_of, entry_of
from khabar.archive.moving import copy_lists, copy_reports
from khabar.errors import ArchiveError
from khabar.model import (
    Identifier,
    ListedCountry,
    ListedDate,
    ListedEntry,
    ListedKind,
    ListedName,
    ListFormat,
    NameQuality,
    SanctionsList,
)

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
WHOLE = ListedEntry(
    "QDi.900",
    ListedKind.PERSON,
    (
        ListedName("Samir Yusuf Nabuli", NameQuality.PRIMARY),
        ListedName("سمير النابلي", NameQuality.ORIGINAL),
        ListedName("Abu Zaytun", NameQuality.WEAK, "a nickname"),
    ),
    births=(ListedDate("1961-03-02", "02 Mar 1961"), ListedDate("", "long ago")),
    birth_places=("Misrata, Libya",),
    nationalities=(ListedCountry("LY", "Libya"),),
    countries=(ListedCountry("", "Nowhere"),),
    genders=("m",),
    programs=("Al-Qaida",),
    listed_on=ListedDate("2001-12-04", "2001-12-04"),
    positions=("Treasurer",),
    remarks=("A made person.",),
    identifiers=(Identifier("Passport", "LY99", "LY"),),
    linked_to=("Falcon Trading",),
)


def made(number: int, name: str = "") -> ListedEntry:
    names = (ListedName(name or f"Person Number{number}", NameQuality.PRIMARY),)
    return ListedEntry(f"X.{number:04}", ListedKind.PERSON, names)


def issue(day: str | None, *entries: ListedEntry, name: str = "Made List") -> SanctionsList:
    return SanctionsList(name, ListFormat.UN_XML, date.fromisoformat(day) if day else None, entries)


FIRST = issue("2026-01-01", WHOLE, made(1), made(2))
SECOND = issue("2026-02-01", WHOLE, made(2, "Person Renamed"), made(3))


def in_force(archive: Archive) -> dict[str, ListedEntry]:
    return {held.entry.id: held.entry for held in archive.listed()}


def test_an_entry_comes_back_as_it_was() -> None:
    assert entry_of(content_of(WHOLE)) == WHOLE
    assert entry_of(content_of(made(1))) == made(1)


def test_an_entry_with_letters_that_no_store_holds_is_kept(archive: Archive) -> None:
    archive.load_list(issue(None, made(1, "half \ud800 nought \0 end")))
    assert in_force(archive)["X.0001"].names[0].text.startswith("half")


def test_the_digest_tells_issues_apart() -> None:
    assert digest_of(FIRST) == digest_of(issue("2026-01-01", WHOLE, made(1), made(2)))
    assert len({digest_of(FIRST), digest_of(SECOND), digest_of(replace(FIRST, issued=None))}) == 3


def test_a_first_issue_is_all_new(archive: Archive) -> None:
    assert archive.load_list(FIRST, now=NOW) == Delta(("QDi.900", "X.0001", "X.0002"), (), (), 0)
    (held,) = archive.lists()
    assert (held.name, held.issued, held.loaded, held.in_force, held.withdrawn) == (
        "Made List",
        date(2026, 1, 1),
        NOW,
        3,
        0,
    )
    entry = archive.listed_entry("Made List", "QDi.900")
    assert entry is not None
    first = date(2026, 1, 1)
    assert (entry.entry, entry.first_seen, entry.changed, entry.withdrawn) == (WHOLE, first, first, None)


def test_the_same_list_again_changes_nothing(archive: Archive) -> None:
    archive.load_list(FIRST, now=NOW)
    assert archive.load_list(FIRST) == Delta((), (), (), 3)
    assert archive.lists()[0].loaded == NOW


def test_a_newer_issue_adds_changes_and_withdraws(archive: Archive) -> None:
    archive.load_list(FIRST)
    assert archive.load_list(SECOND) == Delta(("X.0003",), ("X.0002",), ("X.0001",), 1)
    assert set(in_force(archive)) == {"QDi.900", "X.0002", "X.0003"}
    dates = {held.entry.id: (held.first_seen, held.changed, held.withdrawn) for held in archive.listed(withdrawn=True)}
    first, second = date(2026, 1, 1), date(2026, 2, 1)
    assert dates == {
        "QDi.900": (first, first, None),
        "X.0001": (first, first, second),
        "X.0002": (first, second, None),
        "X.0003": (second, second, None),
    }
    assert in_force(archive)["X.0002"].names[0].text == "Person Renamed"


def test_a_withdrawn_entry_that_comes_back_is_in_force_again(archive: Archive) -> None:
    for one in (FIRST, SECOND):
        archive.load_list(one)
    assert archive.load_list(issue("2026-03-01", *SECOND.entries, made(1))) == Delta(("X.0001",), (), (), 3)
    held = archive.listed_entry("Made List", "X.0001")
    assert held is not None
    assert (held.first_seen, held.changed, held.withdrawn) == (date(2026, 1, 1), date(2026, 3, 1), None)


def test_an_older_issue_is_refused_unless_forced(archive: Archive) -> None:
    archive.load_list(SECOND)
    with pytest.raises(ArchiveError, match=r"expected an issue of 2026-02-01.*found that of 2026-01-01.*force"):
        archive.load_list(FIRST)
    assert set(in_force(archive)) == {entry.id for entry in SECOND.entries}
    assert archive.load_list(FIRST, force=True).withdrawn == ("X.0003",)
    assert archive.lists()[0].issued == date(2026, 1, 1)


def test_a_list_without_a_day_is_stamped_with_the_day_of_loading(archive: Archive) -> None:
    archive.load_list(issue(None, made(1), made(2)), now=NOW)
    archive.load_list(issue(None, made(2)), now=NOW.replace(day=9))
    held = archive.listed_entry("Made List", "X.0001")
    assert held is not None
    assert (held.first_seen, held.withdrawn) == (date(2026, 3, 1), date(2026, 3, 9))
    assert archive.lists()[0].issued is None


def test_lists_do_not_touch_each_other(archive: Archive) -> None:
    archive.load_list(FIRST)
    archive.load_list(issue("2025-01-01", made(1, "Somebody Else"), name="Another List"))
    assert [held.name for held in archive.lists()] == ["Another List", "Made List"]
    assert [held.entry.names[0].text for held in archive.listed("Another List")] == ["Somebody Else"]
    assert len(list(archive.listed())) == 4
    assert archive.listed_entry("Another List", "QDi.900") is None


def test_the_views_tell_the_same(archive: Archive) -> None:
    for one in (FIRST, SECOND):
        archive.load_list(one, now=NOW)
    _, lists = archive.select("SELECT name, issued, in_force, withdrawn FROM sanctions_lists")
    assert list(lists) == [("Made List", "2026-02-01", 3, 1)]
    _, entries = archive.select("SELECT id, name, withdrawn FROM listed_entries WHERE withdrawn IS NOT NULL")
    assert list(entries) == [("X.0001", "Person Number1", "2026-02-01")]


def test_an_error_in_the_middle_leaves_the_list_in_force(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.load_list(FIRST)
    before = list(archive.listed(withdrawn=True))
    monkeypatch.setattr("khabar.archive.lists._Loading._withdraw", broken)
    with pytest.raises(RuntimeError, match="pulled out"):
        archive.load_list(SECOND)
    monkeypatch.undo()
    assert list(archive.listed(withdrawn=True)) == before
    assert archive.lists()[0].issued == date(2026, 1, 1)
    assert archive.load_list(SECOND).added == ("X.0003",)


def broken(*_: Any) -> None:
    raise RuntimeError("the plug was pulled out")


KILLED = """
import sys, time
from tests.archive.test_lists import issue, made
from khabar.archive import lists, open_archive

withdraw = lists._Loading._withdraw
def slowly(loading, held):
    gone = withdraw(loading, held)
    print("writing", flush=True)
    time.sleep(60)
    return gone
lists._Loading._withdraw = slowly
with open_archive(sys.argv[1]) as archive:
    archive.load_list(issue("2026-02-01", *(made(n, f"Changed {n}") for n in range(500, 3000))))
"""


def test_a_process_killed_in_the_middle_leaves_the_list_in_force(home: Home) -> None:
    with home.open() as archive:
        archive.load_list(issue("2026-01-01", *(made(n) for n in range(2000))))
    command = [sys.executable, "-c", KILLED, home.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=_environment()) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(signal.SIGKILL)
    with home.open() as archive:
        assert (archive.lists()[0].issued, archive.lists()[0].in_force) == (date(2026, 1, 1), 2000)
        assert all(held.entry.names[0].text.startswith("Person") for held in archive.listed(withdrawn=True))
        delta = archive.load_list(issue("2026-02-01", *(made(n, f"Changed {n}") for n in range(500, 3000))))
        assert [len(ids) for ids in (delta.added, delta.changed, delta.withdrawn)] == [1000, 1500, 500]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}


def test_entries_are_streamed_while_another_issue_is_loaded(home: Home, reopened: Callable[[], Archive]) -> None:
    with home.open() as archive, reopened() as other:
        archive.load_list(issue("2026-01-01", *(made(n) for n in range(500))))
        streamed = archive.listed()
        next(streamed)
        other.load_list(issue("2026-02-01", made(1)))
        assert len(list(streamed)) == 499


def test_lists_move_to_another_archive_with_what_was_withdrawn(archive: Archive, tmp_path: Path) -> None:
    for one in (FIRST, SECOND):
        archive.load_list(one, now=NOW)
    with open_archive(tmp_path / "other.sqlite") as other:
        copy_reports(archive, other)
        assert copy_lists(archive, other) == 0
        assert other.lists() == archive.lists()
        assert list(other.listed(withdrawn=True)) == list(archive.listed(withdrawn=True))


def test_names_of_the_readings_are_told_once_with_their_reports(archive: Archive) -> None:
    for one in NEWS:
        archive.store(rows(one))
    found = {named.entity: named for named in archive.named()}
    shoigu = found["person:sergei-shoigu"]
    assert shoigu.names[0] == "Sergei Shoigu"
    assert (shoigu.country, shoigu.reports, shoigu.first, shoigu.last) == ("RU", 1, date(2023, 9, 5), date(2023, 9, 5))
    assert {named.type for named in archive.named(["PER"])} == {"PER"}


def test_loading_a_long_list_takes_seconds(archive: Archive) -> None:
    started = time.monotonic()
    archive.load_list(issue("2026-01-01", *(made(n) for n in range(5000))))
    archive.load_list(issue("2026-02-01", *(made(n, f"Changed {n}") for n in range(5000))))
    assert time.monotonic() - started < 30
