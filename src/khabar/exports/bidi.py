"""Text of two directions on one line: isolates that keep Arabic and Latin runs from disturbing each other.

Follows UAX #9. An isolate must be closed on the line that it was opened on, because a terminal orders each line alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

RLI, LRI, FSI, PDI = "\u2067", "\u2066", "\u2068", "\u2069"
LRM = "\u200e"
OPENERS = RLI + LRI + FSI
EMBEDDINGS = frozenset({"RLI", "LRI", "FSI", "PDI", "RLE", "LRE", "RLO", "LRO", "PDF"})
RIGHT_TO_LEFT = frozenset({"R", "AL"})

Direction = Literal["rtl", "ltr"]


def direction(text: str) -> Direction:
    """The direction of the first letter that has one; left to right for none.

    >>> direction("2015: khabar")
    'ltr'
    """
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in RIGHT_TO_LEFT:
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def isolate(text: str) -> str:
    """`text` on one line, wrapped so that its order and that of its surroundings do not touch; "" stays empty.

    Marks of direction in the text itself would close the isolate or reach beyond it, and control characters would
    command the terminal: both are left out.
    """
    clean = " ".join("".join(char for char in text if char.isspace() or not _is_control(char)).split())
    opener = RLI if direction(clean) == "rtl" else FSI
    return f"{opener}{clean}{PDI}" if clean else ""


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" or unicodedata.bidirectional(char) in EMBEDDINGS


def open_isolates(line: str, before: Iterable[str] = ()) -> tuple[str, ...]:
    """The isolates still open at the end of a line that began with those of `before` open."""
    stack = list(before)
    for char in line:
        if char in OPENERS:
            stack.append(char)
        elif char == PDI and stack:
            stack.pop()
    return tuple(stack)


def balance(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """For each line of a wrapped text what must stand before and after it, so that every line is closed in itself."""
    before: tuple[str, ...] = ()
    for line in lines:
        after = open_isolates(line, before)
        yield "".join(before), PDI * len(after)
        before = after
