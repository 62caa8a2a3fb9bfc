"""Checking the data tables: what no row may hold, told by file and line.

Loading is lenient because it stands on the path of every start; this is what the tests run instead. Not for: whether a
row is true.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import TypeAlias

Fold: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a table, at a line of its file (the header is line 1)."""

    file: str
    line: int
    what: str


_FORBIDDEN: Mapping[str, tuple[tuple[int, int], ...]] = {
    "a presentation form": ((0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
    "a Persian yeh or kaf": ((0x06CC, 0x06CC), (0x06A9, 0x06A9)),
    "a tatweel": ((0x0640, 0x0640),),
    "a direction mark": ((0x200B, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069), (0xFEFF, 0xFEFF)),
    "a short vowel": ((0x064B, 0x0652),),
}


def check_table(file: Traversable, fold: Fold, keys: Sequence[str] = ()) -> list[Problem]:
    """The problems of a CSV table, by line: cells missing, letters that do not belong, no source, a row twice.

    Two rows are the same when their `keys` cells (all but the source, when none are named) agree after folding.
    """
    lines = csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
    header = next(lines, [])
    seen: dict[tuple[str, ...], int] = {}
    out: list[Problem] = []
    for cells in lines:
        out += [Problem(file.name, lines.line_num, what) for what in _row_problems(header, cells)]
        key = _key(header, cells, keys, fold)
        if key in seen:
            out.append(Problem(file.name, lines.line_num, f"the row of line {seen[key]} again: {cells[0]}"))
        seen.setdefault(key, lines.line_num)
    return out


def _row_problems(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    if len(cells) != len(header):
        yield f"expected {len(header)} cells, found {len(cells)}"
        return
    if "source" in header and not cells[header.index("source")].strip():
        yield "no source"
    for column, cell in zip(header, cells, strict=True):
        if cell != cell.strip():
            yield f"space around the cell of {column}"
        for what, ranges in _FORBIDDEN.items():
            if any(low <= ord(letter) <= high for letter in cell for low, high in ranges):
                yield f"{what} in {column}: {cell}"


def _key(header: Sequence[str], cells: Sequence[str], keys: Sequence[str], fold: Fold) -> tuple[str, ...]:
    columns = keys or [column for column in header if column != "source"]
    row = dict(zip(header, cells, strict=False))
    return tuple(fold(row.get(column, "")) for column in columns)
