"""What stands before a verb and belongs to it: the topic of its clause, or what its relative clause describes."""

from __future__ import annotations

from khabar.model import NameType
from khabar.reading.chunks import starts_joined
from khabar.reading.events.draft import Context
from khabar.reading.events.insets import begins_inset
from khabar.reading.events.parties import acts, agentive, event_noun
from khabar.reading.events.phrases import (
    boundary,
    carried,
    clause_first,
    ending_at,
    phrases_at,
    skip,
    skip_preposition,
    verb_like,
    was,
)
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range

TRANSPARENT = frozenset((Tag.PARTICLE, Tag.NEGATION, Tag.ADVERB, Tag.TIME))


def subject_before(context: Context, at: int, first: int) -> tuple[Range, ...]:
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
            inset = follows + 1 < at - 1 and boundary(sheet, follows) and begins_inset(context, follows + 1)
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
