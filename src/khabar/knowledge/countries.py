"""Countries: the ISO 3166 code behind an entity, a code or a name as lists and papers write it.

The names come from the tables of countries and nationalities, and from `country_names.csv` for official long names and
the forms of sanctions lists. A form with an empty code in that table means more than one country, or none any more
certain, and stays unknown. Not for: finding countries in a text (`gazetteer`, `reading.names`).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from khabar.knowledge.gazetteer import ENTITY_TABLES
from khabar.knowledge.own import own_knowledge
from khabar.lexicon.table import read_rows

COUNTRY = "country:"
"""Begins the ids of countries; a dash and more behind the code make a part of one."""
_NATIONALITY = "nationality:"
_DATA = files("khabar.knowledge") / "data"
_CODE = re.compile("[A-Z]{2,3}")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")
_APART = re.compile(r"[\W_]+")
_ARTICLE = "the "
# "Korea, North", "Iran (Islamic Republic of)": what stands behind belongs in front.
_TURNED = re.compile(r"\s*(?P<head>[^,()]+?)\s*(?:,|\()\s*(?P<front>[^,()]+?)\s*\)?\s*")
_LONGEST = 200
"""Letters; no country has a name as long, and longer cells are sentences."""


def country_of(entity: str) -> str:
    """The ISO 3166 alpha-2 code of the country that an entity belongs to, "" for none.

    >>> country_of("nationality:country:MY")
    'MY'
    """
    bare = entity.removeprefix(_NATIONALITY)
    if bare.startswith(COUNTRY):
        return bare.removeprefix(COUNTRY).partition("-")[0]
    return _entities().get(entity, "")


@cache
def alpha2(code: str) -> str:
    """The ISO 3166 alpha-2 code of an alpha-2 or alpha-3 code in capitals, "" where there is no such country."""
    table = _iso()
    return table.get(code, code if code in table.values() else "")


@cache
def country_named(english: str) -> str:
    """The ISO 3166 alpha-2 code of a country by its usual English name, "" where there is no such country."""
    return _english().get(english.casefold(), "")


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """The ISO 3166 alpha-2 code of what a list calls a country, "" where that is unknown or not certain.

    Taken are ISO codes in capitals, usual and official names, nationalities, and the turned forms of lists. Case,
    accents, marks and a leading article do not count. XK is Kosovo, as everywhere that has no ISO code for it; SU, YU
    and CS are the states that were.

    >>> country_code("Iran (Islamic Republic of)"), country_code("Korea, North"), country_code("PRK")
    ('IR', 'KP', 'KP')
    """
    if len(text) > _LONGEST:
        return ""
    bare = text.strip()
    if _CODE.fullmatch(bare) and (code := alpha2(bare)):
        return code
    names = _names()
    return next((names[form] for form in map(_plain, _spelt(bare)) if form in names), "")


def _spelt(text: str) -> Iterator[str]:
    yield text
    if turned := _TURNED.fullmatch(text):
        yield f"{turned['front']} {turned['head']}"


def _plain(form: str) -> str:
    """A form without case, accents, marks and a leading article; words divided by one space."""
    open_form = unicodedata.normalize("NFKD", form.casefold()).replace("&", " and ")
    letters = "".join(letter for letter in open_form if not unicodedata.combining(letter))
    return _APART.sub(" ", _APOSTROPHES.sub("", letters)).strip().removeprefix(_ARTICLE)


@cache
def _names() -> dict[str, str]:
    """From plain forms to codes; the table of names decides before the countries, and they before nationalities."""
    out: dict[str, str] = {}
    for form, code in (*_named(), *_usual(), *_nationalities()):
        out.setdefault(_plain(form), code)
    return out


def _named() -> Iterator[tuple[str, str]]:
    return ((row["form"], row["code"]) for row in read_rows(_DATA / "country_names.csv", ("form", "code", "source")))


def _usual() -> Iterator[tuple[str, str]]:
    for form, english, *_, code, _, _ in _rows("countries"):
        yield english, code.partition("-")[0]
        yield form, code.partition("-")[0]


def _nationalities() -> Iterator[tuple[str, str]]:
    for _, _, english, plural, entity, *_ in _rows("demonyms"):
        if code := country_of(entity):
            yield english, code
            yield plural, code


@cache
def _entities() -> dict[str, str]:
    """From the ids of known entities to their countries; a user's own decide, then the first row of an id."""
    out = {one.id: one.country.partition("-")[0] for one in own_knowledge().entities}
    for table in ENTITY_TABLES:
        for cells in _rows(table):
            out.setdefault(cells[4], cells[5].partition("-")[0])
    return out


@cache
def _english() -> dict[str, str]:
    return {cells[1].casefold(): cells[5].partition("-")[0] for cells in _rows("countries")}


def _rows(table: str) -> Iterator[list[str]]:
    lines = (_DATA / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    return csv.reader(lines[1:])


@cache
def _iso() -> dict[str, str]:
    rows = read_rows(_DATA / "iso3166.csv", ("alpha3", "alpha2", "source"))
    return {row["alpha3"]: row["alpha2"] for row in rows}
