"""Who is who: the tables of known names, ready for matching.

One file a class of names under data/, one row a spelling, rows of one entity sharing an id. Nationality words and
equipment are stored once and inflected on loading, by the language's own rules. Not for: finding names in a report
(`reading.names`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.languages.base import Language
from khabar.languages.names import NameGrammar, name_grammar
from khabar.lexicon.table import Row, read_rows, values
from khabar.model import NameType
from khabar.text.fold import fold
from khabar.text.phrases import PhraseTable, tokenise

_ENTITY = ("form", "en", "type", "kind", "id", "country", "ambiguous", "source")
_DEMONYM = ("base", "plural", "en", "en_plural", "id", "type", "source")
_EQUIPMENT = ("form", "en", "kind", "id", "ambiguous", "source")
_GIVEN = ("form", "en", "gender", "ambiguous", "source")
_FAMILY = ("form", "en", "ambiguous", "source")
_YES = "yes"

ENTITY_TABLES = (
    "countries",
    "capitals",
    "seats",
    "places",
    "regions",
    "facilities",
    "organisations",
    "groups",
    "outlets",
    "persons",
    "cities_geonames",
)
"""In order of trust: the first row of a spelling decides."""

BRIDGED = (".", "-", "–", "_", "+", "'", "’")
"""Marks that may stand between the words of a known name."""


@dataclass(frozen=True, slots=True)
class Known:
    """One spelling's entity. `ambiguous` spellings are ordinary words as well and need support from the text."""

    id: str
    english: str
    type: NameType
    kind: str
    country: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word known in names of persons: its Latin spelling, gender ("m", "f" or "") and whether it is ambiguous."""

    english: str
    gender: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables. `phrases` hold every reading of a spelling, likeliest first; `given` and `family` are by folded form
    (words joined by one space); `latin` is the usual English of an id."""

    phrases: PhraseTable[tuple[Known, ...]]
    given: Mapping[str, NameWord]
    family: Mapping[str, NameWord]


@cache
def load_knowledge(language: Language) -> Knowledge:
    """The knowledge tables in the script of one language; loaded once."""
    grammar = name_grammar(language)
    readings: dict[tuple[str, ...], list[Known]] = {}
    for form, known in _spellings(grammar):
        entries = readings.setdefault(tokenise(form), [])
        if all(entry.id != known.id or entry.type != known.type for entry in entries):
            entries.append(known)
    readings.pop((), None)
    phrases = PhraseTable.of_tokens(((form, tuple(entries)) for form, entries in readings.items()), BRIDGED)
    return Knowledge(phrases, _name_words("given_names", _GIVEN), _name_words("family_names", _FAMILY))


def _spellings(grammar: NameGrammar) -> Iterator[tuple[str, Known]]:
    for table in ENTITY_TABLES:
        for row in _read(table, _ENTITY):
            yield row["form"], _entity(row)
    yield from _nationalities(grammar)
    yield from _equipment(grammar)


def _read(table: str, columns: tuple[str, ...]) -> list[Row]:
    file = files("khabar.knowledge") / "data" / f"{table}.csv"
    return read_rows(file, columns) if file.is_file() else []


def _entity(row: Row) -> Known:
    kind = NameType(row["type"])
    return Known(row["id"], row["en"], kind, row["kind"], row["country"], row["ambiguous"] == _YES)


def _nationalities(grammar: NameGrammar) -> Iterator[tuple[str, Known]]:
    doubtful = grammar.words.nationality_also
    for row in _read("demonyms", _DEMONYM):
        sure = Known(f"nationality:{row['id']}", row["en"], NameType.GROUP, "nationality", _country(row["id"]), False)
        unsure = Known(sure.id, sure.english, sure.type, sure.kind, sure.country, True)
        for form in grammar.inflect_nationality(row["base"], values(row["plural"])):
            yield form, unsure if fold(form) in doubtful else sure


def _country(identifier: str) -> str:
    """The country code in an id such as `country:XX` or `country:XX-YYY`."""
    kind, _, code = identifier.partition(":")
    return code.partition("-")[0] if kind == "country" else ""


def _equipment(grammar: NameGrammar) -> Iterator[tuple[str, Known]]:
    for row in _read("equipment", _EQUIPMENT):
        known = Known(row["id"], row["en"], NameType.EQUIPMENT, row["kind"], "", row["ambiguous"] == _YES)
        for form in grammar.inflect_equipment(row["form"]):
            yield form, known


def _name_words(table: str, columns: tuple[str, ...]) -> dict[str, NameWord]:
    out: dict[str, NameWord] = {}
    for row in _read(table, columns):
        word = NameWord(row["en"], row.get("gender", ""), row["ambiguous"] == _YES)
        out.setdefault(" ".join(tokenise(row["form"])), word)
    return out


def joined(forms: Iterable[str]) -> str:
    """Folded words as the keys of `given` and `family` have them."""
    return " ".join(forms)
