"""Finding the phrases of a table in a text, word by word, behind proclitics and across the marks inside names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeAlias, TypeVar

import regex

from khabar.model import Word, WordInfo, WordKind
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


PhraseGroups: TypeAlias = dict[str, list[tuple[tuple[str, ...], T]]]
"""Phrases of one first word by their second ("" for none): (the words behind the first, the value), longest first."""


def group_phrases(phrases: Iterable[tuple[tuple[str, ...], T]]) -> PhraseGroups[T]:
    """Phrases (tokens, value) that share their first word, grouped for matching; earlier rows stay ahead."""
    groups: PhraseGroups[T] = {}
    for tokens, value in phrases:
        groups.setdefault(tokens[1] if len(tokens) > 1 else "", []).append((tokens[1:], value))
    for entries in groups.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return groups


_Starts: TypeAlias = tuple[tuple[tuple[str, ...], PhraseGroups[T]], ...]
"""What is cut off a word, with the phrases that begin with the rest; the uncut form first, none for most words."""
_KNOWN_FORMS = 1 << 15
"""Written forms kept that begin phrases of a table."""


class PhraseTable(Generic[T]):
    """Phrases of one or more words, each with a value; the longest phrase at a place wins, then the earliest row.

    `bridged` are the marks that may stand between the words of a phrase (a hyphen, the stops of an abbreviation).
    """

    __slots__ = ("_begins", "_bridged", "_first", "_starts")

    def __init__(self, rows: Iterable[tuple[str, T]], bridged: Iterable[str] = ()) -> None:
        self._bridged = frozenset(bridged)
        self._starts: dict[str, _Starts[T]] = {}
        first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for form, value in rows:
            tokens = tokenise(form)
            if tokens:
                first.setdefault(tokens[0], []).append((tokens, value))
        self._first = {token: group_phrases(entries) for token, entries in first.items()}
        self._begins: Set[str] = self._first.keys()

    def groups(self, token: str) -> PhraseGroups[T] | None:
        """The phrases that begin with a folded word; None where there are none. Larger tables override this."""
        return self._first.get(token)

    def __contains__(self, form: str) -> bool:
        tokens = tokenise(form)
        groups = self.groups(tokens[0]) if tokens else None
        entries = groups.get(tokens[1] if len(tokens) > 1 else "", ()) if groups else ()
        return any(rest == tokens[1:] for rest, _ in entries)

    def get(self, token: str) -> T | None:
        """The value of a one-word phrase, given its folded form."""
        entries = (self.groups(token) or {}).get("")
        return entries[0][1] if entries else None

    def may_begin(self, info: WordInfo) -> bool:
        """Whether some phrase begins with a written form, whatever is cut off it."""
        return not self._begins.isdisjoint(info.rests)

    def match(
        self, words: Sequence[Word], at: int, *, cut: bool = True, before: int | None = None
    ) -> PhraseMatch[T] | None:
        """The longest phrase that begins with word `at`; with `cut`, its proclitics may be cut off first. With
        `before`, the longest that ends before that index."""
        info = words[at].info
        if self._begins.isdisjoint(info.rests):
            return None
        starts = self._starts.get(info.form)
        if starts is None:
            starts = self._learnt(info)
        end = len(words) if before is None else before - 1
        best: PhraseMatch[T] | None = None
        second = self._form_after(words, at)
        for proclitics, groups in starts:
            if proclitics and not cut:
                break
            found = self._longest(words, at + 1, groups.get(second, ()) if second else (), end)
            found = found or self._longest(words, at + 1, groups.get("", ()), end)
            if found is not None and (best is None or found[0] > best.last):
                best = PhraseMatch(at, found[0], proclitics, found[1])
        return best

    def _learnt(self, info: WordInfo) -> _Starts[T]:
        """The phrases that may begin with a word, by what is cut off it."""
        groups = self.groups
        starts = tuple([(cut, found) for cut, rest in info.variants if (found := groups(rest)) is not None])
        if len(self._starts) >= _KNOWN_FORMS:
            self._starts.clear()
        self._starts[info.form] = starts
        return starts

    def _form_after(self, words: Sequence[Word], at: int) -> str:
        """The form of the next word that is no bridged mark, "" at the end."""
        at += 1
        while at < len(words) and words[at].kind is WordKind.MARK and words[at].form in self._bridged:
            at += 1
        return words[at].form if at < len(words) else ""

    def _longest(
        self, words: Sequence[Word], at: int, entries: Sequence[tuple[tuple[str, ...], T]], end: int
    ) -> tuple[int, T] | None:
        for rest, value in entries:
            last = self._follow(words, at, rest)
            if last is not None and last <= end:
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

    def begins(self, words: Sequence[Word]) -> Iterator[PhraseMatch[T]]:
        """The longest phrase at every word that one begins with, left to right; they may overlap."""
        begins = self._begins
        for at, word in enumerate(words):
            if not begins.isdisjoint(word.info.rests) and (found := self.match(words, at)) is not None:
                yield found

    def find_all(self, words: Sequence[Word]) -> list[PhraseMatch[T]]:
        """Every phrase, left to right, longest first, none overlapping another."""
        out: list[PhraseMatch[T]] = []
        for found in self.begins(words):
            if not out or found.first >= out[-1].last:
                out.append(found)
        return out
