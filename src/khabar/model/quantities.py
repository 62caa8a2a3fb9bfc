"""What an event counts: people harmed, and sums or loads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabar.model.span import Span


class Harm(StrEnum):
    """What befell the people who are counted."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"


class Bound(StrEnum):
    """How a number is meant where it is not exact."""

    LEAST = "at least"
    MOST = "at most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Casualties:
    """People of one kind of harm; `count` is None where the report gives no number ("dozens of wounded")."""

    span: Span
    harm: Harm
    count: int | None
    bound: Bound | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money (`unit` in ISO 4217) or a load (`unit` t, kg, l, bbl …); `value` None where there is no number."""

    span: Span
    value: float | None
    unit: str
    bound: Bound | None
