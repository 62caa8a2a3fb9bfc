"""Ranges of words: [first, last) indices into the words of a report."""

from __future__ import annotations

from typing import TypeAlias

Range: TypeAlias = tuple[int, int]
"""[first, last) word indices."""


def overlaps(a: Range, b: Range) -> bool:
    """Whether two ranges share a word."""
    return a[0] < b[1] and b[0] < a[1]
