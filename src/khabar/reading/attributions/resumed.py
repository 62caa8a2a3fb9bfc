"""Verbs of speech in a clause about what was said: "the truce that X called for", "the attack that X claimed"."""

from __future__ import annotations

from khabar.languages.attributions import Cue, Take
from khabar.languages.base import Pos
from khabar.model import Sentence, SourceKind
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.attributions.subjects import antecedent
from khabar.reading.chunks import clause_start
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range


def resumed_draft(context: Context, at: int, cue: Cue, agreement: Agreement, sentence: Sentence) -> Draft | None:
    """ "the truce that the kingdom called for", "the attack that the group claimed": the content is the noun that the
    relative clause describes."""
    sheet = context.sheet
    relative = at > sentence.first and sheet.tags[at - 1] is Tag.RELATIVE and sheet.words[at - 1].info.definite
    remark = _remark(sheet, at, sentence)
    if at == sentence.first or at + 1 >= sentence.last or not (relative or remark or _describes(sheet, at)):
        return None
    end = _resuming_end(context, at, cue)
    source = source_phrase(context, end, sentence.last) if end is not None and end < sentence.last else None
    content = remark or antecedent(sheet, at - relative, sentence.first)
    kind = source_kind(context, source) if source is not None else None
    if end is None or kind is None or content is None:
        return None
    if cue.lemma in context.lexicon.publishes and kind is not SourceKind.MEDIA:
        return None
    return Draft((at, end), source, (content,), cue.stance, "attribution.verb.resumed", agreement)


def _remark(sheet: Sheet, at: int, sentence: Sentence) -> Range | None:
    """The clause before "…, which is what X denied", when word `at` is that verb."""
    if at - 3 <= sentence.first or sheet.tags[at - 1] is not Tag.RELATIVE or sheet.tags[at - 2] is not Tag.PRONOUN:
        return None
    joined = set(sheet.words[at - 2].info.morphs[0].proclitics) & sheet.language.joiners
    if not joined or sheet.tags[at - 3] is not Tag.MARK:
        return None
    begin = clause_start(sheet, at - 3, sentence.first)
    begin = next((i + 1 for i in range(at - 4, begin, -1) if sheet.tags[i] is Tag.COMPLEMENTISER), begin)
    while begin < at - 3 and sheet.tags[begin] in (Tag.CONJUNCTION, Tag.PARTICLE, Tag.SUBORDINATOR):
        begin += 1
    return (begin, at - 3) if begin < at - 3 else None


def _describes(sheet: Sheet, at: int) -> bool:
    """Whether a verb stands right behind the indefinite noun that it describes."""
    return sheet.tags[at - 1] is Tag.NOMINAL and not sheet.words[at - 1].info.definite and not sheet.proclitics(at)


def _resuming_end(context: Context, at: int, cue: Cue) -> int | None:
    """Behind the pronoun that stands for the noun: on the verb, or on its preposition."""
    words = context.sheet.words
    if cue.takes(Take.OBJECT) and any(m.pos == Pos.VERB and m.enclitic for m in words[at].info.morphs):
        return at + 1
    pronoun = words[at + 1].info.morphs[0]
    wanted = {c.preposition for c in cue.complements if c.take is Take.PREPOSITION}
    resumes = pronoun.enclitic and pronoun.pos == Pos.PREPOSITION
    return at + 2 if resumes and pronoun.stem.removesuffix(pronoun.enclitic) in wanted else None
