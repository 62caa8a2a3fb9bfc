"""JSON comes in: one record a line, an array of records, one record, or an object that holds the array under a key.

Streams of any size are read in the memory of one record. A record that is broken, too large or no object is a problem
of its own, and the next is read. What Python's `json` takes beyond RFC 8259 is taken: NaN, and duplicate keys, of
which the last counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, count
from typing import BinaryIO

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.fields import holds_report, looks_like_report, names_records, report_of
from khabar.sources.making import digest
from khabar.sources.options import Options
from khabar.sources.scanning import BETWEEN, Level, Piece, pieces
from khabar.sources.streams import CHUNK, as_utf8

_ARRAY = b"["
_DAMAGED = "damaged utf-8: bytes that are no characters were replaced by U+FFFD"


def read_jsonl(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The reports of a stream with one JSON object a line, in order; blank lines are skipped.

    A line of more than `limits.record` bytes is skipped to its end in the memory of that limit. The digest of a report
    is that of its line, in UTF-8, without the white space around it.
    """
    lines = as_utf8(stream)
    limit = options.limits.record
    for number in count(1):
        line = lines.readline(limit + 1)
        if not line:
            return
        at = f"{place}: line {number}"
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(lines)
            yield _too_large(at, limit)
        elif raw := line.strip():
            yield _read(raw, at, options)


def _skip_line(lines: BinaryIO) -> None:
    while (part := lines.readline(CHUNK)) and not part.endswith(b"\n"):
        pass


def read_json(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The reports of a JSON document, in order: the records of its outermost array, or the one record that it is.

    An array may be of any size; so may one within objects (`{"articles": [...]}`). Several objects behind one another
    are as many records. The digest of a report is that of its bytes in the document, in UTF-8.
    """
    content = as_utf8(stream)
    start = content.read(CHUNK)
    if start.lstrip(BETWEEN).startswith(_ARRAY):
        found = pieces(chain([start], _chunks(content)), Level.ARRAY, options.limits.record)
        yield from _records(found, place, options, count(1))
    else:
        yield from _values(start, content, place, options)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while data := stream.read(CHUNK):
        yield data


def _values(start: bytes, rest: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """Objects behind one another; a first one that is too large for a record must hold an array of them."""
    limit = options.limits.record
    start += rest.read(max(limit - len(start), 0) + 1)
    held = max(limit, len(start))
    first = next(pieces([start], Level.VALUES, held), None)
    chunks = chain([start], _chunks(rest))
    numbers = count(1)
    if len(start) > limit and first is not None and not first.whole:
        within = _wrapped(chunks, place, options, (numbers, lambda piece: piece.within == 1))
        yield from _or(within, lambda: _too_large(place, limit))
        return
    for piece in pieces(chunks, Level.VALUES, held):
        yield from _value(piece, place, options, numbers)


def _value(piece: Piece, place: str, options: Options, numbers: Iterator[int]) -> Iterator[Incoming | Problem]:
    """A record, or the records that an object or array holds."""
    raw = piece.raw
    value = _parsed(raw) if raw is not None and piece.whole else None
    if isinstance(value, list):
        alone = ""
    elif isinstance(value, dict) and not holds_report(value, options):
        alone = _only_array(value)
    else:
        yield from _records(iter([piece]), place, options, numbers)
        return
    del value  # it may be large, and is not needed any more
    within = _wrapped(iter([raw or b""]), place, options, (numbers, lambda found: found.key == alone))
    yield from _or(within, lambda: next(_records(iter([piece]), place, options, numbers)))


def _only_array(value: dict[str, object]) -> str:
    """The key of the only array of objects in an object that has neither title nor address of its own; else a blank,
    which is the key of no array."""
    keys = [key for key, held in value.items() if isinstance(held, list) and held and isinstance(held[0], dict)]
    return keys[0] if len(keys) == 1 and not looks_like_report(value) else " "


def _or(
    found: Iterator[Incoming | Problem], otherwise: Callable[[], Incoming | Problem]
) -> Iterator[Incoming | Problem]:
    """What was found, or the one thing to say when that is nothing."""
    first = next(found, None)
    yield otherwise() if first is None else first
    yield from found


def _wrapped(
    chunks: Iterator[bytes], place: str, options: Options, told: tuple[Iterator[int], Callable[[Piece], bool]]
) -> Iterator[Incoming | Problem]:
    """The records in arrays within an object: those under usual keys, and those that `told` says are taken too.

    Arrays of words and numbers beside them are no records.
    """
    numbers, taken = told
    for piece in pieces(chunks, Level.ARRAY, options.limits.record):
        if not (names_records(piece.key) or taken(piece)):
            continue
        if piece.raw is None or not piece.whole or piece.raw.startswith(b"{"):
            yield from _records(iter([piece]), place, options, numbers)


def _records(
    found: Iterator[Piece], place: str, options: Options, numbers: Iterator[int]
) -> Iterator[Incoming | Problem]:
    for piece in found:
        at = f"{place}: record {next(numbers)}"
        if piece.raw is None or len(piece.raw) > options.limits.record:
            yield _too_large(at, options.limits.record)
        elif not piece.whole:
            message = f"{at}: expected a whole JSON document; it ends here: get the file again, or mend its end"
            yield Problem(at, ProblemKind.BROKEN, message)
        else:
            yield _read(piece.raw, at, options)


def _read(raw: bytes, place: str, options: Options) -> Incoming | Problem:
    """The report of one record from its bytes."""
    value = _parsed(raw)
    if isinstance(value, str):
        return Problem(place, ProblemKind.BROKEN, f"{place}: expected a JSON object; {value}")
    if not isinstance(value, dict):
        message = f"{place}: expected a JSON object with the fields of a report; it is another value"
        return Problem(place, ProblemKind.NO_REPORT, message)
    made = report_of(value, place, digest(raw), options)
    if isinstance(made, Incoming) and _damaged(raw):
        return replace(made, warnings=(*made.warnings, _DAMAGED))
    return made


def _parsed(raw: bytes) -> dict[str, object] | list[object] | str | None:
    """The object or array that the bytes are, why they are none, or None for another value."""
    try:
        value = json.loads(raw.decode("utf-8", "replace"))
    except json.JSONDecodeError as error:
        return f"it is damaged: {error.msg} at character {error.pos + 1:,}"
    except RecursionError:
        return "it is nested too deep to be a report"
    except ValueError as error:  # a number of thousands of digits
        return f"it cannot be read: {error}"
    return value if isinstance(value, dict | list) else None


def _damaged(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _too_large(place: str, limit: int) -> Problem:
    message = (
        f"{place}: expected a record of at most {limit:,} bytes; it has more and was skipped: "
        f"cut it into single reports, one record each"
    )
    return Problem(place, ProblemKind.TOO_LARGE, message)
