"""What stands between a verb of speech and its content without belonging to either: ", as the agency reported,", "in a
statement that the agency carried"."""

from __future__ import annotations

from khabar.languages.attributions import Cue, CuePhrase
from khabar.languages.base import Pos
from khabar.model import SourceKind
from khabar.reading.attributions.draft import Context
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.chunks import noun_phrase
from khabar.reading.sheet import Tag
from khabar.text.phrases import PhraseMatch
from khabar.text.ranges import Range

_MEDIA_LEAD = 2
"""Words between the noun of a statement and the verb that says who carried it (a pronoun, "that")."""


def aside_end(context: Context, at: int, limit: int) -> int:
    """The index behind the aside that opens at word `at`, with the comma that closes it; `at` where none does."""
    end = _phrase_end(context, at, limit) or _carried_end(context, at, limit)
    if end is None:
        return at
    closed = end < limit and context.sheet.tags[end] is Tag.MARK
    return end + (closed and context.sheet.words[end].form in context.sheet.language.marks.clause_end)


def _phrase_end(context: Context, at: int, limit: int) -> int | None:
    """Behind "according to X", "as X told Y"."""
    found = context.lexicon.phrases.match(context.sheet.words, at, cut=False)
    if found is None or found.last >= limit or context.sheet.mention[at] >= 0:
        return None
    begin = verb_end(context, found, limit) if found.value.takes_verb else found.last
    source = source_phrase(context, begin, limit) if begin is not None and begin < limit else None
    if source is None or source_kind(context, source) is None:
        return None
    told = told_outlet(context, source[1], limit)
    return told[1] if told else source[1]


def verb_end(context: Context, found: PhraseMatch[CuePhrase], limit: int) -> int | None:
    """Behind the verb of speech that "as …" needs, with the pronoun that resumes what was said."""
    sheet = context.sheet
    at = found.last
    if at >= limit or verb_cue(context, at) is None:
        return None
    resumed = at + 1 < limit and sheet.tags[at + 1] is Tag.PREPOSITION and sheet.words[at + 1].info.morphs[0].enclitic
    return at + 2 if resumed else at + 1


def verb_cue(context: Context, at: int) -> Cue | None:
    """The cue that a word makes as a verb."""
    for morph in context.sheet.words[at].info.morphs:
        if morph.pos == Pos.VERB:
            cue = context.lexicon.verbs.get(morph.lemma) or context.lexicon.relays.get(morph.lemma)
            if cue is not None:
                return cue
    return None


def told_outlet(context: Context, at: int, limit: int) -> Range | None:
    """The outlet or audience that was told, right at word `at`."""
    sheet = context.sheet
    if at < limit and sheet.language.addresses(sheet.words[at].info):
        end = noun_phrase(sheet, at, limit)
        listens = source_kind(context, (at, end)) in (SourceKind.MEDIA, SourceKind.ORGANISATION) if end > at else False
        if listens or (end > at and context.lexicon.audiences.match(sheet.words, at) is not None):
            return at, end
    return None


def carried_by(context: Context, at: int, limit: int) -> Range | None:
    """Who carried a statement: the source behind a verb of publishing that resumes the noun before it."""
    sheet = context.sheet
    if at < _MEDIA_LEAD or not publishes(context, at):
        return None
    noun = at - 1 - (sheet.tags[at - 1] is Tag.RELATIVE)
    if not _statement(context, noun):
        return None
    source = source_phrase(context, at + 1, limit) if at + 1 < limit else None
    return source if source is not None and source_kind(context, source) is not None else None


def publishes(context: Context, at: int) -> bool:
    """Whether a word is a verb of publishing with a pronoun for what was published."""
    if context.sheet.tags[at] is not Tag.VERB:
        return False
    morphs = context.sheet.words[at].info.morphs
    return any(m.pos == Pos.VERB and m.enclitic and m.lemma in context.lexicon.publishes for m in morphs)


def _statement(context: Context, noun: int) -> bool:
    """Whether the noun (or the adjective behind it) is of an occasion of speech."""
    words = context.sheet.words
    return any(context.lexicon.places_of_speech.match(words, i) is not None for i in (noun, noun - 1) if i >= 0)


def _carried_end(context: Context, at: int, limit: int) -> int | None:
    source = carried_by(context, at, limit)
    return source[1] if source is not None else None
