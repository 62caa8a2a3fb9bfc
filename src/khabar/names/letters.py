"""What it costs to read the letters of one spelling as those of another.

The costs between Arabic and Latin letters are learnt from names printed in both scripts: the chance that a group of
letters stands for another, both ways (data/letters.csv, made by `tools.learn_letters`; the habits of other languages
are set by hand in letters_more.csv). Two spellings in one script are as near as the letters of the other script that
they can stand for: one cosine, no table of its own. Not for: names of more than one word (`names.comparing`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

from khabar.lexicon.table import read_rows
from khabar.names.tables import sounds

Rows: TypeAlias = Mapping[str, Mapping[str, float]]
Groups: TypeAlias = tuple[tuple[tuple[int, str], ...], ...]

MISSING = 6.0
"""Cost of a letter that nothing answers to; of 3, 5 and 8 tried on the pairs held back, all served alike."""
OTHER = 9.6
"""Cost of a letter answered by one that never stands for it."""
_FAINTEST = 0.01
"""Cosine below which two groups of letters have nothing to do with each other."""
_STRANGE = 1.0
"""Added within one script when one consonant is answered by another: who writes both letters means both."""


class Script(StrEnum):
    """The scripts of names that are told apart; spellings in others are compared letter by letter."""

    ARABIC = "arabic"
    LATIN = "latin"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Costs:
    """Cost by the group of letters on the left, then on the right (groups of 0 to 3 letters), in nats."""

    rows: Rows

    def between(self, left: str, right: str, limit: float = math.inf) -> float:
        """The cost of the cheapest way to read `left` as `right`, 0 for spellings that agree letter by letter; infinity
        once it is sure to be above `limit`."""
        groups = _all_groups(right)
        ahead = [[math.inf] * (len(right) + 1) for _ in range(3)]
        ahead[0][0] = 0.0
        for at in range(len(left) + 1):
            self._advance(ahead, self._rows(left, at), groups, limit)
            last = ahead.pop(0)
            ahead.append([math.inf] * (len(right) + 1))
            if min(*last, *ahead[0], *ahead[1], math.inf) > limit:
                return math.inf
        return last[-1]

    def _rows(self, left: str, at: int) -> list[tuple[int, Mapping[str, float]]]:
        """The groups that begin at a place with their costs: the empty one, one letter, two where they are known."""
        one, two = left[at : at + 1], left[at : at + 2]
        rows = [(0, self.rows.get("", {}))]
        if one:
            rows.append((1, self.rows.get(one, {})))
        if len(two) == 2 and two in self.rows:
            rows.append((2, self.rows[two]))
        return rows

    def _advance(
        self,
        ahead: list[list[float]],
        rows: list[tuple[int, Mapping[str, float]]],
        groups: Groups,
        limit: float,
    ) -> None:
        """From each place of a row (the first of `ahead`), lower the costs of the places that can be reached."""
        current = ahead[0]
        for to, options in enumerate(groups):
            here = current[to]
            if here > limit:
                continue
            for taken, row in rows:
                target = ahead[taken]
                for size, group in options:
                    cost = row.get(group)
                    if cost is None:
                        if taken + size > 2 or size > 1 or not taken + size:
                            continue
                        cost = OTHER if taken and size else MISSING
                    if here + cost < target[to + size]:  # noqa: PLR1730 - min() costs a third of the whole
                        target[to + size] = here + cost


@lru_cache(maxsize=20_000)
def _all_groups(text: str) -> Groups:
    """At each place of a text, the groups of letters that begin there, with their sizes; the empty one first."""
    return tuple(
        tuple((size, text[at : at + size]) for size in range(min(3, len(text) - at) + 1)) for at in range(len(text) + 1)
    )


@cache
def costs(left: Script, right: Script) -> Costs:
    """The costs of reading a spelling in one script as one in another."""
    if Script.OTHER in (left, right):
        return Costs({})
    if left == right:
        return Costs(_within(left))
    rows = _learnt()
    return Costs(_costs(rows if left == Script.ARABIC else _turned(rows)))


def _costs(rows: Rows) -> Rows:
    return {left: {right: -math.log(chance) for right, chance in row.items()} for left, row in rows.items()}


@cache
def _learnt() -> Rows:
    """From Arabic letters to Latin ones: the geometric mean of the chances of one given the other."""
    counts: dict[tuple[str, str], float] = defaultdict(float)
    for table in ("letters", "letters_more"):
        columns = ("arabic", "latin", "per_million", "source")
        for row in read_rows(files("khabar.names") / "data" / f"{table}.csv", columns):
            counts[row["arabic"], row["latin"]] += float(row["per_million"])
    arabic: dict[str, float] = defaultdict(float)
    latin: dict[str, float] = defaultdict(float)
    for (left, right), count in counts.items():
        arabic[left] += count
        latin[right] += count
    out: dict[str, dict[str, float]] = defaultdict(dict)
    for (left, right), count in counts.items():
        out[left][right] = count / math.sqrt(arabic[left] * latin[right])
    return out


def _turned(rows: Rows) -> Rows:
    out: dict[str, dict[str, float]] = defaultdict(dict)
    for left, row in rows.items():
        for right, chance in row.items():
            out[right][left] = chance
    return out


def _within(script: Script) -> Rows:
    """Costs between groups of letters of one script."""
    rows = _learnt() if script == Script.ARABIC else _turned(_learnt())
    length = {left: math.sqrt(sum(chance**2 for chance in row.values())) for left, row in rows.items()}
    vowels = {left for left in rows if sounds().get(left, ("",))[0] == ""}
    out: dict[str, dict[str, float]] = {}
    for left, row in rows.items():
        near = {right: _cosine(row, rows[right]) / (length[left] * length[right]) for right in rows}
        strange = {right: _STRANGE * (not vowels & {left, right} and _differ(left, right)) for right in near}
        out[left] = {
            right: max(0.0, -math.log(cosine)) + strange[right]
            for right, cosine in near.items()
            if cosine > _FAINTEST and (left or right)
        }
    return out


def _cosine(row: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(row):
        row, other = other, row
    return sum(chance * other[key] for key, chance in row.items() if key in other)


def _differ(left: str, right: str) -> bool:
    """Whether two groups are different letters, not one letter written once or twice."""
    return set(left) != set(right)


def forget() -> None:
    """Read the tables anew when they are next needed, for whoever has just written them."""
    _learnt.cache_clear()
    costs.cache_clear()
