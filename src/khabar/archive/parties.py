"""Who a noun phrase names: its entities, the countries that these belong to, and the tokens that it is found by.

A phrase counts for the country of any entity in it: a minister for the state, a capital for its government. Not for:
finding the entities (the reading did).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khabar.archive.keys import token
from khabar.archive.tokens import indexed, written
from khabar.knowledge.countries import COUNTRY, country_of
from khabar.knowledge.office_phrases import office_in
from khabar.model import NameType

_LOCAL = "report:"
"""Begins the ids of entities that one report alone knows."""


@dataclass(frozen=True, slots=True)
class Party:
    """A noun phrase: its words as printed, its span, and the first known entity in it with its country."""

    phrase: str
    start: int
    stop: int
    entities: tuple[str, ...]
    countries: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The named mentions of a report, as dictionaries in reading order, with where they start, and the day that tells
    who held an office; None where that is unknown."""

    text: str
    mentions: Sequence[Mapping[str, Any]]
    starts: Sequence[int]
    published: date | None = None

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mapping[str, Any]], published: date | None = None) -> Names:
        """Those of a reading's layer of names."""
        ordered = sorted(mentions, key=lambda mention: int(mention["start"]))
        return cls(text, ordered, [mention["start"] for mention in ordered], published)

    def party(self, span: Mapping[str, int]) -> Party:
        """The phrase at a span. An office without a name comes first as the person who held it."""
        start, stop = span["start"], span["end"]
        inside = list(self._inside(start, stop))
        known = (mention["entity"] for mention in inside if not _local(mention["entity"]))
        entities = dict.fromkeys((*self._holder(start, stop, inside), *known))
        countries = dict.fromkeys(country for one in entities if (country := country_of(one)))
        english = dict.fromkeys(mention["en"] for mention in inside if mention["en"])
        return Party(self.text[start:stop], start, stop, tuple(entities), tuple(countries), tuple(english))

    def within(self, start: int, stop: int) -> Iterator[str]:
        """The ids of the entities that are named inside a span, known or the report's own, in reading order; before
        them who held the office that the span names without saying who."""
        inside = list(self._inside(start, stop))
        yield from self._holder(start, stop, inside)
        yield from (str(mention["entity"]) for mention in inside if mention["entity"])

    def _holder(self, start: int, stop: int, inside: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """The person who held the office that a phrase names; none where a person's name stands in it."""
        if any(mention["type"] == NameType.PERSON.value for mention in inside):
            return
        linked = office_in(self.text[start:stop], self.published)
        if linked is not None:
            yield linked.entity

    def _inside(self, start: int, stop: int) -> Iterator[Mapping[str, Any]]:
        for at in range(bisect_left(self.starts, start), len(self.starts)):
            if self.starts[at] >= stop:
                return
            if self.mentions[at]["end"] <= stop:
                yield self.mentions[at]


def _local(entity: str | None) -> bool:
    return not entity or entity.startswith(_LOCAL)


def party_tokens(field: str, party: Party, language: str | None) -> Iterator[str]:
    """The tokens by which a phrase is found in a field: entities, countries, words in either script."""
    for entity in party.entities:
        yield token(field, entity)
    for country in party.countries:
        yield token(field, COUNTRY + country)
    yield from word_tokens(field, party.phrase, language)
    for english in party.english:
        yield from word_tokens(field, english, None)


def word_tokens(field: str, text: str, language: str | None) -> Iterator[str]:
    """The tokens of the words of a text in a field."""
    for form in written(text):
        cuts = indexed(form, language)
        yield token(field, cuts.main)
        yield from (token(field, more) for more in cuts.more)
