"""The layers of a reading that can be asked for one by one."""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """A layer by the name that it has in the JSON of a reading."""

    NAMES = "names"
    TIMES = "times"
    ATTRIBUTIONS = "attributions"
    EVENTS = "events"
    CLAIMS = "claims"


ALL_LAYERS = frozenset(Layer)
