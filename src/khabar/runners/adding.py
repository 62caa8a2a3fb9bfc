"""Filling an archive: what sources give is compared with what is held, read by a pool, and written by one writer.

The writer stores each report in a transaction of its own, so a run can be killed at any moment: what was stored is
held, what was not is read again by the next run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from khabar.archive import Archive
from khabar.model import Incoming, Problem, report_id
from khabar.reading.version import reader_version
from khabar.runners.pool import Task, run
from khabar.runners.reading import Done, Job, lost, work

Taken: TypeAlias = tuple[str, Incoming | Problem]
"""The name of a source, and something that it gave."""
_LOOKED_UP = 256
"""Reports that are looked up in the archive at once."""
TASK = Task(work, lost)


@dataclass(slots=True)
class Tally:
    """What became of the reports of a run so far; `problems` by kind."""

    read: int = 0
    known: int = 0
    unread: int = 0
    problems: Counter[str] = field(default_factory=Counter)

    @property
    def seen(self) -> int:
        """All that the sources gave."""
        return self.read + self.known + self.unread + self.problems.total()


def add(archive: Archive, taken: Iterable[Taken], jobs: int, watch: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Read and store what sources gave; `watch` is called with the tally whenever it has changed.

    Returns the final tally. Raises ArchiveError when the archive cannot be written to any more; what was stored until
    then is kept.
    """
    tally = Tally()
    for done in run(TASK, _jobs(archive, taken, tally, watch), jobs):
        _store(archive, done, tally)
        watch(tally)
    return tally


def reread(archive: Archive, jobs: int, watch: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Read again what the archive holds and the reader of today has not read; errors as `add`."""
    tally = Tally()
    held = archive.outdated(reader_version())
    again = (Job(Incoming(h.report, h.title, h.dated, h.place, h.digest, h.warnings), h.source) for h in held)
    for done in run(TASK, again, jobs):
        _store(archive, done, tally)
        watch(tally)
    return tally


def _store(archive: Archive, done: Done, tally: Tally) -> None:
    if done.problem is not None:
        _record(archive, [(done.problem, done.source)], tally)
    elif done.rows is not None and not archive.store(done.rows):
        tally.known += 1  # another process was quicker
    elif done.read:
        tally.read += 1
    else:
        tally.unread += 1


def _record(archive: Archive, problems: list[tuple[Problem, str]], tally: Tally) -> None:
    archive.record(problems)
    tally.problems.update(problem.kind.value for problem, _ in problems)


def _jobs(archive: Archive, taken: Iterable[Taken], tally: Tally, watch: Callable[[Tally], None]) -> Iterator[Job]:
    """What is to be read: reports that the archive does not hold, each once."""
    stream = iter(taken)
    while batch := list(islice(stream, _LOOKED_UP)):
        problems = [(item, source) for source, item in batch if isinstance(item, Problem)]
        if problems:
            _record(archive, problems, tally)
        jobs = {report_id(item.report): Job(item, source) for source, item in batch if isinstance(item, Incoming)}
        held = archive.held(jobs, reader_version())
        tally.known += len(batch) - len(problems) - len(jobs) + len(held)
        watch(tally)
        yield from (job for key, job in jobs.items() if key not in held)
