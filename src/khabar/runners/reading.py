"""What a worker does with one report: find its language, read it, and make the archive's rows of it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from khabar.archive import Rows, rows_of
from khabar.exports.json_reading import reading_to_dict
from khabar.languages import INSTALLED
from khabar.model import Incoming, Problem, ProblemKind
from khabar.reading.pipeline import read_report
from khabar.reading.version import reader_version
from khabar.runners.language import language_of


@dataclass(frozen=True, slots=True)
class Job:
    """A report to be read, and the name of the source it came from."""

    incoming: Incoming
    source: str


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job: its rows, or the problem; `read` is False for a language without a reader."""

    source: str
    rows: Rows | None
    problem: Problem | None
    read: bool


def work(job: Job) -> Done:
    """Read one report. A fault of ours becomes a problem: it must not stop the others."""
    try:
        return _read(job)
    except Exception as error:
        return Done(job.source, None, _fault(job, error), False)


def lost(job: Job) -> Done:
    """What stands for a report over which a worker died."""
    message = f"{job.incoming.place}: the process that read it died, most likely for want of memory: report this text"
    return Done(job.source, None, Problem(job.incoming.place, ProblemKind.FAULT, message), False)


def _read(job: Job) -> Done:
    report = job.incoming.report
    language = language_of(report.text)
    read = language in INSTALLED
    layers = reading_to_dict(read_report(report, language)) if read else None
    return Done(job.source, rows_of(job.incoming, job.source, language, layers, reader_version()), None, read)


def _fault(job: Job, error: Exception) -> Problem:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    message = (
        f"{job.incoming.place}: a fault in Khabar itself ({type(error).__name__} in {Path(frame.filename).name}:"
        f"{frame.lineno}: {error}): please report it with this text"
    )
    return Problem(job.incoming.place, ProblemKind.FAULT, message)
