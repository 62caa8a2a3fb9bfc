"""Folding: one spelling for letters that news spells in several ways, with the way back.

The table `folding.csv` is the one place that says what is folded (alef, hamza seats, ya, ta marbuta, tatweel,
diacritics, digits, Persian letters, presentation forms, direction marks, capitals). Text and lexicon pass through the
same function.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from khabar.lexicon.table import read_rows
from khabar.model import FoldedText


@cache
def _table() -> dict[int, str]:
    rows = read_rows(files("khabar.text") / "folding.csv", ("codepoint", "folded", "class", "source"))
    return {int(row["codepoint"], 16): row["folded"] for row in rows}


@cache
def _resizing() -> re.Pattern[str]:
    """Matches each character whose folded form is not one character long; `re` finds one of a set forty times as fast
    as `regex`."""
    odd = "".join(f"\\U{code:08x}" for code, to in _table().items() if len(to) != 1)
    return re.compile(f"[{odd}]")


def fold(text: str) -> str:
    """The folded form of a string.

    >>> fold("ABC")
    'abc'
    """
    return text.translate(_table())


def fold_with_offsets(text: str) -> FoldedText:
    """The folded view of a raw text with the raw position of every folded character."""
    folded = text.translate(_table())
    if not _resizing().search(text):
        return FoldedText(folded, range(len(text) + 1))
    return FoldedText(folded, tuple(_offsets(text)))


def _offsets(text: str) -> list[int]:
    out: list[int] = []
    done = 0
    for match in _resizing().finditer(text):
        out.extend(range(done, match.start()))
        out.extend([match.start()] * len(_table()[ord(match.group())]))
        done = match.end()
    out.extend(range(done, len(text) + 1))
    return out
