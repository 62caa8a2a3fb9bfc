"""Reading one Arabic written form: which clitics it carries and what its stem can be.

Unvocalised Arabic is ambiguous; every reading that the lexicon knows is kept, likeliest first. A proclitic is cut off
only where the rest is known (or carries the article): the lexicon guards the cut, so that no first letter of a word is
lost. Not for: deciding between the readings in context (the layers do).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from khabar.languages.base import Pos
from khabar.model import Morph, WordInfo

Index: TypeAlias = Mapping[str, tuple[Morph, ...]]
Lookup: TypeAlias = Callable[[str], tuple[tuple[Morph, ...], tuple[Morph, ...]]]
"""From a folded form to its finite readings and its verbal nouns and participles."""
Variant: TypeAlias = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Clitics:
    """The letters that are written onto words, folded (see data/language.toml); `pronouns_by_end` are the pronouns by
    their last letter."""

    conjunctions: tuple[str, ...]
    prepositions: tuple[str, ...]
    future: str
    article: str
    article_after: Mapping[str, str]
    pronouns: tuple[str, ...]
    pronouns_by_end: Mapping[str, tuple[str, ...]]
    before_pronoun: Mapping[str, tuple[str, ...]]
    noun_only: str
    verb_only: str
    feminine: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known stems by folded form. `words` hold function words, complete; `verbs` finds what a verb can be written as;
    `nominals` hold nouns and adjectives without article or pronoun."""

    words: Index
    verbs: Lookup
    nominals: Index

    def nominal(self, form: str) -> tuple[Morph, ...]:
        """Nouns and adjectives first, then verbal nouns and participles."""
        return (*self.nominals.get(form, ()), *self.verbs(form)[1])


_LONGEST_STEM = 40


def analyse(form: str, lexicon: Lexicon, clitics: Clitics) -> WordInfo:
    """All that is known of a folded written form (letters only; other tokens come back as unknown, uncut)."""
    variants = tuple(_variants(form, clitics)) if len(form) <= _LONGEST_STEM else (((), form),)
    morphs = tuple(dict.fromkeys(_morphs(variants, lexicon, clitics)))
    if not morphs:
        morphs = (_guess(variants, clitics),)
    definite = bool(morphs[0].enclitic) or _has_article(morphs[0].stem, lexicon, clitics)
    rests = tuple(rest for _, rest in variants)
    return WordInfo(form, morphs, variants, rests, _classes(frozenset(m.pos for m in morphs)), definite)


@cache
def _classes(pos: frozenset[str]) -> frozenset[str]:
    """The same object for the same classes: there are few combinations, and each word holds one."""
    return pos


def _has_article(stem: str, lexicon: Lexicon, clitics: Clitics) -> bool:
    """Whether a stem that begins like the article carries it: not where only the whole is a known noun."""
    if not stem.startswith(clitics.article):
        return False
    rest = stem[len(clitics.article) :]
    return bool(lexicon.nominal(rest) or _feminine(rest, lexicon, clitics)) or not lexicon.nominal(stem)


def _variants(form: str, clitics: Clitics) -> Iterator[Variant]:
    """The ways to cut proclitics off, the uncut form first; the article is put back where it was swallowed."""
    yield (), form
    for conjunction in ("", *clitics.conjunctions):
        rest = form.removeprefix(conjunction)
        if conjunction and (rest is form or len(rest) < 2):
            continue
        before = (conjunction,) if conjunction else ()
        if before:
            yield before, rest
        yield from _prepositions(rest, before, clitics)


def _prepositions(form: str, before: tuple[str, ...], clitics: Clitics) -> Iterator[Variant]:
    for preposition in clitics.prepositions:
        swallowed = clitics.article_after.get(preposition)
        if swallowed and form.startswith(swallowed) and len(form) > len(swallowed) + 1:
            yield (*before, preposition), clitics.article + form[len(swallowed) :]
            yield (*before, preposition), clitics.article + form[len(preposition) :]
        elif form.startswith(preposition) and len(form) > 2:
            yield (*before, preposition), form[1:]


def _morphs(variants: tuple[Variant, ...], lexicon: Lexicon, clitics: Clitics) -> Iterator[Morph]:
    """Readings in order of trust: known whole words, function words behind a clitic, then verbs and the rest."""
    whole = variants[0][1]
    yield from lexicon.words.get(whole, ())
    yield from lexicon.nominals.get(whole, ())
    for proclitics, stem in variants[1:]:
        for morph in lexicon.words.get(stem, ()):
            if _takes(morph, proclitics, clitics):
                yield _with(morph, proclitics, stem)
    for proclitics, stem in variants:
        bases = tuple(_without_pronoun(stem, clitics))
        yield from _verbal(proclitics, bases, lexicon, clitics)
        yield from _nominal(proclitics, bases, lexicon, clitics)


def _takes(morph: Morph, proclitics: tuple[str, ...], clitics: Clitics) -> bool:
    """Whether a function word can carry these proclitics: a pronoun takes no preposition, "that" no "like",
    with which they would be written as the copula is."""
    if proclitics[-1] not in clitics.prepositions:
        return True
    if morph.pos in (Pos.COMPLEMENTISER, Pos.CONDITIONAL):
        return proclitics[-1] != clitics.prepositions[-1]
    return morph.pos != Pos.PRONOUN


def _with(morph: Morph, proclitics: tuple[str, ...], stem: str, enclitic: str = "") -> Morph:
    if not proclitics and morph.stem == stem and not enclitic:
        return morph
    return Morph(  # written out: `dataclasses.replace` is four times slower, and this is the hottest line of reading
        stem,
        morph.pos,
        morph.lemma,
        proclitics,
        enclitic or morph.enclitic,
        morph.tense,
        morph.person,
        morph.gender,
        morph.number,
        morph.voice,
        morph.mood,
    )


_NEVER_FUTURE = ("subjunctive", "jussive")
"""Moods that the letter of the future is not written onto."""


_Bases: TypeAlias = tuple[tuple[str, str], ...]
"""A stem as it stands, then each way to take a pronoun off it: (the rest, the pronoun)."""


def _verbal(proclitics: tuple[str, ...], bases: _Bases, lexicon: Lexicon, clitics: Clitics) -> Iterator[Morph]:
    if proclitics and proclitics[-1] in clitics.prepositions and proclitics[-1] != clitics.prepositions[1]:
        return
    stem = bases[0][0]
    for bare, enclitic in bases:
        for morph in lexicon.verbs(bare)[0] if enclitic != clitics.noun_only else ():
            if not (proclitics and proclitics[-1] in clitics.prepositions and morph.tense != "present"):
                yield _with(morph, proclitics, stem, enclitic)
    if stem.startswith(clitics.future) and len(stem) > 3:
        for bare, enclitic in bases:
            for morph in lexicon.verbs(bare[1:])[0] if len(bare) > 2 else ():
                if morph.tense == "present" and morph.mood not in _NEVER_FUTURE:
                    yield replace(morph, proclitics=proclitics, stem=stem, enclitic=enclitic, tense="future")


def _nominal(proclitics: tuple[str, ...], bases: _Bases, lexicon: Lexicon, clitics: Clitics) -> Iterator[Morph]:
    """Nominal readings; a stem that begins like the article is cut first, and read whole where the rest is no noun."""
    stem = bases[0][0]
    if stem.startswith(clitics.article):
        rest = stem[len(clitics.article) :]
        known = (*lexicon.nominal(rest), *_feminine(rest, lexicon, clitics))
        for morph in known:
            yield _with(morph, proclitics, stem)
        if known:
            return
    for morph in _feminine(stem, lexicon, clitics):
        yield _with(morph, proclitics, stem)
    for bare, enclitic in bases:
        for morph in lexicon.nominal(bare) if enclitic != clitics.verb_only else ():
            yield _with(morph, proclitics, stem, enclitic)


def _feminine(form: str, lexicon: Lexicon, clitics: Clitics) -> tuple[Morph, ...]:
    """The adjectives that a form is the feminine of. Folding writes its ending like a pronoun; adjectives have none."""
    if not form.endswith(clitics.feminine):
        return ()
    bare = lexicon.nominals.get(form.removesuffix(clitics.feminine), ())
    return tuple(replace(morph, stem=form, gender="f") for morph in bare if morph.pos == Pos.ADJECTIVE)


def _without_pronoun(stem: str, clitics: Clitics) -> Iterator[tuple[str, str]]:
    """The stem as it stands, then with each pronoun that may be written onto it taken off."""
    yield stem, ""
    for pronoun in clitics.pronouns_by_end.get(stem[-1:], ()):
        if stem.endswith(pronoun) and len(stem) > len(pronoun) + 1:
            base = stem[: -len(pronoun)]
            yield base, pronoun
            for ending in clitics.before_pronoun.get(base[-1], ()):
                yield base[:-1] + ending, pronoun


def _guess(variants: tuple[Variant, ...], clitics: Clitics) -> Morph:
    """An unknown word: cut only what stands before an article."""
    for proclitics, stem in variants:
        if stem.startswith(clitics.article) and len(stem) > 4:
            return Morph(stem, Pos.UNKNOWN, stem, proclitics)
    return Morph(variants[0][1], Pos.UNKNOWN, variants[0][1])
