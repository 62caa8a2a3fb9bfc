"""What speaks for and against a hit beside the likeness of the names, each with its weight and its reason.

The weights are set by hand, in the order in which officers who clear hits trust these facts: a day of birth above a
year, a year above a country; docs/screening.md lists them. Not for: the names themselves (`khabar.names`,
`screening.cautions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from khabar.model import ListedDate, ListedEntry, ListedKind
from khabar.screening.hits import Factor, Subject

SAME_DAY = 0.3
SAME_YEAR = 0.15
SAME_NATIONALITY = 0.1
SAME_COUNTRY = 0.05
"""Supports: the share that each adds of what the score lacks to 1. The last is for an address, flag or register."""
OTHER_YEAR = 0.5
OTHER_KIND = 0.3
OTHER_NATIONALITY = 0.9
"""Contradictions: what each multiplies the score with."""
LEAST_NAME = 0.4
"""Likeness below which names are so different that nothing else is looked at: many are born on one day."""
NEAR_YEARS = 1
"""Years between two births that still agree: lists count by other calendars, and round."""
FAR_YEARS = 2
"""Years above which two births contradict each other."""
Years: TypeAlias = tuple[int, int]


def supports(subject: Subject, entry: ListedEntry) -> tuple[Factor, ...]:
    """What is known of both and agrees."""
    return (*_births_agree(subject.births, entry.births), *_countries_agree(subject.nationalities, entry))


def contradictions(subject: Subject, entry: ListedEntry) -> tuple[Factor, ...]:
    """What is known of both and cannot be true of one."""
    return (*_kinds_differ(subject, entry), *_births_differ(subject, entry), *_countries_differ(subject, entry))


def may_be_a_slip(subject: Subject, entry: ListedEntry) -> bool:
    """Whether one thing alone contradicts, a birth or a country: a wrong digit must not clear a listed name."""
    differ = (*_births_differ(subject, entry), *_countries_differ(subject, entry))
    return len(differ) == 1 and not any(_kinds_differ(subject, entry))


def scored(score: float, against: Sequence[Factor], support: Sequence[Factor] = ()) -> float:
    """A score multiplied with what speaks against it, then brought nearer to 1 by what supports it.

    >>> round(scored(0.8, (Factor("born 1943, listed 1955", 0.5),), (Factor("nationality RU agrees", 0.1),)), 2)
    0.46
    """
    for factor in against:
        score *= factor.weight
    for factor in support:
        score += (1 - score) * factor.weight
    return score


def least_name_score(subject: Subject, review: float) -> float:
    """The likeness of names below which no support lifts a hit to `review`, or may."""
    lacks = 1 - review
    lacks /= (1 - SAME_DAY) if subject.births else 1
    lacks /= (1 - SAME_NATIONALITY) if subject.nationalities else 1
    return max(min(LEAST_NAME, review), 1 - lacks)


def years(iso: str) -> Years | None:
    """The first and last year of an ISO 8601 date or interval; None for an empty one.

    >>> years("1956/1958"), years("1957-03-02")
    ((1956, 1958), (1957, 1957))
    """
    first, _, last = iso.partition("/")
    return (int(first[:4]), int((last or first)[:4])) if first else None


def years_apart(left: str, right: str) -> int | None:
    """The years between two dates, 0 where they overlap; None where one tells no year."""
    one, other = years(left), years(right)
    if one is None or other is None:
        return None
    return max(0, one[0] - other[1], other[0] - one[1])


def _births_agree(births: Sequence[str], listed: Sequence[ListedDate]) -> Iterator[Factor]:
    """The best agreement alone: a list tells several dates where it does not know which."""
    day = next((born for born in births if _is_day(born) and any(born == one.iso for one in listed)), None)
    if day:
        yield Factor(f"born {day} agrees to the day", SAME_DAY)
        return
    near = ((born, one) for born in births for one in listed if _near(born, one.iso))
    if found := next(near, None):
        born, one = found
        told = "agrees" if born[:4] in one.iso else f"agrees with {one.text}"
        yield Factor(f"born {born[:4]} {told}", SAME_YEAR)


def _near(born: str, listed: str) -> bool:
    apart = years_apart(born, listed)
    return apart is not None and apart <= NEAR_YEARS


def _is_day(iso: str) -> bool:
    return len(iso) == len("1957-03-02")


def _births_differ(subject: Subject, entry: ListedEntry) -> Iterator[Factor]:
    pairs = [years_apart(born, one.iso) for born in subject.births for one in entry.births]
    known = [apart for apart in pairs if apart is not None]
    if known and min(known) > FAR_YEARS:
        listed = " or ".join(dict.fromkeys(one.iso or one.text for one in entry.births))
        yield Factor(f"born {' or '.join(subject.births)}, listed as born {listed}", OTHER_YEAR)


def _countries_agree(nationalities: Sequence[str], entry: ListedEntry) -> Iterator[Factor]:
    own, others = _codes(entry)
    for code in nationalities:
        if code in own:
            yield Factor(f"nationality {code} agrees", SAME_NATIONALITY)
            return
    for code in nationalities:
        if code in others:
            yield Factor(f"listed with an address or register in {code}", SAME_COUNTRY)
            return


def _countries_differ(subject: Subject, entry: ListedEntry) -> Iterator[Factor]:
    own, others = _codes(entry)
    if own and subject.nationalities and not {*own, *others}.intersection(subject.nationalities):
        told = " or ".join(subject.nationalities)
        yield Factor(f"nationality {told}, listed with {' or '.join(own)}", OTHER_NATIONALITY)


def _codes(entry: ListedEntry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of an entry's nationalities, and those of its addresses, flags and registers."""
    own, others = (dict.fromkeys(one.code for one in held) for held in (entry.nationalities, entry.countries))
    return tuple(filter(None, own)), tuple(filter(None, others))


def _kinds_differ(subject: Subject, entry: ListedEntry) -> Iterator[Factor]:
    if subject.kind and subject.kind != entry.kind and ListedKind.OTHER not in (subject.kind, entry.kind):
        yield Factor(f"{subject.kind.value}, listed as {entry.kind.value}", OTHER_KIND)
