"""Finding a name among a great many: those that share sounds with it first, then the comparison of each.

Rows are found by the keys of their parts (`names.keys`), exact ones and those one sound away; rare keys lead. Only the
most promising rows are compared in full, so that a million names cost little more than a thousand. Not for: deciding
who is meant.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from khabar.names.comparing import CONTRADICTED, MISSING, Comparison, compare, promise
from khabar.names.keys import keys
from khabar.names.parts import Name, Part, parse
from khabar.names.spelling import words

_POOL = 32
"""Rows that are looked at closely. Of 400 Arabic names of known persons, among their English names and 300,000 made of
the same words, the right one stands among 32 rows for 90 of 100, among 64 for 93, among 16 for 87."""
_OF_ONE = 4
"""So many times more where one word is asked for: what sounds like it is much, and soon compared."""
_SAME = 64
"""Rows of the same words in any order that are looked at besides, whatever else sounds alike."""
_HOPE, _HOPE_OF_ONE = 0.65, 0.4
"""Score by sounds alone below which a row is not looked at; a name of one word is part of longer ones."""
_COMPARED = 16
"""Rows that are compared in full, more when more are asked for."""
_WORTH = 0.3
"""Share of what the best row agrees in, below which others are not looked at."""
_NEAR = 0.6
"""What a key one sound away counts, beside an exact one."""
_ROOM = 0.002
"""Share of all rows that the keys one sound away from a part may add: common ones lead nowhere."""
_LEAST_ROOM = 2_000
_SHORTEST_HALF = 3
"""Letters of a word that was printed together with the next."""
_MOST_PARTS = 255
_PARSED = 50_000
"""Names that are kept cut into their parts: two kilobytes each, where cutting one again takes a twentieth of a
millisecond."""

Rows: TypeAlias = NDArray[np.uint32]
Places: TypeAlias = NDArray[np.intp]
Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Match:
    """A name of an index by its number there, compared with the one that was asked for."""

    number: int
    comparison: Comparison


class NameIndex:
    """Names in either script, ready to be searched; not changed once made. A million take about two minutes to load."""

    def __init__(self, names: Iterable[str | Name]) -> None:
        self._names: list[str | Name] = []
        postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
        parts, spelt = array("B"), array("q")
        for number, name in enumerate(names):
            parsed = _parsed(name)
            self._names.append(parsed if number < _PARSED else name)
            parts.append(min(len(parsed.parts), _MOST_PARTS))
            spelt.append(_fingerprint(parsed))
            for key in _keys_of_name(parsed):
                postings[key].append(number)
        self._rows: dict[str, Rows] = {key: np.frombuffer(rows, dtype=np.uint32) for key, rows in postings.items()}
        self._telling = {key: math.log(1 + len(self) / len(rows)) for key, rows in self._rows.items()}
        self._size = {key: len(self._rows[key]) for key in self._rows}
        self._near = _neighbourhood(self._rows)
        self._rarest = math.log(1 + len(self))
        self._parts = np.array(parts, dtype=np.float32)
        fingerprints = np.array(spelt, dtype=np.int64)
        self._by_spelling = np.argsort(fingerprints, kind="stable").astype(np.uint32)
        self._spelt = fingerprints[self._by_spelling]

    def __len__(self) -> int:
        return len(self._names)

    def search(self, name: str | Name, limit: int = 20, least: float = 0.5) -> list[Match]:
        """The names that score at least `least` against one, best first, equal ones in the order they were given."""
        asked = _parsed(name)
        numbers = dict.fromkeys((*self._written_alike(asked), *self._candidates(asked)))
        rows = [(number, _parsed(self._names[number])) for number in numbers]
        promising = sorted(
            ((promise(asked, row), number, row) for number, row in rows), key=lambda one: (-one[0], one[1])
        )
        most = max(_COMPARED, limit) * (_OF_ONE if len(asked.parts) == 1 else 1)
        compared = [one for one in promising[:most] if one[0] >= least]
        found = [Match(number, compare(asked, row)) for _, number, row in compared]
        good = [match for match in found if match.comparison.score >= least]
        return sorted(good, key=lambda match: (-match.comparison.score, match.number))[:limit]

    def _written_alike(self, name: Name) -> list[int]:
        """The rows of the same words: among many names that sound alike these would not stand out."""
        asked = _fingerprint(name)
        first, last = np.searchsorted(self._spelt, asked, "left"), np.searchsorted(self._spelt, asked, "right")
        return [int(number) for number in self._by_spelling[first : min(last, first + _SAME)]]

    def _candidates(self, name: Name) -> list[int]:
        """The most promising rows."""
        agree, answered = np.zeros((2, len(self)), dtype=np.float32)
        best_of_part = np.zeros(len(self), dtype=np.float32)
        asked = [
            sorted((share * self._telling[key], key) for key, share in found)
            for found in (*map(self._asked, name.parts), self._spaced_otherwise(name.parts))
        ]
        for worth in filter(None, asked):
            touched = np.concatenate([self._rows[key] for _, key in worth])
            sizes = [self._size[key] for _, key in worth]
            # The highest value last, which is the one that stays: a row counts for a part once, by its best key.
            best_of_part[touched] = np.repeat(np.array([value for value, _ in worth], dtype=np.float32), sizes)
            agree[touched] += best_of_part[touched]
            answered[touched] += 1.0
            best_of_part[touched] = 0.0
        rows = np.flatnonzero(agree > _WORTH * agree.max(initial=0.0))
        whole = sum(worth[-1][0] if worth else self._rarest for worth in asked[:-1])
        return self._best(rows, agree[rows], answered[rows], whole, len(name.parts))

    def _best(self, rows: Places, agree: Floats, answered: Floats, whole: float, parts: int) -> list[int]:
        """Of some rows those that may score highest, by what agrees (of `whole`) and how many parts are left over; the
        formula is that of `names.comparing`."""
        one = whole / max(parts, 1)
        missing = np.maximum(whole - agree, 0.0)
        over = np.maximum(self._parts[rows] - answered, 0.0) * one
        against = CONTRADICTED * np.minimum(missing, over) + MISSING * np.abs(missing - over)
        scores = agree / (agree + against)
        hopeful = scores >= (_HOPE if parts > 1 else _HOPE_OF_ONE)
        rows, scores = rows[hopeful], scores[hopeful]
        pool = _POOL * (_OF_ONE if parts == 1 else 1)
        best = np.argpartition(-scores, pool)[:pool] if len(rows) > pool else np.arange(len(rows))
        return [int(rows[at]) for at in best]

    def _asked(self, part: Part) -> Iterator[tuple[str, float]]:
        """The keys by which a part is looked for, each with what it counts."""
        exact = [key for key in _keys_of_part(part) if key in self._rows]
        yield from ((key, 1.0) for key in exact)
        room = max(_LEAST_ROOM, int(_ROOM * len(self)))
        near = dict.fromkeys(other for key in exact or _keys_of_part(part) for other in self._neighbours(key))
        for key in sorted(near.keys() - exact, key=lambda key: (self._size[key], key)):
            room -= self._size[key]
            if room < 0:
                return
            yield key, _NEAR

    def _spaced_otherwise(self, parts: Sequence[Part]) -> Iterator[tuple[str, float]]:
        """The keys of two parts as one word, and of the halves of a long word that is not known whole."""
        found = [key for first, second in pairwise(parts) for key in keys(first.forms[0] + second.forms[0])]
        for part in parts:
            word = part.forms[-1]
            if not any(key in self._rows for key in keys(word)) and len(word) >= 2 * _SHORTEST_HALF:
                cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
                found += (key for cut in cuts for half in (word[:cut], word[cut:]) for key in keys(half))
        yield from ((key, _NEAR) for key in dict.fromkeys(found) if key in self._rows)

    def _neighbours(self, key: str) -> Iterator[str]:
        for shorter in _shorter(key):
            yield from self._near.get(shorter, ())


def _parsed(name: str | Name) -> Name:
    return parse(name) if isinstance(name, str) else name


def _fingerprint(name: Name) -> int:
    """A number for the words of a name in any order; two names share one by chance once in 2 to the 64."""
    return hash(tuple(sorted(words(name.text))))


def _keys_of_name(name: Name) -> set[str]:
    return {key for part in name.parts for key in _keys_of_part(part)}


def _keys_of_part(part: Part) -> tuple[str, ...]:
    """The keys of a part's spellings, and that of its concept."""
    found = [key for form in part.forms for key in keys(form)]
    if part.bare:
        found += keys(part.bare)
    return tuple(dict.fromkeys([*found, *([f"#{part.concept}"] if part.concept else [])]))


def _neighbourhood(known: Iterable[str]) -> dict[str, Sequence[str]]:
    """From what remains of a key without one of its sounds, and from the key itself, to the keys."""
    out: dict[str, list[str]] = defaultdict(list)
    for key in known:
        for shorter in _shorter(key):
            out[shorter].append(key)
    return dict(out)


def _shorter(key: str) -> set[str]:
    """A key and what remains of it without any one of its sounds; concepts have no neighbours."""
    if key.startswith("#"):
        return set()
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)) if len(key) > 2)}
