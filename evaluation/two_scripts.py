"""How well names are matched across scripts: ours beside two plain matchers and nomenklatura, on the same three sets.

    python -m evaluation.two_scripts                 measure, print, and check ours against two_scripts.csv
    python -m evaluation.two_scripts --only google   one set; repeatable
    python -m evaluation.two_scripts --write         measure and rewrite the bounds of ours

- un: 368 Arabic-script names against every entry of the UN list, known by its Latin names alone. `first` is the share
  of names whose entry scores highest (a tie with another entry counts as wrong); `t` the lowest threshold that at most
  one wrong pair in 10,000 reaches, `recall` the share of names whose entry reaches it; `F1` the best of any threshold.
- google: single words in two scripts and, for each, one wrong word with the same first two letters. The best F1 of any
  threshold and the accuracy at that threshold; `F1 all` with every such wrong word.
- variants: spellings of one name in Arabic. The share of pairs that reach `t`; the others are listed under build/.

Exit codes: 0 all hold, 1 a bound is crossed, or a set is missing where `CI` is `true`.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import sys
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.peers import SHARED, Figures, bound, crossed
from evaluation.two_scripts_matchers import BUILD, OURS, Matcher, Scores, matchers, pair_scores
from evaluation.two_scripts_sets import Entry, Pair, Query, entries, queries, variants, words

BOUNDS = Path(__file__).with_name("two_scripts.csv")
REJECTED = BUILD / "two_scripts_rejected.csv"
SETS = ("un", "google", "variants")
ONE_IN = 10_000
"""Wrong pairs that may hold one hit: a list of a thousand entries then gives a false hit every ten names."""
_HEADER = ("figure", "bound")
_THRESHOLD = "un.t"
"""A threshold is no figure of merit: it is printed, and has no bound."""


@dataclass(frozen=True, slots=True)
class Best:
    """The threshold with the highest F1, and what it gives."""

    f1: float
    threshold: float
    accuracy: float


def best_f1(right: Sequence[float], wrong: Sequence[float]) -> Best:
    """The best F1 of any threshold (accepted at or above it) on the scores of right and wrong pairs.

    >>> best_f1([0.9, 0.8], [0.85, 0.1])
    Best(f1=0.8, threshold=0.8, accuracy=0.75)
    """
    goods, bads = sorted(right), sorted(wrong)
    best = Best(0.0, math.inf, len(bads) / max(len(goods) + len(bads), 1))
    for threshold in sorted(set(goods), reverse=True):
        hits = len(goods) - bisect_left(goods, threshold)
        false = len(bads) - bisect_left(bads, threshold)
        f1 = 2 * hits / (hits + false + len(goods))
        if f1 > best.f1:
            best = Best(f1, threshold, (hits + len(bads) - false) / (len(goods) + len(bads)))
    return best


def threshold_for(right: Sequence[float], wrong: Sequence[float], one_in: int = ONE_IN) -> float:
    """The lowest score seen that at most one wrong pair in so many reaches; infinite where there is none.

    >>> threshold_for([0.5, 0.9], [0.1, 0.6, 0.7], one_in=3), threshold_for([0.5, 0.9], [0.1, 0.6, 0.7])
    (0.7, 0.9)
    """
    falling = sorted(wrong, reverse=True)
    may = len(falling) // one_in
    too_low = falling[may] if may < len(falling) else -math.inf
    return min((score for score in (*right, *falling[:may]) if score > too_low), default=math.inf)


def at_least(scores: Sequence[float], threshold: float) -> float:
    """The share of scores that reach a threshold.

    >>> at_least([0.2, 0.5, 0.9, 1.0], 0.5)
    0.75
    """
    return sum(score >= threshold for score in scores) / max(len(scores), 1)


def parted(asked: Sequence[Query], listed: Sequence[Entry], scores: Scores) -> tuple[list[float], list[float], int]:
    """The scores of right pairs, those of wrong pairs, and how many queries have their entry alone in the first place.

    Every query's entry must be listed.
    """
    right, wrong, first = [], [], 0
    for query, row in zip(asked, scores, strict=True):
        mine = [score for entry, score in zip(listed, row, strict=True) if entry.ref == query.ref]
        others = [score for entry, score in zip(listed, row, strict=True) if entry.ref != query.ref]
        right.append(max(mine))
        wrong += others
        first += max(mine) > max(others, default=-math.inf)
    return right, wrong, first


class Un:
    """The UN list: queries whose entry is still on it, and all entries."""

    def __init__(self, shared: Path) -> None:
        self.entries = entries(shared / "lists" / "un_consolidated.xml")
        asked = queries(shared / "peers" / "names" / "un_names.jsonl")
        refs = {entry.ref for entry in self.entries}
        self.asked = [query for query in asked if query.ref in refs]
        self.missing = [query.ref for query in asked if query.ref not in refs]

    def told(self) -> str:
        """A line on what is measured."""
        missing = f" ({', '.join(self.missing)})" if self.missing else ""
        names = sum(len(entry.names) for entry in self.entries)
        left = f"{len(self.missing)} names left out, their entry not on the list{missing}"
        return f"un: {len(self.asked)} names, {len(self.entries)} entries with {names} Latin names; {left}"

    def measure(self, matcher: Matcher) -> Figures:
        """The figures of one matcher."""
        scores = matcher.scores([(query, self.entries) for query in self.asked])
        right, wrong, first = parted(self.asked, self.entries, scores)
        threshold = threshold_for(right, wrong)
        recall = at_least(right, threshold)
        f1 = best_f1(right, wrong).f1
        return {"un.first": first / len(right), _THRESHOLD: threshold, "un.recall": recall, "un.f1": f1}


def google(matcher: Matcher, shared: Path) -> Figures:
    """The figures of one matcher on single words."""
    held = words(shared / "peers" / "names" / "google_ar2en.jsonl", "test")
    right, wrong, every = (pair_scores(matcher, pairs) for pairs in (held.right, held.wrong, held.all_wrong))
    best = best_f1(right, wrong)
    return {"google.f1": best.f1, "google.accuracy": best.accuracy, "google.f1 all": best_f1(right, every).f1}


def google_told(shared: Path) -> str:
    """A line on what is measured."""
    held = words(shared / "peers" / "names" / "google_ar2en.jsonl", "test")
    without = len(held.right) - len(held.wrong)
    wrong = f"{len(held.wrong)} wrong ones ({without} have none), {len(held.all_wrong)} wrong ones in all"
    trivial = best_f1([1.0] * len(held.right), [1.0] * len(held.wrong)).f1
    return f"google: {len(held.right)} right pairs, {wrong}; accepting every pair gives F1 {trivial:.3f}"


def rejected(matcher: Matcher, pairs: Sequence[Pair], threshold: float) -> list[tuple[Pair, float]]:
    """The pairs of spellings that stay below a threshold, with their scores."""
    scores = pair_scores(matcher, pairs)
    return [(pair, score) for pair, score in zip(pairs, scores, strict=True) if score < threshold]


def measure(chosen: Sequence[str], shared: Path, found: Sequence[Matcher]) -> dict[str, Figures]:
    """The figures of every matcher by its name; the threshold is always sought, for the variants need it."""
    out: dict[str, Figures] = {matcher.name: {} for matcher in found}
    un = Un(shared) if {"un", "variants"} & set(chosen) else None
    for matcher in found if un else ():
        out[matcher.name] |= un.measure(matcher) if un else {}
    for matcher in found if "google" in chosen else ():
        out[matcher.name] |= google(matcher, shared)
    if "variants" in chosen:
        _measure_variants(variants(shared / "peers" / "names" / "arabic_variants.jsonl"), found, out)
    return {name: _only(figures, chosen) for name, figures in out.items()}


def _measure_variants(pairs: Sequence[Pair], found: Sequence[Matcher], out: dict[str, Figures]) -> None:
    """Adds the share accepted, and writes what was not."""
    rows: list[tuple[str, ...]] = [("matcher", "one", "other", "score")]
    for matcher in found:
        below = rejected(matcher, pairs, out[matcher.name][_THRESHOLD])
        out[matcher.name]["variants.accepted"] = 1 - len(below) / len(pairs)
        rows += [(matcher.name, one, other, f"{score:.3f}") for (one, other), score in below]
    _write_csv(REJECTED, rows)


def _only(figures: Figures, chosen: Sequence[str]) -> Figures:
    return {name: figure for name, figure in figures.items() if name.partition(".")[0] in chosen}


def told(chosen: Sequence[str], shared: Path) -> list[str]:
    """A line on each set."""
    pairs = len(variants(shared / "peers" / "names" / "arabic_variants.jsonl"))
    lines: Mapping[str, Callable[[], str]] = {
        "un": lambda: Un(shared).told(),
        "google": lambda: google_told(shared),
        "variants": lambda: f"variants: {pairs} pairs at the un threshold t; those rejected are in {REJECTED.name}",
    }
    return [lines[name]() for name in chosen]


def table(figures: Mapping[str, Figures]) -> str:
    """The figures, a matcher a row."""
    columns = list(next(iter(figures.values()), {}))
    wide = max(map(len, ("", *figures)))
    head = " ".join([" " * wide, *columns])
    rows = (
        " ".join([name.ljust(wide), *(f"{row[column]:.3f}".rjust(len(column)) for column in columns)])
        for name, row in figures.items()
    )
    return "\n".join([head, *rows])


def load_bounds(file: Path = BOUNDS) -> dict[str, float]:
    """The bounds of ours by figure; none where nothing was written yet."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", newline="") as held:
        return {row["figure"]: float(row["bound"]) for row in csv.DictReader(held)}


def write(figures: Figures, file: Path = BOUNDS) -> None:
    """Rewrite the bounds of the figures that were measured; the others stay."""
    held = load_bounds(file) | {name: bound(name, figure) for name, figure in figures.items() if name != _THRESHOLD}
    rows = sorted(held.items(), key=lambda row: SETS.index(row[0].partition(".")[0]))
    _write_csv(file, [_HEADER, *((name, f"{limit:.3f}") for name, limit in rows)])


def _write_csv(file: Path, rows: Sequence[Sequence[str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as held:
        csv.writer(held, lineterminator="\n").writerows(rows)


def checked(figures: Figures, chosen: Sequence[str]) -> int:
    """Compare our figures with their bounds and say what fell; returns the exit code."""
    measured = {name: figure for name, figure in figures.items() if name != _THRESHOLD}
    faults = crossed(measured, _only(load_bounds(), chosen))
    print(*faults, sep="\n", file=sys.stderr)
    print("two scripts: worse" if faults else "two scripts: all hold")
    return 1 if faults else 0


def main() -> int:
    """Measure, print, and check or rewrite; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.two_scripts", description="Measure matching of names.")
    parser.add_argument("--only", choices=SETS, action="append", help="this set only; repeatable")
    parser.add_argument("--write", action="store_true", help="measure and rewrite the bounds of ours")
    arguments = parser.parse_args()
    if not (SHARED / "peers" / "names").is_dir():
        print(f"{SHARED / 'peers' / 'names'} is not there: nothing was measured")
        return 1 if os.environ.get("CI") == "true" else 0
    chosen = [name for name in SETS if name in (arguments.only or SETS)]
    found, absent = matchers()
    print(*told(chosen, SHARED), *absent, sep="\n")
    figures = measure(chosen, SHARED, found)
    print(table(figures))
    mine = figures.get(OURS)
    if mine is None:
        print(f"{OURS} was not measured: no bound was {'written' if arguments.write else 'checked'}")
        return 1 if arguments.write or load_bounds() else 0
    if arguments.write:
        write(mine)
        return 0
    return checked(mine, chosen)


if __name__ == "__main__":
    sys.exit(main())
