"""Accusations without a verb of accusing: "X, accused of …", "the two sides exchanged accusations of …"."""

from __future__ import annotations

from khabar.languages.attributions import Cue, Take
from khabar.languages.base import Pos
from khabar.model import Morph, Sentence, SourceKind, Stance
from khabar.reading.attributions.agreement import agrees
from khabar.reading.attributions.complements import find_complement
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import head_noun, source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.attributions.subjects import antecedent, clause_opening
from khabar.reading.chunks import joined_phrases
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range

_REACH = 12
"""Words that those who exchange accusations may take up behind their verb."""


def accused_draft(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    """ "X, accused of …": nobody says who accuses; the content is the accused and the deed."""
    sheet = context.sheet
    cue = context.lexicon.verbs[morph.lemma]
    if cue.stance is not Stance.ACCUSE or sheet.proclitics(at) or at + 1 >= sentence.last:
        return None
    marked = {c.preposition for c in cue.complements if c.take is Take.PREPOSITION and c.with_object}
    agent = _agent(context, at + 1, sentence.last)
    begin = agent[1] if agent is not None else at + 1
    deed = begin < sentence.last and sheet.tags[begin] in (Tag.NOMINAL, Tag.COMPLEMENTISER)
    deed = deed and bool(set(sheet.proclitics(begin)) & marked)
    accused = antecedent(sheet, at, sentence.first) if deed else None
    if accused is None or not _definite(sheet, accused):
        return None
    accused = _one(context, accused)
    if not agrees(context, accused, Agreement(3, morph.gender, morph.number)):
        return None
    content = (accused, (begin, begin))
    kind = None if agent is not None else SourceKind.UNNAMED
    return Draft((at, at + 1), agent, content, cue.stance, "attribution.accused", kind=kind)


def accusation_draft(context: Context, at: int, morph: Morph, cue: Cue, sentence: Sentence) -> Draft | None:
    """ "accusing X of …", "his being accused by X of …": the noun's owner is the accused, not the accuser."""
    sheet = context.sheet
    if cue.stance is not Stance.ACCUSE or not any(c.with_object for c in cue.complements):
        return None
    owner = None if morph.enclitic or at + 1 >= sentence.last else source_phrase(context, at + 1, sentence.last)
    behind = owner[1] if owner is not None else at + 1
    if (owner is None and not morph.enclitic) or (owner is not None and sheet.proclitics(owner[0])):
        return None
    agent = _agent(context, behind, sentence.last)
    mark = _behind_comma(sheet, agent[1], sentence.last) if agent is not None else behind
    found = find_complement(context, cue, mark, min(sentence.last, mark + 2))
    if found is None or found.mark != mark or found.complement.take is not Take.PREPOSITION:
        return None
    content: tuple[Range, ...] = ((found.first, found.first),)
    if owner is not None:
        content = (owner, *content) if agent is not None else ((owner[0], owner[0]),)
    kind = None if agent is not None else SourceKind.UNNAMED
    return Draft((at, at + 1), agent, content, cue.stance, "attribution.accused", kind=kind)


def _agent(context: Context, at: int, limit: int) -> Range | None:
    """The one behind "on the part of"."""
    found = context.lexicon.agency.match(context.sheet.words, at) if at < limit else None
    source = source_phrase(context, found.last, limit) if found is not None and found.last < limit else None
    return source if source is not None and source_kind(context, source) is not None else None


def _behind_comma(sheet: Sheet, at: int, limit: int) -> int:
    return at + (at < limit and sheet.tags[at] is Tag.MARK)


def _one(context: Context, phrase: Range) -> Range:
    """The accused within a phrase that ends with him ("the trial of president X")."""
    begins = (i for i in range(*phrase) if head_noun(context, i, phrase[1]) or context.sheet.mention[i] >= 0)
    return next(begins, phrase[0]), phrase[1]


def _definite(sheet: Sheet, phrase: Range) -> bool:
    return any(sheet.words[i].info.definite or sheet.mention[i] >= 0 for i in range(*phrase))


def exchanged(context: Context, at: int, sentence: Sentence) -> Range | None:
    """Who exchanged the accusations (or threats) that stand at word `at`: behind the verb, or before it."""
    sheet = context.sheet
    for verb in range(at - 1, max(sentence.first, at - _REACH) - 1, -1):
        if sheet.tags[verb] is Tag.MARK or not _exchanges(context, verb):
            continue
        begin = verb + 1 if verb + 1 < at else clause_opening(sheet, verb, sentence.first)
        source = source_phrase(context, begin, at if verb + 1 < at else verb)
        if source is None:
            return None
        return source[0], joined_phrases(sheet, source[0], at if verb + 1 < at else verb)[-1][1]
    return None


def _exchanges(context: Context, at: int) -> bool:
    morphs = context.sheet.words[at].info.morphs
    return context.sheet.tags[at] is Tag.VERB and any(
        m.pos == Pos.VERB and m.lemma in context.lexicon.exchanges for m in morphs
    )


def exchanged_draft(at: int, stance: Stance, begin: int, source: Range) -> Draft:
    """The draft of exchanged accusations whose content begins at word `begin`."""
    content = ((begin, begin),)
    return Draft((at, at + 1), source, content, stance, "attribution.noun.exchanged", Agreement(3))
