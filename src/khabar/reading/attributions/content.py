"""How far a source vouches: the end of a cue's content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import NameType, Quotation, Sentence
from khabar.reading.attributions.asides import verb_cue
from khabar.reading.attributions.draft import Context, Draft
from khabar.reading.attributions.speaking_on import after_mark, clausal, is_past, same_subject, speaks_on
from khabar.reading.chunks import noun_phrase, starts_joined
from khabar.reading.sheet import Sheet, Tag
from khabar.text.phrases import PhraseMatch


def bound_contents(context: Context, sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a sentence (ordered by cue), each with the end of its content."""
    out: list[Draft] = []
    for index, draft in enumerate(drafts):
        begin, end = draft.content[-1]
        if end > begin:
            out.append(draft)
            continue
        nested = any(clausal(o) and o.content[0][0] <= draft.cue[0] < o.content[0][1] for o in out)
        end = _end(context, sentence, draft, drafts[index + 1 :], nested=nested)
        out.append(replace(draft, content=(*draft.content[:-1], (begin, end))))
    return out


def _end(context: Context, sentence: Sentence, draft: Draft, later: Sequence[Draft], *, nested: bool) -> int:
    """The index behind the content's last word."""
    sheet = context.sheet
    begin = draft.content[-1][0]
    quotation = _opening_quotation(sheet, begin, sentence.last)
    limit = _headline_part(sheet, begin, sentence)
    if quotation is not None:
        stop = sheet.covered(quotation.outer).stop
        closed = quotation.closed and not any(_requotes(sheet, o) for o in later if o.cue[0] < stop)
        if closed and _ends_clause(sheet, stop, sentence.last):
            return stop
        limit = max(stop, limit) if closed else limit
    breaks = [other.cue[0] for other in later if other.cue[0] > begin and _breaks(context, draft, other, begin)]
    limit = min([limit, *breaks])
    limit = min(limit, _after_phrase(context, begin, limit), _background(context, begin, limit))
    limit = _suspicion(context, draft, begin, limit)
    if draft.rule.startswith("attribution.noun"):
        limit = _main_clause(sheet, begin, limit)
    if draft.rule == "attribution.accused" or (draft.rule == "attribution.noun.preposition" and draft.source is None):
        limit = _bare_phrase(sheet, begin, limit)
    if draft.rule.endswith((".preposition", ".object", ".accused", ".exchanged")):
        limit = _phrase_end(context, begin, limit, nested=nested)
    return _without_link(sheet, begin, limit)


def _headline_part(sheet: Sheet, begin: int, sentence: Sentence) -> int:
    """The end of the sentence; of a headline, which is one, the next mark that ends a sentence."""
    if not sentence.title:
        return sentence.last
    ends = (i for i in range(begin, sentence.last) if sheet.words[i].form in sheet.language.marks.sentence_end)
    return next((i for i in ends if sheet.quotation[i] < 0), sentence.last)


def _opening_quotation(sheet: Sheet, at: int, limit: int) -> Quotation | None:
    """The quotation that begins at word `at`, with the mark there, or with a complementiser that was passed over."""
    around = sheet.quotation_at(at)
    if around is not None and sheet.covered(around.span).start + 1 == at:
        return around if sheet.tags[at - 1] is Tag.COMPLEMENTISER else None
    for index in (at, at + 1):
        quotation = sheet.quotation_at(index) if index < min(limit, len(sheet.words)) else None
        if quotation is not None and quotation.outer.start >= sheet.words[at].span.start:
            return quotation
        if quotation is not None and index == at:
            inside = sheet.covered(quotation.span)
            return quotation if inside and inside.start == at else None
    return None


def _ends_clause(sheet: Sheet, at: int, limit: int) -> bool:
    """Whether nothing of the sentence's own words follows inside the same clause."""
    if at >= limit:
        return True
    if sheet.tags[at] is Tag.MARK:
        return True
    return starts_joined(sheet, sheet.words[at]) and sheet.tags[at] is Tag.VERB


def _breaks(context: Context, draft: Draft, other: Draft, begin: int) -> bool:
    """Whether a later cue goes on beside this one rather than inside its content."""
    sheet = context.sheet
    at = other.cue[0]
    if _within_quotation(sheet, begin, at):
        return _requotes(sheet, other)
    if other.rule.startswith("attribution.participle"):
        return after_mark(sheet, at) or not starts_joined(sheet, sheet.words[at]) or draft.dropped
    if other.rule.startswith(("attribution.noun", "attribution.relative")):
        return False
    if _new_main_clause(sheet, other, begin) or _before_he_said(context, other):
        return True
    if at > begin and sheet.tags[at - 1] in (Tag.CONJUNCTION, Tag.SUBORDINATOR) and after_mark(sheet, at - 1):
        return True
    if sheet.words[at - 1].form in context.lexicon.meanwhile and other.source is not None:
        return True
    if sheet.words[at - 1].form in context.lexicon.but_he and other.source is None:
        return True
    return starts_joined(sheet, sheet.words[at]) and _joins(context, draft, other, begin)


def _joins(context: Context, draft: Draft, other: Draft, begin: int) -> bool:
    """Whether a joined verb opens a main clause: with its own speaker, or with the one who spoke before."""
    clause = other.source is not None and other.rule.endswith((".that", ".colon", ".quote"))
    told = clause and is_past(context.sheet, other.cue[0])
    return told or speaks_on(context, draft, other) or same_subject(context, draft, other, begin)


def _suspicion(context: Context, draft: Draft, begin: int, limit: int) -> int:
    """Behind "to be X" where nobody's suspicion only describes somebody ("gunmen suspected to be X killed …")."""
    sheet = context.sheet
    verb = sheet.verb(draft.cue[0])
    nobody = verb is not None and verb.lemma in context.lexicon.by_nobody and draft.source is None
    if not nobody or sheet.tags[begin] is not Tag.COMPLEMENTISER or begin + 1 >= limit:
        return limit
    at = begin + 1 + (sheet.tags[begin + 1] is Tag.PREPOSITION)
    end = noun_phrase(sheet, at, limit)
    if end < limit and sheet.words[end].form in context.lexicon.affiliation and sheet.tags[end] is Tag.PREPOSITION:
        end = max(end, noun_phrase(sheet, end + 1, limit))
    return end if end > at else limit


def _requotes(sheet: Sheet, draft: Draft) -> bool:
    """Whether a joined verb opens a quotation inside a quotation: the one around it was left open before the verb."""
    at = draft.cue[0]
    if sheet.quotation[at] < 0 or not starts_joined(sheet, sheet.words[at]) or not is_past(sheet, at):
        return False
    begin = draft.content[0][0]
    return any(
        sheet.quotation[i] not in (-1, sheet.quotation[at]) for i in range(begin, min(begin + 2, len(sheet.words)))
    )


def _before_he_said(context: Context, other: Draft) -> bool:
    """ "…, before X said that …": what another said later."""
    at = other.cue[0] - 2
    said = other.source is not None and other.rule.endswith(".that")
    return said and context.sheet.words[at].form in context.lexicon.asserting and after_mark(context.sheet, at)


def _new_main_clause(sheet: Sheet, other: Draft, begin: int) -> bool:
    """ ", but the president said …", "…, the president said …": a verb of speech with its own subject that a mark, or
    a conjunction behind one, sets apart."""
    at = min(other.cue[0], other.source[0]) if other.source is not None else other.cue[0]
    if other.source is None or at <= begin + 1:
        return False
    if sheet.tags[at - 1] is Tag.CONJUNCTION and after_mark(sheet, at - 1):
        return True
    return (
        at == other.cue[0]
        and after_mark(sheet, at)
        and not starts_joined(sheet, sheet.words[at])
        and is_past(sheet, at)
    )


def _within_quotation(sheet: Sheet, begin: int, at: int) -> bool:
    quotation = sheet.quotation_at(at)
    return quotation is not None and quotation.closed and quotation.outer.start >= sheet.words[begin].span.start


def _after_phrase(context: Context, begin: int, limit: int) -> int:
    """Before a source given after the fact (", according to …") inside the sentence."""
    sheet = context.sheet
    for index in range(begin + 1, limit):
        found = context.lexicon.phrases.match(sheet.words, index, cut=False)
        if found is None or (found.value.takes_verb and not _speaks_at(context, found.last, limit)):
            continue
        if after_mark(sheet, index) and not _within_quotation(sheet, begin, index):
            return index
    return limit


def _speaks_at(context: Context, at: int, limit: int) -> bool:
    """Whether a verb of speech stands at word `at`, as it does in "as X said" but not in "as also …"."""
    return at < limit and verb_cue(context, at) is not None


def _background(context: Context, begin: int, limit: int) -> int:
    """Before what the publisher adds to a statement: "…, without giving details", "…, and did not say when"."""
    sheet = context.sheet
    for index in range(begin + 1, limit):
        if _within_quotation(sheet, begin, index):
            continue
        found = context.lexicon.background.match(sheet.words, index, cut=False)
        if found is not None and _adds(context, found, limit):
            return index
        joined = sheet.tags[index] is Tag.NEGATION and starts_joined(sheet, sheet.words[index])
        if joined and after_mark(sheet, index) and index + 1 < limit and verb_cue(context, index + 1) is not None:
            return index
    return limit


def _adds(context: Context, found: PhraseMatch[str], limit: int) -> bool:
    """Whether a phrase opens what the publisher adds: as it is, behind a mark, or before a verb of giving details."""
    if found.value == "contrast":
        return after_mark(context.sheet, found.first)
    return found.value == "background" or _withholds(context, found.last, limit)


def _withholds(context: Context, at: int, limit: int) -> bool:
    """Whether a verb of giving details stands at word `at`."""
    morphs = context.sheet.words[at].info.morphs if at < limit else ()
    return any(m.pos == Pos.VERB and m.lemma in context.lexicon.withholds for m in morphs)


def _bare_phrase(sheet: Sheet, begin: int, limit: int) -> int:
    """Before the verb of the clause that the noun stands in, or a time with its preposition."""
    relative = False
    for index in range(begin + 1, limit):
        described = sheet.tags[index - 1] in (Tag.RELATIVE, Tag.NEGATION, Tag.COMPLEMENTISER)
        if sheet.tags[index] is Tag.VERB and not described and sheet.words[index - 1].info.definite:
            return index
        if sheet.tags[index] is Tag.VERB and sheet.tags[index - 1] is Tag.NAME:
            return index
        relative = relative or sheet.tags[index] is Tag.RELATIVE
        if sheet.tags[index] is Tag.TIME and not relative:
            return index - (sheet.tags[index - 1] is Tag.PREPOSITION)
    return limit


def _main_clause(sheet: Sheet, begin: int, limit: int) -> int:
    """Before the main clause that follows a noun of speech in an adverbial ("despite X's assurance that …, …")."""
    for index in range(begin + 1, limit):
        opens = _comma(sheet, index - 1) and sheet.tags[index] is Tag.VERB and is_past(sheet, index)
        joined = bool(sheet.words[index].info.morphs[0].proclitics)
        if opens and not joined and not _within_quotation(sheet, begin, index):
            return index
    return limit


def _phrase_end(context: Context, begin: int, limit: int, *, nested: bool) -> int:
    """The end of content that is a noun phrase: its clause, with joined phrases behind a comma. Inside the clause of
    another cue, a joined clause is that cue's."""
    sheet = context.sheet
    index = begin
    relative = False
    while index < limit:
        quotation = sheet.quotation_at(index)
        if quotation is not None and quotation.outer.start >= sheet.words[begin].span.start:
            index = max(index + 1, sheet.covered(quotation.outer).stop)
            continue
        if relative and _comma(sheet, index) and _relative_goes_on(sheet, index + 1, limit):
            index += 2
            continue
        if _comma(sheet, index) and not _joined_phrase(sheet, index + 1, limit):
            return limit if _joined_clause(sheet, index + 1, limit) and not nested else index
        if sheet.tags[index] is Tag.VERB and starts_joined(sheet, sheet.words[index]) and _new_clause(sheet, index):
            return index
        if nested and index > begin and _joined_clause(sheet, index, limit):
            return index
        if index > begin + 1 and not relative and _went_before(context, index, limit):
            return index - (sheet.tags[index - 1] is Tag.PREPOSITION)
        if _turns(context, index, limit) or (not relative and index > begin and _describes_name(context, index)):
            return index
        relative = relative or sheet.tags[index] is Tag.RELATIVE
        index += 1
    return limit


def _went_before(context: Context, at: int, limit: int) -> bool:
    """Whether what went before is told from word `at` on ("after the attack"); "after his arrest" belongs to the one
    who is spoken of, and what hangs on a participle to its noun."""
    sheet = context.sheet
    if sheet.words[at].form not in context.lexicon.afterwards or at + 1 >= limit:
        return False
    pos = sheet.words[at - 1].info.pos
    participle = (
        sheet.tags[at - 1] is Tag.NOMINAL and pos & {Pos.ACTIVE, Pos.PASSIVE} and not pos & {Pos.NOUN, Pos.MASDAR}
    )
    return not (participle or sheet.words[at + 1].info.morphs[0].enclitic)


def _describes_name(context: Context, at: int) -> bool:
    """Whether a relative clause at word `at` tells the reader who or where the name before it is."""
    sheet = context.sheet
    if sheet.tags[at] is not Tag.RELATIVE or not sheet.words[at].info.definite:
        return False
    mention = sheet.mention_at(at - 1)
    if mention is None or mention.type not in (NameType.PERSON, NameType.PLACE, NameType.FACILITY):
        return False
    return sheet.words[at].info.among(context.lexicon.of_one)


def _turns(context: Context, at: int, limit: int) -> bool:
    """Whether "but" or "while" opens a clause at word `at`; none opens before a verb that resumes it ("in what he
    promised")."""
    sheet = context.sheet
    if sheet.words[at].form not in context.lexicon.meanwhile or sheet.tags[at] not in _LINKS or at + 2 >= limit:
        return False
    verb, behind = sheet.verb(at + 1), sheet.words[at + 2].info.morphs[0]
    return verb is None or not (verb.enclitic or (sheet.tags[at + 2] is Tag.PREPOSITION and behind.enclitic))


_LINKS = (Tag.CONJUNCTION, Tag.SUBORDINATOR)


def _relative_goes_on(sheet: Sheet, at: int, limit: int) -> bool:
    """ "the attack that hit the mosque, and led to …": a joined verb with a preposition and no subject of its own."""
    joined = at + 1 < limit and sheet.tags[at] is Tag.VERB and starts_joined(sheet, sheet.words[at])
    return joined and sheet.tags[at + 1] is Tag.PREPOSITION and not sheet.words[at + 1].info.morphs[0].enclitic


def _comma(sheet: Sheet, at: int) -> bool:
    return (
        sheet.tags[at] is Tag.MARK
        and sheet.mention[at] < 0
        and sheet.words[at].form in sheet.language.marks.clause_end
        and sheet.words[at].form not in sheet.language.marks.dash
        and not _bracket(sheet, at)
    )


def _bracket(sheet: Sheet, at: int) -> bool:
    return sheet.words[at].form in sheet.language.marks.brackets


def _joined_phrase(sheet: Sheet, at: int, limit: int) -> bool:
    if at >= limit:
        return False
    return sheet.tags[at] is Tag.RELATIVE or (sheet.tags[at] in (Tag.NOMINAL, Tag.NAME) and bool(sheet.proclitics(at)))


def _joined_clause(sheet: Sheet, at: int, limit: int) -> bool:
    """ ", and that …": a clause joined to the phrase makes all of the rest content."""
    return at < limit and sheet.tags[at] is Tag.COMPLEMENTISER and starts_joined(sheet, sheet.words[at])


def _new_clause(sheet: Sheet, at: int) -> bool:
    info = sheet.words[at].info
    if info.pos & {Pos.MASDAR, Pos.NOUN}:
        return False
    return any(m.pos == Pos.VERB for m in info.morphs)


_LEADS_ON = frozenset((Tag.MARK, Tag.CONJUNCTION, Tag.PARTICLE, Tag.SUBORDINATOR, Tag.COMPLEMENTISER, Tag.PREPOSITION))
"""Classes of words that no content ends with."""


def _without_link(sheet: Sheet, begin: int, end: int) -> int:
    """The end without trailing marks and without words that only lead to what follows."""
    while end > begin + 1 and sheet.tags[end - 1] in _LEADS_ON and not sheet.words[end - 1].info.morphs[0].enclitic:
        end -= 1
    return end
