"""The layer: triggers of each sentence, with arguments, setting, status and source, each event once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.languages.base import Language
from khabar.languages.events import event_lexicon
from khabar.model import Attribution, Event, Evidence, Sentence, Span, Status
from khabar.reading.chunks import trim
from khabar.reading.events.arguments import argued, controlled
from khabar.reading.events.draft import Context, Draft, Held
from khabar.reading.events.guards import counts, standing, topic_of, without_events
from khabar.reading.events.kinds import retyped, rioting
from khabar.reading.events.merge import merged
from khabar.reading.events.setting import placed
from khabar.reading.events.sharing import shared
from khabar.reading.events.speakers import answered, asked, deployed, spoken
from khabar.reading.events.status import inherited, status_of
from khabar.reading.events.triggers import find_drafts
from khabar.reading.sheet import Sheet
from khabar.text.ranges import Range


def read_events(sheet: Sheet, attributions: tuple[Attribution, ...], language: Language) -> tuple[Event, ...]:
    """The events of a report in the order of their triggers; ids are e1, e2, … in that order."""
    context = _context(sheet, attributions, language)
    if without_events(context):
        return ()
    drafts = [d for sentence in sheet.document.sentences for d in _sentence(context, sentence)]
    return tuple(_event(context, index, draft) for index, draft in enumerate(merged(context, drafts)))


def _context(sheet: Sheet, attributions: Sequence[Attribution], language: Language) -> Context:
    published = sheet.document.report.published
    held = tuple(_held(sheet, a) for a in attributions)
    day = published.isoformat() if published else ""
    context = Context(sheet, event_lexicon(language.folder), held, day, _cues(held), _holders(held))
    return replace(context, topic=topic_of(context))


def _cues(held: Sequence[Held]) -> dict[int, Held]:
    """The attribution whose cue each word belongs to; the first, where two share a word."""
    return {at: one for one in reversed(held) for at in range(*one.cue)}


def _holders(held: Sequence[Held]) -> dict[int, list[int]]:
    """The attributions whose content holds each word, the narrowest first."""
    out: dict[int, list[int]] = {}
    for index, _ in sorted(enumerate(held), key=lambda pair: pair[1].size):
        for first, last in held[index].content:
            for at in range(first, last):
                out.setdefault(at, []).append(index)
    return out


def _held(sheet: Sheet, attribution: Attribution) -> Held:
    source = _words(sheet, attribution.source) if attribution.source else None
    content = tuple(_words(sheet, span) for span in attribution.content)
    return Held(attribution, _words(sheet, attribution.cue), source, content)


def _words(sheet: Sheet, span: Span) -> Range:
    covered = sheet.covered(span)
    return covered.start, covered.stop


def _sentence(context: Context, sentence: Sentence) -> list[Draft]:
    """The events of one sentence, complete but not yet merged."""
    drafts = [_held_by(context, d) for d in find_drafts(context, sentence)]
    drafts = [retyped(context, spoken(context, controlled(context, argued(context, d)))) for d in drafts]
    drafts = [rioting(context, d) for d in drafts if counts(context, d)]
    drafts = answered(context, asked(context, drafts))
    drafts = shared(context, [deployed(context, d) for d in drafts])
    drafts = [placed(context, d, drafts) for d in drafts]
    drafts = inherited(context, [_with_status(d, status_of(context, d)) for d in drafts])
    return [d for d in drafts if standing(d)]


def _held_by(context: Context, draft: Draft) -> Draft:
    """The draft with the attribution whose content most narrowly holds the trigger, which is not its own cue."""
    held = next((i for i in context.holders.get(draft.head, ()) if not _own_cue(context.held[i], draft)), None)
    return draft if held is None else replace(draft, held=held)


def _with_status(draft: Draft, status: Status) -> Draft:
    return draft if status is draft.status else replace(draft, status=status)


def _own_cue(held: Held, draft: Draft) -> bool:
    return held.cue[0] <= draft.head < held.cue[1]


def _event(context: Context, index: int, draft: Draft) -> Event:
    trigger = context.sheet.document.span(*draft.words)
    cues = (
        trigger,
        *((context.sheet.document.span(draft.carrier, draft.carrier + 1),) if draft.carrier is not None else ()),
    )
    return Event(
        id=f"e{index + 1}",
        type=draft.trigger.type,
        mode=draft.trigger.mode,
        contexts=draft.trigger.contexts,
        trigger=trigger,
        actors=_spans(context.sheet, draft.actors),
        recipients=_spans(context.sheet, draft.recipients),
        places=_spans(context.sheet, draft.places),
        time=context.sheet.times[draft.time].span if draft.time is not None else None,
        status=draft.status,
        attribution=context.held[draft.held].attribution.id if draft.held is not None else None,
        evidence=Evidence(f"event.{draft.trigger.pos}.{draft.trigger.frame.name}", cues),
    )


def _spans(sheet: Sheet, phrases: Sequence[Range]) -> tuple[Span, ...]:
    spans = (trim(sheet, first, last) for first, last in sorted(set(phrases)))
    return tuple(span for span in spans if span is not None)
