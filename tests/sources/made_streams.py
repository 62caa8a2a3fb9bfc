"""Streams that are made while they are read, so that hostile sizes need no disk, and streams that cannot go back."""

from __future__ import annotations

import io
from collections.abc import Iterator

BLOCK = 65_536


class Made(io.RawIOBase):
    """A stream of given parts; it has no way back."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self.parts, self.rest = filter(None, parts), b""  # an empty part would be taken for the end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.rest = self.rest or next(self.parts, b"")
        part, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def endless(start: bytes, part: bytes, size: int, end: bytes) -> io.BufferedReader:
    """`start`, then `part` again and again for about `size` bytes, then `end`."""

    def parts() -> Iterator[bytes]:
        block = part * (BLOCK // len(part))
        yield start
        for _ in range(size // len(block)):
            yield block
        yield end

    return io.BufferedReader(Made(parts()), BLOCK)


def one_way(data: bytes) -> io.BufferedReader:
    """`data` in small pieces, as a pipe gives them."""
    return io.BufferedReader(Made(data[place : place + 1000] for place in range(0, len(data), 1000)))
