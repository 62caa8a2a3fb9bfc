"""Words of a list: tidied, in the order in which names are spoken, told by script, countries with their codes.

Not for: comparing names, which folds them further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

import regex

from khabar.knowledge.countries import alpha2, country_code
from khabar.model import ListedCountry, ListedName, NameQuality

T = TypeVar("T")

_UNSOUND = regex.compile(r"[\p{Cc}\p{Cs}]+")
_LATIN, _OTHER = regex.compile(r"\p{Latin}"), regex.compile(r"(?!\p{Latin})\p{L}")
_SUFFIX = regex.compile(r"(?:jr|sr|i{2,3}|iv|v)\.?", regex.IGNORECASE)
_QUOTES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
_PAIRS = frozenset({'""', "''", "\u201c\u201d", "\u2018\u2019", "\u00ab\u00bb"})
_LOOSE = " ,;"
_GENDERS = frozenset({"m", "f", "male", "female"})
_RANK = {NameQuality.PRIMARY: 0, NameQuality.STRONG: 1, NameQuality.ORIGINAL: 2, NameQuality.WEAK: 3}
"""Which of several names is the main one; of one rank, the first."""


def tidy(text: object) -> str:
    """A value as text with single blanks, without control characters and halves of surrogate pairs; None is ""."""
    if not isinstance(text, str):
        return ""
    sound = text if text.isprintable() else _UNSOUND.sub(" ", text)  # the first is quick, and true of nearly all
    return " ".join(sound.split())


def unquoted(text: str) -> str:
    """A name without the quotation marks, commas and semicolons around it.

    >>> unquoted('"AWEYS, Sheikh",')
    'AWEYS, Sheikh'
    """
    bare = text.strip(_LOOSE)
    while len(bare) > 1 and bare[0] + bare[-1] in _PAIRS:
        bare = bare[1:-1].strip(_LOOSE)
    # A mark without its other half; an apostrophe may belong to the name.
    return bare.strip('"\u201c\u201d').strip(_LOOSE) if bare.strip(_QUOTES) else ""


def spoken(name: str) -> str:
    """A person's name with the family name behind: "LAST, First, Jr." is "First LAST Jr."; others stay.

    >>> spoken("DELOS REYES, Feliciano, Jr."), spoken("SANTOSO")
    ('Feliciano DELOS REYES Jr.', 'SANTOSO')
    """
    parts = [part for part in map(str.strip, name.split(",")) if part]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    plain = [part for part in parts if part not in suffixes]
    return " ".join((*plain[1:], *plain[:1], *suffixes))


def in_other_script(text: str) -> bool:
    """Whether a name has letters and none of them is Latin."""
    return _LATIN.search(text) is None and _OTHER.search(text) is not None


def named(text: str, quality: NameQuality, note: str = "") -> ListedName:
    """A name; a good alias in another script than Latin is an original one."""
    original = quality is NameQuality.STRONG and in_other_script(text)
    return ListedName(text, NameQuality.ORIGINAL if original else quality, note)


def each_name_once(names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """The names with any letter or digit, each text once as it first came; the main one first.

    Where the list calls none so, the main one is the first good one, in Latin letters if there is such a one.
    """
    kept: dict[str, ListedName] = {}
    for name in names:
        if any(map(str.isalnum, name.text)):
            kept.setdefault(name.text, name)
    if not kept:
        return ()
    main = min(kept.values(), key=lambda name: _RANK[name.quality])
    rest = (name for name in kept.values() if name is not main)
    return (replace(main, quality=NameQuality.PRIMARY), *rest)


def once(values: Iterable[T | None]) -> tuple[T, ...]:
    """The values that say something, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def tidied(values: Iterable[object]) -> tuple[str, ...]:
    """The texts among the values, tidied, each once, in order."""
    return once(map(tidy, values))


def countries(values: Iterable[object]) -> tuple[ListedCountry, ...]:
    """The countries of cells, each once, in order; a cell without a letter names none."""
    return tuple(ListedCountry(country_code(text), text) for text in _lettered(values))


def _lettered(values: Iterable[object]) -> Iterator[str]:
    return (text for text in tidied(values) if any(map(str.isalpha, text)))


def coded_countries(codes: Iterable[object]) -> tuple[ListedCountry, ...]:
    """The countries of codes in either case; "ua-cri", a part of a country, counts for it, "suhh" for the state."""
    return tuple(ListedCountry(_coded(code), code) for code in _lettered(codes))


def _coded(code: str) -> str:
    return alpha2(code.upper().partition("-")[0]) or country_code(code.upper())


def genders(values: Iterable[object]) -> tuple[str, ...]:
    """ "m" and "f" by the first letters of what a list says; other words tell neither."""
    return once(text[0] for text in map(str.lower, tidied(values)) if text in _GENDERS)
