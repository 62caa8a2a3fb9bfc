"""Compare readings of reports with their gold annotations, layer by layer.

For: precision, recall and F1 of attributions, events, claims, chains, times and names, so that the project can
hold its floors. Not for: producing readings, or deciding which floor holds.

Gold and reading share one layout, one JSON file a report, named alike: `text`, `attributions`, `events`, `times`
and `names` (see `gold/README.md`). Spans are `{"start", "end"}` in code points of the raw text, end exclusive;
keys that are not scored are ignored. Matching is by written words: a span stands for the set of words that it
touches, so a reader that cuts clitics off or takes punctuation in loses nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from evaluation.pairing import attribution_weight, event_weight, mention_weight, pair, typed_event_weight
from evaluation.tally import Difference, Row, Scores, Tally
from evaluation.words import (
    AttributionWords,
    EventWords,
    MentionWords,
    Text,
    attribution_words,
    event_words,
    fold,
    mention_words,
    overlap,
    same_speaker,
)

__all__ = [
    "Difference",
    "Row",
    "Scores",
    "ScoringError",
    "Text",
    "fold",
    "overlap",
    "same_speaker",
    "score_folder",
    "score_report",
    "table",
]

# Thresholds of the gold's own scorer: noun phrases may differ in an apposition, contents in a trailing clause.
SAME_SOURCE = 0.5
SAME_CONTENT = 0.7
SAME_NOUN_PHRASES = 0.5

PARTS = ("cue", "source", "content", "speaker", "kind", "style", "stance")
LAYERS = ("attributions", "events", "times", "names")


class ScoringError(ValueError):
    """Gold and reading cannot be compared."""


Labelled: TypeAlias = AttributionWords | EventWords | MentionWords
"""An item of a layer that can say which one it is."""


@dataclass(frozen=True, slots=True)
class Departure:
    """A difference that does not yet know its report and layer; the fields are those of `Difference`."""

    what: str
    gold: Mapping[str, Any] | None
    read: Mapping[str, Any] | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """The attributions of both sides, for the chains of events."""

    gold: list[AttributionWords]
    read: list[AttributionWords]


def agreement(gold: AttributionWords, read: AttributionWords) -> dict[str, bool]:
    """Which parts of two paired attributions agree, by part."""
    spans = (
        bool(gold.cue & read.cue),
        overlap(gold.source, read.source) >= SAME_SOURCE,
        overlap(gold.content, read.content) >= SAME_CONTENT,
        same_speaker(gold.speaker, read.speaker),
    )
    marks = (one == other for one, other in zip(gold.marks, read.marks, strict=True))
    return dict(zip(PARTS, (*spans, *marks), strict=True))


def _score_attributions(sides: Sides, tally: Tally) -> list[Departure]:
    gold, read = sides.gold, sides.read
    for measure in ("ATTRIBUTION", *(f"attribution.{part}" for part in PARTS)):
        tally.add(measure, gold=len(gold), read=len(read))
    pairs = pair(gold, read, attribution_weight)
    wrong = []
    for at_gold, at_read in pairs:
        agrees = agreement(gold[at_gold], read[at_read])
        for part, right in agrees.items():
            tally.add(f"attribution.{part}", hit=right)
        good = (agrees["source"] or agrees["speaker"]) and agrees["content"]
        tally.add("ATTRIBUTION", hit=good)
        if not good:
            parts = tuple(part for part, right in agrees.items() if not right)
            what = f"gold {gold[at_gold].label} / read {read[at_read].label}"
            wrong.append(Departure(what, gold[at_gold].item, read[at_read].item, parts))
    return wrong + _unpaired(gold, read, pairs)


def chain(event: EventWords, attributions: Sequence[AttributionWords]) -> list[AttributionWords]:
    """The attributions that hold an event, from the innermost out; a ring of parents is walked once."""
    by_id = {attribution.id: attribution for attribution in attributions}
    links: list[AttributionWords] = []
    seen: set[str] = set()
    link = by_id.get(event.attribution) if event.attribution else None
    while link and link.id not in seen:
        seen.add(link.id)
        links.append(link)
        link = by_id.get(link.parent) if link.parent else None
    return links


def same_chain(gold: Sequence[AttributionWords], read: Sequence[AttributionWords]) -> bool:
    """Whether two chains name the same sources, link by link."""
    return len(gold) == len(read) and all(
        same_speaker(one.speaker, other.speaker) or overlap(one.source, other.source) >= SAME_SOURCE
        for one, other in zip(gold, read, strict=True)
    )


def event_agreement(gold: EventWords, read: EventWords, sides: Sides) -> dict[str, bool]:
    """Which parts of two paired events agree, by measure."""
    return {
        "event.actors|typed": overlap(gold.actors, read.actors) >= SAME_NOUN_PHRASES,
        "event.recipients|typed": overlap(gold.recipients, read.recipients) >= SAME_NOUN_PHRASES,
        "event.status|typed": gold.status == read.status,
        "CHAIN|typed": same_chain(chain(gold, sides.gold), chain(read, sides.read)),
    }


def _score_events(gold: list[EventWords], read: list[EventWords], sides: Sides, tally: Tally) -> list[Departure]:
    pairs = pair(gold, read, typed_event_weight)
    tally.add("event.trigger", hit=len(pair(gold, read, event_weight)), gold=len(gold), read=len(read))
    tally.add("EVENT", hit=len(pairs), gold=len(gold), read=len(read))
    tally.add("CLAIM", gold=len(gold), read=len(read))
    wrong = []
    for at_gold, at_read in pairs:
        agrees = event_agreement(gold[at_gold], read[at_read], sides)
        for measure, right in agrees.items():
            tally.add(measure, hit=right, gold=1, read=1)
        tally.add("CLAIM", hit=all(agrees.values()))
        if not all(agrees.values()):
            parts = tuple(measure.removesuffix("|typed") for measure, right in agrees.items() if not right)
            statuses = f"(status {gold[at_gold].status}/{read[at_read].status})"
            what = f"{gold[at_gold].label}: {', '.join(parts)} {statuses}"
            wrong.append(Departure(what, gold[at_gold].item, read[at_read].item, parts))
    return wrong + _unpaired(gold, read, pairs)


@dataclass(frozen=True, slots=True)
class MentionLayer:
    """How a layer of mentions is scored: its key in the JSON, its value, its measure, and whether bounds count."""

    key: str
    value: str
    measure: str
    exact: bool


MENTION_LAYERS = (
    MentionLayer("times", "value", "TIME", exact=False),
    MentionLayer("names", "type", "NAME", exact=True),
)


def _score_mentions(
    gold: list[MentionWords], read: list[MentionWords], layer: MentionLayer, tally: Tally
) -> list[Departure]:
    found = pair(gold, read, mention_weight)
    good = [(g, r) for g, r in found if gold[g].value == read[r].value]
    counted = [(g, r) for g, r in good if not layer.exact or gold[g].words == read[r].words]
    tally.add(f"{layer.key}.span", hit=len(found), gold=len(gold), read=len(read))
    tally.add(layer.measure, hit=len(counted), gold=len(gold), read=len(read))
    return _unpaired(gold, read, good)


def _unpaired(gold: Sequence[Labelled], read: Sequence[Labelled], pairs: Iterable[tuple[int, int]]) -> list[Departure]:
    pairs = list(pairs)
    found, used = {g for g, _ in pairs}, {r for _, r in pairs}
    missed = [Departure(f"missed {one.label}", one.item, None) for at, one in enumerate(gold) if at not in found]
    return missed + [
        Departure(f"spurious {one.label}", None, one.item) for at, one in enumerate(read) if at not in used
    ]


def _score_into(gold: Mapping[str, Any], read: Mapping[str, Any], name: str, tally: Tally) -> list[Difference]:
    if gold["text"] != read["text"]:
        raise ScoringError(
            f"{name}: the reading's text is not the gold text ({len(read['text'])} code points, expected "
            f"{len(gold['text'])}); read the gold's own text, unchanged"
        )
    text = Text.of(gold["text"])
    sides = Sides(*([attribution_words(item, text) for item in side["attributions"]] for side in (gold, read)))
    gold_events, read_events = ([event_words(item, text) for item in side["events"]] for side in (gold, read))
    whats = {
        "attributions": _score_attributions(sides, tally),
        "events": _score_events(gold_events, read_events, sides, tally),
    }
    for layer in MENTION_LAYERS:
        gold_items, read_items = (mention_words(side[layer.key], text, layer.value) for side in (gold, read))
        whats[layer.key] = _score_mentions(gold_items, read_items, layer, tally)
    return [
        Difference(name, layer, found.what, found.gold, found.read, found.parts)
        for layer, departures in whats.items()
        for found in departures
    ]


def score_report(gold: Mapping[str, Any], read: Mapping[str, Any], name: str = "report") -> Scores:
    """Score one reading against one gold report.

    Both are dictionaries in the gold's layout; `name` stands in differences and errors.
    Raises ScoringError when the reading's text is not the gold text.

    >>> empty = {"text": "", "attributions": [], "events": [], "times": [], "names": []}
    >>> score_report(empty, empty).rows["NAME"]
    Row(hit=0, gold=0, read=0)
    """
    tally = Tally()
    differences = _score_into(gold, read, name, tally)
    return Scores(tally.rows(), tuple(differences))


def score_folder(gold: Path, read: Path) -> Scores:
    """Score a folder of readings against a folder of gold reports, file by file of the same name.

    A gold report without a reading counts as read with nothing found; readings without gold are passed over.
    Raises ScoringError when the gold folder holds no report or a reading's text differs.
    """
    paths = sorted(gold.glob("*.json"))
    if not paths:
        raise ScoringError(f"{gold}: expected gold reports (*.json), found none")
    tally = Tally()
    differences: list[Difference] = []
    for path in paths:
        report = _load(path)
        other = read / path.name
        reading = _load(other) if other.exists() else {"text": report["text"]} | {layer: [] for layer in LAYERS}
        differences += _score_into(report, reading, path.stem, tally)
    return Scores(tally.rows(), tuple(differences), len(paths))


def _load(path: Path) -> dict[str, Any]:
    report = json.loads(path.read_text(encoding="utf-8"))
    absent = [key for key in ("text", *LAYERS) if key not in report]
    if absent:
        raise ScoringError(f"{path}: expected the keys text, {', '.join(LAYERS)}; {', '.join(absent)} not there")
    return dict(report)


def table(scores: Scores) -> str:
    """The measures as aligned text, one a line."""
    lines = [
        f"{name:24} P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}"
        f"   ({row.hit} of {row.gold} gold, {row.read} read)"
        for name, row in scores.rows.items()
    ]
    return "\n".join([f"{scores.reports} reports", *lines])


def main() -> None:
    """Print the measures of a folder of readings, and on request what differs."""
    parser = argparse.ArgumentParser(description="Score readings against gold reports.")
    parser.add_argument("gold", type=Path, help="folder of gold reports")
    parser.add_argument("read", type=Path, help="folder of readings, named alike")
    parser.add_argument("--differences", type=int, default=0, metavar="N", help="list the first N differences")
    arguments = parser.parse_args()
    scores = score_folder(arguments.gold, arguments.read)
    print(table(scores))
    for difference in scores.differences[: arguments.differences]:
        print(f"{difference.report} {difference.layer}: {difference.what}")


if __name__ == "__main__":
    main()
