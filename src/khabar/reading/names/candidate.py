"""A stretch of words that may be a name, before it is weighed against its neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khabar.model import NameType


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [first, last) that may be a name.

    `tokens` are its folded words without proclitics. `entity` and `english` are "" where no table tells; `weight` is
    the trust in the rule (higher wins between names of one length); `cues` are the indices of the words that called
    for it.
    """

    first: int
    last: int
    type: NameType
    tokens: tuple[str, ...]
    rule: str
    english: str = ""
    entity: str = ""
    kind: str = ""
    weight: int = 1
    cues: tuple[int, ...] = ()
    transliterated: bool = False

    def overlaps(self, other: Candidate) -> bool:
        """Whether the two share a word."""
        return self.first < other.last and other.first < self.last


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand, none overlapping another, by start: the longest first, then the most trusted."""
    taken: set[int] = set()
    out: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: (c.first - c.last, -c.weight, c.first)):
        if taken.isdisjoint(range(one.first, one.last)):
            taken.update(range(one.first, one.last))
            out.append(one)
    return sorted(out, key=lambda c: c.first)
