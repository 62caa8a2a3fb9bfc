"""Finding the words that may name an event; a name or a time never does."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.languages.base import Pos
from khabar.languages.events import Found, Pair
from khabar.model import Morph, Sentence
from khabar.reading.events.draft import Context, Draft
from khabar.reading.sheet import Tag

_PAIR_REACH = 9
"""Words within which the noun of a verb-and-noun pair must follow (a subject may stand between)."""
_OPEN = frozenset((Tag.VERB, Tag.NOMINAL))
_NOT_EVENTS = frozenset((Tag.NAME, Tag.TIME, Tag.MARK, Tag.NUMBER))


def find_drafts(context: Context, sentence: Sentence) -> list[Draft]:
    """The possible events of a sentence in order, none overlapping another; still without arguments."""
    out: list[Draft] = []
    taken: set[int] = set()
    for at in range(sentence.first, sentence.last):
        if at in taken or context.sheet.tags[at] in _NOT_EVENTS:
            continue
        draft = _phrase(context, at, sentence) or _word(context, at, sentence)
        if draft is not None:
            taken.update(range(*draft.words))
            out.append(draft)
    return out


def _phrase(context: Context, at: int, sentence: Sentence) -> Draft | None:
    sheet = context.sheet
    found = context.lexicon.phrases.match(sheet.words, at)
    if found is None or found.last > sentence.last:
        return None
    if any(sheet.tags[i] in _NOT_EVENTS for i in range(at, found.last)):
        return None
    definite = sheet.words[at].info.definite or sheet.words[found.last - 1].info.definite
    return Draft(sentence, (at, found.last), at, found.value, None, definite=definite)


def _word(context: Context, at: int, sentence: Sentence) -> Draft | None:
    sheet = context.sheet
    if sheet.tags[at] not in _OPEN:
        return None
    found = context.lexicon.find(sheet.words[at].info)
    if found is None:
        return None
    if sheet.tags[at] is Tag.VERB:
        return _pair(context, at, sentence, found) or _verb(context, at, sentence, found)
    return _pair(context, at, sentence, found) or _noun(context, at, sentence, found)


def _pair(context: Context, at: int, sentence: Sentence, found: Found) -> Draft | None:
    verbal = context.sheet.tags[at] is Tag.VERB
    for morph, pairs in found.pairs:
        if (morph.pos == Pos.VERB) is verbal:
            draft = _pair_of(context, at, sentence, morph, pairs)
            if draft is not None:
                return draft
    return None


def _pair_of(context: Context, at: int, sentence: Sentence, morph: Morph, pairs: tuple[Pair, ...]) -> Draft | None:
    sheet = context.sheet
    for index in range(at + 1, min(sentence.last, at + _PAIR_REACH)):
        tag = sheet.tags[index]
        if _stops(context, index):
            return None
        pair = _matching(context, index, sentence, pairs) if tag not in _NOT_EVENTS else None
        if pair is not None:
            finite = morph if morph.pos == Pos.VERB else None
            last = index + next(len(f.split()) for f in pair.forms)
            words = (at, last) if index == at + 1 else (at, at + 1)
            return Draft(sentence, words, at, pair.trigger, finite, possessed=bool(morph.enclitic) and finite is None)
    return None


def _stops(context: Context, index: int) -> bool:
    """Whether a pair cannot reach over this word: a mark that ends a clause, or another clause."""
    tag, word = context.sheet.tags[index], context.sheet.words[index]
    marks = context.sheet.language.marks
    if tag is Tag.MARK:
        return word.form in marks.sentence_end or word.form in marks.clause_end
    return tag in (Tag.VERB, Tag.COMPLEMENTISER, Tag.RELATIVE, Tag.SUBORDINATOR)


def _matching(context: Context, index: int, sentence: Sentence, pairs: tuple[Pair, ...]) -> Pair | None:
    words = context.sheet.words
    for _, rest in words[index].info.variants:
        for pair in pairs:
            if rest in pair.forms:
                return pair
            if index + 1 < sentence.last and f"{rest} {words[index + 1].form}" in pair.forms:
                return pair
    return None


def _verb(context: Context, at: int, sentence: Sentence, found: Found) -> Draft | None:
    first = next((m for m in context.sheet.words[at].info.morphs if m.pos == Pos.VERB), None)
    for morph, trigger in found.verbs:
        if first is not None and morph.lemma == first.lemma:
            return Draft(sentence, (at, at + 1), at, trigger, morph)
    return None


def _noun(context: Context, at: int, sentence: Sentence, found: Found) -> Draft | None:
    for _, noun in found.nouns:
        return Draft(
            sentence, (at, at + 1), at, noun.trigger, None, possessed=noun.possessed, definite=noun.definite
        )
    for morph, trigger in found.masdars:
        first = next(_nominals(context, at), None)
        if first is None or first.pos == Pos.MASDAR or first.lemma == morph.stem or first.pos == Pos.NOUN:
            definite = context.sheet.words[at].info.definite
            return Draft(sentence, (at, at + 1), at, trigger, None, possessed=bool(morph.enclitic), definite=definite)
    return None


def _nominals(context: Context, at: int) -> Iterator[Morph]:
    return (m for m in context.sheet.words[at].info.morphs if m.pos != Pos.VERB)
