"""A document held where one can move about in it: PDF and DOCX have their tables of contents at the end.

In memory while it is small, else in a file without a name that goes when it is closed. Not for reading what it holds.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, BinaryIO

from khabar.model import Incoming, Problem, ProblemKind

STEP = 1 << 20
# Beyond this a document goes to the disk.
IN_MEMORY = 16 << 20
# A scanned book has some hundred megabytes; a report with pictures has ten.
MAX_DOCUMENT = 256 << 20


@dataclass(frozen=True, slots=True)
class Spooled:
    """The bytes of a document, open at their beginning, and their SHA-256 in hexadecimal; to be closed by the taker."""

    stream: IO[bytes]
    digest: str


def read_spooled(stream: BinaryIO, place: str, read: Callable[[Spooled], Incoming | Problem]) -> Incoming | Problem:
    """What `read` makes of the document that `stream` holds, or why the document cannot be had."""
    held = spooled(stream, place)
    if isinstance(held, Problem):
        return held
    with held.stream:
        return read(held)


def spooled(stream: BinaryIO, place: str) -> Spooled | Problem:
    """What `stream` holds, or why it cannot be had: nothing, too much, or a stream that breaks off."""
    held = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the taker closes it)
    sums = hashlib.sha256()
    try:
        while held.tell() <= MAX_DOCUMENT and (data := stream.read(STEP)):
            sums.update(data)
            held.write(data)
    except (OSError, EOFError, ValueError) as error:
        held.close()
        return Problem(place, ProblemKind.BROKEN, f"{place}: expected a document; it cannot be read further ({error})")
    size = held.tell()
    if not 0 < size <= MAX_DOCUMENT:
        held.close()
        return _unfit(size, place)
    held.seek(0)
    return Spooled(held, sums.hexdigest())


def _unfit(size: int, place: str) -> Problem:
    if not size:
        return Problem(place, ProblemKind.EMPTY, f"{place}: expected a document; it is empty (0 bytes)")
    message = (
        f"{place}: expected a document of at most {MAX_DOCUMENT:,} bytes; it has more: save the text of the report"
    )
    return Problem(place, ProblemKind.TOO_LARGE, message)
