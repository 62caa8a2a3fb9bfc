"""What the remarks of OFAC's sdn.csv hold: births, nationalities, weak names, numbers, links.

The remarks are phrases between semicolons ("DOB 14 Jun 1975; POB Leningrad, Russia; Linked To: USA REALLY."). OFAC
puts weak aliases here, in single quotes, and keeps them out of alt.csv. A phrase that is none of the known ones is left
in the remarks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khabar.knowledge.countries import country_code
from khabar.model import Identifier, ListedCountry, ListedDate, ListedName, NameQuality
from khabar.screening.dates import read_date
from khabar.screening.words import countries, genders, named, once, spoken

_APART = re.compile(r";\s+")
_FIELD = re.compile(
    r"(?:alt\. )?(?:(?P<key>DOB|POB|nationality|citizen|Gender|Nationality of Registration|Vessel Flag) "
    r"|(?P<link>Linked To:) )(?P<value>.+)"
)
_ALIAS = re.compile(r"(?:alt\. )?[afn]\.k\.a\. ['\"\u2018\u201c](?P<name>.+)['\"\u2019\u201d]")
# What OFAC calls a number ends so; a phrase with other words before a number is a model, a telephone or a law.
_NUMBER = re.compile(
    r"(?:alt\. )?(?P<kind>(?!.*(?:Phone|Telephone|Fax))(?=[A-Z])(?:[^\W\d_]|[.,'/&() -])*?"
    r"(?:No\.?|Number|ID(?! No)|Passport|IMO|MMSI|SSN|FEIN|BIK \(RU\)|SWIFT/BIC|R\.F\.C\.|C\.U\.R\.P\.|D\.N\.I\.|"
    r"I\.F\.E\.|C\.U\.I\.[TPL]\.|RTN|NIT|RUC|RIF))"
    r"(?: #)? (?P<value>(?=[^()]*\d)[^()]+?)"
    r"(?: \((?P<country>[^()]+)\))?(?: (?:issued|expires)\b.*)?"
)
_MOST = 1000
"""Letters of a phrase that is looked into; the longest with a number has 300."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the remarks of one entry say."""

    names: tuple[ListedName, ...]
    births: tuple[ListedDate, ...]
    birth_places: tuple[str, ...]
    nationalities: tuple[ListedCountry, ...]
    countries: tuple[ListedCountry, ...]
    genders: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    linked_to: tuple[str, ...]


def read_remarks(text: str, person: bool) -> Remarks:
    """The known phrases of a remark, each kind in its order; `person` turns "LAST, First" around in names.

    >>> read_remarks("DOB 14 Jun 1975; nationality Iraq; a.k.a. 'ABU X'.", person=True).births[0].iso
    '1975-06-14'
    """
    phrases = [phrase for phrase in _APART.split(text.strip().removesuffix(".")) if len(phrase) <= _MOST]
    fields = [(found["key"] or found["link"], found["value"]) for found in map(_FIELD.fullmatch, phrases) if found]

    def of(*keys: str) -> list[str]:
        return [value for key, value in fields if key in keys]

    return Remarks(
        names=tuple(_names(phrases, person)),
        births=once(map(read_date, of("DOB"))),
        birth_places=once(of("POB")),
        nationalities=countries(of("nationality", "citizen")),
        countries=countries(of("Nationality of Registration", "Vessel Flag")),
        genders=genders(of("Gender")),
        identifiers=once(_identifiers(phrases)),
        linked_to=once(of("Linked To:")),
    )


def _names(phrases: list[str], person: bool) -> Iterator[ListedName]:
    for found in filter(None, map(_ALIAS.fullmatch, phrases)):
        yield named(spoken(found["name"]) if person else found["name"], NameQuality.WEAK)


def _identifiers(phrases: list[str]) -> Iterator[Identifier]:
    for found in filter(None, map(_NUMBER.fullmatch, phrases)):
        yield Identifier(found["kind"], found["value"], country_code(found["country"] or ""))
