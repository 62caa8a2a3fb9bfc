"""What the text room must be told of a language: its marks and how it analyses a written form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from khabar.model import WordInfo, WordKind


@dataclass(frozen=True, slots=True)
class Marks:
    """Punctuation by what it does, in folded form.

    `quotes` are (opening, closing) pairs; `straight` are marks
    that open and close alike; `entities` are escaped marks left over from web pages with what they stand for.
    `abbreviations` are the folded words before a full stop that does not end a sentence.
    """

    sentence_end: frozenset[str]
    clause_end: frozenset[str]
    colon: frozenset[str]
    quotes: tuple[tuple[str, str], ...]
    straight: frozenset[str]
    entities: tuple[tuple[str, str], ...]
    abbreviations: frozenset[str]
    dash: frozenset[str]
    brackets: frozenset[str]


class TextRules(Protocol):
    """The part of a language that cutting a text into words and sentences needs."""

    @property
    def marks(self) -> Marks:
        """Punctuation."""

    @property
    def tokens(self) -> dict[str, tuple[WordKind, WordInfo | None]]:
        """What raw tokens were found to be, kept from one report to the next; None for what is no token."""

    def info(self, form: str) -> WordInfo:
        """All that is known of a folded written form; the same object for the same form."""

    def leaves_open(self, info: WordInfo) -> bool:
        """Whether a paragraph that ends with this word must go on in the next one."""
