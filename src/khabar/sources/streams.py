"""Streams under the readers: looking ahead, counting what is unpacked, all encodings as UTF-8, a place to seek in.

Not for: knowing what a stream holds (`kinds`) or reading it.
"""

from __future__ import annotations

import codecs
import io
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from khabar.errors import InputError
from khabar.sources.encodings import guess

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# Large enough that a call costs little beside the bytes it moves, small beside any limit.
CHUNK = 1 << 18
# What is looked at to tell the kind and the encoding of a stream; pages with long scripts in front fit in it.
HEAD = 1 << 16
# A spooled stream up to this size stays in memory.
IN_MEMORY = 8 << 20

# Bytes of the longest character in UTF-8; the head of a stream may end within one.
LONGEST = 4

DAMAGE = (zlib.error, lzma.LZMAError, zipfile.BadZipFile, EOFError, OSError)
"""What the standard library raises for packed data that is damaged or cut short."""


class StreamError(InputError):
    """A stream that gives no more bytes; the message goes to people as it is."""


class DamagedError(StreamError):
    """Packed data that is damaged or cut short."""


class OverrunError(StreamError):
    """More bytes than the limits allow."""


@dataclass(slots=True)
class Meter:
    """How many bytes may still be unpacked, shared by all streams of one packed file."""

    limit: int
    left: int

    def take(self, count: int) -> None:
        """Count `count` bytes; OverrunError when there are more than allowed."""
        self.left -= count
        if self.left < 0:
            raise OverrunError(
                f"expected at most {self.limit:,} unpacked bytes; there are more: unpack it and give its files"
            )


class Source(io.RawIOBase):
    """A one-way stream that fills what is asked, counts what it gives, and keeps why it ended."""

    def __init__(self, read: Callable[[int], bytes], meter: Meter | None = None) -> None:
        super().__init__()
        self._read = read
        self._rest = b""
        self.meter = meter
        self.failure: StreamError | None = None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer` as far as there are bytes; DamagedError or OverrunError, again and again once it happened."""
        if self.failure:
            raise self.failure
        view = memoryview(buffer).cast("B")
        try:
            return self._fill(view)
        except StreamError as error:
            self.failure = error
        except DAMAGE as error:
            self.failure = DamagedError(f"damaged or cut short ({str(error) or type(error).__name__})")
        raise self.failure

    def _fill(self, view: memoryview) -> int:
        done = 0
        while done < len(view):
            data = self._rest or self._read(len(view) - done)
            if not data:
                break
            part, self._rest = data[: len(view) - done], data[len(view) - done :]
            view[done : done + len(part)] = part
            done += len(part)
        if self.meter:
            self.meter.take(done)
        return done


def flowing(read: Callable[[int], bytes], meter: Meter | None = None) -> io.BufferedReader:
    """The stream behind a `read` function, open for `head`; its bytes are counted by `meter`."""
    return io.BufferedReader(Source(read, meter), CHUNK)


def failure(stream: BinaryIO) -> StreamError | None:
    """Why a stream made by `flowing` ended early; None for one that did not, and for other streams."""
    source = getattr(stream, "raw", None)
    return source.failure if isinstance(source, Source) else None


def meter_of(stream: BinaryIO, limit: int) -> Meter:
    """The meter that counts a stream already, so that packed files in packed files share one; else a new one."""
    source = getattr(stream, "raw", None)
    known = source.meter if isinstance(source, Source) else None
    return known or Meter(limit, limit)


def ahead(stream: BinaryIO) -> BinaryIO:
    """The same bytes as a stream that `head` can look into: itself when it can go back, else one around it."""
    if stream.seekable() or isinstance(getattr(stream, "raw", None), Source):
        return stream
    return cast(BinaryIO, flowing(stream.read))


def head(stream: BinaryIO) -> bytes:
    """The next bytes, at most HEAD of them, that the stream, one that `ahead` gave, will give again."""
    if isinstance(stream, io.BufferedReader) and isinstance(stream.raw, Source):
        return stream.peek(HEAD)[:HEAD]
    place = stream.tell()
    data = stream.read(HEAD)
    stream.seek(place)
    return data


def seekable(stream: BinaryIO, limit: int) -> BinaryIO:
    """The same bytes in a stream that can go back; a one-way stream is copied to a temporary file.

    Raises OverrunError when that would take more than `limit` bytes.
    """
    if stream.seekable():
        return stream
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller reads it; it goes with its last user
    left = Meter(limit, limit)
    while data := stream.read(CHUNK):
        left.take(len(data))
        copy.write(data)
    copy.seek(0)
    return cast(BinaryIO, copy)


def as_utf8(stream: BinaryIO) -> BinaryIO:
    """The same characters in UTF-8, without a mark at the start; damaged UTF-8 is passed on as it is."""
    looked = ahead(stream)
    start = head(looked)
    if start.startswith(codecs.BOM_UTF8):
        looked.read(len(codecs.BOM_UTF8))
        return looked
    codec = codec_of(start)
    return looked if codec == "utf-8" else cast(BinaryIO, _recoded(looked, codec))


def codec_of(start: bytes) -> str:
    """The encoding of a stream by its first bytes; UTF-8 when none is more likely."""
    if b"\x00" not in start and any(_is_utf8(start[: len(start) - cut]) for cut in range(LONGEST)):
        return "utf-8"
    found = guess(start)
    return found.encoding if found else "utf-8"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _recoded(stream: BinaryIO, codec: str) -> io.BufferedReader:
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")

    def read(size: int) -> bytes:
        while data := stream.read(size):
            if text := decoder.decode(data):
                return text.encode("utf-8", "replace")
        return decoder.decode(b"", final=True).encode("utf-8", "replace")

    return flowing(read)
