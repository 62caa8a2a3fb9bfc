"""Finding the phrases of a table in a text, word by word, behind proclitics and across the marks inside names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

import regex

from khabar.model import Word, WordKind
from khabar.text.fold import fold

T = TypeVar("T")


@cache
def _tokens() -> regex.Pattern[str]:
    return regex.compile(r"\d+(?:[.,]\d+)*|[\p{L}\p{M}]+")


def tokenise(form: str) -> tuple[str, ...]:
    """The folded words and numbers of a table's form; marks are left out."""
    return tuple(_tokens().findall(fold(form)))


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[T]):
    """A phrase found at words [first, last); `proclitics` are the letters cut off its first word."""

    first: int
    last: int
    proclitics: tuple[str, ...]
    value: T


class PhraseTable(Generic[T]):
    """Phrases of one or more words, each with a value; the longest phrase at a place wins, then the earliest row.

    `bridged` are the marks that may stand between the words of a phrase (a hyphen, the stops of an abbreviation).
    """

    __slots__ = ("_bridged", "_first")

    def __init__(self, rows: Iterable[tuple[str, T]], bridged: Iterable[str] = ()) -> None:
        self._first: dict[str, dict[str, list[tuple[tuple[str, ...], T]]]] = {}
        self._bridged = frozenset(bridged)
        self._fill((tokenise(form), value) for form, value in rows)

    @classmethod
    def of_tokens(cls, rows: Iterable[tuple[tuple[str, ...], T]], bridged: Iterable[str] = ()) -> PhraseTable[T]:
        """A table of forms that were cut with `tokenise` already."""
        table = cls((), bridged)
        table._fill(rows)
        return table

    def _fill(self, rows: Iterable[tuple[tuple[str, ...], T]]) -> None:
        for tokens, value in rows:
            if tokens:
                second = tokens[1] if len(tokens) > 1 else ""
                self._first.setdefault(tokens[0], {}).setdefault(second, []).append((tokens[1:], value))
        for groups in self._first.values():
            for entries in groups.values():
                if len(entries) > 1:
                    entries.sort(key=lambda entry: -len(entry[0]))

    def __contains__(self, form: str) -> bool:
        tokens = tokenise(form)
        if not tokens:
            return False
        entries = self._first.get(tokens[0], {}).get(tokens[1] if len(tokens) > 1 else "", ())
        return any(rest == tokens[1:] for rest, _ in entries)

    def get(self, token: str) -> T | None:
        """The value of a one-word phrase, given its folded form."""
        entries = self._first.get(token, {}).get("")
        return entries[0][1] if entries else None

    def match(self, words: Sequence[Word], at: int, *, cut: bool = True) -> PhraseMatch[T] | None:
        """The longest phrase that begins with word `at`; with `cut`, its proclitics may be cut off first."""
        best: PhraseMatch[T] | None = None
        second: str | None = None
        variants = words[at].info.variants if cut else words[at].info.variants[:1]
        for proclitics, form in variants:
            groups = self._first.get(form)
            if groups is None:
                continue
            if second is None:
                second = self._form_after(words, at)
            found = self._longest(words, at + 1, groups.get(second, ()) if second else ())
            found = found or self._longest(words, at + 1, groups.get("", ()))
            if found is not None and (best is None or found[0] > best.last):
                best = PhraseMatch(at, found[0], proclitics, found[1])
        return best

    def _form_after(self, words: Sequence[Word], at: int) -> str:
        """The form of the next word that is no bridged mark, "" at the end."""
        at += 1
        while at < len(words) and words[at].kind is WordKind.MARK and words[at].form in self._bridged:
            at += 1
        return words[at].form if at < len(words) else ""

    def _longest(
        self, words: Sequence[Word], at: int, entries: Sequence[tuple[tuple[str, ...], T]]
    ) -> tuple[int, T] | None:
        for rest, value in entries:
            last = self._follow(words, at, rest)
            if last is not None:
                return last, value
        return None

    def _follow(self, words: Sequence[Word], at: int, rest: tuple[str, ...]) -> int | None:
        for token in rest:
            while at < len(words) and words[at].kind is WordKind.MARK and words[at].form in self._bridged:
                at += 1
            if at >= len(words) or words[at].form != token:
                return None
            at += 1
        return at

    def find_all(self, words: Sequence[Word]) -> list[PhraseMatch[T]]:
        """Every phrase, left to right, longest first, none overlapping another."""
        out: list[PhraseMatch[T]] = []
        at = 0
        while at < len(words):
            found = self.match(words, at)
            if found is not None:
                out.append(found)
            at = found.last if found is not None else at + 1
        return out
