"""How many times of a peer suite get the right value.

The suite is a JSONL file of Microsoft Recognizers-Text cases (text, span, kind, reference_datetime, expected_value);
only dates, date ranges, datetimes and durations that have a value are asked. A value is right when it covers the same
calendar days (or seconds, or clock time) as one of the values that the case allows. Where two of our times stand inside
the case's span they are read as the two ends of its range, because GUIDE section 3 keeps the ends of a range apart.
Both shares are printed: of all cases, and of those that are not read otherwise on purpose (peer_times_differs.csv).

    python -m evaluation.peer_times FILE [--misses N]
"""

from __future__ import annotations

import argparse
import csv
import json
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import regex

from khabar import languages
from khabar.model import Report, TimeExpression
from khabar.reading.times import read_times
from khabar.text.document import build_document

KINDS = ("date", "daterange", "datetime", "duration")
DIFFERS = Path(__file__).parent / "peer_times_differs.csv"
_SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "H": 3600, "TM": 60, "S": 1, "DE": 315360000}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Case:
    """One expected time of one text; `values` are the allowed ones as the suite writes them, `id` its file, number and
    place in the suite."""

    id: str
    text: str
    span: str
    start: int
    end: int
    kind: str
    timex: str
    reference: date
    values: tuple[str, ...]


def load(path: Path) -> list[Case]:
    """The cases that have a value, in file order."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [_case(row) for row in rows if row["kind"] in KINDS and row["expected_timex"] and row["reference_datetime"]]


def _case(row: Mapping[str, Any]) -> Case:
    start, length = row["start"], row["length"]
    if start is None or not length or row["text"][start : start + length].strip() != row["span"].strip():
        start, length = max(row["text"].find(row["span"]), 0), len(row["span"])
    if row["span"] not in row["text"]:
        length = len(row["text"])  # the suite writes some spans otherwise than the text does
    return Case(
        f"{row['file']}:{row['case']}:{row['start']}",
        row["text"],
        row["span"],
        start,
        start + length,
        row["kind"],
        row["expected_timex"],
        datetime.fromisoformat(row["reference_datetime"]).date(),
        tuple(_written(value) for value in row["expected_value"]),
    )


def _written(value: Mapping[str, str]) -> str:
    """An expected value as one string: a day, `start/end`, a datetime or seconds."""
    start = value.get("startDate") or value.get("start")
    end = value.get("endDate") or value.get("end")
    if start or end:
        return f"{(start or '')[:10]}/{(end or '')[:10]}"
    return next((value[key] for key in ("date", "dateTime", "value", "duration") if key in value), "")


def is_right(case: Case, values: Sequence[str]) -> bool:
    """Whether what was read inside the span of a case means one of its values."""
    if not values:
        return False
    if case.kind == "duration":
        return any(str(seconds(values[0])) in (value, value + ".0") for value in case.values)
    if case.kind == "datetime":
        return any(_clock(values[0]) == _clock(value.replace(" ", "T")) for value in (*case.values, case.timex))
    ours = days(values[0]) if len(values) == 1 else _joined(values[0], values[-1])
    return values[0] == case.timex or (ours is not None and any(_same_days(ours, value) for value in _allowed(case)))


def _allowed(case: Case) -> Iterable[str]:
    """The values of a case; its TIMEX stands in where the suite gives only the start of a range."""
    inside = regex.fullmatch(r"\(([\d-]+),([\d-]+),P.*\)", case.timex)
    yield from case.values
    if inside:
        yield f"{inside[1]}/{inside[2]}"
    yield case.timex


def _joined(first: str, last: str) -> tuple[date, date] | None:
    begin, end = days(first), days(last)
    return (begin[0], end[1]) if begin and end else None


def _same_days(ours: tuple[date, date], value: str) -> bool:
    """Same first day, and same last day counted in or out; an open end asks for the other one only."""
    if "/" not in value:
        return ours == days(value)
    start, end = value.split("/")
    ends = (ours[1].isoformat(), (ours[1] + timedelta(days=1)).isoformat())
    if not start or not end:
        return start == ours[0].isoformat() or end in (ours[0].isoformat(), *ends)
    return start == ours[0].isoformat() and end in ends


def days(value: str) -> tuple[date, date] | None:
    """The first and last day that a TIMEX3 value covers; None for what is no stretch of the calendar."""
    if "/" in value:
        return _joined(*value.split("/", 1))
    try:
        return _days(value)
    except ValueError:
        return None


def _days(value: str) -> tuple[date, date] | None:
    if regex.fullmatch(r"\d{4}-\d\d-\d\d.*", value):
        return (date.fromisoformat(value[:10]),) * 2
    if week := regex.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + timedelta(days=6)
    if part := regex.fullmatch(r"(\d{4})-([QH])(\d)", value):
        width = 3 if part[2] == "Q" else 6
        return _months(int(part[1]), (int(part[3]) - 1) * width + 1, width)
    if month := regex.fullmatch(r"(\d{4})-(\d\d)", value):
        return _months(int(month[1]), int(month[2]), 1)
    if regex.fullmatch(r"\d{2,4}", value):
        width = 10 ** (4 - len(value))
        first = int(value) * width
        return date(max(first, 1), 1, 1), date(first + width - 1, 12, 31)
    return None


def _months(year: int, month: int, width: int) -> tuple[date, date]:
    last = month + width - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def seconds(value: str) -> float | None:
    """The length of a duration with the suite's months of 30 and years of 365 days; None where its number is open."""
    match = regex.fullmatch(r"P((?:[\d.]+(?:DE|[YMWD]))*)(?:T((?:[\d.]+[HMS])+))?", value)
    if match is None:
        return None
    total = 0.0
    for clock, text in ((False, match[1]), (True, match[2] or "")):
        for count, unit in regex.findall(r"([\d.]+)(DE|[YMWDHS])", text):
            total += float(count) * _SECONDS["TM" if clock and unit == "M" else unit]
    return int(total) if total == int(total) else round(total, 3)


def _clock(value: str) -> str:
    """A datetime to the minute; without the zero minutes and seconds that one side writes and the other does not."""
    match = regex.match(r"(.*?)T(\d\d)(?::(\d\d))?(?::(\d\d))?$", value)
    return f"{match[1]}T{match[2]}:{match[3] or '00'}:{match[4] or '00'}" if match else value


def read(case: Case) -> list[str]:
    """Our values inside the span of a case, in order."""
    report = Report(case.text, published=case.reference)
    language = languages.load("ar")
    times = read_times(build_document(report, language), language)
    found = [time for time in times if _inside(time, case)]
    return [time.value for time in found if time.value]


def _inside(time: TimeExpression, case: Case) -> bool:
    return time.span.start < case.end and case.start < time.span.end


def decided() -> dict[tuple[str, str], str]:
    """The cases that we read otherwise on purpose, with the reason."""
    with DIFFERS.open(encoding="utf-8", newline="") as handle:
        return {(row["case"], row["ours"]): row["reason"] for row in csv.DictReader(handle)}


def main() -> None:
    """Print the share of right values a kind, and on demand what was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="list the first N cases that are not right")
    args = parser.parse_args()
    asked, right, meant = Counter[str](), Counter[str](), Counter[str]()
    misses: list[str] = []
    on_purpose = decided()
    for case in load(args.file):
        ours = read(case)
        asked[case.kind] += 1
        if is_right(case, ours):
            right[case.kind] += 1
        elif (case.id, " ".join(ours)) in on_purpose:
            meant[case.kind] += 1
        else:
            misses.append(f"{case.kind}\t{case.reference}\t{case.text}\t{case.span}\t{case.timex}\t{' '.join(ours)}")
    for kind in (*KINDS, "all"):
        of = asked.total() if kind == "all" else asked[kind]
        good, other = (n.total() if kind == "all" else n[kind] for n in (right, meant))
        asked_alike = max(of - other, 1)
        print(
            f"{kind:10} right value {good / max(of, 1):.3f} ({good} of {of}), "
            f"{good / asked_alike:.3f} without the {other} read otherwise on purpose"
        )
    for miss in misses[: args.misses]:
        print(miss)


if __name__ == "__main__":
    main()
