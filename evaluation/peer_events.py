"""How often the right event type is found in the sentences of a peer's gold set, and how many events beside it.

The set is a JSON list of sentences, each with `text`, `event_type` (a PLOVER type), and the words of its verb and
actors (`verb_gold`, `source_gold`, `target_gold`), as UniversalPetrarch's Arabic gold standard records have them. A
sentence counts as found when one of the events read from it has the type; as found with its actors when that event's
actors share a word with `source_gold` (and its recipients with `target_gold`, where given). Every event of another type
is extra: over-production is what such coders are blamed for.

    python -m evaluation.peer_events FILE...
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabar.model import Event, Report, Span
from khabar.reading.pipeline import read_report


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over sentences: with the right type, with the right parties too; and events of other types."""

    sentences: int
    typed: int
    parties: int
    extra: int

    def line(self, name: str) -> str:
        """The shares, for people."""
        typed, parties = self.typed / self.sentences, self.parties / self.sentences
        return (
            f"{name}: {self.sentences} sentences, right type {self.typed} ({typed:.1%}), with parties "
            f"{self.parties} ({parties:.1%}), extra events a sentence {self.extra / self.sentences:.2f}"
        )


def score(rows: Sequence[Mapping[str, Any]]) -> Score:
    """The counts over all sentences of a set (at least one)."""
    typed = parties = extra = 0
    for row in rows:
        events = read_report(Report(row["text"])).events
        right = [e for e in events if e.type.value == row["event_type"]]
        typed += bool(right)
        parties += any(_fits(row, event) for event in right)
        extra += len(events) - len(right)
    return Score(len(rows), typed, parties, extra)


def _fits(row: Mapping[str, Any], event: Event) -> bool:
    text = row["text"]
    return _shares(row["source_gold"], event.actors, text) and _shares(row["target_gold"], event.recipients, text)


def _shares(gold: str, spans: Iterable[Span], text: str) -> bool:
    """Whether the gold words are empty or one of them stands in the spans."""
    words = gold.split()
    return not words or any(word in span.of(text) for span in spans for word in words)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path, help="gold sets (JSON)")
    for file in parser.parse_args(arguments).files:
        print(score(json.loads(file.read_text(encoding="utf-8"))).line(file.stem))


if __name__ == "__main__":
    main()
