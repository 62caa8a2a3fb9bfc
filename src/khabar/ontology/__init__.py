"""Event types, modes, contexts, stances and the other closed vocabularies, each id with an English and an Arabic label.

Types, modes and contexts are PLOVER's (Halterman et al. 2023), roots CAMEO's (Schrodt 2012). Not for: words that
express them in a language.
"""

from khabar.ontology.records import (
    Label,
    ModeRecord,
    TypeRecord,
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

__all__ = [
    "Label",
    "ModeRecord",
    "TypeRecord",
    "context_label",
    "event_type",
    "event_types",
    "kind_label",
    "mode",
    "name_label",
    "quad_class_label",
    "stance_label",
    "status_label",
]
