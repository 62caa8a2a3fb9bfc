"""Figures on other systems' own test cases, and the bounds that no change may cross.

    python -m evaluation.peers              measure and check against peers.toml
    python -m evaluation.peers --write      measure and rewrite the bounds

The suites lie beside the checkout (`../shared`) because they may not be copied here. Not for: looking into a suite
(`peer_times`, `peer_events` and `peer_names` list what was missed). Exit codes: 0 all hold, 1 a bound is crossed, or a
suite is missing where `CI` is `true`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from evaluation import peer_events, peer_names, peer_times

SHARED = Path(__file__).parents[2] / "shared"
BOUNDS = Path(__file__).with_name("peers.toml")
STEP = 0.005
Figures: TypeAlias = dict[str, float]


def times(shared: Path) -> Figures:
    """Shares of right values in the time suite: of all cases, and of those that are not read otherwise on purpose."""
    on_purpose = peer_times.decided()
    cases = peer_times.load(shared / "peers" / "time" / "recognizers_ar.jsonl")
    readings = [(case, peer_times.read(case)) for case in cases]
    right = sum(peer_times.is_right(case, ours) for case, ours in readings)
    meant = sum((case.id, " ".join(ours)) in on_purpose for case, ours in readings)
    return {"times.right": right / len(cases), "times.right of those read alike": right / (len(cases) - meant)}


def events(shared: Path) -> Figures:
    """Share of sentences whose event type is found, by suite, and events of other types a sentence over both."""
    out: Figures = {}
    sentences = extra = 0
    for name in ("assault", "protest"):
        file = shared / "peers" / "events" / f"gsr_{name}_even.json"
        score = peer_events.score(json.loads(file.read_text(encoding="utf-8")))
        out[f"events.{name} type found"] = score.typed / score.sentences
        sentences, extra = sentences + score.sentences, extra + score.extra
    return out | {"events.extra a sentence": extra / sentences}


def names(shared: Path) -> Figures:
    """F1 of the names layer on the held-out tenth of two corpora: names that touch one of the corpus's, of its type."""
    out: Figures = {}
    for name in ("anercorp", "newsfane"):
        _, held = peer_names.parted(peer_names.load(shared / "corpora" / f"{name}_train.txt"))
        tallies = {kind: peer_names.Tally() for kind in peer_names.TYPES}
        for block in held:
            peer_names.compare(peer_names.spans(tag for _, tag in block), peer_names.ours(block), tallies)
        out |= {f"names.{name} {kind}": _f1(tally) for kind, tally in tallies.items()}
    return out


def _f1(tally: peer_names.Tally) -> float:
    precision, recall = tally.touching / max(tally.read, 1), tally.found / max(tally.gold, 1)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


SUITES: Mapping[str, Callable[[Path], Figures]] = {"times": times, "events": events, "names": names}
LOW_IS_GOOD = frozenset(("events.extra a sentence",))


def measure(shared: Path) -> Figures:
    """The figures of every suite, by name."""
    return {name: figure for suite in SUITES.values() for name, figure in suite(shared).items()}


def bound(name: str, figure: float) -> float:
    """A figure as its bound: the multiple of STEP just on its bad side.

    >>> bound("times.right", 0.6549), bound("events.extra a sentence", 0.4912)
    (0.65, 0.495)
    """
    steps = figure / STEP
    return round((math.ceil(steps - 1e-9) if name in LOW_IS_GOOD else math.floor(steps + 1e-9)) * STEP, 3)


def crossed(figures: Mapping[str, float], bounds: Mapping[str, float]) -> list[str]:
    """What crosses its bound, or has none, in words."""
    out = [f"{name}: no bound yet: measure it with --write" for name in figures if name not in bounds]
    for name, limit in bounds.items():
        figure = figures.get(name, math.inf if name in LOW_IS_GOOD else -math.inf)
        if figure > limit + 1e-9 if name in LOW_IS_GOOD else figure < limit - 1e-9:
            out.append(f"{name} is {figure:.3f}, its bound {limit:.3f}")
    return out


def load_bounds(file: Path = BOUNDS) -> dict[str, float]:
    """The bounds by figure."""
    return tomllib.loads(file.read_text(encoding="utf-8"))["bounds"] if file.exists() else {}


def write(figures: Mapping[str, float], file: Path = BOUNDS) -> None:
    """Rewrite the bounds at the figures."""
    head = (
        "# Figures on other systems' test cases that no change may make worse (`python -m evaluation.peers --write`).\n"
    )
    rows = "\n".join(f'"{name}" = {bound(name, figure):.3f}' for name, figure in figures.items())
    file.write_text(f"{head}\n[bounds]\n{rows}\n", encoding="utf-8", newline="\n")


def main() -> int:
    """Measure, print, and check or rewrite; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.peers", description="Check the figures on peer suites.")
    parser.add_argument("--write", action="store_true", help="measure and rewrite the bounds")
    arguments = parser.parse_args()
    if not (SHARED / "peers").is_dir():
        print(f"{SHARED / 'peers'} is not there: no peer suite was read")
        return 1 if os.environ.get("CI") == "true" else 0
    figures, bounds = measure(SHARED), load_bounds()
    for name, figure in figures.items():
        print(f"{name:34} {figure:.3f}   (bound {bounds.get(name, math.nan):.3f})")
    if arguments.write:
        write(figures)
        return 0
    faults = crossed(figures, bounds)
    print(*faults, sep="\n", file=sys.stderr)
    print("peers: worse" if faults else "peers: all hold")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
