"""CSV lists as a stream of rows, each with the line that it begins in.

A row must have as many cells as the table has columns, and the file must end with the end of a line. Not for: what the
cells mean.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from khabar.errors import ListError
from khabar.screening.limits import Limits, broken

END_OF_FILE = "\x1a"
"""The last line of OFAC's tables, from the days of DOS."""
QUOTE = '"'


class Lines:
    """The lines of a UTF-8 file as text, up to OFAC's last line. ListError at a line that is none, with its number."""

    def __init__(self, stream: BinaryIO, path: Path, limits: Limits) -> None:
        self._stream, self._path, self._limit = stream, path, limits.line
        self._last = ""
        self.number = 0
        self.marked = False
        """Whether OFAC's last line was read."""

    def __iter__(self) -> Iterator[str]:
        while line := self._stream.readline(self._limit + 1):
            self.number += 1
            text = self._text(line.removeprefix(codecs.BOM_UTF8) if self.number == 1 else line)
            if self.marked and text.strip():
                raise self.broken("there is more behind the mark of the end")
            if text.strip() == END_OF_FILE:
                self.marked = True
            else:
                self._last = text
                yield text

    def broken(self, found: str, advice: str = "get the file again") -> ListError:
        """The error at the line that was read last."""
        return broken(self._path, f"line {self.number:,}", found, advice)

    def check_end(self, ends: tuple[str, ...]) -> None:
        """Raise ListError where the last line has neither a line break nor one of `ends`: it may be cut short."""
        if self._last and not self._last.endswith(("\n", *ends)):
            raise self.broken("the last line is cut short")

    def _text(self, line: bytes) -> str:
        if len(line) > self._limit:
            raise self.broken(f"a line has more than {self._limit:,} bytes")
        if b"\x00" in line:
            raise self.broken("it has zero bytes")
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            found = f"byte {error.start + 1} of the line is no UTF-8"
            raise self.broken(found, "get the file again, or save it as UTF-8") from error


def rows(lines: Lines, columns: int = 0, ends: tuple[str, ...] = (QUOTE,)) -> Iterator[list[str]]:
    """The rows of a table with so many columns, empty lines left out; 0 stands for as many as the first row has.

    Raises ListError with the line where a row has more or fewer, a quotation mark is not closed, or the last line is
    without a line break and ends in none of `ends`.
    """
    reader = csv.reader(lines, strict=True)
    try:
        for cells in reader:
            columns = columns or len(cells)
            if cells and len(cells) != columns:
                raise lines.broken(f"a row has {len(cells)} cells instead of {columns}")
            if cells:
                yield cells
    except csv.Error as error:
        raise lines.broken(f"a row is damaged or cut short ({error})") from error
    lines.check_end(ends)
