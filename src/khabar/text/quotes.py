"""Pairing quotation marks, and ending the quotations that a report never closes."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.model import Quotation, Span, Word
from khabar.text.rules import Marks


def pair_quotes(words: Sequence[Word], paragraphs: Sequence[tuple[int, int]], marks: Marks) -> tuple[Quotation, ...]:
    """The quotations of each paragraph ([first, last) word indices), ordered by start; nested ones are kept.

    A mark that stays open is closed at the end of its paragraph, before the final sentence mark. A closing mark without
    an opening one is passed over.
    """
    found = [q for first, last in paragraphs for q in _in_paragraph(words[first:last], marks)]
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


def _in_paragraph(words: Sequence[Word], marks: Marks) -> list[Quotation]:
    openers = {opening for opening, _ in marks.quotes} | marks.straight
    open_at: list[tuple[str, int]] = []
    out: list[Quotation] = []
    for at, word in enumerate(words):
        begin = _find_open(open_at, _partners(word.form, marks))
        if begin is not None:
            out.extend(_quotation(words, open_at[begin][1], at, closed=True))
            del open_at[begin:]
        elif word.form in openers:
            open_at.append((word.form, at))
    out.extend(q for _, at in open_at[:1] for q in _quotation(words, at, _last_word(words, marks), closed=False))
    return out


def _partners(form: str, marks: Marks) -> frozenset[str]:
    """The opening marks that `form` can close."""
    if form in marks.straight:
        return frozenset((form,))
    return frozenset(opening for opening, close in marks.quotes if close == form)


def _find_open(open_at: list[tuple[str, int]], partners: frozenset[str]) -> int | None:
    for index in range(len(open_at) - 1, -1, -1):
        if open_at[index][0] in partners:
            return index
    return None


def _last_word(words: Sequence[Word], marks: Marks) -> int:
    """The index just behind the last word that is no sentence mark or line break."""
    last = len(words)
    while last and (words[last - 1].form in marks.sentence_end or not words[last - 1].form.strip()):
        last -= 1
    return last


def _quotation(words: Sequence[Word], opening: int, closing: int, *, closed: bool) -> list[Quotation]:
    if closing <= opening + 1:
        return []
    inner = Span(words[opening + 1].span.start, words[closing - 1].span.end)
    end = words[closing].span.end if closed else inner.end
    return [Quotation(inner, Span(words[opening].span.start, end), closed)]
