"""Putting Arabic together from its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from khabar.languages.ar.analysis import Clitics, Lexicon, Lookup, analyse
from khabar.languages.ar.paradigms import Tense
from khabar.languages.ar.verb_classes import VerbForm, verb_row
from khabar.languages.ar.verb_index import build_index
from khabar.languages.base import KEPT_FORMS, Language, Pos
from khabar.lexicon.table import read_rows, read_toml, values
from khabar.model import Morph, WordInfo
from khabar.text.fold import fold
from khabar.text.phrases import PhraseTable
from khabar.text.rules import Marks

_KEPT_STEMS = 30_000
"""Stems whose verb forms are remembered; most of the stems tried are no verb's and do not come again."""


DATA = Path(__file__).with_name("data")


@cache
def language(folder: Path = DATA) -> Language:
    """Arabic by the tables of a folder, those of the package where none is named."""
    config = read_toml(folder / "language.toml")
    rows = read_rows(folder / "words.csv", ("form", "pos", "suffixes", "en", "source"))
    functions = [(row["form"], Pos(row["pos"])) for row in rows if " " in row["form"]]
    clitics = _clitics(config["clitics"])
    lexicon = Lexicon(_words(rows, clitics), _verbs(folder), _nominals(folder, config["clitics"]))

    @lru_cache(maxsize=KEPT_FORMS)
    def info(form: str) -> WordInfo:
        return analyse(form, lexicon, clitics)

    return Language(
        code="ar",
        marks=_marks(config["marks"]),
        functions=PhraseTable(functions),
        folder=folder,
        analyse=info,
        open_ended=_OPEN_ENDED,
        joiners=frozenset(clitics.conjunctions),
        article=clitics.article,
        accusative=config["clitics"]["accusative"],
        address=config["clitics"]["address"],
        masculine_places=frozenset(fold(name) for name in config["clitics"]["masculine_places"]),
        feminine=tuple(fold(ending) for ending in config["clitics"]["feminine"]),
        opened=fold(config["clitics"]["feminine_before"]),
        relation=tuple(fold(ending) for ending in config["clitics"]["relation"]),
        pronouns=tuple((fold(p["form"]), p["gender"], p["number"]) for p in config["clitics"]["pronouns"]),
        dual=tuple(fold(ending) for ending in config["clitics"]["dual"]),
        full=tuple(fold(ending) for ending in config["clitics"]["full"]),
    )


_OPEN_ENDED = frozenset(
    (Pos.PREPOSITION, Pos.COMPLEMENTISER, Pos.CONJUNCTION, Pos.RELATIVE, Pos.NEGATION, Pos.CONDITIONAL)
)


def _marks(table: Mapping[str, Any]) -> Marks:
    return Marks(
        sentence_end=frozenset(table["sentence_end"]),
        clause_end=frozenset(table["clause_end"]),
        colon=frozenset(table["colon"]),
        quotes=tuple((opening, close) for opening, close in table["quotes"]),
        straight=frozenset(table["straight"]),
        entities=tuple(table["entities"].items()),
        abbreviations=frozenset(fold(form) for form in table["abbreviations"]),
        dash=frozenset(table["dash"]),
        brackets=frozenset(table["brackets"]),
    )


def _clitics(table: Mapping[str, Any]) -> Clitics:
    pronouns = tuple(fold(pronoun["form"]) for pronoun in table["pronouns"])
    return Clitics(
        conjunctions=tuple(table["conjunctions"]),
        prepositions=tuple(table["prepositions"]),
        future=table["future"],
        article=table["article"],
        article_after=table["article_after"],
        pronouns=pronouns,
        pronouns_by_end={form[-1]: tuple(p for p in pronouns if p[-1] == form[-1]) for form in pronouns},
        noun_only=table["noun_only"],
        verb_only=table["verb_only"],
        feminine=fold(table["feminine"][0]),
        before_pronoun={key: tuple(fold(v) for v in ends) for key, ends in table["before_pronoun"].items()},
    )


def _words(rows: Iterable[Mapping[str, str]], clitics: Clitics) -> dict[str, tuple[Morph, ...]]:
    """The function words, each also with the pronouns that may be written onto it."""
    index: dict[str, list[Morph]] = {}
    for row in rows:
        form = fold(row["form"])
        if " " in form:
            continue
        index.setdefault(form, []).append(Morph(form, Pos(row["pos"]), form))
        for pronoun in clitics.pronouns if row["suffixes"] else ():
            index.setdefault(form + pronoun, []).append(Morph(form, Pos(row["pos"]), form, enclitic=pronoun))
    return {form: tuple(dict.fromkeys(morphs)) for form, morphs in index.items()}


_VERBS = ("past", "present", "masdar", "active", "passive_participle", "passive_past", "source")
_NOUNS = ("form", "pos", "plural", "en", "source")
_NUMBERS = {"singular": "s", "dual": "d", "plural": "p", "": ""}


def _verbs(folder: Path) -> Lookup:
    """The finder of verb forms, each form looked up once."""
    index = build_index((verb_row(row) for row in read_rows(folder / "verbs.csv", _VERBS)), fold)

    @lru_cache(maxsize=_KEPT_STEMS)
    def lookup(form: str) -> tuple[tuple[Morph, ...], tuple[Morph, ...]]:
        morphs = [_morph(form, reading) for reading in index.readings(form)]
        finite = tuple(m for m in morphs if m.pos == Pos.VERB)
        return finite, tuple(m for m in morphs if m.pos != Pos.VERB)

    return lookup


def _nominals(folder: Path, clitics: Mapping[str, Any]) -> dict[str, tuple[Morph, ...]]:
    """Nouns and adjectives by folded form, plurals with the lemma of their singular."""
    nominals: dict[str, tuple[Morph, ...]] = {}
    for form, number in _named_nouns(folder):
        nominals.setdefault(form, (Morph(form, Pos.NOUN, form, number=number),))
    accusatives: dict[str, Morph] = {}
    for row in read_rows(folder / "nouns.csv", _NOUNS):
        plurals = values(row["plural"])
        for form in (row["form"], *plurals):
            written = fold(form)
            number = "p" if form in plurals else "s"
            gender = _gender(form, clitics) if number == "s" and row["pos"] == Pos.NOUN else ""
            morph = Morph(written, Pos(row["pos"]), fold(row["form"]), gender=gender, number=number)
            nominals[written] = (*nominals.get(written, ()), morph)
            if not form.endswith(_WITHOUT_ACCUSATIVE):
                accusatives[written + _ACCUSATIVE] = replace(morph, stem=written + _ACCUSATIVE, mood="accusative")
    return {form: (morph,) for form, morph in accusatives.items()} | nominals


def _gender(noun: str, clitics: Mapping[str, Any]) -> str:
    """The gender of a noun in the singular, "" where it may be either."""
    if noun in clitics["feminine_nouns"] or noun.endswith(tuple(clitics["feminine"])):
        return "f"
    return "" if noun in clitics["either_nouns"] else "m"


_ACCUSATIVE = "ا"
_WITHOUT_ACCUSATIVE = ("ة", "ا", "اء", "ى", "ون", "ين", "ات", "ان")
"""Endings behind which the indefinite accusative is not written."""


def _named_nouns(folder: Path) -> Iterator[tuple[str, str]]:
    """The one-word nouns of the tables of titles, heads and sources, with their number where it is told."""
    for row in read_rows(folder / "titles.csv", ("form", "class", "en", "gender", "number", "kind", "source")):
        yield fold(row["form"]), row["number"]
    for row in read_rows(folder / "heads.csv", ("form", "class", "type", "en", "source")):
        yield fold(row["form"]), ""
    for row in read_rows(folder / "sources.csv", ("form", "class", "kind", "source")):
        yield fold(row["form"]), ""


_PARTICIPLES = {"active": Pos.ACTIVE, "passive": Pos.PASSIVE}


def _morph(form: str, reading: VerbForm) -> Morph:
    if reading.tense in (Tense.PAST, Tense.PRESENT):
        pos = Pos.VERB
    else:
        pos = Pos.MASDAR if reading.tense is Tense.MASDAR else _PARTICIPLES[reading.voice]
    return Morph(
        form,
        pos,
        fold(reading.lemma),
        tense=reading.tense.value if pos is Pos.VERB else "",
        person=reading.person,
        gender=reading.gender,
        number=_NUMBERS[reading.number],
        voice=reading.voice,
        mood=reading.mood,
    )
