"""Sources given around their content: "…, according to X", "According to X, …", "…, as X announced"."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.attributions import CuePhrase, Take
from khabar.languages.base import Pos
from khabar.model import Sentence, SourceKind, Stance
from khabar.reading.attributions.asides import carried_by, publishes, told_outlet, verb_cue, verb_end
from khabar.reading.attributions.complements import carries_pronoun
from khabar.reading.attributions.draft import Context, Draft
from khabar.reading.attributions.kinds import head_noun, source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.chunks import clause_end
from khabar.reading.sheet import Sheet, Tag
from khabar.text.phrases import PhraseMatch
from khabar.text.ranges import Range

_DATELINE = 6
"""Words that a dateline before its dash or colon may have."""


def after_drafts(context: Context, sentence: Sentence) -> list[Draft]:
    """The drafts of the source phrases of a sentence, contents bounded."""
    out: list[Draft] = []
    for at in range(sentence.first, sentence.last):
        found = context.lexicon.phrases.match(context.sheet.words, at)
        if found is None or found.last >= sentence.last or context.sheet.mention[at] >= 0:
            carried = None if found is not None else _carried(context, at, sentence)
            out += [carried] if carried is not None else []
            continue
        if found.proclitics and at != sentence.first:
            continue
        draft = _draft(context, found, sentence, out[-1] if out else None)
        if draft is not None:
            out = [*(_ending_before(context.sheet, d, found.first) for d in out), draft]
    return out


def _ending_before(sheet: Sheet, draft: Draft, at: int) -> Draft:
    """A draft whose content ends before the next source's phrase at word `at`."""
    content = ((first, _before_marks(sheet, first, at) if first < at < last else last) for first, last in draft.content)
    return replace(draft, content=tuple(content))


def _draft(context: Context, found: PhraseMatch[CuePhrase], sentence: Sentence, before: Draft | None) -> Draft | None:
    cue_end = verb_end(context, found, sentence.last) if found.value.takes_verb else found.last
    if cue_end is None:
        return None
    source = source_phrase(context, _skip_pronoun(context.sheet, cue_end, sentence.last), sentence.last)
    if source is None or not _vouches(context, source):
        return None
    behind = _behind_told(context, _behind_publisher(context, source[1], sentence), sentence)
    if found.value.takes_verb and not _closes_clause(context, found.last, behind, sentence):
        return None
    content = _content(context, found.first, _behind_told(context, source[1], sentence), sentence, before)
    if content is None:
        return None
    told = told_outlet(context, source[1], sentence.last) if found.value.takes_verb else None
    rule = "attribution.after.verb" if found.value.takes_verb else "attribution.after.phrase"
    stance = _stance(context, found)
    return Draft((found.first, cue_end), source, content, stance, rule, told=told, outer=True)


def _carried(context: Context, at: int, sentence: Sentence) -> Draft | None:
    """ "… in a statement that X carried": X, with the clause around it as content."""
    source = carried_by(context, at, sentence.last)
    if source is None or source_kind(context, source) is not SourceKind.MEDIA:
        return None
    first = next(
        (i for i in range(at - 1, max(sentence.first, at - _OCCASION), -1) if _opens_occasion(context, i)), None
    )
    content = _content(context, first, source[1], sentence, None) if first is not None else None
    if content is None:
        return None
    return Draft((at, at + 1), source, content, Stance.STATE, "attribution.after.carried", outer=True)


_OCCASION = 8
"""Words that "in a statement of his" may take up."""


def _opens_occasion(context: Context, at: int) -> bool:
    return context.sheet.words[at].form in context.lexicon.inside


def _vouches(context: Context, source: Range) -> bool:
    """Whether "according to" a phrase gives a source rather than a rule kept ("according to the law")."""
    kind, noun = source_kind(context, source), head_noun(context, source[0], source[1])
    if kind is None or (noun is not None and noun.value.cls == "norm"):
        return False
    named = any(context.sheet.mention[i] >= 0 or context.sheet.words[i].info.definite for i in range(*source))
    return named or noun is None or noun.value.cls != "institution"


def _skip_pronoun(sheet: Sheet, at: int, limit: int) -> int:
    """Behind times and object pronouns between "as" + verb and its subject."""
    while at < limit and sheet.tags[at] in (Tag.TIME, Tag.ADVERB):
        at += 1
    return at


def _stance(context: Context, found: PhraseMatch[CuePhrase]) -> Stance:
    cue = verb_cue(context, found.last) if found.value.takes_verb else None
    return cue.stance if cue else found.value.stance


def _closes_clause(context: Context, verb: int, at: int, sentence: Sentence) -> bool:
    """Whether nothing that the verb could take as content follows."""
    sheet = context.sheet
    while at < sentence.last and sheet.tags[at] is Tag.TIME:
        at += 1
    if at >= sentence.last or sheet.tags[at] is Tag.MARK:
        return True
    cue = verb_cue(context, verb)
    if sheet.tags[at] is Tag.RELATIVE and cue is not None and cue.takes(Take.THAT):
        return not any(sheet.tags[i] is Tag.COMPLEMENTISER for i in range(at, sentence.last))
    taken = {c.preposition for c in cue.complements} if cue is not None else set()
    return sheet.tags[at] is Tag.PREPOSITION and sheet.words[at].form not in taken


def _behind_publisher(context: Context, at: int, sentence: Sentence) -> int:
    """Behind the one who put a document out ("as pictures showed that X published")."""
    if at + 1 >= sentence.last or not publishes(context, at):
        return at
    publisher = source_phrase(context, at + 1, sentence.last)
    return publisher[1] if publisher is not None else at


def _behind_told(context: Context, at: int, sentence: Sentence) -> int:
    told = told_outlet(context, at, sentence.last)
    return told[1] if told else at


def _content(
    context: Context, first: int, behind: int, sentence: Sentence, before: Draft | None
) -> tuple[Range, ...] | None:
    """What the phrase qualifies: the words before it, or those after it when it opens the sentence, or both around it
    when it stands between a verb of speech and its clause."""
    sheet = context.sheet
    begin = max(before.source[1], before.content[0][0]) if before and before.source else _text_start(sheet, sentence)
    begin = _behind_marks(sheet, _meanwhile(context, begin, first), first)
    end = _before_marks(sheet, begin, first)
    rest = _behind_marks(sheet, _behind_relative(sheet, behind, sentence.last), sentence.last)
    if end <= begin or all(sheet.tags[i] in (Tag.CONJUNCTION, Tag.PARTICLE) for i in range(begin, end)):
        return _following(sheet, _behind_rest(sheet, rest, sentence.last), sentence)
    if rest < sentence.last and _goes_on(context, begin, first, rest):
        return (begin, end), (rest, _before_marks(sheet, rest, sentence.last))
    return ((begin, end),)


def _behind_rest(sheet: Sheet, at: int, limit: int) -> int:
    """Behind what else belongs to a source that opens its sentence: up to the comma that must follow."""
    if at >= limit or sheet.tags[at - 1] is Tag.MARK or sheet.words[at].has(Pos.COMPLEMENTISER):
        return at
    end = clause_end(sheet, at, min(limit, at + _REST))
    return end + 1 if end < min(limit, at + _REST) else at


_REST = 12
"""Words that may follow a source's phrase before the comma behind it."""


def _behind_relative(sheet: Sheet, at: int, limit: int) -> int:
    """Behind the clause that describes a source right before it is set off ("a report that X put out, …")."""
    if at >= limit or sheet.tags[at] not in (Tag.VERB, Tag.RELATIVE):
        return at
    end = clause_end(sheet, at, limit)
    return end if end < limit else at


def _meanwhile(context: Context, begin: int, end: int) -> int:
    """Behind the last ", while" that sets the phrase's own clause apart from the one before it."""
    sheet = context.sheet
    for at in range(end - 1, begin, -1):
        apart = sheet.tags[at] in (Tag.CONJUNCTION, Tag.SUBORDINATOR) and sheet.tags[at - 1] is Tag.MARK
        apart = apart and (sheet.words[at].form in context.lexicon.meanwhile or verb_cue(context, at + 1) is not None)
        if apart and sheet.quotation[at] < 0 and at + 1 < end and sheet.tags[at + 1] in _CLAUSE_OPENS:
            return at + 1
    return begin


_CLAUSE_OPENS = (Tag.VERB, Tag.NOMINAL, Tag.NAME, Tag.PARTICLE, Tag.NEGATION)


def _goes_on(context: Context, begin: int, first: int, rest: int) -> bool:
    """Whether the clause goes on behind a phrase: with the complement of its verb or, behind a mark, with what says
    when, where and how."""
    sheet = context.sheet
    if sheet.tags[rest] is Tag.RELATIVE and rest + 1 < len(sheet.words) and verb_cue(context, rest + 1) is not None:
        return False
    if sheet.tags[rest] is Tag.COMPLEMENTISER:
        return True
    if sheet.tags[rest - 1] is not Tag.MARK:
        return _wants_object(context, begin, first, rest)
    carried = sheet.proclitics(rest)
    adverbial = sheet.tags[rest] in (Tag.NOMINAL, Tag.NAME) and carried and not set(carried) & sheet.language.joiners
    if adverbial or sheet.tags[rest] in (Tag.PREPOSITION, Tag.RELATIVE, Tag.TIME):
        return True
    return _wants_object(context, begin, first, rest)


def _wants_object(context: Context, begin: int, first: int, rest: int) -> bool:
    """Whether a verb of speech before the phrase still lacks its content, which a noun behind the phrase can be."""
    sheet = context.sheet
    noun = sheet.tags[rest] in (Tag.NOMINAL, Tag.NAME) or sheet.words[rest].has(Pos.MASDAR)
    if not noun or sheet.proclitics(rest):
        return False
    at = next((i for i in range(begin, first) if sheet.tags[i] is Tag.VERB), None)
    cue = verb_cue(context, at) if at is not None else None
    if at is None or cue is None or not cue.takes(Take.OBJECT):
        return False
    source = source_phrase(context, at + 1, first)
    return source is not None and source_kind(context, source) is not None


def _following(sheet: Sheet, at: int, sentence: Sentence) -> tuple[Range, ...] | None:
    if at < sentence.last and sheet.words[at].has(Pos.COMPLEMENTISER) and not carries_pronoun(sheet.words[at]):
        at += 1
    end = _before_marks(sheet, at, sentence.last)
    return ((at, end),) if end > at else None


def _text_start(sheet: Sheet, sentence: Sentence) -> int:
    """Behind a dateline ("Washington – …") at the head of the sentence."""
    for at in range(sentence.first + 1, min(sentence.first + _DATELINE, sentence.last)):
        if (
            sheet.tags[at] is Tag.MARK
            and sheet.words[at].form in sheet.language.marks.dash | sheet.language.marks.colon
        ):
            return at + 1
    return sentence.first


def _behind_marks(sheet: Sheet, at: int, limit: int) -> int:
    while at < limit and sheet.tags[at] is Tag.MARK and sheet.quotation_at(min(at + 1, limit - 1)) is None:
        at += 1
    return at


def _before_marks(sheet: Sheet, begin: int, end: int) -> int:
    while end > begin and sheet.tags[end - 1] is Tag.MARK:
        end -= 1
    return end
