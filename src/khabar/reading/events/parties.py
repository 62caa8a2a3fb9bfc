"""What can act, and what only tells of an act."""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import EventType, NameType
from khabar.reading.events.draft import Context
from khabar.reading.events.phrases import (
    domains_of,
    has_name,
    has_word,
    purpose,
)
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range

AGENTS = frozenset((NameType.PERSON, NameType.ORGANISATION, NameType.PLACE, NameType.GROUP, NameType.FACILITY))
_ARMS = frozenset((NameType.EQUIPMENT,))
_ARMED_GROUP = "armed-group"
PLACES = frozenset((NameType.PLACE, NameType.LOCATION, NameType.FACILITY))
SPEECH = frozenset(
    (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE)
)
"""Types that are done by speaking."""
_PEOPLE = frozenset(("agent", "person"))
_ACTING = frozenset(("agent", "person", "armed"))


def agentive(context: Context, phrase: Range, *, machines: bool = True) -> bool:
    """Whether a noun phrase can act: it holds a name or a word for a body or a person, or with `machines` a weapon."""
    mention = context.sheet.mention_at(phrase[0])
    weapon = mention is not None and mention.type is NameType.EQUIPMENT
    if _lone_adjective(context, phrase) or (weapon and not machines):
        return False
    if _deed(context, phrase[0]):
        return False
    counted = context.sheet.tags[phrase[0]] is Tag.NUMBER or counting(context, phrase[0])
    if _persons(context, phrase[1] - 1 if counted else phrase[0], counted=counted):
        return True
    if machines:
        return has_name(context, phrase, AGENTS | _ARMS) or has_word(context, phrase, "agent", "person", "armed")
    return has_name(context, phrase, AGENTS) or has_word(context, phrase, "agent", "person", "unrest")


def _deed(context: Context, at: int) -> bool:
    """Whether a word is a noun for what is done ("the terrorist crime"), whoever its adjectives mean."""
    if context.sheet.mention[at] >= 0:
        return False
    deeds = context.lexicon.words["deeds"]
    return any(
        rest.removeprefix(context.sheet.language.article) in deeds for _, rest in context.sheet.words[at].info.variants
    )


def _persons(context: Context, at: int, *, counted: bool) -> bool:
    """Whether a word is a participle in the definite plural that only persons take ("the convicted", "the donors")."""
    sheet, plurals = context.sheet, tuple(context.lexicon.words["plurals"])
    info = sheet.words[at].info
    if info.form in context.lexicon.words["everyone"]:
        return True
    if sheet.mention[at] >= 0 or not info.definite or not info.form.endswith(plurals):
        return False
    if info.morphs[0].pos in (Pos.UNKNOWN, Pos.ADJECTIVE):
        return len(info.form) > _LONG
    if counted and any(m.pos == Pos.NOUN and m.number == "d" for m in info.morphs):
        return True
    return any(m.pos in (Pos.ACTIVE, Pos.PASSIVE) and m.number == "p" for m in info.morphs)


_LONG = 6
"""Letters of a definite plural, article and ending included, beyond which it is hardly a broken plural."""


def counting(context: Context, at: int) -> bool:
    """Whether a word counts what stands behind it."""
    return context.sheet.words[at].info.morphs[0].pos == Pos.QUANTIFIER


def _lone_adjective(context: Context, phrase: Range) -> bool:
    """Whether a phrase is one bare word that describes the bare noun before it ("an armed attack")."""
    sheet, at = context.sheet, phrase[0]
    if phrase[1] - at > 1 or at == 0 or sheet.mention[at] >= 0 or sheet.tags[at - 1] is not Tag.NOMINAL:
        return False
    info, before = sheet.words[at].info, sheet.words[at - 1].info
    return not info.definite and not before.definite and bool(info.pos & {Pos.ADJECTIVE, Pos.PASSIVE})


def acts(context: Context, at: int) -> bool:
    """Whether a phrase that begins here tells of an act, so that it neither acts nor suffers."""
    return act(context, at) or event_noun(context, at)


def act(context: Context, at: int) -> bool:
    """Whether a phrase begins with a verbal noun or an event, which acts on nobody."""
    sheet = context.sheet
    if sheet.mention[at] >= 0 or domains_of(context, at) & _ACTING:
        return False
    first = sheet.words[at].info.morphs[0]
    masdar = first.pos == Pos.MASDAR or any(m.pos == Pos.MASDAR for m in sheet.words[at].info.morphs[1:2])
    return masdar and not sheet.words[at].info.definite


def tells_why(context: Context, phrase: Range) -> bool:
    """Whether a phrase begins with a verbal noun that tells what for or how something is done ("to disperse …", "in
    fear of …"), and so is nobody."""
    at = phrase[0]
    if context.sheet.mention[at] >= 0 or domains_of(context, at) & _ACTING:
        return False
    info, language = context.sheet.words[at].info, context.sheet.language
    if purpose(context.sheet, at):
        return info.morphs[0].pos == Pos.MASDAR and not info.form.endswith(language.feminine[1])
    masdar = any(m.pos == Pos.MASDAR and m.mood == "accusative" and not m.proclitics for m in info.morphs)
    return masdar and info.form.endswith(language.accusative) and not info.definite


def event_noun(context: Context, at: int) -> bool:
    """Whether a word is an event noun."""
    found = context.lexicon.find(context.sheet.words[at].info) if context.sheet.mention[at] < 0 else None
    return found is not None and bool(found.nouns or found.masdars) and not domains_of(context, at) & _PEOPLE


def is_person(context: Context, phrase: Range) -> bool:
    """Whether a phrase holds a person's name or a word for an office or body."""
    return has_name(context, phrase, frozenset((NameType.PERSON,))) or has_word(context, phrase, "agent")


def fighting(context: Context, phrase: Range) -> bool:
    """Whether a phrase opens with armed people, or names them without other people ("the terrorist group", not "the
    families of soldiers")."""
    if acts(context, phrase[0]):
        return False
    opens = "armed" in domains_of(context, phrase[0])
    return opens or (armed_party(context, phrase) and not has_word(context, phrase, "person", "ground"))


def armed_party(context: Context, phrase: Range) -> bool:
    """Whether a noun phrase names or describes armed people."""
    named = any((m := context.sheet.mention_at(i)) is not None and m.kind == _ARMED_GROUP for i in range(*phrase))
    return named or has_word(context, phrase, "armed")
