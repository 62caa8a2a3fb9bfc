"""Counting: hits against gold and read items, by measure, and what differs in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: how many items were hit, stand in the gold, and were read."""

    hit: int
    gold: int
    read: int

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 0 when nothing was read."""
        return self.hit / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 when the gold is empty."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a reading departs from the gold.

    `gold` and `read` are the items as their files hold them, None on the side that lacks it; `parts` names what differs
    where both have it; `what` says it in words for a person.
    """

    report: str
    layer: str
    what: str
    gold: Mapping[str, Any] | None = None
    read: Mapping[str, Any] | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures by name, and every difference in the order of the reports."""

    rows: dict[str, Row]
    differences: tuple[Difference, ...]
    reports: int = 1


@dataclass(slots=True)
class Tally:
    """Counts hits, gold items and read items by measure while reports are scored."""

    hits: dict[str, int] = field(default_factory=dict)
    golds: dict[str, int] = field(default_factory=dict)
    reads: dict[str, int] = field(default_factory=dict)

    def add(self, measure: str, *, hit: int = 0, gold: int = 0, read: int = 0) -> None:
        """Add to one measure; a measure exists from the first time it is added to, even by nothing."""
        for counts, number in ((self.hits, hit), (self.golds, gold), (self.reads, read)):
            counts[measure] = counts.get(measure, 0) + number

    def rows(self) -> dict[str, Row]:
        """The measures by name, sorted."""
        return {name: Row(self.hits[name], self.golds[name], self.reads[name]) for name in sorted(self.hits)}
