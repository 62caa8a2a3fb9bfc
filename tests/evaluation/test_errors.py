"""The error page on a reading that departs from its gold in known places."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from evaluation.errors import CONTEXT, kind_of, page, pieces, sections, window
from evaluation.tally import Difference

# "The army shelled the city <on> Friday. Reuters said so."
TEXT = "عنوان\n\nقصف الجيش المدينة <يوم> الجمعة. قالت رويترز إن الجيش انسحب."


def span(quote: str) -> dict[str, int]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote)}


def event(status: str) -> dict[str, Any]:
    return {
        "id": "e1",
        "trigger": span("قصف"),
        "type": "ASSAULT",
        "actors": [span("الجيش")],
        "recipients": [span("المدينة")],
        "places": [],
        "time": None,
        "status": status,
        "attribution": None,
    }


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Gold and reading: an event of another status, a name missed, a time invented."""
    layers: dict[str, Any] = {"text": TEXT, "attributions": [], "events": [], "times": [], "names": []}
    gold = layers | {"events": [event("occurred")], "names": [{**span("رويترز"), "type": "ORG", "en": "Reuters"}]}
    read = layers | {"events": [event("planned")], "times": [{**span("الجمعة"), "type": "DATE", "value": "2020"}]}
    for name, record in (("gold", gold), ("read", read)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "r.json").write_text(json.dumps(record), encoding="utf-8")
    return tmp_path / "gold", tmp_path / "read"


def test_every_difference_stands_under_its_layer_and_kind(folders: tuple[Path, Path]) -> None:
    found = {(s.layer, kind): len(entries) for s in sections(*folders) for kind, entries in s.entries.items()}
    assert {key: number for key, number in found.items() if number} == {
        ("events", "differs"): 1,
        ("names", "missed"): 1,
        ("times", "invented"): 1,
    }


def test_what_differs_is_told_part_by_part(folders: tuple[Path, Path]) -> None:
    events = next(s for s in sections(*folders) if s.layer == "events")
    differing = {line.part: (line.gold, line.read) for line in events.entries["differs"][0].lines if line.differs}
    assert differing == {"status": ("occurred", "planned")}


def test_the_page_shows_the_words_in_context_and_escapes_them(folders: tuple[Path, Path]) -> None:
    html = page(*folders)
    assert "&lt;يوم&gt;" in html
    assert "<يوم>" not in html
    assert re.search(r'<span class="gold gold-span"[^>]*>رويترز</span>', html)
    assert re.search(r'<span class="read read-span"[^>]*>الجمعة</span>', html)
    assert "http" not in html.replace("http-equiv", "")


def test_context_ends_with_the_paragraph_and_cuts_no_word() -> None:
    text = "أول\n" + "كلمة " * 200 + "هنا" + " كلمة" * 200 + "\nآخر"
    at = text.index("هنا")
    begin, end = window(text, [("span", at, at + 3)])
    assert begin > text.index("\n")
    assert end <= at + 3 + CONTEXT
    assert set(text[begin:end].split()) == {"كلمة", "هنا"}


def test_pieces_give_the_shown_text_again() -> None:
    sides = {"gold": [("actors", 7, 16), ("trigger", 7, 10)], "read": [("trigger", 9, 20)]}
    cut = pieces(TEXT, sides)
    shown = "".join(piece.text for piece in cut)
    assert shown in TEXT
    assert next(piece.classes for piece in cut if piece.classes) == "gold gold-actors gold-trigger"


def test_kinds() -> None:
    one = {"start": 0, "end": 1}
    assert [kind_of(Difference("r", "names", "", *both)) for both in ((one, None), (None, one), (one, one))] == [
        "missed",
        "invented",
        "differs",
    ]
