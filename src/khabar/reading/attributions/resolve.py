"""Giving every draft its speaker, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.model import SourceKind
from khabar.reading.attributions.draft import Agreement, Context, Draft, Range
from khabar.reading.attributions.sources import source_kind
from khabar.reading.attributions.speakers import UNKNOWN, Speaker, fits, fullest
from khabar.reading.attributions.verbs import clause_subject
from khabar.reading.sheet import Tag


def resolve_speakers(context: Context, drafts: Sequence[Draft], parents: Sequence[int | None]) -> list[Speaker]:
    """A speaker for each draft, in the order of the drafts."""
    sources = [d.source for d in drafts if d.source is not None]
    out: list[Speaker] = []
    current: Speaker = UNKNOWN
    turns = _topic_turns(context)
    for index, draft in enumerate(drafts):
        while turns and turns[0] <= draft.cue[0]:
            current, _ = UNKNOWN, turns.pop(0)
        speaker = _speaker(context, index, drafts, parents, out, current, sources)
        out.append(speaker)
        if speaker.phrase is not None and _leads(index, drafts, parents):
            current = speaker
    return out


def _leads(index: int, drafts: Sequence[Draft], parents: Sequence[int | None]) -> bool:
    """Whether a draft's speaker is the one that goes on speaking: not one inside another's content, and not an outlet
    that only passes on what somebody else says in the same sentence."""
    parent = parents[index]
    if parent is not None and not _passes_on(drafts[parent]):
        return False
    return not (_passes_on(drafts[index]) and any(p == index for p in parents))


def _passes_on(draft: Draft) -> bool:
    return draft.outer or draft.rule == "attribution.relay"


def _topic_turns(context: Context) -> list[int]:
    """The words at which the report turns to another topic, where the current speaker lapses."""
    sheet = context.sheet
    out = []
    for sentence in sheet.document.sentences:
        found = context.lexicon.turns.match(sheet.words, sentence.first)
        if found is not None and found.value == "topic":
            out.append(sentence.first)
    return out


def _speaker(
    context: Context,
    index: int,
    drafts: Sequence[Draft],
    parents: Sequence[int | None],
    known: Sequence[Speaker],
    current: Speaker,
    sources: Sequence[Range],
) -> Speaker:
    draft = drafts[index]
    if draft.source is not None:
        return named(context, draft.source, draft.agreement, sources)
    if not draft.dropped:
        return Speaker(None, draft.kind or SourceKind.UNNAMED)
    parent = parents[index]
    if draft.agreement.person == 1 and parent is not None:
        return known[parent] if parent < len(known) else UNKNOWN
    subject = _near(context, index, drafts, parents, known)
    if subject is not None:
        return subject
    if parent is not None and parent < len(known) and _is_inner(drafts, parent):
        return _inside(context, draft, drafts[parent], known[parent], sources)
    return current if fits(context, current, draft.agreement) else _sentence_subject(context, draft, sources)


def _is_inner(drafts: Sequence[Draft], parent: int) -> bool:
    return not drafts[parent].outer


def named(context: Context, source: Range, agreement: Agreement, sources: Sequence[Range]) -> Speaker:
    """The speaker that a source phrase names."""
    phrase = fullest(context, source, sources)
    kind = source_kind(context, phrase) or source_kind(context, source) or SourceKind.UNNAMED
    return Speaker(phrase, kind, agreement)


def _near(
    context: Context, index: int, drafts: Sequence[Draft], parents: Sequence[int | None], known: Sequence[Speaker]
) -> Speaker | None:
    """The speaker of the cue just before it in the same sentence and at the same depth, if it agrees."""
    sheet, draft = context.sheet, drafts[index]
    for other in range(index - 1, -1, -1):
        if sheet.sentence[drafts[other].cue[0]] != sheet.sentence[draft.cue[0]]:
            return None
        beside = parents[other] == parents[index] or (drafts[other].outer and parents[other] is None)
        if beside and fits(context, known[other], draft.agreement):
            return known[other]
    return None


def _inside(context: Context, draft: Draft, parent: Draft, speaker: Speaker, sources: Sequence[Range]) -> Speaker:
    """The subject of the clause that the content opens with; else whoever says the content."""
    first = parent.content[0][0]
    subject = clause_subject(context, first, draft.cue[0], draft.agreement)
    if subject is not None:
        return named(context, subject, draft.agreement, sources)
    return speaker if fits(context, speaker, draft.agreement) else UNKNOWN


def _sentence_subject(context: Context, draft: Draft, sources: Sequence[Range]) -> Speaker:
    """The subject of the sentence's first verb, for a participle that no cue stands before."""
    if not draft.rule.startswith("attribution.participle"):
        return UNKNOWN
    sheet = context.sheet
    sentence = sheet.sentence_of(draft.cue[0])
    for at in range(sentence.first, draft.cue[0]):
        if sheet.tags[at] is Tag.VERB:
            subject = clause_subject(context, at + 1, draft.cue[0], draft.agreement)
            return named(context, subject, draft.agreement, sources) if subject is not None else UNKNOWN
    return UNKNOWN
