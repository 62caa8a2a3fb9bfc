"""The records of the ontology and how to get at them by the ids of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.errors import DataError
from khabar.lexicon.table import Row, read_rows, values
from khabar.model import EventType, NameType, SourceKind, Stance, Status


@dataclass(frozen=True, slots=True)
class Label:
    """One id as people read it."""

    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class ModeRecord:
    """A finer kind of one event type: `id` is PLOVER's."""

    id: str
    label_en: str
    label_ar: str


@dataclass(frozen=True, slots=True)
class TypeRecord:
    """One of PLOVER's sixteen event types.

    `quad_class` is verbal-cooperation, material-cooperation, verbal-conflict or material-conflict. `cameo_roots` are
    the two-digit CAMEO roots that the type gathers, `cameo_root` the one that fits best. `modes` is () for types that
    PLOVER does not divide.
    """

    type: EventType
    label_en: str
    label_ar: str
    quad_class: str
    cameo_roots: tuple[str, ...]
    modes: tuple[ModeRecord, ...]

    @property
    def cameo_root(self) -> str:
        """The CAMEO root that fits best."""
        return self.cameo_roots[0]


def event_type(kind: EventType) -> TypeRecord:
    """The record of an event type.

    >>> event_type(EventType.CONSULT).quad_class
    'verbal-cooperation'
    """
    return _types()[kind]


def event_types() -> tuple[TypeRecord, ...]:
    """All sixteen, in PLOVER's order."""
    return tuple(_types()[kind] for kind in EventType)


def mode(kind: EventType, key: str) -> ModeRecord | None:
    """A mode of an event type by its id; None where the type has no such mode."""
    return next((record for record in event_type(kind).modes if record.id == key), None)


def status_label(status: Status) -> Label:
    """The label of a status.

    >>> status_label(Status.PLANNED).en
    'planned'
    """
    return _label("status", status.value)


def stance_label(stance: Stance) -> Label:
    """The label of a stance."""
    return _label("stance", stance.value)


def kind_label(kind: SourceKind) -> Label:
    """The label of a kind of source."""
    return _label("kind", kind.value)


def name_label(kind: NameType) -> Label:
    """The label of a type of name."""
    return _label("name", kind.value)


def context_label(context: str) -> Label:
    """The label of a PLOVER context; DataError for an id that is none."""
    return _label("context", context)


def quad_class_label(quad_class: str) -> Label:
    """The label of a quad class; DataError for an id that is none."""
    return _label("quad-class", quad_class)


def _label(group: str, key: str) -> Label:
    found = _labels().get((group, key))
    if found is None:
        raise DataError(f"labels.csv: expected a row for {group} {key!r}; found none")
    return found


@cache
def _labels() -> Mapping[tuple[str, str], Label]:
    rows = read_rows(files("khabar.ontology") / "data" / "labels.csv", ("group", "id", "en", "ar", "source"))
    return {(row["group"], row["id"]): Label(row["en"], row["ar"]) for row in rows}


@cache
def _types() -> Mapping[EventType, TypeRecord]:
    folder = files("khabar.ontology") / "data"
    modes: dict[str, list[ModeRecord]] = {}
    for row in read_rows(folder / "modes.csv", ("type", "id", "en", "ar", "source")):
        modes.setdefault(row["type"], []).append(ModeRecord(row["id"], row["en"], row["ar"]))
    rows = read_rows(folder / "types.csv", ("id", "en", "ar", "quad_class", "cameo_roots", "source"))
    return {EventType(row["id"]): _type(row, modes.get(row["id"], [])) for row in rows}


def _type(row: Row, modes: list[ModeRecord]) -> TypeRecord:
    kind = EventType(row["id"])
    return TypeRecord(kind, row["en"], row["ar"], row["quad_class"], values(row["cameo_roots"]), tuple(modes))
