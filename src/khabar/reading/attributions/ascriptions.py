"""Deeds laid at somebody's door: "an attack that the authorities ascribed to X", "an attack ascribed to X"."""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import Morph, Sentence, Stance
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.chunks import noun_phrase
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range

_REACH = 8
"""Words between the verb and the one to whom the deed is ascribed, and those of the deed before it."""


_VERBS = (Tag.VERB, Tag.NOMINAL)
_DEEDS = (Tag.NOMINAL, Tag.NAME, Tag.RELATIVE)


def ascription_drafts(context: Context, sentence: Sentence) -> list[Draft]:
    """The drafts of a sentence's ascribing verbs that describe a deed."""
    tags = context.sheet.tags
    places = (i for i in range(sentence.first + 1, sentence.last - 1) if tags[i] in _VERBS and tags[i - 1] in _DEEDS)
    found = (_draft(context, at, sentence) for at in places)
    return [draft for draft in found if draft is not None]


def _draft(context: Context, at: int, sentence: Sentence) -> Draft | None:
    sheet = context.sheet
    morph = _ascribing(context, at)
    deed = _deed(sheet, at - (sheet.tags[at - 1] is Tag.RELATIVE), sentence.first) if morph is not None else None
    if morph is None or deed is None:
        return None
    source = source_phrase(context, at + 1, sentence.last) if morph.enclitic else None
    if source is not None and source_kind(context, source) is None:
        return None
    target = _target(context, source[1] if source else at + 1, sentence.last)
    if target is None or (source is None and bool(morph.enclitic)):
        return None
    agreement = Agreement(morph.person, morph.gender, morph.number)
    return Draft((at, at + 1), source, (deed, target), Stance.ACCUSE, "attribution.ascription", agreement)


def _ascribing(context: Context, at: int) -> Morph | None:
    morphs = context.sheet.words[at].info.morphs
    return next((m for m in morphs if m.pos == Pos.VERB and m.lemma in context.lexicon.ascribes), None)


def _deed(sheet: Sheet, end: int, limit: int) -> Range | None:
    """The noun phrase right before word `end`."""
    for begin in range(max(limit, end - _REACH), end):
        if sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME) and noun_phrase(sheet, begin, end) == end:
            return begin, end
    return None


def _target(context: Context, at: int, limit: int) -> Range | None:
    """To whom it is ascribed: right at word `at`, behind or with its preposition."""
    sheet = context.sheet
    if at >= limit:
        return None
    carried = sheet.language.addresses(sheet.words[at].info)
    named = any(m.lemma in context.lexicon.ascribed_to for m in sheet.words[at].info.morphs if m.pos == Pos.PREPOSITION)
    begin = at if carried else at + 1
    end = noun_phrase(sheet, begin, limit) if (carried or named) and begin < limit else begin
    return (begin, end) if end > begin and source_kind(context, (begin, end)) is not None else None
