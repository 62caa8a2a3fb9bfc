"""Making the written forms of Arabic nationality words and things: article, gender, number, pronouns.

Forms come in ordinary spelling (the phrase table folds them). Not for: finding the base of a form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_ARTICLE = "ال"
_FEMININE = "ة"
_FEMININE_BEFORE = "ت"
_MASCULINE = ("", "ان", "ين", "ون", "ا")
_FEMININE_ENDINGS = ("ة", "تان", "تين", "ات")
_POSSESSED = ("ه", "ها", "هم")
_DUALS = ("ان", "ين")
_ACCUSATIVE = "ا"


def nationality_forms(base: str, plurals: Iterable[str]) -> tuple[str, ...]:
    """Every form of a nationality word of one or more words, indefinite and definite; no form twice.

    `base` is masculine singular indefinite; `plurals` are broken plurals. All words of a compound inflect together.
    """
    words = base.split()
    bare = [" ".join(word + ending for word in words) for ending in (*_MASCULINE, *_FEMININE_ENDINGS)]
    bare += [" ".join((*words[:-1], words[-1] + ending)) for ending in (*_MASCULINE, *_FEMININE_ENDINGS)]
    bare += plurals
    return tuple(dict.fromkeys(form for one in bare for form in (one, with_article(one))))


def equipment_forms(phrase: str) -> tuple[str, ...]:
    """The phrase, made definite (as noun with adjective or noun with noun), dual, and possessed; no form twice."""
    return tuple(dict.fromkeys(_equipment(phrase)))


def _equipment(phrase: str) -> Iterator[str]:
    yield phrase
    words = phrase.split()
    if phrase.startswith(_ARTICLE):
        return
    yield with_article(phrase)
    if not all(word.isalpha() for word in words):
        return
    yield " ".join((_ARTICLE + words[0], *words[1:]))
    tail = [_ARTICLE + word if not word.startswith(_ARTICLE) else word for word in words[1:]]
    if tail:
        yield " ".join((*words[:-1], tail[-1]))
    stem = _open(words[0])
    for pronoun in _POSSESSED:
        yield " ".join((stem + pronoun, *tail))
    if len(words) == 1:
        yield phrase + "ا"
        for dual in _DUALS:
            yield stem + dual
            yield _ARTICLE + stem + dual
    elif words[1].endswith(_FEMININE) or len(words) == 2:
        if len(words) == 2 and not any(word.endswith((_FEMININE, _ACCUSATIVE)) for word in words):
            yield " ".join(word + _ACCUSATIVE for word in words)
        for dual in _DUALS:
            yield " ".join((stem + dual, *(_open(word) + dual for word in words[1:])))


def _open(word: str) -> str:
    """The word as it is written before an ending."""
    return word[:-1] + _FEMININE_BEFORE if word.endswith(_FEMININE) else word


def with_article(phrase: str) -> str:
    """The article on every word that has none."""
    return " ".join(word if word.startswith(_ARTICLE) else _ARTICLE + word for word in phrase.split())
