"""How much a word tells about whose name it is: little for a common name, all for a rare one.

From how often a word stands in the news and books of a language (`text.frequency`); all spellings of one name
(data/name_classes.csv) tell as little as the commonest of them. Not for: probabilities of anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from khabar.names.tables import name_classes
from khabar.text.frequency import frequencies

_LANGUAGES = ("ar", "en")
_COMMON, _RARE = 9.0, 19.0
"""Bits (minus the binary logarithm of a word's share of all words) at and below which a word tells least, at and above
which it tells all: Muhammad stands at 10, Shoigu above 20."""
_LEAST = 0.25
_KEPT = 100_000


@lru_cache(maxsize=_KEPT)
def weight(forms: tuple[str, ...]) -> float:
    """Between 0.25 and 1, by the commonest of some folded spellings of one word."""
    bits = -math.log2(max(_frequency(form) for form in forms) / 1e6)
    return min(1.0, max(_LEAST, (bits - _COMMON) / (_RARE - _COMMON)))


def _frequency(form: str) -> float:
    """Occurrences per million in the language where it is commonest, of the commonest spelling of the name."""
    names = name_classes().get(form, frozenset())
    return max(_commonest().get(name, 0.0) for name in names) if names else max(_own(form), 0.5)


def is_printed(form: str) -> bool:
    """Whether a folded word stands in the news or books of a language at least once in a million words."""
    return _own(form) > 0


def _own(form: str) -> float:
    return max(frequencies(language).get(form, 0.0) for language in _LANGUAGES)


@cache
def _commonest() -> Mapping[str, float]:
    return dict(_greatest((name, _own(form)) for form, names in name_classes().items() for name in names))


def _greatest(pairs: Iterable[tuple[str, float]]) -> Mapping[str, float]:
    out: dict[str, float] = {}
    for name, value in pairs:
        out[name] = max(out.get(name, 0.5), value)
    return out
