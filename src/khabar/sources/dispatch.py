"""From what a stream holds to the reader that takes it, and no error of a reader ends more than that reader.

The readers are named in one table and imported when first needed: some bring heavy libraries. Not for: opening files
(`opening`) or telling kinds (`kinds`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO, cast

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.kinds import Kind, kind_of, other_name
from khabar.sources.options import Options, Reader
from khabar.sources.streams import OverrunError, StreamError, ahead, failure, head

READERS = {
    Kind.PDF: ("khabar.sources.documents", "read_pdf"),
    Kind.DOCX: ("khabar.sources.documents", "read_docx"),
    Kind.ZIP: ("khabar.sources.packed", "read_zip"),
    Kind.GZIP: ("khabar.sources.packed", "read_gzip"),
    Kind.PARQUET: ("khabar.sources.columns", "read_parquet"),
    Kind.CSV: ("khabar.sources.columns", "read_csv"),
    Kind.WARC: ("khabar.sources.warc", "read_warc"),
    Kind.HTML: ("khabar.sources.pages", "read_html"),
    Kind.FEED: ("khabar.sources.feeds", "read_feed_file"),
    Kind.JSON: ("khabar.sources.records", "read_json"),
    Kind.JSONL: ("khabar.sources.records", "read_jsonl"),
    Kind.PLAIN: ("khabar.sources.plain", "read_plain"),
}
_WARC_MARK = b"WARC/1."
_GZIP_WINDOW = 31  # zlib's number for "with a gzip header"


def reader_of(kind: Kind) -> Reader:
    """The reader of a kind; ImportError where its library is not installed."""
    module, name = READERS[kind]
    return cast(Reader, getattr(import_module(module), name))


def read_any(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """What a stream of any kind holds: the kind is told by its first bytes, then by the ending of `place`.

    Whatever goes wrong in a reader is a problem; a stream that holds nothing is one too. OverrunError passes, for the
    packed file around it to end.
    """
    looked = ahead(stream)
    try:
        start = head(looked)
    except OverrunError:
        raise
    except StreamError as error:
        yield stopped(error, place)
        return
    kind = _kind(start, place)
    if not start:
        yield Problem(place, ProblemKind.EMPTY, f"{place}: expected reports; it is empty (0 bytes)")
    elif kind is Kind.OTHER:
        message = f"{place}: expected a file of reports; it is {other_name(start)}, which no reader takes: convert it"
        yield Problem(place, ProblemKind.UNSUPPORTED, message)
    else:
        yield from read_as(kind, looked, place, options)


def _kind(start: bytes, place: str) -> Kind:
    """A packed web archive goes to its own reader, which goes through it member by member."""
    kind = kind_of(start, place)
    return Kind.WARC if kind is Kind.GZIP and _is_packed_warc(start) else kind


def _is_packed_warc(start: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(start, len(_WARC_MARK)) == _WARC_MARK
    except zlib.error:
        return False


def read_as(kind: Kind, stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """What the reader of `kind` finds in a stream; what it raises, or that it finds nothing, as a problem."""
    none = True
    try:
        for found in reader_of(kind)(stream, place, options):
            none = False
            yield found
    except OverrunError:
        raise
    except Exception as error:
        none = False
        yield _problem(failure(stream) or error, place)
    failed = failure(stream)
    if isinstance(failed, OverrunError):
        raise failed
    if none:
        yield stopped(failed, place) if failed else _nothing(kind, place)


def stopped(error: StreamError, place: str) -> Problem:
    """The problem of a stream that gave no more bytes."""
    kind = ProblemKind.TOO_LARGE if isinstance(error, OverrunError) else ProblemKind.BROKEN
    return Problem(place, kind, f"{place}: {error}")


def _problem(error: Exception, place: str) -> Problem:
    if isinstance(error, OverrunError):
        raise error
    if isinstance(error, StreamError):
        return stopped(error, place)
    if isinstance(error, ImportError):
        message = f"{place}: expected a reader for this kind of file; it cannot be loaded: {error}"
        return Problem(place, ProblemKind.UNSUPPORTED, message)
    told = f"{type(error).__name__}: {error}"
    message = f"{place}: an error in Khabar, not in your file, or one not foreseen: {told}: please report it"
    return Problem(place, ProblemKind.FAULT, message)


def _nothing(kind: Kind, place: str) -> Problem:
    return Problem(place, ProblemKind.NO_REPORT, f"{place}: expected reports; this {kind} file holds none")
