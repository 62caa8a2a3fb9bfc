"""The JSON of a reading: the guide's keys, spans that slice back, and a reason for every piece."""

import json
from dataclasses import replace

import pytest
from tests.exports.sample import EMPTY, EVENTS, READING, TEXT

from khabar.exports.json_reading import event_to_dict, reading_to_dict
from khabar.exports.layers import Layer
from khabar.model import EventType, Status

# The keys of the annotation guide, layer by layer; the rest is what only a reader knows.
GUIDE = {
    "attributions": {"id", "cue", "source", "speaker", "kind", "content", "style", "stance", "told", "basis", "parent"},
    "events": {"id", "type", "trigger", "actors", "recipients", "places", "time", "status", "attribution"},
    "times": {"start", "end", "type", "value"},
    "names": {"start", "end", "type", "en"},
}
PARTICULARS = {"equipment", "casualties", "amounts"}
MORE = {
    "attributions": {"rule", "cues"},
    "events": {"mode", "contexts", "plover", "quad_class", "cameo", "rule", "cues"} | PARTICULARS,
    "times": {"rule", "cues"},
    "names": {"entity", "kind", "transliterated", "rule", "cues"},
}
RECORD = reading_to_dict(READING)


def spans(value):
    if isinstance(value, dict):
        if {"start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def test_the_report_stands_first():
    assert list(RECORD)[:6] == ["text", "publisher", "byline", "url", "published", "language"]
    assert (RECORD["text"], RECORD["published"]) == (TEXT, "2024-03-06")


@pytest.mark.parametrize("layer", GUIDE)
def test_every_record_has_the_keys_of_the_guide_and_its_reason(layer):
    assert RECORD[layer]
    for record in RECORD[layer]:
        assert set(record) == GUIDE[layer] | MORE[layer]
        assert record["rule"]


def test_a_span_is_start_and_end_only():
    trigger = RECORD["events"][0]["trigger"]
    assert set(trigger) == {"start", "end"}
    assert TEXT[trigger["start"] : trigger["end"]] == "سيلتقي"


def test_every_span_lies_in_the_text():
    found = list(spans(RECORD))
    assert len(found) > 50
    assert all(0 <= span["start"] < span["end"] <= len(TEXT) for span in found)


def test_it_is_json_and_comes_back_the_same():
    assert json.loads(json.dumps(RECORD, ensure_ascii=False)) == RECORD


def test_attributions_point_at_attributions_and_claims_at_events():
    ids = {record["id"] for record in RECORD["attributions"]}
    assert {record["parent"] for record in RECORD["attributions"]} - {None} <= ids
    assert {record["attribution"] for record in RECORD["events"]} - {None} <= ids
    assert {record["event"] for record in RECORD["claims"]} == {record["id"] for record in RECORD["events"]}


def test_a_chain_goes_from_the_publisher_to_the_evidence():
    chain = RECORD["claims"][1]["chain"]
    assert [link["role"] for link in chain] == ["publisher", "source", "source", "evidence"]
    assert set(chain[0]) == {"role", "name", "kind", "stance", "span", "attribution", "factuality"}
    assert (chain[0]["span"], chain[1]["stance"], chain[2]["attribution"]) == (None, "state", "a3")


def test_entities_have_their_mentions():
    muscat = next(entity for entity in RECORD["entities"] if entity["en"] == "Muscat")
    assert [TEXT[span["start"] : span["end"]] for span in muscat["mentions"]] == ["مسقط", "مسقط"]


def test_an_unknown_time_is_null():
    assert [record["value"] for record in RECORD["times"]] == ["2024-03-10", "2024-03-10", "2024-03-05", None]


def test_a_planned_meeting_is_an_agreement_in_plover_only():
    planned = event_to_dict(EVENTS[0])
    assert (planned["type"], planned["plover"]) == (EventType.CONSULT, EventType.AGREE)
    held = event_to_dict(replace(EVENTS[0], status=Status.OCCURRED))
    assert held["plover"] == EventType.CONSULT
    assert event_to_dict(replace(EVENTS[1], status=Status.PLANNED))["plover"] == EventType.ASSAULT


def test_layers_leave_the_others_out():
    assert list(reading_to_dict(READING, {Layer.TIMES}))[6:] == ["times"]


def test_an_empty_reading_has_empty_layers():
    record = reading_to_dict(EMPTY)
    assert [record[key] for key in (*GUIDE, "entities", "claims")] == [[]] * 6
    assert (record["publisher"], record["published"]) == (None, None)
