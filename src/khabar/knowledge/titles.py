"""The English of an entity or an office for a reason: found in the tables as they lie, without loading them.

Reading needs no table of all entities, and a program that reads should not hold one for the sake of a sentence.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files

from khabar.knowledge.gazetteer import ENTITY_TABLES
from khabar.knowledge.own import own_knowledge

_DATA = files("khabar.knowledge") / "data"
_COUNTRY = "country:"
_KEPT = 4096
_EN, _ID = 1, 4


@lru_cache(maxsize=_KEPT)
def english_of(entity: str) -> str:
    """The English name of an entity, its id where no table has one."""
    own = (one.english for one in own_knowledge().entities if one.id == entity)
    return next(own, "") or next(filter(None, (_find(table, entity) for table in ENTITY_TABLES)), entity)


def _find(table: str, entity: str) -> str:
    """The English name in the first row of an entity in a table, "" where there is none."""
    text = (_DATA / f"{table}.csv").read_bytes()
    at = text.find(f",{entity},".encode())
    if at < 0:
        return ""
    row = text[text.rfind(b"\n", 0, at) + 1 : text.find(b"\n", at)]
    cells = next(csv.reader((row.decode(),)))
    return cells[_EN] if cells[_ID] == entity else ""


def office_title(role: str, body: str) -> str:
    """An office in English: "Russian defence minister", "secretary-general of United Nations"."""
    adjective = _adjectives().get(body)
    return f"{adjective} {role}" if adjective else f"{role} of {english_of(body)}"


@cache
def _adjectives() -> dict[str, str]:
    lines = (_DATA / "demonyms.csv").read_text(encoding="utf-8").splitlines()
    out: dict[str, str] = {}
    for _, _, english, _, body, *_ in csv.reader(lines[1:]):
        if body.startswith(_COUNTRY):
            out.setdefault(body, english)
    return out
