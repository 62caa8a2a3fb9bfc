"""What can be asked of the archive, and how a question becomes tokens that each store looks up.

The language of text: words are all wanted, `OR` (in capitals) between two words wants either, a minus before a word
refuses it, quotation marks want the words one after the other. Not for: the SQL (each store has its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from khabar.archive.keys import DAY_SHIFT, LAST_DAY, first_key, token
from khabar.archive.rows import FIELDS
from khabar.archive.tokens import asked, in_phrase, written
from khabar.errors import KhabarError
from khabar.knowledge.countries import COUNTRY, alpha2, country_named

Window: TypeAlias = tuple[int, int]
"""Half-open range of keys."""
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_QUOTES = str.maketrans("\u201c\u201d\u201e\u00ab\u00bb", '"' * 5)
_OR = "OR"


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; nothing told means any.

    `actor`, `recipient` and `place` are the id of an entity, a country by its ISO 3166 code in capitals or its English
    name, or words in Arabic or English that the phrase must hold; `outlet` words of the publisher's name; `origin` is
    as `actor`, of the outermost agency or source of the chain. `since` and `until` are days of publication, both
    included.
    """

    text: str = ""
    actor: str = ""
    recipient: str = ""
    place: str = ""
    outlet: str = ""
    origin: str = ""
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was found. `actors`, `recipients` and `places` stand as the report prints them; `chain` holds the
    names of its links, outermost first."""

    claim: str
    report: str
    published: date | None
    publisher: str | None
    type: str
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    chain: tuple[str, ...]
    content: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing wanted, or refused: any of its options; an option is a token, or the tokens of a phrase in order."""

    options: tuple[tuple[str, ...], ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """All that a report must match; `facets` are the clauses that one and the same claim must match as well."""

    clauses: tuple[Clause, ...]
    facets: tuple[Clause, ...]


def match_of(query: Query) -> Match:
    """The tokens to look up. KhabarError where a text has nothing to look for, or refuses words only."""
    facets = tuple(_facets(query))
    clauses = (*_text(query.text), *facets)
    if clauses and all(clause.negated for clause in clauses):
        raise KhabarError(f"expected at least one word to find in {query.text!r}; it only refuses: add a word")
    return Match(clauses, facets)


def window_of(query: Query) -> Window:
    """The keys of the days that are asked for; reports of unknown day are in none."""
    low = first_key(query.since) if query.since else (1 << DAY_SHIFT if query.until else 0)
    high = first_key(query.until) + (1 << DAY_SHIFT) if query.until else (LAST_DAY + 1) << DAY_SHIFT
    return low, min(high, (1 << 63) - 1)


def _facets(query: Query) -> Iterator[Clause]:
    for field in ("types", "statuses"):
        chosen = getattr(query, field)
        if chosen:
            letter = FIELDS[field.removesuffix("s") if field == "types" else "status"]
            yield Clause(tuple((token(letter, str(value)),) for value in chosen))
    named = (("actors", query.actor), ("recipients", query.recipient), ("places", query.place))
    for part, value in (*named, ("origin", query.origin)):
        if value.strip():
            yield from _named(FIELDS[part], value.strip())
    if query.outlet.strip():
        yield from _words(FIELDS["outlet"], query.outlet)


def _named(field: str, value: str) -> Iterator[Clause]:
    country = alpha2(value) if re.fullmatch("[A-Z]{2,3}", value) else country_named(value)
    if country:
        yield Clause(((token(field, COUNTRY + country),),))
    elif ":" in value and " " not in value:
        yield Clause(((token(field, value),),))
    else:
        yield from _words(field, value)


def _words(field: str, value: str) -> Iterator[Clause]:
    forms = written(value)
    if not forms:
        raise KhabarError(f"expected a name, a country code or an id; found {value!r}, which has no letters")
    for form in forms:
        yield Clause(tuple((token(field, option),) for option in asked(form)))


def _text(text: str) -> Iterator[Clause]:
    pending: Clause | None = None
    joined = False
    for minus, quoted, word in _PIECE.findall(text.translate(_QUOTES)):
        if word == _OR and not minus:
            joined = pending is not None
            continue
        for clause in _piece(quoted, word, bool(minus)):
            if joined and pending is not None:
                pending, joined = Clause(pending.options + clause.options, pending.negated), False
                continue
            if pending is not None:
                yield pending
            pending = clause
    if pending is not None:
        yield pending
    elif text.strip():
        raise KhabarError(f"expected words to find; found {text!r}, which has no letters or digits")


def _piece(quoted: str, word: str, minus: bool) -> Iterator[Clause]:
    """The clauses of one piece: a phrase is one, a word with a mark inside may be several."""
    forms = written(quoted or word)
    if len(forms) > 1 and (quoted or minus):
        yield Clause((tuple(in_phrase(form) for form in forms),), minus)
    else:
        yield from (Clause(tuple((option,) for option in asked(form)), minus) for form in forms)
