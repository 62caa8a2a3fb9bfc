"""How common a written form is in Arabic text."""

from __future__ import annotations

from khabar.text.frequency import frequencies

_LANGUAGE = "ar"


def rarity(form: str) -> float:
    """Occurrences of a folded form per million words; 0 for a form rarer than one in a million."""
    return frequencies(_LANGUAGE).get(form, 0.0)
