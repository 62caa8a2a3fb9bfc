"""Claims: one event on the word of one chain of sources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabar.model.attributions import SourceKind, Stance
from khabar.model.span import Span


class Factuality(StrEnum):
    """The eight values of FactBank (Saurí & Pustejovsky 2009): how far a source commits to an event."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAIN_NOT = "CT-"
    PROBABLE_NOT = "PR-"
    POSSIBLE_NOT = "PS-"
    CERTAIN_UNKNOWN = "CTu"
    UNKNOWN = "Uu"


class LinkRole(StrEnum):
    """What a link does in the chain."""

    PUBLISHER = "publisher"
    AGENCY = "agency"
    SOURCE = "source"
    TOLD = "told"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Link:
    """One source of a chain.

    `name` is in the report's own words (or the publisher's name); `span` points at it, None for the publisher and the
    byline. `factuality` is how far this source commits to the event, None for evidence and for outlets that were told.
    """

    role: LinkRole
    name: str | None
    kind: SourceKind | None
    stance: Stance | None
    span: Span | None
    attribution: str | None
    factuality: Factuality | None


@dataclass(frozen=True, slots=True)
class Claim:
    """An event and its chain, from the publisher down to the evidence.

    `content` is the stretch that the innermost source vouches for (the sentence, when the publisher speaks itself);
    `likelihood` points at a word such as "perhaps", kept apart from the confidence in the source.
    """

    id: str
    event: str
    chain: tuple[Link, ...]
    content: tuple[Span, ...]
    likelihood: Span | None
