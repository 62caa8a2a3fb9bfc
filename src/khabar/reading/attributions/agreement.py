"""Whether a noun phrase can be the subject of a verb: gender, and the subject of a clause."""

from __future__ import annotations

from khabar.model import NameType, Sentence, SourceKind
from khabar.reading.attributions.draft import Agreement, Context
from khabar.reading.attributions.kinds import head_noun, source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.chunks import joined_phrases
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range


def agrees(context: Context, source: Range, agreement: Agreement) -> bool:
    """Whether a noun phrase can be the subject of a verb that agrees so; unknown genders agree with everything."""
    gender = phrase_gender(context, source)
    return not gender or not agreement.gender or gender == agreement.gender


def phrase_gender(context: Context, source: Range) -> str:
    """m, f or "" for a noun phrase, from its first word."""
    sheet = context.sheet
    at = source[0]
    while at < source[1] - 1 and sheet.tags[at] is Tag.MARK:
        at += 1
    mention = sheet.mention_at(at)
    if mention is not None and mention.type is NameType.PLACE:
        return "m" if mention.form in sheet.language.masculine_places else "f"
    found = head_noun(context, at, source[1])
    if found is not None and found.value.gender:
        return found.value.gender if found.value.number != "p" else ""
    return "" if sheet.tags[at] is Tag.NAME else sheet.language.gender(sheet.words[at].form)


def phrase_number(context: Context, source: Range) -> str:
    """s, d, p or "" for a noun phrase, from the noun that it begins with."""
    found = head_noun(context, source[0], source[1])
    return found.value.number if found is not None else ""


def deed_subject(context: Context, sentence: Sentence, end: int, agreement: Agreement) -> Range | None:
    """Who did the first deed of a sentence, before word `end`: the phrase right behind the main verb or right before
    it, if it can speak and both agree."""
    sheet = context.sheet
    for at in range(sentence.first, end):
        if sheet.tags[at] in _NOT_MAIN:
            return None
        if sheet.tags[at] is not Tag.VERB:
            continue
        verb = sheet.verb(at)
        if verb is None or verb.voice == "passive" or (agreement.gender and verb.gender != agreement.gender):
            return None
        return _acting(context, _behind_times(sheet, at + 1, end), end, agreement)
    return None


def actors_joined(context: Context, sentence: Sentence, end: int) -> Range | None:
    """The last two persons that are joined as the subject of a verb before word `end` ("X and Y exchanged …")."""
    sheet = context.sheet
    for at in range(end - 1, sentence.first, -1):
        if sheet.tags[at] is not Tag.NAME or sheet.tags[at - 1] is not Tag.VERB:
            continue
        phrases = joined_phrases(sheet, at, end)
        mentions = [sheet.mention_at(first) for first, _ in phrases]
        if len(phrases) > 1 and all(m is not None and m.type is NameType.PERSON for m in mentions):
            return at, phrases[-1][1]
    return None


_NOT_MAIN = (Tag.RELATIVE, Tag.COMPLEMENTISER, Tag.SUBORDINATOR, Tag.CONDITIONAL, Tag.NEGATION)


def _behind_times(sheet: Sheet, at: int, limit: int) -> int:
    while at < limit and sheet.tags[at] in (Tag.TIME, Tag.ADVERB):
        at += 1
    return at


def _acting(context: Context, at: int, end: int, agreement: Agreement) -> Range | None:
    """The phrase at word `at`, when it can both act and speak."""
    source = source_phrase(context, at, end) if at < end and not context.sheet.proclitics(at) else None
    if source is None or source_kind(context, source) not in _ACTORS:
        return None
    return source if agrees(context, source, agreement) else None


_ACTORS = (SourceKind.PERSON, SourceKind.GOVERNMENT, SourceKind.ORGANISATION)


def clause_subject(context: Context, first: int, last: int, agreement: Agreement) -> Range | None:
    """The first phrase in words [first, last) that can speak and agrees: the subject of the clause."""
    sheet = context.sheet
    at = first
    while at < last:
        fits = sheet.tags[at] in (Tag.NOMINAL, Tag.NAME) and not sheet.proclitics(at)
        source = source_phrase(context, at, last) if fits else None
        if source is not None and source_kind(context, source) is not None:
            return source if agrees(context, source, agreement) else None
        at = source[1] if source is not None else at + 1
    return None
