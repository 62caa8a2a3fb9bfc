"""docs/archive.md names every view with its columns, as they are."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import inspect

from khabar.archive import Archive

PAGE = Path(__file__).parents[2] / "docs" / "archive.md"
ROW = re.compile(r"^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \|$", re.MULTILINE)


def test_every_view_stands_in_the_docs_with_its_columns(archive: Archive) -> None:
    found = inspect(archive.transactions.engine)
    views = {name: [column["name"] for column in found.get_columns(name)] for name in found.get_view_names()}
    told = {name: re.findall(r"`(\w+)`", columns) for name, columns in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    assert told == views


def test_the_example_in_sql_runs(archive: Archive) -> None:
    (sql,) = re.findall(r"```sql\n(.*?);\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    columns, rows = archive.select(sql)
    assert (len(columns), list(rows)) == (5, [])
