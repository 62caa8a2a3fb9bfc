"""A stretch of words that may be a name, before it is weighed against its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.model import NameType


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words [first, last) that may be a name.

    `tokens` are its folded words without proclitics. `entity` and `english` are "" where no table tells; `weight` is
    the trust in the rule (higher wins between names of one length); `cues` are the indices of the words that called
    for it; `shadowed` says that it only keeps others off its words and is no name itself.
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
    shadowed: bool = False

    def overlaps(self, other: Candidate) -> bool:
        """Whether the two share a word."""
        return self.first < other.last and other.first < self.last
