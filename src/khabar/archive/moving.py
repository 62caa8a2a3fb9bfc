"""From one archive to another, with everything read: from a file to a server, or back.

Rows are made anew from the reports and their readings, so that the copy is what adding them there would have made. Not
for: backing up (docs/archive.md tells how).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import select

from khabar.archive import lists, tables
from khabar.archive.rows import Rows, rows_of, unpack_layers
from khabar.archive.showing import held_of
from khabar.archive.store import STREAMED, Archive
from khabar.model import Incoming


def copy_reports(old: Archive, new: Archive) -> int:
    """Copy all reports, readings, problems, states of sources and sanctions lists; how many reports or readings were
    new.

    It can be stopped and started again. The older readings of a report come before its current one.
    """
    source, copied = _rows(old), 0
    while batch := list(islice(source, STREAMED)):
        copied += sum(map(new.store, batch))
    new.record((one.problem, one.source) for one in old.problems())
    new.identities.keep(one.judgement for one in old.identities.judgements())
    for one in old.status().sources:
        new.remember(one.name, one.kind, one.state)
    copy_lists(old, new)
    return copied


def copy_lists(old: Archive, new: Archive) -> int:
    """Copy the sanctions lists that the new archive has not, with their withdrawn entries; how many.

    Each in one transaction of its own.
    """
    there = {one.name for one in new.lists()}
    missing = [one.name for one in old.lists() if one.name not in there]
    for name in missing:
        _copy_list(old, new, name)
    return len(missing)


def _copy_list(old: Archive, new: Archive, name: str) -> None:
    held = old.transactions.read(lambda connection: lists.rows_held(connection, name))
    new.transactions.write(lambda connection: lists.put_rows(new.transactions.store, connection, held))


def _rows(old: Archive) -> Iterator[Rows]:
    reading, report = tables.reading.c, tables.report.c
    wanted = (
        select(tables.report, reading.reader, reading.layers)
        .join(tables.reading, reading.report == report.key, isouter=True)
        .order_by(report.key, reading.current, reading.key)
    )
    with old.transactions.reading() as connection:
        for row in connection.execution_options(yield_per=STREAMED).execute(wanted):
            held = held_of(row)
            incoming = Incoming(held.report, held.title, held.dated, held.place, held.digest, held.warnings)
            layers = unpack_layers(row.layers) if row.layers is not None else None
            yield rows_of(incoming, held.source, held.language, layers, row.reader or "")
