"""`khabar screen` on a real archive: lists loaded and told, names checked, one name checked, and what goes wrong."""

import csv
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from tests.cli.conftest import invoke
from tests.screening.made_lists import UN

from khabar.cli.screen_output import COLUMNS

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "made-list.csv"
HEADER = EXAMPLE.read_text(encoding="utf-8").splitlines()[0]
REPORTS = [
    {
        "text": "قال سمير يوسف النابلي في بيان أمس إن شركته سترسل مساعدات إلى ليبيا. وأكد النابلي أن الشحنة وصلت.",
        "published": "2024-03-05",
        "publisher": "بريد الساحل",
    },
    {
        "text": "التقى وزير الخارجية الليبي رجل الأعمال سمير النابلي في طرابلس، وقال النابلي إن المحادثات ستستمر.",
        "published": "2024-03-09",
        "publisher": "منبر الجنوب",
    },
]


def made(identifier, name, aliases="", born="", country="ly"):
    known = f'"{identifier}","Person","{name}","{aliases}","{born}","{country}"'
    return f'{known},"","","","","","MADE-A","Made List","","",""'


@pytest.fixture
def run(archive):  # noqa: ARG001
    return invoke


@pytest.fixture
def listing(tmp_path):
    """Writes a made list and gives its path."""

    def write(*rows, name="list.csv"):
        path = tmp_path / name
        path.write_text("\n".join((HEADER, *rows, "")), encoding="utf-8")
        return path

    return write


@pytest.fixture
def filled(run, tmp_path):
    path = tmp_path / "day.jsonl"
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in REPORTS), encoding="utf-8")
    assert run("add", path, "--jobs", 1).exit_code == 0
    return run


def lines(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


SAMIR = made("X.1", "Samir Yusuf NABULI", "Abu Zaytun", "1961-03-02")
OTHER = made("X.2", "Tariq Hamdan al-ZUBARI", born="1948", country="iq")


def test_a_list_is_loaded_and_the_names_of_the_archive_are_checked(filled, listing):
    result = filled("screen", listing(SAMIR, OTHER))
    hits = lines(result)
    assert "Made List, of no told day: 2 entries, 2 added" in result.stderr
    assert re.search(r"[\d,]+ names checked against 2 entries of Made List: \d+ matches, \d+ to review", result.stderr)
    assert {hit["entry"] for hit in hits} == {"X.1"}
    best = hits[0]
    assert (best["list"], best["alias"], best["script"], best["grade"]) == (
        "Made List",
        "Samir Yusuf NABULI",
        "latin",
        "match",
    )
    assert best["reason"].startswith(f"{best['asked']} is read as Samir Yusuf NABULI (")
    assert best["programs"] == ["MADE-A"]
    assert best["named"]["reports"] >= 1
    assert best["named"]["last"] in ("2024-03-05", "2024-03-09")


def test_a_hit_tells_the_claims_that_mention_the_name(filled, listing):
    hits = lines(filled("screen", listing(SAMIR)))
    ids = [one for hit in hits for one in hit["claims"]["newest"]]
    assert all(hit["claims"]["count"] >= len(hit["claims"]["newest"]) for hit in hits)
    assert ids
    for one in ids:
        assert "النابلي" in json.loads(filled("show", one).stdout)["text"]


def test_the_lists_stay_and_a_newer_one_is_told_as_it_differs(filled, listing):
    lines(filled("screen", listing(SAMIR, OTHER)))
    assert {hit["entry"] for hit in lines(filled("screen"))} == {"X.1"}
    assert "2 entries, as they were" in filled("screen", listing(SAMIR, OTHER)).stderr
    result = filled("screen", listing(SAMIR.replace("1961", "1962"), made("X.3", "Somebody New")))
    assert "2 entries, 1 added, 1 changed, 1 withdrawn" in result.stderr


def test_withdrawn_entries_are_checked_when_asked_for(filled, listing):
    for rows in ((SAMIR, OTHER), (OTHER,)):
        filled("screen", listing(*rows))
    assert lines(filled("screen")) == []
    (hit, *_) = lines(filled("screen", "--withdrawn"))
    assert hit["withdrawn"]
    assert "withdrawn from the list on" in hit["reason"]


def test_an_older_issue_is_refused_unless_forced(run, tmp_path):
    new, old = tmp_path / "new.xml", tmp_path / "old.xml"
    issued = re.search(r'dateGenerated="(\d{4})-', UN)[1]
    new.write_text(UN, encoding="utf-8")
    old.write_text(UN.replace(f'dateGenerated="{issued}', f'dateGenerated="{int(issued) - 1}'), encoding="utf-8")
    assert run("screen", new).exit_code == 0
    refused = run("screen", old)
    assert refused.exit_code == 1
    assert "which is in force, or later; found that of" in refused.stderr
    assert run("screen", old, "--force").exit_code == 0


def test_a_broken_list_is_told_with_its_line_and_those_in_force_stay(filled, listing):
    filled("screen", listing(SAMIR))
    broken = listing(OTHER, '"X.9","Person","cut', name="broken.csv")
    result = filled("screen", listing(OTHER), broken)
    assert result.exit_code == 1
    assert re.search(r"broken\.csv.*(line|row) ?3", result.stderr)
    assert {hit["entry"] for hit in lines(filled("screen"))} == {"X.1"}


def test_without_lists_there_is_nothing_to_check(filled):
    result = filled("screen")
    assert result.exit_code == 1
    assert "no sanctions list is held: name the file of one" in result.stderr


def test_one_name_against_files_needs_no_archive_and_makes_none(run, archive):
    result = run(
        "screen", EXAMPLE, "--name", "سمير النابلي", "--born", "1961", "--nationality", "Libya", "--kind", "person"
    )
    (hit,) = lines(result)
    assert (hit["entry"], hit["quality"], "claims" in hit) == ("ML-1", "strong", False)
    assert [factor["reason"] for factor in hit["supports"]] == [
        "born 1961 agrees",
        "listed with an address or register in LY",
    ]
    assert "there is no archive to keep it in" in result.stderr
    assert not archive.exists()


def test_one_name_against_the_lists_of_the_archive(filled, listing):
    filled("screen", listing(SAMIR, OTHER))
    (hit,) = lines(filled("screen", "--name", "Zubari, Tarek Hamdan", "--born", "1948"))
    assert hit["entry"] == "X.2"
    assert lines(filled("screen", "--name", "Zubari, Tarek Hamdan", "--born", "1990")) == []
    assert "1 added" in filled("screen", listing(SAMIR, OTHER, made("X.3", "Somebody New")), "--name", "Nobody").stderr


def test_thresholds_review_and_limit(run):
    ask = ("screen", EXAMPLE, "--name", "أبو زيتون", "--threshold")
    strict, loose = run(*ask, "0.99"), run(*ask, "0.1")
    assert lines(strict) == []
    assert "(--review shows them)" in strict.stderr
    assert [hit["grade"] for hit in lines(run(*ask, "0.99", "--review"))] == ["review"]
    assert lines(loose)[0]["entry"] == "ML-2"
    assert len(lines(run(*ask, "0.1", "--limit", 1))) == 1


def test_csv_has_a_column_for_everything(filled, listing):
    result = filled("screen", listing(SAMIR), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert tuple(rows[0]) == COLUMNS
    assert {(row["entry"], row["grade"]) for row in rows} == {("X.1", "match")}
    assert all(len(row["newest"].split()) <= int(row["claims"]) for row in rows)


def test_a_table_is_for_people(filled, listing):
    result = filled("screen", listing(SAMIR), "--format", "table")
    assert result.exit_code == 0
    assert "match" in result.stdout
    assert "X.1" in result.stdout
    one = filled("screen", "--name", "سمير النابلي", "--format", "table", "--withdrawn")
    assert "X.1" in one.stdout
    assert filled("screen", "--name", "Nobody Atall", "--format", "table").stdout == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ("--born", "1955"),
        ("--kind", "person"),
        ("--name", "Samir", "--born", "long ago"),
        ("--name", "Samir", "--nationality", "Atlantis"),
        ("--name", "Samir", "--kind", "horse"),
        ("--name", "123"),
        ("--threshold", "2"),
        ("--limit", "0"),
    ],
)
def test_wrong_use(run, wrong):
    assert run("screen", EXAMPLE, *wrong).exit_code == 2


def test_the_last_example_of_the_help_runs(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    help_text = (ROOT / "src" / "khabar" / "cli" / "help" / "screen.txt").read_text(encoding="utf-8")
    example = shlex.split(help_text.splitlines()[-1])
    assert example[0] == "khabar"
    assert [hit["entry"] for hit in lines(run(*example[1:]))] == ["ML-1"]
