"""Attributions: on whose word a stretch of the report stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabar.model.evidence import Evidence
from khabar.model.span import Span


class SourceKind(StrEnum):
    """What sort of source speaks."""

    PERSON = "person"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    MEDIA = "media"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class Style(StrEnum):
    """How the source's words are given."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Stance(StrEnum):
    """What the source does with its words."""

    STATE = "state"
    ANNOUNCE = "announce"
    CONFIRM = "confirm"
    WARN = "warn"
    URGE = "urge"
    ACCUSE = "accuse"
    DENY = "deny"
    PROMISE = "promise"
    THREATEN = "threaten"
    EXPECT = "expect"
    THINK = "think"
    ASK = "ask"
    PRAISE = "praise"
    CONDEMN = "condemn"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of the report presented as coming from somebody other than the publisher.

    `source` is the noun phrase beside the cue, None where the text leaves it out. `speaker` is the fullest mention of
    the same source in the report, in the report's own words; None where nobody can be told. `content` is one span, or
    two when the cue stands in its middle. `parent` is the id of the attribution that this one sits inside.
    """

    id: str
    cue: Span
    source: Span | None
    speaker: str | None
    kind: SourceKind
    content: tuple[Span, ...]
    style: Style
    stance: Stance
    told: Span | None
    basis: Span | None
    parent: str | None
    evidence: Evidence
