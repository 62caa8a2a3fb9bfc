"""The commands over an archive, one after the other as a user would give them, on a real SQLite file."""

import json
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from tests.cli.conftest import invoke

from khabar.cli.app import khabar as command

REPORTS = [
    {
        "headline": "موسكو وبيونغ يانغ",
        "body": "قال مسؤول أميركي لوكالة رويترز إن زعيم كوريا الشمالية كيم جونغ أون سيزور روسيا الأسبوع المقبل.",
        "paper": "بريد الساحل",
        "day": "2024-03-05",
        "link": "https://news.example/1",
    },
    {
        "headline": "غارات في مأرب",
        "body": "أعلن الجيش اليمني أمس مقتل خمسة مسلحين في غارة جوية على مأرب. ورحب شويغو بالبيان، بحسب وكالة تاس.",
        "paper": "منبر الجنوب",
        "day": "2024-03-06",
        "link": "https://news.example/2",
    },
]
MAP = (
    "--map",
    "title=headline",
    "--map",
    "text=body",
    "--map",
    "publisher=paper",
    "--map",
    "published=day",
    "--map",
    "url=link",
)


@pytest.fixture
def run(archive):  # noqa: ARG001
    return invoke


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "day.jsonl"
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in REPORTS), encoding="utf-8")
    return path


@pytest.fixture
def filled(run, file):
    assert run("add", file, *MAP, "--jobs", 1).exit_code == 0
    return run


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def status(run):
    (record,) = lines(run("status"))
    return record


def test_adding_tells_what_became_of_the_reports(run, file):
    result = run("add", file, *MAP, "--jobs", 1)
    assert result.exit_code == 0
    assert "2 read, 0 already there" in result.stderr
    assert result.stdout == ""


def test_adding_again_changes_nothing_and_remembers_the_fields(filled, file):
    before = status(filled)
    result = filled("add", file, "--jobs", 1)
    assert result.exit_code == 0
    assert "0 read, 2 already there" in result.stderr
    assert status(filled) == before


def test_workers_of_their_own_find_the_same(filled, file, tmp_path, monkeypatch):
    found = lines(filled("sql", "SELECT * FROM claims ORDER BY 1"))
    monkeypatch.setenv("KHABAR_ARCHIVE", str(tmp_path / "other.sqlite"))
    assert filled("add", file, *MAP, "--jobs", 2).exit_code == 0
    assert lines(filled("sql", "SELECT * FROM claims ORDER BY 1")) == found


def test_a_problem_is_told_and_recorded_and_the_rest_is_read(run, file):
    with file.open("a", encoding="utf-8") as handle:
        handle.write('{"headline": "قصير", "body": ""}\n{"broken": \n')
    result = run("add", file, *MAP, "--jobs", 1)
    assert result.exit_code == 1
    assert "2 read" in result.stderr
    assert {line["problem"]["kind"] for line in lines(run("problems"))} == {"empty", "broken"}


def test_a_file_that_is_not_there_is_a_problem(run, tmp_path):
    result = run("add", tmp_path / "nothing.jsonl", "--jobs", 1)
    assert result.exit_code == 1
    assert "1 problems" in result.stderr


def test_other_languages_are_kept_unread(run, tmp_path):
    page = tmp_path / "english.txt"
    page.write_text("The minister said on Monday that the talks in Geneva would go on next week.", encoding="utf-8")
    result = run("add", page, "--jobs", 1)
    assert result.exit_code == 0
    assert "1 in a language that is not read" in result.stderr
    assert status(run)["languages"] == {"en": 1}


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        (("كوريا",), ["بريد الساحل"]),
        (("شويجو",), ["منبر الجنوب"]),
        (("وبالبيان",), ["منبر الجنوب"]),
        (("--type", "assault"), ["منبر الجنوب"]),
        (("--type", "CONSULT", "--status", "planned"), ["بريد الساحل"]),
        (("--recipient", "RUS"), ["بريد الساحل"]),
        (("--since", "2024-03-06"), ["منبر الجنوب"]),
        (("--until", "2024-03-05"), ["بريد الساحل"]),
        (("--since", "2024", "--until", "2024-02"), []),
        (("--outlet", "بريد"), ["بريد الساحل"]),
        (("--origin", "تاس"), ["منبر الجنوب"]),
        (("زلزال",), []),
    ],
)
def test_finding(filled, question, papers):
    result = filled("find", *question)
    assert result.exit_code == 0
    assert sorted({line["publisher"] for line in lines(result)}) == papers


def test_what_is_found_can_be_shown(filled):
    (hit,) = lines(filled("find", "--type", "CONSULT"))
    shown = json.loads(filled("show", hit["claim"][:12]).stdout)
    assert len(shown["claims"]) == 1
    assert shown["publisher"] == hit["publisher"]
    text = shown["text"]
    event = next(event for event in shown["events"] if event["id"] == shown["claims"][0]["event"])
    assert text[event["trigger"]["start"] : event["trigger"]["end"]] == "سيزور"
    assert filled("show", hit["report"], "--format", "html").stdout.startswith("<!DOCTYPE html>")
    assert "CONSULT" in filled("show", hit["claim"], "--format", "table").stdout.upper()


def test_an_id_that_nothing_has_is_told(filled):
    result = filled("show", "0123456789ab")
    assert result.exit_code == 1
    assert "0123456789ab" in result.stderr


def test_sql_is_for_reading_only(filled):
    (row,) = lines(filled("sql", "SELECT count(*) AS number FROM claims"))
    assert row["number"] >= 3
    assert filled("sql", "--csv", "SELECT type FROM events_plover ORDER BY 1").stdout.startswith("type\n")
    assert filled("sql", "DELETE FROM report").exit_code == 1
    assert status(filled)["reports"] == 2


def test_rereading_without_need_reads_nothing(filled):
    result = filled("reread", "--jobs", 1)
    assert result.exit_code == 0
    assert "0 read" in result.stderr


def test_rereading_with_a_newer_reader_keeps_the_older_reading_until_told(filled, monkeypatch):
    for module in ("khabar.runners.adding", "khabar.runners.reading", "khabar.reading.version"):
        monkeypatch.setattr(f"{module}.reader_version", lambda: "9.9.9+newer")
    assert "2 read" in filled("reread", "--jobs", 1).stderr
    assert len(status(filled)["readings"]) == 2
    claims = status(filled)["claims"]
    assert filled("reread", "--jobs", 1, "--drop-older").exit_code == 0
    assert status(filled)["readings"] == {"9.9.9+newer": 2}
    assert status(filled)["claims"] == claims


@pytest.mark.parametrize("wrong", [("--map", "headline"), ("--map", "heading=title"), ("--jobs", "0")])
def test_wrong_use_of_add(run, file, wrong):
    assert run("add", file, *wrong).exit_code == 2


@pytest.mark.parametrize("wrong", [("--type", "MURDER"), ("--status", "maybe"), ("--since", "yesterday")])
def test_wrong_use_of_find(filled, wrong):
    assert filled("find", *wrong).exit_code == 2


@pytest.mark.parametrize("question", ["find", "status", "problems"])
def test_an_archive_that_is_not_there_is_told(run, question):
    result = run(question)
    assert result.exit_code == 1
    assert "add reports" in result.stderr


def test_an_interrupted_run_keeps_what_was_stored(archive, tmp_path):
    """Ctrl-C in the middle: a message, exit code 130, and the next run goes on."""
    many = tmp_path / "many.jsonl"
    body = REPORTS[1]["body"]
    many.write_text("".join(json.dumps({"text": f"{body} {n}"}, ensure_ascii=False) + "\n" for n in range(3000)))
    arguments = [sys.executable, "-m", "khabar.cli", "add", str(many), "--jobs", "1"]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not stored(archive) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in told
    (kept,) = lines(CliRunner().invoke(command, ["status"]))
    assert 0 < kept["reports"] < 3000


def stored(archive):
    """How many reports are there already, if there is an archive yet."""
    try:
        with sqlite3.connect(f"file:{archive}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT count(*) FROM report").fetchone()[0]
    except sqlite3.Error:
        return 0
