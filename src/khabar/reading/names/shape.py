"""What one written form can be inside a name: a given name, a family name, a particle, an unknown word, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from khabar.knowledge import Knowledge
from khabar.languages.base import Language, Pos, per_form
from khabar.languages.names import NameGrammar, name_grammar
from khabar.model import Word, WordInfo

_COMMON = 3.0
"""Occurrences per million from which a word that no table knows is taken for an ordinary one: names of heads of state
stay below it, three quarters of the inflected ordinary words of a report lie above."""


_SELDOM = 2
"""Times that a report has a spelling by which it cannot be taken for careless; some papers spell all words so."""


class Standing(IntEnum):
    """How far a word may be trusted to belong to a name, rising."""

    ORDINARY = 0
    DOUBTFUL = 1
    UNKNOWN = 2
    SOMETIMES = 3
    NAME = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """One folded form as the names layer sees it: `form` without its proclitics, `cut` whether any were cut off.

    `given` and `family` tell which table knows it; `lexical` that the lexicon has it as an ordinary word; `byname` that
    it begins as bynames do that are written as one word; `office` and `ground` that some cut of it is an office that
    stands for its ministry or a noun of ground.
    """

    form: str
    cut: bool
    standing: Standing
    given: bool
    family: bool
    definite: bool
    lexical: bool
    verb: bool
    function: bool
    byname: bool
    office: bool
    ground: bool


_INFLECTED = frozenset((Pos.ADJECTIVE, Pos.ACTIVE, Pos.PASSIVE))
_NOUNS = (Pos.NOUN, Pos.MASDAR)
_FUNCTION = frozenset(
    (
        Pos.PREPOSITION,
        Pos.CONJUNCTION,
        Pos.COMPLEMENTISER,
        Pos.SUBORDINATOR,
        Pos.RELATIVE,
        Pos.DEMONSTRATIVE,
        Pos.NEGATION,
        Pos.MODAL,
        Pos.PARTICLE,
        Pos.PRONOUN,
        Pos.CONDITIONAL,
        Pos.QUANTIFIER,
        Pos.ADVERB,
    )
)


def shaper(knowledge: Knowledge, language: Language) -> Callable[[Word, str], Shape]:
    """A function from a word, and the raw text that it stands in, to its shape; it remembers the forms it has seen."""

    grammar = name_grammar(language)

    def make(info: WordInfo, spelt: bool) -> Shape:
        shape = _shape(info, spelt, knowledge, grammar)
        if shape.standing is not Standing.UNKNOWN:
            return shape
        inflected = any(language.info(base).morphs[0].pos in _INFLECTED for base in _bases(info, grammar))
        return replace(shape, standing=Standing.ORDINARY, lexical=True) if inflected else shape

    sure, spelt_so = per_form(lambda info: make(info, False)), per_form(lambda info: make(info, True))

    def shape(word: Word, text: str) -> Shape:
        found = sure(word.info)
        raw = word.span.of(text)
        if found.function and _spelt_as_name(word.info, raw, knowledge, grammar) and _tells_apart(raw, text, grammar):
            return spelt_so(word.info)
        return found

    return shape


def _bases(info: WordInfo, grammar: NameGrammar) -> Iterator[str]:
    """An unknown form without its feminine ending."""
    for ending in grammar.words.feminine:
        if info.form.endswith(ending) and len(info.form) > len(ending) + 3:
            yield info.form[: -len(ending)]


def _spelt_as_name(info: WordInfo, raw: str, knowledge: Knowledge, grammar: NameGrammar) -> bool:
    """Whether a word that folds to a function word is spelt like the name that folds alike instead."""
    for _, rest in info.variants:
        name = knowledge.given.get(rest)
        if name is not None and raw.endswith(name.form) and raw[-len(name.form) :] not in grammar.function_spellings:
            return True
    return False


def _tells_apart(raw: str, text: str, grammar: NameGrammar) -> bool:
    """Whether a report may be trusted to spell a name and the function word that folds alike in two ways: it spells the
    word otherwise somewhere, or does not use this spelling again and again."""
    others = (form for form in grammar.function_spellings if form[:-1] == raw[:-1] and form != raw)
    return text.count(raw) <= _SELDOM or any(form in text for form in others)


def _shape(info: WordInfo, spelt: bool, knowledge: Knowledge, grammar: NameGrammar) -> Shape:
    form, standing = _best(info, spelt, knowledge, grammar)
    first, words = info.morphs[0], grammar.words
    unheard = bool(first.enclitic) and grammar.rarity(info.form) == 0 and standing >= Standing.UNKNOWN
    return Shape(
        form=form,
        cut=form != info.form,
        standing=standing,
        given=form in knowledge.given and standing >= Standing.SOMETIMES,
        family=form in knowledge.family and standing >= Standing.SOMETIMES,
        definite=form.startswith(grammar.words.article) and len(form) > 3,
        lexical=first.pos != Pos.UNKNOWN and not unheard,
        verb=first.pos == Pos.VERB and not unheard,
        function=first.pos in _FUNCTION and not spelt,
        byname=any(form.startswith(kunya) and len(form) > len(kunya) + 2 for kunya in words.kunya if len(kunya) > 2),
        office=info.among(words.bare_ministries),
        ground=info.among(words.territory),
    )


def _best(info: WordInfo, spelt: bool, knowledge: Knowledge, grammar: NameGrammar) -> tuple[str, Standing]:
    """The cut of a form that looks most like a name; the uncut form where none does better."""
    if (info.morphs[0].pos in _FUNCTION and not spelt) or info.form in grammar.words.nameless:
        return info.form, Standing.ORDINARY
    best = info.form, _standing_of_rest(info, grammar)
    for proclitics, rest in info.variants:
        word = knowledge.given.get(rest) or knowledge.family.get(rest)
        if word is None or (proclitics and len(rest) < 3):
            continue
        doubt = word.ambiguous or (bool(proclitics) and not spelt and _common_whole(info, grammar))
        standing = Standing.SOMETIMES if doubt else Standing.NAME
        if standing > best[1]:
            best = rest, standing
        if not proclitics:
            break
    return best


def _common_whole(info: WordInfo, grammar: NameGrammar) -> bool:
    """Whether a form is a word as it stands, so that cutting a letter off would be rash."""
    first = info.morphs[0]
    return first.pos != Pos.UNKNOWN and not first.proclitics and grammar.rarity(info.form) > 0


def _standing_of_rest(info: WordInfo, grammar: NameGrammar) -> Standing:
    """The standing of a form that no table of names knows."""
    if info.form in grammar.words.never:
        return Standing.ORDINARY
    usual = max(grammar.rarity(rest) for proclitics, rest in info.variants if not proclitics or len(rest) > 2)
    known = info.morphs[0].pos != Pos.UNKNOWN
    first = info.morphs[0]
    owned = first.pos in _NOUNS and bool(first.enclitic) and first.enclitic not in grammar.words.near
    if known and (usual > 0 or not first.enclitic or owned):
        return Standing.ORDINARY
    if usual >= _COMMON:
        return Standing.DOUBTFUL
    return Standing.UNKNOWN
