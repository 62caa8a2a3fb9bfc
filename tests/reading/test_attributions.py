"""The attribution layer on marked sentences, near misses and the invariants of every case.

In a case's `text` square brackets mark what must be found, and they nest: `[cue …]`, `[source …]`, `[content …]`,
`[told …]`. Of several attributions the second is marked `[cue2 …]`, `[content2 …]` and so on, in the order of their
cues; content marked twice has two pieces. `said` gives the rest of each, in the same order: `kind`, `stance`, `speaker`
(the source's own words where it is left out, "" where nobody can be told), `parent` (its number) and, where it matters,
`style`. Nothing else may be found. `near` sentences, and those of a `[[none]]` table, hold no attribution at all. A
case that is marked right and read wrong says why in `xfail` (`near_failing` with `near_xfail` for near misses).
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.knowledge import load_knowledge
from khabar.languages import load
from khabar.model import Attribution, Report, Span, Style
from khabar.reading.attributions import read_attributions
from khabar.reading.names import read_names
from khabar.reading.sheet import make_sheet
from khabar.reading.times import read_times
from khabar.text.document import build_document
from khabar.text.fold import fold

CASES = Path(__file__).parents[1] / "cases" / "attributions"
OPENING = regex.compile(r"\[(cue|source|content|told)(\d*) ")
WORD = regex.compile(r"[\p{L}\p{M}\p{N}\p{Cf}]")

Widened = tuple[int, int]


@cache
def read(text: str) -> tuple[Attribution, ...]:
    language = load("ar")
    document = build_document(Report(text), language)
    times = read_times(document, language)
    names = read_names(document, times, language, load_knowledge(language))
    return read_attributions(make_sheet(document, names, times, language), language)


def unmarked(marked: str) -> tuple[str, dict[tuple[str, int], list[Span]]]:
    """The plain text and what is marked in it: (what, number of the attribution) → spans."""
    text, spans, opened, at = "", {}, [], 0
    while at < len(marked):
        if opening := OPENING.match(marked, at):
            opened.append((opening[1], int(opening[2] or 1), len(text)))
            at = opening.end()
        elif marked[at] == "]":
            what, number, start = opened.pop()
            spans.setdefault((what, number), []).append(Span(start, len(text)))
            at += 1
        else:
            text, at = text + marked[at], at + 1
    assert not opened, marked
    return text, spans


def widened(text: str, span: Span | None) -> Widened | None:
    """A stretch as the whole written words that it touches, without the marks at its ends."""
    if span is None:
        return None
    start, end = span.start, span.end
    while start < end and not WORD.match(text[start]):
        start += 1
    while end > start and not WORD.match(text[end - 1]):
        end -= 1
    if start == end:
        return span.start, span.end
    while start and WORD.match(text[start - 1]):
        start -= 1
    while end < len(text) and WORD.match(text[end]):
        end += 1
    return start, end


def words(text: str, span: Span | None) -> str | None:
    stretch = widened(text, span)
    return text[slice(*stretch)] if stretch else None


def expected(text: str, spans: dict[tuple[str, int], list[Span]], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    out = []
    for number, one in enumerate(said, 1):
        source = spans.get(("source", number), [None])[0]
        row = {
            "cue": words(text, spans["cue", number][0]),
            "source": words(text, source),
            "content": tuple(words(text, piece) for piece in spans["content", number]),
            "told": words(text, spans.get(("told", number), [None])[0]),
            "speaker": one.get("speaker", words(text, source)) or None,
            "kind": one["kind"],
            "stance": one["stance"],
            "parent": f"a{one['parent']}" if "parent" in one else None,
        }
        out.append(row | ({"style": one["style"]} if "style" in one else {}))
    return out


def spellings(speaker: str | None) -> set[str]:
    """A speaker with and without what is written onto the first word."""
    first, _, rest = fold(speaker or "").partition(" ")
    return {f"{form} {rest}" for _, form in load("ar").info(first).variants} if first else set()


def found(text: str, attribution: Attribution) -> dict[str, Any]:
    return {
        "cue": words(text, attribution.cue),
        "source": words(text, attribution.source),
        "content": tuple(words(text, piece) for piece in attribution.content),
        "told": words(text, attribution.told),
        "speaker": attribution.speaker,
        "kind": attribution.kind.value,
        "stance": attribution.stance.value,
        "parent": attribution.parent,
        "style": attribution.style.value,
    }


def tables(name: str) -> list[dict[str, Any]]:
    files = sorted(CASES.glob("*.toml"))
    return [table for file in files for table in tomllib.loads(file.read_text("utf-8")).get(name, ())]


def cases() -> list[dict[str, Any]]:
    return tables("case")


def marked_cases() -> list[Any]:
    return [
        pytest.param(case, id=case["gloss"], marks=pytest.mark.xfail(strict=True, reason=case["xfail"]))
        if "xfail" in case
        else pytest.param(case, id=case["gloss"])
        for case in cases()
    ]


def near_misses() -> list[Any]:
    given = [*cases(), *tables("none")]
    near = [(text, "") for case in given for text in case.get("near", ())]
    failing = [(text, case["near_xfail"]) for case in given for text in case.get("near_failing", ())]
    return [
        pytest.param(text, marks=pytest.mark.xfail(strict=True, reason=reason)) if reason else pytest.param(text)
        for text, reason in (*near, *failing)
    ]


@pytest.mark.parametrize("case", marked_cases())
def test_marked_sentences(case: dict[str, Any]) -> None:
    text, spans = unmarked(case["text"])
    wanted = expected(text, spans, case["said"])
    attributions = read(text)
    got = [found(text, attribution) for attribution in attributions]
    for number, (attribution, one, row) in enumerate(zip(attributions, got, wanted, strict=False), 1):
        if attribution.cue.overlaps(spans["cue", number][0]):
            one["cue"] = row["cue"]
        if spellings(one["speaker"]) & spellings(row["speaker"]):
            one["speaker"] = row["speaker"]
    assert [{key: one[key] for key in row} for one, row in zip(got, wanted, strict=False)] == wanted
    assert [one["cue"] for one in got] == [row["cue"] for row in wanted]


@pytest.mark.parametrize("text", near_misses())
def test_near_misses(text: str) -> None:
    assert [(words(text, a.cue), [words(text, c) for c in a.content]) for a in read(text)] == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["gloss"])
def test_every_reading_is_sound(case: dict[str, Any]) -> None:
    text, _ = unmarked(case["text"])
    attributions = read(text)
    ids = [a.id for a in attributions]
    assert ids == [f"a{number}" for number in range(1, len(ids) + 1)]
    assert all(a.cue <= b.cue for a, b in pairwise(attributions))
    for attribution in attributions:
        spans = [attribution.cue, *attribution.content]
        spans += [s for s in (attribution.source, attribution.told, attribution.basis) if s is not None]
        assert all(0 <= s.start < s.end <= len(text) and s.of(text).strip() == s.of(text) for s in spans)
        assert attribution.content
        assert all(a.end <= b.start for a, b in pairwise(attribution.content))
        assert attribution.parent is None or attribution.parent in ids
        assert attribution.parent != attribution.id
        assert attribution.evidence.rule.startswith("attribution.")
        assert attribution.speaker is None or attribution.speaker in text


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["gloss"])
def test_no_chain_of_parents_closes_on_itself(case: dict[str, Any]) -> None:
    text, _ = unmarked(case["text"])
    by_id = {a.id: a for a in read(text)}
    for attribution in by_id.values():
        seen, at = set(), attribution
        while at.parent is not None:
            assert at.id not in seen
            seen.add(at.id)
            at = by_id[at.parent]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["gloss"])
def test_reading_twice_is_the_same(case: dict[str, Any]) -> None:
    text, _ = unmarked(case["text"])
    once = read(text)
    read.cache_clear()
    assert read(text) == once


def test_words_inside_quotation_marks_alone_are_direct_speech() -> None:
    styles = {
        "قال الوزير: «سنبقى هنا حتى النهاية».": Style.DIRECT,
        "قال الوزير إن القوات «ستبقى هنا حتى النهاية».": Style.MIXED,
        "قال الوزير إن القوات باقية.": Style.INDIRECT,
        "قال الوزير إن تنظيم «داعش» انسحب.": Style.INDIRECT,
    }
    assert {text: read(text)[0].style for text in styles} == styles


def test_a_report_without_words_has_no_attributions() -> None:
    assert read("") == ()
    assert read("\n\n") == ()
    assert read(":«»") == ()


PIECES = (
    "قال",
    "الوزير",
    "إن",
    "أن",
    "نقلت",
    "رويترز",
    "عن",
    "قوله",
    "بحسب",
    "حسبما",
    "الذي",
    "جاء في",
    "بيان",
    "مؤكدا",
)
MARKS = (":", "،", ".", "«", "»", '"', "\n\n", "(", ")", "-", "من", "لم", "هو", "2015")


@pytest.mark.parametrize("text", ["قال إن", "مؤكدا إن", "حسبما قال", "نقلت رويترز عن الوزير أن", "مؤكدا الوزير بحسب"])
def test_a_text_that_breaks_off_behind_a_cue_can_be_read(text: str) -> None:
    read(text)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES + MARKS), max_size=25).map(" ".join))
def test_any_run_of_words_can_be_read(text: str) -> None:
    attributions = read(text)
    assert all(a.content and a.cue.end <= len(text) for a in attributions)
    assert {a.parent for a in attributions} <= {a.id for a in attributions} | {None}
