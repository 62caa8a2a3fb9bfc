"""Named mentions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from khabar.model.evidence import Evidence
from khabar.model.span import Span


class NameType(StrEnum):
    """What a name names (labels in the ontology)."""

    PERSON = "PER"
    ORGANISATION = "ORG"
    PLACE = "GPE"
    LOCATION = "LOC"
    FACILITY = "FAC"
    EQUIPMENT = "EQUIP"
    GROUP = "NORP"


@dataclass(frozen=True, slots=True)
class Mention:
    """One named mention, whole written words, as the report spells it.

    `english` is the usual English form; `transliterated` says that it was spelt out letter by letter for want of one.
    `entity` is the id of the known entity, or of the mention's group within the report (`report:…`), shared by all
    mentions of one name. `form` is the folded name without what is written onto its first word.
    `kind` is the finer class of the gazetteer (country, agency, ministry …), "" if unknown.
    """

    span: Span
    type: NameType
    english: str
    entity: str
    kind: str
    transliterated: bool
    evidence: Evidence
    form: str = ""
