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

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from khabar.errors import DataError

BLANK = r"[^\S\n]"
GAP = BLANK + "+"
_APART = r"(?<!\w)"
DIGIT = "#"
"""The key of a pattern that may begin with a digit."""
END, STEM = "", "*"
"""Among the second words of a pattern: that it may end with its first; that what stands before is the beginning of a
word, because the next part may be written onto it."""
ALONE = frozenset((END,))

_TOKEN = regex.compile(
    r"\s*(?:(?P<raw>/(?:[^/\\]|\\.)+/)|(?P<slot><[\w-]+(?::\w+)?>)|(?P<mark>[()\[\]{}|~])|(?P<word>[^\s()\[\]{}|~<>/]+))"
)


_CLOSING = {"(": ")", "[": "]", "{": "}"}
_ENDS = frozenset(("mark", sign) for sign in ("|", *_CLOSING.values()))


@dataclass(frozen=True, slots=True)
class Piece:
    """A compiled part of a pattern.

    `heads` are the first words it may open with, and `openings` the same with `STEM` at the end of those that the next
    part may be written onto; `seconds` the words that may stand second (`END` where it may end with the first). For
    both None means any word. It may be missing (`optional`), be all marks (`wordless`), only look ahead (`ahead`), and
    touch what stands before it (`tight`) and behind it (`loose`).
    """

    regex: str
    heads: frozenset[str]
    openings: frozenset[str] | None
    seconds: frozenset[str] | None = None
    optional: bool = False
    wordless: bool = False
    ahead: bool = False
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
        return Piece(
            f"(?:{either})",
            heads,
            united(branch.openings for branch in branches),
            united(branch.seconds for branch in branches),
            wordless=all(branch.wordless for branch in branches),
            ahead=any(branch.ahead for branch in branches),
            tight=tight,
            loose=all(branch.loose for branch in branches),
        ), at

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
                ahead = f"(?={BLANK}*{piece.regex})"
                return Piece(
                    ahead, piece.heads, piece.openings, wordless=piece.wordless, ahead=True, tight=True
                ), at + 1
            return replace(piece, optional=value == "["), at + 1
        return self._leaf(kind, value), at + 1

    def _leaf(self, kind: str, value: str) -> Piece:
        if kind == "raw":
            return raw(value[1:-1])
        if kind == "slot":
            name, _, capture = value[1:-1].partition(":")
            return self.slot(name, capture or name)
        form = self.fold(value)
        return word_piece(self.spell(form), frozenset({form}), ALONE)


def word_piece(source: str, heads: frozenset[str], seconds: frozenset[str]) -> Piece:
    """The piece of whole words: nothing is written onto the first."""
    return Piece(source, heads, heads, seconds)


def raw(source: str) -> Piece:
    """The piece of a raw regex: of marks alone, or one that begins with a digit and, where it spells letters, may go on
    with any word."""
    wordless = not any(map(str.isalnum, _NO_WORD.sub("", source)))
    spells = any(map(str.isalpha, _NO_LETTER.sub("", source))) or _ANY_WORD.search(source) is not None
    heads = frozenset({DIGIT})
    return Piece(f"(?:{source})", heads, None if spells else heads, None if spells else ALONE, wordless=wordless)


_NO_LETTER = regex.compile(r"\\.|\?P[<=]\w+[>)]")
"""What stands for no letter of its own in a regex: escapes and the names of groups."""
_NO_WORD = regex.compile(r"\(\?[!=][^)]*\)|\\[^dw]")
"""The same for letters and digits: looks ahead, and escaped marks and blanks."""
_ANY_WORD = regex.compile(r"\\[wW]")


def united(parts: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """The words of all parts; None where any word may stand in one of them."""
    out: frozenset[str] = frozenset()
    for part in parts:
        if part is None:
            return None
        out |= part
    return out


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
    return Piece(
        f"(?:{''.join(parts)})",
        frozenset(heads),
        _without_end(_next_openings(items)),
        _seconds(items),
        wordless=all(item.piece.wordless for item in items),
        ahead=all(item.piece.ahead or item.piece.optional for item in items),
        tight=items[0].tight,
    )


def _seconds(items: Sequence[_Joined]) -> frozenset[str] | None:
    """The words that may stand second in a sequence: those of each part that may open it, and where such a part ends
    with its first word, those that the parts behind it begin with."""
    found: list[frozenset[str] | None] = []
    for index, item in enumerate(items):
        if item.piece.wordless or item.piece.ahead:
            return None
        found.append(item.piece.seconds)
        if item.piece.seconds is not None and END in item.piece.seconds:
            found[-1] = item.piece.seconds - ALONE
            found.append(_next_openings(items[index + 1 :]))
        if not item.piece.optional:
            break
    return united(found)


def _without_end(words: frozenset[str] | None) -> frozenset[str] | None:
    return None if words is None else words - ALONE


def _next_openings(items: Sequence[_Joined]) -> frozenset[str] | None:
    """The words that parts may begin with where nothing but blanks stands before them; END where all may be missing.
    A part that must be there and is all marks leaves none."""
    out: frozenset[str] = frozenset()
    for index, item in enumerate(items):
        piece = item.piece
        glued = any(later.tight and not later.piece.wordless for later in items[index + 1 :])
        if piece.openings is None and not piece.wordless:
            return None
        if piece.openings is not None and not piece.wordless:
            out |= frozenset(_written_on(word, glued) for word in piece.openings)
        if not (piece.optional or piece.ahead):
            return out
    return out | ALONE


def _written_on(word: str, glued: bool) -> str:
    return word if not glued or word == DIGIT or word.endswith(STEM) else word + STEM


def _gap(item: _Joined) -> str:
    return BLANK + "*" if item.tight else GAP
