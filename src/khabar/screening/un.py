"""The consolidated list of the United Nations Security Council, in XML.

Schema: https://www.un.org/sc/resources/sc-sanctions.xsd. Any field may be missing, empty or there more than once. An
entry's id is its reference number (QDi.081). Not for: taking names out of a field (`un_names`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from khabar.knowledge.countries import country_code
from khabar.model import (
    Identifier,
    ListedDate,
    ListedEntry,
    ListedKind,
    ListedName,
    ListFormat,
    NameQuality,
    SanctionsList,
)
from khabar.screening.dates import day_of, read_date, span
from khabar.screening.gathering import gathered
from khabar.screening.limits import Limits
from khabar.screening.markup import Element, attribute, children, elements, local, text, texts
from khabar.screening.un_names import names_in, names_in_note
from khabar.screening.words import countries, each_name_once, genders, named, once, tidied

NAME = "UN Security Council"
PERSON, ENTITY = "INDIVIDUAL", "ENTITY"
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
_BORN = ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")
_ISSUER = ("ISSUING_COUNTRY", "COUNTRY_OF_ISSUE")
_WEAK = "low"
_FORMER = "f.k.a."
_EXACT, _ABOUT = "EXACT", "APPROXIMATELY"


def read_un(stream: BinaryIO, path: Path, limits: Limits) -> SanctionsList:
    """The list in a stream of its XML; ListError where it is not whole."""
    root: list[Element] = []
    found = (_entry(element) for element in elements(stream, path, (PERSON, ENTITY), root))
    entries = gathered(found, path, limits)
    return SanctionsList(NAME, ListFormat.UN_XML, day_of(attribute(root[0], "dateGenerated")), entries)


def _entry(element: Element) -> ListedEntry:
    kind = local(element)
    day = text(element, "LISTED_ON")
    return ListedEntry(
        id=text(element, "REFERENCE_NUMBER") or text(element, "DATAID"),
        kind=ListedKind.PERSON if kind == PERSON else ListedKind.ORGANISATION,
        names=each_name_once(_names(element, kind)),
        births=once(_births(element)),
        birth_places=once(_birth_places(element)),
        nationalities=countries(texts(element, "NATIONALITY", "VALUE")),
        countries=countries(texts(element, f"{kind}_ADDRESS", "COUNTRY")),
        genders=genders(texts(element, "GENDER")),
        programs=texts(element, "UN_LIST_TYPE"),
        listed_on=read_date(day) if day else None,
        positions=(*texts(element, "TITLE", "VALUE"), *texts(element, "DESIGNATION", "VALUE")),
        remarks=texts(element, "COMMENTS1"),
        identifiers=once(_documents(element)),
    )


def _names(element: Element, kind: str) -> Iterator[ListedName]:
    person = kind == PERSON
    yield from _main_names(element, person)
    for original in texts(element, "NAME_ORIGINAL_SCRIPT"):
        yield from (_original(name) for name in names_in(original, NameQuality.STRONG, person))
    for alias in children(element, f"{kind}_ALIAS"):
        yield from _alias(alias, person)


def _main_names(element: Element, person: bool) -> Iterator[ListedName]:
    """A person's four names are one, without commas; an organisation's first field may hold several."""
    parts = [part for name in _NAMES for part in texts(element, name)]
    if person:
        yield named(" ".join(" ".join(parts).replace(",", " ").split()), NameQuality.PRIMARY)
        return
    for at, name in enumerate(names_in(" ".join(parts), NameQuality.STRONG, person)):
        yield named(name.text, NameQuality.PRIMARY, name.note) if at == 0 else name


def _original(name: ListedName) -> ListedName:
    return named(name.text, NameQuality.ORIGINAL, name.note)


def _alias(alias: Element, person: bool) -> Iterator[ListedName]:
    """The names of an alias; what the list says about it is the note of those without one of their own."""
    told = text(alias, "QUALITY").lower()
    quality = NameQuality.WEAK if told == _WEAK else NameQuality.STRONG
    said = text(alias, "NOTE") or (told if told == _FORMER else "")
    names = [name for field in texts(alias, "ALIAS_NAME") for name in names_in(field, quality, person)]
    yield from (named(name.text, name.quality, name.note or said) for name in names)
    yield from names_in_note(said, names, quality, person)


def _births(element: Element) -> Iterator[ListedDate]:
    for born in children(element, "INDIVIDUAL_DATE_OF_BIRTH"):
        if date := _birth(born):
            yield date
    yield from map(read_date, texts(element, "INDIVIDUAL_ALIAS", "DATE_OF_BIRTH"))


def _birth(born: Element) -> ListedDate | None:
    """A date by its day, year or span of years; a note that tells the same more exactly, or alone, counts before."""
    kind, note = text(born, "TYPE_OF_DATE").upper(), text(born, "NOTE")
    ends = (text(born, "FROM_YEAR"), text(born, "TO_YEAR"))
    single = text(born, "DATE") or text(born, "YEAR")
    words = " ".join(tidied(("" if kind == _EXACT else kind, single, *ends, note)))
    if not (single or any(ends) or note):
        return None
    about = kind == _ABOUT or note.upper() == _ABOUT
    iso = read_date(single, about).iso if single else span(*(read_date(end).iso for end in ends))
    more = "" if about else read_date(note).iso
    finer = more.startswith(iso) and "/" not in iso
    return ListedDate(more if finer and more else iso, words)


def _birth_places(element: Element) -> Iterator[str]:
    for place in children(element, "INDIVIDUAL_PLACE_OF_BIRTH"):
        where = ", ".join(once(text(place, part) for part in _PLACE))
        yield " ".join(once((where, text(place, "NOTE"))))
    for alias in children(element, "INDIVIDUAL_ALIAS"):
        yield ", ".join(once(text(alias, part) for part in _BORN))


def _documents(element: Element) -> Iterator[Identifier]:
    for document in children(element, "INDIVIDUAL_DOCUMENT"):
        kind = text(document, "TYPE_OF_DOCUMENT") or text(document, "TYPE_OF_DOCUMENT2")
        issuer = next((found for part in _ISSUER if (found := text(document, part))), "")
        if number := text(document, "NUMBER"):
            yield Identifier(kind, number, country_code(issuer))
