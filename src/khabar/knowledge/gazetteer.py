"""Who is who: the tables of known names, ready for matching.

One file a class of names under data/, one row a spelling, rows of one entity sharing an id. Nationality words and
equipment are stored once and inflected by the language's own rules. Thirty thousand rows would take longer to load than
a report to read, so a row is only indexed by its first word; it is parsed when a report holds that word. Not for:
finding names in a report (`reading.names`).
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import TypeAlias

from khabar.errors import DataError
from khabar.knowledge.own import own_knowledge
from khabar.languages.base import Language
from khabar.languages.names import NameGrammar, name_grammar
from khabar.lexicon.table import values
from khabar.model import NameType
from khabar.text.fold import fold
from khabar.text.phrases import PhraseGroups, PhraseTable, group_phrases, tokenise

_ENTITY = "form,en,type,kind,id,country,ambiguous,source"
_DEMONYM = "base,plural,en,en_plural,id,type,source"
_EQUIPMENT = "form,en,kind,id,ambiguous,source"
_GIVEN = "form,en,gender,ambiguous,source"
_FAMILY = "form,en,ambiguous,source"
_YES = "yes"
_LARGEST = 1_000_000
"""Rows that a table may have: the number of a row and of its table are kept as one."""

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

BRIDGED = (".", "-", "–", "_", "+", "'", "’", "/")
"""Marks that may stand between the words of a known name."""


@dataclass(frozen=True, slots=True)
class Known:
    """One spelling's entity. `ambiguous` spellings are ordinary words as well and need support from the text; `form` is
    the spelling with its hamzas, for telling it from an ordinary word that folds alike."""

    id: str
    english: str
    type: NameType
    kind: str
    country: str
    ambiguous: bool
    form: str
    source: str


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word known in names of persons: its Latin spelling, gender ("m", "f" or ""), whether it is ambiguous, and its
    spelling with hamzas."""

    english: str
    gender: str
    ambiguous: bool
    form: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables. `phrases` hold every reading of a spelling, likeliest first; `given` and `family` are by folded form
    (words joined by one space)."""

    phrases: PhraseTable[tuple[Known, ...]]
    given: Mapping[str, NameWord]
    family: Mapping[str, NameWord]


_Spellings: TypeAlias = Callable[[list[str]], Iterator[tuple[str, Known]]]


class _Rows:
    """The rows of a table as they stand in its file, in half the memory that as many strings take."""

    __slots__ = ("_bytes", "_starts")

    def __init__(self, lines: Iterable[str]) -> None:
        coded = [line.encode() for line in lines]
        self._bytes = b"".join(coded)
        self._starts = array("L", accumulate((len(line) for line in coded), initial=0))

    def cells(self, number: int) -> list[str]:
        """The cells of a row, by its number in the file."""
        row = self._bytes[self._starts[number] : self._starts[number + 1]].decode()
        return next(csv.reader((row,)))


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One table: its rows, the folded first words under which a row's forms begin, and the row's spellings."""

    rows: _Rows
    firsts: Iterable[tuple[str, ...]]
    spellings: _Spellings


class _Shelves(PhraseTable[tuple[Known, ...]]):
    """A phrase table over shelves: the phrases of a first word are made when it is first asked for."""

    __slots__ = ("_index", "_made", "_shelves")

    def __init__(self, shelves: Iterable[_Shelf]) -> None:
        super().__init__((), BRIDGED)
        self._made: dict[str, PhraseGroups[tuple[Known, ...]]] = {}
        self._index: dict[str, int | tuple[int, ...]] = {}
        self._shelves: list[tuple[_Rows, _Spellings]] = []
        for number, shelf in enumerate(shelves):
            self._shelves.append((shelf.rows, shelf.spellings))
            for row, firsts in enumerate(shelf.firsts):
                for first in firsts:
                    self._file(first, number * _LARGEST + row)
        self._begins = self._index.keys()

    def _file(self, first: str, place: int) -> None:
        """Note a row under a first word; most words have one row, and a number takes less than a list of one."""
        known = self._index.get(first)
        if known is None:
            self._index[first] = place
        else:
            self._index[first] = (*known, place) if isinstance(known, tuple) else (known, place)

    def groups(self, token: str) -> PhraseGroups[tuple[Known, ...]] | None:
        """The phrases that begin with a folded word."""
        made = self._made.get(token)
        if made is None and token in self._index:
            made = self._made[token] = group_phrases(self._phrases(token))
        return made

    def _phrases(self, token: str) -> Iterator[tuple[tuple[str, ...], tuple[Known, ...]]]:
        readings: dict[tuple[str, ...], list[Known]] = {}
        places = self._index[token]
        for place in places if isinstance(places, tuple) else (places,):
            rows, spellings = self._shelves[place // _LARGEST]
            for form, known in spellings(rows.cells(place % _LARGEST)):
                tokens = tokenise(form)
                if tokens[:1] == (token,):
                    entries = readings.setdefault(tokens, [])
                    if all(entry.id != known.id or entry.type != known.type for entry in entries):
                        entries.append(known)
        return ((tokens, tuple(entries)) for tokens, entries in readings.items())


@cache
def load_knowledge(language: Language) -> Knowledge:
    """The knowledge tables in the script of one language, a user's own before them; loaded once."""
    grammar = name_grammar(language)
    shelves = [_entity_shelf(rows) for rows in (own_rows(), *(_lines(table, _ENTITY) for table in ENTITY_TABLES))]
    shelves += [_nationalities(grammar), _equipment(grammar)]
    return Knowledge(_Shelves(shelves), _name_words("given_names", _GIVEN), _name_words("family_names", _FAMILY))


def _lines(table: str, header: str) -> tuple[str, ...]:
    """The rows of a table as they stand, without its header; DataError where that differs."""
    text = (files("khabar.knowledge") / "data" / f"{table}.csv").read_text(encoding="utf-8")
    first, *lines = text.splitlines()
    if first != header:
        raise DataError(f"{table}.csv:1: expected the columns {header}; found {first}")
    return tuple(lines)


def _first_cells(lines: Iterable[str]) -> list[str]:
    """The first cell of each row, folded all at once."""
    cells = [line.partition(",")[0] if line[:1] != '"' else next(csv.reader((line,)))[0] for line in lines]
    return fold("\n".join(cells)).split("\n")


def _first_word(form: str) -> str:
    """The first token of a folded form."""
    word = form.partition(" ")[0]
    return word if word.isalpha() else next(iter(tokenise(form)), "")


def own_rows() -> tuple[str, ...]:
    """The user's own entities as rows of an entity table, a spelling each."""
    return tuple(
        as_row((form, one.english, one.type.value, one.kind, one.id, one.country, "", one.source))
        for one in own_knowledge().entities
        for form in one.forms
    )


def as_row(cells: Iterable[str]) -> str:
    """Cells as a row of a table."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _entity_shelf(lines: tuple[str, ...]) -> _Shelf:
    return _Shelf(_Rows(lines), tuple((_first_word(cell),) for cell in _first_cells(lines)) if lines else (), _entity)


def _entity(cells: list[str]) -> Iterator[tuple[str, Known]]:
    form, english, kind, finer, identifier, country, ambiguous, source = cells
    yield form, Known(identifier, english, NameType(kind), finer, country, ambiguous == _YES, form, source)


def _nationalities(grammar: NameGrammar) -> _Shelf:
    def spellings(cells: list[str]) -> Iterator[tuple[str, Known]]:
        base, plurals, english, _, identifier, _, source = cells
        entity, country = f"nationality:{identifier}", _country(identifier)
        sure = Known(entity, english, NameType.GROUP, "nationality", country, False, base, source)
        unsure = Known(entity, english, NameType.GROUP, "nationality", country, True, base, source)
        for form in grammar.inflect_nationality(base, values(plurals)):
            yield form, unsure if fold(form) in grammar.words.nationality_also else sure

    lines = _lines("demonyms", _DEMONYM)
    rows = csv.reader(lines)
    firsts = tuple(_begins(grammar.inflect_nationality(row[0], values(row[1]))) for row in rows)
    return _Shelf(_Rows(lines), firsts, spellings)


def _begins(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_first_word(form) for form in fold("\n".join(forms)).split("\n")))


def _country(identifier: str) -> str:
    """The country code in an id such as `country:XX` or `country:XX-YYY`."""
    kind, _, code = identifier.partition(":")
    return code.partition("-")[0] if kind == "country" else ""


def _equipment(grammar: NameGrammar) -> _Shelf:
    def spellings(cells: list[str]) -> Iterator[tuple[str, Known]]:
        form, english, kind, identifier, ambiguous, source = cells
        known = Known(identifier, english, NameType.EQUIPMENT, kind, "", ambiguous == _YES, form, source)
        return ((inflected, known) for inflected in grammar.inflect_equipment(form))

    lines = _lines("equipment", _EQUIPMENT)
    begins = cache(lambda first: _begins((*grammar.inflect_equipment(first), first)))
    firsts = tuple(begins(line.partition(",")[0].partition(" ")[0]) for line in lines)
    return _Shelf(_Rows(lines), firsts, spellings)


def _name_words(table: str, header: str) -> dict[str, NameWord]:
    out: dict[str, NameWord] = {}
    lines = _lines(table, header)
    gender = "gender" in header
    for form, cells in zip(_first_cells(lines), csv.reader(lines), strict=True):
        word = NameWord(cells[1], cells[2] if gender else "", cells[-2] == _YES, cells[0])
        out.setdefault(form if form.isalpha() else " ".join(tokenise(form)), word)
    return out
