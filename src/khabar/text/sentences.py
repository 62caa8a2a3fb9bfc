"""Paragraphs and sentences.

A sentence ends at a sentence mark or a line break; not at the full stop of an abbreviation, not inside a quotation, and
not where a paragraph breaks off in mid-sentence: there the next paragraph is read on as the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.model import Quotation, Sentence, Word, WordKind
from khabar.text.ranges import Range
from khabar.text.rules import Marks, TextRules
from khabar.text.words import BREAKS, is_break, is_quote_mark


def split_paragraphs(words: Sequence[Word], rules: TextRules) -> list[Range]:
    """[first, last) of each paragraph, line breaks left out at the ends; broken paragraphs are joined."""
    out: list[Range] = []
    first = 0
    for index in [at for at, word in enumerate(words) if word.info.form in BREAKS]:
        if not _goes_on(words, (first, index), rules, not out):
            if index > first:
                out.append((first, index))
            first = index + 1
    if len(words) > first:
        out.append((first, len(words)))
    return out


def _goes_on(words: Sequence[Word], line: Range, rules: TextRules, title: bool) -> bool:
    """Whether the break behind a line cuts a sentence: what stands before it cannot end one."""
    at = line[1]
    if title or not at or at + 1 >= len(words) or words[at + 1].kind is WordKind.MARK:
        return False
    before = words[at - 1]
    wrapped = len(words[at].form) == 1 and not _is_dateline(words[slice(*line)], rules.marks)
    return before.kind is WordKind.WORD and (rules.leaves_open(before.info) or wrapped)


_DATELINE = 8
"""Words and marks that a line with a place, a dash and an agency has at most."""


def _is_dateline(line: Sequence[Word], marks: Marks) -> bool:
    return len(line) <= _DATELINE and any(word.form in marks.dash for word in line)


def split_sentences(
    words: Sequence[Word], paragraphs: Sequence[Range], quotations: Sequence[Quotation], marks: Marks
) -> tuple[Sentence, ...]:
    """The sentences in order, each with its final mark; the first paragraph is the title when others follow,
    and one sentence."""
    out: list[Sentence] = []
    inside = _inside(words, quotations)
    for number, (first, last) in enumerate(paragraphs):
        title = number == 0 and len(paragraphs) > 1
        pieces = [(first, last)] if title else _cut(words, first, last, inside, marks)
        for begin, end in pieces:
            out.append(Sentence(len(out), begin, end, number, title))
    return tuple(out)


def _inside(words: Sequence[Word], quotations: Sequence[Quotation]) -> list[bool]:
    """For each word, whether it stands inside a closed quotation."""
    inside = [False] * len(words)
    spans = [q.span for q in quotations if q.closed]
    at = 0
    for span in spans:
        while at < len(words) and words[at].span.start < span.start:
            at += 1
        walk = at
        while walk < len(words) and words[walk].span.end <= span.end:
            inside[walk] = True
            walk += 1
    return inside


def _cut(words: Sequence[Word], first: int, last: int, inside: Sequence[bool], marks: Marks) -> list[Range]:
    out: list[Range] = []
    begin = index = first
    while index < last:
        index += 1
        if not _ends(words, index - 1, inside, marks):
            continue
        while index < last and (words[index].form in marks.sentence_end or _closes(words, index, inside, marks)):
            index += 1
        out.append((begin, index))
        begin = index
    if begin < last:
        out.append((begin, last))
    parts = [part for piece in out for part in _parted(words, *piece, marks)]
    return [piece for piece in parts if any(words[i].kind is not WordKind.MARK for i in range(*piece))]


_LONGEST = 300
"""Words and marks that are read as one sentence at most. Of 19,558 sentences of 2,000 newspaper reports 8 are longer:
lists, and text without full stops. Every layer that looks through a clause would pay for them."""


def _parted(words: Sequence[Word], first: int, last: int, marks: Marks) -> Iterator[Range]:
    """A sentence as it is, or one that is too long in parts, each cut behind its last clause mark if it has one."""
    while last - first > _LONGEST:
        window = range(first + _LONGEST - 1, first + _LONGEST // 2, -1)
        cut = next((at + 1 for at in window if words[at].form in marks.clause_end), first + _LONGEST)
        yield first, cut
        first = cut
    yield first, last


def _closes(words: Sequence[Word], index: int, inside: Sequence[bool], marks: Marks) -> bool:
    """A quotation mark that belongs to the sentence just ended, because no word follows it inside."""
    if not is_quote_mark(words[index], marks):
        return False
    return not (index + 1 < len(words) and inside[index + 1])


def _ends(words: Sequence[Word], at: int, inside: Sequence[bool], marks: Marks) -> bool:
    word = words[at]
    if word.form not in marks.sentence_end or (inside[at] and not _last_inside(words, at, inside, marks)):
        return False
    before = words[at - 1] if at else None
    if before is None or before.kind is WordKind.MARK:
        return True
    return not (_touch(before, word) and before.form in marks.abbreviations) or _is_unit(words, at - 1)


def _last_inside(words: Sequence[Word], at: int, inside: Sequence[bool], marks: Marks) -> bool:
    """Whether a mark ends the whole quotation around it, and words that go on from it by a proclitic follow."""
    closing, after = at + 1, at + 2
    if after >= len(words) or inside[closing] or not is_quote_mark(words[closing], marks):
        return False
    follows = words[after]
    return is_break(follows) or (follows.kind is WordKind.WORD and bool(follows.info.morphs[0].proclitics))


def _touch(before: Word, word: Word) -> bool:
    return before.span.end == word.span.start


def _is_unit(words: Sequence[Word], at: int) -> bool:
    """Whether a letter stands behind a number, as that of an era or a measure does; the full stop after it is one."""
    return at > 0 and words[at - 1].kind is WordKind.NUMBER
