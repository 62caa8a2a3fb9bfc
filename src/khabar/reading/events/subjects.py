"""Subject and object of a finite verb, read off the order of its clause."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.languages.base import Pos
from khabar.model import Morph, NameType, Sentence
from khabar.reading.chunks import starts_joined
from khabar.reading.events.agreement import agrees, leads, means
from khabar.reading.events.draft import Context
from khabar.reading.events.insets import behind_inset
from khabar.reading.events.parties import AGENTS, acts, agentive, counting, event_noun
from khabar.reading.events.phrases import (
    boundary,
    carried,
    clause_last,
    domains_of,
    has_name,
    phrases_at,
    skip,
    skip_preposition,
    verb_like,
    was,
)
from khabar.reading.events.topics import TRANSPARENT, subject_before
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range

_PHRASES = frozenset((Tag.NOMINAL, Tag.NAME, Tag.NUMBER, Tag.DEMONSTRATIVE, Tag.MARK))


@dataclass(frozen=True, slots=True)
class Core:
    """Subject and object of a verb: () where there is none, or none can be told."""

    subject: tuple[Range, ...] = ()
    object: tuple[Range, ...] = ()
    end: int = 0
    antecedent: bool = False


def core_of(context: Context, at: int, morph: Morph, sentence: Sentence, lone: str = "subject") -> Core:
    """Subject and object of the finite verb at `at`, by order: subject before it or the first phrase behind it."""
    limit = clause_last(context, at + 1, sentence.last)
    first, end = next_phrases(context, at + 1, limit)
    if told_by_pronoun(context, at, sentence.first):
        return Core((), first, end)
    before = subject_before(context, at, sentence.first)
    if before and first and _resumes(context, at, before, sentence.first) and agentive(context, first[0]):
        return Core(first, (), end)
    if morph.enclitic:
        return _with_pronoun(context, at, morph, (before, first), end)
    many = morph.number in ("p", "d")
    turned = before and first and not many and not agentive(context, before[0]) and agentive(context, first[0])
    if turned and lone == "subject":
        second, after = next_phrases(context, end, limit)
        return Core(first, second, after)
    if before:
        if not first and morph.voice != "passive":
            first, end = behind_inset(context, at + 1, sentence.last)
        return Core(before, first, end)
    if morph.person == 1 or many or not first or _object_only(context, at, morph, first, sentence):
        return Core((), first, end)
    return _verb_first(context, at, morph, Core(first, (), end), lone)


def _verb_first(context: Context, at: int, morph: Morph, core: Core, lone: str) -> Core:
    """Subject and object where both stand behind the verb; `core` holds the first phrase and where it ends."""
    sentence, first, end = context.sheet.sentence_of(at), core.subject, core.end
    limit = clause_last(context, at + 1, sentence.last)
    second, after = next_phrases(context, _behind_relative(context, end, limit), limit)
    victims = lone == "object" and _counted(context, first[0])
    if not second and morph.voice != "passive" and not victims:
        second, after = behind_inset(context, end, sentence.last)
    if victims and not _killer(context, first[0], second, end):
        return Core((), first, end)
    if second:
        return Core(first, second, after)
    if morph.lemma in context.lexicon.words["obliging"] and _joined(context, at):
        return Core((), first, end) if continued(context, at, morph, sentence) else core
    passive = lone == "object" or _ground(context, first[0]) or event_noun(context, first[0][0])
    return Core((), first, end) if passive else core


def _behind_relative(context: Context, at: int, limit: int) -> int:
    """Behind a relative clause with its own subject and a pronoun for what it describes ("that the kingdom leads")."""
    sheet = context.sheet
    verb = sheet.verb(at + 1) if at + 2 < limit and sheet.tags[at] is Tag.RELATIVE else None
    if verb is None or not verb.enclitic:
        return at
    found = phrases_at(context, at + 2, limit)
    return found[-1][1] if found else at


def _resumes(context: Context, at: int, before: tuple[Range, ...], first: int) -> bool:
    """ "the town that (rule) over it the rebels": whether a preposition right behind the verb of a relative clause
    means what the clause describes, so that the subject stands behind it."""
    sheet = context.sheet
    if at + 1 >= len(sheet.words) or sheet.tags[at + 1] is not Tag.PREPOSITION or at == first:
        return False
    pronoun = sheet.words[at + 1].info.morphs[0].enclitic
    return bool(pronoun) and sheet.tags[at - 1] is Tag.RELATIVE and means(context, before, pronoun)


def _killer(context: Context, phrase: Range, second: tuple[Range, ...], end: int) -> bool:
    """ "(killed) a gunman thirty tourists": whether an indefinite agent is followed straight by those who suffer."""
    straight = bool(second) and second[0][0] == end and _counted(context, second[0])
    people = context.sheet.words[phrase[0]].form.endswith(tuple(context.lexicon.words["plurals"]))
    if not straight or not (people or agentive(context, phrase)):
        return False
    return context.sheet.tags[phrase[0]] is not Tag.NUMBER and _suffers(context, second[0])


def _suffers(context: Context, phrase: Range) -> bool:
    """Whether an indefinite phrase counts or names somebody, and is no manner of doing ("was killed by burning")."""
    return context.sheet.tags[phrase[0]] is Tag.NUMBER or counting(context, phrase[0]) or agentive(context, phrase)


def _with_pronoun(context: Context, at: int, morph: Morph, around: tuple[tuple[Range, ...], ...], end: int) -> Core:
    """The core of a verb with its object written onto it; `around` are the phrases before and behind it. In a relative
    clause the pronoun means what stands before; a verb in the plural has its subject before it or in itself."""
    before, first = around
    sentence = context.sheet.sentence_of(at)
    many = morph.number in ("p", "d") or morph.person == 1
    if _relative(context, at, sentence.first):
        return Core(() if many else first, before, end)
    acting = first if first and agentive(context, first[0]) else ()
    return Core(before if many else acting or before, (), end)


def _object_only(context: Context, at: int, morph: Morph, first: tuple[Range, ...], sentence: Sentence) -> bool:
    """Whether the lone phrase behind a joined verb is its object: it differs from the verb in gender, or is bare
    where the verb before has a subject that fits."""
    sheet = context.sheet
    cut = sheet.proclitics(at)[:1]
    purpose = bool(cut) and cut[0] in context.lexicon.words["purpose"]
    if at == sentence.first or not (purpose or (cut and cut[0] in sheet.language.joiners)):
        return False
    if not leads(context, first[0], morph.gender):
        return True
    bare = not sheet.words[first[0][1] - 1].info.definite and not has_name(context, first[0], _NAMED)
    return (bare or purpose) and bool(continued(context, at, morph, sentence))


def _joined(context: Context, at: int) -> bool:
    cut = context.sheet.proclitics(at)[:1]
    return bool(cut) and cut[0] in context.sheet.language.joiners


_NAMED = AGENTS - {NameType.GROUP}
_CONTINUED = 4
"""Verbs back among which a verb's dropped subject is looked for."""


def continued(context: Context, at: int, morph: Morph, sentence: Sentence) -> tuple[Range, ...]:
    """The subject of the nearest verb before that agrees with this verb; of a relative clause's only where there is no
    other, but for a verb whose pronoun is written onto the word before."""
    index = at
    described: tuple[Range, ...] = ()
    told = told_by_pronoun(context, at, sentence.first)
    for _ in range(_CONTINUED):
        before = verb_before(context, index, sentence.first)
        if before is None:
            break
        index = before[0]
        core = _core_before(context, before, sentence)
        subject = tuple(p for p in core.subject if p[1] <= at and not acts(context, p[0]))
        if agrees(context, subject, morph.gender, morph.number):
            if told or context.sheet.tags[index - 1] is not Tag.RELATIVE or index == sentence.first:
                return subject
            described = described or subject
        suffering = tuple(p for p in core.object if p[1] <= at) if not core.subject else ()
        if suffering and agentive(context, suffering[0]) and agrees(context, suffering, morph.gender, morph.number):
            return suffering
        both = (*subject, *(p for p in core.object if p[1] <= at and agentive(context, p, machines=False)))
        if morph.number == "d" and len(both) == 2:
            return both
    return described


def _core_before(context: Context, before: tuple[int, Morph], sentence: Sentence) -> Core:
    """The core of an earlier verb, by how the verb takes a lone phrase."""
    at, morph = before
    return core_of(context, at, morph, sentence, lone_of(context, at, morph))


def _ground(context: Context, phrase: Range) -> bool:
    """Whether a phrase is headed by a word for a place, which does nothing itself."""
    return "ground" in domains_of(context, phrase[0])


def _counted(context: Context, phrase: Range) -> bool:
    """Whether a phrase counts people or is indefinite: victims, not culprits."""
    sheet = context.sheet
    if sheet.tags[phrase[0]] is Tag.NUMBER or any(m.pos == Pos.QUANTIFIER for m in sheet.words[phrase[0]].info.morphs):
        return True
    return not has_name(context, phrase, AGENTS) and not sheet.words[phrase[1] - 1].info.definite


def told_by_pronoun(context: Context, at: int, first: int) -> bool:
    """Whether the subject is a pronoun written onto the word before the verb ("that he …", "but she …")."""
    sheet = context.sheet
    index = at - 1
    while index > first and sheet.tags[index] in TRANSPARENT:
        index -= 1
    if index < first or sheet.tags[index] not in (Tag.COMPLEMENTISER, Tag.SUBORDINATOR):
        return False
    return sheet.words[index].form.endswith(tuple(context.lexicon.words["subjects"]))


def next_phrases(context: Context, at: int, limit: int) -> tuple[tuple[Range, ...], int]:
    """The next bare noun phrases behind `at`, one prepositional phrase passed over, and the index behind them."""
    sheet = context.sheet
    index = skip(context, at, limit)
    for turn in range(2):
        while index < limit and _joined_verb(context, index):
            index += 1
        if turn and index < limit and sheet.tags[index] is Tag.MARK:
            break
        if index < limit and sheet.tags[index] in _PHRASES and not carried(sheet, index):
            found = phrases_at(context, index, limit)
            if found and not (index > at and boundary(sheet, index)):
                return found, found[-1][1]
        moved = skip_preposition(context, index, limit)
        if moved == index or _takes_object(context, moved - 1):
            break
        index = skip(context, moved, limit)
    return (), at


def _takes_object(context: Context, at: int) -> bool:
    """Whether a word is a verbal noun with its subject written onto it, so that the next phrase is its own object."""
    first = context.sheet.words[at].info.morphs[0]
    return first.pos == Pos.MASDAR and bool(first.enclitic)


def _joined_verb(context: Context, at: int) -> bool:
    """ "was killed and wounded": a second verb joined to the first, taken for a noun."""
    sheet = context.sheet
    return sheet.tags[at] is Tag.NOMINAL and starts_joined(sheet, sheet.words[at]) and verb_like(context, at)


def _relative(context: Context, at: int, first: int) -> bool:
    """Whether a relative pronoun, or nothing but an indefinite noun, leads to the verb."""
    sheet = context.sheet
    index = at - 1
    while index > first and sheet.tags[index] in TRANSPARENT:
        index -= 1
    if sheet.tags[index] is Tag.RELATIVE:
        return True
    return sheet.tags[index] is Tag.NOMINAL and not sheet.words[index].info.definite


def subject_of(context: Context, at: int, morph: Morph, sentence: Sentence) -> tuple[Range, ...]:
    """The subject of a finite verb; none where a lone phrase is what the verb does it to."""
    return core_of(context, at, morph, sentence, lone_of(context, at, morph)).subject


def lone_of(context: Context, at: int, morph: Morph) -> str:
    """What a lone phrase behind a verb is, by its frame."""
    found = context.lexicon.find(context.sheet.words[at].info)
    return next((t.frame.lone for m, t in found.verbs if m.lemma == morph.lemma), "subject") if found else "subject"


def verb_before(context: Context, at: int, first: int) -> tuple[int, Morph] | None:
    """The nearest finite verb before a word, within its sentence, the copula left out."""
    sheet = context.sheet
    for index in range(at - 1, max(first, at - 30) - 1, -1):
        morph = sheet.verb(index)
        if morph is not None and not was(context, index):
            return index, morph
    return None
