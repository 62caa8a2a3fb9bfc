"""Words and sentences: a report's text as the layers see it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from enum import StrEnum

from khabar.model.report import Report
from khabar.model.span import Span


class WordKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Morph:
    """One way to read a written word: clitics, stem and what the lexicon knows of the stem.

    `proclitics` and `enclitic` are folded letters as the language's tables name them; `stem` keeps the article.
    `pos` is one of the classes in `languages.base.Pos`; `lemma` the lexicon's head form. Verbal features are "" where
    they do not apply: tense past|present, person 1|2|3, gender m|f, number s|d|p, voice active|passive.
    """

    stem: str
    pos: str
    lemma: str
    proclitics: tuple[str, ...] = ()
    enclitic: str = ""
    tense: str = ""
    person: int = 0
    gender: str = ""
    number: str = ""
    voice: str = ""
    mood: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class WordInfo:
    """Everything the language knows of one folded written form; shared by all words so written, and so its own key.

    `morphs` come likeliest first. `variants` are the ways to cut proclitics off, for matching phrases whose first word
    carries them: (proclitics, rest), the uncut form first; `rests` are those rests. `pos` holds the classes of all
    morphs.
    """

    form: str
    morphs: tuple[Morph, ...]
    variants: tuple[tuple[tuple[str, ...], str], ...]
    rests: tuple[str, ...]
    pos: frozenset[str]
    definite: bool

    def among(self, forms: Set[str]) -> bool:
        """Whether the form, with or without its proclitics, is one of `forms` (folded)."""
        return not forms.isdisjoint(self.rests)


@dataclass(frozen=True, slots=True)
class Word:
    """One token of the raw text: a written word, a number or a punctuation mark."""

    index: int
    span: Span
    kind: WordKind
    info: WordInfo

    @property
    def form(self) -> str:
        """The folded form."""
        return self.info.form

    def has(self, pos: str) -> bool:
        """Whether some reading of the word is of class `pos`."""
        return pos in self.info.pos


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of words, [first, last) by index; `title` marks the report's headline."""

    index: int
    first: int
    last: int
    paragraph: int
    title: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: `span` without the marks, `outer` with them.

    `closed` is False where the report never closes it and it was ended at its paragraph's end.
    """

    span: Span
    outer: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class FoldedText:
    """The folded view of a raw text, and the way back.

    `offsets[i]` is the raw position of folded character i; it has one more entry for the end of the text.
    """

    text: str
    offsets: tuple[int, ...] | range = field(repr=False)

    def raw(self, start: int, end: int) -> Span:
        """The raw span of folded characters [start, end) (end > start)."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A report cut into words, sentences and quotations."""

    report: Report
    folded: FoldedText
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]

    def span(self, first: int, last: int) -> Span:
        """The raw span of words [first, last) (at least one)."""
        return Span(self.words[first].span.start, self.words[last - 1].span.end)

    def text(self, span: Span) -> str:
        """The raw text of a span."""
        return span.of(self.report.text)
