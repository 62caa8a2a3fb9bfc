"""Cues that are participles ("noting that") or nouns of speech ("his warning that")."""

from __future__ import annotations

from khabar.languages.attributions import Cue, Take
from khabar.languages.base import Pos
from khabar.model import Morph, Sentence, Stance
from khabar.reading.attributions.accusations import accusation_draft, exchanged, exchanged_draft
from khabar.reading.attributions.complements import Found, circumstantial, find_complement, is_definite
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.attributions.subjects import clause_opening, object_phrase, skip_adverbs
from khabar.reading.chunks import starts_joined
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range


def participle_draft(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    """ "… noting that": a participle as circumstance, indefinite, at the head of its phrase."""
    sheet = context.sheet
    cue = context.lexicon.verbs[morph.lemma]
    if is_definite(sheet, morph):
        return None
    if at > sentence.first and sheet.tags[at - 1] is Tag.VERB and sheet.words[at].has(Pos.NOUN):
        return None
    opens = _opens_phrase(sheet, at, sentence)
    if not opens and (morph.mood != "accusative" or sheet.tags[at - 1] is not Tag.NOMINAL):
        return None
    if morph.lemma in context.lexicon.named_only:
        return None
    apart = at > sentence.first and sheet.tags[at - 1] is Tag.MARK and morph.gender == "f"
    certain = circumstantial(sheet.words[at], morph)
    if not apart and not certain:
        return None
    begin = helper_end(context, at + 1, sentence.last)
    found = find_complement(context, cue, begin, sentence.last, subject=True)
    doubtful = (Take.COLON, Take.QUOTE, Take.OBJECT) if sheet.words[at].has(Pos.NOUN) else (Take.COLON, Take.QUOTE)
    if found is None or (not certain and found.complement.take in doubtful):
        return None
    hides = context.lexicon.anonymity.match(sheet.words, found.first) is not None
    if hides or (not opens and found.complement.take is not Take.THAT):
        return None
    begin = found.first
    if found.complement.with_object:
        described = object_phrase(sheet, at + 1, found.mark)
        begin = described[0] if described is not None else begin
    content = ((begin, begin),)
    rule = f"attribution.participle.{complement_name(found)}"
    agreement = Agreement(3, morph.gender, morph.number)
    stance = expressed_stance(context, found, cue)
    return Draft((at, at + 1), None, content, stance, rule, agreement, dropped=True)


def _opens_phrase(sheet: Sheet, at: int, sentence: Sentence) -> bool:
    """Whether a participle stands where a circumstance can: first, after a mark, or joined to the one before."""
    if at == sentence.first or starts_joined(sheet, sheet.words[at]):
        return True
    before = sheet.tags[at - 1]
    return before in (Tag.MARK, Tag.NAME, Tag.TIME, Tag.VERB) or sheet.words[at - 1].info.definite


def helper_end(context: Context, at: int, limit: int) -> int:
    """Behind "saying" after another verb of speech, which makes one cue with it."""
    sheet = context.sheet
    if at < limit and sheet.tags[at] in (Tag.NOMINAL, Tag.ADVERB) and not sheet.words[at].info.definite:
        for morph in sheet.words[at].info.morphs:
            cue = context.lexicon.verbs.get(morph.lemma)
            if morph.pos == Pos.ACTIVE and cue is not None and cue.takes(Take.QUOTE) and not morph.proclitics:
                return at + 1
    return at


def adjective_draft(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    """ "Washington is worried about …": an indefinite adjective of mind behind the one it is said of."""
    sheet = context.sheet
    cue = context.lexicon.adjectives[morph.lemma]
    if morph.enclitic or morph.stem.startswith(sheet.language.article) or at == sentence.first:
        return None
    source = source_phrase(context, clause_opening(sheet, at, sentence.first), at)
    found = find_complement(context, cue, at + 1, min(sentence.last, at + _MIND))
    if found is None or source is None or source[1] != at or source_kind(context, source) is None:
        return None
    content = ((found.first, found.first),)
    return Draft((at, at + 1), source, content, cue.stance, f"attribution.adjective.{complement_name(found)}")


_MIND = 4
"""Words behind an adjective of mind within which its content begins."""


def noun_draft(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    """ "the officials' warning that …", "his saying that …": a noun of speech with its source and a clause."""
    sheet = context.sheet
    cue = _noun_cue(context, morph)
    if cue is None:
        return None
    if (accusation := accusation_draft(context, at, morph, cue, sentence)) is not None:
        return accusation
    begin = at + 1
    alone = morph.enclitic or morph.stem.startswith(sheet.language.article)
    source = None if alone else source_phrase(context, begin, sentence.last)
    if source is not None and (source_kind(context, source) is None or not _genitive(sheet, source)):
        source = None
    definite = sheet.words[at].info.definite
    bare_noun = definite and source is None and not morph.enclitic
    if bare_noun:
        begin = _behind_adjectives(sheet, begin, sentence.last)
    rumour = source is None and not morph.enclitic and _rumour(context, at)
    while rumour and begin < sentence.last and _describes(sheet, begin):
        begin += 1
    found = _noun_complement(context, cue, source[1] if source else begin, source, sentence)
    if bare_noun and found is None and (sides := exchanged(context, at, sentence)) is not None:
        found = find_complement(context, cue, begin, min(sentence.last, begin + 2))
        return exchanged_draft(at, cue.stance, found.first, sides) if found is not None else None
    if found is None or not (source or morph.enclitic or definite or rumour):
        return None
    if bare_noun and found.complement.alone and found.complement.take is Take.PREPOSITION and _informs(context, at):
        return None
    aloud = bare_noun and cue.lemma in context.lexicon.by_saying
    adjectives = begin > at + 1
    if (aloud and not morph.proclitics) or (
        bare_noun and found.complement.alone and cue.stance is Stance.WARN and not adjectives
    ):
        return None
    rule = f"attribution.noun.{complement_name(found)}"
    content = ((found.first, found.first),)
    kind = source_kind(context, (at, at + 1)) if rumour else None
    gender, number = sheet.language.pronoun(morph.enclitic)
    owner = Agreement(3, gender, number) if gender else Agreement()
    dropped = bool(morph.enclitic) or aloud
    return Draft((at, begin), source, content, cue.stance, rule, owner, dropped=dropped, kind=kind)


def _describes(sheet: Sheet, at: int) -> bool:
    """Whether a word is an indefinite adjective ("confirmed reports")."""
    info = sheet.words[at].info
    plain = sheet.tags[at] is Tag.NOMINAL and not info.definite and not sheet.proclitics(at)
    return plain and bool(info.pos & {Pos.ADJECTIVE, Pos.PASSIVE, Pos.ACTIVE})


def _behind_adjectives(sheet: Sheet, at: int, limit: int) -> int:
    while at < limit and sheet.tags[at] is Tag.NOMINAL and sheet.words[at].info.definite and not sheet.proclitics(at):
        at += 1
    return at


def _noun_complement(context: Context, cue: Cue, behind: int, source: Range | None, sentence: Sentence) -> Found | None:
    """The clause right behind a noun of speech; behind its source also a phrase, past the one who is addressed."""
    mark = skip_adverbs(context.sheet, behind, sentence.last)
    reach = mark + (_ADDRESSEE if source is not None else 1)
    found = find_complement(context, cue, mark, min(sentence.last, reach + 1))
    if found is None or found.mark >= reach or found.complement.take is Take.OBJECT:
        return None
    return found if source is not None or found.complement.take is Take.THAT or found.complement.alone else None


_ADDRESSEE = 8
"""Words that the one addressed may take up between a noun of speech with its source and the content."""


def _informs(context: Context, at: int) -> bool:
    """Whether a noun is of information, which with the article is only about something ("the reports on …")."""
    found = context.lexicon.speaking.match(context.sheet.words, at)
    return found is not None and found.value.cls == "information"


def _rumour(context: Context, at: int) -> bool:
    found = context.lexicon.speaking.match(context.sheet.words, at)
    return found is not None and found.value.cls in ("rumour", "information", "document")


def _genitive(sheet: Sheet, source: Range) -> bool:
    return not sheet.proclitics(source[0])


def _noun_cue(context: Context, morph: Morph) -> Cue | None:
    """The cue that a noun makes, whatever is written onto it."""
    bare = context.sheet.language.bare(morph)
    return context.lexicon.nouns.get(bare)


def complement_name(found: Found) -> str:
    """What the content is marked by, as rule ids say it."""
    return {Take.THAT: "that", Take.COLON: "colon", Take.QUOTE: "quote", Take.OBJECT: "object"}.get(
        found.complement.take, "preposition"
    )


def expressed_stance(context: Context, found: Found, cue: Cue) -> Stance:
    """The stance that "voiced his thanks", "voiced its condemnation" take from their noun."""
    if cue.lemma not in context.lexicon.voices or found.first >= len(context.sheet.words):
        return cue.stance
    morphs = context.sheet.words[found.first].info.morphs
    found_stances = (context.lexicon.expressions.get(context.sheet.language.bare(m)) for m in morphs)
    return next((s for s in found_stances if s is not None), cue.stance)
