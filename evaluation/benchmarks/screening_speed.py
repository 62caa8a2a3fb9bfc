"""How long screening takes: many names against two lists, and one name against a million.

    python -m evaluation.benchmarks.screening_speed [--names 10000] [--million 1000000] [--asked 200]

The lists are those of the UN and OFAC beside the checkout (`../shared/lists`). The names are made from the tables of
given and family names and of known persons, half of them in Arabic, half in Latin script, and so are those of the large
list. All is drawn from seeds, and runs on one core. Memory is what the process grew by.
"""

from __future__ import annotations

import argparse
import csv
import gc
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from evaluation.peers import SHARED
from khabar.model import ListedEntry, ListedKind, ListedName, NameQuality
from khabar.runners.screening import ready
from khabar.screening import Grade, OnList, Screener, Subject, read_list

LISTS = ("un_consolidated.xml", "ofac_sdn.csv")
_ASKED_SEED, _LISTED_SEED = 11, 23
_MEBI = 1 << 20

Form: TypeAlias = tuple[str, str]
"""A name in Arabic and in Latin script."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Given names, family names, and whole names of known persons."""

    given: Sequence[Form]
    family: Sequence[Form]
    persons: Sequence[Form]


def tables() -> Tables:
    """The tables of `khabar.knowledge`."""
    return Tables(_forms("given_names"), _forms("family_names"), _forms("persons"))


def _forms(table: str) -> list[Form]:
    text = (files("khabar.knowledge") / "data" / f"{table}.csv").read_text(encoding="utf-8")
    return [(row["form"], row["en"]) for row in csv.DictReader(text.splitlines()) if row["en"]]


def made(held: Tables, seed: int) -> Iterator[str]:
    """Different names without end, in either script by turns: a known person's in one of twenty, else two given names
    and a family name, or one."""
    chance, seen = random.Random(seed), set[str]()
    while True:
        script = len(seen) % 2
        if chance.random() < 0.05:
            name = chance.choice(held.persons)[script]
        else:
            given = [chance.choice(held.given)[script] for _ in range(chance.choice((1, 2, 2)))]
            name = " ".join((*given, chance.choice(held.family)[script]))
        if name not in seen:
            seen.add(name)
            yield name


def drawn(held: Tables, seed: int, number: int) -> list[str]:
    """So many of them."""
    return [name for name, _ in zip(made(held, seed), range(number), strict=False)]


def entries(folder: Path) -> list[OnList]:
    """The entries of both lists."""
    lists = [read_list(folder / name) for name in LISTS]
    return [OnList(one.name, entry) for one in lists for entry in one.entries]


def large(names: Sequence[str]) -> Iterator[OnList]:
    """A list with an entry for each name."""
    for number, name in enumerate(names):
        yield OnList("made", ListedEntry(str(number), ListedKind.PERSON, (ListedName(name, NameQuality.PRIMARY),)))


def resident() -> float:
    """MiB of memory that the process has in use."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / _MEBI


def loaded(held: Iterator[OnList] | Sequence[OnList], told: str) -> Screener:
    """A screener, with what it took to make it."""
    gc.collect()
    before, begun = resident(), time.perf_counter()
    screener = ready(held)
    taken = time.perf_counter() - begun
    gc.collect()
    print(f"{told}: ready in {taken:.1f} s, {resident() - before:,.0f} MiB")
    return screener


def two_lists(names: Sequence[str], folder: Path) -> None:
    """All names against the lists."""
    screener = loaded(entries(folder), "UN and OFAC")
    begun, cpu = time.perf_counter(), time.process_time()
    hits = [hit for name in names for hit in screener.screen(Subject((name,), ListedKind.PERSON))]
    taken, used = time.perf_counter() - begun, time.process_time() - cpu
    matches = sum(hit.grade == Grade.MATCH for hit in hits)
    print(
        f"{len(names):,} names: {taken:.1f} s ({used:.1f} s of the processor), {used / len(names) * 1000:.1f} ms a name"
    )
    print(f"  {matches:,} matches, {len(hits) - matches:,} to review")


def one_by_one(names: Sequence[str], listed: Sequence[str]) -> None:
    """Single names against a large list; those of the list itself must be found, in every tenth question."""
    screener = loaded(large(listed), f"{len(listed):,} names")
    asked = [listed[at * 7919 % len(listed)] if at % 10 == 0 else name for at, name in enumerate(names)]
    screener.screen(Subject((names[-1],)))  # the tables of sounds and letters are loaded by the first
    taken, missed = [], 0
    for at, name in enumerate(asked):
        begun = time.perf_counter()
        hits = screener.screen(Subject((name,)))
        taken.append((time.perf_counter() - begun) * 1000)
        missed += at % 10 == 0 and all(hit.alias != name for hit in hits)
    taken.sort()
    median, slow = taken[len(taken) // 2], taken[len(taken) * 95 // 100]
    print(f"one name, {len(asked)} times: median {median:.0f} ms, 95th percentile {slow:.0f} ms")
    print(f"  names of the list itself that were not among the hits: {missed} of {len(asked[::10])}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.benchmarks.screening_speed", description=__doc__)
    parser.add_argument("--names", type=int, default=10_000, help="names against the two lists")
    parser.add_argument("--million", type=int, default=1_000_000, help="names of the large list")
    parser.add_argument("--asked", type=int, default=200, help="names asked for in it")
    told = parser.parse_args()
    held = tables()
    names = drawn(held, _ASKED_SEED, max(told.names, told.asked))
    folder = SHARED / "lists"
    if folder.is_dir() and told.names:
        two_lists(names[: told.names], folder)
    elif told.names:
        print(f"{folder} is not there: only the large list was measured")
    if told.million:
        one_by_one(names[: told.asked], drawn(held, _LISTED_SEED, told.million))


if __name__ == "__main__":
    main()
