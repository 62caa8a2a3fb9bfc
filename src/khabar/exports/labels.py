"""What people are shown for an id of the model, in English and Arabic, and an event's codes in PLOVER and CAMEO."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from khabar.lexicon.table import read_rows
from khabar.model import Event, EventType, Status

# PLOVER has no planned meeting or promised aid: what is only intended is an agreement to do it (Halterman et al. 2023).
FOLDED = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})


@dataclass(frozen=True, slots=True)
class Label:
    """One id as people read it."""

    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class Codes:
    """An event in other people's vocabularies: PLOVER's type and quad class, CAMEO's two-digit root."""

    plover: EventType
    quad_class: str
    cameo: str


def label(group: str, key: str) -> Label:
    """The label of an id; the id itself in both languages where the table has none.

    >>> label("status", "planned").en
    'planned'
    """
    return _labels().get((group, key)) or Label(key, key)


def event_label(kind: EventType) -> Label:
    """The label of an event type, from the ontology."""
    record = _record(kind)
    return Label(record.label_en, record.label_ar)


def codes(event: Event) -> Codes:
    """The codes of an event; a planned meeting, support, cooperation or aid becomes an agreement, as PLOVER has it."""
    planned = event.status is Status.PLANNED and event.type in FOLDED
    kind = EventType.AGREE if planned else event.type
    record = _record(kind)
    return Codes(kind, record.quad_class, record.cameo_root)


@cache
def _labels() -> dict[tuple[str, str], Label]:
    rows = read_rows(files("khabar.exports") / "labels.csv", ("group", "id", "en", "ar", "source"))
    return {(row["group"], row["id"]): Label(row["en"], row["ar"]) for row in rows}


def _record(kind: EventType) -> Any:
    try:
        from khabar.ontology import event_type  # noqa: PLC0415
    except ImportError:
        known = label("event", kind.value)
        return SimpleNamespace(label_en=known.en, label_ar=known.ar, quad_class="", cameo_root="")
    return event_type(kind)
