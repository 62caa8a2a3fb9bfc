"""Where a cue's content begins: behind a complementiser, a preposition, a colon or an opening quotation mark, or as the
noun phrase after the subject."""

from __future__ import annotations

from dataclasses import dataclass, replace

from khabar.languages.attributions import Complement, Cue, Take
from khabar.languages.base import Pos
from khabar.model import Morph, NameType, Word
from khabar.reading.attributions.asides import aside_end
from khabar.reading.attributions.draft import Context
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.objects import is_comma, object_start, opens_quotation
from khabar.reading.attributions.sources import behind_source, source_phrase, unrecognised_name
from khabar.reading.sheet import Sheet, Tag

_REACH = 40
"""Words between a cue and its complementiser; longer subjects than this were not seen in 30,000 reports."""


@dataclass(frozen=True, slots=True)
class Found:
    """A complement: `mark` is where it is announced (the end of the zone that holds source and addressee), `first` the
    first word of the content."""

    complement: Complement
    mark: int
    first: int


def find_complement(context: Context, cue: Cue, at: int, limit: int, *, subject: bool = False) -> Found | None:
    """The complement of the cue that ends before word `at`, or None if it has no content; `subject` says that the
    cue's subject stands before it, so that a noun phrase behind it is its object."""
    found = _nearest(context, cue, at, limit, subject=subject)
    return found if found is not None and found.first < limit else None


def _nearest(context: Context, cue: Cue, at: int, limit: int, *, subject: bool) -> Found | None:
    """The clause, speech or phrase that comes first; a place that only follows the subject gives way to a clause."""
    behind = at if subject else _behind_subject(context, at, limit)
    clause = _that_or_speech(context, cue, behind, limit)
    phrase = _preposition(context, cue, behind, clause.mark if clause else limit)
    if phrase is not None and clause is not None and _is_place(context.sheet, phrase.mark):
        return clause
    if phrase is not None and (clause is None or phrase.mark < clause.mark):
        thing = _object(context, cue, at, phrase.mark, subject=subject)
        return thing if thing is not None and (subject or thing.first > at) else phrase
    return clause or _object(context, cue, at, limit, subject=subject)


def _is_place(sheet: Sheet, at: int) -> bool:
    """Whether a preposition is written onto the name of a place."""
    mention = sheet.mention_at(at)
    return mention is not None and mention.type is NameType.PLACE and bool(sheet.proclitics(at))


def _behind_subject(context: Context, at: int, limit: int) -> int:
    """Behind the subject that follows a verb right away, so that nothing in it is taken for its complement."""
    sheet = context.sheet
    while at < limit and sheet.tags[at] in (Tag.TIME, Tag.ADVERB):
        at += 1
    if at >= limit or sheet.proclitics(at):
        return at
    if sheet.tags[at] is Tag.VERB:
        return unrecognised_name(context, at, limit)
    source = source_phrase(context, at, limit)
    if source is None or source_kind(context, source) is None:
        return at
    return behind_source(sheet, source, limit)


def _that_or_speech(context: Context, cue: Cue, at: int, limit: int) -> Found | None:
    """The first complementiser, colon or opening quotation mark that belongs to the cue."""
    sheet = context.sheet
    relative = comma = False
    index, end = at, min(limit, at + _REACH)
    while index < end:
        tag, word = sheet.tags[index], sheet.words[index]
        if tag is Tag.COMPLEMENTISER:
            return _clause(context, cue, at, index, comma)
        if index == at and _says_aloud(sheet, cue, index) and _other_cue(context, index):
            index += 1
            continue
        if index > at and _other_cue(context, index):
            return None
        comma = comma or (tag is Tag.MARK and word.form in sheet.language.marks.clause_end)
        if _stops(sheet, index) and sheet.sentence_of(at - 1).title:
            return None
        if tag is Tag.MARK and word.form in sheet.language.marks.colon:
            return _speech(sheet, cue, index, Take.COLON)
        if tag is Tag.MARK and _opens_speech(context, index, at):
            return _speech(sheet, cue, index, Take.QUOTE)
        behind = max(
            aside_end(context, index, limit), _parenthesis_end(context, index, end), _bracket_end(sheet, index)
        )
        if behind > index:
            index, comma = behind, False
            continue
        relative = relative or tag is Tag.RELATIVE or _bare_relative(sheet, index)
        if tag is Tag.VERB and not relative and not _declines(context, index) and not word.has(Pos.ADJECTIVE):
            return None
        index += 1
    return None


def _parenthesis_end(context: Context, at: int, limit: int) -> int:
    """Behind what two commas or dashes set off before a complementiser, when nobody speaks in it; else `at`."""
    sheet = context.sheet
    if not is_comma(sheet, at):
        return at
    for index in range(at + 1, limit):
        if sheet.tags[index] is Tag.COMPLEMENTISER or (sheet.tags[index] is Tag.VERB and _speaks(context, index)):
            return at
        if is_comma(sheet, index):
            clause = index + 1 < limit and sheet.tags[index + 1] is Tag.COMPLEMENTISER
            return index + 1 if clause else at
    return at


def _bracket_end(sheet: Sheet, at: int) -> int:
    """Behind brackets that open at word `at` ("(Reuters)", "(22 years old)"); else `at`."""
    brackets = sheet.language.marks.brackets
    if sheet.tags[at] is not Tag.MARK or sheet.words[at].form not in brackets:
        return at
    closing = range(at + 1, min(len(sheet.words), at + _BRACKETED))
    return next((i + 1 for i in closing if sheet.words[i].form in brackets), at)


_BRACKETED = 6
"""Words in brackets, and the brackets."""


def _speaks(context: Context, at: int) -> bool:
    return any(m.lemma in context.lexicon.verbs for m in context.sheet.words[at].info.morphs if m.pos == Pos.VERB)


def _declines(context: Context, index: int) -> bool:
    """ "…, who asked not to be named, …": said of the source between cue and content."""
    following = index + 1 < len(context.sheet.words)
    return following and context.lexicon.anonymity.match(context.sheet.words, index + 1) is not None


def _bare_relative(sheet: Sheet, index: int) -> bool:
    """A verb that describes the indefinite noun before it ("sources who declined …")."""
    before = index - 1
    while before >= 0 and sheet.tags[before] in (Tag.MARK, Tag.NEGATION):
        before -= 1
    nominal = before >= 0 and sheet.tags[before] in (Tag.NOMINAL, Tag.NAME)
    return sheet.tags[index] is Tag.VERB and nominal and not sheet.words[before].info.definite


def _other_cue(context: Context, index: int) -> bool:
    """Whether a participle of speech stands here as a circumstance, which takes the clause that follows for itself."""
    sheet = context.sheet
    after = sheet.tags[index - 1] in (Tag.MARK, Tag.TIME, Tag.NAME) or sheet.words[index - 1].info.definite
    if sheet.tags[index] is not Tag.NOMINAL or not after:
        return False
    active = (m for m in sheet.words[index].info.morphs if m.pos == Pos.ACTIVE and not is_definite(sheet, m))
    return any(m.lemma in context.lexicon.verbs and circumstantial(sheet.words[index], m) for m in active)


def is_definite(sheet: Sheet, morph: Morph) -> bool:
    """Whether a reading of a noun has a pronoun or the article."""
    return bool(morph.enclitic) or morph.stem.startswith(sheet.language.article)


def circumstantial(word: Word, participle: Morph) -> bool:
    """Whether a participle has a form that a circumstance can have: accusative, or (where it is no noun of the tables)
    feminine or plural in a form that may be so."""
    if participle.mood == "accusative":
        return True
    return Pos.NOUN not in word.info.pos and (participle.gender == "f" or participle.number == "p")


def _says_aloud(sheet: Sheet, cue: Cue, index: int) -> bool:
    """ "He went on, saying: «…»": a participle that only announces the verb's own quotation."""
    marks = sheet.language.marks
    speech = index + 1 < len(sheet.words) and sheet.tags[index + 1] is Tag.MARK
    opens = speech and (sheet.words[index + 1].form in marks.colon or opens_quotation(sheet, index + 1))
    return opens and cue.takes(Take.COLON)


def _clause(context: Context, cue: Cue, at: int, index: int, comma: bool) -> Found | None:
    complement = next((c for c in cue.complements if c.take is Take.THAT), None)
    if complement is None or (comma and complement.near) or _claimed_by_object(context, cue, at, index, comma=comma):
        return None
    return Found(complement, index, index if carries_pronoun(context.sheet.words[index]) else index + 1)


def _claimed_by_object(context: Context, cue: Cue, at: int, index: int, *, comma: bool) -> bool:
    """Whether the clause hangs on the cue's object ("denied accusations that …") rather than on the cue."""
    if not cue.takes(Take.OBJECT) or not (comma or context.sheet.proclitics(index)):
        return False
    found = _object(context, cue, at, index)
    return found is not None and found.first < index


def carries_pronoun(word: Word) -> bool:
    """Whether a complementiser has its subject written onto it, so that the word belongs to the content."""
    return any(m.enclitic for m in word.info.morphs if m.pos == Pos.COMPLEMENTISER)


def _speech(sheet: Sheet, cue: Cue, index: int, take: Take) -> Found | None:
    complement = next((c for c in cue.complements if c.take is take), None)
    if complement is None or index + 1 >= len(sheet.words):
        return None
    return Found(complement, index, _behind_opening(sheet, index + 1 if take is Take.COLON else index))


def _behind_opening(sheet: Sheet, at: int) -> int:
    """Behind a complementiser that a quotation or the words after a colon begin with."""
    index = at
    while index + 1 < len(sheet.words) and sheet.tags[index] is Tag.MARK and index < at + 2:
        index += 1
    bare = sheet.tags[index] is Tag.COMPLEMENTISER and not carries_pronoun(sheet.words[index])
    return index + 1 if bare else at


def _opens_speech(context: Context, index: int, at: int) -> bool:
    """Whether a quotation of more than a name opens at `index`, not inside a noun phrase."""
    sheet = context.sheet
    quotation = sheet.quotation_at(index + 1) if index + 1 < len(sheet.words) else None
    if quotation is None or quotation.outer.start != sheet.words[index].span.start:
        return False
    inside = sheet.covered(quotation.span)
    behind = sheet.covered(quotation.outer).stop
    if behind < len(sheet.words) and sheet.tags[behind] is Tag.COMPLEMENTISER:
        return False
    if index > at and (len(inside) <= 1 or sheet.tags[index - 1] is Tag.PREPOSITION):
        return False
    if len(inside) <= 3 and index > at and sheet.tags[index - 1] in (Tag.NOMINAL, Tag.NAME):
        return False
    return not all(sheet.tags[i] is Tag.NAME for i in inside)


def _preposition(context: Context, cue: Cue, at: int, limit: int) -> Found | None:
    """The first preposition that marks the cue's content, within its clause."""
    complements = [c for c in cue.complements if c.take is Take.PREPOSITION]
    if not complements:
        return None
    sheet = context.sheet
    relative = False
    index, end = at, min(limit, at + _REACH)
    while index < end:
        tag = sheet.tags[index]
        found = _at_preposition(context, complements, index, at)
        if found is not None and not (index > at and _is_place(sheet, index)):
            return found
        behind = aside_end(context, index, limit)
        if behind > index:
            index = behind
            continue
        relative = relative or tag is Tag.RELATIVE or _bare_relative(sheet, index)
        if (tag is Tag.VERB and not relative) or _stops(sheet, index) or (index > at and _other_cue(context, index)):
            return None
        index += 1
    return None


def _stops(sheet: Sheet, index: int) -> bool:
    return sheet.tags[index] is Tag.MARK and sheet.words[index].form in sheet.language.marks.sentence_end


def _at_preposition(context: Context, complements: list[Complement], index: int, at: int) -> Found | None:
    sheet = context.sheet
    word = sheet.words[index]
    for complement in complements:
        if _is_preposition(word, complement.preposition, sheet.tags[index]):
            following = index + 1
            if following < len(sheet.words) and sheet.tags[following] is Tag.COMPLEMENTISER:
                pronoun = carries_pronoun(sheet.words[following])
                clause = replace(complement, take=Take.THAT)
                return Found(clause, index, following if pronoun else following + 1)
            return Found(complement, index, following)
        if sheet.words[index].form == complement.preposition and not sheet.words[index].has(Pos.PREPOSITION):
            return Found(complement, index, index)
        if sheet.tags[index] is Tag.COMPLEMENTISER and _carries(sheet, index, complement.preposition):
            pronoun = carries_pronoun(sheet.words[index])
            return Found(replace(complement, take=Take.THAT), index, index if pronoun else index + 1)
        following = index + 1
        if _carries(sheet, index, complement.preposition) and _saying(context, index):
            return _clause_after(sheet, following)
        if _carries(sheet, index, complement.preposition) and not (index > at and _completes(context, index)):
            return Found(complement, index, index)
        if index == at and _may_carry(sheet, index, complement):
            return Found(complement, index, index)
    return None


def _saying(context: Context, index: int) -> bool:
    """ "went on by saying that": a noun of speech between verb and clause."""
    sheet = context.sheet
    return (
        index + 1 < len(sheet.words)
        and sheet.tags[index + 1] is Tag.COMPLEMENTISER
        and any(m.pos == Pos.MASDAR and m.lemma in context.lexicon.verbs for m in sheet.words[index].info.morphs)
    )


def _clause_after(sheet: Sheet, index: int) -> Found:
    pronoun = carries_pronoun(sheet.words[index])
    return Found(Complement(Take.THAT), index, index if pronoun else index + 1)


def _is_preposition(word: Word, preposition: str, tag: Tag) -> bool:
    if tag in (Tag.NAME, Tag.TIME, Tag.VERB):
        return False
    return any(m.pos == Pos.PREPOSITION and m.stem == preposition and not m.enclitic for m in word.info.morphs[:2])


_CARRIERS = frozenset((Tag.NOMINAL, Tag.NAME, Tag.NEGATION, Tag.COMPLEMENTISER, Tag.DEMONSTRATIVE, Tag.RELATIVE))


def _carries(sheet: Sheet, index: int, preposition: str) -> bool:
    """Whether the preposition is written onto a noun, "this", "what" or a complementiser here."""
    tag = sheet.tags[index]
    if len(preposition) != 1 or tag not in _CARRIERS:
        return False
    return sheet.proclitics(index) == (preposition,)


def _may_carry(sheet: Sheet, index: int, complement: Complement) -> bool:
    """Whether a bare noun right behind its cue can be read with the preposition that the cue asks for."""
    if sheet.tags[index] is not Tag.NOMINAL or complement.after_object or sheet.words[index].info.definite:
        return False
    return any(m.proclitics == (complement.preposition,) for m in sheet.words[index].info.morphs)


def _completes(context: Context, index: int) -> bool:
    """Whether a preposition written onto this word belongs to the noun before it ("in the name of", "in region X",
    "secretary general of body X")."""
    words = context.sheet.words
    found = context.lexicon.speaking.match(words, index - 1)
    if found is not None and found.last > index:
        return True
    if not context.sheet.language.addresses(words[index].info):
        return False
    return context.sheet.tags[index] is Tag.NAME or context.lexicon.speaking.match(words, index) is not None


def _object(context: Context, cue: Cue, at: int, limit: int, *, subject: bool = False) -> Found | None:
    """Content as a noun phrase, for a cue that takes one."""
    complement = next((c for c in cue.complements if c.take is Take.OBJECT), None)
    begin = object_start(context, at, limit, subject=subject) if complement is not None else None
    return Found(complement, begin, begin) if complement is not None and begin is not None else None
