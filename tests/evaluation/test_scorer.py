"""The scorer on reports small enough to count by hand."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from evaluation.scorer import Row, Scores, ScoringError, Text, fold, overlap, same_speaker, score_folder, score_report

# "Reuters quoted an official as saying that the army shelled the city on Friday"
TEXT = "نقلت رويترز عن مسؤول قوله إن الجيش قصف المدينة الجمعة"
EMPTY_LAYERS: dict[str, list[Any]] = {"attributions": [], "events": [], "times": [], "names": []}
MEASURES = {
    "ATTRIBUTION",
    "CHAIN|typed",
    "CLAIM",
    "EVENT",
    "NAME",
    "TIME",
    *(f"attribution.{part}" for part in ("content", "cue", "kind", "source", "speaker", "stance", "style")),
    *("event.actors|typed", "event.recipients|typed", "event.status|typed", "event.trigger"),
    *("names.span", "times.span"),
}


def span(quote: str) -> dict[str, int]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote)}


def attribution(id_: str, cue: str, source: str, content: str, **marks: str | None) -> dict[str, Any]:
    return {
        "id": id_,
        "cue": span(cue),
        "source": span(source),
        "speaker": source,
        "content": [span(content)],
        "style": "indirect",
        "stance": "state",
        "told": None,
        "basis": None,
        **marks,
    }


def report() -> dict[str, Any]:
    """A relay of an unnamed official, one event under it, its time and one name."""
    clause = "الجيش قصف المدينة الجمعة"
    return {
        "text": TEXT,
        "attributions": [
            attribution("a1", "نقلت", "رويترز", f"عن مسؤول قوله إن {clause}", kind="media", parent=None),
            attribution("a2", "قوله", "مسؤول", clause, kind="unnamed", parent="a1"),
        ],
        "events": [
            {
                "id": "e1",
                "trigger": span("قصف"),
                "type": "ASSAULT",
                "actors": [span("الجيش")],
                "recipients": [span("المدينة")],
                "places": [],
                "time": span("الجمعة"),
                "status": "occurred",
                "attribution": "a2",
            }
        ],
        "times": [{**span("الجمعة"), "type": "DATE", "value": "2020-05-01"}],
        "names": [{**span("رويترز"), "type": "ORG", "en": "Reuters"}],
    }


def scored(**changes: Any) -> Scores:
    """The scores of a reading that departs from the gold in the layers given."""
    return score_report(report(), report() | changes)


def test_a_perfect_reading_scores_one_everywhere() -> None:
    scores = score_report(report(), report())
    assert set(scores.rows) == MEASURES
    assert {row.f1 for row in scores.rows.values()} == {1.0}
    assert scores.differences == ()


def test_an_empty_reading_scores_nothing_and_every_item_is_missed() -> None:
    scores = scored(**EMPTY_LAYERS)
    assert {(row.precision, row.recall, row.f1) for row in scores.rows.values()} == {(0.0, 0.0, 0.0)}
    assert scores.rows["ATTRIBUTION"] == Row(hit=0, gold=2, read=0)
    assert [difference.layer for difference in scores.differences] == [
        *("attributions", "attributions", "events", "times", "names")
    ]


def test_a_report_with_nothing_in_it_has_no_differences() -> None:
    nothing = {"text": TEXT, **EMPTY_LAYERS}
    assert score_report(nothing, nothing).differences == ()


def test_a_name_shifted_onto_the_next_word_is_found_but_not_right() -> None:
    name = span("رويترز عن")
    scores = scored(names=[{**name, "type": "ORG"}])
    assert scores.rows["names.span"].hit == 1
    assert scores.rows["NAME"].hit == 0


def test_a_span_that_cuts_a_clitic_off_still_stands_for_the_word() -> None:
    start = TEXT.index("الجيش")
    events = copy.deepcopy(report()["events"])
    events[0]["actors"] = [{"start": start + 2, "end": start + 5}]
    assert scored(events=events).rows["CLAIM"].f1 == 1.0


def test_a_time_needs_its_value() -> None:
    scores = scored(times=[{**span("الجمعة"), "type": "DATE", "value": "2020-05-08"}])
    assert (scores.rows["times.span"].hit, scores.rows["TIME"].hit) == (1, 0)
    assert [difference.what.split()[0] for difference in scores.differences] == ["missed", "spurious"]


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"status": "planned"}, "event.status|typed"),
        ({"actors": []}, "event.actors|typed"),
        ({"recipients": [span("الجيش")]}, "event.recipients|typed"),
        ({"attribution": "a1"}, "CHAIN|typed"),
        ({"attribution": None}, "CHAIN|typed"),
    ],
)
def test_a_claim_falls_with_any_of_its_parts(change: dict[str, Any], lost: str) -> None:
    scores = scored(events=[report()["events"][0] | change])
    assert scores.rows["EVENT"].f1 == 1.0
    assert scores.rows[lost].f1 == 0.0
    assert scores.rows["CLAIM"].f1 == 0.0


def test_a_wrong_type_loses_the_event_but_not_the_trigger() -> None:
    scores = scored(events=[report()["events"][0] | {"type": "COERCE"}])
    assert (scores.rows["event.trigger"].hit, scores.rows["EVENT"].hit) == (1, 0)


def test_a_speaker_in_another_spelling_is_the_same_speaker() -> None:
    attributions = report()["attributions"]
    attributions[1] |= {"speaker": "المسؤول", "source": None}
    assert scored(attributions=attributions).rows["ATTRIBUTION"].f1 == 1.0


def test_parents_in_a_ring_do_not_hang_the_scorer() -> None:
    attributions = report()["attributions"]
    attributions[0]["parent"] = "a2"
    assert scored(attributions=attributions).rows["CHAIN|typed"].hit == 1


def test_another_text_is_refused_with_the_reports_name() -> None:
    reading = report() | {"text": TEXT + "."}
    with pytest.raises(ScoringError, match="r7: the reading's text is not the gold text"):
        score_report(report(), reading, name="r7")


def test_overlap_and_folding() -> None:
    assert overlap(frozenset(), frozenset()) == 1.0
    assert overlap(frozenset({1}), frozenset()) == 0.0
    assert overlap(frozenset({1, 2}), frozenset({2, 3})) == 0.5
    assert fold("الأُمَّة") == fold("امه") == frozenset({"امه"})
    assert same_speaker(fold(None), fold(""))
    assert not same_speaker(fold("مسؤول"), fold(None))


def test_punctuation_belongs_to_no_word() -> None:
    text = Text.of("قال: نعم")
    assert text.words({"start": 3, "end": 4}) == frozenset()
    assert text.words(None) == frozenset()


def test_a_folder_counts_an_absent_reading_as_empty(tmp_path: Path) -> None:
    gold, read = tmp_path / "gold", tmp_path / "read"
    for folder, names in ((gold, ("one", "two")), (read, ("one",))):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.json").write_text(json.dumps(report()), encoding="utf-8")
    scores = score_folder(gold, read)
    assert scores.reports == 2
    assert scores.rows["NAME"] == Row(hit=1, gold=2, read=1)
    assert {difference.report for difference in scores.differences} == {"two"}


def test_an_empty_gold_folder_and_a_broken_reading_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScoringError, match="found none"):
        score_folder(tmp_path, tmp_path)
    (tmp_path / "one.json").write_text(json.dumps({"text": TEXT}), encoding="utf-8")
    with pytest.raises(ScoringError, match=r"one\.json: expected the keys"):
        score_folder(tmp_path, tmp_path)
