"""Claims that match a question: first the reports by the text index, newest or best first, then the claims in them.

Reports are taken in growing handfuls until the page is full, so a common word costs no more than a rare one. Not for:
what the question means (`archive.query`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from khabar.archive import tables
from khabar.archive.query import Clause, Hit, Match, Order, Query, Window, match_of, window_of
from khabar.archive.rows import PARTS
from khabar.archive.transactions import Store

FIRST_HANDFUL, LARGEST_HANDFUL = 20, 500
SNIPPET = 300
"""Characters of content that a hit shows."""

Place: TypeAlias = tuple[int, int]
"""Key of the reading, number of the claim."""


def find(store: Store, connection: Connection, query: Query, page: slice) -> list[Hit]:
    """The hits of one page (a slice of the whole list)."""
    finder = Finder(store, connection, match_of(query), window_of(query))
    places = list(islice(finder.places(query.order), page.start, page.stop))
    return hits(connection, places)


@dataclass(frozen=True, slots=True)
class Finder:
    """One question on one connection."""

    store: Store
    connection: Connection
    match: Match
    window: Window

    def places(self, order: Order) -> Iterator[Place]:
        """Where the claims stand, in the order of their reports, then of the report."""
        for keys in _handfuls(self._reports(order)):
            yield from self._claims(keys)

    def _reports(self, order: Order) -> Iterator[int]:
        if not self.match.clauses:
            return self._by_day()
        if order == Order.RELEVANCE:
            return self._ranked()
        return self.store.newest(self.connection, self.match, self.window)

    def _ranked(self) -> Iterator[int]:
        """The newest matches, best first; then the older ones, newest first."""
        low, high = self.window
        newest = self.store.newest(self.connection, self.match, self.window)
        middle = next(islice(newest, self.store.ranked - 1, None), low)
        yield from self.store.relevant(self.connection, self.match, (middle, high))
        yield from self.store.newest(self.connection, self.match, (low, middle))

    def _by_day(self) -> Iterator[int]:
        low, high = self.window
        key = tables.report.c.key
        found = select(key).where(key >= low, key < high).order_by(key.desc())
        streamed = self.connection.execution_options(yield_per=LARGEST_HANDFUL).execute(found)
        return iter(streamed.scalars())

    def _claims(self, keys: list[int]) -> list[Place]:
        reading, claim = tables.reading.c, tables.claim.c
        tests = [_holds(clause) for clause in self.match.facets]
        found = (
            select(reading.report, claim.reading, claim.n)
            .join(tables.claim, claim.reading == reading.key)
            .where(reading.report.in_(keys), reading.current == 1, *tests)
        )
        at = {key: number for number, key in enumerate(keys)}
        rows = sorted(self.connection.execute(found).all(), key=lambda row: (at[row[0]], row[2]))
        return [(row[1], row[2]) for row in rows]


def _holds(clause: Clause) -> ColumnElement[bool]:
    """Whether a claim holds one of the tokens of a facet; they are cut by spaces and all of one length."""
    return or_(*(tables.claim.c.tokens.like(f"%{option[0]}%") for option in clause.options))


def _handfuls(keys: Iterator[int]) -> Iterator[list[int]]:
    size = FIRST_HANDFUL
    while handful := list(islice(keys, size)):
        yield handful
        size = min(size * 2, LARGEST_HANDFUL)


def hits(connection: Connection, places: list[Place]) -> list[Hit]:
    """The claims at some places, in that order."""
    if not places:
        return []
    readings = {reading for reading, _ in places}
    chains = _gathered(connection, readings)
    rows = {(row.reading, row.n): row for row in connection.execute(_rows(places))}
    parties = _parties(connection, readings)
    return [_hit(rows[place], chains.get((place[0], rows[place].chain), ()), parties) for place in places]


def _rows(places: list[Place]) -> Any:
    claim, event, reading, report = tables.claim.c, tables.event.c, tables.reading.c, tables.report.c
    wanted = or_(*(and_(claim.reading == key, claim.n == n) for key, n in places))
    return (
        select(claim.reading, claim.n, claim.id, claim.event, claim.chain, event.type, event.status)
        .add_columns(report.id.label("report"), report.published, report.publisher, report.url)
        .add_columns(_snippet().label("content"))
        .join(tables.event, and_(event.reading == claim.reading, event.n == claim.event))
        .join(tables.reading, reading.key == claim.reading)
        .join(tables.report, report.key == reading.report)
        .where(wanted)
    )


def _snippet() -> ColumnElement[str]:
    """The first characters of the content, one more than are shown."""
    claim, length = tables.claim.c, tables.claim.c.stop - tables.claim.c.start
    shown = case((length > SNIPPET, SNIPPET + 1), else_=length)
    return func.substr(tables.report.c.text, claim.start + 1, shown)


def _gathered(connection: Connection, readings: Iterable[int]) -> dict[Place, tuple[str, ...]]:
    """The names of the links of every chain, outermost first."""
    link = tables.link.c
    found = select(link.reading, link.chain, link.name).where(link.reading.in_(readings), link.name.is_not(None))
    out: dict[Place, tuple[str, ...]] = {}
    for reading, chain, name in connection.execute(found.order_by(link.reading, link.chain, link.n)):
        out[reading, chain] = (*out.get((reading, chain), ()), name)
    return out


def _parties(connection: Connection, readings: Iterable[int]) -> dict[tuple[int, int, str], tuple[str, ...]]:
    """The phrases of every event, by their part in it."""
    party = tables.party.c
    found = select(party.reading, party.event, party.role, party.phrase).where(party.reading.in_(readings))
    out: dict[tuple[int, int, str], tuple[str, ...]] = {}
    for reading, event, role, phrase in connection.execute(found.order_by(party.reading, party.n)):
        out[reading, event, role] = (*out.get((reading, event, role), ()), phrase)
    return out


def _hit(row: Any, chain: tuple[str, ...], parties: dict[tuple[int, int, str], tuple[str, ...]]) -> Hit:
    actors, recipients, places = (parties.get((row.reading, row.event, part), ()) for part in PARTS)
    published = date.fromisoformat(row.published) if row.published else None
    content = row.content if len(row.content) <= SNIPPET else row.content[: SNIPPET - 1] + "…"
    return Hit(
        row.id,
        row.report,
        published,
        row.publisher,
        row.type,
        row.status,
        actors,
        recipients,
        places,
        chain,
        content,
        row.url,
    )
