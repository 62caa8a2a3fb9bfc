"""A run that is killed at any moment loses nothing: started again, it ends with the very rows of an undisturbed one."""

import json

import pytest
from evaluation.benchmarks.archive_killed import add, digests, killed

TEXT = "قال مسؤول في مدينة {place} إن القوات قصفت {number} مواقع للمسلحين يوم الأحد، بحسب وكالة رويترز."
PLACES = ("عدن", "تعز", "مأرب", "صنعاء", "حلب", "درعا", "بغداد", "الموصل", "طرابلس", "بنغازي")


@pytest.fixture
def source(tmp_path):
    """Six hundred reports, and a record that is none."""
    path = tmp_path / "reports.jsonl"
    texts = [TEXT.format(place=PLACES[n % 10], number=n + 3) for n in range(600)]
    records = [{"text": text, "published": f"2024-01-{n % 28 + 1:02}"} for n, text in enumerate(texts)]
    lines = [json.dumps(record, ensure_ascii=False) for record in (*records, {"text": ""})]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_an_archive_that_was_killed_is_the_same_row_for_row(source, tmp_path):
    disturbed, undisturbed = tmp_path / "killed.sqlite", tmp_path / "whole.sqlite"
    moments = [1.3, 1.7, 2.2, 1.9, 1.5, 2.6]
    assert killed(disturbed, [str(source)], 1, moments) >= 3
    assert add(undisturbed, [str(source)], 1).wait() == 1  # there was a problem: the record without a text
    found = digests(undisturbed)
    assert {"report", "reading", "claim", "problem"} <= found.keys()
    assert digests(disturbed) == found
