"""How large a list may be, and the errors of those that are no list: file, place, what was expected, what came.

Not for: opening files (`opening`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from khabar.errors import ListError


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one list: bytes once unpacked, entries, and bytes of one line.

    The largest list known, OpenSanctions' default collection, has some 5 GB as nested JSON with 2 million entries; the
    lists of single publishers have at most 150 MB. One line of the former holds up to some MB. XML is held at a depth
    of 256 elements and texts of 10 MB by its parser.
    """

    size: int = 2 << 30
    entries: int = 5_000_000
    line: int = 16 << 20


def broken(path: Path, where: str, found: str, advice: str = "get the file again") -> ListError:
    """The error for a list that cannot be read: `where` in the file ("" for the whole), what was found, what to do."""
    place = f"{path}: {where}" if where else str(path)
    return ListError(f"{place}: expected a whole sanctions list; {found}: {advice}")
