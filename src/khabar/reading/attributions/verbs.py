"""Cues that are verbs, participles or verbal nouns, with their source, addressee and the start of their content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from khabar.languages.attributions import Cue, Take
from khabar.languages.base import Pos
from khabar.model import Morph, NameType, Sentence, SourceKind, Stance
from khabar.reading.attributions.complements import Found, find_complement
from khabar.reading.attributions.draft import Agreement, Context, Draft, Range
from khabar.reading.attributions.sources import head_noun, source_kind, source_phrase
from khabar.reading.chunks import clause_end, clause_start, noun_phrase, starts_joined
from khabar.reading.sheet import Sheet, Tag

_MENTAL = frozenset((Stance.THINK, Stance.EXPECT))


def verbal_drafts(context: Context, sentence: Sentence) -> list[Draft]:
    """The drafts of all verbal cues of a sentence, in order; `content` holds only where it begins."""
    out: list[Draft] = []
    at = sentence.first
    while at < sentence.last:
        draft = _draft_at(context, at, sentence)
        if draft is not None:
            out.append(draft)
        at = max(at + 1, draft.cue[1] if draft else at)
    return out


def _draft_at(context: Context, at: int, sentence: Sentence) -> Draft | None:
    sheet = context.sheet
    if sheet.tags[at] is Tag.VERB or _verb_after_all(context, at, sentence):
        return next(filter(None, (_finite(context, at, m, sentence) for m in _verbs(sheet, at))), None)
    if sheet.tags[at] in (Tag.NOMINAL, Tag.ADVERB):
        return next(filter(None, (_nominal(context, at, m, sentence) for m in sheet.words[at].info.morphs)), None)
    return None


def _nominal(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    if morph.pos == Pos.ACTIVE and morph.lemma in context.lexicon.verbs:
        return _participle(context, at, morph, sentence)
    if morph.pos in (Pos.MASDAR, Pos.NOUN):
        return _verbal_noun(context, at, morph, sentence)
    return None


def _verb_after_all(context: Context, at: int, sentence: Sentence) -> bool:
    """A written form that is mostly a preposition but opens a sentence, or stands before a complementiser, as a verb."""
    sheet = context.sheet
    if sheet.tags[at] is not Tag.PREPOSITION or not sheet.words[at].has(Pos.VERB):
        return False
    following = sheet.tags[at + 1] if at + 1 < sentence.last else Tag.MARK
    turn = context.lexicon.turns.match(sheet.words, sentence.first)
    begin = turn.last if turn is not None else sentence.first
    opens = at == begin or (at == begin + 1 and sheet.tags[begin] is Tag.MARK)
    return following is Tag.COMPLEMENTISER or (opens and following in (Tag.NOMINAL, Tag.NAME))


def _asserted(context: Context, at: int, morph: Morph) -> Cue | None:
    """The cue that a verb makes here; "did not rule out" is a thought, other denied verbs are none."""
    cue = context.lexicon.verbs.get(morph.lemma)
    if cue is None or not _unasserted(context.sheet, at, morph):
        return cue
    if context.sheet.tags[at - 1] is Tag.NEGATION and morph.lemma in context.lexicon.ruling_out:
        return replace(cue, stance=Stance.THINK)
    return None


def _beyond_clause(sheet: Sheet, first: int, last: int) -> bool:
    return clause_end(sheet, first, last) < last


def _hides_name(context: Context, found: Found) -> bool:
    """ "… who declined to be named": what a report says of its source, not what the source says."""
    return context.lexicon.anonymity.match(context.sheet.words, found.first) is not None


def _has_clause(found: Found) -> bool:
    return found.complement.take in (Take.THAT, Take.COLON, Take.QUOTE) or found.complement.with_object


def _unasserted(sheet: Sheet, at: int, morph: Morph) -> bool:
    """ "did not say", "that he announce": a verb denied, or put as a wish, presents nobody's words."""
    if at == 0:
        return False
    before = sheet.tags[at - 1]
    return before is Tag.NEGATION or (before is Tag.COMPLEMENTISER and morph.tense == "present")


def _verbs(sheet: Sheet, at: int) -> Iterator[Morph]:
    """The verbal readings of a word, one for each lemma."""
    seen: set[str] = set()
    for morph in sheet.words[at].info.morphs:
        if morph.pos == Pos.VERB and morph.lemma not in seen:
            seen.add(morph.lemma)
            yield morph


def _finite(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    cue = _asserted(context, at, morph)
    if cue is None or (morph.person == 1 and cue.stance in _MENTAL):
        return None
    begin = _behind_helper(context, at + 1, sentence.last)
    agreement = Agreement(morph.person, morph.gender, morph.number)
    draft = Draft((at, begin), None, (), cue.stance, "", agreement)
    if morph.person != 1:
        draft = _subject_before(context, draft, at, sentence)
    found = find_complement(context, cue, begin, sentence.last, subject=draft.source is not None)
    if found is None or _beyond_clause(context.sheet, begin, found.mark):
        resumed = _resumed(context, at, cue, agreement, sentence)
        if resumed is not None:
            return resumed
    if found is None or (_hides_name(context, found) or (morph.enclitic and not _has_clause(found))):
        return None
    rule = draft.rule or f"attribution.verb.{_name(found)}"
    draft = replace(draft, content=((found.first, found.first),), rule=rule)
    draft = _with_zone(context, draft, cue, found, begin)
    if draft.source is None and found.complement.take is Take.OBJECT:
        draft = _subject_last(context, draft, sentence)
    if found.complement.take is Take.PREPOSITION:
        draft = replace(draft, stance=_expressed(context, found, draft.stance))
    if draft.source is None and draft.kind is None and _impersonal(context, morph, at, sentence):
        return None
    return replace(draft, dropped=draft.source is None and draft.kind is None)


def _behind_helper(context: Context, at: int, limit: int) -> int:
    """Behind "saying" after another verb of speech, which makes one cue with it."""
    sheet = context.sheet
    if at < limit and sheet.tags[at] in (Tag.NOMINAL, Tag.ADVERB):
        for morph in sheet.words[at].info.morphs:
            cue = context.lexicon.verbs.get(morph.lemma)
            if morph.pos == Pos.ACTIVE and cue is not None and cue.takes(Take.QUOTE) and not morph.proclitics:
                return at + 1
    return at


def _name(found: Found) -> str:
    return {Take.THAT: "that", Take.COLON: "colon", Take.QUOTE: "quote", Take.OBJECT: "object"}.get(
        found.complement.take, "preposition"
    )


def _impersonal(context: Context, morph: Morph, at: int, sentence: Sentence) -> bool:
    """ "It is expected that …": a present verb of thought or telling that opens a sentence without a subject."""
    first = at == sentence.first or all(context.sheet.tags[i] is Tag.MARK for i in range(sentence.first, at))
    return first and morph.tense == "present" and morph.number == "s" and morph.lemma in context.lexicon.unmarked


def _with_zone(context: Context, draft: Draft, cue: Cue, found: Found, begin: int) -> Draft:
    """Fill in source, addressee and the object that belongs to the content from the words before the complement."""
    sheet = context.sheet
    zone_end = found.mark
    source = draft.source or (None if draft.kind else _subject_after(context, draft, cue, found, begin, zone_end))
    behind = max(source[1], begin) if source else begin
    told = _told(context, behind, zone_end) if cue.stance in (Stance.STATE, Stance.CONFIRM, Stance.ANNOUNCE) else None
    if found.complement.with_object:
        victim = _object_phrase(sheet, behind, zone_end)
        if victim is not None:
            return replace(draft, source=source, told=told, content=((victim[0], victim[0]),))
    return replace(draft, source=source, told=told)


def _expressed(context: Context, found: Found, stance: Stance) -> Stance:
    """The stance that "voiced his thanks", "voiced its condemnation" take from their noun."""
    if found.complement.preposition not in context.lexicon.via or found.first >= len(context.sheet.words):
        return stance
    morphs = context.sheet.words[found.first].info.morphs
    found_stances = (context.lexicon.expressions.get(context.sheet.language.bare(m)) for m in morphs)
    return next((s for s in found_stances if s is not None), stance)


def _subject_last(context: Context, draft: Draft, sentence: Sentence) -> Draft:
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


def _object_phrase(sheet: Sheet, at: int, limit: int) -> Range | None:
    while at < limit and sheet.tags[at] in (Tag.TIME, Tag.ADVERB):
        at += 1
    end = noun_phrase(sheet, at, limit)
    return (at, end) if end > at else None


def _subject_after(
    context: Context, draft: Draft, cue: Cue, found: Found, begin: int, zone_end: int
) -> Range | None:
    """The subject behind the verb. Where the verb also takes an object, one lone phrase that does not agree with the
    verb, or that nothing lets speak, is the object."""
    sheet = context.sheet
    at = _skip(sheet, begin, zone_end)
    if at >= zone_end or sheet.tags[at] not in (Tag.NOMINAL, Tag.NAME, Tag.MARK, Tag.DEMONSTRATIVE):
        return None
    if draft.agreement.person == 1 or draft.agreement.number in ("p", "d"):
        return None
    if sheet.proclitics(at):
        return None
    source = source_phrase(context, at, zone_end)
    if source is None:
        return None
    kind = source_kind(context, source)
    has_object = any(c.after_object for c in cue.complements)
    if kind is None and (has_object or found.complement.take not in (Take.THAT, Take.COLON, Take.QUOTE)):
        return None
    if has_object and not _object_phrase(sheet, source[1], zone_end) and not agrees(context, source, draft.agreement):
        return None
    return source


def _skip(sheet: Sheet, at: int, limit: int) -> int:
    """Behind a pronoun with its preposition and times that stand right after the verb."""
    while at < limit and (
        sheet.tags[at] in (Tag.TIME, Tag.ADVERB, Tag.PRONOUN)
        or (sheet.tags[at] is Tag.PREPOSITION and sheet.words[at].info.morphs[0].enclitic)
    ):
        at += 1
    return at


def agrees(context: Context, source: Range, agreement: Agreement) -> bool:
    """Whether a noun phrase can be the subject of a verb that agrees so; unknown genders agree with everything."""
    gender = phrase_gender(context, source)
    return not gender or not agreement.gender or gender == agreement.gender


def phrase_gender(context: Context, source: Range) -> str:
    """m, f or "" for a noun phrase, from its first word."""
    sheet = context.sheet
    at = source[0]
    while at < source[1] - 1 and sheet.tags[at] is Tag.MARK:
        at += 1
    mention = sheet.mention_at(at)
    if mention is not None and mention.type is NameType.PLACE:
        return "m" if mention.form in sheet.language.masculine_places else "f"
    found = head_noun(context, at, source[1])
    if found is not None and found.value.gender:
        return found.value.gender if found.value.number != "p" else ""
    return "" if sheet.tags[at] is Tag.NAME else sheet.language.gender(sheet.words[at].form)


def _told(context: Context, at: int, limit: int) -> Range | None:
    """To whom it was said: a phrase behind the addressee's preposition."""
    sheet = context.sheet
    for index in range(at, limit):
        if sheet.language.addresses(sheet.words[index].info) and sheet.tags[index] in (Tag.NOMINAL, Tag.NAME, Tag.MARK):
            end = noun_phrase(sheet, index, limit)
            if end > index and source_kind(context, (index, end)) in _LISTENERS:
                return index, end
            if context.lexicon.audiences.match(sheet.words, index) is not None:
                return index, max(end, index + 1)
        if sheet.words[index].form == sheet.language.address and index + 1 < limit:
            end = noun_phrase(sheet, index + 1, limit)
            if end > index + 1:
                return index + 1, end
    return None


_LISTENERS = (SourceKind.MEDIA, SourceKind.PERSON, SourceKind.UNNAMED, SourceKind.ORGANISATION)


def _subject_before(context: Context, draft: Draft, at: int, sentence: Sentence) -> Draft:
    """A subject that stands before its verb: in headlines, and after a complementiser or a relative pronoun."""
    sheet = context.sheet
    if starts_joined(sheet, sheet.words[at]) or at == sentence.first:
        return draft
    if sheet.tags[at - 1] is Tag.RELATIVE:
        antecedent = _phrase_ending(context, at - 1, sentence.first)
        return replace(draft, source=antecedent, rule="attribution.relative") if antecedent else draft
    begin = _opening(sheet, at, sentence.first)
    told = _told_by_information(context, at, sentence)
    if told is not None:
        kind = source_kind(context, told)
        return replace(draft, cue=(told[0], draft.cue[1]), kind=kind, rule="attribution.information")
    source = source_phrase(context, begin, at)
    if source is None or not agrees(context, source, draft.agreement):
        return draft
    kind = source_kind(context, source)
    if kind is None and not (begin > 0 and sheet.tags[begin - 1] is Tag.COMPLEMENTISER and source[1] == at):
        return draft
    if not _only_adverbials(sheet, source[1], at):
        return draft
    return replace(draft, source=source)


def _told_by_information(context: Context, at: int, sentence: Sentence) -> Range | None:
    """ "new information that says": an indefinite noun of information right before its verb."""
    source = _phrase_ending(context, at, sentence.first)
    if source is None or context.sheet.words[source[0]].info.definite:
        return None
    return source if _speaking_class(context, source) == "information" else None


def _speaking_class(context: Context, source: Range) -> str:
    found = head_noun(context, source[0], source[1])
    return found.value.cls if found is not None else ""


def _opening(sheet: Sheet, at: int, limit: int) -> int:
    """Where the clause of the verb at `at` opens: behind the last comma or complementiser."""
    begin = clause_start(sheet, at, limit)
    for index in range(at - 1, begin - 1, -1):
        if sheet.tags[index] in (Tag.COMPLEMENTISER, Tag.SUBORDINATOR, Tag.CONJUNCTION, Tag.PARTICLE, Tag.VERB):
            return index + 1
    return begin


def _only_adverbials(sheet: Sheet, first: int, last: int) -> bool:
    """Whether only times, places and marks stand between a subject and its verb."""
    at = first
    while at < last:
        if sheet.tags[at] in (Tag.TIME, Tag.ADVERB, Tag.MARK):
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
        if sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME):
            source = source_phrase(context, begin, end)
            if source is not None and source[1] == end and source_kind(context, source) is not None:
                return source
    return None


def _participle(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    """ "… noting that": a participle as circumstance, indefinite, at the head of its phrase."""
    sheet = context.sheet
    cue = context.lexicon.verbs[morph.lemma]
    tabled = Pos.NOUN in sheet.words[at].info.pos
    circumstantial = morph.mood == "accusative" or (not tabled and (morph.gender == "f" or morph.number == "p"))
    if sheet.words[at].info.definite or not circumstantial or not _opens_phrase(sheet, at, sentence):
        return None
    found = find_complement(context, cue, at + 1, sentence.last)
    if found is None:
        return None
    content = ((found.first, found.first),)
    rule = f"attribution.participle.{_name(found)}"
    agreement = Agreement(3, morph.gender, morph.number)
    stance = _expressed(context, found, cue.stance)
    return Draft((at, at + 1), None, content, stance, rule, agreement, dropped=True)


def _opens_phrase(sheet: Sheet, at: int, sentence: Sentence) -> bool:
    """Whether a participle stands where a circumstance can: first, after a mark, or joined to the one before."""
    if at == sentence.first or starts_joined(sheet, sheet.words[at]):
        return True
    before = sheet.tags[at - 1]
    return before in (Tag.MARK, Tag.NAME, Tag.TIME, Tag.VERB) or sheet.words[at - 1].info.definite


def _verbal_noun(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    """ "the officials' warning that …", "his saying that …": a noun of speech with its source and a clause."""
    sheet = context.sheet
    cue = _noun_cue(context, at, morph)
    if cue is None:
        return None
    begin = at + 1
    source = None if morph.enclitic else source_phrase(context, begin, sentence.last)
    if source is not None and (source_kind(context, source) is None or not _genitive(sheet, source)):
        source = None
    behind = source[1] if source else begin
    found = _noun_complement(context, cue, behind, source, sentence)
    if found is None or not (source or morph.enclitic or sheet.words[at].info.definite or _rumour(context, at)):
        return None
    rule = f"attribution.noun.{_name(found)}"
    content = ((found.first, found.first),)
    rumour = source is None and not morph.enclitic and _rumour(context, at)
    kind = source_kind(context, (at, at + 1)) if rumour else None
    return Draft((at, at + 1), source, content, cue.stance, rule, dropped=source is None and not rumour, kind=kind)


def _noun_complement(
    context: Context, cue: Cue, behind: int, source: Range | None, sentence: Sentence
) -> Found | None:
    """The clause right behind a noun of speech; behind its source also a phrase, past the one who is addressed."""
    mark = _skip(context.sheet, behind, sentence.last)
    reach = mark + (_ADDRESSEE if source is not None else 1)
    found = find_complement(context, cue, mark, min(sentence.last, reach))
    if found is None or found.complement.take is Take.OBJECT:
        return None
    return found if source is not None or found.complement.take is Take.THAT else None


_ADDRESSEE = 8
"""Words that the one addressed may take up between a noun of speech with its source and the content."""


def _rumour(context: Context, at: int) -> bool:
    found = context.lexicon.speaking.match(context.sheet.words, at)
    return found is not None and found.value.cls in ("rumour", "information", "document")


def _resumed(context: Context, at: int, cue: Cue, agreement: Agreement, sentence: Sentence) -> Draft | None:
    """ "the truce that the kingdom called for": the content is the noun that the relative clause describes."""
    sheet = context.sheet
    if at == sentence.first or sheet.tags[at - 1] is not Tag.RELATIVE or at + 1 >= sentence.last:
        return None
    pronoun = sheet.words[at + 1].info.morphs[0]
    wanted = {c.preposition for c in cue.complements if c.take is Take.PREPOSITION}
    if not pronoun.enclitic or pronoun.pos != Pos.PREPOSITION or pronoun.stem.removesuffix(pronoun.enclitic) not in wanted:
        return None
    source = source_phrase(context, at + 2, sentence.last) if at + 2 < sentence.last else None
    content = _antecedent(sheet, at - 1, sentence.first)
    if source is None or source_kind(context, source) is None or content is None:
        return None
    return Draft((at, at + 2), source, (content,), cue.stance, "attribution.verb.resumed", agreement)


def _antecedent(sheet: Sheet, end: int, limit: int) -> Range | None:
    """The longest noun phrase that ends right before word `end`."""
    for begin in range(max(limit, end - 8), end):
        if sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME) and noun_phrase(sheet, begin, end) == end:
            return begin, end
    return None


def _genitive(sheet: Sheet, source: Range) -> bool:
    return not sheet.proclitics(source[0])


def _noun_cue(context: Context, at: int, morph: Morph) -> Cue | None:
    """The cue that a noun makes: by its own row, else by the verb it is the verbal noun of."""
    bare = context.sheet.language.bare(morph)
    return context.lexicon.nouns.get(bare)


def clause_subject(context: Context, first: int, last: int, agreement: Agreement) -> Range | None:
    """The first phrase in words [first, last) that can speak and agrees: the subject of the clause."""
    sheet = context.sheet
    at = first
    while at < last:
        fits = sheet.tags[at] in (Tag.NOMINAL, Tag.NAME) and not sheet.proclitics(at)
        source = source_phrase(context, at, last) if fits else None
        if source is not None and source_kind(context, source) is not None:
            return source if agrees(context, source, agreement) else None
        at = source[1] if source is not None else at + 1
    return None
