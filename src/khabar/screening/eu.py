"""The consolidated financial sanctions list of the European Union (FSF), in XML, versions 1.0 and 1.1.

Everything stands in attributes of sanctionEntity's children. The list calls no name the main one and tells no script:
the first strong name in Latin letters is the main one. An entry's id is its euReferenceNumber (EU.27.28), or its
logicalId where it has none. Not for: the regulations' texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from khabar.knowledge.countries import alpha2, country_code
from khabar.model import (
    Identifier,
    ListedCountry,
    ListedDate,
    ListedEntry,
    ListedKind,
    ListedName,
    ListFormat,
    NameQuality,
    SanctionsList,
)
from khabar.screening.dates import day_of, parts_date, read_date, span
from khabar.screening.gathering import gathered
from khabar.screening.limits import Limits
from khabar.screening.markup import Element, attribute, children, elements, text, texts
from khabar.screening.words import each_name_once, genders, named, once, tidied

NAME = "EU FSF"
ENTITY = "sanctionEntity"
_KINDS = {"person": ListedKind.PERSON, "p": ListedKind.PERSON, "enterprise": ListedKind.ORGANISATION}
_KINDS |= {"e": ListedKind.ORGANISATION, "vessel": ListedKind.VESSEL}
_NAME_PARTS = ("firstName", "middleName", "lastName")
_PLACE = ("place", "city", "region", "countryDescription")
_UNKNOWN = ("UNKNOWN", "")
_GREGORIAN = "GREGORIAN"
_UN_NUMBER = "UN reference number"


def read_eu(stream: BinaryIO, path: Path, limits: Limits) -> SanctionsList:
    """The list in a stream of its XML; ListError where it is not whole."""
    root: list[Element] = []
    found = (_entry(element) for element in elements(stream, path, (ENTITY,), root))
    entries = gathered(found, path, limits)
    return SanctionsList(NAME, ListFormat.EU_XML, day_of(attribute(root[0], "generationDate")), entries)


def _entry(element: Element) -> ListedEntry:
    day = attribute(element, "designationDate")
    aliases = list(children(element, "nameAlias"))
    return ListedEntry(
        id=attribute(element, "euReferenceNumber") or attribute(element, "logicalId"),
        kind=_kind(element),
        names=each_name_once(map(_name, aliases)),
        births=once(map(_birth, children(element, "birthdate"))),
        birth_places=once(map(_place, children(element, "birthdate"))),
        nationalities=once(_countries(element, "citizenship")),
        countries=once(_countries(element, "address")),
        genders=genders(attribute(alias, "gender") for alias in aliases),
        programs=tidied(attribute(rule, "programme") for rule in children(element, "regulation")),
        listed_on=read_date(day) if day else None,
        positions=tidied(attribute(alias, part) for part in ("title", "function") for alias in aliases),
        remarks=texts(element, "remark"),
        identifiers=once(_identifiers(element)),
    )


def _kind(element: Element) -> ListedKind:
    told = (
        attribute(kind, name) for kind in children(element, "subjectType") for name in ("code", "classificationCode")
    )
    return next((_KINDS[word.lower()] for word in told if word.lower() in _KINDS), ListedKind.OTHER)


def _name(alias: Element) -> ListedName:
    """A name whole, or put together; a remark may call it of low quality where the attribute does not."""
    parts = " ".join(once(attribute(alias, part) for part in _NAME_PARTS))
    note = text(alias, "remark")
    weak = attribute(alias, "strong").lower() == "false" or "low quality" in note.lower()
    quality = NameQuality.WEAK if weak else NameQuality.STRONG
    return named(attribute(alias, "wholeName") or parts, quality, note)


def _birth(born: Element) -> ListedDate | None:
    """A date in the Gregorian calendar; of another one the words alone are kept."""
    names = ("birthdate", "year", "monthOfYear", "dayOfMonth", "yearRangeFrom", "yearRangeTo")
    whole, year, month, day, first, last = (attribute(born, name) for name in names)
    calendar = attribute(born, "calendarType").upper() or _GREGORIAN
    about = attribute(born, "circa").lower() == "true"
    apart = parts_date(year, month, day)
    single = whole or apart or year
    words = " ".join(tidied(("circa" if about else "", single or f"{first} to {last}".strip(" to"))))
    if not words.removeprefix("circa"):
        return None
    if calendar != _GREGORIAN:
        return ListedDate("", f"{words} ({calendar})")
    iso = read_date(single, about).iso if single else read_date(span(parts_date(first), parts_date(last)), about).iso
    return ListedDate(iso, words)


def _place(born: Element) -> str:
    return ", ".join(part for name in _PLACE if (part := attribute(born, name)) not in _UNKNOWN)


def _countries(element: Element, name: str) -> Iterator[ListedCountry | None]:
    for child in children(element, name):
        words, code = attribute(child, "countryDescription"), attribute(child, "countryIso2Code")
        known = _code(child)
        if known or words not in _UNKNOWN:
            yield ListedCountry(known, words or code)


def _code(child: Element) -> str:
    """The country of an element, by its code, or by its name for codes that are the list's own."""
    words = attribute(child, "countryDescription")
    return alpha2(attribute(child, "countryIso2Code").upper()) or country_code("" if words in _UNKNOWN else words)


def _identifiers(element: Element) -> Iterator[Identifier]:
    if number := attribute(element, "unitedNationId"):
        yield Identifier(_UN_NUMBER, number)
    for paper in children(element, "identification"):
        kind = attribute(paper, "identificationTypeDescription") or attribute(paper, "identificationTypeCode")
        for number in once((attribute(paper, "number"), attribute(paper, "latinNumber"))):
            yield Identifier(kind, number, _code(paper))
