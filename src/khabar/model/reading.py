"""A reading: everything that was read from one report."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.model.attributions import Attribution
from khabar.model.claims import Claim
from khabar.model.events import Event
from khabar.model.names import Mention, NameType
from khabar.model.report import Report
from khabar.model.span import Span
from khabar.model.times import TimeExpression


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that the report names, with every mention of it in reading order."""

    id: str
    type: NameType
    english: str
    name: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The layers of one report, each ordered by where it starts in the text."""

    report: Report
    language: str
    names: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    times: tuple[TimeExpression, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
