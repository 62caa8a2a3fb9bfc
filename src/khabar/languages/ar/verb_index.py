"""The readings of a written verb form, found when asked for.

Not for: making all forms of a verb (`conjugation`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import TypeAlias

from khabar.languages.ar.conjugation import pieces
from khabar.languages.ar.paradigms import Cell, Paradigm
from khabar.languages.ar.verb_classes import VerbForm, VerbRow

# prefix and ending, folded → the cells written so
_Table: TypeAlias = dict[tuple[str, str], tuple[Cell, ...]]
# number of the row, lemma, stem as spelled, what is written on it
_Entry: TypeAlias = tuple[int, str, str, _Table]
_LONGEST_ENDING = 4  # مسماتين


class VerbIndex(Mapping[str, tuple[VerbForm, ...]]):
    """All readings of every form of all rows, by the folded form, in the order of the rows.

    It holds stems only and finds the forms when asked: two thousand verbs have above a hundred thousand forms, and a
    command that reads one report needs a few hundred of them.
    """

    __slots__ = ("_affixes", "_endings", "_prefixes", "_stems", "_tables")

    def __init__(self, rows: Iterable[VerbRow], fold: Callable[[str], str]) -> None:
        self._stems: dict[str, list[_Entry]] = {}
        self._tables: dict[Paradigm, _Table] = {}
        for number, row in enumerate(rows):
            for stem, paradigm in pieces(row):
                if paradigm not in self._tables:
                    self._tables[paradigm] = _folded_table(paradigm, fold)
                self._stems.setdefault(fold(stem), []).append((number, row.past, stem, self._tables[paradigm]))
        self._affixes = frozenset(affixes for table in self._tables.values() for affixes in table)
        self._prefixes = frozenset(prefix for prefix, _ in self._affixes)
        self._endings = frozenset(ending for _, ending in self._affixes)

    def __getitem__(self, form: str) -> tuple[VerbForm, ...]:
        found = self._find(form)
        if not found:
            raise KeyError(form)
        return found

    def readings(self, form: str) -> tuple[VerbForm, ...]:
        """The readings of a form, none for one that is no verb's."""
        return self._find(form)

    def __contains__(self, form: object) -> bool:
        return isinstance(form, str) and bool(self._find(form))

    def __iter__(self) -> Iterator[str]:
        written: dict[str, None] = {}
        for stem, entries in self._stems.items():
            for *_, table in entries:
                written.update((prefix + stem + ending, None) for prefix, ending in table)
        return iter(written)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self, form: str) -> tuple[VerbForm, ...]:
        found: list[tuple[int, VerbForm]] = []
        shortest = max(1, len(form) - _LONGEST_ENDING)
        ends = [end for end in range(len(form), shortest - 1, -1) if form[end:] in self._endings]
        for start in (0, 1) if form[:1] in self._prefixes else (0,):
            for end in ends:
                entries = self._stems.get(form[start:end])
                if entries is not None and (affixes := (form[:start], form[end:])) in self._affixes:
                    found += _readings(entries, affixes)
        if len(found) > 1:
            found.sort(key=itemgetter(0))
        return tuple(reading for _, reading in found)


def build_index(rows: Iterable[VerbRow], fold: Callable[[str], str]) -> VerbIndex:
    """The index of all forms of all rows.

    ``fold`` must map every letter to one letter whatever stands beside it, because stems and endings are folded apart.
    Asked for a form, the index folds nothing: ask for the folded form.

    >>> sorted({f.lemma for f in build_index([VerbRow("قال", "يقول")], str)["قلت"]})
    ['قال']
    """
    return VerbIndex(rows, fold)


def _folded_table(paradigm: Paradigm, fold: Callable[[str], str]) -> _Table:
    table: _Table = {}
    for cell in paradigm.cells:
        affixes = (fold(cell.prefix), fold(cell.ending))
        table[affixes] = (*table.get(affixes, ()), cell)
    return table


def _readings(entries: list[_Entry], affixes: tuple[str, str]) -> Iterator[tuple[int, VerbForm]]:
    for number, lemma, stem, table in entries:
        for cell in table.get(affixes, ()):
            yield number, VerbForm(cell.prefix + stem + cell.ending, lemma, *cell.features)
