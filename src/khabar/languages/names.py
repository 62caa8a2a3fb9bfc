"""What a language must supply so that the names layer can read it: its words about names, and three ways to spell."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from khabar.languages.base import Language
from khabar.text.phrases import PhraseTable


@dataclass(frozen=True, slots=True)
class Title:
    """What may stand before a person's name: an office, a rank, a form of address (`kind`); `field` is the part of
    public life that it belongs to ("government", "military" …), "" for any."""

    kind: str
    english: str
    field: str


@dataclass(frozen=True, slots=True)
class Head:
    """A generic noun before a name; `kinds` are its classes ("institution", "outlet-head", "place-head" …), each with
    its English."""

    kinds: tuple[tuple[str, str], ...]

    def is_a(self, *kinds: str) -> bool:
        """Whether the noun is of one of the classes."""
        return any(kind in kinds for kind, _ in self.kinds)

    def english(self, *kinds: str) -> str:
        """The noun's English in the first of the classes it has, "" in none."""
        return next((english for kind, english in self.kinds if kind in kinds), "")


@dataclass(frozen=True, slots=True)
class NameWords:
    """Closed classes of folded words inside and around names.

    Persons: `filiation` joins a name to a father's, `kunya` begins a byname, `clan` a family name, `servant` a
    theophoric name, `joints` stand inside a foreign one ("van", "de"); `born` are words of filiation that are a
    verb or noun too. `saying` are verbs whose subject is a speaker; `kin` words of kinship that end a name behind
    "son of"; `behalf` words that introduce whom somebody speaks for and are given names too; `nameless` forms that
    the tables of names have and reports do not use as names; `never` words that are in no name of a person;
    `former` words that qualify an office; `near` pronouns of the first and second person, which reports seldom
    write onto nouns; `retinue` nouns behind which a leader is named; `eastern` surnames that stand first,
    `eastern_parts` syllables of the names behind.

    Bodies: `extenders` are adjectives that may follow the nationality of an institution; `party` and `ministry` the
    nouns so called; `bare_ministries` offices that stand for their ministry before a nationality; `portfolios`
    indefinite nouns that make an office with a title before them; `joiners` words that tie one body to a wider one;
    `namers` nouns whose unknown follower is a name; `led` phrases that only look like an institution; `bodies`
    nouns that make a body with the noun behind them, `bodies_definite` those that do with adjectives and what they
    are for, `bodies_described` with adjectives alone, `bodies_sited` with a place behind `seated` too;
    `quoted_groups` nouns of groups that are names in quotation marks, `loose` those that stand outside a group's
    name; `seats` of bodies named by their place alone; `unplaced` institutions that make no name with a country
    behind them, `several` plurals that make none with a nationality; `contests` words before an office that is run
    for; `vague` words that make no name of a body; `telling` words of speaking, `dative` the preposition of the
    told; `feminine_also` plurals that agree as feminine.

    Places: `site` are adjectives after a facility's name; `territory` nouns that make a place of a nationality,
    `dashes` what parts the two sides of a border; `landless` nouns of ground that make no name with an unknown
    word, `peaks` those that do with an ordinary one too; `island` nouns that stand outside the name of an island;
    `place_prefixes` words that begin names of places; `acts` facility nouns that are acts before a person's name;
    `many` nouns that announce a list of places, `then` and `commas` what parts it; `whereabouts` words behind which
    a place is expected; `directions` nouns before a country that are no part of its name; `people` endings of words
    for people, `relation` of adjectives of relation, `adverbial` of nouns that tell how.

    Others: `nationality_also` are nationality words that mean something else as well; `generic` forms too general
    for a name; `struck` words for destroying or capturing things.
    """

    filiation: frozenset[str]
    kunya: frozenset[str]
    clan: frozenset[str]
    servant: frozenset[str]
    extenders: frozenset[str]
    party: frozenset[str]
    ministry: frozenset[str]
    bare_ministries: frozenset[str]
    namers: frozenset[str]
    led: frozenset[str]
    behalf: frozenset[str]
    kin: frozenset[str]
    joints: frozenset[str]
    born: frozenset[str]
    saying: frozenset[str]
    portfolios: frozenset[str]
    island: frozenset[str]
    loose: frozenset[str]
    unplaced: frozenset[str]
    several: frozenset[str]
    contests: frozenset[str]
    acts: frozenset[str]
    eastern: frozenset[str]
    eastern_parts: frozenset[str]
    seats: frozenset[str]
    whereabouts: frozenset[str]
    retinue: frozenset[str]
    near: frozenset[str]
    struck: frozenset[str]
    many: frozenset[str]
    then: frozenset[str]
    commas: frozenset[str]
    dashes: frozenset[str]
    landless: frozenset[str]
    peaks: frozenset[str]
    place_prefixes: frozenset[str]
    bodies: frozenset[str]
    bodies_definite: frozenset[str]
    bodies_described: frozenset[str]
    bodies_sited: frozenset[str]
    quoted_groups: frozenset[str]
    vague: frozenset[str]
    telling: frozenset[str]
    directions: frozenset[str]
    feminine_also: frozenset[str]
    generic: frozenset[str]
    site: frozenset[str]
    territory: frozenset[str]
    joiners: frozenset[str]
    never: frozenset[str]
    nameless: frozenset[str]
    nationality_also: frozenset[str]
    former: frozenset[str]
    feminine: tuple[str, ...]
    people: tuple[str, ...]
    relation: tuple[str, ...]
    adverbial: tuple[str, ...]
    conjunction: str
    article: str
    dative: str
    seated: str


@dataclass(frozen=True, slots=True)
class NameGrammar:
    """A language's words about names.

    `inflect_nationality(base, plurals)` gives every form of a nationality word, `inflect_equipment(form)` the
    definite, dual and possessed forms of a phrase, `spell(tokens)` the usual Latin spelling of folded words,
    `skeleton(token)` the consonants by which two spellings of one name agree, `rarity(form)` the occurrences of a
    folded form per million words. `decoys` are phrases that hold a name only by look, `function_spellings` the function
    words as they are spelt, unfolded.
    """

    words: NameWords
    titles: PhraseTable[Title]
    heads: PhraseTable[Head]
    ministries: PhraseTable[str]
    decoys: PhraseTable[bool]
    inflect_nationality: Callable[[str, Iterable[str]], tuple[str, ...]]
    inflect_equipment: Callable[[str], tuple[str, ...]]
    spell: Callable[[tuple[str, ...]], str]
    skeleton: Callable[[str], str]
    rarity: Callable[[str], float]
    function_spellings: frozenset[str]


@cache
def _by_code(code: str) -> NameGrammar:
    grammar: NameGrammar = import_module(f"khabar.languages.{code}.naming").name_grammar()
    return grammar


def name_grammar(language: Language) -> NameGrammar:
    """The name grammar of a language; loaded once."""
    return _by_code(language.code)
