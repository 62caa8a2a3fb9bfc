"""The reports that the benchmarks read: news that was crawled, or for want of it the gold of this repository.

Not for: scoring. The news may not be copied into the repository; it lies beside the checkout where somebody has it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from khabar.model import Report, with_title

ROOT = Path(__file__).parents[2]
NEWS = ROOT.parent / "shared" / "news"
GOLD = ROOT / "evaluation" / "gold"


@dataclass(frozen=True, slots=True)
class Texts:
    """Reports to read, and where they come from in words for a person."""

    reports: tuple[Report, ...]
    origin: str


def load_texts(limit: int, news: Path = NEWS) -> Texts:
    """`limit` reports (every one for 0) from the zips in `news`, evenly spread; else the gold, repeated."""
    archives = sorted(news.glob("*.zip"))
    if archives:
        each = -(-limit // len(archives)) if limit else 0
        reports = [report for archive in archives for report in _spread(list(_archive(archive)), each)]
        return Texts(tuple(reports[: limit or None]), f"{len(archives)} days of newspapers")
    gold = [_gold(path) for path in sorted(GOLD.glob("*.json"))]
    reports = list(islice(cycle(gold), limit or 10 * len(gold)))
    return Texts(tuple(reports), f"the {len(gold)} gold reports of this repository again and again: no news was found")


def _spread(reports: Sequence[Report], number: int) -> list[Report]:
    """`number` reports at even distances, all of them for 0."""
    if not number or number >= len(reports):
        return list(reports)
    return [reports[at * len(reports) // number] for at in range(number)]


def _archive(path: Path) -> Iterator[Report]:
    """The reports of one zip of JSON arrays; those without text are passed over."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for record in json.loads(archive.read(name).decode("utf-8-sig")):
                if record.get("content"):
                    yield _report(record)


def _report(record: Mapping[str, Any]) -> Report:
    """The report of a record; its agency stands in the author, which papers print as the byline."""
    return Report(
        with_title(record.get("title"), record["content"]),
        publisher=record.get("source"),
        byline=record.get("author") or None,
        url=record.get("url"),
        published=date.fromisoformat(record["date_extracted"][:10]),
    )


def _gold(path: Path) -> Report:
    record = json.loads(path.read_text(encoding="utf-8"))
    published = date.fromisoformat(record["published"])
    return Report(record["text"], record["publisher"], record["byline"] or None, record["url"] or None, published)
