"""Events: who does what to whom, and whether it happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabar.model.evidence import Evidence
from khabar.model.quantities import Amount, Casualties
from khabar.model.span import Span


class EventType(StrEnum):
    """The sixteen types of PLOVER (Halterman et al. 2023); labels and codes stand in the ontology."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether the event is said to have happened."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    REQUESTED = "requested"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the report.

    `mode` and `context` are ids of the ontology, "" and () where the words do not tell. `time` is the expression that
    dates it; `attribution` the id of the innermost attribution whose content holds the trigger. `equipment` are the
    weapons and vehicles it is told with, `casualties` the people it harmed, `amounts` its sums and loads.
    """

    id: str
    type: EventType
    mode: str
    contexts: tuple[str, ...]
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    places: tuple[Span, ...]
    time: Span | None
    status: Status
    attribution: str | None
    evidence: Evidence
    equipment: tuple[Span, ...] = ()
    casualties: tuple[Casualties, ...] = ()
    amounts: tuple[Amount, ...] = ()
