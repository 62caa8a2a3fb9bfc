"""A user's own knowledge: TOML files with entities and offices, read on top of the tables of the package.

They lie in the folder `knowledge` of the user's settings (`~/.config/khabar/knowledge` on Linux), or in the folder that
the environment variable KHABAR_KNOWLEDGE names; docs/knowledge.md shows one. Not for: what a name means in a report.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from khabar.errors import DataError
from khabar.knowledge.days import days
from khabar.model import NameType

VARIABLE = "KHABAR_KNOWLEDGE"
_ID = re.compile(r"[a-z]+:[^\s,|]+", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z]{2,3})?")
_TEXTS = {
    "entity": ("id", "en", "type", "kind", "country", "wikidata"),
    "holding": ("person", "role", "body", "from", "to"),
}
_LISTS = {"entity": ("forms", "latin"), "holding": ()}
_NEEDED = {"entity": ("id", "en", "type"), "holding": ("person", "role", "body")}


@dataclass(frozen=True, slots=True)
class OwnEntity:
    """An entity of the user's: `forms` are its spellings in the script of reports, `latin` further Latin ones."""

    id: str
    english: str
    type: NameType
    kind: str
    country: str
    forms: tuple[str, ...]
    latin: tuple[str, ...]
    wikidata: str
    source: str


@dataclass(frozen=True, slots=True)
class OwnHolding:
    """An office that a person of the user's or of the tables holds; `since` and `until` are days or parts of them."""

    person: str
    role: str
    body: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class Own:
    """What the files of a folder say, in the order of their names."""

    entities: tuple[OwnEntity, ...] = ()
    holdings: tuple[OwnHolding, ...] = ()


def own_folder() -> Path:
    """Where the user's files lie; it need not exist."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen) if chosen else user_config_path("khabar") / "knowledge"


@cache
def own_knowledge() -> Own:
    """The user's own knowledge, read once a process. Raises DataError as `read_own`."""
    return read_own(own_folder())


def own_digest() -> str:
    """A digest of the user's files, "" where there are none: readings hang on them."""
    files = _files(own_folder())
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest() if files else ""


def read_own(folder: Path) -> Own:
    """What the TOML files of a folder say.

    Raises DataError naming file, entry and reason where a file does not parse or an entry is not as it should be.
    """
    tables = [(file.name, _toml(file)) for file in _files(folder)]
    entities = [_entity(entry, where) for name, table in tables for entry, where in _entries(table, "entity", name)]
    holdings = [_holding(entry, where) for name, table in tables for entry, where in _entries(table, "holding", name)]
    return Own(tuple(entities), tuple(holdings))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _toml(file: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise DataError(f"{file}: not a TOML file that can be read: {error}") from error
    if strange := sorted(table.keys() - _TEXTS.keys()):
        raise DataError(f"{file}: expected [[entity]] and [[holding]]; found {', '.join(strange)}")
    return table


def _entries(table: Mapping[str, Any], kind: str, name: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The entries of a kind, each with where it stands."""
    found = table.get(kind, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise DataError(f"{name}: expected [[{kind}]] with two brackets on each side")
    for number, entry in enumerate(found, 1):
        where = f"{name}: {kind} {number}"
        _check(entry, kind, where)
        yield entry, where


def _check(entry: Mapping[str, Any], kind: str, where: str) -> None:
    known = (*_TEXTS[kind], *_LISTS[kind])
    if strange := sorted(entry.keys() - set(known)):
        raise DataError(f"{where}: {strange[0]} is none of {', '.join(known)}")
    for key in _NEEDED[kind]:
        if not entry.get(key):
            raise DataError(f"{where}: {key} is missing")
    for key, value in entry.items():
        listed = key in _LISTS[kind]
        texts: Iterable[Any] = value if listed and isinstance(value, list) else (value,) if not listed else (None,)
        if not all(
            isinstance(text, str) and text == text.strip() and text.isprintable() and (text or not listed)
            for text in texts
        ):
            raise DataError(f"{where}: {key} should be {'a list of texts' if listed else 'a text'}; it is {value!r}")


def _entity(entry: Mapping[str, Any], where: str) -> OwnEntity:
    identifier, country = _identifier(entry["id"], "id", where), entry.get("country", "")
    if country and not _COUNTRY.fullmatch(country):
        raise DataError(f"{where}: country should be an ISO 3166 code such as YE; it is {country!r}")
    forms, latin = tuple(entry.get("forms", ())), tuple(entry.get("latin", ()))
    kind, wikidata = entry.get("kind", ""), entry.get("wikidata", "")
    return OwnEntity(identifier, entry["en"], _type(entry["type"], where), kind, country, forms, latin, wikidata, where)


def _type(text: str, where: str) -> NameType:
    types = [name.value for name in NameType]
    if text not in types:
        raise DataError(f"{where}: type should be one of {', '.join(types)}; it is {text!r}")
    return NameType(text)


def _identifier(text: str, key: str, where: str) -> str:
    if not _ID.fullmatch(text):
        raise DataError(f"{where}: {key} should be a class, a colon and a name, as in person:jane-doe; it is {text!r}")
    return text


def _holding(entry: Mapping[str, Any], where: str) -> OwnHolding:
    person, body = (_identifier(entry[key], key, where) for key in ("person", "body"))
    since, until = entry.get("from", ""), entry.get("to", "")
    for key, text in (("from", since), ("to", until)):
        if text and days(text) is None:
            raise DataError(f"{where}: {key} should be a year, a month or a day such as 2012-05-31; it is {text!r}")
    return OwnHolding(person, entry["role"], body, since, until, where)
