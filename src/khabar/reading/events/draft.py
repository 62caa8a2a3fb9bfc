"""What is known of an event while the layer is still reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khabar.languages.events import EventLexicon, Trigger
from khabar.model import Attribution, Morph, Sentence, Status
from khabar.reading.sheet import Sheet
from khabar.text.ranges import Range


@dataclass(frozen=True, slots=True)
class Held:
    """An attribution in word indices."""

    attribution: Attribution
    cue: Range
    source: Range | None
    content: tuple[Range, ...]

    @property
    def size(self) -> int:
        """How many words its content covers."""
        return sum(last - first for first, last in self.content)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a report is about: the share of its words in each domain, and of its sentences that name, date or count."""

    domains: Mapping[str, float]
    anchored: float


@dataclass(frozen=True, slots=True)
class Context:
    """What every step of the layer needs.

    `held` are the attributions in order, `cues` the attribution whose cue a word belongs to, `holders` those whose
    content holds a word, the narrowest first, both by word index; `topic` is what the report is about.
    """

    sheet: Sheet
    lexicon: EventLexicon
    held: tuple[Held, ...]
    published: str
    cues: Mapping[int, Held]
    holders: Mapping[int, Sequence[int]]
    topic: Topic = Topic({}, 1.0)


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in word indices.

    `words` is the trigger, `head` the word whose arguments are looked for (the verb of a pair). `morph` is the reading
    of a verb, None for nouns. `carrier` is the verb that carries an event noun ("carried out an attack"), `pair` where
    the noun of a verb-and-noun pair stands. `held` is the index of the innermost attribution. `dropped` says that a
    verb shows no subject.
    """

    sentence: Sentence
    words: Range
    head: int
    trigger: Trigger
    morph: Morph | None
    possessed: bool = False
    definite: bool = False
    actors: tuple[Range, ...] = ()
    recipients: tuple[Range, ...] = ()
    places: tuple[Range, ...] = ()
    time: int | None = None
    status: Status = Status.OCCURRED
    held: int | None = None
    carrier: int | None = None
    pair: int | None = None
    dropped: bool = False

    @property
    def verbal(self) -> bool:
        """Whether a finite verb triggers it."""
        return self.morph is not None

    @property
    def argued(self) -> bool:
        """Whether it has an argument of its own."""
        return bool(self.actors or self.recipients)
