"""How alike two words of names are, in one script or two: a number from 0 to 1.

From the cost of reading one as the other (`names.letters`), on a scale fitted to pairs that are and pairs that are not
the same name. What the tables know goes first: two spellings of one name, two names that only look alike, a short form.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from khabar.names.keys import FAR, apart, keys, without_doubles
from khabar.names.letters import Script, costs
from khabar.names.parts import Part, PartKind
from khabar.names.spelling import script_of
from khabar.names.tables import name_classes, shapes, share_latin, short_forms
from khabar.names.telling import is_printed

_KEPT = 200_000
"""Pairs of words that are remembered: names are made of few words."""
_SAME_NAME = 0.97
_OTHER_NAME = 0.15
_LETTER_BY_LETTER, _UNLISTED = 0.985, 0.85
"""Words in two scripts that agree so well letter by letter may be a spelling that the table of names lacks."""
_SHORT_FORM = 0.9
_MISTYPED, _LONG_ENOUGH = 0.85, 4
"""Of a known name and a word with other dots that is none; from so many letters on."""
_CONCEPT = 0.97
_BY_DISTANCE = {0: 1.0, 1: 0.85, 2: 0.7}
"""About the likeness of words whose coarse sounds differ in so many consonants, when all else agrees."""
_SHORT = 4
"""Letters of a word that must begin with the sound of the other."""
_INITIAL = 0.7
_WITHOUT_HEAD = 0.8
"""Of the likeness of a name to one of two by its second: families go by a father's name with and without its first
word, persons by a servant's."""
_ONE_IN_LATIN = 0.78
"""Of two names that some Latin spelling stands for both: one of them is written for the other by whoever has read it in
Latin letters. A little more than makes two single words pass the threshold of screening, and no sure thing."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A logistic curve over the cost of a letter: where it is as likely the same name as not, and how steep."""

    middle: float
    steepness: float

    def of(self, cost: float) -> float:
        """Between 0 and 1."""
        return 1.0 / (1.0 + math.exp(min(50.0, self.steepness * (cost - self.middle))))


_ACROSS = Scale(0.95, 8.7)
"""Fitted to the pairs held back from learning (`tools.learn_letters`) and to others that begin with the same letter."""
_WITHIN = Scale(0.55, 9.0)
"""Set by hand to the spellings of known persons (knowledge/data/persons.csv) and pairs of others that begin alike."""


def likeness(left: Part, right: Part) -> float:
    """How alike two parts are."""
    if left.forms[0] == right.forms[0]:
        return 1.0
    if left.concept and left.concept == right.concept:
        return _CONCEPT
    if PartKind.INITIAL in (left.kind, right.kind):
        return _initial(left, right)
    best = likeness_of_words(left.forms[0], right.forms[0])
    if left.bare and left.bare == right.bare:
        return min(best, _OTHER_NAME)
    if best < _SAME_NAME:
        best = max((best, *(likeness_of_words(form, right.forms[0]) for form in left.forms[1:])))
        best = max((best, *(likeness_of_words(left.forms[0], form) for form in right.forms[1:])))
    if best < _WITHOUT_HEAD and bool(left.bare) != bool(right.bare):
        two, one = (left, right) if left.bare else (right, left)
        best = max(best, _WITHOUT_HEAD * likeness_of_words(two.bare, one.forms[0]))
    return best


def only_in_latin(left: Part, right: Part) -> bool:
    """Whether two parts are two names of another script that some Latin spelling stands for both."""
    return not is_one_word(left, right) and share_latin(left.forms[0], right.forms[0])


def is_one_word(left: Part, right: Part) -> bool:
    """Whether two parts are one word, or spellings of one name that the tables have."""
    return not _words_and_names(left.forms).isdisjoint(_words_and_names(right.forms))


@lru_cache(maxsize=_KEPT)
def _words_and_names(forms: tuple[str, ...]) -> frozenset[str]:
    """The forms of a part, and the names that they are spellings of."""
    return frozenset(forms).union(*(name_classes().get(form, frozenset()) for form in forms))


def may_answer(left: Part, right: Part) -> float:
    """About how alike two parts may be at most, by their coarse sounds and the tables; 0 where they cannot be."""
    if PartKind.INITIAL in (left.kind, right.kind) or (left.concept and left.concept == right.concept):
        return 1.0
    best = may_be_one(left.forms[0], right.forms[0])
    if best or (len(left.forms) == len(right.forms) == 1 and not left.bare and not right.bare):
        return best
    return 0.0 if _sounds(left.forms, left.bare).isdisjoint(_sounds(right.forms, right.bare)) else 1.0


@lru_cache(maxsize=_KEPT)
def _sounds(forms: tuple[str, ...], bare: str) -> frozenset[str]:
    """The keys of all spellings of a part."""
    return frozenset(key for form in (*forms, bare) if form for key in keys(form))


@lru_cache(maxsize=_KEPT)
def may_be_one(left: str, right: str) -> float:
    """About how alike two words may be at most, by their coarse sounds and the tables."""
    known, others = name_classes().get(left), name_classes().get(right)
    if known and others and known & others:
        return 1.0
    if not short_forms().isdisjoint(_pairs_of_names(known or {left}, others or {right})):
        return 1.0
    if known and others and script_of(left) == script_of(right):
        return _ONE_IN_LATIN if share_latin(left, right) else 0.0
    if known and others and set(keys(left)).isdisjoint(keys(right)):
        return 0.0
    return _BY_DISTANCE.get(apart(left, right), 0.0)


def _initial(left: Part, right: Part) -> float:
    """An initial against a name, by its first letter; two initials must be the same."""
    short, other = (left, right) if left.kind == PartKind.INITIAL else (right, left)
    if other.kind == PartKind.INITIAL:
        return float(short.text == other.text)
    return _INITIAL * max(likeness_of_words(short.text, form[: len(short.text)]) for form in other.forms)


@lru_cache(maxsize=_KEPT)
def likeness_of_words(left: str, right: str) -> float:
    """How alike two folded words are, 0 where another name is likelier than the same; symmetric."""
    if left == right:
        return 1.0
    if left > right:
        return likeness_of_words(right, left)
    known, others = name_classes().get(left), name_classes().get(right)
    if known and others and known & others:
        return _SAME_NAME
    if not short_forms().isdisjoint(_pairs_of_names(known or {left}, others or {right})):
        return _SHORT_FORM
    if bool(known) != bool(others) and _mistyped(left, right):
        return _MISTYPED
    spelt = max(_spelt(left, right), _spelt(without_doubles(left), without_doubles(right)))
    return _of_other_names(left, right, spelt) if known and others else spelt


def _of_other_names(left: str, right: str, spelt: float) -> float:
    """How alike spellings of two known names are, by how alike they are spelt."""
    if script_of(left) != script_of(right):
        return _UNLISTED if spelt >= _LETTER_BY_LETTER else min(_OTHER_NAME, spelt)
    return _ONE_IN_LATIN if share_latin(left, right) else min(_OTHER_NAME, spelt)


def _mistyped(left: str, right: str) -> bool:
    """Whether two words have the same letters but for their dots, and one of them is no word that is ever printed."""
    alike = len(left) >= _LONG_ENOUGH and left.translate(shapes()) == right.translate(shapes())
    return alike and not (is_printed(left) and is_printed(right))


def _pairs_of_names(names: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((name, other) if name < other else (other, name) for name in names for other in others)


@lru_cache(maxsize=_KEPT)
def _spelt(left: str, right: str) -> float:
    one, other = script_of(left), script_of(right)
    if left == right:
        return _SAME_NAME
    if Script.OTHER in (one, other) or apart(left, right) == FAR or (one == other and _begin_otherwise(left, right)):
        return 0.0
    letters = len(left) + len(right)
    scale = _WITHIN if one == other else _ACROSS
    return scale.of(costs(one, other).between(left, right, letters * scale.middle) / letters)


def _begin_otherwise(left: str, right: str) -> bool:
    """Whether two short words of one script begin with different sounds: acronyms have little else."""
    return min(len(left), len(right)) <= _SHORT and set(keys(left[0])).isdisjoint(keys(right[0]))
