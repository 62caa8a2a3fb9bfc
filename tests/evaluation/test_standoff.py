"""Annotations parted from their text and put together again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from evaluation.standoff import attach, detach, digest

from khabar.model import Report

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "evaluation" / "gold").glob("*.json"))
FILES = sorted((ROOT / "evaluation" / "standoff").rglob("*.json"))
SPANS = ("cue", "source", "told", "basis", "trigger", "time", "content", "actors", "recipients", "places")


def bare(item: object) -> object:
    """An item without the words that its spans repeat for people."""
    if isinstance(item, dict):
        return {key: bare(value) for key, value in item.items() if key != "text"}
    return [bare(one) for one in item] if isinstance(item, list) else item


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_what_is_parted_comes_together_again(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    for one in gold["attributions"]:
        if one["speaker"] not in gold["text"] if one["speaker"] else False:
            one["speaker"] = None
    day = date.fromisoformat(gold["published"])
    report = Report(gold["text"], gold["publisher"], gold["byline"], gold["url"], day)
    whole = attach(detach(gold), report)
    for layer in ("attributions", "events", "times", "names"):
        assert [bare(one) for one in whole[layer]] == [bare(one) for one in gold[layer]]


def test_no_file_holds_words_of_its_report() -> None:
    """Nothing Arabic but time values and ids could be words of a text; there is none at all."""
    assert FILES
    for file in FILES:
        assert not any("\u0600" <= letter <= "\u06ff" for letter in file.read_text(encoding="utf-8")), file.name


def test_no_report_is_there_twice() -> None:
    hashes = [json.loads(file.read_text(encoding="utf-8"))["sha256"] for file in FILES]
    assert len(set(hashes)) == len(hashes)


def test_a_text_is_known_by_its_hash() -> None:
    assert digest("خبر") != digest("خبر ")
