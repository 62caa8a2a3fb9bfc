"""Many reports for an archive, made from a few: readings of real texts again and again with shifted dates.

Not for: measuring how fast reports are stored; whole batches go into each table at once here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, islice

from sqlalchemy import Connection

from evaluation.benchmarks.texts import load_texts
from khabar.archive import Archive, Rows, rows_of, tables
from khabar.archive.keys import content_hash, key_of
from khabar.archive.rows import Row
from khabar.exports.json_reading import reading_to_dict
from khabar.model import Dating, Incoming
from khabar.reading.pipeline import read_report

FIRST_DAY = date(1990, 1, 1)
"""The oldest day that reports are shifted to; the days behind it are filled evenly."""
DAYS = 12_000
BATCH = 250
_PUBLISHED = 8
"""Where the day stands in the row of a report."""


def read_base(number: int) -> tuple[Rows, ...]:
    """The rows of `number` reports: news where it lies beside the checkout, else the gold."""
    reports = load_texts(number).reports
    given = (Incoming(report, None, Dating.RECORD, "benchmark", "0" * 64) for report in reports)
    return tuple(rows_of(one, "benchmark", "ar", reading_to_dict(read_report(one.report)), "1.0") for one in given)


def shifted(rows: Rows, number: int) -> Rows:
    """The same report once more: its text and what was read stay, its id and day are other ones."""
    assert rows.reading is not None
    day = FIRST_DAY + timedelta(days=number * 7_919 % DAYS)
    identifier, read = content_hash(rows.id, number), content_hash(rows.id, number, "reading")
    key, reading = key_of(identifier, day), key_of(read, day)
    report = (key, identifier, *rows.report[2:_PUBLISHED], day.isoformat(), *rows.report[_PUBLISHED + 1 :])
    layers = tuple(
        tuple((reading, row[1], *_own(table.name, row, number)) for row in layer)
        for table, layer in zip(tables.LAYERS, rows.layers, strict=True)
    )
    return replace(rows, report=report, reading=(reading, read, key, *rows.reading[3:]), layers=layers)


def _own(table: str, row: Row, number: int) -> Row:
    """What follows the first two columns; the id of a claim becomes another."""
    return (content_hash(row[2], number), *row[3:]) if table == "claim" else row[2:]


def many(base: Sequence[Rows], start: int = 0) -> Iterator[Rows]:
    """Reports without end, no two alike; another `start` gives others."""
    return (shifted(base[number % len(base)], number) for number in count(start))


def fill(archive: Archive, base: Sequence[Rows], claims: int) -> int:
    """Put reports in until there are `claims` claims; how many reports. The index of PostgreSQL is made at the end."""
    source, reports, done = many(base), 0, 0
    server = archive.transactions.engine.dialect.name == "postgresql"
    if server:
        _run(archive, "DROP INDEX indexed_vector")
    while done < claims:
        batch = list(islice(source, BATCH))
        _put(archive, batch)
        reports += len(batch)
        done += sum(len(rows.layers[6]) for rows in batch)
    if server:
        _run(archive, "CREATE INDEX indexed_vector ON indexed USING gin (vector) WITH (gin_pending_list_limit = 1024)")
    return reports


def _run(archive: Archive, sql: str) -> None:
    archive.transactions.write(lambda connection: connection.exec_driver_sql(sql))


def _put(archive: Archive, batch: Sequence[Rows]) -> None:
    store = archive.transactions.store

    def work(connection: Connection) -> None:
        store.insert(connection, tables.report, [rows.report for rows in batch])
        readings = [(*rows.reading[:4], 1, rows.reading[4]) for rows in batch if rows.reading]
        store.insert(connection, tables.reading, readings)
        for number, table in enumerate(tables.LAYERS):
            together = [row for rows in batch for row in rows.layers[number]]
            if together:
                store.insert(connection, table, together)
        names = list(dict.fromkeys(name for rows in batch for name in rows.appellations))
        if names:
            store.insert(connection, tables.appellation, names)
        for rows in batch:
            store.index(connection, rows.key, rows.tokens, rows.packed)

    archive.transactions.write(work)
