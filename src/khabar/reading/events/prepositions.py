"""What the prepositions behind a trigger name."""

from __future__ import annotations

from collections.abc import Mapping

from khabar.languages.base import Pos
from khabar.model import NameType
from khabar.reading.events.agreement import meant
from khabar.reading.events.carriers import carries, resumed
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.parties import AGENTS, PLACES, act, agentive, event_noun, is_person
from khabar.reading.events.phrases import (
    carried,
    clause_last,
    has_name,
    has_word,
    phrases_at,
)
from khabar.reading.events.subjects import next_phrases
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range

_REACH = 24
"""Words behind a trigger within which its prepositions are looked for."""


_SITES = frozenset((NameType.FACILITY, NameType.LOCATION))
_BODIES = AGENTS - _SITES


def inner_noun(context: Context, draft: Draft) -> tuple[Range, ...]:
    """The noun of a pair or phrase, where it is itself what suffers ("expel the ambassador")."""
    if not draft.trigger.frame.inner:
        return ()
    at = draft.pair if draft.pair is not None else draft.words[1] - 1
    return phrases_at(context, at, clause_last(context, at, draft.sentence.last))


def side(name: str) -> str:
    """The list that a role of a frame goes to."""
    return {"both": "recipient", "place": ""}.get(name, name)


def by_preposition(
    context: Context, draft: Draft, begin: int, roles: dict[str, list[Range]], until: int | None = None
) -> None:
    """Add what the frame's prepositions name, to `until`, the end of the clause or the next verb."""
    sheet, frame = context.sheet, draft.trigger.frame
    limit = min(_last(context, draft, begin), begin + _REACH, draft.sentence.last if until is None else until)
    table = _of_verb(frame.prepositions) if draft.verbal else frame.prepositions
    index = begin
    while index < limit:
        tag = sheet.tags[index]
        if tag is Tag.VERB and index > begin and not carries(context, index):
            return
        apart = index > begin and index != draft.pair and not (frame.mutual and draft.verbal)
        if apart and ((tag is Tag.NOMINAL and event_noun(context, index)) or _sets_back(context, index, limit)):
            return
        if frame.mutual and sheet.words[index].form in context.lexicon.words["participants"]:
            roles["actor"] += phrases_at(context, index + 1, limit)
        agents = context.lexicon.agents.match(sheet.words, index, cut=False)
        if agents is not None:
            roles["actor"] += phrases_at(context, agents.last, limit)
            index = max(agents.last, index + 1)
            continue
        index = _at_preposition(context, table, index, limit, roles)


def _of_verb(table: Mapping[str, str]) -> Mapping[str, str]:
    """The prepositions of a frame without those that name whose an event noun is."""
    owned = any(role in _OWNED for role in table.values())
    return {form: role for form, role in table.items() if role not in _OWNED} if owned else table


_OWNED = frozenset(("owner-or-target",))
"""Roles of what a preposition behind an event noun names that a verb has as its subject."""


def _sets_back(context: Context, at: int, limit: int) -> bool:
    """Whether a preposition leads to another act in the background ("before the opening"), with phrases of its own."""
    back = (
        context.sheet.words[at].form in context.lexicon.words["background"] and context.sheet.tags[at] is not Tag.TIME
    )
    return back and at + 1 < limit and act(context, at + 1)


def _last(context: Context, draft: Draft, begin: int) -> int:
    """The end of the clause; behind a comma it goes on with those who take part, or with whom the act is against."""
    sheet, frame = context.sheet, draft.trigger.frame
    last = clause_last(context, begin, draft.sentence.last)
    if last + 1 >= draft.sentence.last:
        return last
    goes_on = sheet.tags[last + 1] is Tag.PREPOSITION and sheet.words[last + 1].form in context.lexicon.words["against"]
    if frame.mutual:
        goes_on = sheet.words[last + 1].form in context.lexicon.words["participants"]
    elif not goes_on or sheet.words[last + 1].form not in frame.prepositions:
        return last
    return clause_last(context, last + 1, draft.sentence.last) if goes_on else last


def _at_preposition(
    context: Context, table: Mapping[str, str], index: int, limit: int, roles: dict[str, list[Range]]
) -> int:
    """The index to go on from, once what may stand at `index` has been added."""
    sheet = context.sheet
    tag, word = sheet.tags[index], sheet.words[index]
    if word.form in context.lexicon.words["between"] and word.form in table:
        found = _sides(context, index + 1, limit)
        roles["actor"] += found
        return found[-1][1] if found else index + 1
    if tag is Tag.PREPOSITION and word.info.morphs[0].enclitic:
        _by_pronoun(context, table, index, roles)
        return index + 1
    if tag is Tag.PREPOSITION:
        role = next((table[m.stem] for m in word.info.morphs if m.pos == Pos.PREPOSITION and m.stem in table), None)
        begin = index + 1
    else:
        role = table.get(carried(sheet, index)) if tag in (Tag.NOMINAL, Tag.NAME) and carried(sheet, index) else None
        role = None if role is not None and role != "agent-recipient" and act(context, index) else role
        begin = index
    if role is None:
        return index + 1
    found = phrases_at(context, begin, limit) if begin < limit else ()
    doer = _doer_of(context, found, limit) if role == "agent-recipient" else ()
    if doer:
        roles["recipient"] += doer
        return doer[-1][1]
    role = _settled(context, role, found)
    if role == "recipient" and tag is not Tag.PREPOSITION and _aimed(context, table, found, limit):
        role = "actor"
    if role == "enemy":
        if agentive(context, found[0]) and not has_word(context, found[0], "ground"):
            roles["recipient"] += found
        return found[-1][1]
    if found and begin and sheet.words[begin - 1].form in context.lexicon.words["owned"]:
        return found[-1][1]
    if found and not roles[side(role)]:
        roles[side(role)] += found
    elif found and role == "actor":
        roles["actor"] += found
    return found[-1][1] if found else index + 1


def _aimed(context: Context, table: Mapping[str, str], found: tuple[Range, ...], limit: int) -> bool:
    """ "a shelling of the army (= the army's) on a village": whether the target follows behind its own preposition, so
    that what stands before it is the doer."""
    sheet, end = context.sheet, found[-1][1] if found else limit
    if end >= limit or sheet.tags[end] is not Tag.PREPOSITION or not agentive(context, found[0]):
        return False
    form = sheet.words[end].form
    return form in context.lexicon.words["against"] and table.get(form) == "recipient"


def _by_pronoun(context: Context, table: Mapping[str, str], at: int, roles: dict[str, list[Range]]) -> None:
    """Add whom or what a pronoun behind a preposition means ("seized it", "fired at him")."""
    morph = context.sheet.words[at].info.morphs[0]
    if table.get(morph.lemma) != "recipient" or roles["recipient"]:
        return
    first = context.sheet.sentence_of(at).first
    roles["recipient"] += meant(context, at, morph.enclitic, first, roles["actor"])


def _doer_of(context: Context, found: tuple[Range, ...], limit: int) -> tuple[Range, ...]:
    """Who does the thing that is praised or blamed: the subject of the relative clause behind it ("the part that the
    kingdom plays")."""
    if not found or agentive(context, found[0], machines=False) or found[-1][1] + 1 >= limit:
        return ()
    at = found[-1][1]
    verb = context.sheet.verb(at + 1)
    if context.sheet.tags[at] is not Tag.RELATIVE or verb is None:
        return ()
    if not verb.enclitic and not resumed(context, at + 2):
        return ()
    behind, _ = next_phrases(context, at + 2, limit)
    return tuple(p for p in behind if agentive(context, p, machines=False))


def _settled(context: Context, role: str, found: tuple[Range, ...]) -> str:
    """The role of a phrase behind a preposition where it hangs on what the phrase is."""
    if not found or (role == "recipient" and _arms(context, found[0])):
        return ""
    ground = has_name(context, found[0], PLACES) and not is_person(context, found[0])
    if role == "person-actor":
        return "actor" if is_person(context, found[0]) else ""
    if role == "owner-or-target":
        return "recipient" if ground or has_word(context, (found[0][0], found[0][0] + 1), "ground") else "actor"
    if role == "host-or-visitor":
        person = not ground and has_word(context, found[0], "person")
        return "actor" if person or has_name(context, found[0], frozenset((NameType.PERSON,))) else "recipient"
    if role == "agent-actor":
        doer = agentive(context, found[0]) and not ground and not event_noun(context, found[0][0])
        return "actor" if doer and not has_word(context, found[0], "ground") else ""
    if role == "agent-recipient":
        if has_name(context, found[0], _SITES) and not has_name(context, found[0], _BODIES):
            return ""
        return "recipient" if agentive(context, found[0]) and not has_word(context, found[0], "ground") else ""
    return role


def _arms(context: Context, phrase: Range) -> bool:
    """Whether a phrase is headed by arms, which are the means of an act and not its target."""
    mention = context.sheet.mention_at(phrase[0])
    return mention is not None and mention.type is NameType.EQUIPMENT


def _sides(context: Context, at: int, limit: int) -> tuple[Range, ...]:
    """The sides of a clash: joined phrases, also behind a comma and "on the one hand"."""
    return phrases_at(context, at, limit)
