"""Who on the lists a subject may be: names found by the index of names, then weighed with what else is known.

Not for: reading lists (`screening.reading`), or deciding that two are one person: a hit is a question to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from khabar.model import ListedKind, ListedName, NameQuality
from khabar.names import Comparison, Name, NameIndex, parse
from khabar.names.spelling import script_of, words
from khabar.screening.cautions import SURE_SHORT, cautions
from khabar.screening.factors import contradictions, least_name_score, may_be_a_slip, scored, supports
from khabar.screening.hits import Factor, Grade, Hit, OnList, Subject, Thresholds

SEARCHED = 24
"""Names that are looked at for each name asked for, best first: the aliases of one entry are mostly told apart by what
they share with it."""
_DIGITS = 3
"""Decimals of a score: what is told is what is compared with the thresholds."""
_CALLED = {
    NameQuality.PRIMARY: "the name of",
    NameQuality.STRONG: "alias of",
    NameQuality.WEAK: "weak alias of",
    NameQuality.ORIGINAL: "name in its own script of",
}
_QUALITIES = (NameQuality.PRIMARY, NameQuality.ORIGINAL, NameQuality.STRONG, NameQuality.WEAK)
"""Which of two names that score alike is told."""
_STANDARD = Thresholds()

Bearers: TypeAlias = tuple[tuple[OnList, ListedName], ...]
"""The entries that have a name, each with the name as it has it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A name of an entry that is like one of the subject's, with what makes that count less."""

    asked: str
    entered: OnList
    name: ListedName
    comparison: Comparison
    cautions: tuple[Factor, ...]

    @property
    def exact(self) -> bool:
        """Whether the words are those of an entry's own name, or mean all that a body's does: however common they are,
        it is for a person to look."""
        own = self.name.quality in (NameQuality.PRIMARY, NameQuality.ORIGINAL)
        found = self.comparison
        whole = bool(found.pairs) and not (found.left_over or found.right_over)
        body = self.entered.entry.kind == ListedKind.ORGANISATION and whole
        same = sorted(words(self.asked)) == sorted(words(self.name.text))
        return (own and same) or (body and min(pair.likeness for pair in found.pairs) >= SURE_SHORT)

    @property
    def rank(self) -> tuple[float, int]:
        """Higher is better."""
        return scored(self.comparison.score, self.cautions), -_QUALITIES.index(self.name.quality)


@dataclass(slots=True)
class Screener:
    """Entries of lists, ready to be screened against. Making it takes two minutes for a million names; an answer takes
    milliseconds."""

    entries: Iterable[OnList]
    _borne: list[Bearers] = field(init=False)
    _index: NameIndex = field(init=False)

    def __post_init__(self) -> None:
        """Index the names of all entries; one that several bear, or that several lists have, is compared once."""
        self.entries = tuple(self.entries)
        borne: dict[str, Bearers] = {}
        for one in self.entries:
            for name in one.entry.names:
                if spelt := " ".join(words(name.text)):
                    borne[spelt] = (*borne.get(spelt, ()), (one, name))
        self._borne = list(borne.values())
        self._index = NameIndex(map(_as_named, self._borne))

    def screen(self, subject: Subject, thresholds: Thresholds = _STANDARD) -> list[Hit]:
        """The entries that the subject may be, best first, each once; equal scores by list and id.

        >>> from khabar.model import ListedEntry, ListedKind, ListedName, NameQuality
        >>> names = (ListedName("Samir Yusuf Nabuli", NameQuality.PRIMARY),)
        >>> screener = Screener([OnList("Made List", ListedEntry("X.1", ListedKind.PERSON, names))])
        >>> [hit.entry for hit in screener.screen(Subject(("Nabuli, Sameer",)))]
        ['X.1']
        """
        best: dict[int, _Found] = {}
        for found in self._alike(subject, thresholds):
            held = best.get(id(found.entered))
            if held is None or found.rank > held.rank:
                best[id(found.entered)] = found
        hits = (_hit(subject, found, thresholds) for found in best.values())
        return sorted((hit for hit in hits if hit), key=lambda hit: (-hit.score, hit.list, hit.entry))

    def _alike(self, subject: Subject, thresholds: Thresholds) -> Iterator[_Found]:
        least = least_name_score(subject, min(thresholds.match, thresholds.review))
        for asked in subject.names:
            if not words(asked):
                continue
            for reading in _readings(asked, subject.kind):
                for match in self._index.search(reading.name, limit=SEARCHED, least=least):
                    for entered, name in self._borne[match.number]:
                        if reading.persons or entered.entry.kind != ListedKind.PERSON:
                            against = cautions(match.comparison, entered.entry, name)
                            yield _Found(asked, entered, name, match.comparison, against)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A name that is asked for, cut into parts, and whether it may be a person's."""

    name: Name
    persons: bool = True


def _readings(asked: str, kind: ListedKind | None) -> tuple[_Reading, ...]:
    """A name as that of its kind; of unknown kind also as a body's, which may have no word that says so, and then not
    as a person's: read so, brothers differ in one word of several."""
    plain = parse(asked, kind == ListedKind.ORGANISATION or None)
    if kind is not None or plain.organisation:
        return (_Reading(plain),)
    return _Reading(plain), _Reading(parse(asked, True), persons=False)


def _as_named(bearers: Bearers) -> str | Name:
    """A name as its first bearer has it: that of a body is read as one, whatever its words."""
    entered, name = bearers[0]
    return parse(name.text, True) if entered.entry.kind == ListedKind.ORGANISATION else name.text


def _hit(subject: Subject, found: _Found, thresholds: Thresholds) -> Hit | None:
    """The hit that a name gives, None below all thresholds."""
    entry = found.entered.entry
    contradicted = contradictions(subject, entry)
    against = (*found.cautions, *contradicted)
    support = supports(subject, entry)
    score = round(scored(found.comparison.score, against, support), _DIGITS)
    grade: Grade | None = thresholds.grade(score)
    exact = found.exact and not contradicted
    if grade is None and (exact or _but_for_a_slip(subject, found, thresholds)):
        grade = Grade.REVIEW
    if grade is None:
        return None
    return Hit(
        list=found.entered.list,
        entry=entry.id,
        kind=entry.kind,
        name=entry.names[0].text,
        asked=found.asked,
        alias=found.name.text,
        quality=found.name.quality,
        script=script_of(words(found.name.text)[0]).value,
        score=score,
        name_score=round(found.comparison.score, _DIGITS),
        grade=grade,
        supports=support,
        contradictions=against,
        reason=_reason(subject, found, (*support, *against)),
        programs=entry.programs,
        listed_on=entry.listed_on,
        withdrawn=found.entered.withdrawn,
    )


def _but_for_a_slip(subject: Subject, found: _Found, thresholds: Thresholds) -> bool:
    """Whether the names match, and one thing alone contradicts that."""
    return may_be_a_slip(subject, found.entered.entry) and thresholds.grade(found.rank[0]) is Grade.MATCH


def _reason(subject: Subject, found: _Found, factors: Iterable[Factor]) -> str:
    """One sentence: the names, what entry that is, what counts for and against it."""
    entry, name = found.entered.entry, found.name
    main = "" if name.quality == NameQuality.PRIMARY else f" {entry.names[0].text}"
    likeness = f"{found.asked} is read as {name.text} ({found.comparison.score:.2f})"
    facts = [factor.reason for factor in factors]
    if found.entered.withdrawn:
        facts.append(f"withdrawn from the list on {found.entered.withdrawn}")
    if later := _listed_later(subject, found):
        facts.append(f"listed after that day, on {later}")
    return "; ".join((f"{likeness}, {_CALLED[name.quality]} {entry.id}{main}", *facts))


def _listed_later(subject: Subject, found: _Found) -> str:
    """The day of listing where that is known to be later than the subject's day, "" else."""
    listed = found.entered.entry.listed_on
    if subject.day is None or listed is None or not listed.iso or "/" in listed.iso:
        return ""
    day = subject.day.isoformat()
    return listed.iso if listed.iso > day[: len(listed.iso)] else ""
