"""Content that is a noun phrase: where it begins behind a cue and its subject."""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.reading.attributions.asides import aside_end
from khabar.reading.attributions.draft import Context
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import behind_source, source_phrase
from khabar.reading.chunks import noun_phrase
from khabar.reading.sheet import Sheet, Tag


def object_start(context: Context, at: int, limit: int, *, subject: bool = False) -> int | None:
    """Where content that is a noun phrase begins: the one after the subject, or the first where nothing in it could
    speak; `subject` says that the subject stands before."""
    sheet = context.sheet
    if at >= limit:
        return None
    begin = _behind_adverbials(context, at, limit)
    if begin >= limit or not _may_open(sheet, begin):
        return None
    if sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME) and sheet.proclitics(begin):
        return None
    source = source_phrase(context, begin, limit) if begin == at and not subject else None
    end = behind_source(sheet, source, limit) if source is not None else at
    if source is None or source_kind(context, source) is None:
        return begin
    begin = _behind_adverbials(context, end, limit)
    opens = begin < limit and (sheet.tags[begin] is Tag.VERB or _may_open(sheet, begin))
    return begin if opens and not sheet.words[begin].info.morphs[0].proclitics else None


def _behind_adverbials(context: Context, at: int, limit: int) -> int:
    """Behind times, "in a statement" and what stands between commas, from subject to object."""
    sheet = context.sheet
    index = at
    while index < limit:
        if (behind := aside_end(context, index, limit)) > index:
            index = behind
        elif sheet.tags[index] in (Tag.TIME, Tag.ADVERB) or _pronominal(sheet, index):
            index += 1
        elif sheet.tags[index] is Tag.PREPOSITION and index + 1 < limit:
            index = max(index + 1, noun_phrase(sheet, index + 1, limit))
            index += index < limit and sheet.tags[index] is Tag.PRONOUN
        elif is_comma(sheet, index) and (end := _parenthesis(sheet, index, limit)) is not None:
            index = end
        else:
            break
    return index


def _pronominal(sheet: Sheet, index: int) -> bool:
    """Whether a preposition carries its pronoun here ("in it")."""
    return sheet.tags[index] is Tag.PREPOSITION and bool(sheet.words[index].info.morphs[0].enclitic)


_OBJECTS = frozenset((Tag.NOMINAL, Tag.NAME, Tag.NEGATION, Tag.RELATIVE, Tag.DEMONSTRATIVE))


def _may_open(sheet: Sheet, index: int) -> bool:
    """Whether a noun phrase can begin here, "any …" and one in quotation marks included."""
    any_of = sheet.tags[index] is Tag.PARTICLE and sheet.words[index].has(Pos.QUANTIFIER)
    return sheet.tags[index] in _OBJECTS or any_of or opens_quotation(sheet, index)


def opens_quotation(sheet: Sheet, index: int) -> bool:
    """Whether the mark at word `index` opens a quotation."""
    quotation = sheet.quotation_at(index + 1) if index + 1 < len(sheet.words) else None
    return quotation is not None and quotation.outer.start == sheet.words[index].span.start


_PARENTHESIS = 20
"""Words that may stand between two commas between a subject and its object."""


def is_comma(sheet: Sheet, index: int) -> bool:
    """Whether a mark that parts clauses stands at word `index`."""
    return sheet.tags[index] is Tag.MARK and sheet.words[index].form in sheet.language.marks.clause_end


def _parenthesis(sheet: Sheet, at: int, limit: int) -> int | None:
    """Behind the second comma, where a time or a preposition opens what stands between the two."""
    if at + 1 >= limit or sheet.tags[at + 1] not in (Tag.TIME, Tag.ADVERB, Tag.PREPOSITION):
        return None
    closing = range(at + 2, min(limit, at + _PARENTHESIS))
    return next((index + 1 for index in closing if is_comma(sheet, index)), None)
