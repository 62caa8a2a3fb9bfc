"""Claims: each event with the chain of those on whose word it stands.

The chain is read from the publisher inwards: publisher, the agency of the byline, then the attributions that hold the
event from the outermost in, each followed by the outlet it was told to, and last the evidence. How far each source
commits is told in FactBank's values (Saurí & Pustejovsky 2009): the innermost source by status and stance, those who
pass its words on not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabar.model import (
    Attribution,
    Claim,
    Event,
    Factuality,
    Link,
    LinkRole,
    SourceKind,
    Span,
    Stance,
    Status,
)
from khabar.reading.chunks import trim
from khabar.reading.sheet import Sheet, Tag

_BY_STATUS = {
    Status.OCCURRED: Factuality.CERTAIN,
    Status.ONGOING: Factuality.CERTAIN,
    Status.PLANNED: Factuality.PROBABLE,
    Status.POSSIBLE: Factuality.POSSIBLE,
    Status.CONDITIONAL: Factuality.UNKNOWN,
    Status.REQUESTED: Factuality.UNKNOWN,
    Status.DENIED: Factuality.CERTAIN_NOT,
}
_WEAKENED = {Factuality.CERTAIN: Factuality.PROBABLE, Factuality.CERTAIN_NOT: Factuality.PROBABLE_NOT}
_WEAKENING = frozenset((Stance.THINK, Stance.EXPECT))


def read_claims(
    sheet: Sheet, attributions: Sequence[Attribution], events: Sequence[Event], agencies: Sequence[str]
) -> tuple[Claim, ...]:
    """One claim an event, in the order of the events; `agencies` are those that the byline names."""
    by_id = {a.id: a for a in attributions}
    return tuple(_claim(sheet, number, event, by_id, agencies) for number, event in enumerate(events, 1))


def holders(attribution: str | None, by_id: Mapping[str, Attribution]) -> tuple[Attribution, ...]:
    """The attributions that hold a stretch, from the outermost in, given the id of the innermost."""
    out: list[Attribution] = []
    while attribution is not None and all(a.id != attribution for a in out):
        out.append(by_id[attribution])
        attribution = out[-1].parent
    return tuple(reversed(out))


def _claim(sheet: Sheet, number: int, event: Event, by_id: Mapping[str, Attribution], agencies: Sequence[str]) -> Claim:
    held = holders(event.attribution, by_id)
    inner = held[-1] if held else None
    chain = (*_published(sheet, agencies, event, alone=not held), *_attributed(sheet, held, event))
    content = inner.content if inner is not None else _sentence(sheet, event)
    return Claim(f"c{number}", event.id, chain, content, _likelihood(sheet, event))


def _published(sheet: Sheet, agencies: Sequence[str], event: Event, *, alone: bool) -> tuple[Link, ...]:
    """Publisher and agencies; they commit to the event only where they tell it in their own voice."""
    commits = _BY_STATUS[event.status] if alone else Factuality.UNKNOWN
    publisher = Link(LinkRole.PUBLISHER, sheet.document.report.publisher, SourceKind.MEDIA, None, None, None, commits)
    wires = (Link(LinkRole.AGENCY, name, SourceKind.MEDIA, None, None, None, commits) for name in agencies)
    return publisher, *wires


def _attributed(sheet: Sheet, held: Sequence[Attribution], event: Event) -> tuple[Link, ...]:
    """The links of the attributions, each with the outlet it was told to; the evidence of the innermost comes last."""
    out: list[Link] = []
    for attribution in held:
        last = attribution is held[-1]
        value = commitment(event.status, attribution.stance) if last else Factuality.UNKNOWN
        if attribution.told is not None:
            told = sheet.document.text(attribution.told)
            out.append(Link(LinkRole.TOLD, told, None, None, attribution.told, attribution.id, None))
        out.append(_source(attribution, value))
    basis = next((a.basis for a in reversed(held) if a.basis is not None), None)
    if basis is not None and all(link.span is None or not link.span.overlaps(basis) for link in out):
        out.append(Link(LinkRole.EVIDENCE, sheet.document.text(basis), SourceKind.DOCUMENT, None, basis, None, None))
    return tuple(out)


def _source(attribution: Attribution, value: Factuality) -> Link:
    span = attribution.source or attribution.cue
    return Link(LinkRole.SOURCE, attribution.speaker, attribution.kind, attribution.stance, span, attribution.id, value)


def commitment(status: Status, stance: Stance) -> Factuality:
    """How far a source that takes this stance commits to an event of this status."""
    if stance is Stance.ASK or (stance is Stance.DENY and status is not Status.DENIED):
        return Factuality.UNKNOWN
    value = _BY_STATUS[status]
    return _WEAKENED.get(value, value) if stance in _WEAKENING else value


def _sentence(sheet: Sheet, event: Event) -> tuple[Span, ...]:
    sentence = sheet.sentence_of(sheet.first_word(event.trigger))
    span = trim(sheet, sentence.first, sentence.last)
    return (span,) if span is not None else ()


def _likelihood(sheet: Sheet, event: Event) -> Span | None:
    """The word of likelihood that the status was read from."""
    if event.status is not Status.POSSIBLE:
        return None
    for cue in event.evidence.cues:
        at = sheet.first_word(cue)
        if not cue.overlaps(event.trigger) and at < len(sheet.tags) and sheet.tags[at] is not Tag.MARK:
            return cue
    return None
