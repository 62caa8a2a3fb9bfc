"""Cutting a raw text into words, numbers and marks."""

from __future__ import annotations

from functools import cache

import regex

from khabar.model import Span, Word, WordKind
from khabar.text.fold import fold
from khabar.text.rules import Marks, TextRules

_INVISIBLE = r"\p{Cf}"


@cache
def _pattern(entities: tuple[str, ...]) -> regex.Pattern[str]:
    escaped = "|".join(regex.escape(e) for e in entities) or r"(?!)"
    return regex.compile(
        rf"(?P<entity>{escaped})"
        rf"|(?P<number>\d+(?:[.,\u066b\u066c]\d+)*)"
        rf"|(?P<word>[\p{{L}}\p{{M}}](?:[\p{{L}}\p{{M}}]|{_INVISIBLE}+(?=[\p{{L}}\p{{M}}]))*)"
        rf"|(?P<newline>\R(?:[\s{_INVISIBLE}]*\R)?)"
        rf"|(?P<mark>[^\s\p{{L}}\p{{M}}\p{{Nd}}{_INVISIBLE}])"
    )


_KNOWN_TOKENS = 50_000
"""Raw tokens that a language remembers; beyond them it starts anew with the next report."""
_KINDS = {"number": WordKind.NUMBER, "word": WordKind.WORD}
NEWLINE = "\n"
PARAGRAPH_BREAK = "\n\n"
BREAKS = frozenset((NEWLINE, PARAGRAPH_BREAK))
"""The forms of line breaks."""


def cut_words(text: str, rules: TextRules) -> tuple[Word, ...]:
    """The tokens of a raw text in order: written words, numbers, single marks, and line breaks.

    A line break is a mark whose folded form is one newline, or two where an empty line stands between.
    """
    entities = dict(rules.marks.entities)
    info, known = rules.info, rules.tokens
    if len(known) > _KNOWN_TOKENS:
        known.clear()
    out: list[Word] = []
    for match in _pattern(tuple(entities)).finditer(text):
        raw = match.group()
        found = known.get(raw)
        if found is None:
            group = match.lastgroup or ""
            form = _form(group, raw, entities)
            found = known[raw] = _KINDS.get(group, WordKind.MARK), info(form) if form else None
        kind, known_of_form = found
        if known_of_form is not None:
            out.append(Word(len(out), Span(*match.span()), kind, known_of_form))
    return tuple(out)


def _form(group: str, raw: str, entities: dict[str, str]) -> str:
    if group == "entity":
        return entities[raw]
    if group == "newline":
        return PARAGRAPH_BREAK if raw.count("\n") + raw.count("\r") > 1 + ("\r\n" in raw) else NEWLINE
    return fold(raw)


def is_break(word: Word) -> bool:
    """Whether a token is a line break."""
    return word.form in BREAKS


def is_quote_mark(word: Word, marks: Marks) -> bool:
    """Whether a token is any kind of quotation mark."""
    return word.form in marks.straight or any(word.form in pair for pair in marks.quotes)
