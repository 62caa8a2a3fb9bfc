"""Verbs that carry an event noun ("carried out an attack", "an attack that hit a convoy")."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import Morph
from khabar.reading.events.agreement import means, speaks
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.phrases import (
    boundary,
    carried,
    clause_last,
    phrases_at,
    was,
)
from khabar.reading.events.subjects import continued, core_of, next_phrases, told_by_pronoun, verb_before
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range, overlaps

_CARRIER_REACH = 12
"""Words before an event noun within which the verb that carries it is looked for."""
_LONG_REACH = 18
"""The same for an object that a comma sets apart from a long subject."""


def carried_subject(context: Context, draft: Draft, morph: Morph) -> tuple[Range, ...]:
    """The subject of a verb that shows none: of the verb before, where this one is joined to it, follows it in a clause
    of its own, or has its pronoun written onto the word before; both must agree."""
    sheet = context.sheet
    if morph.person == 1 or draft.trigger.frame.subject != "actor":
        return ()
    joined = sheet.proclitics(draft.head)[:1]
    follows = draft.head > draft.sentence.first and sheet.tags[draft.head - 1] in (Tag.SUBORDINATOR, Tag.CONJUNCTION)
    told = told_by_pronoun(context, draft.head, draft.sentence.first)
    many = morph.number in ("p", "d")
    if not (told or follows or many or (joined and joined[0] in sheet.language.joiners)):
        return ()
    held = context.held[draft.held] if draft.held is not None else None
    if told and held is not None and held.source is not None and speaks(context, held, morph):
        return (held.source,)
    return continued(context, draft.head, morph, draft.sentence)


def carries(context: Context, index: int) -> bool:
    """Whether a word can be a verb that carries an event noun."""
    return any(m.pos == Pos.VERB and m.lemma in context.lexicon.lights for m in context.sheet.words[index].info.morphs)


def carrier_morph(context: Context, index: int) -> Morph | None:
    """The carrying reading of a verb or of a verbal noun."""
    return carrying(context, index) if context.sheet.tags[index] is Tag.VERB else None


def carrying(context: Context, index: int) -> Morph | None:
    """The carrying reading of a word, whatever it is here; one without proclitics first."""
    morphs = context.sheet.words[index].info.morphs
    light = [m for m in morphs if m.pos == Pos.VERB and m.lemma in context.lexicon.lights]
    return next((m for m in light if not m.proclitics), None) or next(iter(light), None)


def carrier_before(context: Context, draft: Draft) -> int | None:
    """The verb of the same clause that carries this noun, before it."""
    sheet = context.sheet
    apart = draft.words[0] > draft.sentence.first and _accusative(context, draft.words[0])
    first = max(draft.sentence.first, draft.words[0] - (_LONG_REACH if apart else _CARRIER_REACH))
    if _set_apart(context, draft.words[0], first):
        return None
    passed = draft.words[0]
    for index in range(draft.words[0] - 1, first - 1, -1):
        if index >= passed:
            continue
        if boundary(sheet, index):
            opening = _before_parenthesis(context, index, first)
            if opening is None and apart and index == draft.words[0] - 1:
                continue
            if opening is None:
                return None
            passed = _before_parenthesis(context, opening, first) or opening
            continue
        if sheet.tags[index] in (Tag.RELATIVE, Tag.SUBORDINATOR):
            return None
        if sheet.tags[index] is Tag.VERB and not was(context, index) and not _led_by(context, index):
            return index if carrier_morph(context, index) is not None else None
    return None


def _accusative(context: Context, at: int) -> bool:
    """Whether a noun is an indefinite accusative: also behind a comma, the object of the verb before ("received the
    deputy …, a call")."""
    sheet = context.sheet
    masdar = any(m.pos in (Pos.MASDAR, Pos.NOUN) and m.mood == "accusative" for m in sheet.words[at].info.morphs)
    return masdar and not sheet.proclitics(at) and sheet.words[at - 1].form in sheet.language.marks.clause_end


def _led_by(context: Context, at: int) -> bool:
    """Whether a verb describes the noun before it by a pronoun ("an alliance that the state leads")."""
    sheet = context.sheet
    morph = sheet.verb(at)
    described = morph is not None and bool(morph.enclitic) and morph.tense == "present"
    return described and at > 0 and sheet.tags[at - 1] is Tag.NOMINAL and not sheet.words[at - 1].info.definite


_PARENTHESIS = 8
"""Words that may stand between two commas between a carrier and its noun."""


def _before_parenthesis(context: Context, at: int, first: int) -> int | None:
    """The comma that opens what the comma at `at` closes, when only a time or a prepositional phrase stands between."""
    sheet = context.sheet
    for index in range(at - 1, max(first, at - _PARENTHESIS) - 1, -1):
        if boundary(sheet, index):
            opens = sheet.tags[index + 1] in (Tag.TIME, Tag.ADVERB, Tag.PREPOSITION) or bool(carried(sheet, index + 1))
            return index if opens and index + 1 < at else None
        if sheet.tags[index] is Tag.VERB:
            return None
    return None


def _set_apart(context: Context, at: int, first: int) -> bool:
    """Whether a preposition of its own governs the noun, so that no verb before it carries it ("after an attack")."""
    sheet = context.sheet
    index = at
    while index > first and sheet.tags[index - 1] is Tag.NOMINAL and not sheet.words[index - 1].info.definite:
        index -= 1
    if index == first or sheet.tags[index - 1] is not Tag.PREPOSITION:
        return False
    if index - 2 < first or sheet.tags[index - 2] is Tag.VERB:
        return index - 2 < first
    return index < at or not _joins(context, index - 1, first)


def _joins(context: Context, at: int, first: int) -> bool:
    """Whether the verb before a preposition takes its event noun behind it ("took part in a protest")."""
    words = context.lexicon.words
    if context.sheet.words[at].form not in words["within"]:
        return False
    verb = verb_before(context, at, first)
    return verb is not None and verb[1].lemma in words["joins"]


def from_carrier(context: Context, draft: Draft, carrier: int, roles: dict[str, list[Range]]) -> None:
    """What the carrier's subject and object are for the event."""
    morph = carrier_morph(context, carrier)
    if morph is None:
        return
    light = context.lexicon.lights[morph.lemma]
    core = core_of(context, carrier, morph, draft.sentence)
    lone = core.object if light.subject == "recipient" and not core.subject else core.subject
    subject = tuple(p for p in lone if not overlaps(p, draft.words) and p[0] < draft.words[0])
    subject = subject or carried_subject(context, replace(draft, head=carrier), morph)
    both = draft.trigger.frame.mutual and light.subject == "actor"
    if draft.trigger.frame.mutual and light.subject == "recipient":
        roles["actor"] += [p for p in subject if p not in roles["actor"]]
        return
    if light.subject in ("actor", "recipient") and subject and (both or not roles[light.subject]):
        roles[light.subject] += [p for p in subject if not any(overlaps(p, other) for other in roles["actor"])]
    if light.subject == "event" and light.object == "recipient" and any(overlaps(p, draft.words) for p in core.subject):
        roles["recipient"] += [p for p in core.object if p[0] >= draft.words[1]]


def resumed(context: Context, at: int) -> bool:
    """Whether a preposition with a pronoun, which means the event noun, stands here ("that he made")."""
    sheet = context.sheet
    return at < len(sheet.words) and sheet.tags[at] is Tag.PREPOSITION and bool(sheet.words[at].info.morphs[0].enclitic)


def relative_carrier(context: Context, draft: Draft, begin: int, roles: dict[str, list[Range]]) -> int:
    """ "… that the alliance carried out", "… that hit a convoy": what the verb behind the noun says of it."""
    sheet = context.sheet
    index = begin
    while index < draft.sentence.last and sheet.tags[index] in (Tag.RELATIVE, Tag.PARTICLE, Tag.TIME, Tag.ADVERB):
        index += 1
    if index >= draft.sentence.last or sheet.tags[index] not in (Tag.VERB, Tag.NOMINAL):
        return begin
    morph = carrying(context, index)
    if morph is None:
        return begin
    light = context.lexicon.lights[morph.lemma]
    limit = clause_last(context, index + 1, draft.sentence.last)
    found, end = next_phrases(context, index + 1, limit)
    if light.subject in ("actor", "recipient") and (morph.enclitic or resumed(context, index + 1)):
        many = morph.number in ("p", "d")
        found = carried_subject(context, replace(draft, head=index), morph) if many else found
        roles[light.subject] += found
        return end if found and not many else index + 1
    if light.subject == "event" and light.object in ("recipient", "actor"):
        roles[light.object] += found
        return end if found else index + 1
    return index + 1


_BEHIND = 16
"""Words behind an event noun among which a verb that says who did it is looked for."""


def later_carrier(context: Context, draft: Draft) -> tuple[Range, ...]:
    """ "the attack on the base that the rebels carried out", "… which is ascribed to the rebels": who acts, by the
    first verb behind what the noun takes."""
    sheet, words = context.sheet, context.lexicon.words
    limit = clause_last(context, draft.words[1], min(draft.sentence.last, draft.words[1] + _BEHIND))
    at = next((i for i in range(draft.words[1], limit) if sheet.tags[i] is Tag.VERB and not was(context, i)), limit)
    if at + 1 >= limit:
        return ()
    morphs = [m for m in sheet.words[at].info.morphs if m.pos == Pos.VERB]
    if any(m.lemma in words["ascribes"] for m in morphs):
        return _ascribed(context, at, limit)
    light = next((m for m in morphs if m.enclitic and _acts_on(context, m)), None)
    if light is None or not means(context, (draft.words,), light.enclitic):
        return ()
    return next_phrases(context, at + 1, limit)[0]


def _acts_on(context: Context, morph: Morph) -> bool:
    """Whether a verb carries out, or claims, the event that it takes."""
    lights = context.lexicon.lights
    return (morph.lemma in lights and lights[morph.lemma].subject == "actor") or (
        morph.lemma in context.lexicon.words["claims"]
    )


def _ascribed(context: Context, at: int, limit: int) -> tuple[Range, ...]:
    """To whom an act is ascribed."""
    sheet = context.sheet
    for index in range(at + 1, limit - 1):
        if sheet.tags[index] is Tag.PREPOSITION and sheet.words[index].form in context.lexicon.words["toward"]:
            return phrases_at(context, index + 1, limit)
    return ()
