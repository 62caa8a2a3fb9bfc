"""What the archive keeps of the names in a reading: how each entity is written, and the part it has in each claim.

Rows that the one writer only has to put in. Not for: which entities are one (`archive.identity`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from khabar.archive.keys import entity_key, name_key
from khabar.archive.knowing import known_form
from khabar.archive.parties import Names
from khabar.text.fold import fold

ORIGIN = "origin"
ROLES = ("actors", "recipients", "places", ORIGIN)
"""The parts that an entity can have in a claim; `involvement.role` is the place in this list."""
_NATIONALITY, _COUNTRY = "nationality:country:", "country:"
"""A nation's own adjective stands for the nation: what Russians do is claimed of Russia."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of a report: its text and the named mentions of it."""

    text: str
    names: Names

    @classmethod
    def of(cls, text: str, layers: Mapping[str, Any], published: date | None = None) -> Naming:
        """Those of a reading with its layers as dictionaries, of a report published on a day."""
        return cls(text, Names.of(text, layers.get("names", ()), published))

    def appellations(self) -> Iterator[tuple[Any, ...]]:
        """Each way of writing each entity, once: key, id of the entity, type, folded form, English form, and 0 for not
        yet compared with others."""
        told = ((m["entity"], m["type"], self._form(m), m["en"] or "") for m in self.names.mentions if m["entity"])
        for one in dict.fromkeys(told):
            yield (name_key(*one), *one, 0)

    def involved(self, event: Mapping[str, Any], origin: Mapping[str, Any] | None) -> tuple[tuple[int, int], ...]:
        """The keys of the entities of a claim with their roles, each once and in order."""
        found = [(one, role) for role, part in enumerate(ROLES[:-1]) for one in self._within(event[part])]
        if origin is not None:
            last = len(ROLES) - 1
            found += ((one, last) for one in self._behind(origin))
        return tuple(sorted({(entity_key(bare(one)), role) for one, role in found}))

    def _form(self, mention: Mapping[str, Any]) -> str:
        return _folded(self.text[mention["start"] : mention["end"]])

    def _within(self, spans: Iterable[Mapping[str, int]]) -> Iterator[str]:
        for span in spans:
            yield from self.names.within(span["start"], span["end"])

    def _behind(self, origin: Mapping[str, Any]) -> Iterator[str]:
        """Who a claim comes from: the names in the words that tell it, or the one that the byline tells."""
        if origin["span"]:
            yield from self._within((origin["span"],))
        elif known := known_form(fold(origin["name"])):
            yield known


def bare(entity: str) -> str:
    """The id that claims of an entity are kept under.

    >>> bare("nationality:country:RU")
    'country:RU'
    """
    return _COUNTRY + entity.removeprefix(_NATIONALITY) if entity.startswith(_NATIONALITY) else entity


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return " ".join(fold(text).split())
