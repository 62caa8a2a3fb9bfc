"""The machine's judgements: names of the archive that are new, compared with the others and with the known ones.

What is judged of two names depends on nothing but the two, so any order of reports gives the same judgements; which of
them are applied, `archive.identity_groups` decides from all of them. Not for: persons' judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, select, update

from khabar.archive import tables
from khabar.archive.identity_context import unsupported
from khabar.archive.identity_groups import MACHINE, Judgement, Verdict, grouping
from khabar.archive.identity_names import (
    BODY,
    LINKED,
    PERSON,
    TELLING,
    known_candidates,
    link_keys,
    name_of,
    single_keys,
    stands_alone,
    type_of,
    words_of,
)
from khabar.archive.keys import content_hash
from khabar.archive.knowing import known_entities
from khabar.archive.transactions import Store
from khabar.names import Comparison, Name, compare
from khabar.names.comparing import ONE_PERSON
from khabar.names.spelling import words

SAME_BODY = 0.95
"""Score from which the machine judges two bodies' names one. Set on newspaper reports, see docs/entities.md."""
ALIKE, NEARLY = 0.999, 0.985
"""Score from which single words, and bodies' names of common words, are judged one."""
TELLS_ALL = 1.0
"""What must agree for a name to tell enough by itself: one word that is rare, or two that are common."""
UNSURE = {PERSON: 0.75, BODY: 0.85}
"""Score from which two names are put before a person; of persons with names that are always written alike, and are not
here, only those from ONE_PERSON on."""
_SPELT = 3
"""Letters of a word up to which it may be the name of a letter in an abbreviation."""
BATCH = 500
"""Names that are compared in one transaction: a second or two."""
LINK_LOCK = 6_148_914_691_236_517_206
"""Held on PostgreSQL while names are compared or judged: two that do so at once would not see each other's names."""
_ASKED = 400
"""Keys in one question."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking did: names compared, judgements `same` and `unsure` that were new, and groups changed."""

    names: int = 0
    same: int = 0
    unsure: int = 0
    changed: int = 0

    def plus(self, other: Linked) -> Linked:
        """Both together."""
        return Linked(
            self.names + other.names, self.same + other.same, self.unsure + other.unsure, self.changed + other.changed
        )


@dataclass(frozen=True, slots=True)
class Linker:
    """One store and an open transaction on it."""

    store: Store
    connection: Connection

    def lock(self) -> None:
        """Let no other process link or judge until the end of the transaction."""
        if self.connection.dialect.name == "postgresql":
            self.connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LINK_LOCK})")

    def compare_new(self) -> Linked:
        """Compare the next BATCH names that are new, and make the groups when they are the last; `names` is 0 when
        there are none."""
        self.lock()
        names = tables.appellation.c
        new = select(names.entity).where(names.linked == 0).distinct().order_by(names.entity).limit(BATCH + 1)
        entities = list(self.connection.execute(new).scalars())
        if not entities:
            return Linked()
        done = self._compare(entities[:BATCH])
        return done if len(entities) > BATCH else replace(done, changed=self.regroup())

    def _compare(self, entities: Sequence[str]) -> Linked:
        names = tables.appellation.c
        self._index(entities)
        made = {one.id: one for one in self._judged([one for one in entities if type_of(one) in LINKED])}
        fresh = [one for one in made.values() if self._is_new(one)]
        if fresh:
            self.store.insert(self.connection, tables.judgement, list(map(row_of, fresh)))
        self.connection.execute(
            update(tables.appellation).where(names.entity.in_(entities), names.linked == 0).values(linked=1)
        )
        same = sum(one.verdict == Verdict.SAME for one in fresh)
        return Linked(len(entities), same, len(fresh) - same)

    def forget(self) -> None:
        """Take back all that the machine judged, so that all names are compared anew; persons' judgements stay."""
        self.lock()
        self.connection.execute(delete(tables.judgement).where(tables.judgement.c.by == MACHINE))
        self.connection.execute(delete(tables.name_part))
        self.connection.execute(update(tables.appellation).values(linked=0))
        self.regroup()

    def regroup(self) -> int:
        """Make the groups that follow from the judgements; how many names have moved."""
        self.lock()
        held = judgements(self.connection, withdrawn=False)
        found = grouping(held, frozenset(unsupported(self.connection, held)))
        for applied in (True, False):
            ids = [one.id for one in held if one.applied != applied and (one.id in found.applied) == applied]
            self._mark(ids, int(applied))
        return self._move(found.entity)

    def _mark(self, ids: Sequence[str], applied: int) -> None:
        for some in _handfuls(ids):
            changed = update(tables.judgement).where(tables.judgement.c.id.in_(some))
            self.connection.execute(changed.values(applied=applied))

    def _move(self, entity: Any) -> int:
        held = tables.identity.c
        before = {row.member: row.entity for row in self.connection.execute(select(tables.identity))}
        gone = [member for member, group in before.items() if entity.get(member) != group]
        for some in _handfuls(gone):
            self.connection.execute(delete(tables.identity).where(held.member.in_(some)))
        come = [(member, group) for member, group in entity.items() if before.get(member) != group]
        if come:
            self.store.insert(self.connection, tables.identity, come)
        return len({*gone, *(member for member, _ in come)})

    def _index(self, entities: Sequence[str]) -> None:
        """Keep the parts by which the names are found."""
        names = tables.appellation.c
        wanted = select(names.entity, names.type, names.form, names.en).where(names.entity.in_(entities))
        rows = {
            (part, entity)
            for entity, kind, form, en in self.connection.execute(wanted)
            for part in found_by(entity, kind, (form, en))
        }
        if rows:
            self.store.insert(self.connection, tables.name_part, sorted(rows))

    def _judged(self, entities: Sequence[str]) -> Iterator[Judgement]:
        beside = self._beside([one for one in entities if not stands_alone(one)])
        for entity in entities:
            kind = type_of(entity)
            mine = name_of(words_of(entity), kind)
            for other in sorted(beside.get(entity, ())):
                yield from judged((entity, mine), (other, name_of(words_of(other), kind)), kind)
            yield from with_known(entity, mine, kind)

    def _beside(self, entities: Sequence[str]) -> dict[str, set[str]]:
        """The local names that share a key with each."""
        wanted = {one: link_keys(name_of(words_of(one), type_of(one)), type_of(one)) for one in entities}
        part = tables.name_part.c
        by_key: dict[str, list[str]] = defaultdict(list)
        for some in _handfuls(sorted({key for found in wanted.values() for key in found})):
            held = select(part.part, part.entity).where(part.part.in_(some))
            for key, entity in self.connection.execute(held):
                by_key[key].append(entity)
        return {
            one: {other for key in found for other in by_key[key] if other != one and type_of(other) == type_of(one)}
            for one, found in wanted.items()
        }

    def _is_new(self, judgement: Judgement) -> bool:
        held = select(tables.judgement.c.id).where(tables.judgement.c.id == judgement.id)
        return self.connection.execute(held).first() is None


def found_by(entity: str, kind: str, written: Iterable[str]) -> set[str]:
    """The parts that an entity is found by: single ones for looking up, and for a name that reports alone know those
    that it is compared by; none for those of the tables, which are looked up there."""
    if entity in known_entities():
        return set()
    words = words_of(entity)
    texts = (words,) if words else tuple(text for text in written if text)
    found = {key for text in texts for key in single_keys(name_of(text, kind))}
    if type_of(entity) in LINKED and not stands_alone(entity):
        found |= link_keys(name_of(words, kind), kind)
    return found


def with_known(entity: str, name: Name, kind: str) -> Iterator[Judgement]:
    """The judgements on a name and the known entities, of each by its nearest spelling."""
    best: dict[str, tuple[float, Name]] = {}
    for known in known_candidates(name, kind):
        score = compare(known.name, name).score
        if score > best.get(known.entity, (0.0, name))[0]:
            best[known.entity] = (score, known.name)
    for known_id, (_, spelling) in sorted(best.items()):
        yield from judged((entity, name), (known_id, spelling), kind)


def judged(one: tuple[str, Name], other: tuple[str, Name], kind: str) -> Iterator[Judgement]:
    """What the machine judges of two entities by their names; nothing where they are not much alike."""
    (left, mine), (right, theirs) = sorted((one, other), key=lambda side: side[0])
    found = compare(mine, theirs)
    if found.telling < TELLING[kind] or found.score < _least(found, kind):
        return
    verdict = Verdict.SAME if is_sure(found, kind) else Verdict.UNSURE
    identifier = content_hash("judgement", MACHINE, left, right)
    yield Judgement(identifier, left, right, verdict, round(found.score, 3), found.reason, MACHINE)


def _least(found: Comparison, kind: str) -> float:
    """The score from which two names are worth a person's look."""
    other_family = kind == PERSON and found.is_settled and not found.word_for_word
    return ONE_PERSON if other_family else UNSURE[kind]


def is_sure(found: Comparison, kind: str) -> bool:
    """Whether two names are so alike that they are judged one."""
    return found.is_one_person and found.telling >= TELLS_ALL if kind == PERSON else _sure_body(found)


def _sure_body(found: Comparison) -> bool:
    """A single word and an abbreviation must be written alike, what tells little nearly so."""
    one, other = words(found.left.text), words(found.right.text)
    if all(len(word) <= _SPELT for word in (*one, *other)):
        return one == other
    if len(found.pairs) < 2 and (len(found.left.parts) < 2 or len(found.right.parts) < 2):
        return found.score >= ALIKE
    return found.score >= (SAME_BODY if found.telling >= TELLS_ALL else NEARLY)


def row_of(one: Judgement) -> tuple[Any, ...]:
    """A judgement as a row."""
    told = (one.id, one.a, one.b, one.verdict.value, one.score, one.reason, one.by)
    return (*told, one.made, one.withdrawn, int(one.applied))


def judgement_of(row: Any) -> Judgement:
    """A row as a judgement."""
    told = (row.id, row.a, row.b, Verdict(row.verdict), row.score, row.reason, row.by)
    return Judgement(*told, row.made, row.withdrawn, bool(row.applied))


def judgements(connection: Connection, withdrawn: bool = True) -> list[Judgement]:
    """All judgements, or those that are not withdrawn."""
    found = select(tables.judgement)
    if not withdrawn:
        found = found.where(tables.judgement.c.withdrawn.is_(None))
    return [judgement_of(row) for row in connection.execute(found)]


def _handfuls(items: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (items[at : at + _ASKED] for at in range(0, len(items), _ASKED))
