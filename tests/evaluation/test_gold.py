"""The gold is whole: its spans hold, its labels are allowed, and it covers what it is there to cover."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from evaluation.scorer import score_folder

GOLD = Path(__file__).parents[2] / "evaluation" / "gold"
REPORTS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))
}
Thing = dict[str, Any]

KINDS = {"person", "government", "organisation", "media", "document", "unnamed"}
STYLES = {"direct", "mixed", "indirect"}
STANCES = {
    *("state", "announce", "confirm", "warn", "urge", "accuse", "deny", "promise", "threaten", "expect", "think"),
    *("ask", "praise", "condemn"),
}
EVENT_TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
STATUSES = {"occurred", "ongoing", "planned", "possible", "conditional", "requested", "denied"}
TIME_TYPES = {"DATE", "TIME", "DURATION", "SET"}
NAME_TYPES = {"PER", "ORG", "GPE", "LOC", "FAC", "EQUIP", "NORP"}
DAY = r"\d{4}(-(\d{2}(-\d{2})?|W\d{2}|Q[1-4]|SU|WI|SP|FA))?"
TIME_VALUE = re.compile(
    rf"({DAY}(/{DAY})?|{DAY}T(\d{{2}}:\d{{2}}|MO|AF|EV|NI)|P(T?(\d+|X)[HMDWYDE]+)|XXXX-WXX-\d|(PAST|PRESENT|FUTURE)_REF)"
)
# One month in each of the calendars that Arabic papers use: common, Levant, Egypt and Gulf, Tunisia, Morocco, Hijri.
MONTHS = ("أبريل", "كانون الثاني", "يوليو", "جانفي", "غشت", "شعبان")
SECOND_CUES = {"قوله", "قولها", "قولهم"}


def is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) == "Mn"


def spans(report: Thing) -> Iterator[Thing]:
    for attribution in report["attributions"]:
        yield from (attribution[key] for key in ("cue", "source", "told", "basis") if attribution[key])
        yield from attribution["content"]
    for event in report["events"]:
        yield event["trigger"]
        yield from (event[key] for key in ("time",) if event[key])
        yield from (span for key in ("actors", "recipients", "places") for span in event[key])
    yield from report["times"]
    yield from report["names"]


def holds(outer: list[Thing], inner: Thing) -> bool:
    return any(span["start"] <= inner["start"] and inner["end"] <= span["end"] for span in outer)


def all_of(layer: str) -> list[Thing]:
    return [item for report in REPORTS.values() for item in report[layer]]


def links() -> Iterator[tuple[Thing, Thing]]:
    """Every attribution that sits inside another, with that other: (outer, inner)."""
    for report in REPORTS.values():
        by_id = {attribution["id"]: attribution for attribution in report["attributions"]}
        yield from ((by_id[inner["parent"]], inner) for inner in by_id.values() if inner["parent"])


@pytest.fixture(params=REPORTS, name="report")
def _report(request: pytest.FixtureRequest) -> Thing:
    return REPORTS[request.param]


# Integrity ------------------------------------------------------------------------------------------------------


def test_there_are_enough_reports_with_the_layout_they_should_have() -> None:
    assert len(REPORTS) >= 12
    keys = {"id", "text", "publisher", "byline", "url", "published", "attributions", "events", "times", "names"}
    for slug, report in REPORTS.items():
        assert set(report) == keys
        assert (report["id"], report["url"]) == (slug, f"https://example.org/{slug}")
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", report["published"])


def test_the_text_is_a_title_and_a_content(report: Thing) -> None:
    title, _, content = report["text"].partition("\n\n")
    assert title
    assert "\n" not in title
    assert content


def test_spans_slice_to_their_text_and_cut_no_word(report: Thing) -> None:
    text = report["text"]
    for span in spans(report):
        start, end = span["start"], span["end"]
        assert 0 <= start < end <= len(text)
        assert text[start:end] == span["text"]
        assert not (start and is_word(text[start - 1]) and is_word(text[start])), span
        assert not (end < len(text) and is_word(text[end - 1]) and is_word(text[end])), span


def test_spans_leave_out_the_punctuation_around_them(report: Thing) -> None:
    for span in spans(report):
        assert span["text"] == ":" or (is_word(span["text"][0]) and (is_word(span["text"][-1]) or ")" in span["text"]))


def test_names_and_times_stand_in_order_and_apart(report: Thing) -> None:
    for layer in ("names", "times"):
        items = report[layer]
        assert all(one["end"] <= other["start"] for one, other in pairwise(items)), layer


def test_ids_are_unique_and_parents_lead_out_without_a_ring(report: Thing) -> None:
    parents = {attribution["id"]: attribution["parent"] for attribution in report["attributions"]}
    assert len(parents) == len(report["attributions"])
    assert len({event["id"] for event in report["events"]}) == len(report["events"])
    for id_ in parents:
        seen, at = set(), id_
        while parents[at]:
            assert at not in seen
            seen.add(at)
            at = parents[at]


def test_labels_are_allowed(report: Thing) -> None:
    for attribution in report["attributions"]:
        assert attribution["kind"] in KINDS
        assert attribution["style"] in STYLES
        assert attribution["stance"] in STANCES
        assert attribution["content"]
        assert attribution["speaker"] is None or attribution["speaker"].strip()
    assert all(event["type"] in EVENT_TYPES and event["status"] in STATUSES for event in report["events"])
    assert all(name["type"] in NAME_TYPES and name["en"].isascii() for name in report["names"])


def test_times_have_values_in_timex_form(report: Thing) -> None:
    for time in report["times"]:
        assert time["type"] in TIME_TYPES
        assert TIME_VALUE.fullmatch(time["value"]), time


def test_an_inner_attribution_lies_in_the_content_of_its_parent() -> None:
    for outer, inner in links():
        assert all(holds(outer["content"], piece) for piece in inner["content"]), inner["id"]


def test_an_event_lies_in_the_content_of_its_attribution_and_its_time_is_a_time(report: Thing) -> None:
    contents = {attribution["id"]: attribution["content"] for attribution in report["attributions"]}
    times = {(time["start"], time["end"]) for time in report["times"]}
    for event in report["events"]:
        if event["attribution"]:
            assert holds(contents[event["attribution"]], event["trigger"]), event["id"]
        else:
            assert not any(holds(content, event["trigger"]) for content in contents.values()), event["id"]
        assert not event["time"] or (event["time"]["start"], event["time"]["end"]) in times


def test_the_gold_scores_one_against_itself() -> None:
    scores = score_folder(GOLD, GOLD)
    assert scores.differences == ()
    # A headline's colon touches no written word, so no reading can hit that cue.
    assert {row.f1 for name, row in scores.rows.items() if name != "attribution.cue"} == {1.0}


# Coverage -------------------------------------------------------------------------------------------------------


def test_every_event_type_occurs_twice_and_every_status() -> None:
    types = Counter(event["type"] for event in all_of("events"))
    assert set(types) == EVENT_TYPES
    assert min(types.values()) >= 2
    assert {event["status"] for event in all_of("events")} == STATUSES


def test_every_label_occurs() -> None:
    attributions = all_of("attributions")
    assert {attribution["kind"] for attribution in attributions} == KINDS
    assert {attribution["style"] for attribution in attributions} == STYLES
    assert {attribution["stance"] for attribution in attributions} == STANCES
    assert {time["type"] for time in all_of("times")} == TIME_TYPES
    assert {name["type"] for name in all_of("names")} == NAME_TYPES


def is_agency_of_anonymous(outer: Thing, inner: Thing) -> bool:
    return outer["kind"] == "media" and inner["kind"] == "unnamed" and "رفضت الكشف" in inner["source"]["text"]


def is_outlet_with_second_cue(outer: Thing, inner: Thing) -> bool:
    return "صحيفة" in outer["source"]["text"] and inner["cue"]["text"] in SECOND_CUES


def is_agency_after_the_fact(outer: Thing, inner: Thing) -> bool:
    return outer["kind"] == "media" and inner["cue"]["start"] < outer["cue"]["start"]


def is_person_in_a_document(outer: Thing, inner: Thing) -> bool:
    return outer["kind"] == "document" and inner["kind"] == "person" and inner["cue"]["text"] in SECOND_CUES


def is_pronoun(outer: Thing, inner: Thing) -> bool:
    return outer["kind"] == "media" and inner["source"] is not None and inner["source"]["text"] == "عنه"


def is_statement_in_a_statement(outer: Thing, inner: Thing) -> bool:
    return outer["kind"] == "person" and inner["speaker"] not in (None, outer["speaker"])


def is_denial_of_a_circulating_report(outer: Thing, inner: Thing) -> bool:
    return outer["stance"] == "deny" and inner["cue"]["text"] == "تردد"


@pytest.mark.parametrize(
    "shape",
    [
        is_agency_of_anonymous,
        is_outlet_with_second_cue,
        is_agency_after_the_fact,
        is_person_in_a_document,
        is_pronoun,
        is_statement_in_a_statement,
        is_denial_of_a_circulating_report,
    ],
)
def test_every_shape_of_chain_occurs(shape: Callable[[Thing, Thing], bool]) -> None:
    assert any(shape(outer, inner) for outer, inner in links())


def test_an_agency_is_told_and_a_headline_speaks_by_its_colon() -> None:
    attributions = all_of("attributions")
    assert any(a["told"] and a["told"]["text"].startswith("لوكالة") for a in attributions)
    assert any(a["cue"]["text"] == ":" and a["cue"]["start"] < 60 for a in attributions)


def test_times_of_every_kind_occur() -> None:
    texts = " ".join(time["text"] for time in all_of("times"))
    values = [time["value"] for time in all_of("times")]
    assert [month for month in MONTHS if month not in texts] == []
    assert any("/" in value for value in values)
    assert any(re.search(r"T\d{2}:\d{2}$", value) for value in values)
    assert any(value.startswith("PT") for value in values)


def test_one_foreign_name_is_spelled_in_two_ways_in_one_report() -> None:
    def forms(report: Thing, en: str) -> set[str]:
        return {n["text"] for n in report["names"] if (n["type"], n["en"]) == ("PER", en) and " " in n["text"]}

    assert any(len(forms(report, name["en"])) > 1 for report in REPORTS.values() for name in report["names"])


def test_a_quotation_never_closes_and_a_sentence_runs_over_two_paragraphs() -> None:
    assert any(report["text"].count('"') % 2 for report in REPORTS.values())
    assert any("\n\n" in span["text"] for report in REPORTS.values() for span in spans(report))
