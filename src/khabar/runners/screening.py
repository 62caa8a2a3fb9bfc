"""The names of an archive against lists: each name of the current readings once, with all its hits.

Not for: how a hit is made (`khabar.screening`) or shown (`khabar.cli`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from khabar.archive import Archive, Named
from khabar.knowledge.entities import by_name
from khabar.model import ListedKind, NameType, SanctionsList
from khabar.screening import Hit, OnList, Screener, Subject, Thresholds

KINDS = {
    NameType.PERSON.value: ListedKind.PERSON,
    NameType.ORGANISATION.value: ListedKind.ORGANISATION,
    NameType.EQUIPMENT.value: ListedKind.VESSEL,
}
"""What names of readings are screened, and what they are on lists."""


_ANYBODY = ("Muhammad Ali",)
_YOUNG = 100_000
"""New objects after which rings among them are looked for: screening leaves none behind."""


@dataclass(frozen=True, slots=True)
class NamedHit:
    """A hit on a name that the archive's reports have."""

    named: Named
    hit: Hit


def ready(entries: Iterable[OnList]) -> Screener:
    """A screener for many names: what is alive by then is set aside from garbage collection, and young objects are
    looked through less often, as `reading.pipeline.prepare` does; a tenth of the time of each name went there."""
    screener = Screener(entries)
    screener.screen(Subject(_ANYBODY))  # loads the tables of letters and names
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    return screener


def entries_held(archive: Archive, withdrawn: bool = False) -> list[OnList]:
    """The entries of all lists that an archive holds in force; also those `withdrawn`."""
    return [OnList(held.list, held.entry, held.withdrawn) for held in archive.listed(withdrawn=withdrawn)]


def entries_of(listing: SanctionsList) -> Iterator[OnList]:
    """The entries of a list that is in no archive."""
    return (OnList(listing.name, entry) for entry in listing.entries)


def names_held(archive: Archive) -> Iterator[Named]:
    """The names that are worth screening: persons, bodies, and ships that have a name of their own."""
    return (named for named in archive.named(KINDS) if named.names and (_not_equipment(named) or _own_name(named)))


def screened(names: Iterable[Named], screener: Screener, thresholds: Thresholds) -> Iterator[NamedHit]:
    """All hits of all names, name by name, the best of each first."""
    for named in names:
        yield from (NamedHit(named, hit) for hit in screener.screen(subject_of(named), thresholds))


def subject_of(named: Named) -> Subject:
    """What an archive tells of a name, as screening takes it."""
    countries = (named.country,) if named.country else ()
    return Subject(named.names, KINDS[named.type], nationalities=countries, day=named.last)


def asked_for(subject: Subject) -> Subject:
    """A subject that is asked for, with the other names of the one known entity that a name of it is: a list may have
    a body by its English name alone. Its country is not taken: who asks tells what is certain."""
    known = [found[0] for name in subject.names if len(found := by_name(name)) == 1]
    more = (other for one in known for other in (one.english, *one.latin))
    kind = KINDS.get(known[0].type.value) if known else None
    return replace(subject, names=tuple(dict.fromkeys((*subject.names, *more))), kind=subject.kind or kind)


def _not_equipment(named: Named) -> bool:
    return named.type != NameType.EQUIPMENT


def _own_name(named: Named) -> bool:
    """Whether a ship is told by name: "Mistral", not "boats"."""
    return named.names[0][:1].isupper()
