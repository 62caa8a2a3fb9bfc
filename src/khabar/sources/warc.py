"""Web archives come in: of WARC files (Common Crawl's news, say) the pages that servers answered with, one by one.

Only answers with status 200 and HTML are taken; what was asked, what has not changed and pictures are passed over
without a word. The day that a page was fetched is no day of publication: it only shows up one that is too late.
Records: `khabar.sources.warc_records`; answers: `khabar.sources.warc_http`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import BinaryIO

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.options import Options
from khabar.sources.pages import read_page
from khabar.sources.warc_http import AnswerError, answer, body
from khabar.sources.warc_records import Damage, Record, records

# At the far side of the date line it is already tomorrow.
ONE_DAY = timedelta(days=1)


def read_warc(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The reports on the pages of an archive, packed or not, in order, and a problem for each record that is damaged.

    Holds one record at a time; the stream need not seek. `place` is the archive, for messages.
    """
    for found in records(stream, options.limits):
        if isinstance(found, Damage):
            yield _damage(found, place)
        elif found.kind == "response":
            yield from _taken(found, place, options)


def _damage(damage: Damage, place: str) -> Problem:
    kind = ProblemKind.TOO_LARGE if damage.final else ProblemKind.BROKEN
    return Problem(place, kind, f"{place}: record {damage.number:,}: {damage.reason}")


def _taken(record: Record, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The report of one record; nothing for what is no page."""
    where = f"{place}: record {record.number:,}" + (f" ({record.target[:300]})" if record.target else "")
    if record.block is None:
        message = f"{where}: expected at most {options.limits.record:,} bytes; it has more and is passed over"
        yield Problem(where, ProblemKind.TOO_LARGE, message)
        return
    if not _fetched_by_http(record):
        return
    try:
        head = answer(record.block)
        if head.status != 200 or not head.page:
            return
        data = body(record.block, head, options.limits.record)
    except AnswerError as error:
        kind = ProblemKind.UNSUPPORTED if error.unsupported else ProblemKind.BROKEN
        yield Problem(where, kind, f"{where}: {error}")
        return
    yield _noted(read_page(data, where, options, url=record.target, charset=head.charset), record)


def _fetched_by_http(record: Record) -> bool:
    """Answers of name servers and of FTP are kept in archives too."""
    return record.target is None or record.target.lower().startswith(("http:", "https:"))


def _noted(found: Incoming | Problem, record: Record) -> Incoming | Problem:
    """A report with what the archive tells against it."""
    if isinstance(found, Problem):
        return found
    notes = []
    published = found.report.published
    if record.fetched and published and published > record.fetched + ONE_DAY:
        notes.append(
            f"dated {published.isoformat()}, but fetched on {record.fetched.isoformat()}: the date is doubtful"
        )
    if record.cut:
        notes.append("the archive holds only the beginning of the page")
    return replace(found, warnings=(*found.warnings, *notes)) if notes else found
