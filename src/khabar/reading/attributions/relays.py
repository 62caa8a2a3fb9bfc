"""An outlet that passes another source's words on: "Reuters quoted officials as saying that …", "the agency, citing
sources, reported that …"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from khabar.languages.attributions import Cue, Take
from khabar.languages.base import Pos
from khabar.model import Morph, Sentence, Stance
from khabar.reading.attributions.complements import carries_pronoun, find_complement
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.attributions.subjects import clause_opening
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range

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
    """The reading of a word as a verb that passes words on; none for "citing", which can look like one."""
    sheet = context.sheet
    if sheet.tags[at] is not Tag.VERB or context.lexicon.citing.match(sheet.words, at) is not None:
        return None
    morphs = sheet.words[at].info.morphs
    return next((m for m in morphs if m.pos == Pos.VERB and m.lemma in context.lexicon.relays and not m.enclitic), None)


def _pair(context: Context, at: int, morph: Morph, sentence: Sentence) -> list[Draft]:
    via = _via(context, at + 1, sentence.last, context.lexicon.relays[morph.lemma])
    if via is None:
        return []
    passed = _passed_on(context, via[1], sentence.last)
    if passed is None or passed.first >= sentence.last:
        return []
    outlet = _outlet(context, at, via, passed.mark, sentence)
    inner = replace(_quoted(context, via, passed), relay=at)
    if outlet is None and _passive(context, morph, at, via):
        cue = inner.cue if inner.cue[0] >= via[1] else (at, via[1])
        alone = context.lexicon.relays[morph.lemma].complements[0].alone
        by_nobody = Draft((at, at + 1), None, ((via[0], via[0]),), Stance.STATE, "attribution.relay")
        if inner.source is None or alone:
            return [by_nobody, inner] if alone else []
        return [replace(inner, cue=cue, relay=None)]
    agreement = Agreement(morph.person, morph.gender, morph.number)
    content = ((via[0], via[0]),)
    rule = "attribution.relay"
    return [Draft((at, at + 1), outlet, content, Stance.STATE, rule, agreement, dropped=outlet is None), inner]


def _passive(context: Context, morph: Morph, at: int, via: Range) -> bool:
    """ "It was quoted from …": a masculine singular verb with the preposition right behind it and no outlet."""
    bare = morph.number in ("s", "") and morph.gender != "f" and morph.tense == "past"
    return bare and via[0] == at + 1 and not _pronoun(context, via)


def _pronoun(context: Context, via: Range) -> str:
    """The pronoun that is written onto the preposition, if any."""
    return context.sheet.words[via[1] - 1].info.morphs[0].enclitic


def _quoted(context: Context, via: Range, passed: _Passed) -> Draft:
    """The draft of the source whose words are passed on."""
    pronoun = _pronoun(context, via)
    source = None if pronoun else source_phrase(context, via[1], passed.cue[0] if passed.said else passed.mark)
    agreement = Agreement(3, *context.sheet.language.pronoun(pronoun)) if pronoun else Agreement()
    cue = passed.cue if passed.said else via
    content = ((passed.first, passed.first),)
    rule = "attribution.relayed.phrase" if passed.phrase else "attribution.relayed"
    return Draft(cue, source, content, passed.stance, rule, agreement, dropped=source is None)


def _via(context: Context, at: int, limit: int, relay: Cue) -> Range | None:
    """The words ("from", "on the tongue of") that name the quoted source, with or without a pronoun."""
    sheet = context.sheet
    named = [c.preposition for c in relay.complements]
    for index in range(at, min(limit, at + _REACH)):
        if sheet.tags[index] is Tag.COMPLEMENTISER or _sets_speech_off(sheet, index):
            return None
        if any(m.pos == Pos.PREPOSITION and m.lemma in named for m in sheet.words[index].info.morphs):
            return None if sheet.tags[index] is Tag.VERB else (index, index + 1)
        found = next((n for n in named if " " in n and _spelt(sheet, index, n)), None)
        if found is not None:
            return index, index + len(found.split())
    return None


def _spelt(sheet: Sheet, index: int, phrase: str) -> bool:
    words = phrase.split()
    return [word.form for word in sheet.words[index : index + len(words)]] == words


@dataclass(frozen=True, slots=True)
class _Passed:
    """What is passed on: `mark` announces it, `first` is its first word; `cue` the noun of saying before it (`said`
    tells whether there is one), `phrase` that it is no clause."""

    mark: int
    first: int
    cue: Range
    stance: Stance
    said: bool = False
    phrase: bool = False


def _passed_on(context: Context, at: int, limit: int) -> _Passed | None:
    """The clause, quotation or phrase that is passed on behind word `at`."""
    sheet = context.sheet
    for index in range(at, min(limit, at + _REACH)):
        cue = _saying(context, index)
        if cue is not None:
            found = find_complement(context, cue, index + 1, limit, subject=True)
            if found is not None:
                phrase = found.complement.take in (Take.OBJECT, Take.PREPOSITION)
                return _Passed(found.mark, found.first, (index, index + 1), cue.stance, said=True, phrase=phrase)
        if sheet.tags[index] is Tag.COMPLEMENTISER:
            first = index if carries_pronoun(sheet.words[index]) else index + 1
            return _Passed(index, first, (index, index), Stance.STATE)
        if _sets_speech_off(sheet, index):
            return _Passed(index, index + 1, (index, index), Stance.STATE)
    return None


def _sets_speech_off(sheet: Sheet, index: int) -> bool:
    return sheet.tags[index] is Tag.MARK and sheet.words[index].form in sheet.language.marks.colon


def _saying(context: Context, at: int) -> Cue | None:
    """The cue that a verbal noun of speech with a pronoun makes ("his saying", "her assertion")."""
    for morph in context.sheet.words[at].info.morphs:
        aloud = (
            morph.lemma in context.lexicon.by_saying or context.sheet.language.bare(morph) in context.lexicon.by_saying
        )
        if morph.pos in (Pos.MASDAR, Pos.NOUN) and (morph.enclitic or aloud):
            cue = context.lexicon.nouns.get(context.sheet.language.bare(morph)) or context.lexicon.verbs.get(
                morph.lemma
            )
            if cue is not None:
                return cue
    return None


def _outlet(context: Context, at: int, via: Range, mark: int, sentence: Sentence) -> Range | None:
    """Who passes it on: behind the verb, behind the pronoun of the quoted source, or before the verb."""
    candidates = [(at + 1, via[0])]
    if _pronoun(context, via):
        candidates.append((via[1], mark))
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
        outer = replace(draft, content=((index, index),))
        return [outer, inner]
    return [draft]
