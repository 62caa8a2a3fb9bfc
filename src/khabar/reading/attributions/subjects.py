"""Who says it: the subject before or behind a verb of speech, and the one who is told."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.attributions import Cue, Take
from khabar.languages.base import Pos
from khabar.model import Sentence, SourceKind
from khabar.reading.attributions.agreement import agrees, phrase_number
from khabar.reading.attributions.asides import aside_end, publishes
from khabar.reading.attributions.complements import Found
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import head_noun, source_kind
from khabar.reading.attributions.sources import source_phrase, unrecognised_name
from khabar.reading.chunks import clause_start, joined_phrases, noun_phrase, starts_joined
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range
from khabar.text.words import is_quote_mark


def subject_before(context: Context, draft: Draft, at: int, sentence: Sentence) -> Draft:
    """A subject that stands before its verb: in headlines, after a complementiser or a relative pronoun (also "X was
    the first who reported")."""
    sheet = context.sheet
    if starts_joined(sheet, sheet.words[at]) or at == sentence.first:
        topic = _as_for(context, at, sentence)
        return replace(draft, source=topic) if topic is not None else draft
    while at - 1 > sentence.first and sheet.tags[at - 1] is Tag.PARTICLE:
        at -= 1
    if sheet.tags[at - 1] is Tag.RELATIVE:
        first = Pos.QUANTIFIER in sheet.words[at - 2].info.pos if at - 1 > sentence.first else False
        end = at - 1 - first
        copula = first and end - 1 > sentence.first and sheet.tags[end - 1] is Tag.VERB
        end -= copula
        found = _phrase_ending(context, end, sentence.first) or _document_before(context, draft, end, sentence)
        fits = found is not None and (first or agrees(context, found, draft.agreement))
        return replace(draft, source=found, rule="attribution.relative") if fits else draft
    told = _told_by_information(context, at, sentence)
    if told is not None:
        kind = source_kind(context, told)
        return replace(draft, cue=(told[0], draft.cue[1]), kind=kind, rule="attribution.information")
    source = _opening_phrase(context, draft, at, sentence) or _joined_before(context, draft, at, sentence)
    source = source or _document_before(context, draft, at, sentence)
    return replace(draft, source=source) if source is not None else draft


def _many(context: Context, source: Range, agreement: Agreement) -> bool:
    """Whether several people stand before a verb in the masculine singular, whose subject they then are not."""
    one = agreement.number == "s" and agreement.gender == "m"
    return one and phrase_number(context, source) in ("d", "p")


def _joined_before(context: Context, draft: Draft, at: int, sentence: Sentence) -> Range | None:
    """ "… and Beijing threatens …": the subject of a headline's second clause, joined to the first."""
    sheet = context.sheet
    if not sentence.title:
        return None
    for begin in range(at - 1, max(sentence.first, at - _HEADLINE), -1):
        if starts_joined(sheet, sheet.words[begin]):
            source = source_phrase(context, begin, at) if sheet.tags[begin] in _PHRASE_OPENS else None
            speaks = source is not None and source[1] == at and source_kind(context, source) is not None
            return source if source is not None and speaks and agrees(context, source, draft.agreement) else None
    return None


_HEADLINE = 6
"""Words of a subject in a headline, and one."""


def _document_before(context: Context, draft: Draft, end: int, sentence: Sentence) -> Range | None:
    """The document that a clause such as "which provides for …" describes, whatever stands between them."""
    sheet = context.sheet
    verb = sheet.verb(draft.cue[0])
    if verb is None or verb.lemma not in context.lexicon.only[SourceKind.DOCUMENT]:
        return None
    end -= sheet.tags[end - 1] is Tag.MARK
    for begin in range(end - 1, max(sentence.first, end - _DOCUMENT) - 1, -1):
        if sheet.tags[begin] is Tag.VERB:
            return None
        if sheet.tags[begin] is Tag.NOMINAL and source_kind(context, (begin, begin + 1)) is SourceKind.DOCUMENT:
            return begin, end
    return None


_DOCUMENT = 10
"""Words that a document's name and parties may take up before a relative clause about it."""


def _as_for(context: Context, at: int, sentence: Sentence) -> Range | None:
    """ "As for X, he said": X, when a source's phrase opens behind those words and no verb stands between."""
    sheet = context.sheet
    for index in range(at - 2, sentence.first - 1, -1):
        if sheet.tags[index] is Tag.VERB:
            return None
        if sheet.words[index].info.among(context.lexicon.as_for):
            source = source_phrase(context, index + 1, at)
            return source if source is not None and source_kind(context, source) is not None else None
    return None


def _opening_phrase(context: Context, draft: Draft, at: int, sentence: Sentence) -> Range | None:
    """The phrase that opens the verb's clause, when it can speak (or a complementiser puts it before its verb), agrees,
    and only adverbials follow it."""
    sheet = context.sheet
    begin = clause_opening(sheet, at, sentence.first)
    fronted = begin > 0 and sheet.tags[begin - 1] is Tag.COMPLEMENTISER
    begin += fronted and sheet.tags[begin] is Tag.MARK
    source = source_phrase(context, begin, at)
    if source is None or not agrees(context, source, draft.agreement) or _many(context, source, draft.agreement):
        return None
    if source_kind(context, source) is None and not (fronted and source[1] == at):
        return None
    if draft.agreement.number in ("p", "d"):
        source = source[0], joined_phrases(sheet, source[0], at)[-1][1]
    return source if _only_adverbials(sheet, source[1], at) else None


def _told_by_information(context: Context, at: int, sentence: Sentence) -> Range | None:
    """ "new information that says": an indefinite noun of information right before its verb."""
    source = _phrase_ending(context, at, sentence.first)
    if source is None or context.sheet.words[source[0]].info.definite:
        return None
    return source if _speaking_class(context, source) == "information" else None


def _speaking_class(context: Context, source: Range) -> str:
    found = head_noun(context, source[0], source[1])
    return found.value.cls if found is not None else ""


def clause_opening(sheet: Sheet, at: int, limit: int) -> int:
    """Where the clause of the verb at `at` opens: behind the last comma or complementiser."""
    begin = clause_start(sheet, at, limit)
    for index in range(at - 1, begin - 1, -1):
        if sheet.tags[index] in (Tag.COMPLEMENTISER, Tag.SUBORDINATOR, Tag.CONJUNCTION, Tag.PARTICLE, Tag.VERB):
            return index + 1
        if sheet.tags[index] is Tag.MARK and (
            sheet.words[index].form in sheet.language.marks.colon or _rubric(sheet, index)
        ):
            return index + 1
    return begin


def _rubric(sheet: Sheet, at: int) -> bool:
    """Whether a mark ends the rubric of a headline ("politics / …")."""
    marks = sheet.language.marks
    if not sheet.sentence_of(at).title or sheet.mention[at] >= 0 or sheet.time[at] >= 0:
        return False
    form = sheet.words[at].form
    return not (form in marks.brackets or form in marks.clause_end or is_quote_mark(sheet.words[at], marks))


_BEFORE_CLAUSE = (Tag.MARK, Tag.COMPLEMENTISER, Tag.CONJUNCTION, Tag.SUBORDINATOR)


def has_other_subject(sheet: Sheet, at: int, sentence: Sentence) -> bool:
    """Whether a noun opens the clause of a verb that nothing joins to the one before: its subject, though unknown."""
    begin = clause_opening(sheet, at, sentence.first)
    if begin > sentence.first and sheet.tags[begin - 1] not in _BEFORE_CLAUSE:
        return False
    return begin < at and sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME) and not sheet.proclitics(begin)


def antecedent(sheet: Sheet, end: int, limit: int) -> Range | None:
    """The longest noun phrase that ends right before word `end`."""
    for begin in range(max(limit, end - 8), end):
        opens = sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME) and not _circumstance(sheet, begin)
        if opens and noun_phrase(sheet, begin, end) == end:
            return begin, end
    return None


def _circumstance(sheet: Sheet, at: int) -> bool:
    """Whether a word is an indefinite participle in the accusative, which governs the noun behind it."""
    info = sheet.words[at].info
    return not info.definite and any(m.pos == Pos.ACTIVE and m.mood in _CASES for m in info.morphs)


_CASES = ("accusative", "oblique")


def _only_adverbials(sheet: Sheet, first: int, last: int) -> bool:
    """Whether only times, places and marks stand between a subject and its verb."""
    at = first
    while at < last:
        unknown = sheet.words[at].info.morphs[0].pos == Pos.UNKNOWN and not sheet.words[at].info.definite
        if sheet.tags[at] in (Tag.TIME, Tag.ADVERB, Tag.MARK) or unknown:
            at += 1
        elif sheet.tags[at] is Tag.PREPOSITION:
            at = max(at + 1, noun_phrase(sheet, at + 1, last))
        else:
            return False
    return True


def _phrase_ending(context: Context, end: int, limit: int) -> Range | None:
    """The longest noun phrase that ends right before word `end` and can speak."""
    sheet = context.sheet
    for begin in range(max(limit, end - 12), end):
        prepositions = set(sheet.proclitics(begin)) - sheet.language.joiners
        if (
            sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME)
            and not prepositions
            and not _describing(sheet, begin, end, limit)
        ):
            source = source_phrase(context, begin, end)
            if source is not None and source[1] == end and source_kind(context, source) is not None:
                return source
    return None


def _describing(sheet: Sheet, begin: int, end: int, limit: int) -> bool:
    """Whether a definite word at `begin` only describes the noun before it ("the suicide attack")."""
    definite = sheet.tags[begin] is Tag.NOMINAL and sheet.words[begin].info.definite
    before = (
        definite and begin > limit and sheet.tags[begin - 1] is Tag.NOMINAL and sheet.words[begin - 1].info.definite
    )
    return before and noun_phrase(sheet, begin - 1, end) == end


def subject_after(context: Context, draft: Draft, cue: Cue, found: Found) -> Range | None:
    """The subject behind the verb. Where the verb also takes an object, one lone phrase that does not agree with the
    verb, or that nothing lets speak, is the object."""
    sheet = context.sheet
    at = _behind_occasion(context, skip_adverbs(sheet, draft.cue[1], found.mark), found.mark)
    at = _behind_so_called(context, at, found.mark)
    if at >= found.mark or draft.agreement.person == 1 or draft.agreement.number in ("p", "d"):
        return None
    if sheet.tags[at] is Tag.VERB and at == draft.cue[1] and found.complement.take is not Take.OBJECT:
        end = unrecognised_name(context, at, min(found.mark + 1, len(sheet.words)))
        return (at, end) if end > at else None
    if sheet.tags[at] not in _PHRASE_OPENS or sheet.proclitics(at):
        return None
    if any(sheet.language.bare(m) in context.lexicon.cue_objects for m in sheet.words[at].info.morphs):
        return None
    source = _put_out(context, source_phrase(context, at, found.mark), found.mark)
    return source if source is not None and _fits_as_subject(context, source, draft, cue, found) else None


def _behind_so_called(context: Context, at: int, limit: int) -> int:
    """Behind "what is called" before the name that somebody gives himself."""
    sheet = context.sheet
    if at + 2 >= limit or sheet.tags[at] is not Tag.RELATIVE or sheet.words[at].info.definite:
        return at
    called = any(m.lemma in context.lexicon.calls for m in sheet.words[at + 1].info.morphs if m.pos == Pos.VERB)
    return at + 2 if called else at


def _put_out(context: Context, source: Range | None, limit: int) -> Range | None:
    """A document with who put it out ("a report that X wrote")."""
    if source is None or source[1] + 1 >= limit or not publishes(context, source[1]):
        return source
    if source_kind(context, source) is not SourceKind.DOCUMENT:
        return source
    publisher = source_phrase(context, source[1] + 1, limit)
    return (source[0], publisher[1]) if publisher is not None else source


_PHRASE_OPENS = frozenset((Tag.NOMINAL, Tag.NAME, Tag.MARK, Tag.DEMONSTRATIVE))


def _behind_occasion(context: Context, at: int, limit: int) -> int:
    """Behind "in a speech (in Cairo)" between a verb and its subject."""
    sheet = context.sheet
    if at + 1 >= limit or sheet.tags[at] is not Tag.PREPOSITION:
        return at
    if context.lexicon.places_of_speech.match(sheet.words, at + 1) is None:
        return at
    end = max(at + 2, noun_phrase(sheet, at + 1, limit))
    placed = end < limit and sheet.tags[end] is Tag.NAME and sheet.proclitics(end)
    return skip_adverbs(sheet, noun_phrase(sheet, end, limit) if placed else end, limit)


def _fits_as_subject(context: Context, source: Range, draft: Draft, cue: Cue, found: Found) -> bool:
    has_object = any(c.after_object for c in cue.complements)
    spoken = found.complement.take in (Take.THAT, Take.COLON, Take.QUOTE)
    if source_kind(context, source) is None and (has_object or not spoken):
        return False
    if found.complement.with_object and _nothing_between(context.sheet, source[1], found.mark):
        verb = context.sheet.verb(draft.cue[0])
        return verb is not None and bool(verb.enclitic)
    alone = has_object and not object_phrase(context.sheet, source[1], found.mark)
    return not alone or agrees(context, source, draft.agreement)


def _nothing_between(sheet: Sheet, at: int, mark: int) -> bool:
    """Whether only times stand between a phrase and what marks the content, so that the phrase is the accused."""
    return all(sheet.tags[i] in (Tag.TIME, Tag.ADVERB, Tag.MARK) for i in range(at, mark))


def subject_last(context: Context, draft: Draft, sentence: Sentence) -> Draft:
    """ "claimed the attack the group X": a subject behind the object."""
    sheet = context.sheet
    begin = draft.content[0][0]
    end = noun_phrase(sheet, begin, sentence.last)
    if end == begin or end >= sentence.last or sheet.proclitics(end) or source_kind(context, (begin, end)) is not None:
        return draft
    source = source_phrase(context, end, sentence.last)
    if source is None or source_kind(context, source) is None:
        return draft
    return replace(draft, source=source, content=((begin, end),), rule="attribution.verb.subject-last")


def object_phrase(sheet: Sheet, at: int, limit: int) -> Range | None:
    """The noun phrase behind the subject, times passed over."""
    while at < limit and sheet.tags[at] in (Tag.TIME, Tag.ADVERB):
        at += 1
    end = noun_phrase(sheet, at, limit)
    return (at, end) if end > at else None


def skip_adverbs(sheet: Sheet, at: int, limit: int) -> int:
    """Behind a pronoun with its preposition and times that stand right after the verb."""
    while at < limit and (
        sheet.tags[at] in (Tag.TIME, Tag.ADVERB, Tag.PRONOUN)
        or (sheet.tags[at] is Tag.PREPOSITION and sheet.words[at].info.morphs[0].enclitic)
    ):
        at += 1
    return at


def addressee(context: Context, at: int, limit: int) -> Range | None:
    """To whom it was said: a phrase behind the addressee's preposition; asides are passed over."""
    index = at
    while index < limit:
        told = _addressed(context, index, limit)
        if told is not None:
            return told
        index = max(index + 1, aside_end(context, index, limit))
    return None


def _addressed(context: Context, index: int, limit: int) -> Range | None:
    """The one addressed by what is written at word `index`: a preposition on the noun, before a quotation mark, or the
    partner of an interview."""
    sheet = context.sheet
    if sheet.language.addresses(sheet.words[index].info) and sheet.tags[index] in (Tag.NOMINAL, Tag.NAME, Tag.MARK):
        end = noun_phrase(sheet, index, limit)
        if end > index and source_kind(context, (index, end)) in _LISTENERS:
            return index, end
        if context.lexicon.audiences.match(sheet.words, index) is not None:
            return index, max(end, index + 1)
    if index + 1 >= limit:
        return None
    end = noun_phrase(sheet, index + 1, limit)
    if sheet.words[index].form == sheet.language.address and end > index + 1:
        return index + 1, end
    partner = sheet.words[index].form in context.lexicon.partner
    told = partner and end > index + 1 and source_kind(context, (index + 1, end)) is SourceKind.MEDIA
    return (index + 1, end) if told else None


def listener(context: Context, at: int, limit: int) -> Range | None:
    """Who is told, as the verb's object."""
    told = object_phrase(context.sheet, at, limit)
    if told is None:
        return None
    audience = context.lexicon.audiences.match(context.sheet.words, told[0]) is not None
    return told if audience or source_kind(context, told) in _LISTENERS else None


_LISTENERS = (SourceKind.MEDIA, SourceKind.PERSON, SourceKind.UNNAMED, SourceKind.ORGANISATION)
