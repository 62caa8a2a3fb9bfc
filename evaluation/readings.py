"""Reading gold reports as if they were new: only what a publisher gives is used, never the annotations.

Not for: comparing readings with the gold (see `scorer`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import khabar
from khabar.exports.json_reading import reading_to_dict

KNOWN = ("publisher", "byline", "url", "published")


class GoldError(ValueError):
    """A gold file cannot be read; the message begins with the file."""


def read_gold(path: Path) -> dict[str, Any]:
    """The reading of one gold file as a dictionary in the gold's layout.

    The file is a JSON object with `text` and, each a string or null, `publisher`, `byline`, `url` and `published`
    (YYYY-MM-DD). Raises GoldError naming file and fault.
    """
    record = _record(path)
    known = {key: record[key] or None for key in KNOWN}
    try:
        return reading_to_dict(khabar.read(record["text"], **known))
    except khabar.KhabarError as error:
        raise GoldError(f"{path}: {error}") from error


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: not a JSON file in UTF-8: {error}") from error
    if not isinstance(record, dict):
        raise GoldError(f"{path}: expected a JSON object, found {type(record).__name__}")
    absent = [key for key in ("text", *KNOWN) if key not in record]
    if absent:
        raise GoldError(f"{path}: expected the keys text, {', '.join(KNOWN)}; {', '.join(absent)} not there")
    _check_types(path, record)
    return record


def _check_types(path: Path, record: dict[str, Any]) -> None:
    if not isinstance(record["text"], str):
        raise GoldError(f"{path}: text: expected a string, found {type(record['text']).__name__}")
    for key in KNOWN:
        if not isinstance(record[key], str | None):
            raise GoldError(f"{path}: {key}: expected a string or null, found {type(record[key]).__name__}")
