"""The page for people who add rows: its rows do what it says, and nothing before they are added."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tools.refresh_docs import ROOT

from khabar.knowledge import load_knowledge
from khabar.languages.ar.loading import DATA, language
from khabar.model import Attribution, Event, Report
from khabar.reading.attributions import read_attributions
from khabar.reading.events import read_events
from khabar.reading.names import read_names
from khabar.reading.sheet import make_sheet
from khabar.reading.times import read_times
from khabar.text.document import build_document

PAGE = (ROOT / "docs" / "add-a-rule.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^```csv (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CASES = [tomllib.loads(code)["case"][0] for code in re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
MARK = re.compile(r"\[\w+ ([^\]]*)\]")


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables with the rows of the page at their ends."""
    folder = tmp_path_factory.mktemp("rules") / "data"
    shutil.copytree(DATA, folder)
    for name, rows in ROWS:
        with (folder / name).open("a", encoding="utf-8") as table:
            table.write(rows)
    return folder


def read(text: str, folder: Path) -> tuple[tuple[Attribution, ...], tuple[Event, ...]]:
    arabic = language(folder)
    document = build_document(Report(text), arabic)
    times = read_times(document, arabic)
    sheet = make_sheet(document, read_names(document, times, arabic, load_knowledge(arabic)), times, arabic)
    attributions = read_attributions(sheet, arabic)
    return attributions, read_events(sheet, attributions, arabic)


def found(case: dict[str, Any], folder: Path) -> list[str]:
    """What is read of a case's sentence, as its words stand: source and content, or trigger, actors and recipients."""
    text = MARK.sub(r"\1", case["text"])
    attributions, events = read(text, folder)
    if "said" in case:
        spans = [s for a in attributions for s in (a.cue, a.source, *a.content) if s is not None]
    else:
        spans = [s for e in events for s in (e.trigger, *e.actors, *e.recipients) if e.type.value == case["type"]]
    return [span.of(text) for span in spans]


def test_the_page_has_rows_and_cases() -> None:
    assert {name for name, _ in ROWS} == {"cues.csv", "verbs.csv", "triggers.csv"}
    assert len(CASES) == 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["gloss"])
def test_the_rows_of_the_page_do_what_it_says(case: dict[str, Any], extended: Path) -> None:
    assert found(case, extended) == MARK.findall(case["text"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["gloss"])
def test_without_them_nothing_is_read(case: dict[str, Any]) -> None:
    assert found(case, DATA) == [], "the row is in the tables already: the page needs another example"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["gloss"])
def test_the_near_misses_stay_empty(case: dict[str, Any], extended: Path) -> None:
    assert [read(text, extended) for text in case["near"]] == [((), ())] * len(case["near"])
