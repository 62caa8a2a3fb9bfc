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
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

Words = frozenset[int]
"""Positions, in the list of a text's written words, of the words that a span touches."""

NOTHING: Words = frozenset()

WORD = re.compile(r"\w+")
VOWELS_AND_TATWEEL = re.compile("[\u064b-\u0652\u0640]")
ALEF_FORMS = re.compile("[\u0623\u0625\u0622\u0671]")
ONE_SPELLING = str.maketrans({"\u0629": "\u0647", "\u0649": "\u064a"})
ARTICLE = "\u0627\u0644"

# Thresholds of the gold's own scorer: noun phrases may differ in an apposition, contents in a trailing clause.
SAME_SOURCE = 0.5
SAME_CONTENT = 0.7
PAIRED_BY_CONTENT = 0.6
SAME_NOUN_PHRASES = 0.5
SAME_MENTION = 0.5
TRIGGER_REACH = 6
"""Triggers this many words apart still name one event when an actor or a recipient is shared."""

PARTS = ("cue", "source", "content", "speaker", "kind", "style", "stance")
LAYERS = ("attributions", "events", "times", "names")


class ScoringError(ValueError):
    """Gold and reading cannot be compared."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: how many items were hit, stand in the gold, and were read."""

    hit: int
    gold: int
    read: int

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 0 when nothing was read."""
        return self.hit / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 when the gold is empty."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a reading departs from the gold, in words for a person."""

    report: str
    layer: str
    what: str


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures by name, and every difference in the order of the reports."""

    rows: dict[str, Row]
    differences: tuple[Difference, ...]
    reports: int = 1


@dataclass(slots=True)
class Tally:
    """Counts hits, gold items and read items by measure while reports are scored."""

    hits: dict[str, int] = field(default_factory=dict)
    golds: dict[str, int] = field(default_factory=dict)
    reads: dict[str, int] = field(default_factory=dict)

    def add(self, measure: str, *, hit: int = 0, gold: int = 0, read: int = 0) -> None:
        """Add to one measure; a measure exists from the first time it is added to, even by nothing."""
        for counts, number in ((self.hits, hit), (self.golds, gold), (self.reads, read)):
            counts[measure] = counts.get(measure, 0) + number

    def rows(self) -> dict[str, Row]:
        """The measures by name, sorted."""
        return {name: Row(self.hits[name], self.golds[name], self.reads[name]) for name in sorted(self.hits)}


@dataclass(frozen=True, slots=True)
class AttributionWords:
    """An attribution with its spans as words; `label` says which it is in a difference."""

    id: str
    cue: Words
    source: Words
    content: Words
    speaker: frozenset[str]
    marks: tuple[str | None, str | None, str | None]
    parent: str | None
    label: str


@dataclass(frozen=True, slots=True)
class EventWords:
    """An event with its spans as words."""

    type: str
    trigger: Words
    actors: Words
    recipients: Words
    status: str
    attribution: str | None
    label: str


@dataclass(frozen=True, slots=True)
class MentionWords:
    """A time or a name: its words and the one value that must agree."""

    words: Words
    value: str
    label: str


# One text and its spans -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A report's raw text with the bounds of its written words."""

    raw: str
    bounds: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, raw: str) -> Text:
        """Cut `raw` into written words; punctuation belongs to none."""
        return cls(raw, tuple(match.span() for match in WORD.finditer(raw)))

    def words(self, span: Mapping[str, Any] | None) -> Words:
        """The words that `span` touches; none for an absent span."""
        if not span:
            return NOTHING
        start, end = span["start"], span["end"]
        return frozenset(at for at, (first, last) in enumerate(self.bounds) if first < end and last > start)

    def all_words(self, spans: Iterable[Mapping[str, Any]] | None) -> Words:
        """The words that any of `spans` touches."""
        return NOTHING.union(*(self.words(span) for span in spans or ()))

    def slice(self, span: Mapping[str, Any] | None) -> str:
        """What the span says, or a dash for an absent span."""
        return self.raw[span["start"] : span["end"]] if span else "-"


def overlap(one: Words, other: Words) -> float:
    """F1 of two sets of words; 1 when both are empty, 0 when one is."""
    if not one and not other:
        return 1.0
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def fold(name: str | None) -> frozenset[str]:
    """The words of a name in one spelling, without the Arabic article, so that titles and spellings may differ."""
    bare = ALEF_FORMS.sub("\u0627", VOWELS_AND_TATWEEL.sub("", name or "")).translate(ONE_SPELLING)
    return frozenset(_without_article(word) for word in WORD.findall(bare.lower()))


def _without_article(word: str) -> str:
    return word[len(ARTICLE) :] if word.startswith(ARTICLE) and len(word) > 4 else word


def same_speaker(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two folded names are one speaker: half of the shorter name's words are shared, or both are unknown."""
    if not one and not other:
        return True
    shared = len(one & other)
    return shared > 0 and shared >= 0.5 * min(len(one), len(other))


# From JSON to words ---------------------------------------------------------------------------------------------


def _attribution(item: Mapping[str, Any], text: Text) -> AttributionWords:
    content = item.get("content") or ()
    return AttributionWords(
        id=item["id"],
        cue=text.words(item.get("cue")),
        source=text.words(item.get("source")),
        content=text.all_words(content),
        speaker=fold(item.get("speaker")),
        marks=(item.get("kind"), item.get("style"), item.get("stance")),
        parent=item.get("parent"),
        label=f"{text.slice(item.get('cue'))} | {text.slice(item.get('source'))} | "
        + " … ".join(text.slice(piece) for piece in content),
    )


def _event(item: Mapping[str, Any], text: Text) -> EventWords:
    return EventWords(
        type=item["type"],
        trigger=text.words(item.get("trigger")),
        actors=text.all_words(item.get("actors")),
        recipients=text.all_words(item.get("recipients")),
        status=item["status"],
        attribution=item.get("attribution"),
        label=f"{item['type']} {text.slice(item.get('trigger'))}",
    )


def _mentions(items: Sequence[Mapping[str, Any]], text: Text, key: str) -> list[MentionWords]:
    return [MentionWords(text.words(item), item[key], f"{text.slice(item)} {item[key]}") for item in items]


# Pairing --------------------------------------------------------------------------------------------------------

Item = TypeVar("Item")


def pair(gold: Sequence[Item], read: Sequence[Item], weight: Callable[[Item, Item], float]) -> list[tuple[int, int]]:
    """Pair gold with read items one to one, greedily by falling weight.

    Items of weight 0 or less are never paired. Returns positions in `gold` and `read`, heaviest pair first;
    equal weights go in the order of the gold, then of the reading.
    """
    weights = ((weight(g, r), at_gold, at_read) for at_gold, g in enumerate(gold) for at_read, r in enumerate(read))
    candidates = sorted(((w, g, r) for w, g, r in weights if w > 0), key=lambda c: (-c[0], c[1], c[2]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, at_gold, at_read in candidates:
        if at_gold not in pairs and at_read not in taken:
            pairs[at_gold] = at_read
            taken.add(at_read)
    return list(pairs.items())


def attribution_weight(gold: AttributionWords, read: AttributionWords) -> float:
    """How surely two attributions are one: contents overlap, and either the cues touch or contents nearly agree."""
    shared = overlap(gold.content, read.content)
    cues_touch = bool(gold.cue & read.cue)
    if shared <= 0 or not (cues_touch or shared >= PAIRED_BY_CONTENT):
        return 0.0
    return shared + (1.0 if cues_touch else 0.0)


def event_weight(gold: EventWords, read: EventWords) -> float:
    """2 when the triggers touch, 1 when they are near and the events share an actor or a recipient, else 0."""
    if gold.trigger & read.trigger:
        return 2.0
    if not gold.trigger or not read.trigger:
        return 0.0
    distance = min(abs(one - other) for one in gold.trigger for other in read.trigger)
    shared = (gold.actors & read.actors) or (gold.recipients & read.recipients)
    return 1.0 if distance <= TRIGGER_REACH and shared else 0.0


def typed_event_weight(gold: EventWords, read: EventWords) -> float:
    """The event weight where the types agree, else 0."""
    return event_weight(gold, read) if gold.type == read.type else 0.0


def mention_weight(gold: MentionWords, read: MentionWords) -> float:
    """Overlap of two mentions where it suffices to call them one."""
    shared = overlap(gold.words, read.words)
    return shared if shared >= SAME_MENTION else 0.0


# Layers ---------------------------------------------------------------------------------------------------------


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


def _score_attributions(sides: Sides, tally: Tally) -> list[str]:
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
            wrong.append(f"gold {gold[at_gold].label} / read {read[at_read].label}")
    return wrong + _unpaired([a.label for a in gold], [a.label for a in read], pairs)


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


def _score_events(gold: list[EventWords], read: list[EventWords], sides: Sides, tally: Tally) -> list[str]:
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
            parts = ", ".join(measure.removesuffix("|typed") for measure, right in agrees.items() if not right)
            wrong.append(f"{gold[at_gold].label}: {parts} (status {gold[at_gold].status}/{read[at_read].status})")
    return wrong + _unpaired([e.label for e in gold], [e.label for e in read], pairs)


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


def _score_mentions(gold: list[MentionWords], read: list[MentionWords], layer: MentionLayer, tally: Tally) -> list[str]:
    found = pair(gold, read, mention_weight)
    good = [(g, r) for g, r in found if gold[g].value == read[r].value]
    counted = [(g, r) for g, r in good if not layer.exact or gold[g].words == read[r].words]
    tally.add(f"{layer.key}.span", hit=len(found), gold=len(gold), read=len(read))
    tally.add(layer.measure, hit=len(counted), gold=len(gold), read=len(read))
    return _unpaired([m.label for m in gold], [m.label for m in read], good)


def _unpaired(gold: Sequence[str], read: Sequence[str], pairs: Iterable[tuple[int, int]]) -> list[str]:
    pairs = list(pairs)
    found, used = {g for g, _ in pairs}, {r for _, r in pairs}
    missed = [f"missed {label}" for at, label in enumerate(gold) if at not in found]
    return missed + [f"spurious {label}" for at, label in enumerate(read) if at not in used]


# Reports and folders --------------------------------------------------------------------------------------------


def _score_into(gold: Mapping[str, Any], read: Mapping[str, Any], name: str, tally: Tally) -> list[Difference]:
    if gold["text"] != read["text"]:
        raise ScoringError(
            f"{name}: the reading's text is not the gold text ({len(read['text'])} code points, expected "
            f"{len(gold['text'])}); read the gold's own text, unchanged"
        )
    text = Text.of(gold["text"])
    sides = Sides(*([_attribution(item, text) for item in side["attributions"]] for side in (gold, read)))
    gold_events, read_events = ([_event(item, text) for item in side["events"]] for side in (gold, read))
    whats = {
        "attributions": _score_attributions(sides, tally),
        "events": _score_events(gold_events, read_events, sides, tally),
    }
    for layer in MENTION_LAYERS:
        gold_items, read_items = (_mentions(side[layer.key], text, layer.value) for side in (gold, read))
        whats[layer.key] = _score_mentions(gold_items, read_items, layer, tally)
    return [Difference(name, layer_name, what) for layer_name, layer_whats in whats.items() for what in layer_whats]


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
