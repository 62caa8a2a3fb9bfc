"""Pairing quotation marks, and ending the quotations that a report never closes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from khabar.model import Quotation, Span, Word
from khabar.text.rules import Marks


def pair_quotes(
    text: str, words: Sequence[Word], paragraphs: Sequence[tuple[int, int]], marks: Marks
) -> tuple[Quotation, ...]:
    """The quotations of each paragraph ([first, last) word indices), ordered by start; nested ones are kept.

    A mark that stays open is closed at the end of its paragraph, before the final sentence mark, or of its sentence
    where the paragraph goes on for long. A closing mark of another kind closes what nothing else does; one without any
    opening mark is passed over.
    """
    families = _families(marks)
    found = [q for first, last in paragraphs for q in _in_paragraph(text, words[first:last], marks, families)]
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


_DEPTH = 8
"""Quotations that may stand open inside one another; more are damage."""


def _in_paragraph(text: str, words: Sequence[Word], marks: Marks, families: Mapping[str, int]) -> list[Quotation]:
    open_at: list[tuple[int, int]] = []
    out: list[Quotation] = []
    places = _places(words, families)
    for at, family in sorted((at, family) for family, found in places.items() for at in found):
        begin = _find_open(open_at, family)
        if begin is None and open_at and not _closed_later(text, words, places[open_at[-1][0]], at, marks):
            begin = len(open_at) - 1
        if _is_closing(text, words[at], marks, begin is not None):
            if begin is not None:
                begin = _outermost(open_at, open_at[begin][0]) if _ends_sentence(words, at, marks) else begin
                out.extend(_quotation(words, open_at[begin][1], at, closed=True))
                del open_at[begin:]
        else:
            open_at = [*open_at[1 - _DEPTH :], (family, at)]
    out.extend(q for _, at in open_at[:1] for q in _quotation(words, at, _last_word(words, at, marks), closed=False))
    return out


def _families(marks: Marks) -> dict[str, int]:
    """Which kind of marks each quotation mark belongs to."""
    pairs = {form: number for number, pair in reversed(list(enumerate(marks.quotes, 1))) for form in pair}
    return pairs | dict.fromkeys(marks.straight, 0)


def _is_closing(text: str, word: Word, marks: Marks, anything_open: bool) -> bool:
    """Told by the blanks around the mark; where they do not tell, by its shape, and of straight marks by turns."""
    before = text[word.span.start - 1 : word.span.start]
    after = text[word.span.end : word.span.end + 1]
    blank_before, blank_after = not before or before.isspace(), not after or not after.isalnum()
    if blank_before != blank_after:
        return blank_after
    if word.form in marks.straight:
        return anything_open
    return any(word.form == close for _, close in marks.quotes)


def _places(words: Sequence[Word], families: Mapping[str, int]) -> dict[int, list[int]]:
    """Where the marks of each family stand, in order."""
    out: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        family = families.get(word.form)
        if family is not None:
            out.setdefault(family, []).append(at)
    return out


def _closed_later(text: str, words: Sequence[Word], places: Sequence[int], at: int, marks: Marks) -> bool:
    """Whether the next mark of a family (whose marks stand at `places`) behind word `at` is a closing one."""
    index = bisect_right(places, at)
    return index < len(places) and _is_closing(text, words[places[index]], marks, anything_open=True)


def _ends_sentence(words: Sequence[Word], at: int, marks: Marks) -> bool:
    return at + 1 == len(words) or words[at + 1].form in marks.sentence_end


def _find_open(open_at: list[tuple[int, int]], family: int) -> int | None:
    for index in range(len(open_at) - 1, -1, -1):
        if open_at[index][0] == family:
            return index
    return None


def _outermost(open_at: list[tuple[int, int]], family: int) -> int:
    return next(index for index, (kind, _) in enumerate(open_at) if kind == family)


_LONG = 60
"""Words of a paragraph behind an opening mark beyond which the quotation is not taken to run to the paragraph's end:
many papers print a whole report as one paragraph, and hardly ever quote that much at once."""


def _last_word(words: Sequence[Word], opening: int, marks: Marks) -> int:
    """The index just behind the last word of a quotation that is never closed, without final marks."""
    last = len(words)
    if last - opening > _LONG:
        last = next((at for at in range(opening, last) if words[at].form in marks.sentence_end), last)
    while last and (words[last - 1].form in marks.sentence_end or not words[last - 1].form.strip()):
        last -= 1
    return last


def _quotation(words: Sequence[Word], opening: int, closing: int, *, closed: bool) -> list[Quotation]:
    if closing <= opening + 1:
        return []
    inner = Span(words[opening + 1].span.start, words[closing - 1].span.end)
    end = words[closing].span.end if closed else inner.end
    return [Quotation(inner, Span(words[opening].span.start, end), closed)]
