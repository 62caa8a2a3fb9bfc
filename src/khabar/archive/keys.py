"""Ids and keys made from content, so that the same input gives the same rows on any machine and in any order.

A key is a whole number of 63 bits: the day of publication above, a part of a hash below. Rows that are sorted by it are
sorted by day, which is how reports are looked for; an index that can be walked by key gives the newest first without
sorting. Not for: the ids of reports, which `khabar.model` makes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

DAY_SHIFT = 47
"""Bits below the day. With 10,000 reports of one day two of them share all 47 with a chance of 1 in 2.8 million; the
archive then refuses the second with a message, it never mixes them."""
LAST_DAY = (1 << 16) - 1
"""16 bits of days from 1900 on reach 2079; what lies outside is sorted at the ends, unknown days before all."""
_FIRST = date(1900, 1, 1).toordinal()
ID_DIGITS = 32
TOKEN_BYTES = 5
"""40 bits, eight letters and digits: one of a million other names shares a token with a chance of 1 in a million."""


def content_hash(*held: Any) -> str:
    """32 hexadecimal digits made from values that JSON can write."""
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()[:ID_DIGITS]


def day_number(published: date | None) -> int:
    """The day as a number that sorts: 0 where it is not known, 1 to LAST_DAY else."""
    return min(max(published.toordinal() - _FIRST + 1, 1), LAST_DAY) if published else 0


def day_of(key: int) -> date | None:
    """The day of a key, None where it is not known; days before 1900 and after 2079 are told as the last ones within.

    >>> day_of(first_key(date(2023, 9, 5)))
    datetime.date(2023, 9, 5)
    """
    number = key >> DAY_SHIFT
    return date.fromordinal(_FIRST + number - 1) if number else None


def first_key(published: date) -> int:
    """The lowest key of a day."""
    return day_number(published) << DAY_SHIFT


def key_of(identifier: str, published: date | None) -> int:
    """The key of a report or reading with a hexadecimal id and a day of publication."""
    return day_number(published) << DAY_SHIFT | int(identifier[:12], 16) & ((1 << DAY_SHIFT) - 1)


def reading_id(report: str, reader: str) -> str:
    """The id of what one version of the reader read in one report."""
    return content_hash("reading", report, reader)


def claim_id(report: str, event: Mapping[str, Any], claim: Mapping[str, Any]) -> str:
    """The id of a claim: its report, what is told at which words, and on whose word. A newer reader that reads it alike
    gives it the same id."""
    chain = [(link["role"], link["name"]) for link in claim["chain"]]
    trigger = event["trigger"]
    told: Sequence[Any] = (event["type"], event["status"], trigger["start"], trigger["end"])
    return content_hash("claim", report, told, chain, [list(span.values()) for span in claim["content"]])


@lru_cache(maxsize=20_000)
def entity_key(entity: str) -> int:
    """The key of an entity with an id: 60 bits, so that among a million two share one with a chance of 1 in a million.

    >>> entity_key("country:RU") < 1 << 60
    True
    """
    return name_key(entity)


def name_key(*held: str) -> int:
    """The key, 60 bits, of what some texts tell together."""
    return int(hashlib.sha256("\0".join(held).encode()).hexdigest()[:15], 16)


@lru_cache(maxsize=20_000)
def token(field: str, value: str) -> str:
    """What stands in the search index for a value of a field (one letter): letters and digits only, so that every
    store cuts and compares it alike."""
    hashed = hashlib.sha256(value.encode()).digest()[:TOKEN_BYTES]
    return field + base64.b32encode(hashed).decode().lower()
