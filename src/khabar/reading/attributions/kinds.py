"""What kind of source a noun phrase makes: the noun that speaks in it, the names it holds."""

from __future__ import annotations

from khabar.languages.attributions import SpeakingNoun
from khabar.languages.base import Pos
from khabar.model import Mention, NameType, SourceKind
from khabar.reading.attributions.draft import Context
from khabar.reading.chunks import noun_phrase
from khabar.reading.sheet import Sheet, Tag
from khabar.text.phrases import PhraseMatch
from khabar.text.ranges import Range

PERSON_CLASSES = frozenset(("title", "office"))

_FIRST_WORDS = 4
"""Words at the head of a phrase among which the noun that speaks is looked for ("a number of senior officials")."""


def source_kind(context: Context, source: Range) -> SourceKind | None:
    """What kind of source a noun phrase is; None if nothing in it can speak."""
    noun = _head(context, source)
    if noun is None:
        return SourceKind.PERSON if _described_person(context.sheet, source) else _name_kind(context, source)
    if noun.cls in ("document", "norm", "information", "rumour"):
        return noun.kind
    if first_mention(context.sheet, source, NameType.PERSON) is not None and noun.cls != "group-head":
        return SourceKind.PERSON
    return _noun_kind(context, source, noun.cls, noun.kind)


def _described_person(sheet: Sheet, source: Range) -> bool:
    """ "The photographer John Smith": a person behind a definite word that no table knows as a title."""
    if sheet.tags[source[0]] is not Tag.NOMINAL or not sheet.words[source[0]].info.definite:
        return False
    at = source[0] + 1
    at += at < source[1] and sheet.tags[at] is Tag.MARK
    mention = sheet.mention_at(at) if at < source[1] else None
    return mention is not None and mention.type is NameType.PERSON


def _noun_kind(context: Context, source: Range, cls: str, kind: SourceKind | None) -> SourceKind | None:
    if cls in PERSON_CLASSES:
        return _office_kind(context, source, kind)
    if kind is SourceKind.UNNAMED and cls == "role":
        return SourceKind.UNNAMED
    named = _name_kind(context, source)
    if cls == "institution":
        return named or SourceKind.GOVERNMENT
    if kind is SourceKind.MEDIA and not (named is SourceKind.ORGANISATION and _is_name(context.sheet, source[0])):
        return kind
    return named or kind


def _is_name(sheet: Sheet, at: int) -> bool:
    mention = sheet.mention_at(at)
    return mention is not None and mention.type is NameType.ORGANISATION


def _office_kind(context: Context, source: Range, kind: SourceKind | None) -> SourceKind:
    """An office without its holder's name has the kind of its body: the one named in the phrase, else the one that the
    office belongs to. Who speaks in nobody's name is a person, where the office is his own, and unnamed where it is one
    among many ("a commander")."""
    found = head_noun(context, source[0], source[1])
    spokes = found is not None and found.value.spokes
    kinds = [(m, mention_kind(context, m)) for i in range(*source) if (m := context.sheet.mention_at(i)) is not None]
    bodies = [k for m, k in kinds if k is not None and (spokes or m.type is NameType.ORGANISATION)]
    others = [k for _, k in kinds if k not in (None, SourceKind.PERSON)]
    if found is not None and _unknown_name(context.sheet, found.last, source[1]):
        return SourceKind.PERSON
    alone = SourceKind.UNNAMED if spokes else SourceKind.PERSON
    if found is not None and not spokes and is_some(context.sheet, *source):
        return SourceKind.UNNAMED
    return next(filter(None, (*bodies, kind, *others)), alone)


def _unknown_name(sheet: Sheet, first: int, last: int) -> bool:
    """Whether words behind a title are no words of the language, as the names of persons are."""
    return any(is_foreign(sheet, at) for at in range(first, last))


def is_foreign(sheet: Sheet, at: int) -> bool:
    """Whether a word is in no table and has no article, as foreign names are."""
    info = sheet.words[at].info
    return sheet.tags[at] is Tag.NOMINAL and info.morphs[0].pos == Pos.UNKNOWN and not info.definite


def is_some(sheet: Sheet, at: int, limit: int) -> bool:
    """Whether a noun phrase is indefinite: nothing in it has an article, a pronoun or a proper name."""
    named = (m for i in range(at, noun_phrase(sheet, at, limit)) if (m := sheet.mention_at(i)) is not None)
    proper = any(m.type is not NameType.GROUP for m in named)
    return not proper and not any(sheet.words[i].info.definite for i in range(at, noun_phrase(sheet, at, limit)))


def _name_kind(context: Context, source: Range) -> SourceKind | None:
    """The kind that the first name of a phrase tells, if the phrase begins with it."""
    mention = context.sheet.mention_at(source[0])
    if mention is None and source[0] + 1 < source[1]:
        mention = context.sheet.mention_at(source[0] + 1) if context.sheet.tags[source[0]] is Tag.MARK else None
    if mention is not None and mention.type is NameType.GROUP:
        mention = first_mention(context.sheet, source, NameType.PERSON) or mention
    return mention_kind(context, mention) if mention is not None else None


_BY_TYPE = {
    NameType.PERSON: SourceKind.PERSON,
    NameType.ORGANISATION: SourceKind.ORGANISATION,
    NameType.PLACE: SourceKind.GOVERNMENT,
    NameType.FACILITY: SourceKind.GOVERNMENT,
    NameType.GROUP: SourceKind.ORGANISATION,
}


def mention_kind(context: Context, mention: Mention) -> SourceKind | None:
    """The kind of source that a name makes when it speaks."""
    return context.lexicon.agency_kinds.get(mention.kind) or _BY_TYPE.get(mention.type)


def first_mention(sheet: Sheet, source: Range, kind: NameType) -> Mention | None:
    """The first name of a type in a phrase."""
    for at in range(*source):
        mention = sheet.mention_at(at)
        if mention is not None and mention.type is kind:
            return mention
    return None


def _head(context: Context, source: Range) -> SpeakingNoun | None:
    """The first noun of a phrase that is known to speak."""
    for at in range(source[0], min(source[1], source[0] + _FIRST_WORDS)):
        found = context.lexicon.speaking.match(context.sheet.words, at)
        if found is not None and found.last <= source[1]:
            return found.value
        if not _leads_to_head(context.sheet, at):
            return None
    return None


def _leads_to_head(sheet: Sheet, at: int) -> bool:
    """Whether a word only counts or opens what follows: a quantifier, a number, a mark, "of"."""
    if sheet.tags[at] in (Tag.NUMBER, Tag.MARK, Tag.PREPOSITION):
        return True
    return sheet.tags[at] is Tag.NOMINAL and Pos.QUANTIFIER in sheet.words[at].info.pos


def head_noun(context: Context, at: int, limit: int) -> PhraseMatch[SpeakingNoun] | None:
    """The speaking noun that begins at word `at`, with its end, or None."""
    found = context.lexicon.speaking.match(context.sheet.words, at) if at < limit else None
    return found if found is not None and found.last <= limit else None
