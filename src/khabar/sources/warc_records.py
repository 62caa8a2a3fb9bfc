"""The records of a web archive (WARC 1.0 and 1.1, ISO 28500), plain or packed with gzip, as a stream.

Written here, since the usual library stops at the first damaged record, keeps silent about one that is cut short, and
panics on a stream that cannot seek. What is damaged is told and passed over: the next line that opens a record
is where it goes on. Memory: one record of at most the allowed size. Not for what is inside: `khabar.sources.warc_http`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from khabar.sources.options import Limits

GZIP = b"\x1f\x8b\x08"
# Bytes asked of the stream at once, and the most that they may unpack to at once.
STEP, UNPACKED_STEP = 1 << 16, 1 << 20
# Heads of records have some hundred bytes; addresses in them some thousand.
MAX_HEAD = 1 << 16
# Where no record opens in so many bytes there is none: a disk image, a packed file of zeros.
MAX_WITHOUT = 64 << 20
# An opening that is parted by the edge of the window.
_EDGE = 16
_OPENING = re.compile(rb"WARC/[01]\.\d")
_OPENING_LINE = re.compile(rb"\nWARC/[01]\.\d")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its type, the address it tells of, the day it was fetched, its block as bytes, and its number.

    `block` is None when it is larger than allowed; `cut` says that the archive itself kept only its beginning.
    """

    kind: str
    target: str | None
    fetched: date | None
    block: bytes | None
    number: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Damage:
    """What could not be read before or after the record of a number, for people."""

    number: int
    reason: str
    final: bool = False


class _DamagedError(Exception):
    """A place in the archive that is no record."""


class _Bytes:
    """A stream, unpacked where it is packed, and a window on it that grows only as far as one asks.

    `passed` counts what has left the window: bytes of records and of damage alike.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.window = bytearray()
        self.passed = 0
        self.ended = False
        self.unpacker: zlib._Decompress | None = None
        self.raw = b""
        self.packed: bool | None = None

    def at_least(self, size: int) -> bool:
        """Fill the window to `size` bytes; False when the stream ends before."""
        while len(self.window) < size:
            if not self.more():
                return False
        return True

    def drop(self, size: int) -> None:
        """Let the first bytes of the window go."""
        self.passed += size
        del self.window[:size]

    def more(self) -> bool:
        """Let the window grow by a step; False at the end of the stream."""
        self.raw = self.raw or self._read()
        if self.packed is None:
            self.packed = self.raw.startswith(GZIP[:2])
        if self.packed:
            return self._unpack()
        self.window += self.raw
        more, self.raw = bool(self.raw), b""
        return more

    def give_up(self) -> None:
        """Read no further, and forget what was read."""
        self.ended, self.raw, self.unpacker = True, b"", None
        self.drop(len(self.window))

    def _read(self) -> bytes:
        try:
            return b"" if self.ended else self.stream.read(STEP)
        except (OSError, EOFError, ValueError, zlib.error) as error:  # a packed or a closed stream, a broken disk
            self.ended = True
            raise _DamagedError(f"it cannot be read further ({error})") from error

    def _unpack(self) -> bool:
        if not self.raw:
            cut, self.unpacker = self.unpacker is not None, None
            if cut:
                raise _DamagedError("the archive ends in the middle of a packed record")
            return False
        self.unpacker = self.unpacker or zlib.decompressobj(31)  # 31: with the head and the sum of gzip
        try:
            self.window += self.unpacker.decompress(self.raw, UNPACKED_STEP)
        except zlib.error as error:
            self._next_member()
            raise _DamagedError(f"a packed record is damaged ({error})") from error
        self.raw = self.unpacker.unused_data.lstrip(b"\0") if self.unpacker.eof else self.unpacker.unconsumed_tail
        if self.unpacker.eof:
            self.unpacker = None
        return True

    def _next_member(self) -> None:
        """On to what looks like the beginning of a packed record; what was unpacked of the damaged one goes."""
        self.unpacker = None
        self.drop(len(self.window))
        rest = self.raw[1:]
        while (place := rest.find(GZIP)) < 0:
            more = self._read()
            if not more:
                place = len(rest)
                break
            self.passed += len(more)
            rest = rest[-2:] + more
        self.raw = rest[place:]


def records(stream: BinaryIO, limits: Limits) -> Iterator[Record | Damage]:
    """The records of an archive in order, and what was damaged between them, once for each stretch of damage."""
    source, number, whole = _Bytes(stream), 0, True
    while source.passed <= limits.unpacked:
        try:
            if not _at_record(source):
                return
            record = _record(source, number + 1, limits.record)
        except _DamagedError as error:
            if whole:
                yield Damage(number + 1, str(error))
            whole = False
            _resume(source)
            continue
        number, whole = number + 1, True
        yield record
    yield Damage(number, f"it unpacks to more than {limits.unpacked:,} bytes: the rest is not read", final=True)


def _at_record(source: _Bytes) -> bool:
    """Whether a record opens here, blank lines before it passed over; False at the end of the stream."""
    while True:
        source.at_least(_EDGE)
        blank = len(source.window) - len(source.window.lstrip(b"\r\n"))
        if not blank:
            break
        source.drop(blank)
    if source.window and not _OPENING.match(source.window):
        raise _DamagedError("expected a record, which opens with WARC/1.0 or WARC/1.1; something else stands there")
    return bool(source.window)


def _record(source: _Bytes, number: int, limit: int) -> Record:
    fields = _head(source)
    length = fields.get("content-length", "")
    if not _LENGTH.fullmatch(length):
        raise _DamagedError(f"expected the length of a record in bytes; it is {length[:40]!r}")
    return Record(
        kind=fields.get("warc-type", "").lower(),
        target=fields.get("warc-target-uri", "").strip("<>") or None,
        fetched=_fetched(fields.get("warc-date", "")),
        block=_block(source, int(length), limit),
        number=number,
        cut="warc-truncated" in fields,
    )


def _head(source: _Bytes) -> Mapping[str, str]:
    """The fields of a record by lower-case name; the window then stands at its block."""
    more = True
    while not (end := _END_OF_HEAD.search(source.window, 0, MAX_HEAD)):
        if not more or len(source.window) >= MAX_HEAD:
            source.drop(1)  # not to find the same opening again
            raise _DamagedError(f"expected the head of a record; it does not end within {MAX_HEAD:,} bytes")
        more = source.more()
    lines = source.window[: end.start()].decode("utf-8", errors="replace").splitlines()[1:]
    source.drop(end.end())
    parts = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in parts}


def _fetched(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _block(source: _Bytes, size: int, limit: int) -> bytes | None:
    """The block of a record, or None for one above the limit, which is passed over. What follows must be a new line."""
    if size > limit:
        _pass_over(source, size)
        return None
    if not source.at_least(size):
        raise _DamagedError(
            f"expected a record of {size:,} bytes; the archive ends after {len(source.window):,} of them"
        )
    source.at_least(size + 2)  # no more: what follows may be damaged, and this record is not
    after = bytes(source.window[size : size + 2])
    if after.strip(b"\r\n") not in {b"", b"WA"}:  # some writers forget the blank line before the next WARC/1.0
        raise _DamagedError(f"expected the end of a record after {size:,} bytes, as its head says; it goes on")
    block = bytes(source.window[:size])
    source.drop(size)
    return block


def _pass_over(source: _Bytes, size: int) -> None:
    """Drop a large block. One that holds the opening of a record has a wrong length, and swallows its followers."""
    left = size
    while left > 0:
        if not source.at_least(min(left, _EDGE)):
            raise _DamagedError(f"expected a record of {size:,} bytes; the archive ends {left:,} bytes before that")
        found = _OPENING_LINE.search(source.window, 0, left)
        if found:
            source.drop(found.start())
            raise _DamagedError(f"expected a record of {size:,} bytes; another one opens in it")
        step = min(left, len(source.window))
        kept = min(_EDGE - 1, step - 1) if step < left else 0
        source.drop(step - kept)
        left -= step - kept
        if left > kept and not source.more():
            raise _DamagedError(
                f"expected a record of {size:,} bytes; the archive ends {left - kept:,} bytes before that"
            )


def _resume(source: _Bytes) -> None:
    """After damage: to the next line that opens a record, or to the end."""
    start, passed = True, source.passed
    while True:
        found = (_OPENING.match(source.window) if start else None) or _OPENING_LINE.search(source.window)
        if found:
            source.drop(found.start() + (found[0][:1] == b"\n"))
            return
        source.drop(max(0, len(source.window) - _EDGE))
        if source.passed - passed > MAX_WITHOUT:
            source.give_up()
        try:
            start = not source.window  # as after a damaged packed record, when the next may open at once
            if not source.more():
                source.give_up()
                return
        except _DamagedError:
            start = True
