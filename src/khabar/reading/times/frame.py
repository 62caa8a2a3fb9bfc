"""What a rule caught, and what its meaning may be counted from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from khabar.languages.times import TimeLexicon
from khabar.model import TimeType


@dataclass(frozen=True, slots=True)
class Reading:
    """The type and TIMEX3 value of an expression; the value is None where nothing is known to count from."""

    type: TimeType
    value: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a phrase.

    `previous` is the value of the nearest earlier date in the report, `nearby` the same if it stands in the same
    sentence. `direction` tells whether the words look ahead ("future"), back ("past") or neither ("").
    """

    published: date | None
    previous: str | None = None
    nearby: str | None = None
    direction: Callable[[], str] = lambda: ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots that a phrase filled, as written (folded), and the presets of its rule."""

    lexicon: TimeLexicon
    caught: Mapping[str, str]
    origins: Mapping[str, frozenset[str]]
    presets: Mapping[str, str] = field(default_factory=dict)

    def has(self, slot: str) -> bool:
        """Whether a slot was filled or preset."""
        return slot in self.caught or slot in self.presets

    def value(self, slot: str) -> str:
        """What a slot stands for in the table it was caught from ("" where it was not filled)."""
        if slot in self.presets:
            return self.presets[slot]
        table = self.table(slot)
        return self.lexicon.value(table, self.caught[slot]) or "" if table else ""

    def table(self, slot: str) -> str:
        """The table that the form in a slot was caught from ("" for none); of several the one with the fewest rows."""
        form = self.caught.get(slot)
        if not form:
            return ""
        tables = sorted(self.origins.get(slot, ()), key=lambda name: (len(self.lexicon.tables[name]), name))
        return next((table for table in tables if self.lexicon.value(table, form)), "")

    def without(self, *slots: str) -> Frame:
        """The same frame with some slots empty."""
        caught = {slot: form for slot, form in self.caught.items() if slot not in slots}
        return Frame(self.lexicon, caught, self.origins, self.presets)

    def digits(self, slot: str) -> int | None:
        """The whole number written in a slot of digits."""
        text = self.presets.get(slot) or self.caught.get(slot)
        return int(text) if text else None

    def number(self, slot: str) -> float | None:
        """The number written in a slot, in digits or words."""
        text = self.value(slot) or self.caught.get(slot)
        return self.lexicon.number(text) if text else None


def presets(give: str) -> dict[str, str]:
    """The argument of a rule as slots: `unit=W count=2`."""
    return dict(item.split("=", 1) for item in give.split())
