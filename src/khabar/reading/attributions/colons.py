"""A speaker before a colon: "Erdogan: we are determined …" in a headline, and "X: «…»" in the text."""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import NameType, Sentence, Stance
from khabar.reading.attributions.draft import Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range

_SPEAKER = 9
"""Words that a speaker before a headline's colon may have."""


def colon_draft(context: Context, sentence: Sentence) -> Draft | None:
    """The draft of a headline that is a speaker, a colon and what he says; a topic before the colon is no source."""
    sheet = context.sheet
    colon = _colon(sheet, sentence)
    if (
        colon is None
        or colon + 1 >= sentence.last
        or any(sheet.tags[i] is Tag.VERB for i in range(sentence.first, colon))
    ):
        return None
    begin = sentence.first
    while begin < colon and sheet.tags[begin] is Tag.MARK and sheet.quotation_at(begin + 1) is None:
        begin += 1
    source = source_phrase(context, begin, colon)
    labelled = any(sheet.words[i].form in context.lexicon.labels for i in range(begin, min(begin + 1, colon)))
    if source is None or labelled or _leftover(sheet, source[1], colon):
        return None
    kind = source_kind(context, source)
    if kind is None or (_is_place(sheet, source) and not _asserts(sheet, colon + 1, sentence.last)):
        return None
    content: Range = (colon + 1, _end(sheet, colon + 1, sentence.last))
    return Draft((colon, colon + 1), source, (content,), Stance.STATE, "attribution.colon")


def _is_place(sheet: Sheet, source: Range) -> bool:
    mention = sheet.mention_at(source[0])
    return mention is not None and mention.type is NameType.PLACE


def _colon(sheet: Sheet, sentence: Sentence) -> int | None:
    for at in range(sentence.first + 1, min(sentence.first + _SPEAKER, sentence.last)):
        if sheet.tags[at] is Tag.MARK and sheet.words[at].form in sheet.language.marks.colon:
            return at
    return None


def _leftover(sheet: Sheet, first: int, last: int) -> bool:
    return any(sheet.tags[i] is not Tag.MARK for i in range(first, last))


def _asserts(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a country's words follow rather than news about it: a finite verb in the first person, or a sentence that
    does not open with a verbal noun."""
    return any(
        m.pos == Pos.VERB and m.person == 1 for i in range(first, last) for m in sheet.words[i].info.morphs[:1]
    ) or sheet.tags[first] in (Tag.NEGATION, Tag.PRONOUN)


def _end(sheet: Sheet, begin: int, end: int) -> int:
    while end > begin and sheet.tags[end - 1] is Tag.MARK and sheet.quotation_at(end - 1) is None:
        end -= 1
    return end
