"""Numbers as they are written: in digits with separators, or word by word.

Not for: which words are numbers (the tables of times tell).
"""

from __future__ import annotations

import regex


def read_digits(text: str) -> float:
    """The number that digits spell: a lone separator before three digits, or several, part thousands ("1,500"), another
    one decimals ("3,5").

    >>> read_digits("2.798.432"), read_digits("1,500"), read_digits("3,5")
    (2798432.0, 1500.0, 3.5)
    """
    whole, *parts = _RUN.findall(text)
    if len(parts) > 1 or (parts and len(parts[0]) == _GROUP and len(whole) <= _GROUP and whole != "0"):
        return float("".join((whole, *parts)))
    return float(f"{whole}.{parts[0] if parts else 0}")


_RUN = regex.compile(r"\d+")
_GROUP = 3
"""Digits between two separators of thousands."""


def read_on(total: int, group: int, value: int) -> tuple[int, int]:
    """One number word read on: hundreds and thousands multiply a smaller number before them, the rest add."""
    if value >= 1000:
        return total + max(group, 1) * (value // 1000 * 1000) + value % 1000, 0
    if value == 100 and 0 < group < 10:
        return total, group * 100
    return total, group + value
