"""Who is who in an archive: names looked up, entities told with all their spellings, and judgements on names.

A group of ids that are one entity goes by the id of a known entity, or of its fullest name; the id of any member leads
to it. Not for: what is known of an entity apart from the reports (`khabar.knowledge`), or the SQL of claims
(`archive.involvement`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from khabar.archive import identity_judging, identity_looking
from khabar.archive.finding import hits
from khabar.archive.identity_groups import MACHINE, Judgement, Verdict
from khabar.archive.identity_judging import Listed
from khabar.archive.identity_linking import Linked, Linker
from khabar.archive.identity_looking import Candidate, Described
from khabar.archive.involvement import ORIGIN, ROLES, claims_of
from khabar.archive.query import Hit
from khabar.archive.transactions import Transactions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Claimed:
    """The newest claims of an entity and the number of all, apart for those where it acts, is acted on or is the place,
    and those that it is the origin of."""

    of_it: tuple[Hit, ...]
    of_it_count: int
    by_it: tuple[Hit, ...]
    by_it_count: int


@dataclass(frozen=True, slots=True)
class Identities:
    """The entities of an open archive."""

    transactions: Transactions

    def link(self, again: bool = False) -> Linked:
        """Compare the names that are new with all others and with the known ones, and group them.

        `again` takes back all that the machine judged and compares every name; needed after an upgrade that compares
        names otherwise. Twice does no more than once. ArchiveError as `Archive.store`; what was compared until then is
        kept, and the next call goes on there.
        """
        if again:
            self._write(lambda linker: linker.forget())
        total = Linked()
        while (done := self._write(lambda linker: linker.compare_new())).names:
            total = total.plus(done)
        return total

    def new_names(self) -> bool:
        """Whether there are names that were not compared yet, and so are not found by how they sound."""
        return self._read(identity_looking.has_new)

    def who(self, name: str, limit: int = 10) -> list[Candidate]:
        """The entities that a name in either script may be of, likeliest first, at most `limit`; an id of an entity
        gives that entity alone. Nothing is found for a name without letters."""
        return self._read(lambda connection: identity_looking.who(connection, name, limit))

    def entity(self, identifier: str) -> Described | None:
        """The entity of an id, of any member of its group; None where neither archive nor tables know it."""
        return self._read(lambda connection: identity_looking.described(connection, identifier))

    def members(self, identifier: str) -> tuple[str, ...]:
        """The ids that are one entity with an id, that one included, by the alphabet."""
        return self._read(lambda connection: identity_looking.members(connection, identifier))

    def claimed(self, identifier: str, limit: int = 20) -> Claimed:
        """The newest `limit` claims in which an entity has a part, and as many of which it is the origin."""

        def work(connection: Connection) -> Claimed:
            ids = identity_looking.members(connection, identifier)
            of_it = claims_of(connection, ids, ROLES[:-1], limit)
            by_it = claims_of(connection, ids, (ORIGIN,), limit)
            shown = (hits(connection, list(found.places)) for found in (of_it, by_it))
            one, other = (tuple(found) for found in shown)
            return Claimed(one, of_it.count, other, by_it.count)

        return self._read(work)

    def judge(self, a: str, b: str, verdict: Verdict, by: str, reason: str = "") -> Judgement:
        """Keep a person's judgement that two ids (or `entity@report`, what one report names so) are one entity or are
        not, and group anew.

        KhabarError for an id that nobody knows, and where other judgements by persons say the contrary: it names them.
        """
        asked = identity_judging.Asked(a, b, verdict, by, reason)
        return self._write(lambda linker: identity_judging.judge(linker, asked))

    def keep(self, judgements: Iterable[Judgement]) -> int:
        """Keep judgements by persons as another archive holds them, and group anew; how many were new."""
        held = [one for one in judgements if one.by != MACHINE]
        return self._write(lambda linker: identity_judging.keep(linker, held))

    def withdraw(self, identifier: str) -> Judgement:
        """Mark a person's judgement as withdrawn and group anew; it is kept. KhabarError for an unknown id or one that
        several begin with, and for a judgement by the machine."""
        return self._write(lambda linker: identity_judging.withdraw(linker, identifier))

    def judgements(self, unsure: bool = False, by: str | None = None) -> list[Listed]:
        """The judgements with the English names of their sides: persons' newest first, then the machine's by score.

        `unsure` gives those that wait for a person: not sure, or sure but not applied, and settled by nobody; `by`
        those of one person or of "machine".
        """
        return self._read(lambda connection: identity_judging.listed(connection, unsure, by))

    def _write(self, work: Callable[[Linker], T]) -> T:
        store = self.transactions.store
        return self.transactions.write(lambda connection: work(Linker(store, connection)))

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self.transactions.read(work)


__all__ = ["Candidate", "Claimed", "Described", "Identities", "Judgement", "Linked", "Listed", "Verdict"]
