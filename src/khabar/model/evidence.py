"""Why the reader believes what it says: the rule and the words behind a result."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.model.span import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """The id of the rule that fired and the cue words it fired on."""

    rule: str
    cues: tuple[Span, ...] = ()
