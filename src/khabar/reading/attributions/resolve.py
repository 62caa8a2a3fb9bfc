"""Giving every draft its speaker, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from khabar.model import Sentence, SourceKind
from khabar.reading.attributions.agreement import actors_joined, clause_subject, deed_subject
from khabar.reading.attributions.cast import Cast, gather
from khabar.reading.attributions.draft import Agreement, Context, Draft
from khabar.reading.attributions.kinds import source_kind
from khabar.reading.attributions.sources import undescribed
from khabar.reading.attributions.speakers import UNKNOWN, Speaker, fits, fullest, surely_fits, unknown_name
from khabar.text.ranges import Range


@dataclass(frozen=True, slots=True)
class _Report:
    """What is known before any speaker is: the drafts in order, the draft that holds each and those that hold others,
    the draft that each relay passes on (by the relay's cue), and whom the report speaks of."""

    context: Context
    drafts: Sequence[Draft]
    parents: Sequence[int | None]
    holding: frozenset[int | None]
    relayed: Mapping[int, int]
    cast: Cast

    def same_sentence(self, index: int) -> Iterator[int]:
        """The drafts of the same sentence before this one, the nearest first."""
        sentence = self.context.sheet.sentence_of(self.drafts[index].cue[0])
        return takewhile(lambda i: self.drafts[i].cue[0] >= sentence.first, range(index - 1, -1, -1))

    def beside(self, index: int, other: int) -> bool:
        """Whether two drafts of a sentence stand at the same depth, or the other holds it after the fact."""
        drafts = self.drafts
        return self.parents[other] == self.parents[index] or (drafts[other].outer and self.parents[other] is None)


def resolve_speakers(context: Context, drafts: Sequence[Draft], parents: Sequence[int | None]) -> list[Speaker]:
    """A speaker for each draft, in the order of the drafts."""
    cast = gather(context, (undescribed(context, d.source) for d in drafts if d.source is not None))
    relayed = {d.relay: i for i, d in reversed(list(enumerate(drafts))) if d.relay is not None}
    report = _Report(context, drafts, parents, frozenset(parents), relayed, cast)
    out: list[Speaker] = []
    remembered: list[Speaker] = []
    turns = _topic_turns(context)
    for index, draft in enumerate(drafts):
        while turns and turns[0] <= draft.cue[0]:
            remembered = []
            turns.pop(0)
        speaker = _speaker(report, index, out, remembered)
        out.append(speaker)
        if speaker.phrase is not None and _leads(report, index):
            remembered = [speaker, *(s for s in remembered if s.phrase != speaker.phrase)][:_REMEMBERED]
    return out


_REMEMBERED = 3
"""Speakers before the last who can still be meant by a verb without a subject."""


def _leads(report: _Report, index: int) -> bool:
    """Whether a draft's speaker is the one that goes on speaking: not one inside another's content, and not an outlet
    that only passes on what somebody else says in the same sentence."""
    parent = report.parents[index]
    if parent is not None and not _passes_on(report.drafts[parent]):
        return False
    return not (_passes_on(report.drafts[index]) and index in report.holding)


def _passes_on(draft: Draft) -> bool:
    return draft.outer or draft.rule == "attribution.relay"


def _topic_turns(context: Context) -> list[int]:
    """The words at which the report turns to another topic, where the current speaker lapses."""
    return [s.first for s in context.sheet.document.sentences if _turns_topic(context, s)]


def _turns_topic(context: Context, sentence: Sentence) -> bool:
    found = context.lexicon.turns.match(context.sheet.words, sentence.first)
    return found is not None and found.value == "topic"


def _speaker(report: _Report, index: int, known: Sequence[Speaker], remembered: Sequence[Speaker]) -> Speaker:
    draft = report.drafts[index]
    if draft.source is not None:
        return _named(report, draft.source, draft.agreement)
    if not draft.dropped:
        return Speaker(None, draft.kind or SourceKind.UNNAMED)
    if draft.rule.startswith("attribution.relayed"):
        return _meant(report.context, remembered, draft.agreement)
    if draft.agreement.number == "d":
        pair = actors_joined(report.context, report.context.sheet.sentence_of(draft.cue[0]), draft.cue[0])
        return Speaker(pair, SourceKind.PERSON, draft.agreement) if pair is not None else UNKNOWN
    return _filled_in(report, index, known, remembered)


def _filled_in(report: _Report, index: int, known: Sequence[Speaker], remembered: Sequence[Speaker]) -> Speaker:
    """Who is meant where a verb leaves its subject out: its own speaker for "I", a cue beside it, the relay around it,
    the clause it stands in, or what came before."""
    draft, parent = report.drafts[index], report.parents[index]
    held = parent is not None and parent < len(known)
    if draft.agreement.person == 1 and parent is not None:
        return known[parent] if held else UNKNOWN
    beside = _beside(report, index, known)
    if beside is not None:
        return beside
    relayed = _relayed(report, parent, known)
    if relayed is not None and fits(report.context, relayed, draft.agreement):
        return relayed
    if parent is not None and held and not report.drafts[parent].outer:
        return _inside(report, draft, report.drafts[parent], known[parent])
    return _before(report, draft, remembered)


def _relayed(report: _Report, parent: int | None, known: Sequence[Speaker]) -> Speaker | None:
    """The source whose words the relay around a draft passes on."""
    if parent is None or report.drafts[parent].rule != "attribution.relay":
        return None
    index = report.relayed.get(report.drafts[parent].cue[0], len(known))
    return known[index] if index < len(known) else None


def _before(report: _Report, draft: Draft, remembered: Sequence[Speaker]) -> Speaker:
    """Who was speaking or acting before: the subject of a deed in the same sentence, a remembered speaker, or who did
    the last deed of the sentence before."""
    sheet = report.context.sheet
    sentence = sheet.sentence_of(draft.cue[0])
    deed = deed_subject(report.context, sentence, draft.cue[0], draft.agreement)
    if deed is not None:
        return _named(report, deed, draft.agreement)
    meant = _meant(report.context, remembered, draft.agreement)
    if meant.phrase is not None or remembered or not sentence.index or _turns_topic(report.context, sentence):
        return meant
    before = sheet.document.sentences[sentence.index - 1]
    deed = None if before.title else deed_subject(report.context, before, before.last, draft.agreement)
    return _named(report, deed, draft.agreement) if deed is not None else UNKNOWN


def _meant(context: Context, remembered: Sequence[Speaker], agreement: Agreement) -> Speaker:
    """The last speaker, if the verb can agree with him, else the last one before whose gender is the verb's."""
    if remembered and fits(context, remembered[0], agreement):
        return remembered[0]
    return next((s for s in remembered[1:] if surely_fits(context, s, agreement)), UNKNOWN)


def _named(report: _Report, source: Range, agreement: Agreement) -> Speaker:
    """The speaker that a source phrase names."""
    phrase = fullest(report.context, source, report.cast)
    known = source_kind(report.context, phrase) or source_kind(report.context, source)
    kind = known or (SourceKind.PERSON if unknown_name(report.context, source) else SourceKind.UNNAMED)
    return Speaker(phrase, kind, agreement)


def _beside(report: _Report, index: int, known: Sequence[Speaker]) -> Speaker | None:
    """The speaker of the nearest cue before it in the same sentence and at the same depth, if it agrees; an
    outlet after the fact comes last."""
    agreement = report.drafts[index].agreement
    others = [other for other in report.same_sentence(index) if report.beside(index, other)]
    others.sort(key=lambda other: report.drafts[other].outer)
    return next((known[other] for other in others if fits(report.context, known[other], agreement)), None)


def _inside(report: _Report, draft: Draft, parent: Draft, speaker: Speaker) -> Speaker:
    """The subject of the clause that the content opens with; else whoever says the content."""
    subject = clause_subject(report.context, parent.content[0][0], draft.cue[0], draft.agreement)
    if subject is not None:
        return _named(report, subject, draft.agreement)
    return speaker if fits(report.context, speaker, draft.agreement) else UNKNOWN
