"""Spelling Arabic names in Latin letters the way English news does, for names that stand in no table.

Follows newsroom habit (al-, kh, no marks for length or the emphatic letters), not a scholarly scheme. Short vowels are
not written in Arabic, so they are set by syllable: an unvowelled consonant that cannot close the syllable before it
gets an "a". Not for: names with a usual English form (those stand in the knowledge tables).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_SHORT = "a"
_BEFORE_LAST = "e"
"""Between the last two consonants of a word that ends as active participles do (Saleh, Naser)."""
_GLIDES_BEFORE_VOWEL = {"o": "w", "i": "y"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """The rows of data/transliteration.csv by class: letters to Latin."""

    classes: Mapping[str, Mapping[str, str]]

    def get(self, kind: str) -> Mapping[str, str]:
        """The rows of one class."""
        return self.classes.get(kind, {})


def spell(tokens: tuple[str, ...], spelling: Spelling) -> str:
    """The Latin spelling of a name's words, in ordinary or folded letters; words that are not Arabic stay."""
    out: list[str] = []
    for token in tokens:
        latin = _word(token, spelling)
        out.append(latin if out and latin.islower() and token in spelling.get("word") else _capital(latin))
    return " ".join(out)


def _capital(latin: str) -> str:
    head, hyphen, tail = latin.partition("-")
    if hyphen and head.islower() and tail and len(head) == 2:
        return f"{head}-{tail[:1].upper()}{tail[1:]}"
    return latin[:1].upper() + latin[1:]


def _word(token: str, spelling: Spelling) -> str:
    whole = spelling.get("word").get(token)
    if whole is not None:
        return whole
    for kind in ("servant", "article"):
        for letters, latin in spelling.get(kind).items():
            if token.startswith(letters) and len(token) > len(letters) + 1:
                rest = _letters(token[len(letters) :], spelling)
                return latin + (_capital(rest) if latin.endswith(" ") else rest)
    return _letters(token, spelling)


def _letters(token: str, spelling: Spelling) -> str:
    """Letter by letter, with short vowels set where a syllable needs one."""
    pieces = _pieces(token, spelling)
    out = ""
    open_syllable = False
    for at, (latin, vowel) in enumerate(pieces):
        if vowel:
            out += "" if out.endswith(latin) and latin == _SHORT else latin
            open_syllable = True
            continue
        follows = pieces[at + 1] if at + 1 < len(pieces) else None
        out += latin
        if follows is None or follows[1]:
            open_syllable = False
        elif open_syllable and at + 2 == len(pieces) and at and pieces[at - 1] == (_SHORT, True):
            out += _BEFORE_LAST
        elif open_syllable:
            open_syllable = False
        else:
            out += _SHORT
            open_syllable = True
    return out


def _pieces(token: str, spelling: Spelling) -> list[tuple[str, bool]]:
    """(Latin, whether it is a vowel), the longest row first at each place."""
    out: list[tuple[str, bool]] = []
    at = 0
    while at < len(token):
        latin, vowel, used = _piece(token, at, out, spelling)
        if latin:
            out.append((latin, vowel))
        at += used
    return out


def _piece(token: str, at: int, before: list[tuple[str, bool]], spelling: Spelling) -> tuple[str, bool, int]:
    """The Latin at one place, whether it is a vowel, and how many letters it stands for."""
    two, one = token[at : at + 2], token[at]
    for kind, vowel, fits in (
        ("opening", True, not before),
        ("cluster", False, not before),
        ("diphthong", True, len(token) > at + 2),
        ("consonant", False, len(two) == 2),
    ):
        if fits and two in spelling.get(kind):
            return spelling.get(kind)[two], vowel, 2
    if one in spelling.get("glide"):
        return _glide(spelling.get("glide")[one], token, at, before, spelling)
    for kind, vowel in (("vowel", True), ("guttural", True), ("consonant", False), ("silent", True)):
        if one in spelling.get(kind):
            return spelling.get(kind)[one], vowel, 1
    return one, True, 1


def _glide(
    latin: str, token: str, at: int, before: list[tuple[str, bool]], spelling: Spelling
) -> tuple[str, bool, int]:
    """A glide is a consonant at the start and beside a vowel, else a vowel."""
    follows = token[at + 1] if at + 1 < len(token) else ""
    beside = follows in spelling.get("vowel") or (follows in spelling.get("glide") and not (before and before[-1][1]))
    if not before or (follows and beside):
        return _GLIDES_BEFORE_VOWEL.get(latin, latin), False, 1
    return latin, True, 1


def skeleton(token: str, spelling: Spelling) -> str:
    """The consonants of a word, those that spellings of foreign names confuse made one; "" for a word of vowels."""
    rows = spelling.get("skeleton")
    out = ""
    for letter in token:
        sound = rows.get(letter, "")
        if sound and not out.endswith(sound):
            out += sound
    return out
