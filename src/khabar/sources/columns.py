"""Tables come in, one report a row: CSV with any usual divider and encoding, and Parquet.

A row with too many or too few cells is a problem of its own. Not for: Excel files (save them as CSV), or tables
without a header.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import chain, count
from typing import Any, BinaryIO

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.fields import missing_text, plan_for, report_of
from khabar.sources.making import digest
from khabar.sources.options import Options
from khabar.sources.streams import CHUNK, StreamError, as_utf8, seekable

DIVIDERS = ",;\t|"
# Excel writes its divider into a line of its own in front of the header.
DIVIDER_LINE = "sep="
# Few enough rows of the longest texts that a batch fits in memory; larger batches were hardly faster.
ROWS_AT_ONCE = 16
NO_PARQUET = "expected pyarrow, which reads Parquet; it is not installed: pip install 'khabar[parquet]'"


class _RowTooLongError(Exception):
    """More bytes in one row than a record may have."""


class _Lines:
    """The lines of a stream for `csv.reader`, which asks for more of them while a quoted cell is open.

    What was handed out since the last `take` is one row; it never has more than `limit` bytes.
    """

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream, self.limit = stream, limit
        self.raw: list[bytes] = []
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.stream.readline(self.limit - self.size + 1)
        if not line:
            raise StopIteration
        self.size += len(line)
        if self.size > self.limit:
            while line and not line.endswith(b"\n"):
                line = self.stream.readline(CHUNK)
            raise _RowTooLongError
        self.raw.append(line)
        return line.decode("utf-8", "replace")

    def take(self) -> bytes:
        """The bytes of the row that has just ended."""
        raw = b"".join(self.raw)
        self.raw.clear()
        self.size = 0
        return raw


def delimiter_of(header: str) -> str:
    """The divider that cuts a header into the most columns: a comma, semicolon, tab or bar.

    >>> delimiter_of("title;text;date, time")
    ';'
    """
    return max(DIVIDERS, key=lambda mark: len(header_of(header, mark)))


def header_of(line: str, delimiter: str) -> list[str]:
    """The names of the columns in the first line of a table, without blanks around them."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def read_csv(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The reports of a table with a header, in order; the header is row 1, as in a spreadsheet.

    A row is held whole, of at most `limits.record` bytes; the digest is that of its line or lines in UTF-8.
    """
    lines = _Lines(as_utf8(stream), options.limits.record)
    try:
        first = next(lines, "")
        told = first.lower().startswith(DIVIDER_LINE) and first.strip()[len(DIVIDER_LINE) :][:1]
        header = next(lines, "") if told else first
    except _RowTooLongError:
        yield _too_long(f"{place}: row 1", options.limits.record)
        return
    divider = told or delimiter_of(header)
    # A setting of the whole process, and the only one there is; `_Lines` holds the limit for each row
    csv.field_size_limit(max(csv.field_size_limit(), options.limits.record))
    yield from _rows(csv.reader(chain([header], lines), delimiter=divider), lines, place, options)


def _rows(rows: Iterator[list[str]], lines: _Lines, place: str, options: Options) -> Iterator[Incoming | Problem]:
    header: list[str] | None = None
    for number in count(1):
        at = f"{place}: row {number}"
        try:
            cells = next(rows, None)
        except (csv.Error, _RowTooLongError) as error:
            lines.take()
            yield _unread(error, at, options.limits.record)
            continue
        raw = lines.take()
        if cells is None:
            return
        if header is None:
            header = [name.strip() for name in cells]
            message = missing_text(header, at, options)
            if message:
                yield Problem(at, ProblemKind.NO_REPORT, message)
                return
        elif any(cells):
            yield _row(header, cells, raw, (at, options))


def _row(header: list[str], cells: list[str], raw: bytes, told: tuple[str, Options]) -> Incoming | Problem:
    at, options = told
    if len(cells) != len(header):
        message = (
            f"{at}: expected {len(header)} cells, as the header has; it has {len(cells)}: "
            f"put cells with dividers or line ends in quotation marks"
        )
        return Problem(at, ProblemKind.BROKEN, message)
    made = report_of(dict(zip(header, cells, strict=True)), at, digest(raw), options)
    if isinstance(made, Problem) or _is_sound(raw):
        return made
    warning = "damaged utf-8: bytes that are no characters were replaced by U+FFFD"
    return replace(made, warnings=(*made.warnings, warning))


def _is_sound(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unread(error: Exception, at: str, limit: int) -> Problem:
    if isinstance(error, _RowTooLongError):
        return _too_long(at, limit)
    return Problem(at, ProblemKind.BROKEN, f"{at}: expected a row of a table; it is damaged: {error}")


def _too_long(at: str, limit: int) -> Problem:
    message = (
        f"{at}: expected a row of at most {limit:,} bytes; it has more and was skipped: "
        f"look for a quotation mark that is never closed"
    )
    return Problem(at, ProblemKind.TOO_LARGE, message)


def read_parquet(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The reports of a Parquet table, in order, a few rows at a time; only the columns that are used are read.

    The digest is that of the used cells as JSON. Without pyarrow the one problem says how to install it.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")  # an extra, heavy and untyped
    except ImportError:
        yield Problem(place, ProblemKind.UNSUPPORTED, f"{place}: {NO_PARQUET}")
        return
    whole = seekable(stream, options.limits.unpacked)
    try:
        with parquet.ParquetFile(whole) as table:
            yield from _table(table, place, options)
    except StreamError:
        raise
    except (arrow.ArrowException, OSError, ValueError) as error:
        message = f"{place}: expected a Parquet table; it is damaged or cut short: {error}"
        yield Problem(place, ProblemKind.BROKEN, message)


def _table(table: Any, place: str, options: Options) -> Iterator[Incoming | Problem]:
    names = table.schema_arrow.names
    message = missing_text(names, place, options)
    if message:
        yield Problem(place, ProblemKind.NO_REPORT, message)
        return
    groups = (table.metadata.row_group(index) for index in range(table.num_row_groups))
    size = sum(group.total_byte_size for group in groups)
    if size > options.limits.unpacked:
        limit = options.limits.unpacked
        message = f"{place}: expected a table of at most {limit:,} unpacked bytes; it has {size:,}: cut it into several"
        yield Problem(place, ProblemKind.TOO_LARGE, message)
        return
    plan = plan_for(tuple(names), options)
    used = sorted({path[0] for paths in plan.paths.values() for path in paths} | set(plan.wrappers))
    numbers = count(1)
    for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=used):
        for record in batch.to_pylist():
            raw = json.dumps(record, ensure_ascii=True, sort_keys=True, default=str).encode()
            yield report_of(record, f"{place}: row {next(numbers)}", digest(raw), options)
