"""OpenSanctions' collections: targets.simple.csv, and entities of the FollowTheMoney model as JSON lines.

Format: https://www.opensanctions.org/docs/bulk/. The kinds of entities that can be on a list are read; others, and
those that are not themselves targets, are counted as skipped. A file that is cut at the end of a line looks whole: the
formats have no end of their own. Not for: relations between entities.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

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
from khabar.screening.dates import read_date
from khabar.screening.gathering import gathered
from khabar.screening.limits import Limits
from khabar.screening.rows import Lines, rows
from khabar.screening.words import coded_countries, each_name_once, genders, named, once, tidied, tidy

NAME = "OpenSanctions"
KINDS: Mapping[str, ListedKind] = {
    "Person": ListedKind.PERSON,
    "Organization": ListedKind.ORGANISATION,
    "Company": ListedKind.ORGANISATION,
    "PublicBody": ListedKind.ORGANISATION,
    "LegalEntity": ListedKind.OTHER,
    "Vessel": ListedKind.VESSEL,
    "Airplane": ListedKind.AIRCRAFT,
}
"""A LegalEntity is a person or an organisation; the list does not know which."""
NO_TARGET = "no target"
_APART = ";"
_NAMES = {"name": NameQuality.STRONG, "alias": NameQuality.STRONG, "previousName": NameQuality.STRONG}
_NAMES |= {"weakAlias": NameQuality.WEAK, "abbreviation": NameQuality.WEAK}
_FORMER = "previousName"
_NUMBERS = (
    "passportNumber",
    "idNumber",
    "registrationNumber",
    "taxNumber",
    "socialSecurityNumber",
    "innCode",
    "ogrnCode",
    "leiCode",
    "swiftBic",
    "imoNumber",
    "mmsi",
    "callSign",
    "serialNumber",
)

Properties: TypeAlias = Mapping[str, Any]


def read_simple(stream: BinaryIO, path: Path, limits: Limits) -> SanctionsList:
    """The list in a stream of targets.simple.csv; ListError where a row is damaged."""
    skipped: Counter[str] = Counter()
    datasets: set[str] = set()
    lines = Lines(stream, path, limits)
    entries = gathered(_simple_entries(rows(lines), skipped, datasets), path, limits)
    return _listed(ListFormat.OPENSANCTIONS_CSV, entries, skipped, datasets)


def read_ftm(stream: BinaryIO, path: Path, limits: Limits) -> SanctionsList:
    """The list in a stream of JSON lines; ListError with the line of one that is no entity."""
    skipped: Counter[str] = Counter()
    datasets: set[str] = set()
    entries = gathered(_ftm_entries(Lines(stream, path, limits), skipped, datasets), path, limits)
    return _listed(ListFormat.FTM_JSON, entries, skipped, datasets)


def _listed(
    kind: ListFormat, entries: tuple[ListedEntry, ...], skipped: Counter[str], datasets: set[str]
) -> SanctionsList:
    name = next(iter(datasets)) if len(datasets) == 1 else NAME
    return SanctionsList(name, kind, None, entries, tuple(sorted(skipped.items())))


def _simple_entries(found: Iterator[list[str]], skipped: Counter[str], datasets: set[str]) -> Iterator[ListedEntry]:
    header = next(found, [])
    for cells in found:
        row = dict(zip(header, cells, strict=True))
        kind = KINDS.get(row["schema"])
        if kind is None:
            skipped[row["schema"]] += 1
            continue
        datasets.add(tidy(row.get("dataset")))
        yield _simple_entry(row, kind)


def _simple_entry(row: Mapping[str, str], kind: ListedKind) -> ListedEntry:
    def listed(column: str) -> list[str]:
        return row.get(column, "").split(_APART)

    main = named(tidy(row["name"]), NameQuality.PRIMARY)
    others = (named(tidy(alias), NameQuality.STRONG) for alias in listed("aliases"))
    return ListedEntry(
        id=tidy(row["id"]),
        kind=kind,
        names=each_name_once((main, *others)),
        births=once(map(_date, listed("birth_date"))),
        countries=coded_countries(listed("countries")),
        programs=tidied(listed("program_ids")),
        remarks=tidied(listed("sanctions")),
        identifiers=tuple(Identifier("", number) for number in tidied(listed("identifiers"))),
    )


def _date(value: object) -> ListedDate | None:
    words = tidy(value)
    return read_date(words) if words else None


def _ftm_entries(lines: Lines, skipped: Counter[str], datasets: set[str]) -> Iterator[ListedEntry]:
    for line in lines:
        if not line.strip():
            continue
        entity = _parsed(line, lines)
        schema = tidy(entity.get("schema"))
        if schema not in KINDS or entity.get("target") is False:
            skipped[f"{schema} ({NO_TARGET})" if schema in KINDS else schema] += 1
            continue
        datasets.add(", ".join(tidied(_values(entity, "datasets"))))
        yield _ftm_entry(entity, entity["properties"], KINDS[schema])


def _parsed(line: str, lines: Lines) -> Mapping[str, Any]:
    """The entity of a line: an object with an id, a schema and properties."""
    try:
        value = json.loads(line)
    except RecursionError as error:
        raise lines.broken("it is nested too deep") from error
    except ValueError as error:  # damaged, or a number of thousands of digits
        raise lines.broken(f"a record is damaged or cut short ({error})") from error
    told = isinstance(value, dict) and isinstance(value.get("id"), str) and isinstance(value.get("schema"), str)
    if not told or not isinstance(value.get("properties"), dict):
        raise lines.broken("a record is no entity with id, schema and properties", "give entities.ftm.json")
    return value  # type: ignore[no-any-return]


def _values(properties: Properties, *names: str) -> list[Any]:
    """The values under some names; a single value counts as one."""
    held = (properties.get(name, ()) for name in names)
    return list(chain.from_iterable(value if isinstance(value, list) else (value,) for value in held if value))


def _ftm_entry(entity: Mapping[str, Any], properties: Properties, kind: ListedKind) -> ListedEntry:
    measures = [value["properties"] for value in _values(properties, "sanctions") if _is_entity(value)]
    return ListedEntry(
        id=tidy(entity["id"]),
        kind=kind,
        names=each_name_once(_ftm_names(entity, properties)),
        births=once(map(_date, _values(properties, "birthDate"))),
        birth_places=tidied(_values(properties, "birthPlace")),
        nationalities=coded_countries(_values(properties, "nationality", "citizenship")),
        countries=coded_countries(_values(properties, "country", "jurisdiction", "mainCountry", "flag")),
        genders=genders(_values(properties, "gender")),
        programs=tidied((*_values(properties, "programId"), *_of_all(measures, "program", "programId"))),
        listed_on=_listed_on(measures),
        positions=tidied(_values(properties, "title", "position")),
        remarks=tidied(_values(properties, "notes", "summary")),
        identifiers=tuple(Identifier(name, one) for name in _NUMBERS for one in tidied(_values(properties, name))),
    )


def _is_entity(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("properties"), dict)


def _of_all(measures: Iterable[Properties], *names: str) -> list[Any]:
    return [value for measure in measures for value in _values(measure, *names)]


def _listed_on(measures: Iterable[Properties]) -> ListedDate | None:
    """The first day that a measure names."""
    days = tidied(_of_all(measures, "listingDate", "startDate"))
    return min((date for date in map(read_date, days) if date.iso), key=lambda date: date.iso, default=None)


def _ftm_names(entity: Mapping[str, Any], properties: Properties) -> Iterator[ListedName]:
    """The caption, where it is one of the names, is the main one: for entities without a name it is none."""
    names = {tidy(name) for key in _NAMES for name in _values(properties, key)}
    caption = tidy(entity.get("caption"))
    if caption in names:
        yield named(caption, NameQuality.PRIMARY)
    for key, quality in _NAMES.items():
        for name in tidied(_values(properties, key)):
            yield named(name, quality, "former" if key == _FORMER else "")
