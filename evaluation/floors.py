"""The floors: F1 figures that no change may fall below, pinned with the hash of the gold that they were measured on.

    python -m evaluation.floors                 check every gold folder
    python -m evaluation.floors --only own      check one
    python -m evaluation.floors --write         measure and rewrite floors.toml

Raising a floor is free; lowering one needs a reason in the commit. Exit codes: 0 all hold, 1 a floor is broken, the
gold has changed, or a gold folder is missing where `CI` is `true`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.__main__ import read_folder
from evaluation.scorer import Scores, score_folder
from evaluation.standoff import materialise

ROOT = Path(__file__).parents[1]
FLOORS = Path(__file__).with_name("floors.toml")
MEASURES = ("NAME", "TIME", "ATTRIBUTION", "attribution.speaker", "EVENT", "event.status|typed", "CHAIN|typed", "CLAIM")
STEP = 0.005
"""Floors are multiples of this: small enough to hold a gain, large enough that one item of a big gold moves none."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold folder and its floors.

    `folder` is relative to the project; `reports` names the files that count, all when empty. `standoff` gold has its
    texts elsewhere and is put together when asked for. `sha256` is the hash of the files in `folder` that count, ""
    while nothing was measured; `f1` the floors by measure.
    """

    name: str
    folder: str
    reports: tuple[str, ...]
    standoff: bool
    sha256: str
    f1: Mapping[str, float]

    def kept(self) -> list[Path]:
        """The files of the folder that count, sorted by name."""
        found = sorted((ROOT / self.folder).glob("*.json"))
        return [path for path in found if not self.reports or path.stem in self.reports]

    def paths(self) -> list[Path]:
        """The gold files with their texts; none where the texts are not there."""
        if not self.standoff:
            return self.kept()
        whole = materialise(ROOT / self.folder, ROOT / "build" / "standoff" / self.name)
        return whole if len(whole) == len(self.kept()) else []


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: `broken` lines are failures, `told` lines are not."""

    broken: tuple[str, ...]
    told: tuple[str, ...]


def load_floors(file: Path = FLOORS) -> list[Gold]:
    """The gold folders that the floors file names, in its order."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        Gold(
            name,
            table["folder"],
            tuple(table.get("reports", ())),
            table.get("standoff", False),
            table.get("sha256", ""),
            table.get("f1", {}),
        )
        for name, table in tables.items()
    ]


def gold_hash(paths: Sequence[Path]) -> str:
    """The SHA-256 of the names and contents of some files, in their order."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def measure(paths: Sequence[Path]) -> Scores:
    """The scores of fresh readings of some gold files; SystemExit when a file cannot be read."""
    with tempfile.TemporaryDirectory() as scratch:
        gold, read = Path(scratch, "gold"), Path(scratch, "read")
        gold.mkdir()
        for path in paths:
            (gold / path.name).write_bytes(path.read_bytes())
        faults = read_folder(gold, read)
        if faults:
            raise SystemExit("\n".join(faults))
        return score_folder(gold, read)


def rounded_down(figure: float) -> float:
    """A figure as a floor: the multiple of STEP at or below it.

    >>> rounded_down(0.8349), rounded_down(0.835)
    (0.83, 0.835)
    """
    return round(math.floor(figure / STEP + 1e-9) * STEP, 3)


def judge(gold: Gold, sha256: str, figures: Mapping[str, float]) -> Verdict:
    """Compare measured figures with the floors of a gold."""
    broken = [
        f"{gold.name}: {name} is {figures.get(name, 0.0):.3f}, its floor {floor:.3f}"
        for name, floor in gold.f1.items()
        if figures.get(name, 0.0) < floor - 1e-9
    ]
    broken += [f"{gold.name}: {name} has no floor: measure it with --write" for name in figures if name not in gold.f1]
    if not gold.f1:
        broken.append(f"{gold.name}: no floors yet: measure them with --write")
    elif sha256 != gold.sha256:
        broken.append(f"{gold.name}: the gold in {gold.folder} has changed: measure the floors anew with --write")
    told = [
        f"{gold.name}: the floor of {name} can be raised from {floor:.3f} to {rounded_down(figures[name]):.3f}"
        for name, floor in gold.f1.items()
        if rounded_down(figures.get(name, 0.0)) > floor
    ]
    return Verdict(tuple(broken), tuple(told))


def check(golds: Sequence[Gold]) -> int:
    """Check the floors of every gold and print what was measured; returns the exit code."""
    verdicts = [_checked(gold) for gold in golds]
    for verdict in verdicts:
        for line in verdict.told:
            print(line)
    broken = [line for verdict in verdicts for line in verdict.broken]
    for line in broken:
        print(line, file=sys.stderr)
    print("floors: broken" if broken else "floors: all hold")
    return 1 if broken else 0


def _checked(gold: Gold) -> Verdict:
    paths = gold.paths()
    if not paths:
        what = "the texts are not there" if gold.kept() else f"no gold in {gold.folder}"
        line = f"{gold.name}: {what}: its floors were not checked"
        return Verdict((line,), ()) if os.environ.get("CI") == "true" else Verdict((), (line,))
    figures = _figures(measure(paths))
    print(f"{gold.name} ({len(paths)} reports): " + "  ".join(f"{name} {f1:.3f}" for name, f1 in figures.items()))
    return judge(gold, gold_hash(gold.kept()), figures)


def _figures(scores: Scores) -> dict[str, float]:
    return {name: scores.rows[name].f1 for name in MEASURES if name in scores.rows}


def write(golds: Sequence[Gold], chosen: Sequence[str], file: Path = FLOORS) -> None:
    """Measure the chosen golds that are there and rewrite the floors file; what falls is told."""
    head = file.read_text(encoding="utf-8").partition("\n[")[0]
    renewed = [_renewed(gold) if gold.name in chosen else gold for gold in golds]
    file.write_text("\n\n".join([head.rstrip(), *map(_table, renewed)]) + "\n", encoding="utf-8", newline="\n")


def _renewed(gold: Gold) -> Gold:
    paths = gold.paths()
    if not paths:
        print(f"{gold.name}: no gold in {gold.folder}: its floors stay")
        return gold
    floors = {name: rounded_down(f1) for name, f1 in _figures(measure(paths)).items()}
    for name, floor in floors.items():
        old = gold.f1.get(name, 0.0)
        change = "" if floor == old else f" (was {old:.3f}{': LOWERED' if floor < old else ''})"
        print(f"{gold.name}: {name} {floor:.3f}{change}")
    return replace(gold, sha256=gold_hash(gold.kept()), f1=floors)


def _table(gold: Gold) -> str:
    lines = [f"[{gold.name}]", f'folder = "{gold.folder}"']
    if gold.reports:
        lines.append(f"reports = {json.dumps(gold.reports)}")
    if gold.standoff:
        lines.append("standoff = true")
    lines += [f'sha256 = "{gold.sha256}"', f"[{gold.name}.f1]"]
    return "\n".join([*lines, *(f"{json.dumps(name)} = {floor:.3f}" for name, floor in gold.f1.items())])


def main() -> int:
    """Check or rewrite the floors, as the command line says; returns the exit code."""
    golds = load_floors()
    names = [gold.name for gold in golds]
    parser = argparse.ArgumentParser(prog="python -m evaluation.floors", description="Check the floors of the gold.")
    parser.add_argument("--only", choices=names, action="append", help="this gold only; repeatable")
    parser.add_argument("--write", action="store_true", help="measure and rewrite the floors")
    arguments = parser.parse_args()
    chosen = arguments.only or names
    if arguments.write:
        write(golds, chosen)
        return 0
    return check([gold for gold in golds if gold.name in chosen])


if __name__ == "__main__":
    sys.exit(main())
