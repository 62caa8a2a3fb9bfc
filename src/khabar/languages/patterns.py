"""Word patterns: a readable notation for phrases, turned into regexes over folded text.

For: rules that live in data files, written in ordinary spelling. Not for: anything that needs word classes or nesting.

    word word       two written words, blanks between
    [a] b           `a` may be missing
    (a b | c)       alternatives
    <slot>          a table of forms or a pattern of that name; <slot:name> captures under another name
    a {b}           `a`, where `b` stands behind it; `b` may fill slots and is not part of the phrase
    a ~ b           `a` and `b` may stand apart or touch
    /regex/         a raw regex, over folded text; where it opens a pattern it must begin with a digit
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import regex

from khabar.errors import DataError

BLANK = r"[^\S\n]"
GAP = BLANK + "+"
_APART = r"(?<!\w)"
DIGIT = "#"
"""The key of a pattern that may begin with a digit."""

_TOKEN = regex.compile(
    r"\s*(?:(?P<raw>/(?:[^/\\]|\\.)+/)|(?P<slot><[\w-]+(?::\w+)?>)|(?P<mark>[()\[\]{}|~])|(?P<word>[^\s()\[\]{}|~<>/]+))"
)


_CLOSING = {"(": ")", "[": "]", "{": "}"}
_ENDS = frozenset(("mark", sign) for sign in ("|", *_CLOSING.values()))


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled part of a pattern: its regex, the first words it may open with, whether it may be missing, and whether
    it may touch what stands before it (`tight`) and behind it (`loose`)."""

    regex: str
    heads: frozenset[str]
    optional: bool = False
    tight: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Joined:
    """Parts of a sequence that stand in one place: the piece, and whether blanks before it may be missing."""

    piece: Piece
    tight: bool


@dataclass(frozen=True, slots=True)
class PatternCompiler:
    """Turns patterns into pieces.

    `fold` is applied to words; `slot` gives the piece of a slot, by its name and the name to capture it under.
    """

    fold: Callable[[str], str]
    slot: Callable[[str, str], Piece]
    spell: Callable[[str], str] = regex.escape

    def compile(self, pattern: str) -> Piece:
        """The piece of a whole pattern; DataError where it is not well formed."""
        tokens = _tokens(pattern)
        piece, at = self._alternatives(tokens, 0, pattern)
        if at != len(tokens):
            raise DataError(f"pattern {pattern!r}: unexpected {tokens[at][1]!r}")
        return piece

    def _alternatives(self, tokens: Sequence[tuple[str, str]], at: int, pattern: str) -> tuple[Piece, int]:
        branches: list[Piece] = []
        while True:
            branch, at = self._sequence(tokens, at, pattern)
            branches.append(branch)
            if at >= len(tokens) or tokens[at] != ("mark", "|"):
                break
            at += 1
        if len(branches) == 1:
            return branches[0], at
        heads = frozenset[str]().union(*(branch.heads for branch in branches))
        tight = any(branch.tight for branch in branches)
        either = "|".join(branch.regex if branch.tight or not tight else _APART + branch.regex for branch in branches)
        return Piece(f"(?:{either})", heads, False, tight, all(branch.loose for branch in branches)), at

    def _sequence(self, tokens: Sequence[tuple[str, str]], at: int, pattern: str) -> tuple[Piece, int]:
        items: list[_Joined] = []
        tight = False
        while at < len(tokens) and tokens[at] not in _ENDS:
            if tokens[at] == ("mark", "~"):
                tight, at = True, at + 1
                continue
            piece, at = self._item(tokens, at, pattern)
            after_loose = bool(items) and items[-1].piece.loose
            items.append(_Joined(piece, tight or piece.tight or after_loose))
            tight = False
        if all(item.piece.optional for item in items):
            raise DataError(f"pattern {pattern!r}: a part without any word that must be there")
        piece = join(items)
        return (replace(piece, loose=True) if tight else piece), at

    def _item(self, tokens: Sequence[tuple[str, str]], at: int, pattern: str) -> tuple[Piece, int]:
        kind, value = tokens[at]
        if kind == "mark":
            closing = _CLOSING.get(value)
            if closing is None:
                raise DataError(f"pattern {pattern!r}: unexpected {value!r}")
            piece, at = self._alternatives(tokens, at + 1, pattern)
            if at >= len(tokens) or tokens[at] != ("mark", closing):
                raise DataError(f"pattern {pattern!r}: expected {closing!r}")
            if value == "{":
                return Piece(f"(?={BLANK}*{piece.regex})", piece.heads, tight=True), at + 1
            return Piece(piece.regex, piece.heads, value == "[", piece.tight, piece.loose), at + 1
        return self._leaf(kind, value), at + 1

    def _leaf(self, kind: str, value: str) -> Piece:
        if kind == "raw":
            return Piece(f"(?:{value[1:-1]})", frozenset({DIGIT}))
        if kind == "slot":
            name, _, capture = value[1:-1].partition(":")
            return self.slot(name, capture or name)
        form = self.fold(value)
        return Piece(self.spell(form), frozenset({form}))


def _tokens(pattern: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    at = 0
    while at < len(pattern.rstrip()):
        match = _TOKEN.match(pattern, at)
        if match is None or match.lastgroup is None:
            raise DataError(f"pattern {pattern!r}: cannot read {pattern[at:]!r}")
        out.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return out


def join(items: Sequence[_Joined]) -> Piece:
    """One piece of a sequence; blanks stand between parts that are both there."""
    parts: list[str] = []
    heads: set[str] = set()
    opened = glued = False
    for index, item in enumerate(items):
        if not opened:
            heads |= item.piece.heads
        gap = "" if glued or not opened else _gap(item)
        glued = False
        if not item.piece.optional:
            parts.append(gap + item.piece.regex)
            opened = True
        elif not opened or (item.tight and index + 1 < len(items) and not items[index + 1].piece.optional):
            # The blanks go behind a part that may be missing, so that its neighbours meet as its own sides would.
            parts.append(f"{gap}(?:{item.piece.regex}{_gap(items[index + 1])})?")
            glued = opened
        else:
            parts.append(f"(?:{gap}{item.piece.regex})?")
    return Piece(f"(?:{''.join(parts)})", frozenset(heads), tight=items[0].tight)


def _gap(item: _Joined) -> str:
    return BLANK + "*" if item.tight else GAP
