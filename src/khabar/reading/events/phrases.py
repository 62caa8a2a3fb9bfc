"""Noun phrases around a trigger, and how far its clause reaches."""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import NameType
from khabar.reading.chunks import joined_phrases, noun_phrase, starts_joined
from khabar.reading.events.draft import Context
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range
from khabar.text.words import is_break

_HEADS = frozenset((Tag.NOMINAL, Tag.NAME, Tag.NUMBER, Tag.DEMONSTRATIVE))
_OPENERS = _HEADS | {Tag.MARK}
_GOVERNED = frozenset((Tag.NOMINAL, Tag.NAME, Tag.PREPOSITION))
_SKIPPED = frozenset((Tag.TIME, Tag.ADVERB, Tag.PARTICLE, Tag.PRONOUN))
_LONGEST_BACK = 14
"""Words before a word among which the beginning of a noun phrase that ends there is looked for."""


def boundary(sheet: Sheet, at: int) -> bool:
    """Whether word `at` is a mark that ends a clause or a sentence, outside of names."""
    marks = sheet.language.marks
    if sheet.tags[at] is not Tag.MARK or sheet.mention[at] >= 0:
        return False
    form = sheet.words[at].form
    return is_break(sheet.words[at]) or form in marks.clause_end or form in marks.sentence_end or form in marks.colon


def clause_first(context: Context, at: int, first: int) -> int:
    """The index of the first word of the clause that holds word `at`, not before `first`."""
    sheet = context.sheet
    for index in range(at - 1, first - 1, -1):
        if boundary(sheet, index) or sheet.tags[index] in (Tag.COMPLEMENTISER, Tag.SUBORDINATOR):
            return index + 1
        if sheet.tags[index] is Tag.VERB and was(context, index):
            return index + 1
    return first


def was_past(context: Context, at: int) -> bool:
    """Whether a verb is the copula in the past, which sets another verb's present back."""
    morphs = context.sheet.words[at].info.morphs
    return any(m.lemma in context.lexicon.words["past"] and m.tense == "past" for m in morphs if m.pos == Pos.VERB)


def was(context: Context, at: int) -> bool:
    """Whether a verb is the copula that only shifts another verb's tense."""
    lemmas = context.lexicon.words["was"]
    return any(m.pos == Pos.VERB and m.lemma in lemmas for m in context.sheet.words[at].info.morphs)


def clause_last(context: Context, at: int, limit: int) -> int:
    """The index behind the clause that goes on from word `at`, not beyond `limit`; a comma before a joined noun is
    passed over."""
    sheet = context.sheet
    for index in range(at, limit):
        if boundary(sheet, index) and not (index + 1 < limit and _goes_on(sheet, index + 1)):
            return index
        if sheet.tags[index] in (Tag.COMPLEMENTISER, Tag.SUBORDINATOR):
            return index
    return limit


def _goes_on(sheet: Sheet, at: int) -> bool:
    cut = sheet.proclitics(at)
    return sheet.tags[at] is Tag.NAME and bool(cut) and cut[0] in sheet.language.joiners


def phrases_at(context: Context, at: int, limit: int) -> tuple[Range, ...]:
    """The noun phrase at `at` and those joined to it, each with what completes it; a joined verb ends them."""
    if at >= limit or context.sheet.tags[at] not in _OPENERS:
        return ()
    out: list[Range] = []
    for first, end in joined_phrases(context.sheet, at, limit):
        if out and verb_like(context, first):
            break
        cut = _cut(context, first, end)
        out.append((first, cut))
        if cut < end:
            return tuple(out)
    if out:
        first, end = out[-1]
        out[-1] = (first, _completed(context, first, end, limit))
        if out[-1][1] > end and _joins_name(context, out[-1][1], limit):
            out += phrases_at(context, out[-1][1], limit)
    return tuple(out)


def _joins_name(context: Context, at: int, limit: int) -> bool:
    """ "each of Russia and China": a name joined to what a counting phrase was completed by."""
    return at < limit and context.sheet.mention[at] >= 0 and starts_joined(context.sheet, context.sheet.words[at])


def _cut(context: Context, first: int, end: int) -> int:
    """Before a group behind the bare name of a place or person: that is the next phrase, no adjective of it."""
    names = context.sheet.mention
    for at in range(first + 1, end):
        if names[at] >= 0 and names[at - 1] < 0 and _place_apart(context, at):
            return at
    mention = context.sheet.mention_at(first)
    if mention is None or mention.type not in (NameType.PLACE, NameType.PERSON):
        return end
    behind = context.sheet.covered(mention.span).stop
    after = context.sheet.mention_at(behind) if behind < end else None
    return behind if after is not None and after.type is NameType.GROUP else end


def _place_apart(context: Context, at: int) -> bool:
    """Whether a place's name begins here behind a noun with the article that is no word for a place, and so cannot
    govern it ("the minister of defence [accused] Iran")."""
    sheet = context.sheet
    mention, before = sheet.mention_at(at), sheet.words[at - 1]
    if sheet.tags[at - 1] is not Tag.NOMINAL:
        return False
    place = mention is not None and mention.type is NameType.PLACE and not sheet.proclitics(at)
    article = before.form.startswith(sheet.language.article) and before.info.definite
    return place and article and "ground" not in domains_of(context, at - 1)


def verb_like(context: Context, at: int) -> bool:
    """Whether a joined word is rather the verb of the next clause."""
    info = context.sheet.words[at].info
    found = context.lexicon.find(info) if context.sheet.mention[at] < 0 else None
    return found is not None and bool(found.verbs) and info.morphs[0].pos == Pos.VERB


def _completed(context: Context, first: int, end: int, limit: int) -> int:
    """Behind "of the …" that an indefinite noun takes, what a participle or an indefinite noun governs, and the title
    behind a person's name."""
    end = _partitive(context, first, _owned_arms(context, end, limit), limit)
    end = _member(context, first, end, limit)
    governed = _governing(context, first, end, limit)
    end = _governing(context, first, governed, limit) if governed > end else end
    return _titled(context, end, limit)


def _member(context: Context, first: int, end: int, limit: int) -> int:
    """ "a captain in the army", "the leader in the movement Abu Omar": a body that somebody belongs to, and their
    name behind it."""
    sheet = context.sheet
    if end >= limit or sheet.tags[end] not in _GOVERNED or sheet.mention[end - 1] >= 0:
        return end
    if sheet.tags[end] is not Tag.PREPOSITION and not carried(sheet, end):
        return end
    if domains_of(context, first).isdisjoint(_MEMBERS):
        return end
    if "person" not in domains_of(context, first) and sheet.words[end - 1].info.definite:
        return end
    within = sheet.tags[end] is Tag.PREPOSITION and sheet.words[end].form in context.lexicon.words["within"]
    begin = end + 1 if within else end
    if begin >= limit or not (within or carried(sheet, end) in context.lexicon.words["means"]):
        return end
    if not _body(context, begin) or context.lexicon.agents.match(sheet.words, end, cut=False) is not None:
        return end
    behind = max(end, noun_phrase(sheet, begin, limit))
    named = sheet.mention_at(behind) if behind < limit and sheet.words[end - 1].info.definite else None
    person = named is not None and named.type is NameType.PERSON and not sheet.proclitics(behind)
    return noun_phrase(sheet, behind, limit) if person else behind


def _body(context: Context, at: int) -> bool:
    """Whether an organisation's name or a word for a body stands here."""
    mention = context.sheet.mention_at(at)
    if mention is not None:
        return mention.type is NameType.ORGANISATION
    domains = domains_of(context, at)
    return not _event_word(context, at) and not domains.isdisjoint(_BODIES) and domains.isdisjoint(_NO_BODIES)


def _event_word(context: Context, at: int) -> bool:
    """Whether a word may name an event."""
    found = context.lexicon.find(context.sheet.words[at].info)
    return found is not None and bool(found.nouns or found.masdars)


_MEMBERS = frozenset(("person", "agent"))
_BODIES = frozenset(("agent", "armed"))
_NO_BODIES = frozenset(("ground", "person", "unrest"))


def _owned_arms(context: Context, end: int, limit: int) -> int:
    """ "the alliance's jets": what owns the weapons that a phrase ends with."""
    sheet = context.sheet
    mention = sheet.mention_at(end - 1)
    if mention is None or mention.type is not NameType.EQUIPMENT or sheet.words[end - 1].info.definite:
        return end
    owns = end < limit and sheet.tags[end] in (Tag.NOMINAL, Tag.NAME) and not sheet.proclitics(end)
    return max(end, noun_phrase(sheet, end, limit)) if owns else end


def _partitive(context: Context, first: int, end: int, limit: int) -> int:
    sheet = context.sheet
    if end + 1 >= limit or sheet.tags[end] is not Tag.PREPOSITION or sheet.mention[end - 1] >= 0:
        return end
    counted = any(m.pos == Pos.QUANTIFIER for m in sheet.words[first].info.morphs) or sheet.tags[first] is Tag.NUMBER
    if sheet.words[end - 1].info.definite and not counted:
        return end
    of = context.lexicon.words["partitive"]
    morph = sheet.words[end].info.morphs[0]
    if morph.enclitic:
        return end + 1 if morph.stem in of else end
    if sheet.words[end].form not in of:
        return end
    after = noun_phrase(sheet, end + 1, limit)
    return after if after > end + 1 else end


def _governing(context: Context, first: int, end: int, limit: int) -> int:
    """ "(forces) loyal to the president", "bases of the rebels"."""
    sheet = context.sheet
    if end >= limit or sheet.tags[end] not in _GOVERNED or sheet.mention[end - 1] >= 0:
        return end
    info = sheet.words[end - 1].info
    if sheet.tags[end] is Tag.PREPOSITION and sheet.words[end].info.morphs[0].enclitic:
        passive = end - 1 > first and any(m.pos in (Pos.ACTIVE, Pos.PASSIVE) for m in info.morphs)
        return _manner(sheet, end + 1, limit) if passive else end
    if sheet.tags[end] is Tag.PREPOSITION:
        active = info.definite and info.morphs[0].pos in (Pos.ACTIVE, Pos.PASSIVE) and end - 1 > first
        after = noun_phrase(sheet, end + 1, limit) if active and not sheet.words[end].info.morphs[0].enclitic else end
        return after if after > end + 1 else end
    own = not info.definite and sheet.proclitics(end) == (sheet.language.address,)
    taking = (Pos.ACTIVE, Pos.PASSIVE) if carried(sheet, end) == sheet.language.address else _TAKING
    participle = any(m.pos in taking for m in info.morphs[:2])
    act = sheet.words[end].info.morphs[0].pos == Pos.MASDAR or _event_word(context, end)
    if act and not (participle and info.pos & _PARTICIPLES):
        return end
    if not (own or (participle and end - 1 > first and carried(sheet, end))):
        return end
    after = noun_phrase(sheet, end, limit)
    return max(after, end)


def _manner(sheet: Sheet, at: int, limit: int) -> int:
    """Behind an adverb in the accusative ("recognised internationally")."""
    if at >= limit or sheet.tags[at] not in (Tag.NOMINAL, Tag.ADVERB) or sheet.proclitics(at):
        return at
    info = sheet.words[at].info
    described = bool(info.pos & {Pos.ADJECTIVE, Pos.ADVERB, Pos.UNKNOWN})
    return at + 1 if described and not info.definite and info.form.endswith(sheet.language.accusative) else at


_PARTICIPLES = frozenset((Pos.ACTIVE, Pos.PASSIVE))
_TAKING = (Pos.ACTIVE, Pos.PASSIVE, Pos.ADJECTIVE)
"""Classes of words that take a preposition; an adjective takes none that marks whom an act is done to."""


def _titled(context: Context, end: int, limit: int) -> int:
    """ "Farhan Haq the spokesman of …"."""
    sheet = context.sheet
    mention = sheet.mention_at(end - 1)
    if end >= limit or mention is None or mention.type is not NameType.PERSON or sheet.tags[end] is not Tag.NOMINAL:
        return end
    if _event_word(context, end) or sheet.proclitics(end) or not sheet.words[end].info.definite:
        return end
    return max(end, noun_phrase(sheet, end, limit))


def skip(context: Context, at: int, limit: int) -> int:
    """Behind times, adverbs and a pronoun with its preposition."""
    sheet = context.sheet
    also = context.lexicon.words["also"]
    while at < limit and (sheet.tags[at] in _SKIPPED or _pronoun(sheet, at) or sheet.words[at].form in also):
        at += 1
    return at


def _pronoun(sheet: Sheet, at: int) -> bool:
    return sheet.tags[at] is Tag.PREPOSITION and bool(sheet.words[at].info.morphs[0].enclitic)


def skip_preposition(context: Context, at: int, limit: int) -> int:
    """Behind one preposition with its noun phrase; `at` if none stands there."""
    sheet = context.sheet
    if at >= limit:
        return at
    if sheet.tags[at] is Tag.PREPOSITION:
        return max(at + 1, noun_phrase(sheet, at + 1, limit))
    if sheet.tags[at] in (Tag.NOMINAL, Tag.NAME) and carried(sheet, at):
        return max(at + 1, noun_phrase(sheet, at, limit))
    return at


def carried(sheet: Sheet, at: int) -> str:
    """The preposition written onto a word, "" if none is."""
    cut = sheet.proclitics(at)
    return cut[-1] if cut and cut[-1] not in sheet.language.joiners else ""


def purpose(sheet: Sheet, at: int) -> bool:
    """Whether a verbal noun tells what for ("to discuss", "to persuade")."""
    return carried(sheet, at) == sheet.language.address


def ending_at(context: Context, end: int, first: int) -> Range | None:
    """The longest noun phrase that ends just before word `end`, begun not before `first`."""
    sheet = context.sheet
    for start in range(max(first, end - _LONGEST_BACK), end):
        if sheet.tags[start] in _HEADS and noun_phrase(sheet, start, end) == end and not _inside(sheet, start, first):
            return start, end
    return None


def _inside(sheet: Sheet, start: int, first: int) -> bool:
    """Whether a name begins before this word."""
    return start > first and sheet.mention[start] >= 0 and sheet.mention[start] == sheet.mention[start - 1]


def has_name(context: Context, phrase: Range, types: frozenset[NameType]) -> bool:
    """Whether a noun phrase holds a name of one of the types."""
    return any((m := context.sheet.mention_at(i)) is not None and m.type in types for i in range(*phrase))


def has_word(context: Context, phrase: Range, *names: str) -> bool:
    """Whether a noun phrase holds a word of one of the domains."""
    mention = context.sheet.mention
    return any(mention[i] < 0 and not domains_of(context, i).isdisjoint(names) for i in range(*phrase))


def domains_of(context: Context, at: int) -> frozenset[str]:
    """The domains of a word, its proclitics and pronoun cut off."""
    return context.lexicon.domains(context.sheet.words[at].info)
