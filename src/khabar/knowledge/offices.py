"""Who held which office when: the holdings of the tables and of the user, and the roles that they are of.

Dates may be known in part: a day is inside a holding when it can be, and certainly inside when it must be. A holding
without an end is certain up to the newest day that the tables know of. Not for: offices in words (`office_phrases`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from sys import intern

from khabar.errors import DataError
from khabar.knowledge.days import days
from khabar.knowledge.own import own_knowledge
from khabar.knowledge.titles import english_of, office_title
from khabar.lexicon.table import read_rows

_DATA = files("khabar.knowledge") / "data"
_ROLES = ("role", "en", "ar", "single", "source")
_YES = "yes"


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of office, with its labels; `single` where one person holds it at a time in a body."""

    id: str
    english: str
    arabic: str
    single: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in an office. `since` and `until` are as the table has them: a day, a month or a year in ISO 8601, ""
    where unknown and where the holding goes on."""

    person: str
    role: str
    body: str
    since: str
    until: str


class Inside(StrEnum):
    """Whether a day lies inside a holding."""

    NO = "no"
    POSSIBLE = "possible"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class Answer:
    """Who held an office on a day, None where that is unknown; whether it is certain; why, in a sentence."""

    holding: Holding | None
    certain: bool
    reason: str


@cache
def roles() -> Mapping[str, Role]:
    """The roles by their ids."""
    rows = read_rows(_DATA / "roles.csv", _ROLES)
    return {row["role"]: Role(row["role"], row["en"], row["ar"], row["single"] == _YES) for row in rows}


def inside(holding: Holding, day: date) -> Inside:
    """Whether a person held an office on a day.

    >>> inside(Holding("person:x", "president", "country:XX", "2012-05", "2013"), date(2012, 5, 10)).value
    'possible'
    """
    first, last = days(holding.since), days(holding.until)
    if (first and day < first[0]) or (last and day > last[1]):
        return Inside.NO
    began = first is not None and day >= first[1]
    ends = last[0] if last else _newest()
    return Inside.CERTAIN if began and day <= ends else Inside.POSSIBLE


def holder_of(role: str, body: str, day: date) -> Holding | None:
    """Who held a role of a body on a day; None where nobody did, or several may have (`look_up` tells which)."""
    return look_up(role, body, day).holding


def look_up(role: str, body: str, day: date) -> Answer:
    """Who held a role of a body on a day, with the reason. Raises DataError for a role that there is not."""
    if role not in roles():
        raise DataError(f"expected one of the roles {', '.join(roles())}; found {role!r}")
    title = office_title(roles()[role].english, body)
    when = f"{title} in {day:%B %Y}"
    found = [(one, how) for one in _current(role, body, day) if (how := inside(one, day)) is not Inside.NO]
    if not found:
        known = held(role, body)
        return Answer(None, False, f"{when}: nobody is known" if known else f"{title}: no holder is known")
    if not roles()[role].single:
        return Answer(None, False, f"{when}: more than one person may hold this office")
    if len({one.person for one, _ in found}) > 1:
        names = " or ".join(dict.fromkeys(english_of(one.person) for one, _ in found))
        return Answer(None, False, f"{when}: may be {names}")
    holding, how = found[0]
    return Answer(holding, how is Inside.CERTAIN, f"{when}: held by {told(holding)}")


def _current(role: str, body: str, day: date) -> list[Holding]:
    """The holdings of an office but those without an end that somebody else has certainly followed by a day: who adds
    a new minister need not end the old one's term."""
    found = held(role, body)
    began = {one: days(one.since) for one in found}

    def followed(one: Holding) -> bool:
        own = began[one]
        later = (bounds for other, bounds in began.items() if other.person != one.person and bounds is not None)
        return own is not None and not one.until and any(own[1] < first and last <= day for first, last in later)

    return [one for one in found if not followed(one)]


def told(holding: Holding) -> str:
    """Who and from when to when, in words."""
    since = f" from {holding.since}" if holding.since else ""
    until = f" to {holding.until}" if holding.until else ""
    return f"{english_of(holding.person)}{since}{until}"


def held(role: str, body: str) -> tuple[Holding, ...]:
    """All holdings of a role of a body, in the order of the tables."""
    return _by_office().get((role, body), ())


def offices_of(person: str) -> tuple[Holding, ...]:
    """The offices of a person, by when they began; those of unknown begin first."""
    return _by_person().get(person, ())


@cache
def _holdings() -> tuple[Holding, ...]:
    lines = csv.reader((_DATA / "holders.csv").read_text(encoding="utf-8").splitlines()[1:])
    tables = [Holding(*(intern(cell) for cell in cells[:-1])) for cells in lines]
    own = own_knowledge().holdings
    for one in own:
        if one.role not in roles():
            raise DataError(f"{one.source}: role should be one of {', '.join(roles())}; it is {one.role!r}")
    return (*tables, *(Holding(one.person, one.role, one.body, one.since, one.until) for one in own))


@cache
def _newest() -> date:
    """The newest day that the tables know of: what goes on was so then, and may have ended since."""
    known = [bounds[0] for one in _holdings() for text in (one.since, one.until) if (bounds := days(text))]
    return max(known, default=date.min)


@cache
def _by_office() -> Mapping[tuple[str, str], tuple[Holding, ...]]:
    out: dict[tuple[str, str], tuple[Holding, ...]] = {}
    for one in _holdings():
        out[one.role, one.body] = (*out.get((one.role, one.body), ()), one)
    return out


@cache
def _by_person() -> Mapping[str, tuple[Holding, ...]]:
    out: dict[str, list[Holding]] = {}
    for one in _holdings():
        out.setdefault(one.person, []).append(one)
    return {person: tuple(sorted(found, key=lambda one: one.since)) for person, found in out.items()}
