"""Reports and readings as written words: what the scorer compares.

A span stands for the set of written words that it touches, so a reader that cuts clitics off or takes punctuation in
loses nothing. Not for: pairing or counting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Words = frozenset[int]
"""Positions, in the list of a text's written words, of the words that a span touches."""

NOTHING: Words = frozenset()

WORD = re.compile(r"\w+")
VOWELS_AND_TATWEEL = re.compile("[\u064b-\u0652\u0640]")
ALEF_FORMS = re.compile("[\u0623\u0625\u0622\u0671]")
ONE_SPELLING = str.maketrans({"\u0629": "\u0647", "\u0649": "\u064a"})
ARTICLE = "\u0627\u0644"


@dataclass(frozen=True, slots=True)
class AttributionWords:
    """An attribution with its spans as words; `label` says which it is in a difference, `item` is as in its file."""

    id: str
    cue: Words
    source: Words
    content: Words
    speaker: frozenset[str]
    marks: tuple[str | None, str | None, str | None]
    parent: str | None
    label: str
    item: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EventWords:
    """An event with its spans as words."""

    type: str
    trigger: Words
    actors: Words
    recipients: Words
    status: str
    attribution: str | None
    label: str
    item: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MentionWords:
    """A time or a name: its words and the one value that must agree."""

    words: Words
    value: str
    label: str
    item: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A report's raw text with the bounds of its written words."""

    raw: str
    bounds: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, raw: str) -> Text:
        """Cut `raw` into written words; punctuation belongs to none."""
        return cls(raw, tuple(match.span() for match in WORD.finditer(raw)))

    def words(self, span: Mapping[str, Any] | None) -> Words:
        """The words that `span` touches; none for an absent span."""
        if not span:
            return NOTHING
        start, end = span["start"], span["end"]
        return frozenset(at for at, (first, last) in enumerate(self.bounds) if first < end and last > start)

    def all_words(self, spans: Iterable[Mapping[str, Any]] | None) -> Words:
        """The words that any of `spans` touches."""
        return NOTHING.union(*(self.words(span) for span in spans or ()))

    def slice(self, span: Mapping[str, Any] | None) -> str:
        """What the span says, or a dash for an absent span."""
        return self.raw[span["start"] : span["end"]] if span else "-"


def overlap(one: Words, other: Words) -> float:
    """F1 of two sets of words; 1 when both are empty, 0 when one is."""
    if not one and not other:
        return 1.0
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def fold(name: str | None) -> frozenset[str]:
    """The words of a name in one spelling, without the Arabic article, so that titles and spellings may differ."""
    bare = ALEF_FORMS.sub("\u0627", VOWELS_AND_TATWEEL.sub("", name or "")).translate(ONE_SPELLING)
    return frozenset(_without_article(word) for word in WORD.findall(bare.lower()))


def _without_article(word: str) -> str:
    return word[len(ARTICLE) :] if word.startswith(ARTICLE) and len(word) > 4 else word


def same_speaker(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two folded names are one speaker: half of the shorter name's words are shared, or both are unknown."""
    if not one and not other:
        return True
    shared = len(one & other)
    return shared > 0 and shared >= 0.5 * min(len(one), len(other))


def attribution_words(item: Mapping[str, Any], text: Text) -> AttributionWords:
    content = item.get("content") or ()
    return AttributionWords(
        id=item["id"],
        cue=text.words(item.get("cue")),
        source=text.words(item.get("source")),
        content=text.all_words(content),
        speaker=fold(item.get("speaker")),
        marks=(item.get("kind"), item.get("style"), item.get("stance")),
        parent=item.get("parent"),
        label=f"{text.slice(item.get('cue'))} | {text.slice(item.get('source'))} | "
        + " … ".join(text.slice(piece) for piece in content),
        item=item,
    )


def event_words(item: Mapping[str, Any], text: Text) -> EventWords:
    return EventWords(
        type=item["type"],
        trigger=text.words(item.get("trigger")),
        actors=text.all_words(item.get("actors")),
        recipients=text.all_words(item.get("recipients")),
        status=item["status"],
        attribution=item.get("attribution"),
        label=f"{item['type']} {text.slice(item.get('trigger'))}",
        item=item,
    )


def mention_words(items: Sequence[Mapping[str, Any]], text: Text, key: str) -> list[MentionWords]:
    return [MentionWords(text.words(item), item[key], f"{text.slice(item)} {item[key]}", item) for item in items]
