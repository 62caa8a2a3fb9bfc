"""How common a written form is in Arabic text, from the word list of `wordfreq` (Speer 2022; data CC BY-SA 4.0).

The list is read where that package keeps it, because importing the package costs six times as long as the list.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgpack  # type: ignore[import-untyped]

from khabar.errors import DataError
from khabar.text.fold import fold

_LIST = "small_ar.msgpack.gz"


def rarity(form: str) -> float:
    """Occurrences of a folded form per million words; 0 for a form rarer than one in a million."""
    return _frequencies().get(form, 0.0)


@cache
def _frequencies() -> dict[str, float]:
    """Folded form to occurrences per million; spellings that fold alike are added up."""
    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        raise DataError("expected the package wordfreq with its word list of Arabic; install it: pip install wordfreq")
    with gzip.open(Path(spec.submodule_search_locations[0]) / "data" / _LIST) as handle:
        _, *bins = msgpack.load(handle, raw=False)
    out: dict[str, float] = {}
    for minus_centibels, words in enumerate(bins):
        frequency = 1e6 * 10 ** (-minus_centibels / 100)
        for form in fold(" ".join(words)).split():
            out[form] = out.get(form, 0.0) + frequency
    return out
