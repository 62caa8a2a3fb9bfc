"""How well names are linked: whether a known entity is the right one, and whether one thing has one id in a report.

    python -m evaluation.linking

Measured on the gold's names of persons, bodies and places whose span the reading also finds. A link is right where the
entity's English name is the gold's, unless linking_rulings.csv says otherwise; every disagreement needs a ruling there.
A town and the province of its name count as one. Two mentions that the gold gives one `en`, spelt otherwise, must share
an id (joined); two with different ones must not (false joins). Errors are told as report:offset, never as text. Not
for: names that are not found (`scorer`).
Exit codes: 0 measured, 1 a share has fallen below its bound, a disagreement has no ruling, or the gold is missing where
`CI` is `true`.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias

import khabar
from evaluation.floors import load_floors
from evaluation.peers import Figures, crossed
from evaluation.readings import KNOWN
from khabar.model import Mention
from khabar.text.fold import fold

RULINGS = Path(__file__).with_name("linking_rulings.csv")
GOLDS = ("seed", "dev")
TYPES = ("PER", "ORG", "GPE")
LEAST = {"linking.right": 0.98, "linking.joined": 0.98}
"""What the shares may not fall below."""
LOCAL = "report:"
"""How the id of an entity begins that is known from its report alone."""
_ARTICLES = frozenset(("the", "al", "el"))
_APART = re.compile(r"[\W_]+")

Rulings: TypeAlias = Mapping[tuple[str, str], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """A gold mention and what it was linked to; `form` is its spelling without what is written onto it."""

    place: str
    type: str
    gold: str
    entity: str
    english: str
    form: str

    @property
    def known(self) -> bool:
        """Whether it is linked to an entity of the tables."""
        return not self.entity.startswith(LOCAL)

    def __str__(self) -> str:
        return f"{self.place} {self.type} {self.gold!r} -> {self.entity if self.known else LOCAL + '…'}"


@dataclass(slots=True)
class Verdicts:
    """The links of one type by whether they are right; those without a ruling are neither."""

    right: list[Link] = field(default_factory=list)
    wrong: list[Link] = field(default_factory=list)
    unruled: list[Link] = field(default_factory=list)


def plain(name: str) -> str:
    """An English name without case, marks and articles.

    >>> plain("The Al-Nusra Front"), plain("U.N."), plain("al-Assad") == plain("Assad")
    ('nusra front', 'u n', True)
    """
    words = [word for word in _APART.split(name.casefold().replace("'", "").replace("’", "")) if word]
    return " ".join(word for word in words if word not in _ARTICLES)


def is_right(link: Link, rulings: Rulings) -> bool | None:
    """Whether a link to a known entity is right; None where the names differ and nobody has ruled.

    A ruling goes before the names: two towns may have one name.
    """
    same = True if plain(link.gold) == plain(link.english) else None
    return rulings.get((link.entity, link.gold), same)


def judged(links: Iterable[Link], rulings: Rulings) -> Verdicts:
    """The links to known entities, by whether they are right."""
    out = Verdicts()
    kept = {True: out.right, False: out.wrong, None: out.unruled}
    for link in links:
        if link.known:
            kept[is_right(link, rulings)].append(link)
    return out


def spelt_otherwise(links: Sequence[Link]) -> Iterator[tuple[Link, Link]]:
    """The pairs of one report that name the same thing of the gold in different spellings."""
    groups: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        groups[link.type, link.gold].append(link)
    for group in groups.values():
        yield from ((one, other) for one, other in combinations(group, 2) if one.form != other.form)


def false_joins(links: Sequence[Link], rulings: Rulings) -> Iterator[tuple[Link, Link]]:
    """The pairs of one report that share an id and name different things of the gold.

    Two `en` that are both right for a known entity are one thing that the gold calls by two names; so are a person's
    full name and a part of it where the report alone knows him.
    """
    groups: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        groups[link.entity].append(link)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if not _one_thing(one, other, rulings):
                yield one, other


def _one_thing(one: Link, other: Link, rulings: Rulings) -> bool:
    here, there = set(plain(one.gold).split()), set(plain(other.gold).split())
    if here == there:
        return True
    if one.known:
        return bool(is_right(one, rulings) and is_right(other, rulings))
    return one.type == other.type == "PER" and (here <= there or there <= here)


def load_rulings(file: Path = RULINGS) -> dict[tuple[str, str], bool]:
    """What was ruled, by entity and the gold's name."""
    with file.open(encoding="utf-8", newline="") as held:
        return {(row["entity"], row["gold_en"]): row["right"] == "yes" for row in csv.DictReader(held)}


def links_of(path: Path) -> tuple[list[Link], Counter[str]]:
    """The gold mentions of a report that were found, in reading order, and the number of all by type."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    reading = khabar.read(gold["text"], **{key: gold[key] or None for key in KNOWN})
    found = {(mention.span.start, mention.span.end): mention for mention in reading.names}
    named = [name for name in gold["names"] if name["type"] in TYPES]
    spans = ((name, found.get((name["start"], name["end"]))) for name in named)
    links = [_link(path.stem, name, mention) for name, mention in spans if mention]
    return links, Counter(name["type"] for name in named)


def _link(report: str, name: Mapping[str, Any], mention: Mention) -> Link:
    place = f"{report}:{name['start']}"
    return Link(place, name["type"], name["en"], mention.entity, mention.english, fold(mention.form))


def gold_files() -> list[Path]:
    """The gold reports, each once."""
    golds = [gold for gold in load_floors() if gold.name in GOLDS]
    return list(dict.fromkeys(path.resolve() for gold in golds for path in gold.paths()))


def lines(reports: Sequence[Sequence[Link]], gold: Counter[str], rulings: Rulings) -> Iterator[str]:
    """The figures, then what is wrong."""
    links = [link for report in reports for link in report]
    verdicts = {kind: judged((link for link in links if link.type == kind), rulings) for kind in TYPES}
    for kind, verdict in verdicts.items():
        yield _figures(kind, verdict, sum(link.type == kind for link in links), gold[kind])
    every = judged(links, rulings)
    yield _figures("all", every, len(links), gold.total())
    pairs, apart = variant_pairs(reports)
    joins = [pair for report in reports for pair in false_joins(report, rulings)]
    yield f"variants joined {len(pairs) - len(apart)} of {len(pairs)} ({1 - len(apart) / max(len(pairs), 1):.3f})"
    yield f"false joins     {len(joins)}"
    yield from (f"wrong: {link} ({link.english})" for link in every.wrong)
    yield from (f"no ruling: {link} ({link.english})" for link in every.unruled)
    yield from (f"not joined: {one} | {other}" for one, other in apart)
    yield from (f"false join: {one} | {other}" for one, other in joins)


def variant_pairs(reports: Sequence[Sequence[Link]]) -> tuple[list[tuple[Link, Link]], list[tuple[Link, Link]]]:
    """Mentions of one name spelt otherwise in one report, two by two: all of them, and those that are not joined."""
    pairs = [pair for report in reports for pair in spelt_otherwise(report)]
    return pairs, [(one, other) for one, other in pairs if one.entity != other.entity]


def shares(reports: Sequence[Sequence[Link]], rulings: Rulings) -> Figures:
    """The share of right links, and of pairs of spellings that are joined."""
    verdict = judged((link for report in reports for link in report), rulings)
    pairs, apart = variant_pairs(reports)
    right = len(verdict.right) / max(len(verdict.right) + len(verdict.wrong), 1)
    return {"linking.right": right, "linking.joined": 1 - len(apart) / max(len(pairs), 1)}


def _figures(name: str, verdict: Verdicts, found: int, gold: int) -> str:
    ruled = len(verdict.right) + len(verdict.wrong)
    linked = ruled + len(verdict.unruled)
    precision = f"precision {len(verdict.right) / max(ruled, 1):.3f} ({len(verdict.right)} of {ruled})"
    coverage = f"coverage {linked / max(gold, 1):.3f} ({linked} of {gold}; {found} found)"
    return f"{name:4} {precision}   {coverage}"


@cache
def _reports() -> tuple[tuple[list[Link], ...], Counter[str]]:
    """The links of every gold report, and the number of gold mentions by type."""
    read = [links_of(path) for path in gold_files()]
    return tuple(links for links, _ in read), sum((count for _, count in read), Counter())


def main() -> int:
    """Measure and print; returns the exit code."""
    if not gold_files():
        print("the gold is not there: nothing was measured")
        return 1 if os.environ.get("CI") == "true" else 0
    reports, gold = _reports()
    rulings = load_rulings()
    print(*lines(reports, gold, rulings), sep="\n")
    faults = crossed(shares(reports, rulings), LEAST)
    print(*faults, sep="\n", file=sys.stderr)
    return 1 if faults or any(judged(links, rulings).unruled for links in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
