"""An error report for people: what was missed and what was invented on the gold, in context, one page a gold folder.

    python -m evaluation.errors GOLD_DIR READ_DIR PAGE.html

The page stands alone: no script, no file beside it. Per layer it lists what the gold has and the reading lacks
(missed), what the reading has and the gold lacks (invented), and what both have otherwise (differs), each inside its
paragraph: gold spans are underlined, read spans are on a ground. Not for: counting (that is `evaluation.scorer`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jinja2

from evaluation.scorer import Row, score_folder
from evaluation.tally import Difference

LAYERS = {"attributions": "ATTRIBUTION", "events": "EVENT", "times": "TIME", "names": "NAME"}
"""The layers in the order of the page, each with the measure that sums it up."""
KINDS = ("missed", "invented", "differs")
SIDES = ("gold", "read")
CONTEXT = 160
"""Characters of the paragraph that are shown before and behind what differs."""
_SPANS = ("cue", "source", "content", "trigger", "actors", "recipients", "places", "time", "told", "basis")
_VALUES = ("type", "value", "en", "kind", "stance", "style", "status", "speaker")
_HOLDERS = ("attribution", "parent")
"""The parts that name another attribution by its id, which means nothing beside the other side's ids."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that the same spans cover; `classes` says which, by side and role."""

    text: str
    classes: str


@dataclass(frozen=True, slots=True)
class Line:
    """One part of an item, as the gold has it and as it was read; `differs` where the two are not the same."""

    part: str
    gold: str
    read: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One difference as the page shows it."""

    report: str
    kind: str
    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The differences of one layer, by kind, under the figures of its measure."""

    layer: str
    row: Row
    entries: Mapping[str, Sequence[Entry]]


def kind_of(difference: Difference) -> str:
    """missed, invented or differs."""
    if difference.read is None:
        return "missed"
    return "invented" if difference.gold is None else "differs"


def spans_of(item: Mapping[str, Any] | None) -> Iterator[tuple[str, int, int]]:
    """The spans of an item as (role, start, end); of a name or time its own span."""
    if item is None:
        return
    if "start" in item:
        yield "span", item["start"], item["end"]
    for role in _SPANS:
        held = item.get(role)
        for span in held if isinstance(held, list) else [held]:
            if isinstance(span, Mapping):
                yield role, span["start"], span["end"]


def window(text: str, spans: Sequence[tuple[str, int, int]]) -> tuple[int, int]:
    """What of the text is shown: the spans with some words around them, inside their paragraphs."""
    first, last = min(start for _, start, _ in spans), max(end for _, _, end in spans)
    begin = max(text.rfind("\n", 0, first) + 1, first - CONTEXT)
    newline = text.find("\n", last)
    end = min(newline if newline >= 0 else len(text), last + CONTEXT)
    while begin > 0 and not text[begin - 1].isspace() and begin < first:
        begin += 1
    while end < len(text) and not text[end].isspace() and end > last:
        end -= 1
    return begin, end


def pieces(text: str, sides: Mapping[str, Sequence[tuple[str, int, int]]]) -> tuple[Piece, ...]:
    """The shown text cut where a span of either side begins or ends."""
    spans = [span for side in SIDES for span in sides[side]]
    begin, end = window(text, spans)
    cuts = sorted({begin, end, *(at for _, first, last in spans for at in (first, last) if begin < at < end)})
    return tuple(Piece(text[one:other], " ".join(_classes(sides, one))) for one, other in pairwise(cuts))


def _classes(sides: Mapping[str, Sequence[tuple[str, int, int]]], at: int) -> Iterator[str]:
    for side in SIDES:
        roles = sorted({role for role, first, last in sides[side] if first <= at < last})
        if roles:
            yield side
            yield from (f"{side}-{role}" for role in roles)


@dataclass(frozen=True, slots=True)
class Side:
    """A report as one side has it: its text, and its attributions by id."""

    text: str
    attributions: Mapping[str, Mapping[str, Any]]

    @classmethod
    def load(cls, path: Path) -> Side:
        """The side of a file; one that is not there has nothing."""
        if not path.exists():
            return cls("", {})
        record = json.loads(path.read_text(encoding="utf-8"))
        return cls(record["text"], {one["id"]: one for one in record["attributions"]})

    def shown(self, item: Mapping[str, Any] | None, part: str) -> str:
        """A part of an item in words."""
        held = item.get(part) if item is not None else None
        if part not in _HOLDERS:
            return self._words(held)
        holder = self.attributions.get(held or "")
        return f"{self._words(holder['cue'])} ({holder.get('speaker') or '-'})" if holder else ""

    def _words(self, held: Any) -> str:
        if isinstance(held, Mapping):
            return self.text[held["start"] : held["end"]]
        if isinstance(held, list):
            return " · ".join(map(self._words, held))
        return held if isinstance(held, str) else ""


def lines(gold: Side, read: Side, difference: Difference) -> tuple[Line, ...]:
    """The parts of an item side by side, without those that neither side has."""
    parts = (*_SPANS, *_VALUES, *_HOLDERS)
    told = ((part, gold.shown(difference.gold, part), read.shown(difference.read, part)) for part in parts)
    both = kind_of(difference) == "differs"
    return tuple(Line(part, one, other, both and one != other) for part, one, other in told if one or other)


def entry(gold: Side, read: Side, difference: Difference) -> Entry:
    """A difference with its context."""
    sides = {side: list(spans_of(getattr(difference, side))) for side in SIDES}
    return Entry(difference.report, kind_of(difference), pieces(gold.text, sides), lines(gold, read, difference))


def sections(gold: Path, read: Path) -> list[Section]:
    """The page's content for a folder of gold and one of readings; ScoringError where they do not fit."""
    scores = score_folder(gold, read)
    sides = {path.stem: (Side.load(path), Side.load(read / path.name)) for path in gold.glob("*.json")}
    out = []
    for layer, measure in LAYERS.items():
        entries = [entry(*sides[d.report], d) for d in scores.differences if d.layer == layer]
        by_kind = {kind: [e for e in entries if e.kind == kind] for kind in KINDS}
        out.append(Section(layer, scores.rows[measure], by_kind))
    return out


def page(gold: Path, read: Path) -> str:
    """The whole page as HTML."""
    return _template().render(folder=gold.name, sections=sections(gold, read), kinds=KINDS)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    return environment.from_string((Path(__file__).parent / "templates" / "errors.html.j2").read_text(encoding="utf-8"))


def main() -> None:
    """Write the page of two folders."""
    parser = argparse.ArgumentParser(description="Write a page of what a reader missed and invented on the gold.")
    parser.add_argument("gold", type=Path, help="folder of gold reports")
    parser.add_argument("read", type=Path, help="folder of readings, named alike")
    parser.add_argument("page", type=Path, help="the page to write (HTML)")
    arguments = parser.parse_args()
    arguments.page.parent.mkdir(parents=True, exist_ok=True)
    arguments.page.write_text(page(arguments.gold, arguments.read), encoding="utf-8")
    print(f"written: {arguments.page}")


if __name__ == "__main__":
    main()
