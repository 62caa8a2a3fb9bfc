"""Entries of sanctions lists as the JSON that the archive keeps, and back; what is empty is left out.

Not for: storing it (`archive.lists`).
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from khabar.archive.keys import ID_DIGITS
from khabar.model import (
    Identifier,
    ListedCountry,
    ListedDate,
    ListedEntry,
    ListedKind,
    ListedName,
    NameQuality,
    SanctionsList,
)

_TEXTS = ("birth_places", "genders", "programs", "positions", "remarks", "linked_to")
"""Fields of an entry that are texts, one after the other."""
_HALF_PAIRS = dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")
"""What no store can hold."""


def content_of(entry: ListedEntry) -> str:
    """An entry as JSON with its fields in a fixed order: equal entries give equal texts.

    >>> content_of(ListedEntry("X.1", ListedKind.OTHER, (ListedName("Beta", NameQuality.PRIMARY),)))
    '{"id":"X.1","kind":"other","names":[{"text":"Beta","quality":"primary"}]}'
    """
    held: dict[str, Any] = {
        "id": entry.id,
        "kind": entry.kind.value,
        "names": [_full(text=one.text, quality=one.quality.value, note=one.note) for one in entry.names],
        "births": [_date(one) for one in entry.births],
        "nationalities": [_country(one) for one in entry.nationalities],
        "countries": [_country(one) for one in entry.countries],
        **{name: list(getattr(entry, name)) for name in _TEXTS},
        "listed_on": _date(entry.listed_on) if entry.listed_on else None,
        "identifiers": [_full(kind=one.kind, value=one.value, country=one.country) for one in entry.identifiers],
    }
    return storable(json.dumps(_full(**held), ensure_ascii=False, separators=(",", ":")))


def entry_of(content: str) -> ListedEntry:
    """From what `content_of` gave."""
    held: dict[str, Any] = json.loads(content)
    texts = {name: tuple(held[name]) for name in _TEXTS if name in held}
    return ListedEntry(
        id=held["id"],
        kind=ListedKind(held["kind"]),
        names=tuple(ListedName(one["text"], NameQuality(one["quality"]), one.get("note", "")) for one in held["names"]),
        births=tuple(map(_date_of, held.get("births", ()))),
        nationalities=tuple(map(_country_of, held.get("nationalities", ()))),
        countries=tuple(map(_country_of, held.get("countries", ()))),
        listed_on=_date_of(held["listed_on"]) if "listed_on" in held else None,
        identifiers=tuple(
            Identifier(one.get("kind", ""), one.get("value", ""), one.get("country", ""))
            for one in held.get("identifiers", ())
        ),
        **texts,
    )


def digest_of(listing: SanctionsList) -> str:
    """32 hexadecimal digits made from all that a list says: its format, its issue and its entries, in their order."""
    hashed = hashlib.sha256(f"{listing.format.value}\n{listing.issued}\n".encode())
    for entry in listing.entries:
        hashed.update(f"{content_of(entry)}\n".encode())
    return hashed.hexdigest()[:ID_DIGITS]


def storable(text: str) -> str:
    """A text without what no store can hold: character number nought, and halves of pairs of UTF-16."""
    return text if text.isascii() and "\0" not in text else text.translate(_HALF_PAIRS)


def _full(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _date(one: ListedDate) -> dict[str, Any]:
    return _full(iso=one.iso, text=one.text)


def _date_of(held: dict[str, str]) -> ListedDate:
    return ListedDate(held.get("iso", ""), held.get("text", ""))


def _country(one: ListedCountry) -> dict[str, Any]:
    return _full(code=one.code, text=one.text)


def _country_of(held: dict[str, str]) -> ListedCountry:
    return ListedCountry(held.get("code", ""), held.get("text", ""))
