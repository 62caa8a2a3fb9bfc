"""Storing: once, whole, under ids of the content, with older readings kept."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import inspect
from tests.archive.conftest import Home
from tests.archive.samples import NEWS, READER, everything, incoming, reading, rows, series

from khabar.archive import Archive, open_archive, rows_of, tables
from khabar.archive.keys import day_number, key_of
from khabar.errors import ArchiveError, KhabarError
from khabar.model import Problem, ProblemKind, report_id


def test_a_report_is_stored_once(archive: Archive) -> None:
    assert archive.store(rows(NEWS[0])) is True
    before = everything(archive)
    assert archive.store(rows(NEWS[0])) is False
    assert everything(archive) == before


def test_many_reports_are_stored_as_one_by_one(archive: Archive, tmp_path) -> None:
    assert archive.store_many(series(9)) == 9
    assert archive.store_many(series(9)) == 0
    with open_archive(tmp_path / "other.sqlite") as other:
        for one in series(9):
            other.store(one)
        assert everything(other) == everything(archive)


def test_the_order_of_adding_changes_nothing(archive: Archive, tmp_path) -> None:
    for one in series(6):
        archive.store(one)
    with open_archive(tmp_path / "other.sqlite") as other:
        for one in reversed(series(6)):
            other.store(one)
        assert everything(other) == everything(archive)


def test_rows_can_be_sent_between_processes() -> None:
    assert pickle.loads(pickle.dumps(rows(NEWS[0]))) == rows(NEWS[0])


def test_every_layer_has_its_rows(archive: Archive) -> None:
    archive.store(rows(NEWS[0]))
    held = everything(archive)
    layers = reading(NEWS[0])
    for table, layer in (("mention", "names"), ("entity", "entities"), ("time_expression", "times")):
        assert len(held[table]) == len(layers[layer]) > 0, table
    for table, layer in (("attribution", "attributions"), ("event", "events"), ("claim", "claims")):
        assert len(held[table]) == len(layers[layer]) > 0, table
    assert {row[4] for row in held["link"]} >= {"الخليجية"}


def test_a_newer_reader_is_current_and_the_older_is_kept(archive: Archive) -> None:
    archive.store(rows(NEWS[0], "1.9"))
    assert archive.store(rows(NEWS[0], "1.10")) is True
    assert archive.status().readings == {"1.9": 1, "1.10": 1}
    shown = archive.show(report_id(NEWS[0].report))
    assert shown is not None
    assert shown.reader == "1.10"
    assert archive.drop_older("1.10") == 1
    assert archive.status().readings == {"1.10": 1}
    assert {row[0] for row in everything(archive)["claim"]} == {rows(NEWS[0], "1.10").layers[6][0][0]}


def test_an_older_reader_does_not_become_current(archive: Archive) -> None:
    archive.store(rows(NEWS[0], "2.0"))
    archive.store(rows(NEWS[0], "1.0"))
    shown = archive.show(report_id(NEWS[0].report))
    assert shown is not None
    assert shown.reader == "2.0"
    assert archive.drop_older("1.0") == 0, "nothing is newer than what is current"


def test_a_report_in_another_language_is_kept_without_a_reading(archive: Archive) -> None:
    foreign = rows_of(incoming("Le ministre est venu.", "Le Temps", date(2023, 1, 1)), "tests", "fr", None, READER)
    assert archive.store(foreign) is True
    assert archive.store(foreign) is False
    status = archive.status()
    assert (status.reports, status.unread, status.languages) == (1, 1, {"fr": 1})
    assert archive.held([foreign.id], READER) == {foreign.id}
    assert list(archive.outdated(READER)) == []
    shown = archive.show(foreign.id)
    assert shown is not None
    assert (shown.layers, shown.reader, shown.language) == (None, None, "fr")


def test_what_is_held_depends_on_the_reader(archive: Archive) -> None:
    archive.store(rows(NEWS[0], "1.0"))
    ids = [report_id(one.report) for one in NEWS]
    assert archive.held(ids, "1.0") == {ids[0]}
    assert archive.held(ids, "1.1") == frozenset()
    assert archive.held((str(number) for number in range(12_000)), "1.0") == frozenset()


def test_what_is_outdated_is_streamed_with_all_it_came_with(archive: Archive) -> None:
    archive.store_many(rows(one, "1.0") for one in NEWS)
    archive.store(rows(NEWS[1], "1.1"))
    found = list(archive.outdated("1.1"))
    assert [one.report for one in found] == [NEWS[2].report, NEWS[0].report]
    assert found[0].id == report_id(NEWS[2].report)
    assert (found[0].source, found[0].warnings, found[0].digest) == ("tests", ("a warning",), "0" * 64)


def test_readings_may_be_stored_while_the_outdated_ones_are_streamed(archive: Archive) -> None:
    archive.store_many(series(30))
    for held in archive.outdated("1.1"):
        one = incoming(held.report.text, held.report.publisher or "", held.report.published)
        archive.store(rows(one, "1.1"))
    assert archive.status().readings == {"1.0": 30, "1.1": 30}


def test_an_id_finds_its_report_and_its_claim(archive: Archive) -> None:
    archive.store_many(map(rows, NEWS))
    identifier = report_id(NEWS[0].report)
    shown = archive.show(identifier[:8])
    assert shown is not None
    assert shown.report == NEWS[0].report
    assert shown.layers is not None
    assert shown.layers["events"] == reading(NEWS[0])["events"]
    assert "text" not in shown.layers
    claim = rows(NEWS[0]).layers[6][1][2]
    shown = archive.show(claim[:10].upper())
    assert shown is not None
    assert (shown.claim_id, shown.claim) == (claim, reading(NEWS[0])["claims"][1]["id"])
    assert archive.show("0" * 32) is None


@pytest.mark.parametrize("wrong", ["abc", "zzzzzzzz", "", "a" * 33])
def test_what_cannot_be_an_id_is_told(archive: Archive, wrong: str) -> None:
    with pytest.raises(KhabarError, match="hexadecimal"):
        archive.show(wrong)


def test_an_id_that_two_begin_with_is_told(archive: Archive) -> None:
    one = rows(NEWS[0])
    twin = one.id[:10] + "f" * 22
    other = replace(one, report=(key_of(twin, None), twin, *one.report[2:]), reading=None, layers=())
    archive.store(one)
    archive.store(other)
    with pytest.raises(KhabarError, match=f"{one.id}.*{twin}|{twin}.*{one.id}"):
        archive.show(one.id[:8])


def test_a_claim_keeps_its_id_in_a_newer_reading() -> None:
    older, newer = rows(NEWS[0], "1.0"), rows(NEWS[0], "2.0")
    assert [row[2] for row in older.layers[6]] == [row[2] for row in newer.layers[6]]
    assert len({row[2] for row in newer.layers[6]}) == len(newer.layers[6])


def test_two_reports_with_one_key_are_never_mixed(archive: Archive) -> None:
    one, other = rows(NEWS[0]), rows(NEWS[1])
    clash = replace(other, report=(one.key, *other.report[1:]))
    archive.store(one)
    before = everything(archive)
    with pytest.raises(ArchiveError, match="share the key"):
        archive.store(clash)
    assert everything(archive) == before


def test_one_bad_report_of_a_batch_does_not_lose_the_others(archive: Archive) -> None:
    one, other, third = map(rows, NEWS)
    clash = replace(other, report=(one.key, *other.report[1:]))
    with pytest.raises(ArchiveError, match="2 reports were kept, 1 were not"):
        archive.store_many([one, clash, third])
    assert archive.held([one.id, other.id, third.id], READER) == {one.id, third.id}


def test_two_writers_at_once_store_everything_once(archive: Archive, reopened: Callable[[], Archive]) -> None:
    def add(order: int) -> int:
        with reopened() as mine:
            return sum(map(mine.store, series(24)[::order]))

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(add, (1, -1))) == 24
    assert archive.status().reports == 24


def test_problems_are_kept_once_and_by_source(archive: Archive) -> None:
    first = Problem("day.zip: record 3", ProblemKind.EMPTY, "no letters")
    second = Problem("day.zip: record 4", ProblemKind.BROKEN, "cut short")
    assert archive.record([(first, "day.zip"), (second, "day.zip"), (first, "other.zip")]) == 3
    assert archive.record([(first, "day.zip")]) == 0
    assert [(one.problem, one.source) for one in archive.problems("day.zip")] == [
        (first, "day.zip"),
        (second, "day.zip"),
    ]
    assert len(list(archive.problems())) == 3
    assert archive.status().problems == {"broken": 1, "empty": 2}


def test_the_state_of_a_source_is_remembered_and_replaced(archive: Archive) -> None:
    assert archive.source_state("feed") is None
    archive.remember("feed", "feed", {"etag": "1", "عنوان": None})
    assert archive.source_state("feed") == {"etag": "1", "عنوان": None}
    archive.remember("feed", "feed", {"etag": "2"})
    assert archive.source_state("feed") == {"etag": "2"}
    assert [one.name for one in archive.status().sources] == ["feed"]


def test_an_address_is_known(archive: Archive) -> None:
    archive.store(rows(NEWS[0]))
    assert archive.holds_url("https://example.org/1")
    assert not archive.holds_url("https://example.org/2")


def test_a_text_with_a_nought_character_is_kept(archive: Archive) -> None:
    odd = incoming("قال الوزير\0 كلمة", "صحيفة\0", date(2023, 1, 1))
    archive.store(rows_of(odd, "tests", "ar", None, READER))
    assert archive.status().reports == 1


def test_the_status_counts(archive: Archive) -> None:
    archive.store_many(map(rows, NEWS))
    status = archive.status()
    assert (status.reports, status.unread, status.oldest, status.newest) == (3, 0, date(2023, 8, 1), date(2023, 9, 7))
    assert status.claims == sum(len(rows(one).layers[6]) for one in NEWS)
    assert status.size > 10_000


def test_the_tables_are_those_that_the_code_expects(archive: Archive) -> None:
    found = inspect(archive.transactions.engine)
    for table in tables.metadata.sorted_tables:
        names = [column["name"] for column in found.get_columns(table.name)]
        assert names[: len(table.columns)] == [column.name for column in table.columns], table.name


def test_an_archive_of_a_newer_khabar_is_refused(home: Home) -> None:
    with home.open() as archive, archive.transactions.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for read_only in (False, True):
        with pytest.raises(ArchiveError, match="pip install --upgrade khabar"):
            home.open(read_only=read_only)


def test_nothing_can_be_written_through_a_read_only_archive(home: Home) -> None:
    with home.open() as archive:
        archive.store(rows(NEWS[0]))
    with home.open(read_only=True) as archive:
        assert archive.status().reports == 1
        with pytest.raises(ArchiveError, match=r"read-?only"):
            archive.store(rows(NEWS[1]))


def test_an_archive_that_is_not_there_cannot_be_read(tmp_path) -> None:
    with pytest.raises(ArchiveError, match="add reports to it first"):
        open_archive(tmp_path / "none.sqlite", read_only=True)
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("url", ["mysql://somewhere/x", "://", "postgres ql://x"])
def test_a_place_that_is_no_archive_is_told(url: str) -> None:
    with pytest.raises(KhabarError, match="postgresql://"):
        open_archive(url)


def test_days_sort_as_they_should() -> None:
    days = [None, date(1, 1, 1), date(1999, 12, 31), date(2000, 1, 1), date(2023, 9, 5), date(9999, 1, 1)]
    assert [day_number(day) for day in days] == sorted(day_number(day) for day in days)
    assert 0 <= key_of("f" * 32, date(9999, 1, 1)) < 1 << 63
