"""Which person an office phrase means on a day: "the Russian defence minister" with or without a name behind it.

The phrase must begin with the office (or, in English, with whose it is) and tell whose it is by a nationality, a
country, a capital or a body. A word that takes the office away (former, deputy, elect) leaves it without a holder.
Forms of offices are data (`role_forms.csv`, `office_words.csv`); "…" in a form stands for whose office it is. Not for:
finding such phrases in a report.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from khabar.knowledge.countries import country_code
from khabar.knowledge.gazetteer import Known, load_knowledge
from khabar.knowledge.latin import latin_ids
from khabar.knowledge.offices import held, look_up
from khabar.languages import load
from khabar.languages.names import name_grammar
from khabar.lexicon.table import read_rows, values
from khabar.model import NameType, Report, Word, WordKind
from khabar.names.letters import Script
from khabar.names.spelling import script_of, words
from khabar.text.document import build_document
from khabar.text.fold import fold
from khabar.text.phrases import PhraseTable

_DATA = files("khabar.knowledge") / "data"
_FORMS = ("role", "form", "countries", "body", "source")
_WORDS = ("form", "class", "source")
_OWNER = "…"
_BLOCKS, _PASSES, _OWNS = "blocks", "passes", "owns"
_NATIONALITY, _COUNTRY, _CAPITAL = "nationality:", "country:", "capital"
_LANGUAGES = {Script.ARABIC: "ar"}
"""The language whose grammar reads a phrase in a script; other scripts have no words written onto others."""
_WORD = re.compile("[^\\W_]+(?:['\u2019][^\\W_]*)?")
"""A word with the possessive behind it."""
_KEPT = 4096
_STEM = 2
"""Letters of a nationality that follow its article in every form: some begin with the letters of the article."""
_LONGEST_NAME = 5
_LONGEST_OWNER = 6


@dataclass(frozen=True, slots=True)
class Linked:
    """The person that an office phrase means: the entity, the office, whether it is certain, why, and whether the
    phrase is the office and no more."""

    entity: str
    role: str
    body: str
    certain: bool
    reason: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to write an office: the role, the countries that it is said of (all where empty), whose office it is where
    the form tells, and the words that follow the owner."""

    role: str
    countries: tuple[str, ...]
    body: str
    tail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Office:
    """What a phrase says: its forms, whose office it may be, the ids that a name behind may have, and the number of
    words behind it that say something."""

    forms: tuple[_Form, ...]
    bodies: tuple[str, ...]
    named: frozenset[str]
    behind: int


@lru_cache(maxsize=_KEPT)
def office_in(phrase: str, published: date | None) -> Linked | None:
    """Who is meant by an office phrase in Arabic or English, on the day that a report was published.

    None where the phrase is no office of a known body, where it is a former, future or deputy one, where a known person
    of another name stands behind it, and where nobody or several held it that day.

    >>> office_in("Russia's defense minister", date(2023, 9, 5)).entity
    'person:sergei-shoigu'
    """
    found = _office(phrase) if published else None
    if found is None or published is None:
        return None
    for form, body in _offices(found):
        answer = look_up(form.role, body, published)
        if answer.holding is not None and (not found.named or answer.holding.person in found.named):
            whole = found.behind == len(form.tail)
            return Linked(answer.holding.person, form.role, body, answer.certain, answer.reason, whole)
        return None
    return None


def nobody_because(phrase: str, day: date) -> str:
    """Why an office phrase means nobody on a day: who held the office is not known, or may be several; "" for a phrase
    that is no office of a known body.

    >>> nobody_because("Russia's defense minister", date(1900, 1, 1))
    'Russian defence minister in January 1900: nobody is known'
    """
    found = _office(phrase)
    offices = () if found is None else _offices(found)
    return next((look_up(form.role, body, day).reason for form, body in offices), "")


def takes_away(form: str) -> bool:
    """Whether a folded word beside an office takes it away: former, deputy, elect."""
    return form in _words()[_BLOCKS]


def _offices(found: _Office) -> Iterator[tuple[_Form, str]]:
    """The readings of a phrase that the tables have holders for, likeliest first."""
    for body in found.bodies:
        for form in found.forms:
            country = body.removeprefix(_COUNTRY)
            if (not form.countries or country in form.countries) and held(form.role, body):
                yield form, body


def _office(phrase: str) -> _Office | None:
    folded = words(phrase)
    if not _firsts().search(" ".join(folded)) or any(map(takes_away, folded)):
        return None
    language = _LANGUAGES.get(script_of(folded[0]))
    return _in_grammar(phrase, language) if language else _in_plain(phrase)


def _in_grammar(phrase: str, language: str) -> _Office | None:
    """An office phrase of a language whose office comes first."""
    loaded = load(language)
    written = [word for word in build_document(Report(phrase), loaded).words if word.kind is not WordKind.MARK]
    at = next((n for n, word in enumerate(written) if word.form not in _words()[_PASSES]), len(written))
    match = _table().match(written, at) if at < len(written) else None
    if match is None:
        return None
    implied = tuple(form.body for form in match.value if form.body)
    if implied:
        forms = tuple(form for form in match.value if form.body)
        return _Office(forms, implied, _named(written, match.last, language), _told(written, match.last))
    owner = load_knowledge(loaded).phrases.match(written, match.last) if match.last < len(written) else None
    if owner is None:
        return None
    rest = tuple(word.form for word in written[owner.last :])
    forms = tuple(form for form in match.value if rest[: len(form.tail)] == form.tail)
    named = _named(written, owner.last, language)
    first, article = written[match.last].form, name_grammar(loaded).words.article
    bodies = dict.fromkeys(_body(known, first, article, alone=not rest or bool(named)) for known in owner.value)
    bodies.pop("", None)
    return _Office(forms, tuple(bodies), named, _told(written, owner.last)) if forms and bodies else None


def _body(known: Known, first: str, article: str, *, alone: bool) -> str:
    """Whose office a known name behind it says: the country of a nationality with the article and of a capital that
    begins no longer name, else the body itself; "" for a nationality without the article, which means any holder."""
    if known.id.startswith(_NATIONALITY):
        definite = first.startswith(article + fold(known.form)[:_STEM])
        return known.id.removeprefix(_NATIONALITY) if definite else ""
    if known.kind == _CAPITAL:
        return _COUNTRY + known.country if alone else ""
    return known.id


def _named(written: Sequence[Word], at: int, language: str) -> frozenset[str]:
    """The ids that the known name of a person right behind the office may have; none where there is none."""
    phrases = load_knowledge(load(language)).phrases
    while at < len(written) and written[at].form in _words()[_PASSES]:
        at += 1
    match = phrases.match(written, at, cut=False) if at < len(written) else None
    if match is None or any(known.type is not NameType.PERSON for known in match.value):
        return frozenset()
    return frozenset(known.id for known in match.value)


def _in_plain(phrase: str) -> _Office | None:
    """An office phrase of a language that puts the owner before the office, or behind "of"."""
    written = _WORD.findall(phrase)
    folded = ["".join(words(word)) for word in written]
    passes = _words()[_PASSES]
    for at, size in _spans(len(folded)):
        forms = _plain_forms().get(tuple(folded[at : at + size]))
        if forms is None:
            continue
        before = [word for word, form in zip(written[:at], folded, strict=False) if form not in passes]
        rest = [
            word for word, form in zip(written[at + size :], folded[at + size :], strict=True) if form not in passes
        ]
        implied = tuple(form for form in forms if form.body)
        if implied and not before:
            return _Office(implied, tuple(form.body for form in implied), _named_plain(rest), len(rest))
        bodies, rest = (_plain_bodies(before), rest) if before else _behind(rest)
        return _Office(forms, bodies, _named_plain(rest), len(rest)) if bodies else None
    return None


def _spans(length: int) -> Iterator[tuple[int, int]]:
    """Places and sizes of runs of words, longest first."""
    return ((at, size) for size in range(length, 0, -1) for at in range(length - size + 1))


def _behind(rest: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Whose office the longest words behind it name, and what follows them."""
    for size in range(min(len(rest), _LONGEST_OWNER), 0, -1):
        if bodies := _plain_bodies(rest[:size]):
            return bodies, rest[size:]
    return (), rest


def _plain_bodies(owner: Sequence[str]) -> tuple[str, ...]:
    """Whose office words before or behind it say, in the possessive or not."""
    text = " ".join(owner)
    ending = next((mark for mark in _endings() if text.endswith(mark)), "")
    bare = text.removesuffix(ending)
    if code := country_code(bare):
        return (_COUNTRY + code,)
    found = latin_ids(bare, owners=True)
    return tuple(dict.fromkeys(_COUNTRY + _capitals()[one] if one in _capitals() else one for one in found))


def _told(written: Sequence[Word], at: int) -> int:
    """How many words from an index on say more than how somebody is addressed."""
    return sum(word.form not in _words()[_PASSES] for word in written[at:])


def _named_plain(rest: Sequence[str]) -> frozenset[str]:
    for size in range(min(len(rest), _LONGEST_NAME), 1, -1):
        if found := latin_ids(" ".join(rest[:size]), owners=False):
            return frozenset(found)
    return frozenset()


@cache
def _capitals() -> Mapping[str, str]:
    """The capitals of countries by their ids, with the country's code."""
    lines = (_DATA / "capitals.csv").read_text(encoding="utf-8").splitlines()
    return {entity: country for _, _, _, kind, entity, country, *_ in csv.reader(lines[1:]) if kind == _CAPITAL}


@cache
def _endings() -> tuple[str, ...]:
    """What makes a possessive of a noun, as it is written."""
    return tuple(row["form"] for row in read_rows(_DATA / "office_words.csv", _WORDS) if row["class"] == _OWNS)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The folded words of office_words.csv by class."""
    rows = read_rows(_DATA / "office_words.csv", _WORDS)
    return {kind: frozenset(fold(row["form"]) for row in rows if row["class"] == kind) for kind in (_BLOCKS, _PASSES)}


@cache
def _forms() -> Mapping[str, tuple[_Form, ...]]:
    """The readings of the words of an office that stand before whose it is."""
    out: dict[str, tuple[_Form, ...]] = {}
    for row in read_rows(_DATA / "role_forms.csv", _FORMS):
        head, _, tail = row["form"].partition(_OWNER)
        form = _Form(row["role"], values(row["countries"]), row["body"], words(tail))
        key = fold(head.strip())
        out[key] = (*out.get(key, ()), form)
    return out


@cache
def _firsts() -> re.Pattern[str]:
    """The first words of offices: most phrases hold none of them and need no closer look."""
    return re.compile("|".join(sorted({re.escape(words(form)[0]) for form in _forms()}, key=len, reverse=True)))


@cache
def _table() -> PhraseTable[tuple[_Form, ...]]:
    return PhraseTable(_forms().items())


@cache
def _plain_forms() -> Mapping[tuple[str, ...], tuple[_Form, ...]]:
    return {words(form): readings for form, readings in _forms().items()}
