"""What the page marks in the text of a report: names, times, attributions, triggers, and the words of each claim."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from khabar.exports.labels import event_label, label
from khabar.exports.layers import Layer
from khabar.exports.marks import Mark, merge
from khabar.exports.summary import ClaimSummary
from khabar.model import Attribution, Reading, Span
from khabar.ontology import Label

# The lower, the further outside: a trigger stands inside the content it is told in, a name inside its source.
CONTENT, SOURCE, ROLE, CUE, TRIGGER, TIME, NAME = range(7)


def page_marks(reading: Reading, claims: Iterable[ClaimSummary], layers: Collection[Layer]) -> list[Mark]:
    """The marks of `layers`, one for each span and style."""
    shown = list(claims)
    groups = (
        (Layer.ATTRIBUTIONS, _attributions(reading, shown)),
        (Layer.CLAIMS, _roles(shown)),
        (Layer.EVENTS, _triggers(reading, shown, linked=Layer.CLAIMS in layers)),
        (Layer.TIMES, _times(reading)),
        (Layer.NAMES, _names(reading)),
    )
    return merge(chain.from_iterable(marks for layer, marks in groups if layer in layers))


def _names(reading: Reading) -> Iterator[Mark]:
    for name in reading.names:
        kind = label("name", name.type.value)
        yield Mark(name.span, NAME, f"name {name.type.value}", f"{name.english} ({_both(kind)})")


def _times(reading: Reading) -> Iterator[Mark]:
    for time in reading.times:
        value = time.value or label("word", "unknown").en
        yield Mark(time.span, TIME, "time", f"{value} ({_both(label('time', time.type.value))})")


def _triggers(reading: Reading, claims: Iterable[ClaimSummary], *, linked: bool) -> Iterator[Mark]:
    numbers: dict[str, list[int]] = {}
    for claim in claims:
        numbers.setdefault(claim.event.id, []).append(claim.number)
    for event in reading.events:
        rests = tuple(numbers.get(event.id, ()))
        title = f"{event.type.value}: {_both(event_label(event))}, {_both(label('status', event.status.value))}"
        link = rests[0] if rests and linked else 0
        yield Mark(event.trigger, TRIGGER, f"trigger {event.status.value}", title, rests, link)


def _roles(claims: Iterable[ClaimSummary]) -> Iterator[Mark]:
    """The words of each claim that are only shown when the claim is: who, whom, where, when, with what."""
    for claim in claims:
        event = claim.event
        spans = [*event.actors, *event.recipients, *event.places, *event.equipment]
        spans += [one.span for one in event.casualties]
        spans += [one.span for one in event.amounts]
        spans += [event.time] if event.time else []
        yield from (Mark(span, ROLE, "role", claims=(claim.number,)) for span in spans)
        yield from (Mark(span, CONTENT, "said", claims=(claim.number,)) for span in claim.claim.content)
        named = (link.link.span for link in claim.links)
        yield from (Mark(span, ROLE, "role", claims=(claim.number,)) for span in named if span)


def _attributions(reading: Reading, claims: Iterable[ClaimSummary]) -> Iterator[Mark]:
    rests: dict[str, list[int]] = {}
    for claim in claims:
        for link in claim.claim.chain:
            rests.setdefault(link.attribution or "", []).append(claim.number)
    for item in reading.attributions:
        yield from _attribution(item, tuple(dict.fromkeys(rests.get(item.id, ()))))


def _attribution(item: Attribution, claims: tuple[int, ...]) -> Iterator[Mark]:
    stance = _both(label("stance", item.stance.value))
    yield Mark(item.cue, CUE, "cue", stance, claims)
    yield from (Mark(span, CONTENT, "content", "", claims) for span in item.content)
    kind = _both(label("kind", item.kind.value))
    yield from (Mark(span, SOURCE, "source", title, claims) for span, title in _sources(item, kind))


def _sources(item: Attribution, kind: str) -> list[tuple[Span, str]]:
    told, basis = _both(label("role", "told")), _both(label("role", "evidence"))
    spans = ((item.source, kind), (item.told, told), (item.basis, basis))
    return [(span, title) for span, title in spans if span]


def _both(item: Label) -> str:
    return f"{item.en} · {item.ar}"
