"""Rich text in two directions: wrapped to the width at hand, every line closed in itself.

Not for: reordering letters. A terminal that knows Arabic orders it by itself; isolates tell it what belongs together.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from khabar.exports.bidi import LRM, balance, isolate
from khabar.exports.summary import Phrase
from khabar.ontology import Label

ARABIC, ENGLISH, FAINT = "bold", "dim", "dim"


class Bidi:
    """Text that may hold isolates; whatever line a wrap cuts, each is closed at its end and opened again."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = self.text.wrap(console, options.max_width, overflow="fold")
        for line, (before, after) in zip(lines, balance(line.plain for line in lines), strict=True):
            line.rstrip()
            yield Text.assemble(before, line, after)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)


def written(phrase: Phrase, style: str = ARABIC) -> Text:
    """Words of the report, and behind them their English in brackets."""
    return Text.assemble((isolate(phrase.text), style), *english(phrase.english))


def english(words: str) -> list[tuple[str, str]]:
    """English in brackets after a blank; nothing for none."""
    return [(f" ({words})", ENGLISH)] if words else []


def named(label: Label, style: str = "") -> Text:
    """A label in English and Arabic."""
    return Text.assemble((label.en, style), " ", (isolate(label.ar), style or FAINT))


def joined(parts: Iterable[Text], between: str = ", ") -> Text:
    """Texts one after the other, always from left to right.

    The marks around `between` hold the order in terminals that know no isolates: there an arrow between two Arabic
    names would otherwise stand between them the other way round, and point at who acted.
    """
    return Text(f"{LRM}{between}{LRM}").join(list(parts))
