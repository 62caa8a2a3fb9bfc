"""A reading as plain dictionaries, ready for JSON.

The keys of attributions, events, times and names are those of the annotation guide, so a reading can be scored as it
is. Beside them stand what only a reader knows: entities, claims, codes, and for every piece the `rule` that read it
and the `cues` it read. A span is {"start", "end"} in code points of `text`, end exclusive; a name or a time is its own
span, with start and end beside its other keys. What is unknown is null.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeAlias

from khabar.exports.labels import codes
from khabar.exports.layers import ALL_LAYERS, Layer
from khabar.model import (
    Amount,
    Attribution,
    Bound,
    Casualties,
    Claim,
    Entity,
    Event,
    Evidence,
    Link,
    Mention,
    Reading,
    Report,
    Span,
    TimeExpression,
)

Dict: TypeAlias = dict[str, Any]


def reading_to_dict(reading: Reading, layers: Collection[Layer] = ALL_LAYERS) -> Dict:
    """A reading as dictionaries, lists, strings, numbers and null, with `layers` only.

    Order of keys: text, publisher, byline, url, published, language, then the layers; each layer in reading order.
    Entities come with the names.
    """
    head = report_to_dict(reading.report, reading.language)
    return head | {key: write(reading) for layer, key, write in _LAYERS if layer in layers}


def report_to_dict(report: Report, language: str | None) -> Dict:
    """A report with the keys that a reading begins with; `language` is its ISO 639-1 code."""
    return {
        "text": report.text,
        "publisher": report.publisher,
        "byline": report.byline,
        "url": report.url,
        "published": report.published.isoformat() if report.published else None,
        "language": language,
    }


def attribution_to_dict(item: Attribution) -> Dict:
    """One attribution with the keys of the guide."""
    return {
        "id": item.id,
        "cue": _span(item.cue),
        "source": _maybe(item.source),
        "speaker": item.speaker,
        "kind": item.kind.value,
        "content": _spans(item.content),
        "style": item.style.value,
        "stance": item.stance.value,
        "told": _maybe(item.told),
        "basis": _maybe(item.basis),
        "parent": item.parent,
    } | _evidence(item.evidence)


def event_to_dict(item: Event) -> Dict:
    """One event with the keys of the guide, its finer classes and its codes elsewhere."""
    other = codes(item)
    return {
        "id": item.id,
        "trigger": _span(item.trigger),
        "type": item.type.value,
        "mode": item.mode,
        "contexts": list(item.contexts),
        "plover": other.plover.value,
        "quad_class": other.quad_class,
        "cameo": other.cameo,
        "actors": _spans(item.actors),
        "recipients": _spans(item.recipients),
        "places": _spans(item.places),
        "time": _maybe(item.time),
        "equipment": _spans(item.equipment),
        "casualties": [casualties_to_dict(people) for people in item.casualties],
        "amounts": [amount_to_dict(amount) for amount in item.amounts],
        "status": item.status.value,
        "attribution": item.attribution,
    } | _evidence(item.evidence)


def casualties_to_dict(item: Casualties) -> Dict:
    """People counted as harmed; `count` is null where no number is told."""
    return _span(item.span) | {"harm": item.harm.value, "count": item.count, "bound": _bound(item.bound)}


def amount_to_dict(item: Amount) -> Dict:
    """A sum or a load; `value` is null where no number is told."""
    return _span(item.span) | {"value": item.value, "unit": item.unit, "bound": _bound(item.bound)}


def _bound(bound: Bound | None) -> str | None:
    return bound.value if bound is not None else None


def time_to_dict(item: TimeExpression) -> Dict:
    """One time expression and its TIMEX3 value."""
    return _span(item.span) | {"type": item.type.value, "value": item.value} | _evidence(item.evidence)


def name_to_dict(item: Mention) -> Dict:
    """One named mention; `en` is its English form."""
    return (
        _span(item.span)
        | {"type": item.type.value, "en": item.english, "entity": item.entity, "kind": item.kind}
        | {"transliterated": item.transliterated}
        | _evidence(item.evidence)
    )


def entity_to_dict(item: Entity) -> Dict:
    """One entity with the spans of its mentions."""
    return {
        "id": item.id,
        "type": item.type.value,
        "en": item.english,
        "name": item.name,
        "mentions": _spans(item.mentions),
    }


def claim_to_dict(item: Claim) -> Dict:
    """One claim: the id of its event and its chain from the publisher to the evidence."""
    return {
        "id": item.id,
        "event": item.event,
        "chain": [link_to_dict(link) for link in item.chain],
        "content": _spans(item.content),
        "likelihood": _maybe(item.likelihood),
    }


def link_to_dict(link: Link) -> Dict:
    """One link of a chain."""
    return {
        "role": link.role.value,
        "name": link.name,
        "kind": link.kind.value if link.kind else None,
        "stance": link.stance.value if link.stance else None,
        "span": _maybe(link.span),
        "attribution": link.attribution,
        "factuality": link.factuality.value if link.factuality else None,
    }


def _span(span: Span) -> Dict:
    return {"start": span.start, "end": span.end}


def _maybe(span: Span | None) -> Dict | None:
    return None if span is None else _span(span)


def _spans(spans: Iterable[Span]) -> list[Dict]:
    return [_span(span) for span in spans]


def _evidence(evidence: Evidence) -> Dict:
    return {"rule": evidence.rule, "cues": _spans(evidence.cues)}


_LAYERS: tuple[tuple[Layer, str, Callable[[Reading], list[Dict]]], ...] = (
    (Layer.ATTRIBUTIONS, "attributions", lambda reading: [attribution_to_dict(item) for item in reading.attributions]),
    (Layer.EVENTS, "events", lambda reading: [event_to_dict(item) for item in reading.events]),
    (Layer.TIMES, "times", lambda reading: [time_to_dict(item) for item in reading.times]),
    (Layer.NAMES, "names", lambda reading: [name_to_dict(item) for item in reading.names]),
    (Layer.NAMES, "entities", lambda reading: [entity_to_dict(item) for item in reading.entities]),
    (Layer.CLAIMS, "claims", lambda reading: [claim_to_dict(item) for item in reading.claims]),
)
