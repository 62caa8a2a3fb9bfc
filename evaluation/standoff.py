"""Gold without its texts: annotations of reports that may not be copied, put together with them where they are.

A standoff file holds a report's annotations as offsets, and of the report only its paper, its day and the SHA-256 of
its text. The texts come from the zips of crawled newspapers beside the checkout. Not for: gold whose texts lie here.

    python -m evaluation.standoff FOLDER OUT      write FOLDER's gold, with texts, into OUT
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from evaluation.benchmarks.texts import NEWS, load_texts
from khabar.model import Report

Json: TypeAlias = dict[str, Any]

_SINGLE = ("cue", "source", "told", "basis", "trigger", "time")
_SEVERAL = ("content", "actors", "recipients", "places")
LAYERS = ("attributions", "events", "times", "names")


def detach(gold: Mapping[str, Any]) -> Json:
    """A gold report without its text: spans are [start, end], and a speaker is where the text names him."""
    text = gold["text"]
    kept = {key: gold[key] for key in ("publisher", "published")}
    return kept | {"sha256": digest(text)} | {layer: [_thin(item, text) for item in gold[layer]] for layer in LAYERS}


def _thin(item: Mapping[str, Any], text: str) -> Json:
    out = {key: value for key, value in item.items() if key not in ("text", "start", "end", "speaker")}
    if "start" in item:
        out["span"] = [item["start"], item["end"]]
    out |= {key: [item[key]["start"], item[key]["end"]] for key in _SINGLE if item.get(key)}
    out |= {key: [[span["start"], span["end"]] for span in item[key]] for key in _SEVERAL if key in item}
    if "speaker" in item:
        out["speaker"] = _found(item["speaker"], text)
    return out


def _found(speaker: str | None, text: str) -> list[int] | None:
    """Where a speaker's name stands; ValueError when the text does not have it."""
    if speaker is None:
        return None
    start = text.index(speaker)
    return [start, start + len(speaker)]


def attach(thin: Mapping[str, Any], report: Report) -> Json:
    """The gold report again, given the report it is of."""
    text = report.text
    published = report.published.isoformat() if report.published else thin["published"]
    head = {"text": text, "publisher": report.publisher, "byline": report.byline or "", "url": report.url}
    layers = {layer: [_full(item, text) for item in thin[layer]] for layer in LAYERS}
    return head | {"published": published} | layers


def _full(item: Mapping[str, Any], text: str) -> Json:
    out = dict(item)
    if "span" in item:
        out |= _span(out.pop("span"))
    out |= {key: _span(item[key]) for key in _SINGLE if item.get(key)}
    out |= {key: [_span(span) for span in item[key]] for key in _SEVERAL if key in item}
    if item.get("speaker"):
        out["speaker"] = text[slice(*item["speaker"])]
    return out


def _span(bounds: Iterable[int]) -> Json:
    start, end = bounds
    return {"start": start, "end": end}


def digest(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def _news() -> dict[str, Report]:
    """The crawled reports by the hash of their texts; empty where they are not there."""
    if not any(NEWS.glob("*.zip")):
        return {}
    return {digest(report.text): report for report in load_texts(0).reports}


def materialise(folder: Path, out: Path) -> list[Path]:
    """Write the gold of a folder, with texts, into `out`; the files written, none where no text was found."""
    written = []
    for file in sorted(folder.glob("*.json")):
        thin = json.loads(file.read_text(encoding="utf-8"))
        report = _news().get(thin["sha256"])
        if report is not None:
            out.mkdir(parents=True, exist_ok=True)
            target = out / file.name
            target.write_text(json.dumps(attach(thin, report), ensure_ascii=False), encoding="utf-8")
            written.append(target)
    return written


def main() -> int:
    """Write the gold that texts are found for; 1 when some are not."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.standoff", description="Give gold its texts back.")
    parser.add_argument("folder", type=Path, help="folder of standoff files")
    parser.add_argument("out", type=Path, help="folder to write the gold into")
    arguments = parser.parse_args()
    asked = len(list(arguments.folder.glob("*.json")))
    written = materialise(arguments.folder, arguments.out)
    print(f"{len(written)} of {asked} reports written into {arguments.out}")
    return 0 if len(written) == asked else 1


if __name__ == "__main__":
    sys.exit(main())
