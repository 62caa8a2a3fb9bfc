"""Who a noun phrase names: its entities, the countries that these belong to, and the tokens that it is found by.

A phrase counts for the country of any entity in it: a minister for the state, a capital for its government. Not for:
finding the entities (the reading did).
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from khabar.archive.keys import token
from khabar.archive.tokens import indexed, written
from khabar.knowledge.gazetteer import ENTITY_TABLES
from khabar.lexicon.table import read_rows

COUNTRY = "country:"
_NATIONALITY = "nationality:"
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
    """The named mentions of a report, as dictionaries in reading order, with where they start."""

    text: str
    mentions: Sequence[Mapping[str, Any]]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mapping[str, Any]]) -> Names:
        """Those of a reading's layer of names."""
        ordered = sorted(mentions, key=lambda mention: int(mention["start"]))
        return cls(text, ordered, [mention["start"] for mention in ordered])

    def party(self, span: Mapping[str, int]) -> Party:
        """The phrase at a span."""
        start, stop = span["start"], span["end"]
        inside = list(self._inside(start, stop))
        entities = dict.fromkeys(mention["entity"] for mention in inside if not _local(mention["entity"]))
        countries = dict.fromkeys(country for one in entities if (country := country_of(one)))
        english = dict.fromkeys(mention["en"] for mention in inside if mention["en"])
        return Party(self.text[start:stop], start, stop, tuple(entities), tuple(countries), tuple(english))

    def _inside(self, start: int, stop: int) -> Iterator[Mapping[str, Any]]:
        for at in range(bisect_left(self.starts, start), len(self.starts)):
            if self.starts[at] >= stop:
                return
            if self.mentions[at]["end"] <= stop:
                yield self.mentions[at]


def _local(entity: str | None) -> bool:
    return not entity or entity.startswith(_LOCAL)


def country_of(entity: str) -> str:
    """The ISO 3166 alpha-2 code of the country that an entity belongs to, "" for none.

    >>> country_of("nationality:country:MY")
    'MY'
    """
    bare = entity.removeprefix(_NATIONALITY)
    if bare.startswith(COUNTRY):
        return bare.removeprefix(COUNTRY).partition("-")[0]
    return _countries().get(entity, "")


@cache
def _countries() -> dict[str, str]:
    """From the ids of known entities to their countries; the first row of an id decides."""
    out: dict[str, str] = {}
    for table in ENTITY_TABLES:
        lines = (files("khabar.knowledge") / "data" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        for cells in csv.reader(lines[1:]):
            out.setdefault(cells[4], cells[5].partition("-")[0])
    return out


@cache
def alpha2(code: str) -> str:
    """The ISO 3166 alpha-2 code of an alpha-2 or alpha-3 code, "" where there is no such country."""
    table = _iso()
    return table.get(code, code if code in table.values() else "")


@cache
def country_named(english: str) -> str:
    """The ISO 3166 alpha-2 code of a country by its English name, "" where there is no such country."""
    return _english().get(english.casefold(), "")


@cache
def _english() -> dict[str, str]:
    lines = (files("khabar.knowledge") / "data" / "countries.csv").read_text(encoding="utf-8").splitlines()
    return {cells[1].casefold(): cells[5].partition("-")[0] for cells in csv.reader(lines[1:])}


@cache
def _iso() -> dict[str, str]:
    rows = read_rows(files("khabar.archive") / "data" / "iso3166.csv", ("alpha3", "alpha2", "source"))
    return {row["alpha3"]: row["alpha2"] for row in rows}


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
