"""OFAC's list in the advanced XML format (SDN_ADVANCED.XML, CONS_ADVANCED.XML).

Notes on the format: https://ofac.treasury.gov/media/8516 (sdn_advanced_notes.pdf). Nearly everything is a number that
leads into ReferenceValueSets, Locations and IDRegDocuments, which stand before the parties; programmes and days of
listing (SanctionsEntries) and links (ProfileRelationships) stand behind them. An entry's id is its FixedRef, the uid.
Not for: the parties' features (`ofac_features`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from khabar.model import Identifier, ListedEntry, ListedKind, ListedName, ListFormat, NameQuality, SanctionsList
from khabar.screening.dates import day_of, read_date
from khabar.screening.gathering import gathered
from khabar.screening.limits import Limits
from khabar.screening.markup import Element, attribute, children, elements, local, text, texts
from khabar.screening.ofac_features import Place, date_of, read_features
from khabar.screening.ofac_references import References
from khabar.screening.words import each_name_once, in_other_script, once, tidied, tidy

SDN_NAME, OTHER_NAME = "OFAC SDN", "OFAC Consolidated"
PARTS = (
    "DateOfIssue",
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
)
_KINDS = {
    "individual": ListedKind.PERSON,
    "entity": ListedKind.ORGANISATION,
    "vessel": ListedKind.VESSEL,
    "aircraft": ListedKind.AIRCRAFT,
}
# How the parts of a name are spoken; those of organisations, vessels and nicknames stay where they stand.
_ORDER = {"First Name": 0, "Middle Name": 1, "Patronymic": 3, "Last Name": 4, "Matronymic": 5, "Maiden Name": 6}
_BETWEEN = 2
_LATIN, _FORMER, _TRUE, _PROGRAM = "Latin", "F.K.A.", "true", "Program"


@dataclass(slots=True)
class _Gathered:
    """What was read so far: what the numbers stand for, and what belongs to entries by their profile."""

    refs: References = field(default_factory=References)
    places: dict[str, Place] = field(default_factory=dict)
    documents: dict[str, list[Identifier]] = field(default_factory=dict)
    parties: dict[str, ListedEntry] = field(default_factory=dict)
    programs: dict[str, list[str]] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    issued: date | None = None


def read_ofac_xml(stream: BinaryIO, path: Path, limits: Limits) -> SanctionsList:
    """The list in a stream of its XML; ListError where it is not whole."""
    held = _Gathered()
    entries = gathered(_entries(elements(stream, path, PARTS, []), held, limits), path, limits)
    name = OTHER_NAME if held.lists and not any("SDN" in one for one in held.lists) else SDN_NAME
    return SanctionsList(name, ListFormat.OFAC_XML, held.issued, entries)


def _entries(found: Iterator[Element], held: _Gathered, limits: Limits) -> Iterator[ListedEntry]:
    for element in found:
        _READERS[local(element)](element, held)
        if len(held.parties) > limits.entries:
            break
    for profile, entry in held.parties.items():
        day = held.days.get(profile)
        linked = (held.parties[other] for other in held.links.get(profile, ()) if other in held.parties)
        yield replace(
            entry,
            programs=tidied(held.programs.get(profile, ())),
            listed_on=read_date(day) if day else None,
            linked_to=once(other.names[0].text for other in linked if other.names),
        )


def _issue(element: Element, held: _Gathered) -> None:
    held.issued = day_of(date_of(element))


def _references(element: Element, held: _Gathered) -> None:
    held.refs.add(element)


def _location(element: Element, held: _Gathered) -> None:
    held.places[attribute(element, "ID")] = Place.of(element, held.refs)


def _document(element: Element, held: _Gathered) -> None:
    kind = held.refs.text("IDRegDocType", attribute(element, "IDRegDocTypeID"))
    country = held.refs.country(attribute(element, "IssuedBy-CountryID"))
    if number := text(element, "IDRegistrationNo"):
        owner = held.documents.setdefault(attribute(element, "IdentityID"), [])
        owner.append(Identifier(kind, number, country.code if country else ""))


def _relation(element: Element, held: _Gathered) -> None:
    held.links.setdefault(attribute(element, "From-ProfileID"), []).append(attribute(element, "To-ProfileID"))


def _sanction(element: Element, held: _Gathered) -> None:
    profile = attribute(element, "ProfileID")
    held.lists.add(held.refs.text("List", attribute(element, "ListID")))
    for measure in children(element, "SanctionsMeasure"):
        kind = held.refs.text("SanctionsType", attribute(measure, "SanctionsTypeID"))
        if kind in (_PROGRAM, ""):
            held.programs.setdefault(profile, []).append(text(measure, "Comment"))
    days = [date_of(day) for day in children(element, "EntryEvent", "Date")]
    known = [day for day in (*days, held.days.get(profile, "")) if day]
    if known:
        held.days[profile] = min(known)


def _party(element: Element, held: _Gathered) -> None:
    for profile in children(element, "Profile"):
        identities = list(children(profile, "Identity"))
        papers = [paper for one in identities for paper in held.documents.get(attribute(one, "ID"), ())]
        said = read_features(children(profile, "Feature"), held.refs, held.places)
        held.parties[attribute(profile, "ID")] = ListedEntry(
            id=attribute(element, "FixedRef") or attribute(profile, "ID"),
            kind=_kind(profile, held.refs),
            names=each_name_once(name for one in identities for name in _names(one, held.refs)),
            births=said.births,
            birth_places=said.birth_places,
            nationalities=said.nationalities,
            countries=said.countries,
            genders=said.genders,
            positions=said.positions,
            remarks=(*texts(element, "Comment"), *said.remarks),
            identifiers=once((*papers, *said.identifiers)),
        )


def _kind(profile: Element, refs: References) -> ListedKind:
    """By the sub-type, or by the type above it where that is unknown."""
    words = refs.with_parent("PartySubType", attribute(profile, "PartySubTypeID"), "PartyType")
    return next((_KINDS[word.lower()] for word in words if word.lower() in _KINDS), ListedKind.OTHER)


def _names(identity: Element, refs: References) -> Iterator[ListedName]:
    groups = children(identity, "NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
    parts = {attribute(one, "ID"): refs.text("NamePartType", attribute(one, "NamePartTypeID")) for one in groups}
    for alias in children(identity, "Alias"):
        for documented in children(alias, "DocumentedName"):
            yield _name(documented, alias, parts, refs)


def _name(documented: Element, alias: Element, parts: dict[str, str], refs: References) -> ListedName:
    values = list(children(documented, "DocumentedNamePart", "NamePartValue"))
    values.sort(key=lambda value: _ORDER.get(parts.get(attribute(value, "NamePartGroupID"), ""), _BETWEEN))
    words = " ".join(filter(None, (tidy(value.text) for value in values)))
    scripts = {refs.text("Script", attribute(value, "ScriptID")) for value in values}
    kind = refs.text("AliasType", attribute(alias, "AliasTypeID"))
    other = bool(scripts - {_LATIN, ""}) or in_other_script(words)
    return ListedName(words, _quality(alias, other), kind if kind == _FORMER else "")


def _quality(alias: Element, other: bool) -> NameQuality:
    if attribute(alias, "LowQuality") == _TRUE:
        return NameQuality.WEAK
    if other:
        return NameQuality.ORIGINAL
    return NameQuality.PRIMARY if attribute(alias, "Primary") == _TRUE else NameQuality.STRONG


_READERS = dict(zip(PARTS, (_issue, _references, _location, _document, _party, _relation, _sanction), strict=True))
