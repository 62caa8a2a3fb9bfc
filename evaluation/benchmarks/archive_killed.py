"""Whether an archive that is filled by a command which is killed again and again ends as if nothing had happened.

    python -m evaluation.benchmarks.archive_killed [--kills N] [--seconds S] [--seed N] [--jobs N] [SOURCE...]

`khabar add` is started, killed (SIGKILL) after a random time of at most S seconds, and started again, N times; then it
is left to end. A second archive is filled undisturbed. Every row of every table must be the same.
Exit codes: 0 the same, 1 not.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.benchmarks.texts import NEWS


def add(archive: Path, sources: Sequence[str], jobs: int) -> subprocess.Popen[bytes]:
    """`khabar add`, at work."""
    arguments = [sys.executable, "-m", "khabar.cli", "add", "--archive", str(archive), "--jobs", str(jobs), *sources]
    return subprocess.Popen(arguments, stderr=subprocess.DEVNULL)


def killed(archive: Path, sources: Sequence[str], jobs: int, moments: Sequence[float]) -> int:
    """Fill an archive with a kill after each of the moments (seconds); how often the command was still at work."""
    struck = 0
    for moment in moments:
        process = add(archive, sources, jobs)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            struck += 1
    add(archive, sources, jobs).wait()
    return struck


def digests(archive: Path) -> dict[str, str]:
    """For each table a digest of its rows, in an order of their own."""
    with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as connection:
        return {table: _digest(connection, table) for table in _tables(connection)}


def _tables(connection: sqlite3.Connection) -> Iterator[str]:
    listed = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    virtual = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
    ]
    shadows = tuple(f"{name}_" for name in virtual)
    yield from (name for (name,) in listed if not name.startswith(("sqlite_", *shadows)))


def _digest(connection: sqlite3.Connection, table: str) -> str:
    rows = connection.execute(f'SELECT * FROM "{table}"')
    digest = hashlib.sha256()
    for row in sorted(map(repr, rows)):
        digest.update(row.encode())
    return digest.hexdigest()[:16]


def main() -> int:
    """Fill both, compare, and print."""
    parser = argparse.ArgumentParser(description="Kill a filling archive again and again.")
    parser.add_argument("sources", nargs="*", default=[str(NEWS)], help="files and folders (the news)")
    parser.add_argument("--kills", type=int, default=50, help="how often (50)")
    parser.add_argument("--seconds", type=float, default=10.0, help="the latest moment of a kill (10)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (1)")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read (2)")
    told = parser.parse_args()
    drawn = random.Random(told.seed)
    moments = [drawn.uniform(0.2, told.seconds) for _ in range(told.kills)]
    with tempfile.TemporaryDirectory() as folder:
        disturbed, undisturbed = Path(folder) / "killed.sqlite", Path(folder) / "whole.sqlite"
        begun = time.monotonic()
        struck = killed(disturbed, told.sources, told.jobs, moments)
        middle = time.monotonic()
        add(undisturbed, told.sources, told.jobs).wait()
        one, other = digests(disturbed), digests(undisturbed)
        print(f"killed {struck} times in {middle - begun:.0f} s; undisturbed {time.monotonic() - middle:.0f} s")
        different = sorted(table for table in one.keys() | other.keys() if one.get(table) != other.get(table))
        print(f"{len(one)} tables, the same: {'all' if not different else 'NOT ' + ', '.join(different)}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
