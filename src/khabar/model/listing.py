"""Sanctions lists: entries with their names, as the list's publisher wrote them and as they are understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ListFormat(StrEnum):
    """The format that a list is published in."""

    UN_XML = "un xml"
    """The consolidated list of the United Nations Security Council."""
    OFAC_CSV = "ofac csv"
    """sdn.csv with alt.csv and add.csv of the US Treasury."""
    OFAC_XML = "ofac advanced xml"
    """SDN_ADVANCED.XML of the US Treasury."""
    EU_XML = "eu xml"
    """The consolidated list of the European Union, FSF 1.0 and 1.1."""
    OPENSANCTIONS_CSV = "opensanctions csv"
    """targets.simple.csv."""
    FTM_JSON = "followthemoney json lines"
    """entities.ftm.json and targets.nested.json of OpenSanctions."""


class ListedKind(StrEnum):
    """What an entry is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    OTHER = "other"


class NameQuality(StrEnum):
    """How much a name says about who is meant."""

    PRIMARY = "primary"
    """The entry's main name: one an entry, its first."""
    STRONG = "strong"
    """A good alias, a former or a new name."""
    WEAK = "weak"
    """A low-quality alias, in any script: a nickname, a war name, an acronym."""
    ORIGINAL = "original"
    """The main name, or a good alias, in another script than Latin."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of an entry, in the order in which it is spoken: the family name of "LAST, First" stands last.

    `note` holds what the list says about the name ("formerly listed as"), "" for nothing.
    """

    text: str
    quality: NameQuality
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListedDate:
    """A day, month, year or a range of them: as ISO 8601 tells it, and as the list does.

    `iso` is "1957", "1957-03", "1957-03-02", or an interval with both ends included ("1955/1960"); "" where `text`
    names no date for certain. What a list calls approximate is the year before to the year after: "circa 1957" is
    "1956/1958".
    """

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class ListedCountry:
    """A country by its ISO 3166 alpha-2 code, "" where that is unknown or not certain, and in the list's words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """The number of a document or register: what it is, in the list's words; `country` is the issuer's code or ""."""

    kind: str
    value: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One person, organisation, vessel or aircraft on a list. All tuples are in the list's order, each value once.

    `id` is the list's own reference. `countries` are those of addresses, flags and registers; `genders` hold "m" and
    "f"; `positions` titles, offices and ranks; `remarks` the list's free text, also what was read out of it;
    `linked_to` names of others, as the list writes them.
    """

    id: str
    kind: ListedKind
    names: tuple[ListedName, ...]
    births: tuple[ListedDate, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[ListedCountry, ...] = ()
    countries: tuple[ListedCountry, ...] = ()
    genders: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    listed_on: ListedDate | None = None
    positions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    linked_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SanctionsList:
    """A whole list. `issued` is the day that the list itself names, None where it names none.

    `skipped` counts, by their kind in the file, records that name nobody on the list: addresses, relations, relatives.
    """

    name: str
    format: ListFormat
    issued: date | None
    entries: tuple[ListedEntry, ...]
    skipped: tuple[tuple[str, int], ...] = ()
