"""What makes the agreement of two names count less: what agrees is common, short, unsure, or a poor alias.

Two names can be one and still say little about whose they are. The factors are set by hand on the hits that a day of
newspapers gives against the lists of the UN and OFAC; docs/screening.md lists them. Not for: the likeness of names
(`khabar.names`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from khabar.model import ListedEntry, ListedKind, ListedName, NameQuality
from khabar.names import Comparison, Pair, Part, PartKind
from khabar.names.spelling import words
from khabar.screening.hits import Factor

WEAK_ALIAS = 0.85
ONE_WORD = 0.95
ONE_WORD_ALIAS = 0.7
"""The list knows more names of a person than this one; if they agreed, one of them would be told."""
ONLY_A_FATHERS_NAME = 0.8
"""Every father of an Ali is called Abu Ali."""
ONLY_A_GIVEN_NAME = 0.6
UNSURE_WORD = 0.8
SHORT_WORD = 0.5
"""What each multiplies the score with."""
SURE = 0.9
"""Likeness of the one word that agrees, below which it may be another word."""
SHORT, SURE_SHORT = 4, 0.97
"""The same for a word of so few letters, which in one script must be written alike: WAAD is not FDA."""
TELLING = 0.8
"""Weight of what agrees (`Comparison.telling`) that a hit needs to keep its score, which sinks with what is lacking:
two of the commonest given names weigh 0.5, a common given name with a usual family name 0.95."""
TELLING_WHOLE = 0.4
"""The same where the whole name of a body agrees: two bodies seldom choose one name, however common its words."""


def cautions(comparison: Comparison, entry: ListedEntry, name: ListedName) -> tuple[Factor, ...]:
    """What makes the agreement with a name of an entry count less, each with its weight and reason."""
    one = comparison.pairs[0] if len(comparison.pairs) == 1 else None
    return (
        *_common(comparison, entry),
        *([Factor("a weak alias", WEAK_ALIAS)] if name.quality == NameQuality.WEAK else ()),
        *_partial(comparison, entry),
        *(_alone(comparison, one, entry) if one else ()),
    )


def _common(comparison: Comparison, entry: ListedEntry) -> Iterator[Factor]:
    whole = entry.kind != ListedKind.PERSON and not (comparison.left_over or comparison.right_over)
    needed = TELLING_WHOLE if whole else TELLING
    if comparison.telling < needed:
        yield Factor("only common words agree", comparison.telling / needed)


def _partial(comparison: Comparison, entry: ListedEntry) -> Iterator[Factor]:
    """`right` is the name of the list."""
    asked, listed = len(comparison.left.parts), len(comparison.right.parts)
    if listed == 1 < asked and entry.kind == ListedKind.PERSON:
        yield Factor("an alias of one word, and the name has more", ONE_WORD_ALIAS)
    elif min(asked, listed) == 1 < max(asked, listed):
        yield Factor("one word of a longer name", ONE_WORD)


def _alone(comparison: Comparison, pair: Pair, entry: ListedEntry) -> Iterator[Factor]:
    """What to say where nothing but one pair of parts agrees."""
    left, right = (
        [name.parts[number] for number in at]
        for name, at in ((comparison.left, pair.left), (comparison.right, pair.right))
    )
    if all(part.kind == PartKind.KUNYA for part in left):
        yield Factor("only a father's name agrees", ONLY_A_FATHERS_NAME)
    elif entry.kind == ListedKind.PERSON and (_is_given(left) or _is_given(right)):
        yield Factor("only a given name agrees", ONLY_A_GIVEN_NAME)
    one_script = left[0].script == right[0].script and left[0].forms != right[0].forms
    if min(_letters(left), _letters(right)) <= SHORT and (pair.likeness < SURE_SHORT or one_script):
        yield Factor("one short word that is spelt otherwise", SHORT_WORD)
    elif pair.likeness < SURE:
        yield Factor("one word that may be another", UNSURE_WORD)


def _letters(parts: Sequence[Part]) -> int:
    return sum(len(part.forms[0]) for part in parts)


def _is_given(parts: Sequence[Part]) -> bool:
    return "".join(form for part in parts for form in words(part.text)) in _given_names()


@cache
def _given_names() -> frozenset[str]:
    """The given names of `khabar.knowledge`, in both scripts, each as one word."""
    text = (files("khabar.knowledge") / "data" / "given_names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return frozenset("".join(words(form)) for row in rows for form in (row["form"], row["en"]))
