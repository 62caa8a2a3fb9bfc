"""Verbs of speech that stand behind their quotation: "«…», said X", also between two parts of it."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.attributions import Cue, Take
from khabar.languages.base import Pos
from khabar.model import Quotation, Sentence
from khabar.reading.attributions.complements import Found
from khabar.reading.attributions.draft import Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.chunks import clause_end, starts_joined
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range

_SPOKEN = 3
"""Words that a quotation must have to be somebody's words rather than a name or a term."""


def behind_quotation(context: Context, draft: Draft, cue: Cue, found: Found | None, sentence: Sentence) -> Draft | None:
    """The draft of a verb whose quotation stands right before it, with its subject behind; what follows may be the
    quotation's second part. None where the verb has content of its own."""
    sheet, at = context.sheet, draft.cue[0]
    if draft.source is not None or not cue.takes(Take.QUOTE) or starts_joined(sheet, sheet.words[at]):
        return None
    quotation = _ending(sheet, at, sentence)
    limit = clause_end(sheet, draft.cue[1], sentence.last)
    source = source_phrase(context, draft.cue[1], limit) if quotation is not None else None
    if quotation is None or source is None or (found is not None and found.mark <= source[1]):
        return None
    if source_kind(context, source) is None and not sheet.words[source[0]].has(Pos.UNKNOWN):
        return None
    first = sheet.covered(quotation.span)
    second = _second_part(sheet, limit, sentence.last)
    content = ((first.start, first.stop), *second)
    return replace(draft, source=source, content=content, rule="attribution.verb.behind")


def _ending(sheet: Sheet, at: int, sentence: Sentence) -> Quotation | None:
    """The closed quotation of more than a name that ends right before word `at`, marks passed over."""
    before = at - 1
    while before > sentence.first and sheet.tags[before] is Tag.MARK and sheet.quotation_at(before - 1) is None:
        before -= 1
    quotation = sheet.quotation_at(before - 1) if before > sentence.first else None
    if quotation is None or not quotation.closed or sheet.tags[before] is not Tag.MARK:
        return None
    inside = sheet.covered(quotation.span)
    opening = sheet.covered(quotation.outer).start
    opens = all(sheet.tags[i] is Tag.MARK for i in range(sentence.first, opening))
    spoken = len(inside) >= _SPOKEN and not all(sheet.tags[i] is Tag.NAME for i in inside)
    return quotation if opens and spoken and sheet.covered(quotation.outer).stop <= at else None


def _second_part(sheet: Sheet, at: int, limit: int) -> tuple[Range, ...]:
    """The quotation that goes on behind ", said X,"."""
    while at + 1 < limit and sheet.tags[at] is Tag.MARK:
        quotation = sheet.quotation_at(at + 1)
        if quotation is not None and sheet.covered(quotation.outer).start == at:
            inside = sheet.covered(quotation.span)
            return ((inside.start, inside.stop),)
        at += 1
    return ()
