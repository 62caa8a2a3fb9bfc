"""The noun phrase of a source: where it ends."""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import NameType, SourceKind
from khabar.reading.attributions.draft import Context
from khabar.reading.attributions.kinds import (
    PERSON_CLASSES,
    first_mention,
    head_noun,
    is_foreign,
    is_some,
    source_kind,
)
from khabar.reading.chunks import noun_phrase, starts_joined
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range


def source_phrase(context: Context, at: int, limit: int) -> Range | None:
    """The noun phrase of a source that begins at word `at`: title, affiliation and name together, with what stands in
    apposition and what an unnamed source asked for ("who declined to be named"); None if no phrase begins there."""
    bare = _bare_phrase(context, at, limit)
    if bare is None:
        return None
    joined = _joined_end(context, at, bare[1], limit)
    return at, joined if joined > bare[1] else _descriptor(context, bare[1], limit)


def behind_source(sheet: Sheet, source: Range, limit: int) -> int:
    """The index behind a source, and behind the comma that closes what commas set apart at its end."""
    closed = source[1] < limit and _comma(sheet, source[1]) and any(_comma(sheet, at) for at in range(*source))
    return source[1] + closed


def whole_source(context: Context, source: Range, mark: int) -> Range:
    """A source with what stands between it and the clause that it tells, where that can only belong to it: adjectives,
    what leads to the name of the person in an office ("the director of the hospital in X, Y Z, that"), and the office
    behind a name."""
    first, rest = source[0], range(source[1], mark)
    sheet = context.sheet
    plain = all(sheet.tags[at] in (Tag.NOMINAL, Tag.NAME, Tag.PREPOSITION) and sheet.time[at] < 0 for at in rest)
    if not 0 < len(rest) <= _LONGEST_REST or not plain:
        return source
    named = sheet.mention_at(mark - 1)
    if named is not None and named.type is NameType.PERSON and not _has_person(sheet, *source):
        return first, mark
    office = head_noun(context, source[1], mark)
    if office is not None and office.value.cls in PERSON_CLASSES and _has_person(sheet, *source):
        return (first, mark) if _phrase(context, source[1], mark) == mark else source
    definite = sheet.words[first].info.definite
    described = all(sheet.tags[at] is Tag.NOMINAL and sheet.words[at].info.definite is definite for at in rest)
    apart = any(sheet.proclitics(at) for at in rest)
    return (first, mark) if described and not apart and len(rest) <= _ADJECTIVES else source


_LONGEST_REST, _ADJECTIVES = 9, 2
"""Words between the beginning of a source and its clause, with a name and without one."""


def _joined_end(context: Context, at: int, end: int, limit: int) -> int:
    """Behind sources of the same sort that a conjunction joins ("officials and security sources")."""
    sheet = context.sheet
    while end < limit and sheet.tags[end] in (Tag.NOMINAL, Tag.NAME) and starts_joined(sheet, sheet.words[end]):
        behind = _bare_phrase(context, end, limit)
        if behind is None or not _same_sort(context, at, behind):
            break
        end = behind[1]
    return end


def _same_sort(context: Context, at: int, joined: Range) -> bool:
    """Whether two phrases begin with nouns of one class that is joined, or with names of one type."""
    sheet = context.sheet
    first = context.lexicon.speaking.match(sheet.words, at)
    second = context.lexicon.speaking.match(sheet.words, joined[0])
    if first is None or second is None:
        one, other = sheet.mention_at(at), sheet.mention_at(joined[0])
        if first is not None or second is not None or one is None or other is None:
            return False
        return one.type is other.type and one.type in (NameType.PERSON, NameType.PLACE)
    return first.value.cls == second.value.cls and first.value.cls in ("role", "institution", "media", "outlet-head")


def _bare_phrase(context: Context, at: int, limit: int) -> Range | None:
    """A source's phrase but for what it asked for."""
    end = _phrase(context, at, limit)
    if end == at:
        return None
    found = head_noun(context, at, limit)
    if found is not None and found.value.cls in PERSON_CLASSES | {"role"} and not _has_person(context.sheet, at, end):
        end = unrecognised_name(context, end, limit)
    return at, _apposition(context, at, end, limit)


def unrecognised_name(context: Context, at: int, limit: int) -> int:
    """Behind words right before a clause, a quotation, a comma or an office that can only be the name of a person,
    though no table knows it, and behind that office; else `at`."""
    sheet = context.sheet
    for end in range(at + 2, min(limit, at + _LONGEST_NAME)):
        office = _definite_office(context, end, limit)
        stops = office or sheet.tags[end] in (Tag.MARK, Tag.COMPLEMENTISER)
        if stops and all(_may_name(sheet, i) for i in range(at, end)) and _no_words(sheet, at, end):
            return _phrase(context, end, limit) if office else end
    return at


def _definite_office(context: Context, at: int, limit: int) -> bool:
    found = head_noun(context, at, limit)
    if found is None or found.value.cls not in PERSON_CLASSES:
        return False
    return context.sheet.words[at].info.morphs[0].stem.startswith(context.sheet.language.article)


def _no_words(sheet: Sheet, first: int, last: int) -> bool:
    """Whether some word of a stretch does not stand there as a noun of the language."""
    return any(sheet.tags[i] is not Tag.NOMINAL or is_foreign(sheet, i) for i in range(first, last))


_LONGEST_NAME = 5
"""Words of the longest name that is looked for so, and one."""


def _may_name(sheet: Sheet, at: int) -> bool:
    """Whether a word has nothing written onto it that names do not have."""
    info = sheet.words[at].info
    return (
        sheet.tags[at] in (Tag.VERB, Tag.NOMINAL, Tag.NAME) and not sheet.proclitics(at) and not info.morphs[0].enclitic
    )


def _phrase(context: Context, at: int, limit: int) -> int:
    """A noun phrase that may go on through the complement of an office ("spokesman of …", "ambassador in …"), of one
    unnamed ("an official in …") or of a document ("a report of …")."""
    sheet = context.sheet
    found = head_noun(context, at, limit)
    start = found.last if found is not None else at
    end = max(noun_phrase(sheet, at, limit), start)
    if start > at and end == start and start < limit and not _complete(sheet, start):
        end = max(end, noun_phrase(sheet, start, limit))
    cls = found.value.cls if found is not None else ""
    end = min(end, _other_place(sheet, at, end)) if cls == "role" else end
    if cls == "document":
        return _document_owner(context, end, limit)
    if cls in _BODY_CLASSES:
        return _served(context, end, limit)
    if cls not in PERSON_CLASSES | {"role"} or _has_person(sheet, at, end):
        return end
    return _office_complement(context, end, limit, unnamed=cls == "role" or is_some(sheet, at, end))


def _other_place(sheet: Sheet, at: int, end: int) -> int:
    """Before the name of a place that stands right behind a definite noun, which it cannot belong to."""
    mention = sheet.mention_at(at + 1) if at + 1 < end else None
    place = mention is not None and mention.type is NameType.PLACE
    return at + 1 if place and sheet.words[at].info.definite and sheet.mention[at] < 0 else end


_BODY_CLASSES = ("institution", "group-head", "company-head")


def _served(context: Context, at: int, limit: int) -> int:
    """Behind what a body or an office is for ("the committee for …", "the spokesman of …"); an outlet or a person there
    is one who is told."""
    sheet = context.sheet
    if at >= limit or sheet.tags[at] not in (Tag.NOMINAL, Tag.NAME):
        return at
    if not sheet.words[at - 1].info.definite and not _is_body(context, at):
        return at
    if not sheet.language.addresses(sheet.words[at].info) or context.lexicon.audiences.match(sheet.words, at):
        return at
    end = noun_phrase(sheet, at, limit)
    found = context.lexicon.speaking.match(sheet.words, at)
    told = found is not None and found.value.cls in (*PERSON_CLASSES, "role", "media", "outlet-head")
    return at if told or source_kind(context, (at, end)) in _TOLD else max(at, end)


def _is_body(context: Context, at: int) -> bool:
    """Whether a definite noun for a body stands at word `at` ("a commander of the army")."""
    found = context.lexicon.speaking.match(context.sheet.words, at)
    body = found is not None and found.value.cls in ("institution", "group-head")
    return body and context.sheet.words[at].info.definite


_TOLD = (SourceKind.MEDIA, SourceKind.PERSON, SourceKind.UNNAMED)


def undescribed(context: Context, source: Range) -> Range:
    """A source's phrase without what it asked for."""
    bare = _bare_phrase(context, *source)
    return bare if bare is not None and _descriptor(context, bare[1], source[1]) > bare[1] else source


def _document_owner(context: Context, at: int, limit: int) -> int:
    """Behind whose document it is: "a report of the UN", "a statement issued by the ministry"."""
    sheet = context.sheet
    if at >= limit:
        return at
    if sheet.language.addresses(sheet.words[at].info) and sheet.tags[at] in (Tag.NAME, Tag.NOMINAL):
        owner = source_phrase(context, at, limit)
        return owner[1] if owner is not None and source_kind(context, owner) is not None else at
    issued = sheet.words[at - 1].has(Pos.ACTIVE) and sheet.tags[at] is Tag.PREPOSITION
    return max(at, noun_phrase(sheet, at + 1, limit)) if issued and at + 1 < limit else at


def _complete(sheet: Sheet, end: int) -> bool:
    """Whether the noun that ends before `end` needs no complement."""
    return sheet.words[end - 1].info.definite or bool(sheet.proclitics(end))


def _has_person(sheet: Sheet, first: int, last: int) -> bool:
    return first_mention(sheet, (first, last), NameType.PERSON) is not None


def _office_complement(context: Context, end: int, limit: int, *, unnamed: bool) -> int:
    """Behind "… in X", "… for Y" after an office, when a name stands in it, or a body that an unnamed one belongs to;
    and behind the person that follows."""
    sheet = context.sheet
    holder = _holder_ahead(context, end, limit)
    if holder is not None:
        return holder
    while end < limit and _attaches(context, end, unnamed=unnamed):
        after = noun_phrase(sheet, end + 1, limit)
        named = any(sheet.mention[i] >= 0 for i in range(end + 1, after))
        if after <= end + 1 or not (named or (unnamed and _belongs(context, end))):
            break
        end = after
    return _within_body(context, end, limit) if unnamed else _served(context, end, limit)


def _belongs(context: Context, at: int) -> bool:
    """Whether "in" + noun at `at` tells where an unnamed source works."""
    words = context.sheet.words
    if words[at].form not in context.lexicon.affiliation:
        return False
    body = head_noun(context, at + 1, len(words)) is not None
    return body or words[at + 1].info.definite


def _within_body(context: Context, at: int, limit: int) -> int:
    """Behind a body with the preposition of place written onto it ("an official in the ministry of …")."""
    sheet = context.sheet
    if at >= limit or not set(sheet.proclitics(at)) & context.lexicon.affiliation:
        return at
    found = context.lexicon.speaking.match(sheet.words, at)
    body = found is not None and found.value.cls in ("institution", "group-head", "company-head")
    named = sheet.mention_at(at)
    ministry = named is not None and named.type is NameType.ORGANISATION
    return max(at, noun_phrase(sheet, at, limit)) if body or ministry else at


_DESCRIBED = 15
"""Words that what an unnamed source asked for may take up."""


def _descriptor(context: Context, at: int, limit: int) -> int:
    """Behind "(,) who asked not to be named", else `at`."""
    sheet = context.sheet
    begin = at + 1 if at < limit and _comma(sheet, at) else at
    opens = begin < limit and (
        sheet.tags[begin] in (Tag.RELATIVE, Tag.NEGATION, Tag.VERB) or sheet.words[begin].has(Pos.ACTIVE)
    )
    for index in range(begin, min(limit, begin + _OPENING) if opens else begin):
        found = context.lexicon.anonymity.match(sheet.words, index)
        if found is not None and index + (found.last - found.first > 1) > begin and found.last <= limit:
            return _behind_descriptor(sheet, found.last, min(limit, begin + _DESCRIBED))
        if sheet.tags[index] not in _DESCRIBING:
            return at
    return at


_OPENING = 4
"""Words between a source and what it asked for ("who", "did not", the verb)."""
_DESCRIBING = (Tag.RELATIVE, Tag.NEGATION, Tag.VERB, Tag.NOMINAL)


def _behind_descriptor(sheet: Sheet, at: int, limit: int) -> int:
    stops = (Tag.MARK, Tag.COMPLEMENTISER, Tag.VERB)
    return next((i for i in range(at, limit) if sheet.tags[i] in stops), limit)


_HOLDER_REACH = 14
"""Words between an office and the name of its holder."""
_BETWEEN = frozenset((Tag.NOMINAL, Tag.NAME, Tag.PREPOSITION))


def _holder_ahead(context: Context, at: int, limit: int) -> int | None:
    """Behind the name of the person that an office leads to, when only its own complements stand between."""
    sheet = context.sheet
    for index in range(at, min(limit, at + _HOLDER_REACH)):
        mention = sheet.mention_at(index)
        if mention is not None and mention.type is NameType.PERSON:
            addressed = bool(sheet.proclitics(index))
            return None if addressed else sheet.covered(mention.span).stop
        if sheet.tags[index] not in _BETWEEN or (index == at and sheet.language.addresses(sheet.words[index].info)):
            return None
        if sheet.tags[index] is Tag.PREPOSITION and not _of_office(context, index, limit):
            return None
    return None


def _of_office(context: Context, at: int, limit: int) -> bool:
    """Whether a preposition can stand inside an office ("envoy to X", "adviser in …"), not before a deed that the verb
    names ("called for freeing …")."""
    sheet = context.sheet
    if sheet.words[at].form in context.lexicon.affiliation:
        return True
    return at + 1 < limit and (sheet.tags[at + 1] is Tag.NAME or sheet.words[at + 1].info.definite)


def _attaches(context: Context, at: int, *, unnamed: bool) -> bool:
    """Whether a preposition at `at` can belong to the office before it rather than to the verb."""
    sheet = context.sheet
    if unnamed and sheet.words[at].form not in context.lexicon.affiliation:
        return False
    if sheet.tags[at] is Tag.PREPOSITION and at + 1 < len(sheet.words):
        following = sheet.mention_at(at + 1)
        head = context.lexicon.places_of_speech.match(sheet.words, at + 1)
        return head is None and (following is not None or sheet.tags[at + 1] is Tag.NOMINAL)
    return False


def _apposition(context: Context, first: int, end: int, limit: int) -> int:
    """Behind ", the spokeswoman of …," or "(,) who is a spokesman of …" after a name, or ", John Smith," after an
    office."""
    sheet = context.sheet
    begin = end + 1 if end < limit and _comma(sheet, end) else end
    if begin + 1 >= limit:
        return end
    if not _has_person(sheet, first, end) and begin > end:
        mention = sheet.mention_at(begin)
        named = mention is not None and mention.type is NameType.PERSON and not sheet.proclitics(begin)
        return (
            sheet.covered(mention.span).stop if named and mention is not None else _titled(context, begin, end, limit)
        )
    if sheet.tags[begin] is Tag.PRONOUN and set(sheet.words[begin].info.morphs[0].proclitics) & sheet.language.joiners:
        found = head_noun(context, begin + 1, limit)
        return _phrase(context, begin + 1, limit) if found is not None else end
    found = head_noun(context, begin, limit)
    if found is None or found.value.cls not in PERSON_CLASSES or sheet.proclitics(begin):
        return end
    beside = _definite_office(context, begin, limit) and _has_person(sheet, first, end)
    return _joined_offices(context, _phrase(context, begin, limit), limit) if begin > end or beside else end


def _titled(context: Context, begin: int, end: int, limit: int) -> int:
    """Behind a person with a title from `begin` to a comma (", Dr John Smith,"), else `end`."""
    sheet = context.sheet
    found = head_noun(context, begin, limit)
    if found is None or found.value.cls not in PERSON_CLASSES or sheet.proclitics(begin):
        return end
    last = _phrase(context, begin, limit)
    return last if _has_person(sheet, begin, last) and last < limit and _comma(sheet, last) else end


def _joined_offices(context: Context, at: int, limit: int) -> int:
    """Behind further offices of the same person ("the analyst and head of …")."""
    sheet = context.sheet
    while at < limit and sheet.tags[at] is Tag.NOMINAL and starts_joined(sheet, sheet.words[at]):
        found = context.lexicon.speaking.match(sheet.words, at)
        if found is None or found.value.cls not in PERSON_CLASSES:
            break
        at = max(_phrase(context, at, limit), at + 1)
    return at


def _comma(sheet: Sheet, at: int) -> bool:
    return sheet.tags[at] is Tag.MARK and sheet.words[at].form in sheet.language.marks.clause_end
