"""Opening a list: its bytes, unpacked where it is a gzip, counted, and its beginning looked at.

Not for: knowing what they hold (`kinds`). What goes wrong on the way is a ListError.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from khabar.errors import ListError
from khabar.screening.limits import Limits, broken

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
# What is looked at to tell the format; comments in front of a list's root element fit in it.
HEAD = 1 << 16


class _Counted(io.RawIOBase):
    """The bytes of a file as they are read, at most `limits.size` of them; every failure is a ListError."""

    def __init__(self, inner: BinaryIO, path: Path, limits: Limits) -> None:
        super().__init__()
        self._inner, self._path, self._limit, self._left = inner, path, limits.size, limits.size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = b""
        while len(data) < len(view) and (more := self._next(len(view) - len(data))):
            data += more
        self._left -= len(data)
        if self._left < 0:
            raise broken(self._path, "", f"it has more than {self._limit:,} bytes", "raise the limit of size")
        view[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        try:
            return self._inner.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise broken(self._path, "", f"the gzip is damaged or cut short ({error})") from error
        except OSError as error:
            raise broken(self._path, "", f"the disk gives no more ({error})", "check the disk") from error


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[BinaryIO]:
    """The unpacked bytes of a list, for `head`. ListError where there is no such file."""
    try:
        handle = path.open("rb")
    except (OSError, ValueError) as error:  # the latter for a zero character in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise ListError(f"{path}: expected a file with a sanctions list; {reason}: check the name") from error
    with handle:
        packed = handle.peek(len(GZIP)).startswith(GZIP)
        inner = gzip.GzipFile(fileobj=handle) if packed else handle
        with io.BufferedReader(_Counted(cast(BinaryIO, inner), path, limits), HEAD) as stream:
            yield cast(BinaryIO, stream)


def head(stream: BinaryIO) -> bytes:
    """The first bytes of a stream that `opened` gave, at most HEAD of them; it will give them again."""
    return cast(io.BufferedReader, stream).peek(HEAD)[:HEAD]
