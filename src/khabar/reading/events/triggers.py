"""Finding the words that may name an event; a name or a time never does."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.languages.base import Pos
from khabar.languages.events import Found, Trigger
from khabar.model import EventType, Morph, Sentence
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.pairs import TRUCE, pair_draft
from khabar.reading.events.phrases import boundary, was
from khabar.reading.events.readings import NOT_EVENTS, is_cue, is_verb, verb_readings
from khabar.reading.sheet import Tag
from khabar.text.phrases import PhraseMatch
from khabar.text.words import is_quote_mark

_TAG_JOINS = "_"
_TAG_BEFORE = ("#", _TAG_JOINS)
_OPEN = frozenset((Tag.VERB, Tag.NOMINAL, Tag.ADVERB))


def find_drafts(context: Context, sentence: Sentence) -> list[Draft]:
    """The possible events of a sentence in order, none overlapping another; still without arguments."""
    out: list[Draft] = []
    taken: set[int] = set()
    for at in range(sentence.first, _end(context, sentence)):
        if at in taken or context.sheet.tags[at] in NOT_EVENTS:
            continue
        if not context.lexicon.may_trigger(context.sheet.words[at].info) or _in_tag(context, at):
            continue
        phrase = context.lexicon.phrases.match(context.sheet.words, at)
        if phrase is not None and phrase.value is None:
            taken.update(range(at, phrase.last))
            continue
        draft = _phrase(context, at, sentence, phrase) or _word(context, at, sentence)
        if draft is not None and (_calls_it(context, draft) or (out and _continues(context, out[-1], draft))):
            continue
        if draft is not None:
            taken.update(_covered(context, draft))
            out.append(draft)
    return out


def _calls_it(context: Context, draft: Draft) -> bool:
    """ "Said that it was a terrorist act": an indefinite noun that only says what something is."""
    sheet, before = context.sheet, draft.words[0] - 1
    if draft.verbal or draft.definite or draft.possessed or before < draft.sentence.first:
        return False
    if is_quote_mark(sheet.words[before], sheet.language.marks) and before > draft.sentence.first:
        before -= 1
    said = sheet.tags[before] is Tag.COMPLEMENTISER and bool(sheet.words[before].info.morphs[0].enclitic)
    return said and not sheet.proclitics(draft.head)


def _covered(context: Context, draft: Draft) -> set[int]:
    """The words of a trigger, and the noun of its pair with the phrase it opens ("broke the ceasefire"); what is
    cancelled or refused is an event of its own."""
    words = set(range(*draft.words))
    if draft.pair is None or draft.trigger.type is EventType.REJECT:
        return words
    phrase = context.lexicon.phrases.match(context.sheet.words, draft.pair)
    truce = phrase is not None and phrase.value is not None and phrase.value.mode == TRUCE
    last = phrase.last if phrase is not None and truce else draft.pair + 1
    return words | set(range(draft.pair, last))


def _in_tag(context: Context, at: int) -> bool:
    """Whether a word stands in a hashtag: that is a label, whatever its words say."""
    text, span = context.sheet.document.report.text, context.sheet.words[at].span
    return text[max(0, span.start - 1) : span.start] in _TAG_BEFORE or text[span.end : span.end + 1] == _TAG_JOINS


def _end(context: Context, sentence: Sentence) -> int:
    """Where a sentence's news ends: before the tags or links that a report closes with."""
    sheet, sentences = context.sheet, context.sheet.document.sentences
    if sentence.title or len(sentences) - sentence.index > _CLOSING:
        return sentence.last
    first = sentences[max(len(sentences) - _CLOSING, int(sentences[0].title))].first
    for at in range(first, sentence.last):
        if context.lexicon.tails.match(sheet.words, at, cut=False) is None:
            continue
        if at == first or sheet.tags[at - 1] is not Tag.PREPOSITION:
            return at
    return sentence.last


_CLOSING = 4
"""Sentences at the end of a report among which its tags and links begin."""


def _continues(context: Context, one: Draft, other: Draft) -> bool:
    """Whether a noun only says more of the event right before it ("relief aid", "handing over or selling arms"), or is
    its means ("hit with raids")."""
    if other.verbal or one.trigger.type is not other.trigger.type:
        return False
    if not one.verbal and _joined(context, one, other):
        return True
    strikes = one.trigger.type is EventType.ASSAULT and one.trigger.frame.name not in _HARMS
    if not one.verbal or other.head - one.head > _MEANS or not strikes:
        return False
    cuts = (context.sheet.proclitics(other.head), *(cut for cut, _ in context.sheet.words[other.head].info.variants))
    return any(cut[-1:] and cut[-1] in context.lexicon.words["means"] for cut in cuts)


def _joined(context: Context, one: Draft, other: Draft) -> bool:
    """Whether one noun follows another at once, or joined to it by a word or letter of choice."""
    sheet, gap = context.sheet, other.words[0] - one.words[1]
    choice = context.lexicon.words["choice"]
    cut = sheet.proclitics(other.head)
    if gap == 0:
        alike = sheet.words[one.words[1] - 1].info.definite == other.definite and one.possessed == other.possessed
        compound = not cut and (other.definite or not sheet.words[one.words[1] - 1].info.definite)
        return compound or (bool(cut) and cut == tuple(choice & set(cut)) and alike)
    return gap == 1 and sheet.words[one.words[1]].form in choice and not cut


_HARMS = frozenset(("kill", "harm", "victims"))
"""Frames of harm, whose means is the act ("was wounded by a blast")."""
_MEANS = 8
"""Words between a verb of force and the noun of its means."""


def _phrase(context: Context, at: int, sentence: Sentence, found: PhraseMatch[Trigger | None] | None) -> Draft | None:
    sheet = context.sheet
    if found is None or found.value is None or found.last > sentence.last:
        return None
    if any(sheet.tags[i] in NOT_EVENTS for i in range(at, found.last)):
        return None
    definite = sheet.words[at].info.definite
    return Draft(sentence, (at, found.last), at, found.value, None, definite=definite)


def _word(context: Context, at: int, sentence: Sentence) -> Draft | None:
    sheet = context.sheet
    if sheet.tags[at] not in _OPEN:
        return None
    participle = _participle(context, at, sentence) if sheet.tags[at] is not Tag.VERB else None
    if participle is not None:
        return participle
    found = context.lexicon.find(sheet.words[at].info)
    if found is None:
        return None
    cue, verbal = is_cue(context, at), is_verb(context, at)
    governed = _object_of_verb(context, at, sentence) or _governed(context, at)
    if verbal and (found.masdars or found.nouns) and not cue and governed:
        return _noun(context, at, sentence, found)
    if verbal or (found.verbs and cue):
        return pair_draft(context, at, sentence, found) or _verb(context, at, sentence, found)
    return pair_draft(context, at, sentence, found) or _noun(context, at, sentence, found)


def _object_of_verb(context: Context, at: int, sentence: Sentence) -> bool:
    """Whether a word that may be verb or verbal noun follows a verb of its own clause, and so is a noun; behind any
    noun one that tells that something was done ("there took place in the meeting a review")."""
    sheet = context.sheet
    if sheet.proclitics(at) or sheet.tags[at - 1] not in (Tag.TIME, Tag.NAME, Tag.ADVERB, Tag.NOMINAL):
        return False
    for index in range(at - 1, sentence.first - 1, -1):
        tag = sheet.tags[index]
        if boundary(sheet, index) or tag in (Tag.COMPLEMENTISER, Tag.SUBORDINATOR, Tag.RELATIVE, Tag.PARTICLE):
            return False
        if tag is Tag.VERB:
            return _done(context, index) if sheet.tags[at - 1] is Tag.NOMINAL else not was(context, index)
    return False


def _governed(context: Context, at: int) -> bool:
    """Whether a word with a pronoun on it ends a phrase behind a preposition, and is a noun ("voiced his thanks")."""
    sheet, pronouns = context.sheet, context.lexicon.words["possessives"]
    owned = any(m.enclitic in pronouns for m in sheet.words[at].info.morphs)
    first = at - 2 if sheet.tags[at - 1] is Tag.NOMINAL else at
    return owned and not sheet.proclitics(at) and 0 <= first < at and sheet.tags[first] is Tag.PREPOSITION


def _done(context: Context, at: int) -> bool:
    """Whether a verb has the event itself as its subject and no object."""
    lights = context.lexicon.lights
    found = [lights[m.lemma] for m in context.sheet.words[at].info.morphs if m.lemma in lights]
    return any(light.subject == "event" and not light.object for light in found)


def _verb(context: Context, at: int, sentence: Sentence, found: Found) -> Draft | None:
    """A finite verb, by its likeliest reading; a cue of an attribution by any."""
    readings = verb_readings(context, at)
    first = readings[0] if readings else None
    cue = is_cue(context, at)
    fitting = [
        (m, t)
        for m, t in found.verbs
        if (first is None or m.lemma == first.lemma or (cue and m.tense == "past") or _governs(first, m))
        and m in readings
        and (t.frame.object or not m.enclitic or t.type is EventType.REJECT)
    ]
    if not fitting:
        return None
    morph, trigger = max(fitting, key=lambda pair: (pair[0].person == 3, pair[0].tense == "past"))
    if morph.voice == "passive" and trigger.frame.object == "actor":
        return None
    return Draft(sentence, (at, at + 1), at, trigger, morph)


def _governs(first: Morph, other: Morph) -> bool:
    """Whether an object is written onto a form that may be past or present: what is done to somebody is told by the
    present of a simpler verb as likely as by the past of a longer one ("pursues them")."""
    return bool(first.enclitic) and first.tense == "past" and other.tense == "present"


def _participle(context: Context, at: int, sentence: Sentence) -> Draft | None:
    """ "…, accusing them of …": a participle that is a cue says what its verb says."""
    cut = context.sheet.proclitics(at)
    if not is_cue(context, at) or not set(cut) <= set(context.sheet.language.joiners):
        return None
    for morph in context.sheet.words[at].info.morphs:
        if morph.pos == Pos.ACTIVE:
            for trigger in context.lexicon.participles.get(morph.lemma, ()):
                return Draft(sentence, (at, at + 1), at, trigger, morph)
    return None


def _noun(context: Context, at: int, sentence: Sentence, found: Found) -> Draft | None:
    for _, noun in found.nouns:
        return Draft(sentence, (at, at + 1), at, noun.trigger, None, possessed=noun.possessed, definite=noun.definite)
    for morph, trigger in found.masdars:
        if _describes(context, at):
            continue
        first = next(_nominals(context, at), None)
        if first is None or first.pos == Pos.MASDAR or first.lemma == morph.stem or first.pos == Pos.NOUN:
            definite = context.sheet.words[at].info.definite
            return Draft(sentence, (at, at + 1), at, trigger, None, possessed=bool(morph.enclitic), definite=definite)
    return None


def _describes(context: Context, at: int) -> bool:
    """Whether a definite word right behind a definite noun is its adjective, written like a verbal noun."""
    sheet = context.sheet
    definite = sheet.words[at].info.definite and not sheet.proclitics(at)
    after = at > 0 and sheet.tags[at - 1] is Tag.NOMINAL and sheet.words[at - 1].info.definite
    readings = sheet.words[at].info.pos
    return definite and after and bool(readings & {Pos.ACTIVE, Pos.PASSIVE, Pos.ADJECTIVE})


def _nominals(context: Context, at: int) -> Iterator[Morph]:
    return (m for m in context.sheet.words[at].info.morphs if m.pos != Pos.VERB)
