"""What is indexed of a word, and what a word that is asked for may stand as: one cutting for every store.

Words are folded, proclitics, article and pronouns are cut off as the language knows to, and a word that the language
does not know (so a foreign name, most often) is indexed by its sound too. SQLite and PostgreSQL both get these tokens
ready made, so that both find the same. Not for: reading; a cut that no reading would make does no harm here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from khabar.languages import INSTALLED, load
from khabar.languages.base import Pos
from khabar.languages.names import name_grammar
from khabar.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60
"""Characters of a token; PostgreSQL takes 2,046 bytes, no word of a language comes near 60."""
_SOUND = "0"
"""Begins the token of a sound: no written word is a nought with letters."""
_VOWEL = "v"
_SURE_CONSONANTS = 4
"""So many consonants tell a name by themselves; in shorter ones the places of the long vowels must agree as well."""
_KEPT = 20_000
"""Words whose tokens are remembered; each takes half a kilobyte, and they answer for three words in four."""
DEFAULT_LANGUAGE = INSTALLED[0]


@dataclass(frozen=True, slots=True)
class Indexed:
    """The tokens of one written word: `main` stands in the order of the text, for phrases; `more` beside it."""

    main: str
    more: tuple[str, ...]


def written(text: str) -> list[str]:
    """The folded words and numbers of a text, in order."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(text).lower())]


@lru_cache(maxsize=_KEPT)
def indexed(form: str, language: str | None) -> Indexed:
    """The tokens of a folded word in a report of a language; those of an uninstalled one are not cut."""
    if language not in INSTALLED:
        return Indexed(form, ())
    known = load(language)
    info = known.info(form)
    bares = [known.bare(morph) for morph in info.morphs]
    article = known.article
    cuts = [rest.removeprefix(article) if len(rest) > len(article) + 1 else rest for rest in info.rests]
    sounds = [sound(rest, language) for rest in info.rests] if _strange(form, language) else []
    main = bares[0] or form
    more = dict.fromkeys((form, *bares, *info.rests, *cuts, *sounds))
    return Indexed(main, tuple(one for one in more if one and one != main))


@lru_cache(maxsize=_KEPT)
def asked(form: str, language: str = DEFAULT_LANGUAGE) -> tuple[str, ...]:
    """The tokens by any of which a folded word that is asked for is found. Of an unknown word only a conjunction is cut
    off: other proclitics are more often the first letters of a name."""
    known = load(language)
    info = known.info(form)
    tokens = [form, known.bare(info.morphs[0])]
    if _strange(form, language):
        rests = [rest for cut, rest in info.variants if known.joiners.issuperset(cut)]
        tokens += [*rests, *(sound(rest, language) for rest in rests)]
    return tuple(one for one in dict.fromkeys(tokens) if one)


def in_phrase(form: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The one token by which a folded word is found inside a quoted phrase."""
    return indexed(form, language).main


def sound(form: str, language: str) -> str:
    """The token of a word's sound, "" where it has too few consonants to tell anything."""
    skeleton = name_grammar(load(language)).skeleton
    consonants = skeleton(form)
    if len(consonants) < 2:
        return ""
    if len(consonants) >= _SURE_CONSONANTS:
        return _SOUND + consonants
    return _SOUND + re.sub(r"(.)\1+", r"\1", "".join(skeleton(letter) or _VOWEL for letter in form))


def _strange(form: str, language: str) -> bool:
    """Whether the language knows no reading of a word; one with the article is a name or noun of its own."""
    info = load(language).info(form)
    return form.isalpha() and not form.isascii() and not info.definite and info.morphs[0].pos == Pos.UNKNOWN
