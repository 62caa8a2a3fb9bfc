"""Subject and object of a finite verb, read off the order of its clause."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.languages.base import Pos
from khabar.model import Morph, NameType, Sentence
from khabar.reading.chunks import starts_joined
from khabar.reading.events.agreement import agrees, leads, means
from khabar.reading.events.draft import Context, Range
from khabar.reading.events.parties import AGENTS, acts, agentive, counting, event_noun
from khabar.reading.events.phrases import (
    boundary,
    carried,
    clause_first,
    clause_last,
    domains_of,
    ending_at,
    has_name,
    phrases_at,
    skip,
    skip_preposition,
    verb_like,
    was,
)
from khabar.reading.sheet import Sheet, Tag

TRANSPARENT = frozenset((Tag.PARTICLE, Tag.NEGATION, Tag.ADVERB, Tag.TIME))
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
    before = _subject_before(context, at, sentence.first)
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
            first, end = _behind_inset(context, at + 1, sentence.last)
        return Core(before, first, end)
    if morph.person == 1 or many or not first or _object_only(context, at, morph, first, sentence):
        return Core((), first, end)
    second, after = next_phrases(context, _behind_relative(context, end, limit), limit)
    if not second and morph.voice != "passive" and not (lone == "object" and _counted(context, first[0])):
        second, after = _behind_inset(context, end, sentence.last)
    if lone == "object" and _counted(context, first[0]) and not _killer(context, first[0], second, end):
        return Core((), first, end)
    if second:
        return Core(first, second, after)
    if morph.lemma in context.lexicon.words["obliging"] and _joined(context, at):
        return Core((), first, end) if continued(context, at, morph, sentence) else Core(first, (), end)
    passive = lone == "object" or _ground(context, first[0]) or event_noun(context, first[0][0])
    return Core((), first, end) if passive else Core(first, (), end)


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


_INSET = 14
"""Words that may stand between the two marks of an inset."""


def _behind_inset(context: Context, at: int, limit: int) -> tuple[tuple[Range, ...], int]:
    """The phrase of somebody or something behind an inset between two marks ("accused, on Monday, the rebels"), or
    behind a time with a mark after it ("accused today, the rebels"); () where none stands there."""
    sheet = context.sheet
    opens = skip(context, at, limit)
    if opens + 1 >= limit or not boundary(sheet, opens):
        return (), at
    mark = sheet.words[opens].form
    closes = opens
    if opens == at or sheet.tags[opens - 1] is not Tag.TIME:
        if not _begins_inset(context, opens + 1):
            return (), at
        marks = (i for i in range(opens + 2, min(limit, opens + _INSET)) if sheet.words[i].form == mark)
        closes = next(marks, limit)
    found = phrases_at(context, closes + 1, clause_last(context, closes + 1, limit)) if closes + 1 < limit else ()
    whom = bool(found) and not carried(sheet, found[0][0]) and not starts_joined(sheet, sheet.words[found[0][0]])
    return (found, found[-1][1]) if whom and _party(context, found[0]) else ((), at)


def _begins_inset(context: Context, at: int) -> bool:
    """Whether a time, a preposition or a relative pronoun stands here."""
    sheet = context.sheet
    return sheet.tags[at] in _INSETS or bool(carried(sheet, at))


_INSETS = frozenset((Tag.TIME, Tag.ADVERB, Tag.PREPOSITION, Tag.RELATIVE))


def _party(context: Context, phrase: Range) -> bool:
    """Whether a phrase can be a verb's object: it is no time and tells of no act."""
    return context.sheet.tags[phrase[0]] is not Tag.TIME and not acts(context, phrase[0])


def _killer(context: Context, phrase: Range, second: tuple[Range, ...], end: int) -> bool:
    """ "(killed) a gunman thirty tourists": whether an indefinite agent is followed straight by those who suffer."""
    straight = bool(second) and second[0][0] == end and _counted(context, second[0])
    if not straight or not agentive(context, phrase):
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


def _subject_before(context: Context, at: int, first: int) -> tuple[Range, ...]:
    """The noun phrase that a verb stands behind: the antecedent of its relative, or the topic of its clause."""
    sheet = context.sheet
    index = at
    while index > first and (sheet.tags[index - 1] in TRANSPARENT or auxiliary(context, index - 1)):
        index -= 1
    if index > first and sheet.tags[index - 1] is Tag.RELATIVE:
        index -= 1
        while index > first and (sheet.tags[index - 1] in TRANSPARENT or boundary(sheet, index - 1)):
            index -= 1
        found = ending_at(context, index, first)
        return (_who(context, found),) if found else ()
    begin = clause_first(context, index, first)
    topic = topic_of(context, begin, index)
    if topic:
        return topic
    direct = ending_at(context, index, begin)
    if direct is not None and _bare_relative(context, direct, begin, index):
        return (direct,)
    return _far_topic(context, index, first)


def _who(context: Context, phrase: Range) -> Range:
    """The antecedent without the verbal nouns that govern it ("weakening the fighters who …")."""
    first, last = phrase
    while first + 1 < last and acts(context, first):
        first += 1
    return first, last


def auxiliary(context: Context, at: int) -> bool:
    """Whether a word is a copula before another verb."""
    return context.sheet.tags[at] is Tag.VERB and was(context, at)


def _bare_relative(context: Context, phrase: Range, begin: int, end: int) -> bool:
    """Whether a verb describes the indefinite noun before it ("in a raid that hit …")."""
    sheet = context.sheet
    joined = sheet.proclitics(end)[:1]
    if joined and joined[0] in sheet.language.joiners:
        return False
    if carried(sheet, phrase[0]):
        return not sheet.words[end - 1].info.definite and agentive(context, phrase, machines=False)
    if sheet.tags[phrase[0]] is Tag.NUMBER or not _governed(sheet, phrase[0], begin):
        return sheet.tags[phrase[0]] is not Tag.NUMBER
    mention = sheet.mention_at(end - 1)
    if mention is not None and mention.type in (NameType.PLACE, NameType.PERSON):
        return False
    return not sheet.words[end - 1].info.definite and (event_noun(context, phrase[0]) or agentive(context, phrase))


def _far_topic(context: Context, at: int, first: int) -> tuple[Range, ...]:
    """The topic that a relative clause parts from its verb ("that the president, who …, will …")."""
    sheet = context.sheet
    if at <= first or not boundary(sheet, at - 1) or sheet.proclitics(at):
        return ()
    for index in range(at - 1, max(first, at - 30) - 1, -1):
        if sheet.tags[index] is Tag.COMPLEMENTISER:
            found = phrases_at(context, index + 1, at)
            follows = found[-1][1] if found else at
            inset = follows + 1 < at - 1 and boundary(sheet, follows) and _begins_inset(context, follows + 1)
            return found if follows < at and (sheet.tags[follows] is Tag.RELATIVE or inset) else ()
    return ()


def _governed(sheet: Sheet, at: int, begin: int) -> bool:
    """Whether a preposition or a verb stands before the phrase, so that it belongs to that."""
    return at > begin and sheet.tags[at - 1] in (Tag.PREPOSITION, Tag.VERB)


def topic_of(context: Context, begin: int, end: int) -> tuple[Range, ...]:
    """The noun phrases that open a clause, where only times and prepositional phrases stand between them and `end`."""
    sheet = context.sheet
    index = skip(context, begin, end)
    found = phrases_at(context, index, end) if index < end and not carried(sheet, index) else ()
    if not found:
        return ()
    index = _behind_relative_verb(sheet, found[-1][1], end)
    while index < end:
        moved = skip_preposition(context, skip(context, index, end), end)
        if moved == index:
            joined = phrases_at(context, index, end) if starts_joined(sheet, sheet.words[index]) else ()
            if not joined or sheet.tags[index] not in (Tag.NOMINAL, Tag.NAME) or verb_like(context, index):
                break
            found, moved = (*found, *joined), joined[-1][1]
        index = moved
    return found if index >= end or _only_names(context, index, end) else ()


def _behind_relative_verb(sheet: Sheet, at: int, end: int) -> int:
    """Behind the verb of a relative clause that opens at `at`, so that a later verb may be the topic's own."""
    if at + 1 >= end or sheet.tags[at] is not Tag.RELATIVE or sheet.proclitics(end):
        return at
    index = at + 1
    while index < end and sheet.tags[index] in TRANSPARENT:
        index += 1
    return index + 1 if index < end and sheet.tags[index] is Tag.VERB else at


def _only_names(context: Context, first: int, end: int) -> bool:
    """Whether no verb stands in the rest, so that it still belongs to the topic (an apposition, a relative clause)."""
    return all(context.sheet.tags[i] not in (Tag.VERB, Tag.RELATIVE) for i in range(first, end))


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
