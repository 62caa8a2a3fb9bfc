"""An outlet that passes another source's words on: "Reuters quoted officials as saying that …", "the agency, citing
sources, reported that …"."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import Morph, Sentence, Stance
from khabar.reading.attributions.complements import carries_pronoun
from khabar.reading.attributions.draft import Agreement, Context, Draft, Range
from khabar.reading.attributions.sources import source_kind, source_phrase
from khabar.reading.attributions.subjects import clause_opening
from khabar.reading.sheet import Sheet, Tag

_REACH = 40
"""Words between the relaying verb and the clause it passes on."""


def relay_drafts(context: Context, sentence: Sentence) -> list[Draft]:
    """For each relaying verb of a sentence its own draft and that of the source it quotes, contents begun."""
    out: list[Draft] = []
    for at in range(sentence.first, sentence.last):
        morph = _relaying(context, at)
        if morph is not None:
            out.extend(_pair(context, at, morph, sentence))
    return out


def _relaying(context: Context, at: int) -> Morph | None:
    if context.sheet.tags[at] is not Tag.VERB:
        return None
    morphs = context.sheet.words[at].info.morphs
    return next((m for m in morphs if m.pos == Pos.VERB and m.lemma in context.lexicon.relays and not m.enclitic), None)


def _pair(context: Context, at: int, morph: Morph, sentence: Sentence) -> list[Draft]:
    sheet = context.sheet
    via = _via(context, at + 1, sentence.last)
    if via is None:
        return []
    clause = _clause(sheet, via + 1, sentence.last)
    if clause is None or clause[1] >= sentence.last:
        return []
    agreement = Agreement(morph.person, morph.gender, morph.number)
    outlet = _outlet(context, at, via, clause[0], sentence)
    inner_source = None if sheet.words[via].info.morphs[0].enclitic else source_phrase(context, via + 1, clause[0])
    saying = clause[0] - 1 if _is_saying(context, clause[0] - 1) else via
    outer = Draft(
        (at, at + 1), outlet, ((via, via),), Stance.STATE, "attribution.relay", agreement, dropped=outlet is None
    )
    inner = Draft(
        (saying, saying + 1),
        inner_source,
        ((clause[1], clause[1]),),
        Stance.STATE,
        "attribution.relayed",
        dropped=inner_source is None,
        relay=at,
    )
    return [outer, inner]


def _via(context: Context, at: int, limit: int) -> int | None:
    """The word "from" that names the quoted source, with or without a pronoun."""
    sheet = context.sheet
    for index in range(at, min(limit, at + _REACH)):
        if sheet.tags[index] is Tag.COMPLEMENTISER:
            return None
        if any(m.pos == Pos.PREPOSITION and m.lemma in context.lexicon.via for m in sheet.words[index].info.morphs):
            return index
    return None


def _clause(sheet: Sheet, at: int, limit: int) -> Range | None:
    """(mark, first word of the content) of the clause or quotation that is passed on."""
    for index in range(at, min(limit, at + _REACH)):
        word = sheet.words[index]
        if sheet.tags[index] is Tag.COMPLEMENTISER:
            return index, index if carries_pronoun(word) else index + 1
        if sheet.tags[index] is Tag.MARK and word.form in sheet.language.marks.colon:
            return index, index + 1
    return None


def _is_saying(context: Context, at: int) -> bool:
    """Whether a word is a verbal noun of speech with a pronoun or article ("his saying", "the saying")."""
    morphs = context.sheet.words[at].info.morphs
    return any(m.pos == Pos.MASDAR and m.lemma in context.lexicon.verbs and m.enclitic for m in morphs)


def _outlet(context: Context, at: int, via: int, mark: int, sentence: Sentence) -> Range | None:
    """Who passes it on: behind the verb, behind the pronoun of the quoted source, or before the verb."""
    candidates = [(at + 1, via)]
    if context.sheet.words[via].info.morphs[0].enclitic:
        candidates.append((via + 1, mark))
    for first, last in candidates:
        source = source_phrase(context, first, last) if first < last else None
        if source is not None and source_kind(context, source) is not None:
            return source
    source = source_phrase(context, clause_opening(context.sheet, at, sentence.first), at)
    return source if source is not None and source[1] == at and source_kind(context, source) is not None else None


def nested_quotes(context: Context, draft: Draft, sentence: Sentence) -> list[Draft]:
    """ "…, citing informed sources, …" between a verb and its clause: the quoted source sits inside the first."""
    sheet = context.sheet
    for index in range(draft.cue[1], min(draft.content[0][0], sentence.last)):
        found = context.lexicon.citing.match(sheet.words, index, cut=False)
        if found is None:
            continue
        source = source_phrase(context, found.last, draft.content[0][0])
        if source is None or source_kind(context, source) is None:
            continue
        inner = Draft(
            (index, found.last), source, draft.content, draft.stance, "attribution.citing", relay=draft.cue[0]
        )
        outer = replace(draft, content=((index, draft.content[0][1]),))
        return [outer, inner]
    return [draft]
