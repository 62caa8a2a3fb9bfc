"""The event layer on marked sentences, near misses and the invariants of every case.

In a case's `text` square brackets mark what must be found: `[trigger …]`, `[actor …]`, `[recipient …]`, several where
joined; `[trigger2 …]` is the trigger of an event that `also` describes. `type` and `status` belong to the first event.
Other events may stand beside it. `loose` leaves actors and recipients unasked. `near` sentences, and the texts of a
`[[none]]` table, hold no event at all. A case that is marked right and read wrong says why in `xfail`.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import regex

from khabar.knowledge import load_knowledge
from khabar.languages import load
from khabar.languages.events import event_lexicon
from khabar.model import Event, Report, Span
from khabar.ontology import context_label, event_type, mode
from khabar.reading.attributions import read_attributions
from khabar.reading.events import read_events
from khabar.reading.events.needs import CHECKS
from khabar.reading.names import read_names
from khabar.reading.sheet import make_sheet
from khabar.reading.times import read_times
from khabar.text.document import build_document

CASES = Path(__file__).parents[1] / "cases" / "events"
OPENING = regex.compile(r"\[(trigger2?|actor|recipient) ")
PUBLISHED = date(2015, 8, 8)


@cache
def read(text: str) -> tuple[Event, ...]:
    language = load("ar")
    document = build_document(Report(text, published=PUBLISHED), language)
    times = read_times(document, language)
    names = read_names(document, times, language, load_knowledge(language))
    sheet = make_sheet(document, names, times, language)
    return read_events(sheet, read_attributions(sheet, language), language)


def unmarked(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """The plain text, and the spans of each kind of mark."""
    text, spans, opened, at = "", {}, [], 0
    while at < len(marked):
        if opening := OPENING.match(marked, at):
            opened.append((opening[1], len(text)))
            at = opening.end()
        elif marked[at] == "]":
            what, start = opened.pop()
            spans.setdefault(what, []).append(Span(start, len(text)))
            at += 1
        else:
            text, at = text + marked[at], at + 1
    return text, spans


def tables(name: str) -> list[dict[str, Any]]:
    loaded = (tomllib.loads(file.read_text("utf-8")) for file in sorted(CASES.glob("*.toml")))
    return [case for table in loaded for case in table.get(name, ())]


def marked_cases() -> list[Any]:
    return [pytest.param(case, id=case["gloss"], marks=_failing(case)) for case in tables("case")]


def _failing(case: dict[str, Any]) -> list[Any]:
    return [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []


def at(events: tuple[Event, ...], span: Span) -> Event | None:
    return next((e for e in events if e.trigger.overlaps(span)), None)


def covered(spans: list[Span]) -> set[int]:
    return {i for s in spans for i in range(s.start, s.end)}


@pytest.mark.parametrize("case", marked_cases())
def test_an_event_is_found(case: dict[str, Any]) -> None:
    text, spans = unmarked(case["text"])
    events = read(text)
    found = next((e for e in (at(events, span) for span in spans["trigger"]) if e is not None), None)
    assert found is not None
    assert (found.type.value, found.status.value) == (case["type"], case["status"])
    for other in case.get("also", ()):
        second = at(events, spans["trigger2"][0])
        assert second is not None
        assert (second.type.value, second.status.value) == (other["type"], other["status"])


@pytest.mark.parametrize("case", [p for p in marked_cases() if not p.values[0].get("loose")])
def test_an_event_has_its_parties(case: dict[str, Any]) -> None:
    text, spans = unmarked(case["text"])
    events = read(text)
    found = next(e for e in (at(events, span) for span in spans["trigger"]) if e is not None)
    for name, read_spans in (("actor", found.actors), ("recipient", found.recipients)):
        gold, got = covered(spans.get(name, [])), covered(list(read_spans))
        shared = 2 * len(gold & got) / (len(gold) + len(got)) if gold or got else 1.0
        assert shared >= 0.6, (name, [s.of(text) for s in read_spans])


@pytest.mark.parametrize("text", [text for case in tables("case") for text in case.get("near", ())])
def test_a_near_miss_is_left_alone(text: str) -> None:
    assert [e.trigger.of(text) for e in read(text)] == []


@pytest.mark.parametrize("text", [text for case in tables("none") for text in case["texts"]])
def test_nothing_is_read_into(text: str) -> None:
    assert [e.trigger.of(text) for e in read(text)] == []


@pytest.mark.parametrize("case", marked_cases())
def test_invariants(case: dict[str, Any]) -> None:
    text, _ = unmarked(case["text"])
    events = read(text)
    assert [e.id for e in events] == [f"e{n + 1}" for n in range(len(events))]
    assert all(a.trigger.end <= b.trigger.start for a, b in pairwise(events))
    for event in events:
        assert event.evidence.cues[0] == event.trigger
        spans = (event.trigger, *event.actors, *event.recipients, *event.places)
        assert all(span.of(text).strip() for span in spans)
    read.cache_clear()
    assert read(text) == events


def test_every_trigger_has_a_known_mode_and_known_contexts() -> None:
    lexicon = event_lexicon(load("ar").folder)
    language = load("ar")
    seen = [t for word in ("قصف", "زار", "عقوبات", "تظاهر", "اعتقل") for t in _triggers(lexicon, language.info(word))]
    assert seen
    for trigger in seen:
        assert not trigger.mode or mode(trigger.type, trigger.mode) is not None
        assert all(context_label(context).en for context in trigger.contexts)
        assert event_type(trigger.type).label_en


def _triggers(lexicon: Any, info: Any) -> list[Any]:
    found = lexicon.find(info)
    return [*(t for _, t in found.verbs), *(t for _, t in found.masdars), *(n.trigger for _, n in found.nouns)]


def test_the_trigger_table_is_sound() -> None:
    rows = [line.split(",") for line in (load("ar").folder / "triggers.csv").read_text("utf-8").splitlines()[1:]]
    assert len(rows) >= 900
    assert len({(lemma, pos) for lemma, pos, *_ in rows}) == len(rows)
    for lemma, pos, kind, name, contexts, _, needs, *_ in rows:
        assert not needs or needs in CHECKS, (lemma, needs)
        assert pos in ("verb", "masdar", "noun", "phrase", "pair"), lemma
        record = event_type(kind)  # type: ignore[arg-type]
        assert not name or name in {m.id for m in record.modes}, (lemma, name)
        assert all(context_label(c) for c in contexts.split("|") if c), lemma
