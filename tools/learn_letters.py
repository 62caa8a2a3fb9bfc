"""Learn which Latin letters stand for which Arabic ones, from names printed in both scripts.

Expectation maximisation over all ways to cut two spellings into groups that answer each other (Jiampojamarn, Kondrak
and Sherif 2007, with small groups only). Learns from the training split of Google's ar2en names (Apache-2.0; a file of
JSON lines with ar, en, split) and from the project's own tables of persons, without what the other splits hold; writes
src/khabar/names/data/letters.csv and prints how well pairs held back are told from others that begin alike.

    python -m tools.learn_letters google_ar2en.jsonl
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from khabar.names import letters
from khabar.names.letters import Script
from khabar.names.spelling import plain, words

Pair: TypeAlias = tuple[str, str]
Counts: TypeAlias = dict[Pair, float]

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "khabar" / "names" / "data" / "letters.csv"
KNOWLEDGE = ROOT / "src" / "khabar" / "knowledge" / "data"
SOURCE = "learnt by tools/learn_letters.py from google-ar2en and editor"

_PAIRS = "تش كس دج تز تس اي او نغ يه وو يي اه نج نك دز كز غز وي وا"
TOGETHER = frozenset(_PAIRS.split())
"""Pairs of Arabic letters that may answer a group of Latin ones as one."""
_LATIN_GROUP = re.compile(r"[aeiouyw]+h?|[^aeiou]+|[a-z]?(?:ue?|e)|gne?|[lstnk]{2}e|oi[sxt]?|eau|aux?|ou[tx]?")
_UNWRITTEN = re.compile(r"[a-z]?|ou|oo|ee|ai|ei|ie|ea|gh")
STEPS = ((0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3))
"""How many Arabic and Latin letters a group may take."""
ROUNDS, SPARSE_FROM, LEAST, LEAST_LATER = 10, 3, 0.5, 2.0
"""Rounds of learning, and below which expected count a group is dropped before and from that round."""
FEWEST = 40
"""Groups rarer than this in a million are not written down."""
DOUBTFUL = 1.15
"""Cost of a letter from which a pair of the tables of persons is taken for a wrong alignment of words."""


def main(path: Path) -> None:
    """Learn, write the table, print the figures."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    splits = {split: [_pair(row) for row in rows if row["split"] == split] for split in ("train", "dev", "test")}
    held = {arabic for split in ("dev", "test") for arabic, _ in splits[split]}
    learnt = learn(splits["train"])
    _write(learnt)
    own = [pair for pair in sorted(_own_pairs()) if pair[0] not in held and _cost(pair) < DOUBTFUL]
    _write(learn([*splits["train"], *own]))
    print(f"learnt from {len(splits['train'])} + {len(own)} pairs; best F1 on dev: {_best_f1(splits['dev']):.4f}")


def _pair(row: dict[str, str]) -> Pair:
    return plain(row["ar"]), plain(row["en"])


def learn(pairs: Sequence[Pair]) -> Counts:
    """Expected counts of groups that answer each other."""
    chances: Counts = {}
    for number in range(ROUNDS):
        counts: Counts = defaultdict(float)
        for arabic, latin in pairs:
            _count(arabic, latin, chances, counts)
        kept = {group: n for group, n in counts.items() if n > (LEAST if number < SPARSE_FROM else LEAST_LATER)}
        total = sum(kept.values())
        chances = {group: n / total for group, n in kept.items()}
        print(f"round {number + 1}: {len(chances)} groups", file=sys.stderr)
    return chances


def _count(arabic: str, latin: str, chances: Counts, counts: Counts) -> None:
    """Add the expected counts of one pair: forward, then backward over the same arcs."""
    ahead = [[0.0] * (len(latin) + 1) for _ in range(len(arabic) + 1)]
    ahead[0][0] = 1.0
    arcs: list[tuple[int, int, int, int, float]] = []
    for at in range(len(arabic) + 1):
        for to in range(len(latin) + 1):
            if ahead[at][to]:
                for taken, size, chance in _arcs(arabic, latin, at, to, chances):
                    ahead[at + taken][to + size] += ahead[at][to] * chance
                    arcs.append((at, to, taken, size, chance))
    whole = ahead[-1][-1]
    if not whole:
        return
    behind = [[0.0] * (len(latin) + 1) for _ in range(len(arabic) + 1)]
    behind[-1][-1] = 1.0
    for at, to, taken, size, chance in reversed(arcs):
        rest = chance * behind[at + taken][to + size]
        behind[at][to] += rest
        counts[arabic[at : at + taken], latin[to : to + size]] += ahead[at][to] * rest / whole


def _arcs(arabic: str, latin: str, at: int, to: int, chances: Counts) -> Iterator[tuple[int, int, float]]:
    for taken, size in STEPS:
        if at + taken <= len(arabic) and to + size <= len(latin):
            group = arabic[at : at + taken], latin[to : to + size]
            chance = chances.get(group, 0.0) if chances else _first_chance(*group)
            if chance:
                yield taken, size, chance


def _first_chance(arabic: str, latin: str) -> float:
    """Before anything is learnt: short groups first, and only those that may be."""
    fits = (_LATIN_GROUP if arabic else _UNWRITTEN).fullmatch(latin) or not latin
    if not fits or (len(arabic) == 2 and (arabic not in TOGETHER or not latin)):
        return 0.0
    return 0.01 ** max(1.0, len(arabic) * 0.8 + len(latin) * 0.6)


def _own_pairs() -> Iterator[Pair]:
    """Words of names that the knowledge tables print in both scripts, where the names have equally many."""
    for table, trusted in (("given_names", "editor"), ("family_names", "editor"), ("persons", "editor")):
        with (KNOWLEDGE / f"{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["source"] == trusted:
                    yield from _aligned(row["form"], row["en"])


def _aligned(arabic: str, latin: str) -> Iterator[Pair]:
    left, right = words(arabic), tuple(word for word in words(latin) if word not in ("al", "el"))
    if len(left) == len(right):
        for one, other in zip(left, right, strict=True):
            with_article = other.startswith(("al", "el"))
            yield (one if with_article else one.removeprefix("ال") if len(one) > 4 else one), other


def _write(chances: Counts) -> None:
    plainly = [(a, b, round(1e6 * n)) for (a, b), n in chances.items() if (a + b).isalpha()]
    ranked = sorted((row for row in plainly if row[2] >= FEWEST), key=lambda row: (row[0], -row[2], row[1]))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("arabic", "latin", "per_million", "source"))
        table.writerows((*row, SOURCE) for row in ranked)
    letters.forget()


def _cost(pair: Pair) -> float:
    return letters.costs(Script.ARABIC, Script.LATIN).between(*pair) / max(1, sum(map(len, pair)))


def _best_f1(pairs: Sequence[Pair]) -> float:
    """Pairs against others whose Latin word begins with the same two letters."""
    chance = random.Random(7)
    known, alike = set(pairs), defaultdict(list)
    for _, latin in pairs:
        alike[latin[:2]].append(latin)
    others = [(arabic, chance.choice(alike[latin[:2]])) for arabic, latin in pairs]
    return _f1([_cost(pair) for pair in pairs], [_cost(pair) for pair in others if pair not in known])


def _f1(right: Iterable[float], wrong: Iterable[float]) -> float:
    ranked = sorted([(cost, True) for cost in right] + [(cost, False) for cost in wrong])
    total, found, best = sum(is_right for _, is_right in ranked), 0, 0.0
    for taken, (_, is_right) in enumerate(ranked, 1):
        found += is_right
        best = max(best, 2 * found / (taken + total))
    return best


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        sys.exit(__doc__)
