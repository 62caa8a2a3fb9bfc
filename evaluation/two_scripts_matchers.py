"""The matchers of names that `evaluation.two_scripts` sets side by side: ours, two plain ones, and nomenklatura.

A matcher scores an Arabic-script name against entries of a list, from 0 to 1. Each needs something that may be absent
(`khabar.names`, rapidfuzz, an environment with nomenklatura); `matchers` says what is not there. Not for: figures.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from evaluation.two_scripts_sets import Entry, Pair, Query
from khabar import languages
from khabar.languages.names import name_grammar
from khabar.names import NameIndex, compare, parse
from khabar.text.fold import fold

Asked: TypeAlias = tuple[Query, Sequence[Entry]]
"""A query and the entries that it is to be compared with."""
Scores: TypeAlias = list[list[float]]
"""A row a query, in it a score an entry."""
Compare: TypeAlias = Callable[[str, str], float]

BUILD = Path(__file__).parents[1] / "build"
PEER_PYTHON = BUILD / "peer-env" / "bin" / "python"
CACHE = BUILD / "two_scripts"
CHILD = Path(__file__).with_name("two_scripts_peer.py")
OURS = "khabar"

_PROCESSES, _NICENESS = 2, 15
_CHUNK = 4
_FEW = 20_000
"""Pairs that are compared before other processes would have started."""
_SCHEMAS = {"person": "Person", "org": "Organization"}
_ANY_SCHEMA = "LegalEntity"
"""The peer's schema of a query of which it is not told whether it names a person or a body."""
_NO_LETTER = re.compile(r"[^0-9a-z]+")


class Matcher(Protocol):
    """What scores names; `name` stands in the table."""

    @property
    def name(self) -> str:
        """What the table calls it."""

    def scores(self, asked: Sequence[Asked]) -> Scores:
        """The score of each query with each of its entries: the best over the entry's names."""


@dataclass(frozen=True, slots=True)
class Pairwise:
    """A matcher that compares two strings; `compare` must be importable by other processes."""

    name: str
    compare: Compare

    def scores(self, asked: Sequence[Asked]) -> Scores:
        """A query at a time, in two processes where there are many pairs."""
        row = partial(_row, self.compare)
        held = [(query.text, tuple(entry.names for entry in entries)) for query, entries in asked]
        if sum(len(names) for _, names in held) < _FEW:
            return [row(one) for one in held]
        with ProcessPoolExecutor(_PROCESSES, initializer=os.nice, initargs=(_NICENESS,)) as pool:
            return list(pool.map(row, held, chunksize=_CHUNK))


def _row(compare: Compare, held: tuple[str, Sequence[Sequence[str]]]) -> list[float]:
    text, names = held
    return [max(compare(text, name) for name in of_one) for of_one in names]


@dataclass(frozen=True, slots=True)
class Indexed:
    """Ours, as it is used: an index over all names of the entries; what it does not find scores 0."""

    name: str = OURS

    def scores(self, asked: Sequence[Asked]) -> Scores:
        """One index for each list of entries."""
        indexes: dict[int, tuple[NameIndex, list[int]]] = {}
        return [self._row(query, entries, indexes) for query, entries in asked]

    def _row(self, query: Query, entries: Sequence[Entry], held: dict[int, tuple[NameIndex, list[int]]]) -> list[float]:
        if len(entries) == 1:
            return [max(compare(query.text, name).score for name in entries[0].names)]
        if id(entries) not in held:
            held[id(entries)] = _indexed(entries)
        index, owners = held[id(entries)]
        row = [0.0] * len(entries)
        for match in index.search(parse(query.text, query.kind == "org" or None), limit=len(owners), least=0.0):
            owner = owners[match.number]
            row[owner] = max(row[owner], match.comparison.score)
        return row


def _indexed(entries: Sequence[Entry]) -> tuple[NameIndex, list[int]]:
    """The index of all names, and whose each is."""
    held = [(parse(name, entry.kind == "org"), at) for at, entry in enumerate(entries) for name in entry.names]
    return NameIndex(name for name, _ in held), [at for _, at in held]


def jaro_winkler(one: str, other: str) -> float:
    """Plain transliteration, then Jaro-Winkler; the words as they stand or sorted, whichever is nearer."""
    return _plain(_function("rapidfuzz.distance", "JaroWinkler"), one, other)


def levenshtein(one: str, other: str) -> float:
    """Plain transliteration, then normalised Levenshtein; the words as they stand or sorted, whichever is nearer."""
    return _plain(_function("rapidfuzz.distance", "Levenshtein"), one, other)


def _plain(measure: Any, one: str, other: str) -> float:
    here, there = transliterated(one), transliterated(other)
    similarity: Compare = measure.normalized_similarity
    return max(similarity(here[0], there[0]), similarity(here[1], there[1]))


@cache
def transliterated(name: str) -> tuple[str, str]:
    """A name in plain lower-case Latin letters and digits, with its words as they stand and sorted."""
    found = _NO_LETTER.sub(" ", _latin()(name).lower()).split()
    return " ".join(found), " ".join(sorted(found))


@cache
def _latin() -> Callable[[str], str]:
    """The transliteration of rigour, or ours where it is not installed."""
    return _function("rigour.text", "ascii_text") if find_spec("rigour") else spelt


def spelt(name: str) -> str:
    """A name as the reader spells those that stand in no table."""
    return name_grammar(languages.load("ar")).spell(tuple(fold(name).split()))


@cache
def _function(module: str, name: str) -> Any:
    return getattr(import_module(module), name)


@dataclass(frozen=True, slots=True)
class Nomenklatura:
    """The peer, in its own environment; `told` where it is told whether the query names a person or a body."""

    version: str
    told: bool

    @property
    def name(self) -> str:
        """What the table calls it."""
        return f"nomenklatura {self.version}" + (", told the kind" if self.told else "")

    def scores(self, asked: Sequence[Asked]) -> Scores:
        """From the cache where the same was asked before."""
        halves = [self._lines(asked[at::_PROCESSES]) for at in range(_PROCESSES)]
        held = "\n".join((self.version, CHILD.read_text(encoding="utf-8"), *halves[0], "", *halves[1]))
        file = CACHE / f"{hashlib.sha256(held.encode()).hexdigest()[:32]}.json"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(_answers(halves)), encoding="utf-8")
        found: Scores = json.loads(file.read_text(encoding="utf-8"))
        return found

    def _lines(self, asked: Sequence[Asked]) -> list[str]:
        """What the child reads: the entries of a query stand there where they are not those of the query before."""
        lines: list[str] = []
        before: Sequence[Entry] | None = None
        for query, entries in asked:
            line: dict[str, Any] = {"query": [_SCHEMAS[query.kind] if self.told else _ANY_SCHEMA, [query.text]]}
            if entries is not before:
                line["entries"] = [[_SCHEMAS[entry.kind], entry.names] for entry in entries]
            lines.append(json.dumps(line))
            before = entries
        return lines


def _answers(halves: Sequence[Sequence[str]]) -> Scores:
    """The scores that two processes give, in the order of the queries that were dealt to them by turns."""
    with ThreadPoolExecutor(_PROCESSES) as pool:
        answers = list(pool.map(_run_child, halves))
    return [row for pair in zip_longest(*answers) for row in pair if row is not None]


def _run_child(lines: Sequence[str]) -> Scores:
    asked = "".join(f"{line}\n" for line in lines)
    command = [str(PEER_PYTHON), str(CHILD)]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)
    answers = done.stdout.splitlines()
    if done.returncode or len(answers) != len(lines):
        said = done.stderr.strip().splitlines()[-1:] or ["nothing"]
        raise SystemExit(f"nomenklatura: expected {len(lines)} answers, came {len(answers)}; it says: {said[0]}")
    return [json.loads(answer) for answer in answers]


def peer_version(python: Path) -> str | None:
    """The version of nomenklatura in an environment; None where it is not there."""
    found = sorted(python.parents[1].glob("lib/python*/site-packages/nomenklatura-*.dist-info"))
    return found[-1].name.removesuffix(".dist-info").partition("-")[2] if python.exists() and found else None


def matchers() -> tuple[list[Matcher], list[str]]:
    """The matchers that can run here, and a line for each that cannot."""
    here: list[Matcher] = []
    absent: list[str] = []
    for found, line in (_own(), _baselines(), _peer(PEER_PYTHON)):
        here += found
        absent += [] if found else [line]
    return here, absent


def _own() -> tuple[list[Matcher], str]:
    return [Indexed()], ""


def _baselines() -> tuple[list[Matcher], str]:
    line = "Jaro-Winkler, Levenshtein: rapidfuzz is not installed; pip install 'khabar[peer-screening]'"
    if find_spec("rapidfuzz") is None:
        return [], line
    by = "rigour" if find_spec("rigour") else "our spelling"
    return [Pairwise(f"Jaro-Winkler on {by}", jaro_winkler), Pairwise(f"Levenshtein on {by}", levenshtein)], line


def _peer(python: Path) -> tuple[list[Matcher], str]:
    version = peer_version(python)
    found: list[Matcher] = [Nomenklatura(version, told) for told in (False, True)] if version else []
    return found, "nomenklatura: not installed here"


def pair_scores(matcher: Matcher, pairs: Sequence[Pair]) -> list[float]:
    """The scores of single pairs of names, in their order."""
    asked = [(Query(one, "person", ""), (Entry("", "person", (other,)),)) for one, other in pairs]
    return [row[0] for row in matcher.scores(asked)]
