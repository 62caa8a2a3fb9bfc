"""A reading made again from its dictionaries: the way back from `json_reading`.

Not for: JSON of other programs. What `reading_to_dict` leaves out (codes that follow from the rest, the folded form of
a name) is not needed to make the reading again; a name's `form` comes back empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

from khabar.errors import InputError
from khabar.model import (
    Amount,
    Attribution,
    Bound,
    Casualties,
    Claim,
    Entity,
    Event,
    EventType,
    Evidence,
    Factuality,
    Harm,
    Link,
    LinkRole,
    Mention,
    NameType,
    Reading,
    Report,
    SourceKind,
    Span,
    Stance,
    Status,
    Style,
    TimeExpression,
    TimeType,
)

Dict: TypeAlias = Mapping[str, Any]
T = TypeVar("T")


def reading_from_dict(record: Dict) -> Reading:
    """The reading that `json_reading.reading_to_dict` wrote with all its layers.

    Raises InputError naming the key that is missing or holds something else.
    """
    try:
        return _reading(record)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"expected a reading as reading_to_dict writes it; {type(error).__name__}: {error}: write all its layers"
        ) from error


def _reading(record: Dict) -> Reading:
    published = date.fromisoformat(record["published"]) if record["published"] else None
    report = Report(record["text"], record["publisher"], record["byline"], record["url"], published)
    return Reading(
        report,
        record["language"],
        _all(_name, record["names"]),
        _all(_entity, record["entities"]),
        _all(_time, record["times"]),
        _all(_attribution, record["attributions"]),
        _all(_event, record["events"]),
        _all(_claim, record["claims"]),
    )


def _all(make: Callable[[Dict], T], items: Sequence[Dict]) -> tuple[T, ...]:
    return tuple(make(item) for item in items)


def _name(item: Dict) -> Mention:
    kind = NameType(item["type"])
    return Mention(_span(item), kind, item["en"], item["entity"], item["kind"], item["transliterated"], _evidence(item))


def _entity(item: Dict) -> Entity:
    return Entity(item["id"], NameType(item["type"]), item["en"], item["name"], _all(_span, item["mentions"]))


def _time(item: Dict) -> TimeExpression:
    return TimeExpression(_span(item), TimeType(item["type"]), item["value"], _evidence(item))


def _attribution(item: Dict) -> Attribution:
    return Attribution(
        item["id"],
        _span(item["cue"]),
        _maybe(item["source"]),
        item["speaker"],
        SourceKind(item["kind"]),
        _all(_span, item["content"]),
        Style(item["style"]),
        Stance(item["stance"]),
        _maybe(item["told"]),
        _maybe(item["basis"]),
        item["parent"],
        _evidence(item),
    )


def _event(item: Dict) -> Event:
    return Event(
        id=item["id"],
        type=EventType(item["type"]),
        mode=item["mode"],
        contexts=tuple(item["contexts"]),
        trigger=_span(item["trigger"]),
        actors=_all(_span, item["actors"]),
        recipients=_all(_span, item["recipients"]),
        places=_all(_span, item["places"]),
        time=_maybe(item["time"]),
        status=Status(item["status"]),
        attribution=item["attribution"],
        evidence=_evidence(item),
        equipment=_all(_span, item["equipment"]),
        casualties=_all(_casualties, item["casualties"]),
        amounts=_all(_amount, item["amounts"]),
    )


def _casualties(item: Dict) -> Casualties:
    return Casualties(_span(item), Harm(item["harm"]), item["count"], _bound(item["bound"]))


def _amount(item: Dict) -> Amount:
    return Amount(_span(item), item["value"], item["unit"], _bound(item["bound"]))


def _claim(item: Dict) -> Claim:
    chain, content = _all(_link, item["chain"]), _all(_span, item["content"])
    return Claim(item["id"], item["event"], chain, content, _maybe(item["likelihood"]))


def _link(item: Dict) -> Link:
    return Link(
        LinkRole(item["role"]),
        item["name"],
        SourceKind(item["kind"]) if item["kind"] else None,
        Stance(item["stance"]) if item["stance"] else None,
        _maybe(item["span"]),
        item["attribution"],
        Factuality(item["factuality"]) if item["factuality"] else None,
    )


def _span(item: Dict) -> Span:
    return Span(item["start"], item["end"])


def _maybe(item: Dict | None) -> Span | None:
    return None if item is None else _span(item)


def _bound(value: str | None) -> Bound | None:
    return Bound(value) if value else None


def _evidence(item: Dict) -> Evidence:
    return Evidence(item["rule"], _all(_span, item["cues"]))
