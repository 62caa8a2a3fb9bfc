"""`khabar sql`: the archive asked in SQL, for reading only."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import click

from khabar.cli.archives import archive_option, opened

HELP = """Ask the archive in SQL, for reading only.

docs/archive.md describes the views claims, chains and events_plover. A terminal gets a table of the first 200 rows, a
pipe JSON lines; --csv gives CSV.

\b
Examples:
  khabar sql "SELECT type, count(*) FROM claims GROUP BY type ORDER BY 2 DESC"
  khabar sql --csv "SELECT * FROM events_plover" > events.csv
"""
_SHOWN = 200


@click.command(help=HELP, short_help="Ask the archive in SQL.")
@click.argument("statement")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV with a header.")
@archive_option
def sql(statement: str, as_csv: bool, archive: str | None) -> None:
    """Ask in SQL."""
    with opened(archive, read_only=True) as held:
        columns, rows = held.select(statement)
        if as_csv:
            out = csv.writer(sys.stdout, lineterminator="\n")
            out.writerow(columns)
            out.writerows(rows)
        elif sys.stdout.isatty():
            _print(columns, rows)
        else:
            for row in rows:
                click.echo(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str))


def _print(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from khabar.exports.bidi import isolate  # noqa: PLC0415

    table = Table(*columns, box=box.SIMPLE)
    found = list(islice(rows, _SHOWN + 1))
    for row in found[:_SHOWN]:
        table.add_row(*("–" if cell is None else isolate(str(cell)) for cell in row))
    Console(highlight=False, markup=False, emoji=False).print(table)
    if len(found) > _SHOWN:
        click.echo(f"khabar: only the first {_SHOWN} rows are shown; send them to a pipe or use --csv", err=True)
