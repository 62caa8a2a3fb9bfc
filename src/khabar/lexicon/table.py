"""Reading the data tables: CSV for flat lists, TOML for structured rules.

Not for: checking what the rows say (see `lexicon.checker`); loading is on the path of every start.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import Any, TypeAlias

from khabar.errors import DataError

Row: TypeAlias = dict[str, str]


def read_rows(file: Traversable, columns: Sequence[str]) -> list[Row]:
    """The rows of a CSV table that must have exactly `columns` as its header, in file order.

    Raises DataError naming file and row where the header differs or a row has more or fewer cells.
    """
    lines = csv.reader(file.read_text(encoding="utf-8").splitlines())
    header = next(lines, [])
    if header != list(columns):
        raise DataError(f"{file.name}:1: expected the columns {','.join(columns)}; found {','.join(header)}")
    return [_row(file.name, header, cells, lines.line_num) for cells in lines]


def _row(name: str, header: list[str], cells: list[str], line: int) -> Row:
    if len(cells) != len(header):
        raise DataError(f"{name}:{line}: expected {len(header)} cells, found {len(cells)}: {cells!r}")
    return dict(zip(header, cells, strict=True))


def read_toml(file: Traversable) -> dict[str, Any]:
    """The content of a TOML file; DataError with file and place where it does not parse."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{file.name}: not TOML: {error}") from error


def values(cell: str) -> tuple[str, ...]:
    """The alternatives of a cell that lists several, divided by `|`; empty for an empty cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
