"""The tables of words that stand in names, each loaded once (see data/README.md for what they hold)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from sys import intern
from typing import TypeAlias

from khabar.lexicon.table import Row, read_rows
from khabar.text.fold import fold

Words: TypeAlias = tuple[str, ...]

_MAYBE = "?"
"""Ends the class of a title that is a name of its own as well."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A word that makes one name with its neighbour, as both are written together."""

    part: str
    written: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of organisations: the concept that it expresses, and how much it tells (a class of the table)."""

    concept: str
    kind: str


def _rows(table: str, *columns: str) -> list[Row]:
    return read_rows(files("khabar.names") / "data" / f"{table}.csv", columns)


def words_of(form: str) -> Words:
    """The words of a form of a table, folded."""
    return tuple(fold(form).replace("-", " ").split())


@cache
def particles() -> Mapping[str, frozenset[str]]:
    """The classes of each single word that joins the parts of a name or stands before them."""
    out: dict[str, set[str]] = defaultdict(set)
    for row in _rows("particles", "form", "class", "source"):
        words = words_of(row["form"])
        if len(words) == 1:
            out[words[0]].add(row["class"])
    return {word: frozenset(kinds) for word, kinds in out.items()}


@cache
def titles() -> Mapping[Words, bool]:
    """Titles, with whether they can be names of persons too."""
    return {words_of(row["form"]): row["class"].endswith(_MAYBE) for row in _rows("titles", "form", "class", "source")}


@cache
def native_names() -> frozenset[str]:
    """Given names that the language of their script writes in one settled way, without spaces: no transcriptions."""
    return frozenset("".join(words_of(row["form"])) for row in _rows("native_names", "form", "source"))


@cache
def compounds() -> Mapping[str, Compound]:
    """Words that join: heads (servant of …), tails (… of the faith), fathers and mothers."""
    table = _rows("compounds", "form", "part", "written", "source")
    return {fold(row["form"]): Compound(row["part"], row["written"]) for row in table}


@cache
def terms() -> Mapping[Words, Term]:
    """Words of organisations, of one word or more."""
    table = _rows("organisation_words", "form", "concept", "class", "source")
    return {words_of(row["form"]): Term(row["concept"], row["class"]) for row in table}


@cache
def term_starts() -> frozenset[str]:
    """The first words of all terms."""
    return frozenset(words[0] for words in terms() if words)


@cache
def name_classes() -> Mapping[str, frozenset[str]]:
    """The names that a word can be a spelling of."""
    out: dict[str, set[str]] = defaultdict(set)
    for row in _rows("name_classes", "form", "name", "source"):
        out[fold(row["form"])].add(intern(row["name"]))
    shared: dict[frozenset[str], frozenset[str]] = {}
    return {
        form: shared.setdefault(names, names) for form, names in zip(out, map(frozenset, out.values()), strict=True)
    }


def share_latin(left: str, right: str) -> bool:
    """Whether some Latin spelling stands for the names of two words of another script; two Latin words share none.

    >>> share_latin("حسن", "حسان")
    True
    """
    if left.isascii() or right.isascii():
        return False
    return not _latin_spellings(left).isdisjoint(_latin_spellings(right))


@cache
def _latin_spellings(form: str) -> frozenset[str]:
    names = name_classes().get(form, frozenset())
    return frozenset().union(*(_latin_by_name().get(name, frozenset()) for name in names))


@cache
def _latin_by_name() -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for form, names in name_classes().items():
        for name in names if form.isascii() else ():
            out[name].add(form)
    return {name: frozenset(forms) for name, forms in out.items()}


@cache
def short_forms() -> frozenset[tuple[str, str]]:
    """Pairs of names that stand for each other without being spelt alike, each in its order: names of `name_classes`,
    and words that are in none."""
    known = name_classes()
    out: set[tuple[str, str]] = set()
    for row in _rows("nicknames", "form", "form2", "source"):
        left, right = (known.get(form, (form,)) for form in (fold(row["form"]), fold(row["form2"])))
        out.update((min(one, other), max(one, other)) for one in left for other in right)
    return frozenset(out)


@cache
def sounds() -> Mapping[str, tuple[str, ...]]:
    """The consonants that a group of letters can stand for, coarse ones in capitals; "" for vowels."""
    return {
        fold(row["letters"]): tuple(row["sounds"].split("|")) for row in _rows("sounds", "letters", "sounds", "source")
    }


@cache
def shapes() -> Mapping[int, str]:
    """Letters that differ by their dots alone, as one: for `str.translate`."""
    return {ord(fold(row["letter"])): fold(row["shape"]) for row in _rows("shapes", "letter", "shape", "source")}
