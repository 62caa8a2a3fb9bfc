"""The endings of Arabic verbs, masdars and participles, as tables of unvocalised spellings.

A paradigm says which prefixes and endings are written on a stem and what each means. Several stems of one verb may
carry different paradigms (قال carries the endings with a vowel, قل those with a consonant). Which verb takes which
paradigm is the business of ``conjugation``.

A table is written as one line of cells, in the order of its slots: ``_`` is no ending, ``-`` no such form, ``/`` parts
two common spellings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache


class Tense(Enum):
    """What kind of form it is; the two participles are told apart by their voice."""

    PAST = "past"
    PRESENT = "present"
    MASDAR = "masdar"
    PARTICIPLE = "participle"


# tense, person (0: none), gender, number, voice, mood or case
Features = tuple[Tense, int, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One form of a paradigm: what is written before and after the stem, and what that means."""

    prefix: str
    ending: str
    features: Features


@dataclass(frozen=True, slots=True, eq=False)
class Paradigm:
    """All cells for one stem. Compared and hashed by identity: there is one object a table and voice."""

    cells: tuple[Cell, ...]


_Slot = tuple[tuple[int, str, str, str], ...]  # person, gender, number, mood or case; several are written alike

_PAST: tuple[_Slot, ...] = (
    ((3, "m", "singular", ""),),
    ((3, "f", "singular", ""),),
    ((3, "f", "dual", ""),),
    ((3, "m", "dual", ""),),
    ((3, "m", "plural", ""),),
    ((1, "", "singular", ""), (2, "m", "singular", "")),
    ((2, "m", "plural", ""),),
    ((3, "f", "plural", ""),),
    ((1, "", "plural", ""),),
)

PAST = {
    "sound": "_ ت تا ا وا ت تم ن نا",
    "sound-n": "_ ت تا ا وا ت تم _ ا",  # أعلن: أعلنا, the two ن written once
    "sound-t": "_ ت تا ا وا _ م ن نا",  # أثبت: first person أثبت
    "vowel": "_ ت تا ا وا - - - -",
    "consonant": "- - - - - ت تم ن نا",
    "consonant-n": "- - - - - ت تم _ ا",
    "consonant-t": "- - - - - _ م ن نا",
    "ى": "ى ت تا يا وا يت يتم ين ينا",
    "ا-و": "ا ت تا وا وا وت وتم ون ونا",
    "ا-ي": "ا ت تا يا وا يت يتم ين ينا",  # أحيا أحييت
    "ي": "ي يت يتا يا وا يت يتم ين ينا",
    "أ": "أ أت أتا آ أوا/ؤوا أت أتم أن أنا",
    "اء": "ء ءت ءتا ءا ؤوا/ءوا - - - -",
    "يء": "ء ئت ئتا ئا ئوا - - - -",
}

# Prefixes with who they mean, for the forms without ending and for the three kinds of ending.
_SINGULARS = (
    ("ي", 3, "m", "singular"),
    ("ت", 3, "f", "singular"),
    ("ت", 2, "m", "singular"),
    ("أ", 1, "", "singular"),
    ("ن", 1, "", "plural"),
)
_DUALS = (("ي", 3, "m", "dual"), ("ت", 3, "f", "dual"))
_PLURALS = (("ي", 3, "m", "plural"), ("ت", 2, "m", "plural"))
_FEMININES = (("ي", 3, "f", "plural"),)
_PRESENT = (
    (_SINGULARS, "indicative"),
    (_SINGULARS, "jussive"),
    (_DUALS, "indicative"),
    (_DUALS, "subjunctive"),
    (_PLURALS, "indicative"),
    (_PLURALS, "subjunctive"),
    (_FEMININES, "indicative"),
)

PRESENT = {
    "sound": "_ - ان ا ون وا ن",
    "sound-n": "_ - ان ا ون وا _",
    "vowel": "_ - ان ا ون وا -",
    "short": "- _ - - - - ن",
    "short-n": "- _ - - - - _",
    "consonant": "- - - - - - ن",
    "consonant-n": "- - - - - - _",
    "و": "و _ وان وا ون وا ون",
    "ي": "ي _ يان يا ون وا ين",
    "ى": "ى _ يان يا ون وا ين",
    "ا": "ا _ يان يا ون وا ين",  # يحيا: no ى after ي
    "أ": "أ - آن/أان آ/أا أون/ؤون أوا/ؤوا أن",
    "اء": "ء - ءان ءا ؤون/ءون ؤوا/ءوا -",
    "يء": "ء - ئان ئا ئون ئوا -",
}

_MASDAR: tuple[_Slot, ...] = (
    ((0, "m", "singular", ""),),
    ((0, "m", "singular", "accusative"),),
    ((0, "m", "dual", ""),),
    ((0, "m", "dual", "oblique"),),
    ((0, "f", "plural", ""),),
)

MASDAR = {
    "short": "_ ا ان ين -",
    "long": "_ ا ان ين ات",
    "اء": "_ - ان ين ات",
    "أ": "أ - آن أين آت",
    "يء": "ء ئا ئان ئين -",
    "reduced": "_/ي يا يان يين يات",  # تبن, definite التبني
    "bare": "_ - - - -",
}
FEMININE_MASDAR = {
    "ة": "ة - تان تين ات",
    "اة": "اة - اتان اتين يات",
}
_FEMININE_MASDAR: tuple[_Slot, ...] = tuple(
    tuple((person, "f", number, case) for person, _, number, case in slot) for slot in _MASDAR
)

_PARTICIPLE: tuple[_Slot, ...] = (
    ((0, "m", "singular", ""),),
    ((0, "m", "singular", "accusative"),),
    ((0, "f", "singular", ""),),
    ((0, "m", "dual", ""),),
    ((0, "m", "dual", "oblique"),),
    ((0, "m", "plural", ""),),
    ((0, "m", "plural", "oblique"),),
    ((0, "m", "plural", "construct"),),
    ((0, "f", "dual", ""),),
    ((0, "f", "dual", "oblique"),),
    ((0, "f", "plural", ""),),
)

PARTICIPLE = {
    "sound": "_ ا ة ان ين ون ين و/ي تان تين ات",
    "reduced": "_/ي يا ية يان يين ون ين و/ي يتان يتين يات",  # داع, definite الداعي
    "ى": "ى - اة يان يين ون ين و/ي اتان اتين يات",
    "أ": "أ - أة آن أين أون/ؤون أين/ئين أو/ؤو/أي/ئي أتان أتين آت",
    "يء": "ء ئا ئة ئان ئين ئون ئين ئو/ئي ئتان ئتين ئات",
}


@cache
def past(name: str, voice: str) -> Paradigm:
    """The perfect table of that name."""
    return _unprefixed(PAST[name], _PAST, Tense.PAST, voice)


@cache
def masdar(name: str) -> Paradigm:
    """The masdar table of that name."""
    if name in FEMININE_MASDAR:
        return _unprefixed(FEMININE_MASDAR[name], _FEMININE_MASDAR, Tense.MASDAR, "active")
    return _unprefixed(MASDAR[name], _MASDAR, Tense.MASDAR, "active")


@cache
def participle(name: str, voice: str) -> Paradigm:
    """The participle table of that name."""
    return _unprefixed(PARTICIPLE[name], _PARTICIPLE, Tense.PARTICIPLE, voice)


@cache
def present(name: str, voice: str, prefixes: str = "يتأن") -> Paradigm:
    """The imperfect table of that name, with these prefixes only; ``"آ"`` is أ melted with the hamza of the stem."""
    cells = [
        Cell("آ" if melted else prefix, ending, (Tense.PRESENT, person, gender, number, voice, mood))
        for text, (slots, mood) in zip(PRESENT[name].split(), _PRESENT, strict=True)
        for ending in _endings(text)
        for prefix, person, gender, number in slots
        if (melted := prefix == "أ" and prefixes == "آ") or prefix in prefixes
    ]
    return Paradigm(tuple(cells))


def _unprefixed(table: str, slots: tuple[_Slot, ...], tense: Tense, voice: str) -> Paradigm:
    cells = [
        Cell("", ending, (tense, person, gender, number, voice, mood))
        for text, slot in zip(table.split(), slots, strict=True)
        for ending in _endings(text)
        for person, gender, number, mood in slot
    ]
    return Paradigm(tuple(cells))


def _endings(text: str) -> tuple[str, ...]:
    return () if text == "-" else tuple("" if ending == "_" else ending for ending in text.split("/"))
