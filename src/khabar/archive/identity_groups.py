"""Which names are one entity, from what was judged of them in pairs: a pure function of the judgements that hold.

Persons' judgements go first, then the machine's, surest first, as long as none joins what a person held different or
two entities of the tables, and what the reports say beside the names speaks for it; what is then not joined is unsure.
So neither the order of reports nor doing it twice changes anything, and what is withdrawn leaves no trace. Not for:
comparing names (`archive.identity_linking`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from khabar.archive.involvement import AT

LOCAL = "report:"
"""Begins the ids of entities that no table knows."""
MACHINE = "machine"
"""Who made a judgement that no person made."""


class Verdict(StrEnum):
    """What a judgement says of two ids."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged of two ids, `a` before `b` by the alphabet: ids of entities, or `entity@report` for what one
    report names so. `score` (0 to 1) is the machine's; `made` and `withdrawn` are UTC times as ISO 8601 texts, the
    machine's judgements have none. `applied` says whether a `same` joins them as things stand."""

    id: str
    a: str
    b: str
    verdict: Verdict
    score: float | None
    reason: str
    by: str
    made: str | None = None
    withdrawn: str | None = None
    applied: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids."""
        return self.a, self.b


@dataclass(frozen=True, slots=True)
class Grouping:
    """The members of groups of two or more with the id of their group, and the ids of the judgements `same` that were
    applied."""

    entity: Mapping[str, str]
    applied: frozenset[str]


def is_known(member: str) -> bool:
    """Whether a member is an entity of the tables."""
    return not member.startswith(LOCAL) and AT not in member


def grouping(judgements: Iterable[Judgement], unsupported: frozenset[str] = frozenset()) -> Grouping:
    """The groups that judgements make. Withdrawn ones do nothing; those of the machine with an `unsupported` id join
    nothing, and what other ones of the machine join does not join their sides either."""
    held = [one for one in judgements if one.withdrawn is None]
    persons = [one for one in held if one.by != MACHINE]
    machines = [one for one in held if one.by == MACHINE]
    groups = _Groups()
    for one in persons:
        if one.verdict == Verdict.DIFFERENT:
            groups.hold_apart(*one.pair)
    same = sorted((one for one in persons if one.verdict == Verdict.SAME), key=lambda one: (one.made or "", one.id))
    for one in machines:
        if one.id in unsupported:
            groups.doubt(*one.pair)
    sure = sorted(_sure(machines, persons, unsupported), key=lambda one: (_local(one), -(one.score or 0), one.pair))
    applied = [one.id for one in same if groups.join(*one.pair)]
    applied += [one.id for one in sure if groups.join(*one.pair, knowing=True)]
    for member in sorted({end for one in persons for end in one.pair if AT in end}):
        groups.join(member, member.partition(AT)[0])
    return Grouping(groups.named(), frozenset(applied))


def _local(judgement: Judgement) -> bool:
    """Whether a judgement is on two names that no table knows: those of known entities decide first."""
    return not any(map(is_known, judgement.pair))


def _sure(machines: Sequence[Judgement], persons: Sequence[Judgement], unsupported: frozenset[str]) -> list[Judgement]:
    """The machine's `same` where a name has no other candidate that is unlike the one; a known entity may have many
    spellings that are unlike each other."""
    refused = {one.pair for one in persons if one.verdict == Verdict.DIFFERENT}
    alike = {one.pair for one in (*machines, *persons) if one.by == MACHINE or one.verdict == Verdict.SAME}
    beside: dict[str, set[str]] = defaultdict(set)
    same = [
        one for one in machines if one.verdict == Verdict.SAME and one.pair not in refused and one.id not in unsupported
    ]
    for one in same:
        beside[one.a].add(one.b)
        beside[one.b].add(one.a)

    def single(one: str, other: str) -> bool:
        others = () if is_known(one) else beside[one] - {other}
        return all((min(other, third), max(other, third)) in alike for third in others)

    return [one for one in same if single(one.a, one.b) and single(one.b, one.a)]


def canonical(members: Iterable[str]) -> str:
    """The id of a group: that of a known entity, else of the fullest name; of several the first by the alphabet."""
    return min(members, key=lambda one: (not is_known(one), AT in one, -one.count("_"), one))


@dataclass(slots=True)
class _Groups:
    """Sets of members that are joined one by one."""

    of: dict[str, set[str]] = field(default_factory=dict)
    foes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    strangers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def hold_apart(self, one: str, other: str) -> None:
        self.foes[one].add(other)
        self.foes[other].add(one)

    def doubt(self, one: str, other: str) -> None:
        """Let the machine not join two members, though a person may."""
        self.strangers[one].add(other)
        self.strangers[other].add(one)

    def join(self, one: str, other: str, knowing: bool = False) -> bool:
        """Join the groups of two members, and whether they are one now. `knowing`: not two entities of the tables, nor
        those that are in doubt."""
        here, there = self._group(one), self._group(other)
        if here is there:
            return True
        if _apart(here, there, self.foes):
            return False
        if knowing and ((_knows(here) and _knows(there)) or _apart(here, there, self.strangers)):
            return False
        small, large = sorted((here, there), key=len)
        large |= small
        self.of.update(dict.fromkeys(small, large))
        return True

    def named(self) -> dict[str, str]:
        """Every member of a group of several, with the id of the group."""
        return {member: canonical(group) for member, group in sorted(self.of.items()) if len(group) > 1 or AT in member}

    def _group(self, member: str) -> set[str]:
        return self.of.setdefault(member, {member})


def _apart(here: set[str], there: set[str], foes: Mapping[str, set[str]]) -> bool:
    return any(not foes[member].isdisjoint(there) for member in here if member in foes)


def _knows(group: set[str]) -> bool:
    return any(map(is_known, group))
