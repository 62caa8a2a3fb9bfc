"""Cutting JSON into its records as the bytes come, however large the whole and however broken a record.

The elements of the outermost array are cut out by counting brackets outside strings (RFC 8259), without reading what
is in them; so a record that is no sound JSON spoils itself only. Memory: one chunk and one element. Not for: the
values, which `json` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

_MARKS = re.compile(rb'["\[\]{},]')
_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
# Within an element only brackets count: whole strings and all else are passed in one step, runs of brackets too.
_INSIDE = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_OPENING, _CLOSING = re.compile(rb"[\[{]+"), re.compile(rb"[\]}]+")
# The key that an array stands under, from the bytes in front of it.
_KEY = re.compile(rb'"([^"\\]{1,200})"\s*:\s*\Z')
_KEY_WITHIN = 300
_QUOTE, _COMMA = ord('"'), ord(",")
_OPEN, _CLOSE = b"[{", b"]}"
BETWEEN = b" \t\r\n,\xef\xbb\xbf"
"""What may stand between two elements; a mark of UTF-8 too, where files were joined."""


class Level(Enum):
    """Which values are cut out."""

    VALUES = "values"
    """Those of the stream itself, one behind the other."""
    ARRAY = "array"
    """The elements of the outermost array, be it within objects, under whatever keys."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one element; `raw` is None where there were more of them than allowed.

    `whole` is false for one that the stream ended in. `key` is that of the array it stands in, empty when there is
    none; `within` counts the objects around that array.
    """

    raw: bytes | None
    whole: bool = True
    key: str = ""
    within: int = 0


def pieces(chunks: Iterable[bytes], level: Level, limit: int) -> Iterator[Piece]:
    """The elements at `level`, in order, each of at most `limit` bytes.

    >>> [(piece.key, piece.raw) for piece in pieces([b'{"n": [{"a": 1}, {"a', b'": 2}]}'], Level.ARRAY, 100)]
    [('n', b'{"a": 1}'), ('n', b'{"a": 2}')]
    """
    cutter = _Cutter(level, limit)
    for chunk in chunks:
        yield from cutter.feed(chunk)
    yield from cutter.end()


class _Cutter:
    """Where the scan stands: `depth` of open brackets, `base` the depth of the elements, None before it is known."""

    def __init__(self, level: Level, limit: int) -> None:
        self.level, self.limit = level, limit
        self.depth = 0
        self.base: int | None = 0 if level is Level.VALUES else None
        self.in_string = False
        self.escaped = False
        self.kept = bytearray()
        self.over = False
        self.before = b""
        self.key, self.within = "", 0

    def feed(self, chunk: bytes) -> Iterator[Piece]:
        """The elements that end in `chunk`."""
        place = start = 0
        while (place := self._next(chunk, place)) < len(chunk):
            mark = chunk[place]
            place += 1
            if mark == _QUOTE:
                self.in_string = True
            elif mark == _COMMA:
                yield from self._cut(chunk[start : place - 1])
                start = place
            elif mark in _OPEN:
                start = self._open(chunk, place, start)
            else:
                yield from self._close(chunk[start:place] if self._ends() else b"")
                start = self._after_close(place, start)
        self._keep(chunk[start:])
        self.before = (self.before + chunk[-_KEY_WITHIN:])[-_KEY_WITHIN:]

    def end(self) -> Iterator[Piece]:
        """What is left when the stream ends: half an element, stray bytes, or an array that nothing closed."""
        if self.level is Level.ARRAY and self.depth:
            yield self._piece(None if self.over else bytes(self.kept), whole=False)
        elif self.base is not None:
            yield from self._cut(b"", whole=self.depth == self.base and not self.in_string)

    def _next(self, chunk: bytes, place: int) -> int:
        """The place of the next mark outside strings; the length of the chunk when there is none."""
        if self.escaped and place < len(chunk):
            place, self.escaped = place + 1, False
        if self.in_string:
            found = _STRING.match(chunk, place)
            place = found.end() if found else place
            if place >= len(chunk) or chunk[place] != _QUOTE:  # the chunk ends, maybe with half an escape
                self.escaped = place < len(chunk)
                return len(chunk)
            self.in_string, place = False, place + 1
        if self.depth == self.base:
            mark = _MARKS.search(chunk, place)
            return mark.start() if mark else len(chunk)
        return self._inside(chunk, place)

    def _inside(self, chunk: bytes, place: int) -> int:
        """The place of the next bracket that may end an element or begin the array, or of a string that is cut off."""
        while True:
            passed = _INSIDE.match(chunk, place)
            place = passed.end() if passed else place
            if self.base is None:
                return place
            opening, closing = _OPENING.match(chunk, place), _CLOSING.match(chunk, place)
            if opening:
                self.depth += opening.end() - place
                place = opening.end()
            elif closing and self.depth > self.base + 1:
                run = min(closing.end() - place, self.depth - self.base - 1)
                self.depth -= run
                place += run
            else:
                return place

    def _ends(self) -> bool:
        """Whether a closing bracket here ends an element or what holds it."""
        return self.base is not None and self.depth - 1 <= self.base

    def _open(self, chunk: bytes, place: int, start: int) -> int:
        """Count the bracket in front of `place`; the start of the element, which the outermost array moves there."""
        self.depth += 1
        if self.base is not None or chunk[place - 1] != _OPEN[0]:
            return start
        self.base, self.within = self.depth, self.depth - 1
        found = _KEY.search((self.before + chunk[max(place - 1 - _KEY_WITHIN, 0) : place - 1])[-_KEY_WITHIN:])
        self.key = found[1].decode("utf-8", "replace") if found else ""
        self._drop()
        return place

    def _close(self, raw: bytes) -> Iterator[Piece]:
        """Count a closing bracket: it ends an element, or the array after its last element, or is one too many."""
        self.depth -= 1
        if self.base is None:
            self.depth = max(self.depth, 0)
        elif self.depth == self.base:
            yield from self._cut(raw)
        elif self.depth < self.base:
            self.depth = max(self.depth, 0)
            yield from self._cut(raw[:-1])

    def _after_close(self, place: int, start: int) -> int:
        if self.base is None or self.depth > self.base:
            return start
        if self.depth < self.base:  # behind an array of the top level nothing should follow: what does is cut out too
            self.base = None if self.depth else 0
        return place

    def _cut(self, raw: bytes, *, whole: bool = True) -> Iterator[Piece]:
        self._keep(raw)
        held = None if self.over else bytes(self.kept.strip(BETWEEN))
        self._drop()
        if held is None or held:
            yield self._piece(held, whole=whole)

    def _piece(self, raw: bytes | None, *, whole: bool) -> Piece:
        return Piece(raw, whole, self.key, self.within)

    def _keep(self, raw: bytes) -> None:
        """Hold what belongs to the element that is open, up to the limit; blanks before an element are nothing."""
        if self.base is None or self.over:
            return
        if not self.kept:
            raw = raw.lstrip(BETWEEN)
        self.over = len(self.kept) + len(raw) > self.limit
        if self.over:
            self.kept.clear()
        else:
            self.kept += raw

    def _drop(self) -> None:
        self.kept.clear()
        self.over = False
