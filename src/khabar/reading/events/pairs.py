"""Verbs and verbal nouns that name an event together with their noun ("planted … a bomb"), which may stand apart."""

from __future__ import annotations

from collections.abc import Mapping

from khabar.languages.base import Pos
from khabar.languages.events import Found, Pair
from khabar.model import EventType, Morph, Sentence, Word
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.phrases import carried
from khabar.reading.events.readings import NOT_EVENTS, is_cue, is_verb, likely
from khabar.reading.sheet import Tag

_PAIR_REACH = 14
"""Words within which the noun of a verb-and-noun pair must follow (a subject may stand between)."""


_MASDAR_REACH = 5
"""The same for a verbal noun, whose object stands close by."""


_CUE_REACH = 16
"""The same for a verb that is a cue of an attribution, whose source may be long."""


TRUCE = "ceasefire"
"""The mode of truces, whose breaking is force."""


def pair_draft(context: Context, at: int, sentence: Sentence, found: Found) -> Draft | None:
    """The draft of a verb, a verbal noun or a cue's participle whose noun follows within reach."""
    verbal = is_verb(context, at)
    cue = is_cue(context, at)
    for morph, pairs in sorted(found.pairs, key=lambda pair: (pair[0].person != 3, pair[0].tense == "present")):
        fits = morph.pos != Pos.VERB or likely(context, at, morph)
        if (morph.pos == Pos.VERB) is verbal and (morph.pos != Pos.ACTIVE or cue) and fits:
            draft = _pair_of(context, at, sentence, morph, pairs)
            if draft is not None:
                return draft
    return None


def _pair_of(context: Context, at: int, sentence: Sentence, morph: Morph, pairs: Mapping[str, Pair]) -> Draft | None:
    finite = morph.pos == Pos.VERB
    reach = _CUE_REACH if is_cue(context, at) else _PAIR_REACH if finite else _MASDAR_REACH
    for index in range(at + 1, min(sentence.last, at + reach)):
        pair = _matching(context, index, sentence, pairs) if _pairs_with(context, at, index) else None
        if pair is None and _stops(context, at, index):
            return None
        if pair is not None and (_noun_itself(context, at, index, pair) or _behind_content(context, at, index)):
            return None
        if pair is not None:
            reading = morph if morph.pos in (Pos.VERB, Pos.ACTIVE) else None
            last = index + next(len(f.split()) for f in pair.forms)
            words = (at, last) if index == at + 1 else (at, at + 1)
            words = (index, last) if pair.trigger.mode == "convict" and finite else words
            owned = bool(morph.enclitic) and reading is None
            return Draft(sentence, words, at, pair.trigger, reading, possessed=owned, pair=index)
    return None


def _behind_content(context: Context, at: int, index: int) -> bool:
    """Whether the noun of a pair stands inside what a cue says behind its preposition ("stressing (on) its support for
    all security measures"), and so is not its object."""
    sheet = context.sheet
    if not is_cue(context, at) or sheet.tags[at + 1] is not Tag.PREPOSITION:
        return False
    first = index
    while first > at + 1 and sheet.tags[first - 1] is Tag.NOMINAL and not carried(sheet, first):
        first -= 1
    return bool(carried(sheet, first))


def _pairs_with(context: Context, at: int, index: int) -> bool:
    """Whether a word can be the noun of a pair: also the first of a name ("planted a bomb"), and close by a word that
    might be a verb elsewhere."""
    sheet, tag = context.sheet, context.sheet.tags[index]
    if tag is Tag.NAME:
        return sheet.mention[index - 1] != sheet.mention[index]
    return tag not in NOT_EVENTS and (tag is not Tag.VERB or index - at <= _CLOSE)


_CLOSE = 4
"""Words behind the verb of a pair within which its noun is a noun, even where it is written like a verb."""


def _noun_itself(context: Context, at: int, index: int, pair: Pair) -> bool:
    """Whether the noun of a pair is an event noun of the same type, and so the trigger; of aid the verb is, and of a
    truce that is broken."""
    if pair.trigger.type is EventType.AID:
        return False
    phrase = context.lexicon.phrases.match(context.sheet.words, index)
    if phrase is not None and phrase.value is None:
        return True
    if phrase is not None and phrase.value is not None:
        broken = pair.trigger.type is EventType.ASSAULT and phrase.value.mode == TRUCE
        longer = phrase.last - index > max(len(form.split()) for form in pair.forms) and not broken
        if longer or phrase.value.type is pair.trigger.type:
            return True
    words = context.sheet.words[index : index + 2]
    return any(_names(context, word, pair.trigger.type, is_cue(context, at)) for word in words)


def _names(context: Context, word: Word, kind: EventType, voiced: bool) -> bool:
    """Whether a bare word is an event noun of a type; one for a stance only where a cue of speech is before it, and an
    agreement never: its making is the event."""
    found = context.lexicon.find(word.info)
    if found is None:
        return False
    named = [noun.trigger for _, noun in found.nouns] or [trigger for _, trigger in found.masdars]
    lame = ("agreement",) if voiced else ("agreement", "voiced")
    return any(trigger.type is kind and trigger.needs not in lame for trigger in named)


def _stops(context: Context, at: int, index: int) -> bool:
    """Whether a pair cannot reach over this word: a mark that ends a clause, another clause, or another verbal noun
    joined to it (one joined at once shares its object)."""
    tag, word = context.sheet.tags[index], context.sheet.words[index]
    marks = context.sheet.language.marks
    if word.form in context.lexicon.words["any"]:
        return False
    if tag is Tag.MARK:
        return word.form in marks.sentence_end or word.form in marks.clause_end
    joined = word.info.morphs[0].pos == Pos.MASDAR and word.info.morphs[0].proclitics[:1]
    if joined and index > at + 1 and joined[0] in context.sheet.language.joiners:
        return True
    return tag in (Tag.VERB, Tag.COMPLEMENTISER, Tag.RELATIVE, Tag.SUBORDINATOR)


def _matching(context: Context, index: int, sentence: Sentence, pairs: Mapping[str, Pair]) -> Pair | None:
    """The pair whose noun begins at a word, two words before one."""
    words = context.sheet.words
    behind = f" {words[index + 1].form}" if index + 1 < sentence.last else ""
    for _, rest in words[index].info.variants:
        pair = (pairs.get(rest + behind) if behind else None) or pairs.get(rest)
        if pair is not None:
            return pair
    return None
