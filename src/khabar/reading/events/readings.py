"""Which verbal readings of a word news has, and whether a word is a verb here.

Not for: what the verb tells (`triggers`, `pairs`).
"""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import Morph, NameType
from khabar.reading.events.draft import Context
from khabar.reading.sheet import Tag

NOT_EVENTS = frozenset((Tag.NAME, Tag.TIME, Tag.MARK, Tag.NUMBER))
"""Classes of words that never name an event."""


def verb_readings(context: Context, at: int) -> list[Morph]:
    """The verbal readings that news has, likeliest first: a past form before the like-written feminine present, unless
    what follows is feminine or a place ("he headed for" and "she directs")."""
    found = [m for m in context.sheet.words[at].info.morphs if m.pos == Pos.VERB and likely(context, at, m)]
    found = [m for m in found if m.person == 3] or found
    present = found and found[0].tense == "present" and found[0].gender == "f"
    if present and not (_feminine_next(context, at) or _present_here(context, at)):
        found.sort(key=lambda m: m.tense != "past" or m.gender != "m")
    return found


def _present_here(context: Context, at: int) -> bool:
    """Whether a negation stands before a verb, or the name of a country or a feminine body that opens its clause."""
    sheet = context.sheet
    if at and sheet.tags[at - 1] is Tag.NEGATION:
        return True
    mention = sheet.mention_at(at - 1) if at else None
    if mention is None or mention.type is NameType.PERSON:
        return False
    first = at - 1
    while first and sheet.mention[first - 1] == sheet.mention[at - 1]:
        first -= 1
    opens = first == 0 or sheet.tags[first - 1] in (Tag.COMPLEMENTISER, Tag.MARK, Tag.SUBORDINATOR)
    subject = mention.type is NameType.PLACE or bool(sheet.language.gender(sheet.words[first].form))
    return opens and subject and not sheet.proclitics(first)[-1:]


def _feminine_next(context: Context, at: int) -> bool:
    """Whether the word behind a verb is feminine, as names of places and bodies may be."""
    sheet = context.sheet
    if at + 1 >= len(sheet.words):
        return False
    mention = sheet.mention_at(at + 1)
    named = mention is not None and mention.type is not NameType.PERSON
    return named or bool(sheet.language.gender(sheet.words[at + 1].form))


def likely(context: Context, at: int, morph: Morph) -> bool:
    """Whether news has such a verb form: no second person, no feminine plural, the first person only in a quotation."""
    if morph.person == 1:
        return context.sheet.quotation_at(at) is not None or is_cue(context, at)
    return morph.person != 2 and not (morph.gender == "f" and morph.number == "p")


def is_cue(context: Context, at: int) -> bool:
    """Whether the word is part of an attribution's cue."""
    return at in context.cues


def is_verb(context: Context, at: int) -> bool:
    """Whether a word is a verb here, in a reading that news has ("to carry aid" is no "let us say")."""
    return context.sheet.tags[at] is Tag.VERB and bool(verb_readings(context, at))
