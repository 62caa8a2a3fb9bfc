"""Time expressions and what they mean on the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabar.model.evidence import Evidence
from khabar.model.span import Span


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression with its TIMEX3 value; None where it cannot be known (no publication date to count from)."""

    span: Span
    type: TimeType
    value: str | None
    evidence: Evidence
