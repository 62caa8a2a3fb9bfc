"""The features of a party in OFAC's advanced XML: births, places, nationalities, titles, numbers, and the rest.

Not for: names and documents (`ofac_xml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from khabar.knowledge.countries import country_code
from khabar.model import Identifier, ListedCountry, ListedDate
from khabar.screening.dates import parts_date, read_date, span
from khabar.screening.markup import Element, attribute, children, text
from khabar.screening.ofac_references import References
from khabar.screening.words import countries, genders, once, tidied

_BIRTH, _BIRTH_PLACE, _GENDER, _LOCATION, _TITLE = "Birthdate", "Place of Birth", "Gender", "Location", "Title"
_NATIONAL = ("Nationality Country", "Citizenship Country", "Nationality", "Citizenship")
_FLAGS = ("Vessel Flag", "Nationality of Registration")
_NUMBERS = ("Digital Currency Address", "Call Sign", "Vessel Call Sign", "MMSI", "SWIFT/BIC", "BIK")
_NUMBER_WORD = "Number"
_PLACE_PARTS = ("Unknown", "ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION")
_TRUE = "true"


@dataclass(frozen=True, slots=True)
class Place:
    """A location: its parts from the street to the region, and its country."""

    words: str
    country: ListedCountry | None

    @classmethod
    def of(cls, element: Element, refs: References) -> Place:
        """That of a Location element. One that is a country's name alone is that country."""
        parts: dict[str, str] = {}
        for part in children(element, "LocationPart"):
            kind = refs.text("LocPartType", attribute(part, "LocPartTypeID"))
            values = sorted(children(part, "LocationPartValue"), key=lambda one: attribute(one, "Primary") != _TRUE)
            parts[kind] = next(filter(None, (text(value, "Value") for value in values)), "")
        words = ", ".join(parts[kind] for kind in sorted(parts, key=_place_rank) if parts[kind])
        return cls(
            words, _country(element, refs) or next(iter(countries((words,) if country_code(words) else ())), None)
        )

    @property
    def whole(self) -> str:
        """The parts with the country behind them, unless they are it."""
        name = self.country.text if self.country else ""
        return ", ".join(once((self.words, name)))


def _place_rank(kind: str) -> int:
    return _PLACE_PARTS.index(kind) if kind in _PLACE_PARTS else len(_PLACE_PARTS)


def _country(element: Element, refs: References) -> ListedCountry | None:
    told = (refs.country(attribute(one, "CountryID")) for one in children(element, "LocationCountry"))
    areas = (refs.area(attribute(one, "AreaCodeID")) for one in children(element, "LocationAreaCode"))
    return next(filter(None, (*told, *areas)), None)


@dataclass(frozen=True, slots=True)
class Features:
    """What the features of one party say."""

    births: tuple[ListedDate, ...]
    birth_places: tuple[str, ...]
    nationalities: tuple[ListedCountry, ...]
    countries: tuple[ListedCountry, ...]
    genders: tuple[str, ...]
    positions: tuple[str, ...]
    remarks: tuple[str, ...]
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True)
class _Feature:
    """One version of a feature: its kind, what stands in it as text, and its place."""

    kind: str
    words: str
    place: Place | None
    version: Element


def read_features(found: Iterable[Element], refs: References, places: Mapping[str, Place]) -> Features:
    """The features by what they tell; those of no known kind become remarks."""
    all_of = [one for element in found for one in _versions(element, refs, places)]

    def of(*kinds: str) -> list[_Feature]:
        return [one for one in all_of if one.kind in kinds]

    return Features(
        births=once(birth for one in of(_BIRTH) for birth in _births(one)),
        birth_places=once(one.words or (one.place.whole if one.place else "") for one in of(_BIRTH_PLACE)),
        nationalities=once(_countries(of(*_NATIONAL))),
        countries=once(_countries(of(_LOCATION, *_FLAGS))),
        genders=genders(one.words for one in of(_GENDER)),
        positions=tidied(one.words for one in of(_TITLE)),
        remarks=once(f"{one.kind} {one.words}" for one in all_of if one.words and _is_remark(one.kind)),
        identifiers=once(Identifier(one.kind, one.words) for one in all_of if one.words and _is_number(one.kind)),
    )


def _versions(element: Element, refs: References, places: Mapping[str, Place]) -> Iterator[_Feature]:
    kind = refs.text("FeatureType", attribute(element, "FeatureTypeID")).rstrip(": -")
    for version in children(element, "FeatureVersion"):
        where = next((attribute(one, "LocationID") for one in children(version, "VersionLocation")), "")
        yield _Feature(kind, " ".join(_details(version, refs)), places.get(where), version)


def _details(version: Element, refs: References) -> tuple[str, ...]:
    details = children(version, "VersionDetail")
    return tidied(refs.text("DetailReference", attribute(one, "DetailReferenceID")) or one.text for one in details)


def _is_number(kind: str) -> bool:
    return kind.startswith(_NUMBERS) or kind.endswith(_NUMBER_WORD)


def _is_remark(kind: str) -> bool:
    known = (_BIRTH, _BIRTH_PLACE, _GENDER, _LOCATION, _TITLE, *_NATIONAL, *_FLAGS)
    return kind not in known and not _is_number(kind)


def _countries(found: Iterable[_Feature]) -> Iterator[ListedCountry]:
    for one in found:
        if one.place and one.place.country:
            yield one.place.country
        elif one.words:
            yield from countries((one.words,))


def date_of(element: Element) -> str:
    """The ISO date of an element with Year, Month and Day."""
    return parts_date(*(text(element, part) for part in ("Year", "Month", "Day")))


def _births(feature: _Feature) -> Iterator[ListedDate]:
    for period in children(feature.version, "DatePeriod"):
        ends = [
            date_of(end)
            for path in (("Start", "From"), ("Start", "To"), ("End", "From"), ("End", "To"))
            for end in children(period, *path)
        ]
        known = [end for end in ends if end]
        sides = (*children(period, "Start"), *children(period, "End"))
        about = any(attribute(side, "Approximate") == _TRUE for side in sides)
        if known:
            yield _birth(min(known), max(known), about)


def _birth(first: str, last: str, about: bool) -> ListedDate:
    """A date from the first and last day that it may be; whole years and months are told as such."""
    words = first if first == last else f"{first} to {last}"
    iso = span(*_rounded(first, last))
    return (
        read_date(iso, about)
        if not about and iso == words
        else ListedDate(read_date(iso, about).iso, f"circa {words}" if about else words)
    )


def _rounded(first: str, last: str) -> tuple[str, str]:
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4], last[:4]
    if first.endswith("-01") and first[:7] == last[:7] and int(last[8:] or 0) >= _SHORTEST_MONTH:
        return first[:7], last[:7]
    return first, last


_SHORTEST_MONTH = 28
