"""Noun phrases and clauses, as far as news Arabic shows them without a parser.

The extent of a noun phrase is read off definiteness: a chain of bare nouns may go on, and once the phrase is definite
(article, pronoun, name) only definite adjectives, group adjectives and a person's name may follow.
"""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import NameType, Span, Word
from khabar.reading.sheet import Sheet, Tag

_INSIDE = frozenset((Tag.NOMINAL, Tag.NAME, Tag.NUMBER, Tag.DEMONSTRATIVE))
_LONGEST = 25
"""Words after which a noun phrase is given up: beyond it the reader has lost the clause."""
_QUOTED_NAME = 9
"""Words that a quotation inside a noun phrase may have at most ("Mama Sarah", the name of a paper)."""


def noun_phrase(sheet: Sheet, at: int, limit: int) -> int:
    """The index behind the noun phrase that begins with word `at` (== `at` if none does), never beyond `limit`."""
    limit = min(limit, at + _LONGEST)
    index = at
    closed = False
    while index < limit:
        step = _step(sheet, at, index, limit, closed)
        if step == index:
            break
        closed = closed or (step > index + 1 and sheet.tags[index] is Tag.MARK) or _closes(sheet, index)
        index = step
    return index


def _step(sheet: Sheet, first: int, index: int, limit: int, closed: bool) -> int:
    """The index behind the next piece of the phrase, or `index` if the phrase ends here."""
    tag = sheet.tags[index]
    if tag is Tag.MARK:
        return (
            _quoted(sheet, index, limit) if index == first or not closed or _quotes_name(sheet, first, index) else index
        )
    if tag not in _INSIDE:
        return index + 1 if tag is Tag.ADVERB and index > first and _describes_accusative(sheet, index) else index
    if index > first and (_apart(sheet, index) or (index > first + 1 and _behind_description(sheet, index))):
        return index
    if tag is Tag.NAME:
        return index if closed and _is_another(sheet, index) else _name(sheet, first, index, limit)
    if index > first and _begins_object(sheet, index):
        return index
    if closed and not _agrees(sheet, first, index, limit):
        return index
    if tag is Tag.NUMBER and index > first and _counts_another(sheet, index, limit):
        return index
    return index + 1


def _apart(sheet: Sheet, index: int) -> bool:
    """Whether what is written onto a word parts it from the phrase before it."""
    cut = bool(sheet.proclitics(index))
    return cut and not (_joins_adjectives(sheet, index) or _joins_numbers(sheet, index))


def _behind_description(sheet: Sheet, index: int) -> bool:
    """Whether a definite word, or a bare noun, stands behind the indefinite adjective of relation that ends an
    indefinite phrase ("an Israeli force [stormed] the town", "Moroccan activists [launched] campaigns")."""
    before, mention, info = sheet.words[index - 1].info, sheet.mention_at(index - 1), sheet.words[index].info
    if before.definite or before.morphs[0].proclitics or not (info.definite or _bare_noun(sheet, index)):
        return False
    if mention is not None:
        return mention.type is NameType.GROUP and sheet.mention[index] != sheet.mention[index - 1]
    return before.pos == {Pos.ADJECTIVE} and before.form.endswith(sheet.language.relation)


def _bare_noun(sheet: Sheet, index: int) -> bool:
    """Whether a word is a noun and nothing else, with nothing written onto it."""
    info = sheet.words[index].info
    return sheet.tags[index] is Tag.NOMINAL and not info.pos - _NOUNS and not info.morphs[0].proclitics


def _is_another(sheet: Sheet, index: int) -> bool:
    """Whether an indefinite group behind a definite phrase is somebody else ("the Israeli forces [killed] a
    Palestinian")."""
    mention = sheet.mention_at(index)
    return mention is not None and mention.type is NameType.GROUP and not sheet.words[index].info.definite


def _begins_object(sheet: Sheet, index: int) -> bool:
    """Whether an indefinite accusative follows a noun in another case, and so begins a phrase of its own ("armed men
    [killed] a soldier"); a plural in full form governs no noun either ("armed men [attacked] a bus")."""
    before = sheet.words[index - 1].info.form
    if before.endswith(sheet.language.full) and full_plural(sheet, index - 1):
        return _other_noun(sheet, index) or "accusative" in _cases(sheet, index)
    if before.endswith(sheet.language.accusative) or not sheet.words[index].form.endswith(sheet.language.accusative):
        return False
    return _cases(sheet, index) == {"accusative"} and _cases(sheet, index - 1) == {""}


def _describes_accusative(sheet: Sheet, index: int) -> bool:
    """Whether a word read as an adverb is the adjective of an indefinite accusative ("a military column")."""
    info, before = sheet.words[index].info, sheet.words[index - 1].info
    adjective = any(m.pos == Pos.ADJECTIVE and m.mood == "accusative" for m in info.morphs)
    noun = sheet.tags[index - 1] is Tag.NOMINAL and not before.definite
    return adjective and noun and before.form.endswith(sheet.language.accusative) and not sheet.proclitics(index)


def full_plural(sheet: Sheet, index: int) -> bool:
    """Whether a word is an indefinite plural or dual with the ending that it loses before a noun it governs."""
    info = sheet.words[index].info
    if sheet.tags[index] is not Tag.NOMINAL or info.definite or info.morphs[0].pos == Pos.QUANTIFIER:
        return False
    ending = next((e for e in sheet.language.full if info.form.endswith(e)), "")
    return bool(ending) and any(
        m.pos in _PARTICIPLES or (m.pos == Pos.NOUN and m.lemma == info.form.removesuffix(ending)) for m in info.morphs
    )


_PARTICIPLES = frozenset((Pos.ACTIVE, Pos.PASSIVE))


def _other_noun(sheet: Sheet, index: int) -> bool:
    """Whether a word cannot describe a plural of persons: it counts, ends in the feminine, or is a noun only."""
    if sheet.tags[index] is Tag.NUMBER:
        return True
    info = sheet.words[index].info
    if sheet.tags[index] is not Tag.NOMINAL or info.form.endswith(sheet.language.full):
        return False
    return info.definite or info.form.endswith(sheet.language.feminine) or not info.pos - _NOUNS


_NOUNS = frozenset((Pos.NOUN, Pos.MASDAR, Pos.QUANTIFIER))


def _cases(sheet: Sheet, index: int) -> set[str]:
    """The cases that the noun readings of a word show; none for what is no noun."""
    if sheet.tags[index] is not Tag.NOMINAL:
        return set()
    return {m.mood for m in sheet.words[index].info.morphs if m.pos in (Pos.NOUN, Pos.ADJECTIVE)}


def _quotes_name(sheet: Sheet, first: int, index: int) -> bool:
    return sheet.tags[first] is not Tag.NAME and index + 1 < len(sheet.words) and sheet.mention[index + 1] >= 0


def _quoted(sheet: Sheet, index: int, limit: int) -> int:
    """Behind a short quotation that opens at `index`, else `index`."""
    if index + 1 >= limit:
        return index
    quotation = sheet.quotation_at(index + 1)
    if quotation is None or quotation.outer.start != sheet.words[index].span.start or sheet.proclitics(index + 1):
        return index
    inside = sheet.covered(quotation.outer)
    short = len(inside) <= _QUOTED_NAME and all(sheet.tags[i] is not Tag.VERB for i in inside)
    return min(inside.stop, limit) if short else index


def _name(sheet: Sheet, first: int, index: int, limit: int) -> int:
    """Behind the whole name at `index`, unless a finished name stands before it."""
    mention = sheet.mention_at(index)
    before = sheet.mention_at(index - 1) if index > first else None
    other = before is not None and before is not mention
    if mention is None or (other and mention.type not in (NameType.GROUP, NameType.PERSON)):
        return index
    if before is not None and before is not mention and before.type is NameType.PERSON:
        return index
    if index > first and mention.type is not NameType.GROUP and full_plural(sheet, index - 1):
        return index
    if index > first and before is None and _two_phrases(sheet, index, mention.type):
        return index
    return min(limit, sheet.covered(mention.span).stop)


def _two_phrases(sheet: Sheet, index: int, kind: NameType) -> bool:
    """Whether a definite noun stands before a body's name with the article or before arms: subject and object."""
    named = kind is NameType.ORGANISATION and sheet.words[index].form.startswith(sheet.language.article)
    return (named or kind is NameType.EQUIPMENT) and sheet.words[index - 1].info.definite


def _closes(sheet: Sheet, index: int) -> bool:
    """Whether the phrase is definite once it holds this word, so that no bare noun can follow."""
    mention = sheet.mention_at(index)
    if mention is not None:
        return mention.type is not NameType.GROUP or sheet.words[index].info.definite
    return sheet.words[index].info.definite


def _agrees(sheet: Sheet, first: int, index: int, limit: int) -> bool:
    """Whether a word can follow inside a definite phrase: a definite adjective, or a title before a person's name;
    nothing follows a person."""
    info, before = sheet.words[index].info, sheet.mention_at(index - 1)
    if not info.definite or info.morphs[0].enclitic or (before is not None and before.type is NameType.PERSON):
        return False
    if before is not None and before.type in _SINGLE and info.form.endswith(sheet.language.dual):
        return False
    if index - 1 == first and _one_of_many(sheet, index):
        return False
    qualifies = Pos.ADJECTIVE in info.pos or (info.pos & _QUALIFYING and not info.pos & _NAMING)
    return bool(qualifies) or _same_ending(sheet, index) or _before_person(sheet, index + 1, limit)


def _one_of_many(sheet: Sheet, index: int) -> bool:
    """Whether a noun for one man stands behind a plural ("the soldiers [killed] the gunman")."""
    info, before = sheet.words[index].info, sheet.words[index - 1].info
    one = info.morphs[0].pos == Pos.NOUN and info.morphs[0].number == "s" and sheet.mention[index] < 0
    many = before.morphs[0].pos == Pos.NOUN and before.morphs[0].number == "p" and sheet.mention[index - 1] < 0
    return one and many and not info.form.endswith(sheet.language.feminine)


def _same_ending(sheet: Sheet, index: int) -> bool:
    """Whether a participle agrees in the plural with the noun before it ("the fighters loyal to …")."""
    info, before = sheet.words[index].info, sheet.words[index - 1].info
    participle = any(m.pos in (Pos.ACTIVE, Pos.PASSIVE) and m.number == "p" for m in info.morphs)
    return participle and any(info.form.endswith(e) and before.form.endswith(e) for e in sheet.language.dual[1:])


_SINGLE = frozenset((NameType.ORGANISATION, NameType.PLACE))
"""Types of names that no adjective in the plural describes."""
_QUALIFYING = frozenset((Pos.ACTIVE, Pos.PASSIVE, Pos.UNKNOWN))
_NAMING = frozenset((Pos.NOUN, Pos.MASDAR))


def _before_person(sheet: Sheet, index: int, limit: int) -> bool:
    mention = sheet.mention_at(index) if index < limit else None
    return mention is not None and mention.type is NameType.PERSON


def _joins_adjectives(sheet: Sheet, index: int) -> bool:
    """ "… the Russian and the North Korean": group adjectives joined inside one phrase."""
    mention, before = sheet.mention_at(index), sheet.mention_at(index - 1)
    return (
        mention is not None
        and before is not None
        and mention.type is NameType.GROUP
        and before.type is NameType.GROUP
        and starts_joined(sheet, sheet.words[index])
    )


def _counts_another(sheet: Sheet, index: int, limit: int) -> bool:
    """Whether a number behind one person counts the noun behind it, and so begins a phrase of its own."""
    if index + 1 >= limit or sheet.tags[index + 1] is not Tag.NOMINAL or sheet.tags[index - 1] is not Tag.NOMINAL:
        return False
    before, behind = sheet.words[index - 1].info, sheet.words[index + 1].info
    one = before.morphs[0].pos == Pos.NOUN and before.morphs[0].number == "s"
    return one and not behind.definite and not sheet.proclitics(index + 1)


def _joins_numbers(sheet: Sheet, index: int) -> bool:
    """ "three-and-twenty": number words joined inside one phrase."""
    both = all(word.info.morphs[0].pos == Pos.QUANTIFIER for word in sheet.words[index - 1 : index + 1])
    return both and starts_joined(sheet, sheet.words[index])


def joined_phrases(sheet: Sheet, at: int, limit: int) -> list[tuple[int, int]]:
    """The noun phrase at `at` and those joined to it by a conjunction, as [first, last) word indices."""
    out: list[tuple[int, int]] = []
    index = at
    while index < limit:
        end = noun_phrase(sheet, index, limit)
        if end == index:
            break
        out.append((index, end))
        if end >= limit or not _joined(sheet, end):
            break
        index = end
    return out


def _joined(sheet: Sheet, index: int) -> bool:
    word = sheet.words[index]
    return sheet.tags[index] in (Tag.NOMINAL, Tag.NAME) and starts_joined(sheet, word)


def starts_joined(sheet: Sheet, word: Word) -> bool:
    """Whether a word begins with the language's joining conjunction and no preposition."""
    variant = sheet.proclitics(word.index)
    return len(variant) == 1 and variant[0] in sheet.language.joiners


def clause_end(sheet: Sheet, at: int, limit: int) -> int:
    """The index of the mark that ends the clause around word `at`, or `limit`; names and quotations are not cut."""
    marks = sheet.language.marks.clause_end | sheet.language.marks.sentence_end
    for index in range(at, limit):
        if sheet.tags[index] is Tag.MARK and sheet.words[index].form in marks and sheet.mention[index] < 0:
            return index
    return limit


def clause_start(sheet: Sheet, at: int, limit: int) -> int:
    """The index of the first word of the clause around word `at`, not before `limit`."""
    marks = sheet.language.marks.clause_end | sheet.language.marks.sentence_end
    for index in range(at - 1, limit - 1, -1):
        if sheet.tags[index] is Tag.MARK and sheet.words[index].form in marks and sheet.mention[index] < 0:
            return index + 1
    return limit


def trim(sheet: Sheet, first: int, last: int) -> Span | None:
    """The raw span of words [first, last) without the marks at its ends; None if no word is left."""
    while first < last and sheet.tags[first] is Tag.MARK:
        first += 1
    while first < last and sheet.tags[last - 1] is Tag.MARK:
        last -= 1
    return sheet.document.span(first, last) if first < last else None


def lemmas(word: Word, *classes: Pos) -> frozenset[str]:
    """The lemmas of a word's readings, of the given classes only (all if none is given)."""
    return frozenset(m.lemma for m in word.info.morphs if not classes or m.pos in classes)
