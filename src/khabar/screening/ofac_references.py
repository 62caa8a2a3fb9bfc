"""What the numbers in OFAC's advanced XML stand for.

Not for: what uses them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from khabar.knowledge.countries import alpha2, country_code
from khabar.model import ListedCountry
from khabar.screening.markup import Element, attribute, local
from khabar.screening.words import tidy

_UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class References:
    """The values of ReferenceValueSets by their kind and number: their text, and their attributes."""

    _texts: dict[tuple[str, str], str] = field(default_factory=dict)
    _more: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def add(self, sets: Element) -> None:
        """Take in all values of a ReferenceValueSets element."""
        for group in sets:
            for value in group:
                key = (local(value), attribute(value, "ID"))
                self._texts[key] = tidy(value.text)
                self._more[key] = {str(name): tidy(held) for name, held in value.attrib.items()}

    def text(self, kind: str, number: str) -> str:
        """What a number of a kind stands for, "" where it is not there."""
        return self._texts.get((kind, number), "")

    def with_parent(self, kind: str, number: str, parent: str) -> Iterator[str]:
        """What a number stands for, and what the number of `parent` beside it does."""
        yield self.text(kind, number)
        yield self.text(parent, self._more.get((kind, number), {}).get(f"{parent}ID", ""))

    def country(self, number: str) -> ListedCountry | None:
        """The country of a number; None for one that is undetermined or not there."""
        words = self.text("Country", number)
        iso = self._more.get(("Country", number), {}).get("ISO2", "")
        return self._country(words or iso, iso)

    def area(self, number: str) -> ListedCountry | None:
        """The country of an area code, which the code's description names; None as in `country`."""
        words = self._more.get(("AreaCode", number), {}).get("Description", "")
        return self._country(words, self.text("AreaCode", number))

    def _country(self, words: str, iso: str) -> ListedCountry | None:
        if not words or words.lower() == _UNDETERMINED:
            return None
        return ListedCountry(country_code(words) or alpha2(iso), words)
