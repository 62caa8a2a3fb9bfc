"""What people are shown for an id of the model, in English and Arabic, and an event's codes in PLOVER and CAMEO.

The ontology labels what readings are made of; `labels.csv` beside this file the parts of a page and of a chain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.lexicon.table import read_rows
from khabar.model import Event, EventType, NameType, SourceKind, Stance, Status
from khabar.ontology import Label, event_type, kind_label, mode, name_label, stance_label, status_label

# PLOVER has no planned meeting or promised aid: what is only intended is an agreement to do it (Halterman et al. 2023).
FOLDED = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID})

_ONTOLOGY: Mapping[str, Callable[[str], Label]] = {
    "status": lambda key: status_label(Status(key)),
    "stance": lambda key: stance_label(Stance(key)),
    "kind": lambda key: kind_label(SourceKind(key)),
    "name": lambda key: name_label(NameType(key)),
}


@dataclass(frozen=True, slots=True)
class Codes:
    """An event in other people's vocabularies: PLOVER's type and quad class, CAMEO's two-digit root."""

    plover: EventType
    quad_class: str
    cameo: str


def label(group: str, key: str) -> Label:
    """The label of an id of a group; of the groups here, the id itself in both languages where the table has none.

    >>> label("status", "planned").en
    'planned'
    """
    if group in _ONTOLOGY:
        return _ONTOLOGY[group](key)
    return _labels().get((group, key)) or Label(key, key)


def event_label(event: Event) -> Label:
    """The label of an event's mode where it has one, else of its type."""
    finer = mode(event.type, event.mode)
    if finer is not None:
        return Label(finer.label_en, finer.label_ar)
    record = event_type(event.type)
    return Label(record.label_en, record.label_ar)


def codes(event: Event) -> Codes:
    """The codes of an event; a planned meeting, support, cooperation or aid becomes an agreement, as PLOVER has it."""
    planned = event.status is Status.PLANNED and event.type in FOLDED
    record = event_type(EventType.AGREE if planned else event.type)
    return Codes(record.type, record.quad_class, record.cameo_root)


@cache
def _labels() -> dict[tuple[str, str], Label]:
    rows = read_rows(files("khabar.exports") / "labels.csv", ("group", "id", "en", "ar", "source"))
    return {(row["group"], row["id"]): Label(row["en"], row["ar"]) for row in rows}
