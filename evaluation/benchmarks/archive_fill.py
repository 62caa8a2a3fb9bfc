"""How fast an archive is filled, beside reading alone, and how much memory that takes; then the same sources again.

    python -m evaluation.benchmarks.archive_fill [--jobs N] [--limit N] [--archive URL] [SOURCE...]

Sources are the days of news beside the checkout unless others are named. The archive is a new SQLite file in a folder
of its own, or the empty one that is named. Targets: at least SHARE of the speed of reading alone is kept, memory of all
processes together stays under MEGABYTES, and the second run takes at most AGAIN of the first and changes nothing.
Seconds are those of the wall: what is measured is several processes at work.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evaluation.benchmarks.texts import NEWS
from khabar.archive import Archive, open_archive
from khabar.cli.archives import processors
from khabar.model import Incoming
from khabar.reading.pipeline import read_report
from khabar.runners.adding import Taken, Tally, add
from khabar.runners.pool import Task, run
from khabar.runners.reading import Job
from khabar.sources.opening import expand, read_source
from khabar.sources.options import Options

SHARE, MEGABYTES, AGAIN = 0.60, 1_000, 0.10
_SAMPLED = 0.25
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Reports a second of reading alone and of filling, seconds of both runs, memory, and the tallies."""

    alone: float
    filling: float
    first: float
    again: float
    megabytes: float
    tallies: tuple[Tally, Tally]
    unchanged: bool


def measure(sources: Sequence[str], url: str, jobs: int, limit: int | None) -> Filled:
    """Read all sources without an archive, then into one, then once more."""
    number, alone = _alone(sources, jobs, limit)
    with open_archive(url) as archive:
        memory = _Memory()
        with memory:
            first, seconds = _fill(archive, sources, jobs, limit)
        held = archive.status()
        again, repeated = _fill(archive, sources, jobs, limit)
        unchanged = archive.status() == held
    return Filled(number / alone, first.read / seconds, seconds, repeated, memory.peak, (first, again), unchanged)


def _taken(sources: Sequence[str], limit: int | None) -> Iterator[Taken]:
    items = ((source, item) for source in expand(sources) for item in read_source(source, Options()))
    return islice(items, limit)


def _alone(sources: Sequence[str], jobs: int, limit: int | None) -> tuple[int, float]:
    """How many reports were read, and the seconds that took."""
    taken = (Job(item, source) for source, item in _taken(sources, limit) if isinstance(item, Incoming))
    begun = time.perf_counter()
    number = sum(run(Task(_read, _lost), taken, jobs))
    return number, time.perf_counter() - begun


def _read(job: Job) -> int:
    return int(read_report(job.incoming.report) is not None)


def _lost(_: Job) -> int:
    return 0


def _fill(archive: Archive, sources: Sequence[str], jobs: int, limit: int | None) -> tuple[Tally, float]:
    begun = time.perf_counter()
    tally = add(archive, _taken(sources, limit), jobs)
    return tally, time.perf_counter() - begun


class _Memory:
    """The most memory, in MB, that this process and its children held together; pages they share are counted once."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_SAMPLED):
            self.peak = max(self.peak, sum(map(_proportional, _family())))


def _family() -> list[Path]:
    """The /proc folders of this process and all that descend from it; none where there is no /proc."""
    parents: dict[str, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[folder.name] = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
    out = [Path("/proc/self").resolve().name]
    for name in out:
        out += [child for child, parent in parents.items() if parent == name]
    return [Path("/proc") / name for name in out]


def _proportional(folder: Path) -> float:
    """The memory of a process in MB, shared pages divided among those that share them."""
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


def table(filled: Filled) -> str:
    """The figures as text."""
    kept, repeated = filled.filling / filled.alone, filled.again / filled.first
    small = filled.megabytes < MEGABYTES
    first, again = filled.tallies
    return "\n".join(
        [
            f"reading alone   {filled.alone:>8,.1f} reports/s",
            f"filling         {filled.filling:>8,.1f} reports/s   {kept:.0%} kept ({_met(kept >= SHARE)}: {SHARE:.0%})",
            f"memory          {filled.megabytes:>8,.0f} MB          ({_met(small)}: {MEGABYTES:,} MB)",
            f"first run       {filled.first:>8,.1f} s           {_told(first)}",
            f"second run      {filled.again:>8,.1f} s           {_told(again)}; {repeated:.1%} of the first "
            f"({_met(repeated <= AGAIN)}: {AGAIN:.0%}), {'nothing changed' if filled.unchanged else 'CHANGED'}",
        ]
    )


def _met(holds: bool) -> str:
    return "met" if holds else "MISSED"


def _told(tally: Tally) -> str:
    return f"{tally.read:,} read, {tally.known:,} known, {tally.problems.total():,} problems"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how an archive is filled.")
    parser.add_argument("sources", nargs="*", default=[str(NEWS)], help="files and folders (the news)")
    parser.add_argument("--jobs", type=int, default=processors(), help="processes that read")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="so many reports")
    parser.add_argument("--archive", metavar="URL", help="an empty archive (a new file)")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = told.archive or str(Path(folder) / "archive.sqlite")
        print(table(measure(told.sources, url, told.jobs, told.limit)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
