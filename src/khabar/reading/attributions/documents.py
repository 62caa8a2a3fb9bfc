"""Documents that speak: "it says in a statement by …", and the outlet that put a document out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import Morph, Sentence, SourceKind, Stance
from khabar.reading.attributions.complements import carries_pronoun
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range

_REACH = 25
"""Words between "it says in …" and what it says."""


def document_drafts(context: Context, sentence: Sentence) -> list[Draft]:
    """The drafts of "it says in a document: …", contents begun."""
    found = (_found_in(context, at, sentence) for at in range(sentence.first, sentence.last - 2))
    return [draft for draft in found if draft is not None]


def _verb(context: Context, at: int, lemmas: frozenset[str]) -> Morph | None:
    if context.sheet.tags[at] is not Tag.VERB:
        return None
    morphs = context.sheet.words[at].info.morphs
    return next((m for m in morphs if m.pos == Pos.VERB and m.lemma in lemmas), None)


def _found_in(context: Context, at: int, sentence: Sentence) -> Draft | None:
    sheet = context.sheet
    if _verb(context, at, context.lexicon.found_in) is None or sheet.words[at + 1].form not in context.lexicon.inside:
        return None
    source = source_phrase(context, at + 2, sentence.last)
    if source is None or source_kind(context, source) is not SourceKind.DOCUMENT:
        return None
    for index in range(source[1], min(source[1] + _REACH, sentence.last)):
        begin = _begins(context, index)
        if begin is not None and begin < sentence.last:
            return Draft((at, at + 2), source, ((begin, begin),), Stance.STATE, "attribution.document", Agreement(3))
    return None


def _begins(context: Context, index: int) -> int | None:
    """The first word of the content that a complementiser, colon or quotation mark at `index` opens."""
    sheet = context.sheet
    word = sheet.words[index]
    if sheet.tags[index] is Tag.COMPLEMENTISER:
        return index if carries_pronoun(word) else index + 1
    if sheet.tags[index] is Tag.MARK and word.form in sheet.language.marks.colon:
        return index + 1
    quotation = sheet.quotation_at(index + 1) if index + 1 < len(sheet.words) else None
    return index if quotation is not None and quotation.outer.start == word.span.start else None


def with_publishers(context: Context, drafts: Sequence[Draft], sentence: Sentence) -> list[Draft]:
    """The drafts, with an outer one before each document that an outlet is said to have put out."""
    out: list[Draft] = []
    for draft in drafts:
        publisher = _publisher(context, draft, sentence)
        if publisher is None:
            out.append(draft)
        else:
            source = _with_relative(draft, publisher)
            out += [publisher, replace(draft, source=source, relay=publisher.cue[0])]
    return out


def _with_relative(draft: Draft, publisher: Draft) -> Range | None:
    """A document's phrase with the clause that tells who put it out."""
    if draft.source is None or publisher.source is None:
        return draft.source
    return draft.source[0], publisher.source[1]


def _publisher(context: Context, draft: Draft, sentence: Sentence) -> Draft | None:
    """ "… according to pictures that X published": X, with the document's content."""
    if draft.source is None or source_kind(context, draft.source) is not SourceKind.DOCUMENT:
        return None
    at = draft.source[1]
    at += at < sentence.last and context.sheet.tags[at] is Tag.RELATIVE
    verb = _verb(context, at, context.lexicon.publishes) if at + 1 < sentence.last else None
    if verb is None or not verb.enclitic:
        return None
    source = source_phrase(context, at + 1, sentence.last)
    if source is None or source_kind(context, source) is None:
        return None
    agreement = Agreement(verb.person, verb.gender, verb.number)
    return Draft((at, at + 1), source, draft.content, Stance.STATE, "attribution.published", agreement, outer=True)
