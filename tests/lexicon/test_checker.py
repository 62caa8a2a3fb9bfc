"""The checker, and what it says of every table of the package."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from khabar.lexicon.checker import check_table
from khabar.text.fold import fold

ROOT = Path(str(files("khabar")))
LETTER_TABLES = {"folding.csv", "transliteration.csv", "detect.csv"}
"""Tables whose rows are letters or words of other languages."""
TABLES = sorted(path for path in ROOT.rglob("*.csv") if path.name not in LETTER_TABLES)
FOLDED = {"titles.csv", "heads.csv", "ministries.csv", *(p.name for p in ROOT.glob("knowledge/data/*.csv"))}
"""Tables in which two spellings that fold alike are one row too many; elsewhere a spelling may matter."""


def write(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text("\n".join(("form,en,source", *rows)) + "\n", encoding="utf-8")
    return path


def test_a_clean_table_has_no_problem(tmp_path: Path) -> None:
    assert check_table(write(tmp_path, "عدن,Aden,editor", "لحج,Lahij,editor"), fold) == []


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (("عدن,Aden,",), "no source"),
        (("عدن,Aden",), "cells"),
        (("ایران,Iran,editor",), "Persian"),
        (("عـدن,Aden,editor",), "tatweel"),
        (("ﻋﺪﻥ,Aden,editor",), "presentation"),
        (("عدن\u200f,Aden,editor",), "direction"),
        (("أبين,Abyan,editor", "ابين,Abyan,editor"), "again"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, rows: tuple[str, ...], what: str) -> None:
    problems = check_table(write(tmp_path, *rows), fold)
    assert any(what in problem.what for problem in problems)


@pytest.mark.parametrize("table", TABLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_tables_of_the_package_are_clean(table: Path) -> None:
    assert check_table(table, fold if table.name in FOLDED else str) == []
