"""Cues that are finite verbs, with their source, addressee and the start of their content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from khabar.languages.attributions import Cue, Take
from khabar.languages.base import Pos
from khabar.model import Morph, Sentence, SourceKind, Stance, WordInfo
from khabar.reading.attributions.accusations import accused_draft
from khabar.reading.attributions.complements import Found, carries_pronoun, find_complement
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.nominals import (
    adjective_draft,
    complement_name,
    expressed_stance,
    helper_end,
    noun_draft,
    participle_draft,
)
from khabar.reading.attributions.quoted import behind_quotation
from khabar.reading.attributions.resumed import resumed_draft
from khabar.reading.attributions.sources import source_phrase, whole_source
from khabar.reading.attributions.subjects import (
    addressee,
    has_other_subject,
    listener,
    object_phrase,
    skip_adverbs,
    subject_after,
    subject_before,
    subject_last,
)
from khabar.reading.chunks import clause_end
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
    if not _may_cue(context, sheet.words[at].info):
        return None
    if sheet.tags[at] is Tag.VERB or _verb_after_all(context, at, sentence):
        return next(filter(None, (_finite(context, at, m, sentence) for m in _verbs(sheet, at))), None)
    if sheet.tags[at] in (Tag.NOMINAL, Tag.ADVERB):
        return next(filter(None, (_nominal(context, at, m, sentence) for m in sheet.words[at].info.morphs)), None)
    return None


def _may_cue(context: Context, info: WordInfo) -> bool:
    """Whether some reading of a written form is in the table of cues; forms that have none are remembered."""
    lexicon = context.lexicon
    if info.form in lexicon.barren:
        return False
    bare = context.sheet.language.bare
    for morph in info.morphs:
        if morph.lemma in lexicon.verbs or morph.lemma in lexicon.adjectives:
            return True
        if morph.pos in (Pos.MASDAR, Pos.NOUN) and bare(morph) in lexicon.nouns:
            return True
    lexicon.barren.add(info.form)
    return False


def _nominal(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    if morph.lemma in context.lexicon.adjectives and morph.pos in (Pos.ACTIVE, Pos.ADJECTIVE):
        return adjective_draft(context, at, morph, sentence)
    if morph.pos == Pos.ACTIVE and morph.lemma in context.lexicon.verbs:
        return participle_draft(context, at, morph, sentence)
    if morph.pos == Pos.PASSIVE and morph.lemma in context.lexicon.verbs:
        return accused_draft(context, at, morph, sentence)
    if morph.pos in (Pos.MASDAR, Pos.NOUN):
        return noun_draft(context, at, morph, sentence)
    return None


def _verb_after_all(context: Context, at: int, sentence: Sentence) -> bool:
    """A form that is mostly a preposition, or a rare noun, but stands as a verb where it opens a sentence or comes
    before a complementiser."""
    sheet = context.sheet
    if sheet.tags[at] not in (Tag.PREPOSITION, Tag.NOMINAL) or not sheet.words[at].has(Pos.VERB):
        return False
    following = sheet.tags[at + 1] if at + 1 < sentence.last else Tag.MARK
    turn = context.lexicon.turns.match(sheet.words, sentence.first)
    begin = turn.last if turn is not None else sentence.first
    opens = at == begin or (at == begin + 1 and sheet.tags[begin] is Tag.MARK)
    if sheet.tags[at] is Tag.PREPOSITION:
        return following is Tag.COMPLEMENTISER or (opens and following in (Tag.NOMINAL, Tag.NAME))
    untabled = not sheet.words[at].info.pos & {Pos.NOUN, Pos.ADJECTIVE}
    if untabled and at > sentence.first and sheet.tags[at - 1] in (Tag.NOMINAL, Tag.NAME):
        return _before_clause(sheet, at + 1, sentence.last)
    rare = untabled and _joined_past(sheet, at)
    apart = opens or sheet.tags[at - 1] is Tag.MARK
    source = source_phrase(context, at + 1, sentence.last) if rare and apart and at + 1 < sentence.last else None
    return source is not None and source_kind(context, source) is not None


def _before_clause(sheet: Sheet, at: int, limit: int) -> bool:
    """Whether a preposition with a complementiser follows ("indicate (to) that")."""
    return at + 1 < limit and sheet.tags[at] is Tag.PREPOSITION and sheet.tags[at + 1] is Tag.COMPLEMENTISER


def _joined_past(sheet: Sheet, at: int) -> bool:
    """Whether a word has a verbal reading in the past with a conjunction written onto it."""
    joiners = sheet.language.joiners
    morphs = (m for m in sheet.words[at].info.morphs if m.pos == Pos.VERB and m.tense == "past")
    return any(m.proclitics and set(m.proclitics) <= joiners for m in morphs)


def _asserted(context: Context, at: int, morph: Morph) -> Cue | None:
    """The cue that a verb makes here; "did not rule out" is a thought, other denied verbs are none."""
    cue = context.lexicon.verbs.get(morph.lemma)
    if cue is None or not _unasserted(context, at, morph):
        return cue
    if context.sheet.tags[at - 1] is Tag.NEGATION and morph.lemma in context.lexicon.ruling_out:
        return replace(cue, stance=Stance.THINK)
    return None


def _hides_name(context: Context, found: Found) -> bool:
    """ "… who declined to be named": what a report says of its source, not what the source says."""
    return context.lexicon.anonymity.match(context.sheet.words, found.first) is not None


def _gesture(context: Context, at: int, found: Found) -> bool:
    """ "…, and he pointed to his house": a circumstance with a pronoun and no clause tells what somebody does."""
    return at > 0 and context.sheet.tags[at - 1] is Tag.PRONOUN and not _has_clause(found)


def _has_clause(found: Found) -> bool:
    return found.complement.take in (Take.THAT, Take.QUOTE) or found.complement.with_object


def _unasserted(context: Context, at: int, morph: Morph) -> bool:
    """ "did not say", "if he says", "that he announce": a verb denied, supposed or wished presents nobody's words;
    "before he announced" is a fact."""
    sheet = context.sheet
    if at == 0:
        return False
    before = sheet.tags[at - 1]
    if at > 1 and sheet.words[at - 2].form in context.lexicon.asserting:
        return False
    return before in (Tag.NEGATION, Tag.CONDITIONAL) or (before is Tag.COMPLEMENTISER and morph.tense == "present")


_GOVERNED = "jussive"
"""The mood that a verb has only behind a negation or a condition."""


def _verbs(sheet: Sheet, at: int) -> Iterator[Morph]:
    """The verbal readings of a word, one for each lemma."""
    seen: set[str] = set()
    governed = at > 0 and sheet.tags[at - 1] in (Tag.NEGATION, Tag.CONDITIONAL)
    for morph in sheet.words[at].info.morphs:
        if (morph.mood == _GOVERNED and not governed) or _far_fetched(sheet.words[at].info.morphs[0], morph):
            continue
        if morph.pos == Pos.VERB and morph.lemma not in seen:
            seen.add(morph.lemma)
            yield morph


def _far_fetched(first: Morph, morph: Morph) -> bool:
    """Whether a reading takes for a sign of the future what belongs to the verb that is read first."""
    return morph.tense == "future" and first.pos == Pos.VERB and first.tense != "future"


def _first_person(context: Context, at: int, morph: Morph, sentence: Sentence) -> Morph:
    """The reading of a verb in quoted speech: its speaker's own where the form can be in the first person and no
    subject follows."""
    sheet = context.sheet
    first = next((m for m in sheet.words[at].info.morphs if m.person == 1 and m.lemma == morph.lemma), None)
    quotation = sheet.quotation_at(at) if first is not None and morph.person != 1 else None
    if first is None or quotation is None or len(sheet.covered(quotation.span)) < _SPOKEN:
        return morph
    if any(sheet.quotation[i] not in (-1, sheet.quotation[at]) for i in range(at, min(at + _NEXT, sentence.last))):
        return morph
    subject = skip_adverbs(sheet, at + 1, sentence.last)
    source = source_phrase(context, subject, sentence.last) if subject < sentence.last else None
    return morph if source is not None and source_kind(context, source) is not None else first


_SPOKEN = 4
"""Words that a quotation must have for its verbs to be the speaker's own."""
_NEXT = 6
"""Words from a verb to a quotation of its own."""


def _finite(context: Context, at: int, morph: Morph, sentence: Sentence) -> Draft | None:
    """The draft of a finite verb, or None where it presents nobody's words."""
    morph = _first_person(context, at, morph, sentence)
    cue = _asserted(context, at, morph)
    if cue is None or morph.voice == "passive" or (morph.person == 1 and cue.stance in _MENTAL):
        return None
    begin = helper_end(context, at + 1, sentence.last)
    draft = Draft((at, begin), None, (), cue.stance, "", Agreement(morph.person, morph.gender, morph.number))
    if morph.lemma in context.lexicon.circulates:
        return _circulating(context, draft, sentence)
    reported = _circulating(context, draft, sentence) if morph.enclitic else None
    if reported is None and morph.enclitic and cue.takes(Take.OBJECT) and cue.stance is not Stance.STATE:
        reported = resumed_draft(context, at, cue, draft.agreement, sentence)
    return reported or _spoken(context, draft, cue, morph, sentence)


def _circulating(context: Context, draft: Draft, sentence: Sentence) -> Draft | None:
    """ "what circulates (in the media) about …", "what the paper published about …": nobody's words, or the paper's."""
    sheet, at = context.sheet, draft.cue[0]
    if at == sentence.first or sheet.tags[at - 1] is not Tag.RELATIVE or sheet.words[at - 1].info.definite:
        return None
    begin = at + 1
    if begin < sentence.last and sheet.words[begin].form in context.lexicon.inside:
        begin += 1
    source = source_phrase(context, begin, sentence.last) if begin < sentence.last else None
    source = source if source is not None and source_kind(context, source) is not None else None
    first = _about(context, source[1] if source else at + 1, sentence.last)
    if first is None:
        return None
    rule = "attribution.verb.circulating"
    return replace(draft, source=source, content=((first, first),), rule=rule, kind=SourceKind.UNNAMED)


def _about(context: Context, at: int, limit: int) -> int | None:
    """The first word of what words are about: behind the preposition, and a complementiser behind it."""
    sheet = context.sheet
    at = skip_adverbs(sheet, at, limit)
    if at + 1 >= limit or sheet.words[at].form not in context.lexicon.about:
        return None
    clause = sheet.tags[at + 1] is Tag.COMPLEMENTISER and not carries_pronoun(sheet.words[at + 1])
    return at + 2 if clause and at + 2 < limit else at + 1


def _spoken(context: Context, draft: Draft, cue: Cue, morph: Morph, sentence: Sentence) -> Draft | None:
    """The draft of a verb of speech with its source and content."""
    at, begin = draft.cue
    if morph.person != 1:
        draft = subject_before(context, draft, at, sentence)
    subject = draft.source is not None or morph.person == 1 or morph.number in ("p", "d")
    found = find_complement(context, cue, begin, sentence.last, subject=subject)
    behind = behind_quotation(context, draft, cue, found, sentence)
    if behind is not None:
        return behind
    if found is None or clause_end(context.sheet, begin, found.mark) < found.mark:
        resumed = resumed_draft(context, at, cue, draft.agreement, sentence)
        if resumed is not None:
            return resumed
    if (
        found is None
        or _hides_name(context, found)
        or _gesture(context, at, found)
        or (morph.enclitic and not _has_clause(found))
    ):
        return None
    draft = _act_claimed(context, _completed(context, draft, cue, found, sentence))
    if _is_deed(context, draft, cue, found) or _has_own_object(context, draft, cue, found):
        return None
    unclaimed = draft.source is None and draft.kind is None
    if unclaimed and (morph.lemma in context.lexicon.named_only or _impersonal(context, morph, at, found, sentence)):
        return None
    nobody = unclaimed and _by_nobody(context, morph, at, found, sentence)
    if nobody and cue.stance is Stance.EXPECT:
        return None
    phrase = found.complement.take in (Take.OBJECT, Take.PREPOSITION) and not found.complement.with_object
    if nobody and phrase and morph.number not in ("d", "p") and morph.lemma not in context.lexicon.by_nobody:
        return None
    return replace(draft, dropped=unclaimed and not nobody)


def _has_own_object(context: Context, draft: Draft, cue: Cue, found: Found) -> bool:
    """ "tightened its measures after an attack on …": a thing of the subject's own is done something to, and what the
    preposition marks hangs on that."""
    sheet, at = context.sheet, max(draft.cue[1], draft.source[1] if draft.source else 0)
    if found.complement.take is not Take.PREPOSITION:
        return False
    if (
        any(c.after_object or c.with_object for c in cue.complements)
        or found.mark <= at
        or sheet.tags[at] is not Tag.NOMINAL
        or sheet.proclitics(at)
    ):
        return False
    morphs = sheet.words[at].info.morphs
    spoken = any(sheet.language.bare(m) in context.lexicon.cue_objects for m in morphs)
    himself = sheet.words[at].form in context.lexicon.honorifics
    return bool(morphs[0].enclitic) and not spoken and not himself and source_kind(context, (at, at + 1)) is None


def _by_nobody(context: Context, morph: Morph, at: int, found: Found, sentence: Sentence) -> bool:
    """Whether a verb has no speaker to be filled in: "and it is thought that …", "chants that say …"."""
    sheet = context.sheet
    if morph.lemma in context.lexicon.by_nobody:
        return True
    unmarked = morph.tense == "present" and morph.number == "s" and morph.gender == "m"
    if unmarked and morph.lemma in context.lexicon.unmarked and found.mark == at + 1:
        return True
    if morph.person == 3 and not morph.proclitics and has_other_subject(sheet, at, sentence):
        return True
    before = at - 1
    bare = before >= 0 and sheet.tags[before] is Tag.NOMINAL and not sheet.words[before].info.definite
    return bare and morph.tense == "present" and morph.number != "d" and not morph.proclitics


def _is_deed(context: Context, draft: Draft, cue: Cue, found: Found) -> bool:
    """Whether a verb with a noun phrase tells a deed rather than words: showing skill, announcing results, adopting a
    law, a court's convicting."""
    kind = source_kind(context, draft.source) if draft.source is not None else None
    if kind is None and draft.source is not None and cue.stance is Stance.THINK:
        return found.complement.take is Take.OBJECT
    if any(cue.lemma in lemmas and kind is not needed for needed, lemmas in context.lexicon.only.items()):
        return True
    if found.complement.take is not Take.OBJECT:
        return False
    language, words = context.sheet.language, context.sheet.words
    head = {form for m in words[draft.content[0][0]].info.morphs for form in (language.bare(m), m.lemma)}
    told = head & context.lexicon.things.get(cue.stance, frozenset())
    if cue.lemma in context.lexicon.publishes:
        return kind is not SourceKind.MEDIA or bool(told) or _defining(context.sheet, draft)
    if cue.lemma in context.lexicon.shows:
        return kind is not SourceKind.DOCUMENT
    if cue.stance is Stance.CONDEMN and draft.source is not None:
        return any(language.bare(words[i].info.morphs[0]) in context.lexicon.judges for i in range(*draft.source))
    return bool(told)


def _defining(sheet: Sheet, draft: Draft) -> bool:
    """Whether the verb stands in a clause that says which source is meant ("the channels that broadcast …")."""
    before = draft.cue[0] - 1
    return before >= 0 and sheet.tags[before] is Tag.RELATIVE and sheet.words[before].info.definite


def _act_claimed(context: Context, draft: Draft) -> Draft:
    """ "claimed (in a statement) responsibility for the attack": the content is the act."""
    words, (begin, end) = context.sheet.words, draft.content[0]
    if draft.stance is not Stance.ANNOUNCE:
        return draft
    at = next((i for i in range(begin, min(begin + _CLAIM, len(words) - 1)) if _claims(context, i)), None)
    if at is None or any(context.sheet.tags[i] in (Tag.COMPLEMENTISER, Tag.VERB) for i in range(begin, at)):
        return draft
    begin = at + 1 + (context.sheet.tags[at + 1] is Tag.PREPOSITION)
    return replace(draft, content=((begin, max(begin, end)),))


_CLAIM = 20
"""Words that a group's name and its statement may take up before "responsibility"."""


def _claims(context: Context, at: int) -> bool:
    return context.sheet.words[at].info.among(context.lexicon.responsibility)


def _completed(context: Context, draft: Draft, cue: Cue, found: Found, sentence: Sentence) -> Draft:
    """The draft with all that the complement tells."""
    rule = draft.rule or f"attribution.verb.{complement_name(found)}"
    draft = replace(draft, content=((found.first, found.first),), rule=rule)
    draft = _with_zone(context, draft, cue, found)
    if draft.source is None and found.complement.take is Take.OBJECT:
        return subject_last(context, draft, sentence)
    return replace(draft, stance=expressed_stance(context, found, replace(cue, stance=draft.stance)))


def _impersonal(context: Context, morph: Morph, at: int, found: Found, sentence: Sentence) -> bool:
    """ "It is expected that …", "rain is expected": a present verb of thought or telling without a subject, which opens
    a sentence or has a noun phrase behind it."""
    first = all(context.sheet.tags[i] is Tag.MARK for i in range(sentence.first, at))
    thing = found.complement.take is Take.OBJECT
    unmarked = morph.tense == "present" and morph.number == "s" and (thing or morph.gender == "m")
    return (first or thing) and unmarked and morph.lemma in context.lexicon.unmarked


def _with_zone(context: Context, draft: Draft, cue: Cue, found: Found) -> Draft:
    """Fill in source, addressee and the object that belongs to the content from the words before the complement."""
    source = draft.source or (None if draft.kind else subject_after(context, draft, cue, found))
    behind = max(source[1], draft.cue[1]) if source else draft.cue[1]
    told = addressee(context, behind, found.mark) if cue.stance in _TELLING else None
    if told is None and found.complement.take is Take.THAT and any(c.after_object for c in cue.complements):
        told = listener(context, behind, found.mark) if cue.stance in _TELLING else None
    objects = any(c.after_object or c.with_object for c in cue.complements)
    if source is not None and source is not draft.source and told is None and not objects:
        source = whole_source(context, source, found.mark) if found.complement.take is Take.THAT else source
    draft = replace(draft, source=source, told=told)
    described = object_phrase(context.sheet, behind, found.mark) if found.complement.with_object else None
    return replace(draft, content=((described[0], described[0]),)) if described is not None else draft


_TELLING = frozenset((Stance.STATE, Stance.CONFIRM, Stance.ANNOUNCE))
