"""How long finding takes in a large archive, while another process adds to it.

    python -m evaluation.benchmarks.archive_find [--claims 1000000] [--url URL]

The target for each kind of question is TARGET milliseconds at the 95th percentile, on SQLite and on PostgreSQL. Without
--url a SQLite file in build/ is filled; an archive that holds enough claims already is taken as it is.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

from evaluation.benchmarks.archive_repeated import DAYS, FIRST_DAY, fill, many, read_base
from khabar.archive import Archive, Order, Query, Rows, open_archive
from khabar.archive.rows import PARTS

TARGET = 100.0
BASE = 400
"""Different reports that the archive is made from."""
ASKED = 200
"""Questions of each kind."""
PLACE = Path(__file__).parents[2] / "build" / "archive_find.sqlite"
_BEHIND = 10_000_000
"""Numbers of the reports that the other process adds begin here, so that they are new."""


def questions(base: Sequence[Rows]) -> dict[str, Iterator[Query]]:
    """Questions without end of each kind, drawn from what the archive holds; the same in every run."""
    chance = random.Random(7)
    words = Counter(word for rows in base for word in set(rows.tokens.main.split()) if len(word) > 2)
    ordered = [word for word, _ in words.most_common()]
    rare = [word for word, times in words.items() if times == 1]
    parties = Counter(row[8] for rows in base for row in rows.layers[5] if row[3] == PARTS[0] and row[8])
    outlets = sorted({str(rows.report[5]) for rows in base if rows.report[5]})
    days = range(DAYS - 60)

    def drawn(make: Callable[[], Query]) -> Iterator[Query]:
        while True:
            yield make()

    def day() -> date:
        return FIRST_DAY + timedelta(days=chance.choice(days))

    def window() -> Query:
        first = day()
        return Query(chance.choice(ordered[:200]), since=first, until=first + timedelta(days=30))

    countries = list(parties)
    return {
        "actor, any": drawn(lambda: Query(actor=chance.choice(countries))),
        "actor and type": drawn(lambda: Query(actor=chance.choice(countries[:5]), types=("CONSULT", "AID"))),
        "text, rare word": drawn(lambda: Query(chance.choice(rare))),
        "text, common word": drawn(lambda: Query(chance.choice(ordered[:100]))),
        "text, two words": drawn(lambda: Query(" ".join(chance.sample(ordered[:1000], 2)))),
        "text by relevance": drawn(lambda: Query(chance.choice(ordered[100:2000]), order=Order.RELEVANCE)),
        "time window": drawn(lambda: Query(since=(first := day()), until=first + timedelta(days=7))),
        "window and word": drawn(window),
        "outlet": drawn(lambda: Query(outlet=chance.choice(outlets))),
    }


def measure(archive: Archive, asked: Iterator[Query], number: int) -> tuple[float, float, int]:
    """Milliseconds at the median and the 95th percentile, and how many of the questions found something."""
    taken, found = [], 0
    for _, query in zip(range(number), asked, strict=False):
        begun = time.perf_counter()
        hits = archive.find(query)
        taken.append((time.perf_counter() - begun) * 1000)
        found += bool(hits)
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 95 // 100], found


def _add(url: str, base: Sequence[Rows], stop: Event, start: int) -> None:
    """What the other process does: reports, one after the other, with a breath between them."""
    with open_archive(url) as archive:
        for rows in many(base, start):
            if stop.is_set():
                return
            archive.store(rows)
            time.sleep(0.01)


def main() -> None:
    """Fill, ask, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--url", default=str(PLACE))
    parser.add_argument("--asked", type=int, default=ASKED)
    given = parser.parse_args()
    base = read_base(BASE)
    with open_archive(given.url) as archive:
        _filled(archive, base, given.claims)
        context = multiprocessing.get_context("spawn")
        stop = context.Event()
        start = _BEHIND + int(time.time())
        other = context.Process(target=_add, args=(given.url, base[:100], stop, start), daemon=True)
        other.start()
        time.sleep(2)
        for kind, asked in questions(base).items():
            middle, high, found = measure(archive, asked, given.asked)
            verdict = "" if high < TARGET else f"  above the target of {TARGET:.0f} ms"
            print(
                f"{kind:20} median {middle:7.1f} ms, 95th percentile {high:7.1f} ms, {found} found{verdict}", flush=True
            )
        stop.set()
        other.join()


def _filled(archive: Archive, base: Sequence[Rows], claims: int) -> None:
    begun = time.perf_counter()
    held = archive.status()
    if held.claims < claims:
        fill(archive, base, claims)
        archive.tidy()
        held = archive.status()
    seconds = time.perf_counter() - begun
    print(
        f"{held.claims:,} claims of {held.reports:,} reports, {held.size / 1e6:,.0f} MB, filled in {seconds:.0f} s",
        flush=True,
    )


if __name__ == "__main__":
    main()
