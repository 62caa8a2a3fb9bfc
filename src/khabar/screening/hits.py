"""The nouns of screening: who is asked for, who is on a list, and a hit with all that speaks for and against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khabar.model import ListedDate, ListedEntry, ListedKind, NameQuality

MATCH = 0.62
"""Score from which a hit is a match: the lowest that at most one wrong pair in 10,000 of the UN list reaches, as
`evaluation.two_scripts` measures it (its `un.t`)."""
REVIEW = 0.5
"""Score from which a hit is worth a look: below it, names are more likely different than the same (`khabar.names`)."""


class Grade(StrEnum):
    """What is to be done with a hit."""

    MATCH = "match"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The scores, 0 to 1, from which a hit is a match or goes to review."""

    match: float = MATCH
    review: float = REVIEW

    def grade(self, score: float) -> Grade | None:
        """The grade of a score, None below both.

        >>> Thresholds(match=0.7, review=0.4).grade(0.5)
        <Grade.REVIEW: 'review'>
        """
        if score >= self.match:
            return Grade.MATCH
        return Grade.REVIEW if score >= self.review else None


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is asked for: the names that it goes by, and what else is known of it.

    `births` are ISO 8601 dates as those of `ListedDate`; `nationalities` ISO 3166 alpha-2 codes; `day` is that of the
    report that names it.
    """

    names: tuple[str, ...]
    kind: ListedKind | None = None
    births: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class OnList:
    """An entry with the name of its list, and the day since which it is withdrawn, None while it is in force."""

    list: str
    entry: ListedEntry
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Factor:
    """What speaks for or against a hit, in words. `weight` of a support is the share of what the score lacks to 1 that
    it adds; that of a contradiction is what the score is multiplied with."""

    reason: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a subject may be.

    `asked` is the name of the subject that matched, `alias` that of the entry with its quality and script, `name` the
    entry's main name. `name_score` compares the two names alone; `score`, 0 to 1, also counts the supports and
    contradictions. `listed_on` is the list's own date of listing.
    """

    list: str
    entry: str
    kind: ListedKind
    name: str
    asked: str
    alias: str
    quality: NameQuality
    script: str
    score: float
    name_score: float
    grade: Grade
    supports: tuple[Factor, ...]
    contradictions: tuple[Factor, ...]
    reason: str
    programs: tuple[str, ...]
    listed_on: ListedDate | None
    withdrawn: date | None
