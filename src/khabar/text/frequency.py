"""How common a written word is in a language, from the word lists of `wordfreq` (Speer 2022; data CC BY-SA 4.0).

The lists are read where that package keeps them, because importing the package costs six times as long as a list. Not
for: how common a name is among people.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgpack  # type: ignore[import-untyped]

from khabar.errors import DataError
from khabar.text.fold import fold


@cache
def frequencies(language: str) -> Mapping[str, float]:
    """Folded word to occurrences per million, for words of at least one in a million; spellings that fold alike are
    added up. DataError where the package or its list for the language (ISO 639-1) is missing."""
    spec = find_spec("wordfreq")
    places = spec.submodule_search_locations if spec else None
    path = Path(places[0]) / "data" / f"small_{language}.msgpack.gz" if places else None
    if path is None or not path.exists():
        raise DataError(f"expected the package wordfreq with its word list of {language}: pip install wordfreq")
    with gzip.open(path) as handle:
        _, *bins = msgpack.load(handle, raw=False)
    out: dict[str, float] = {}
    for minus_centibels, words in enumerate(bins):
        frequency = 1e6 * 10 ** (-minus_centibels / 100)
        for form in fold(" ".join(words)).split():
            out[form] = out.get(form, 0.0) + frequency
    return out
