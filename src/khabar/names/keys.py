"""The coarse sound of a word, the same for most of its spellings in either script: its consonants in a few classes.

A letter that can stand for several sounds gives several keys. For finding what may be alike in a great many names; how
alike it is, `names.likeness` tells.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from khabar.names.tables import sounds

_LONGEST_GROUP = 4
_MOST_KEYS = 6
"""Keys of one word; more than so many letters of several sounds are taken at their likeliest."""
_SHORT, _LONG = 3, 5
"""Consonants of a word from which one of them, and two of them, may differ between spellings of one name."""
_KEPT = 200_000
FAR = 9
"""More consonants than two spellings of one name ever differ in."""


@lru_cache(maxsize=_KEPT)
def keys(word: str) -> tuple[str, ...]:
    """The keys of a folded word, likeliest first; a word of vowels has the empty one.

    >>> keys("shoigu")
    ('SK',)
    """
    made = [""]
    at, word = 0, without_doubles(word)
    while at < len(word):
        size, options = _group(word, at)
        if len(made) * len(options) > _MOST_KEYS:
            options = options[:1]
        made = [key + sound for sound in options for key in made]
        at += size
    return tuple(dict.fromkeys(made))


def _group(word: str, at: int) -> tuple[int, tuple[str, ...]]:
    """The longest group of letters that begins at a place, with its sounds; a letter of no table sounds as it is."""
    known = sounds()
    for size in range(min(_LONGEST_GROUP, len(word) - at), 0, -1):
        if word[at : at + size] in known:
            return size, known[word[at : at + size]]
    return 1, (word[at],)


@lru_cache(maxsize=_KEPT)
def without_doubles(text: str) -> str:
    """A text with no letter twice in a row."""
    return "".join(letter for at, letter in enumerate(text) if letter != text[at - 1 : at])


@lru_cache(maxsize=_KEPT)
def apart(left: str, right: str) -> int:
    """In how many consonants two words differ, FAR where in so many that they cannot be one name."""
    mine, others = keys(left), keys(right)
    if not set(mine).isdisjoint(others):
        return 0
    return min([_distance(one, other) for one in mine for other in others])


@lru_cache(maxsize=_KEPT)
def may_join(first: str, second: str, whole: str) -> bool:
    """Whether two words, written as one, can be a third."""
    together = keys(first)[0] + keys(second)[0]
    return any(Levenshtein.distance(together, key, score_cutoff=2) <= 2 for key in keys(whole))


def _distance(left: str, right: str) -> int:
    longest = max(len(left), len(right))
    if longest < _SHORT or (longest < _LONG and left[:1] != right[:1]):
        return FAR
    allowed = 1 if longest < _LONG else 2
    found = Levenshtein.distance(left, right, score_cutoff=allowed)
    return found if found <= allowed else FAR
