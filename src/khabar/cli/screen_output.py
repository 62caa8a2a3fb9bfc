"""How `khabar screen` writes its hits: a table for people, CSV for spreadsheets, JSON lines for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.text import Text

    from khabar.archive import Named
    from khabar.archive.involvement import ClaimsOf
    from khabar.screening import Hit

_DIGITS = 3
"""Of scores: the names are not known better."""
_SHORT_ID = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A hit; for a name of the archive also that, and the claims that it has a part in."""

    hit: Hit
    named: Named | None = None
    claims: ClaimsOf | None = None


def record(row: Row) -> dict[str, Any]:
    """A hit as JSON holds it: docs/screening.md tells the keys."""
    held = asdict(row.hit)
    held |= {key: round(held[key], _DIGITS) for key in ("score", "name_score")}
    for factor in (*held["supports"], *held["contradictions"]):
        factor["weight"] = round(factor["weight"], _DIGITS)
    if row.named is not None:
        held["named"] = asdict(row.named)
    if row.claims is not None:
        held["claims"] = {"count": row.claims.count, "newest": list(row.claims.ids)}
    return held


def flat(row: Row) -> dict[str, Any]:
    """A hit as a line of a table: one value a column."""
    hit, named, claims = row.hit, row.named, row.claims
    return {
        "grade": hit.grade.value,
        "score": f"{hit.score:.{_DIGITS}f}",
        "name_score": f"{hit.name_score:.{_DIGITS}f}",
        "asked": hit.asked,
        "alias": hit.alias,
        "quality": hit.quality.value,
        "script": hit.script,
        "list": hit.list,
        "entry": hit.entry,
        "kind": hit.kind.value,
        "name": hit.name,
        "reason": hit.reason,
        "programs": "; ".join(hit.programs),
        "listed_on": hit.listed_on.iso or hit.listed_on.text if hit.listed_on else "",
        "withdrawn": hit.withdrawn or "",
        "entity": named.entity if named else "",
        "reports": named.reports if named else "",
        "first": (named.first or "") if named else "",
        "last": (named.last or "") if named else "",
        "claims": claims.count if claims else "",
        "newest": " ".join(claims.ids) if claims else "",
    }


def write(rows: Sequence[Row], form: str) -> None:
    """Write hits to standard output."""
    _WRITERS[form](rows)


def _jsonl(rows: Sequence[Row]) -> None:
    for row in rows:
        click.echo(json.dumps(record(row), ensure_ascii=False, default=str))


def _csv(rows: Sequence[Row]) -> None:
    out = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    out.writeheader()
    out.writerows(map(flat, rows))


COLUMNS = (
    *("grade", "score", "name_score", "asked", "alias", "quality", "script", "list", "entry", "kind", "name", "reason"),
    *("programs", "listed_on", "withdrawn", "entity", "reports", "first", "last", "claims", "newest"),
)


def _table(rows: Sequence[Row]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    if not rows:
        return
    table = Table(box=box.SIMPLE, expand=True)
    for name, ratio in {"score": None, "name": 2, "entry": 2, "why": 3, "claims": None}.items():
        table.add_column(name, ratio=ratio, no_wrap=ratio is None)
    for row in rows:
        table.add_row(*_cells(row))
    Console(highlight=False, markup=False, emoji=False).print(table)


def _cells(row: Row) -> list[Any]:
    from rich.text import Text  # noqa: PLC0415

    from khabar.exports.bidi import isolate  # noqa: PLC0415
    from khabar.exports.terminal_text import Bidi  # noqa: PLC0415

    hit = row.hit
    entry = Text(f"{isolate(hit.name)}\n{hit.list} {hit.entry}")
    if hit.withdrawn:
        entry.append(f"\nwithdrawn {hit.withdrawn}")
    why = Text(isolate(hit.alias)).append(f" ({hit.name_score:.2f}), {hit.quality.value}, {hit.script}")
    for factor in (*hit.supports, *hit.contradictions):
        why.append(f"\n{factor.reason}")
    return [f"{hit.score:.2f}\n{hit.grade.value}", Bidi(_who(row)), Bidi(entry), Bidi(why), _claims(row)]


def _who(row: Row) -> Text:
    from rich.text import Text  # noqa: PLC0415

    from khabar.exports.bidi import isolate  # noqa: PLC0415
    from khabar.exports.terminal_text import FAINT  # noqa: PLC0415

    told = Text(isolate(row.named.printed if row.named else row.hit.asked))
    if row.named and row.named.last:
        days = dict.fromkeys((row.named.first, row.named.last))
        told.append(f"\n{row.named.reports:,} reports, {' to '.join(map(str, days))}", FAINT)
    return told


def _claims(row: Row) -> str:
    if row.claims is None:
        return "–"
    return "\n".join((f"{row.claims.count:,}", *(one[:_SHORT_ID] for one in row.claims.ids[:2])))


_WRITERS: Mapping[str, Callable[[Sequence[Row]], None]] = {"table": _table, "csv": _csv, "jsonl": _jsonl}
FORMATS = tuple(_WRITERS)
