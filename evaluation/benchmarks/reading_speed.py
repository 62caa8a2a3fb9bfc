"""Words a second of the full reading, in one process on one core, beside those of cutting words alone.

    python -m evaluation.benchmarks.reading_speed [--limit N]

The target is TARGET words a second. Seconds are those of the processor, so that other work on the machine counts less;
the ratio to cutting words, measured in the same run, holds across machines better than either.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from evaluation.benchmarks.texts import load_texts
from khabar.languages import load
from khabar.model import Report
from khabar.reading.pipeline import RULES, Layers, prepare, read_report
from khabar.text.document import build_document

TARGET = 20_000
WORD = regex.compile(r"\w+")
TOKEN = regex.compile(r"[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]")
WORDS, OTHER = "words", "clauses, claims"


@dataclass(slots=True)
class Clock:
    """Seconds of processor time spent in each layer."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, layer: Callable[..., Any]) -> Callable[..., Any]:
        """The layer, its time added to `name` at every call."""

        def run(*arguments: Any) -> Any:
            begun = time.process_time()
            try:
                return layer(*arguments)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begun

        return run


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run took: seconds of processor time in all and by layer, seconds on the wall, faults, reports."""

    reports: int
    words: int
    reading: float
    wall: float
    tokens: float
    layers: dict[str, float]
    faults: tuple[str, ...]


def measure(reports: Sequence[Report]) -> Measured:
    """Read all reports once. The tables are loaded and the rules compiled by a few readings before the clock starts."""
    prepare()
    for report in reports[:20]:
        _read(report, RULES)
    clock = Clock()
    layers = Layers(
        times=clock.timed("times", RULES.times),
        names=clock.timed("names", RULES.names),
        attributions=clock.timed("attributions", RULES.attributions),
        events=clock.timed("events", RULES.events),
    )
    begun, wall = time.process_time(), time.perf_counter()
    faults = tuple(fault for report in reports if (fault := _read(report, layers)))
    reading, wall = time.process_time() - begun, time.perf_counter() - wall
    words = sum(len(WORD.findall(report.text)) for report in reports)
    cut = _documents(reports)
    shares = clock.seconds | {WORDS: cut, OTHER: reading - cut - sum(clock.seconds.values())}
    return Measured(len(reports), words, reading, wall, _tokens(reports), shares, faults)


def _read(report: Report, layers: Layers) -> str | None:
    """Read one report; the fault, if there was one."""
    try:
        read_report(report, layers=layers)
    except Exception as error:
        return f"{report.url}: {type(error).__name__}: {error}"
    return None


def _documents(reports: Sequence[Report]) -> float:
    """Seconds for words, sentences and quotations; they are no layer that could be timed in its place."""
    language = load("ar")
    begun = time.process_time()
    for report in reports:
        build_document(report, language)
    return time.process_time() - begun


def _tokens(reports: Sequence[Report]) -> float:
    begun = time.process_time()
    for report in reports:
        for match in TOKEN.finditer(report.text):
            match.span()
    return time.process_time() - begun


def peak_megabytes() -> float:
    """The most memory that this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1_000_000 if sys.platform == "darwin" else peak * 1024 / 1_000_000


def table(measured: Measured) -> str:
    """The figures as text."""
    speed = measured.words / measured.reading
    cutting = measured.words / measured.tokens
    lines = [
        f"{measured.reports} reports, {measured.words:,} words, {measured.reading:.1f} s of processor time "
        f"({measured.wall:.1f} s on the wall)",
        f"full reading     {speed:>12,.0f} words/s   (target {TARGET:,}: {'met' if speed >= TARGET else 'MISSED'})",
        f"cutting words    {cutting:>12,.0f} words/s   (regex alone: {cutting / speed:.0f} times as fast)",
        f"peak memory      {peak_megabytes():>12,.0f} MB",
    ]
    by_time = sorted(measured.layers.items(), key=lambda item: -item[1])
    lines += [f"  {seconds / measured.reading:>6.1%}  {name}" for name, seconds in by_time]
    return "\n".join([*lines, f"{len(measured.faults)} reports could not be read", *measured.faults[:10]])


def main() -> int:
    """Measure and print; 1 when a report could not be read."""
    parser = argparse.ArgumentParser(description="Measure the speed of reading.")
    parser.add_argument(
        "--limit", type=int, default=0, metavar="N", help="so many reports; all where it is 0, the default"
    )
    texts = load_texts(parser.parse_args().limit)
    print(f"reading {texts.origin}")
    measured = measure(texts.reports)
    print(table(measured))
    return 1 if measured.faults else 0


if __name__ == "__main__":
    sys.exit(main())
