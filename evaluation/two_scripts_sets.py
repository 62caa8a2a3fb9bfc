"""The sets that `evaluation.two_scripts` measures on: a sanctions list, single words in two scripts, Arabic spellings.

They lie beside the checkout (`../shared`) because they may not be copied here. Not for: scoring them.
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

from khabar.model import ListedEntry, ListedKind
from khabar.screening import read_list

Pair: TypeAlias = tuple[str, str]

KINDS = {ListedKind.PERSON: "person", ListedKind.ORGANISATION: "org"}
_SEED = 20260227
"""The day of the list; any number would do, but it must stay."""
_SAME = 2
"""How many first letters a hard negative shares with the right name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person or body of a list, by its Latin names; `kind` is "person" or "org"."""

    ref: str
    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """An Arabic-script name, what it names, and the entry it is of."""

    text: str
    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class Words:
    """Pairs of one word in two scripts: the right ones, one wrong one for each where there is one, and all wrong."""

    right: tuple[Pair, ...]
    wrong: tuple[Pair, ...]
    all_wrong: tuple[Pair, ...]


def names_of(entry: ListedEntry) -> tuple[str, ...]:
    """The names of a list's entry that are in Latin script, each once."""
    return tuple(dict.fromkeys(name.text for name in entry.names if _is_latin(name.text)))


def _is_latin(name: str) -> bool:
    """Whether every letter of a name is Latin.

    >>> _is_latin("Al-Shamal (HTS)"), _is_latin("\u0628\u0628")
    (True, False)
    """
    return all(
        unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER LETTER")) for letter in name if letter.isalpha()
    )


def entries(path: Path) -> list[Entry]:
    """The persons and bodies of the UN list, in file order; those without a Latin name are left out."""
    found = [Entry(entry.id, KINDS[entry.kind], names_of(entry)) for entry in read_list(path).entries]
    return [entry for entry in found if entry.names]


def queries(path: Path) -> list[Query]:
    """The Arabic-script names with the reference of their entry."""
    return [Query(row["ar"], row["kind"], row["ref"].strip()) for row in _rows(path)]


def words(path: Path, split: str) -> Words:
    """The pairs of one split; wrong is an English name of the split that is listed for the Arabic one in no split."""
    rows = _rows(path)
    right = list(dict.fromkeys((row["ar"], row["en"]) for row in rows if row["split"] == split))
    listed: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        listed[row["ar"]].add(row["en"])
    return with_negatives(right, listed)


def with_negatives(right: Sequence[Pair], listed: Mapping[str, Iterable[str]]) -> Words:
    """The right pairs and their hard negatives: other names that begin with the same two letters."""
    alike: dict[str, set[str]] = defaultdict(set)
    for _, english in right:
        alike[english[:_SAME]].add(english)
    choice = random.Random(_SEED)
    wrong: list[Pair] = []
    every: dict[Pair, None] = {}
    for arabic, english in right:
        others = sorted(alike[english[:_SAME]] - set(listed[arabic]))
        every |= dict.fromkeys((arabic, other) for other in others)
        if others:
            wrong.append((arabic, choice.choice(others)))
    return Words(tuple(right), tuple(wrong), tuple(every))


def variants(path: Path) -> list[Pair]:
    """Every two different spellings of one row."""
    return [pair for row in _rows(path) for pair in combinations(dict.fromkeys(row["ar"]), 2)]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
