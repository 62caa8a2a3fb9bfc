"""Which noun phrase a verb without a subject, or a pronoun, can mean: by gender and number, the nearest first.

Not for: speakers of attributions (`reading.attributions.agreement`).
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.languages.base import Pos
from khabar.model import Morph, NameType
from khabar.reading.chunks import starts_joined
from khabar.reading.events.draft import Context, Held
from khabar.reading.events.parties import PLACES, agentive, counting
from khabar.reading.events.phrases import domains_of, has_name, phrases_at
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range, overlaps

_REACH = 40
"""Words before a pronoun among which what it means is looked for."""
_STARTS = frozenset((Tag.NOMINAL, Tag.NAME, Tag.NUMBER))


def agrees(context: Context, phrases: Sequence[Range], gender: str, number: str) -> bool:
    """Whether joined phrases can be the subject of a verb behind them; what is not known agrees with everything."""
    if not phrases:
        return False
    own_gender, own_number = ("", "p") if len(phrases) > 1 else features(context, phrases[0])
    if number == "d":
        return len(phrases) == 2 or own_number == "d" or (own_number == "p" and own_gender == "m")
    if number == "p":
        return own_number != "s" and own_gender != "f"
    if own_number in ("p", "d"):
        return gender == "f" and len(phrases) == 1 and own_gender != "m"
    return not gender or not own_gender or gender == own_gender


def speaks(context: Context, held: Held, morph: Morph) -> bool:
    """Whether a verb's subject can be who speaks, by the gender of the verb that cites them and of their phrase."""
    cue = context.sheet.verb(held.cue[0])
    if cue is not None and cue.gender and morph.gender and cue.gender != morph.gender:
        return False
    return held.source is None or agrees(context, (held.source,), morph.gender, morph.number)


def leads(context: Context, phrase: Range, gender: str) -> bool:
    """Whether a singular verb before the phrase can have it as its subject: only the gender must agree."""
    own, number = features(context, phrase)
    return not own or not gender or own == gender or (number in ("p", "d") and own != "m")


def features(context: Context, phrase: Range) -> tuple[str, str]:
    """Gender (m, f) and number (s, d, p) of a noun phrase by its first word, "" where they do not show."""
    sheet, at = context.sheet, phrase[0]
    while at < phrase[1] - 1 and sheet.tags[at] is Tag.MARK:
        at += 1
    mention, form = sheet.mention_at(at), sheet.words[at].form
    if mention is not None and mention.type is NameType.PLACE:
        return ("m" if mention.form in sheet.language.masculine_places else "f"), "s"
    if mention is not None and mention.type is NameType.PERSON:
        return "", "s"
    if sheet.tags[at] is Tag.NUMBER or sheet.words[at].info.morphs[0].pos == Pos.QUANTIFIER:
        return "", ""
    if form.endswith(tuple(context.lexicon.words["plurals"])):
        return "m", _plural(context, at)
    nouns = [m for m in sheet.words[at].info.morphs[:2] if m.pos == Pos.NOUN and not m.enclitic]
    number = next((m.number for m in nouns if m.number), "")
    gender = sheet.language.gender(form) or next((m.gender for m in nouns), "") if number != "p" else ""
    return gender or ("m" if number == "s" else ""), "s" if gender and not form.endswith(_many(context)) else number


def _many(context: Context) -> tuple[str, ...]:
    return tuple(context.lexicon.words["feminine_plurals"])


def _plural(context: Context, at: int) -> str:
    """p or, where nothing but a dual is known of the form, d; names of groups are plural."""
    morphs = context.sheet.words[at].info.morphs[:3]
    dual = context.sheet.mention[at] < 0 and all(m.number == "d" for m in morphs)
    return "d" if dual else "p"


def means(context: Context, phrases: Sequence[Range], pronoun: str) -> bool:
    """Whether a pronoun, as far as it is known, can mean these phrases."""
    return bool(phrases) and (not pronoun or agrees(context, phrases, *_shows(context, pronoun)))


def _shows(context: Context, pronoun: str) -> tuple[str, str]:
    """Gender and number of a pronoun."""
    words = context.lexicon.words
    number = "p" if pronoun in words["them"] else "d" if pronoun in words["both"] else "s"
    return ("f" if pronoun in words["her"] else "m"), number


def meant(context: Context, at: int, pronoun: str, first: int, besides: Sequence[Range]) -> tuple[Range, ...]:
    """What a pronoun at word `at` means: the nearest phrases before it that agree and can act or be a place; a plural
    means all that are joined."""
    gender, number = _shows(context, pronoun)
    index = at - 1
    while index >= max(first, at - _REACH):
        apart = number == "s" or not starts_joined(context.sheet, context.sheet.words[index])
        found = phrases_at(context, index, at) if apart and _starts(context, index, first) else ()
        found = tuple(p for p in found if not any(overlaps(p, b) for b in besides))
        if found and _means(context, found[0], number) and agrees(context, found, gender, number):
            return found
        index -= 1
    return ()


def _starts(context: Context, at: int, first: int) -> bool:
    """Whether a noun phrase begins with this word, and is not inside another one."""
    sheet = context.sheet
    if sheet.tags[at] not in _STARTS:
        return False
    if at == first or (sheet.mention[at] >= 0 and sheet.mention[at] == sheet.mention[at - 1]):
        return at == first
    before = sheet.tags[at - 1]
    governed = before is Tag.NOMINAL and not sheet.words[at - 1].info.definite and sheet.mention[at - 1] < 0
    return before is not Tag.NUMBER and not (governed and not sheet.proclitics(at))


def _means(context: Context, phrase: Range, number: str) -> bool:
    if number != "s":
        return agentive(context, phrase, machines=False) or context.sheet.tags[phrase[0]] is Tag.NUMBER
    if counting(context, phrase[0]) and context.sheet.words[phrase[0]].form not in context.lexicon.words["single"]:
        return False
    return agentive(context, phrase) or has_name(context, phrase, PLACES) or "ground" in domains_of(context, phrase[0])
