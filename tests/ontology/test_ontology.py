"""The ontology is whole: every id of the model has a label in both languages and its codes."""

from __future__ import annotations

import pytest

from khabar.errors import DataError
from khabar.model import EventType, NameType, SourceKind, Stance, Status
from khabar.ontology import (
    context_label,
    event_type,
    event_types,
    kind_label,
    mode,
    name_label,
    quad_class_label,
    stance_label,
    status_label,
)

QUAD_CLASSES = {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"}


def test_all_sixteen_types_are_there_in_order() -> None:
    assert [record.type for record in event_types()] == list(EventType)


@pytest.mark.parametrize("kind", EventType)
def test_a_type_has_labels_and_codes(kind: EventType) -> None:
    record = event_type(kind)
    assert record.label_en
    assert record.label_ar
    assert record.quad_class in QUAD_CLASSES
    assert quad_class_label(record.quad_class).ar
    assert all(root.isdigit() and len(root) == 2 for root in record.cameo_roots)
    assert len({m.id for m in record.modes}) == len(record.modes)


def test_cameo_roots_are_shared_by_yielding_alone() -> None:
    roots = [root for record in event_types() for root in record.cameo_roots]
    assert sorted(root for root in set(roots) if roots.count(root) > 1) == ["08"]


@pytest.mark.parametrize(
    "label",
    [
        *(status_label(s) for s in Status),
        *(stance_label(s) for s in Stance),
        *(kind_label(k) for k in SourceKind),
        *(name_label(n) for n in NameType),
    ],
)
def test_every_id_has_two_labels(label: object) -> None:
    assert getattr(label, "en", "")
    assert getattr(label, "ar", "")


def test_modes_belong_to_their_type() -> None:
    assert mode(EventType.CONSULT, "visit") is not None
    assert mode(EventType.ASSAULT, "visit") is None


def test_an_unknown_context_is_an_error() -> None:
    with pytest.raises(DataError, match="expected a row"):
        context_label("gardening")
