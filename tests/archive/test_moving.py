"""Copying an archive gives the archive that adding everything there would have made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.archive.samples import NEWS, everything, incoming, rows, series

from khabar.archive import Archive, open_archive, rows_of
from khabar.archive.moving import copy_reports
from khabar.model import Problem, ProblemKind


def test_a_copy_is_the_same_row_for_row(archive: Archive, tmp_path: Path) -> None:
    with open_archive(tmp_path / "old.sqlite") as old:
        old.store_many(series(12))
        old.store(rows(NEWS[0], "1.0"))
        old.store(rows(NEWS[0], "1.1"))
        old.store(rows_of(incoming("Le ministre est venu.", "Le Temps", date(2023, 1, 1)), "tests", "fr", None, "1.0"))
        old.record([(Problem("a", ProblemKind.EMPTY, "b"), "c")])
        old.remember("feed", "feed", {"etag": "1"})
        assert copy_reports(old, archive) == 15
        assert everything(archive) == everything(old)
        assert copy_reports(old, archive) == 0
