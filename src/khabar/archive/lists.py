"""Sanctions lists in the archive: a newer issue takes the place of an older one, and nothing of the older is lost.

An entry that a newer issue no longer has is kept as withdrawn with the day of that issue; one that comes back is in
force again. Not for: reading lists or comparing names with them (`khabar.screening`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, bindparam, func, select, update

from khabar.archive import tables
from khabar.archive.list_entries import content_of, digest_of, entry_of, storable
from khabar.archive.rows import Row
from khabar.archive.transactions import Store
from khabar.errors import ArchiveError
from khabar.model import ListedEntry, ListFormat, SanctionsList

AT_ONCE = 1_000
"""Rows written or fetched at once."""

Held: TypeAlias = Mapping[str, tuple[bytes, bool]]
"""Of each entry of a list, by its id: the hash of its content, and whether it is in force."""


@dataclass(frozen=True, slots=True)
class Delta:
    """What a newer issue changed: the ids of entries that are new or came back, that say something else, and that it
    no longer has, in the order of the list; and how many are as they were."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class HeldList:
    """A list as the archive holds it; `issued` is None where the list names no day, `loaded` is in UTC. `in_force` and
    `withdrawn` count its entries."""

    name: str
    format: ListFormat
    issued: date | None
    loaded: datetime
    digest: str
    in_force: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """An entry with the name of its list, and the issues (by their days) that first had it, that changed it last or
    brought it back, and that dropped it: None while it is in force. Of an issue without a day, the day of loading."""

    list: str
    entry: ListedEntry
    first_seen: date
    changed: date
    withdrawn: date | None


def load(store: Store, connection: Connection, listing: SanctionsList, now: datetime, force: bool) -> Delta:
    """Make a list the one in force, in the caller's transaction.

    The same list again changes nothing. ArchiveError for one that was issued before the one in force, without `force`.
    """
    digest = digest_of(listing)
    loaded = now.isoformat(timespec="seconds")
    before = _locked(store, connection, listing, loaded)
    if before.digest == digest:
        return Delta((), (), (), len(listing.entries))
    if not force:
        _require_newer(listing, before.issued)
    stamp = (listing.issued or now.date()).isoformat()
    delta = _Loading(store, connection, listing, stamp).run()
    issued = listing.issued.isoformat() if listing.issued else None
    values = {"format": listing.format.value, "issued": issued, "digest": digest, "loaded": loaded}
    mine = tables.sanctions_list.c.name == listing.name
    connection.execute(update(tables.sanctions_list).where(mine).values(values))
    return delta


def _locked(store: Store, connection: Connection, listing: SanctionsList, loaded: str) -> Any:
    """The row of a list, made where it is new; another writer of the same list waits for the end of this one."""
    store.insert(connection, tables.sanctions_list, [(listing.name, listing.format.value, None, "", loaded)])
    mine = select(tables.sanctions_list).where(tables.sanctions_list.c.name == listing.name)
    return connection.execute(mine.with_for_update()).one()


def _require_newer(listing: SanctionsList, issued: str | None) -> None:
    if listing.issued and issued and listing.issued.isoformat() < issued:
        raise ArchiveError(
            f"{listing.name}: expected an issue of {issued}, which is in force, or later; found that of "
            f"{listing.issued}: nothing was changed; load it with force to go back to it"
        )


@dataclass(frozen=True, slots=True)
class _Loading:
    """One issue, on its way into an open transaction; `stamp` is its day."""

    store: Store
    connection: Connection
    listing: SanctionsList
    stamp: str

    def run(self) -> Delta:
        held = self._held()
        new, renewed, back, changed, unchanged = list[Row](), list[Row](), list[str](), list[str](), 0
        for entry in self.listing.entries:
            row = self._row(entry)
            known = held.get(entry.id)
            if known is None:
                new.append(row)
            elif known == (_hash(row[4]), True):
                unchanged += 1
            else:
                renewed.append(row)
                (changed if known[1] else back).append(entry.id)
        self._insert(new)
        self._renew(renewed)
        gone = self._withdraw(held)
        added = {row[1] for row in new}.union(back)
        in_order = tuple(entry.id for entry in self.listing.entries if entry.id in added)
        return Delta(in_order, tuple(changed), gone, unchanged)

    def _held(self) -> Held:
        listed = tables.listed.c
        wanted = select(listed.id, listed.content, listed.withdrawn).where(listed.list == self.listing.name)
        found = self.connection.execute(wanted, execution_options={"yield_per": AT_ONCE})
        return {row.id: (_hash(row.content), row.withdrawn is None) for row in found}

    def _row(self, entry: ListedEntry) -> Row:
        name = storable(entry.names[0].text)
        texts = (self.listing.name, entry.id, entry.kind.value, name, content_of(entry))
        return (*texts, self.stamp, self.stamp, None)

    def _insert(self, rows: Sequence[Row]) -> None:
        for some in _handfuls(rows):
            self.store.insert(self.connection, tables.listed, some)

    def _renew(self, rows: Sequence[Row]) -> None:
        columns = ("kind", "name", "content")
        changed = update(tables.listed).where(
            tables.listed.c.list == self.listing.name, tables.listed.c.id == bindparam("of")
        )
        changed = changed.values({name: bindparam(f"new_{name}") for name in columns})
        changed = changed.values(changed=self.stamp, withdrawn=None)
        for some in _handfuls(rows):
            told = [{"of": row[1], "new_kind": row[2], "new_name": row[3], "new_content": row[4]} for row in some]
            self.connection.execute(changed, told)

    def _withdraw(self, held: Held) -> tuple[str, ...]:
        here = {entry.id for entry in self.listing.entries}
        gone = tuple(sorted(one for one, (_, in_force) in held.items() if in_force and one not in here))
        listed = tables.listed.c
        for some in _handfuls(gone):
            mine = (listed.list == self.listing.name, listed.id.in_(some))
            self.connection.execute(update(tables.listed).where(*mine).values(withdrawn=self.stamp))
        return gone


def _hash(content: str) -> bytes:
    return hashlib.sha256(content.encode()).digest()[:16]


def _handfuls(rows: Sequence[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def lists(connection: Connection) -> list[HeldList]:
    """All lists by their names, with their entries counted."""
    listed, held = tables.listed.c, tables.sanctions_list
    counts = select(listed.list, func.count(), func.count(listed.withdrawn)).group_by(listed.list)
    numbers = {name: (every, gone) for name, every, gone in connection.execute(counts)}
    rows = connection.execute(select(held).order_by(held.c.name))
    return [_list_of(row, *numbers.get(row.name, (0, 0))) for row in rows]


def _list_of(row: Any, every: int, gone: int) -> HeldList:
    issued = date.fromisoformat(row.issued) if row.issued else None
    loaded = datetime.fromisoformat(row.loaded)
    return HeldList(row.name, ListFormat(row.format), issued, loaded, row.digest, every - gone, gone)


def listed(name: str | None, withdrawn: bool) -> Select[Any]:
    """The entries of a list, or of all, by list and id; with those withdrawn or without."""
    column = tables.listed.c
    found = select(tables.listed).order_by(column.list, column.id)
    found = found if name is None else found.where(column.list == name)
    return found if withdrawn else found.where(column.withdrawn.is_(None))


def entry(connection: Connection, name: str, identifier: str) -> HeldEntry | None:
    """One entry, withdrawn or not; None where the list has none of this id."""
    column = tables.listed.c
    mine = select(tables.listed).where(column.list == name, column.id == identifier)
    row = connection.execute(mine).first()
    return held_entry(row) if row else None


def rows_held(connection: Connection, name: str) -> tuple[list[Row], list[Row]]:
    """The row of a list and those of all its entries, as the tables hold them, for another archive."""
    mine = select(tables.sanctions_list).where(tables.sanctions_list.c.name == name)
    entries = select(tables.listed).where(tables.listed.c.list == name)
    first, rest = ([tuple(row) for row in connection.execute(wanted)] for wanted in (mine, entries))
    return first, rest


def put_rows(store: Store, connection: Connection, rows: tuple[list[Row], list[Row]]) -> None:
    """Put in what `rows_held` gave, where nothing of it is yet."""
    for table, held in zip((tables.sanctions_list, tables.listed), rows, strict=True):
        for some in _handfuls(held):
            store.insert(connection, table, some)


def held_entry(row: Any) -> HeldEntry:
    """A row of the table of entries."""
    gone = date.fromisoformat(row.withdrawn) if row.withdrawn else None
    first_seen, changed = date.fromisoformat(row.first_seen), date.fromisoformat(row.changed)
    return HeldEntry(row.list, entry_of(row.content), first_seen, changed, gone)
