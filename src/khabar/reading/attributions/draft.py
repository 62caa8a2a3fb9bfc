"""What is known of an attribution while the layer is still reading."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.languages.attributions import AttributionLexicon
from khabar.model import SourceKind, Stance
from khabar.reading.sheet import Sheet
from khabar.text.ranges import Range


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a verb shows of its subject; "" or 0 where it shows nothing."""

    person: int = 0
    gender: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in word indices.

    `dropped` says that a subject is to be filled in from before. `outer` marks a cue after the fact, which holds all
    other attributions inside its content. `relay` is the cue index of the draft it must sit inside; `kind` the kind of
    a source that has no phrase of its own.
    """

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    stance: Stance
    rule: str
    agreement: Agreement = field(default_factory=Agreement)
    dropped: bool = False
    told: Range | None = None
    outer: bool = False
    relay: int | None = None
    kind: SourceKind | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What every step of the layer needs."""

    sheet: Sheet
    lexicon: AttributionLexicon
