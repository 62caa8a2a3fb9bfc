"""`khabar read`: what goes in, what comes out, and every way it can go wrong."""

import gzip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import click
import pytest
from tests.exports.sample import TEXT

import khabar
from khabar.cli.app import khabar as command
from khabar.cli.read import read as read_command

EXAMPLES = Path(__file__).parents[2] / "examples"

SOURCE = Path(__file__).parents[2] / "src"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(SOURCE)}


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_pipe_gets_one_json_line_a_report(run, report, tmp_path):
    other = tmp_path / "other.txt"
    other.write_bytes(TEXT.encode("cp1256"))
    result = run("read", report, other)
    assert result.exit_code == 0
    assert [line["file"] for line in lines(result)] == [str(report), str(other)]
    assert result.stderr == ""


def test_what_is_known_of_the_report_reaches_the_engine(run, engine, report):
    options = ("--published", "2024-03-06", "--publisher", " الخليج ", "--byline", "", "--url", "https://example.org")
    assert run("read", report, *options).exit_code == 0
    (seen,) = engine
    assert (seen.published, seen.publisher) == (date(2024, 3, 6), "الخليج")
    assert (seen.byline, seen.url) == (None, "https://example.org")
    assert seen.text == TEXT


def test_a_title_is_the_first_paragraph(run, engine, report):
    assert run("read", report, "--title", "عنوان الخبر").exit_code == 0
    assert engine[0].text == "عنوان الخبر\n\n" + TEXT


def test_standard_input(run):
    result = run("read", "-", input=TEXT.encode())
    assert [line["file"] for line in lines(result)] == ["standard input"]


@pytest.mark.parametrize(
    ("value", "day"),
    [("2024-03-06", date(2024, 3, 6)), ("2024-3-6", date(2024, 3, 6)), ("2024-03-06T23:10:00+03:00", date(2024, 3, 6))],
)
def test_days(run, engine, report, value, day):
    assert run("read", report, "--published", value).exit_code == 0
    assert engine[0].published == day


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("06/03/2024", "expected a day as YYYY-MM-DD, such as 2024-03-06; got '06/03/2024'"),
        ("yesterday", "expected a day as YYYY-MM-DD"),
        ("2024-02-30", "expected a day of the calendar as YYYY-MM-DD; got '2024-02-30': day is out of range"),
        ("2024-13-01", "month must be in 1..12"),
        ("", "expected a day as YYYY-MM-DD"),
    ],
)
def test_what_is_no_day_is_told(run, report, value, complaint):
    result = run("read", report, "--published", value)
    assert result.exit_code == 2
    assert complaint in " ".join(result.stderr.split())


def test_one_bad_file_does_not_stop_the_others(run, report, tmp_path):
    binary = tmp_path / "picture.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n")
    english = tmp_path / "english.txt"
    english.write_text("The minister said on Monday that talks would resume.")
    result = run("read", tmp_path / "none.txt", binary, english, report)
    assert result.exit_code == 1
    assert [line["file"] for line in lines(result)] == [str(report)]
    told = result.stderr.splitlines()
    assert [line for line in told if "none.txt" in line and "there is none of that name" in line]
    assert [line for line in told if "picture.txt" in line and "a PNG picture" in line]
    assert [line for line in told if "english.txt" in line and "Latin script" in line]
    assert told[-1] == "khabar: 3 of 4 reports could not be read"


def test_damaged_text_is_read_with_a_warning(run, tmp_path):
    path = tmp_path / "damaged.txt"
    path.write_bytes(TEXT.encode() + b"\xff")
    result = run("read", path)
    assert result.exit_code == 0
    assert "damaged utf-8" in result.stderr


def test_a_fault_of_the_engine_is_a_message_not_a_traceback(run, report, tmp_path):
    path = tmp_path / "fault.txt"
    path.write_text("هذا الخبر فيه عطل من النوع الذي لا يتوقعه أحد")
    result = run("read", path, report)
    assert result.exit_code == 1
    assert re.search(
        r"fault\.txt: a fault in Khabar itself \(IndexError in conftest\.py:\d+: tuple index", result.stderr
    )
    assert "Traceback" not in result.output
    assert len(lines(result)) == 1


def test_debugging_lets_the_fault_through(run, tmp_path, monkeypatch):
    monkeypatch.setenv("KHABAR_DEBUG", "1")
    path = tmp_path / "fault.txt"
    path.write_text("هذا الخبر فيه عطل من النوع الذي لا يتوقعه أحد")
    assert isinstance(run("read", path).exception, IndexError)


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "a.txt", "--format", "xml"),
        ("read", "a.txt", "--layer", "verbs"),
        ("read", "-", "-"),
        ("read", "a.txt", "b.txt", "--title", "x"),
        ("read", "a.txt", "b.txt", "--url", "x"),
        ("read", "a.txt", "b.txt", "--format", "html"),
        ("read", "a.txt", "b.txt", "--output", "both.json"),
        ("follow",),
        ("--nonsense",),
    ],
)
def test_wrong_use(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert result.stdout == ""


def test_a_report_is_never_overwritten(run, report):
    result = run("read", report, "--output", report)
    assert result.exit_code == 2
    assert "is one of the reports" in result.stderr
    assert report.read_bytes() == TEXT.encode()


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", "<!DOCTYPE html>"), ("a.json", "{\n"), ("a.jsonl", '{"'), ("a", '{"')]
)
def test_the_ending_of_the_output_chooses_the_form(run, report, tmp_path, name, start):
    assert run("read", report, "--output", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "report.txt"])


def test_a_folder_gets_a_file_a_report(run, report, tmp_path):
    (tmp_path / "more").mkdir()
    twin = tmp_path / "more" / "report.txt"
    twin.write_text(TEXT)
    for _ in range(2):
        assert run("read", report, twin, "--format", "html", "--output", f"{tmp_path}/pages/").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["report-2.html", "report.html"]


def test_nothing_read_leaves_the_old_output(run, tmp_path):
    old = tmp_path / "old.json"
    old.write_text("kept")
    assert run("read", tmp_path / "none.txt", "--output", old).exit_code == 1
    assert old.read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]


def test_output_that_cannot_be_written(run, report, tmp_path):
    result = run("read", report, "--output", tmp_path / "no" / "such" / "a.json")
    assert result.exit_code == 1
    assert "the output cannot be written: No such file or directory" in result.stderr


def test_layers(run, report):
    (record,) = lines(run("read", report, "--layer", "times", "--layer", "names"))
    assert [key for key, value in record.items() if isinstance(value, list)] == ["times", "names", "entities"]


def test_explain_names_rules_and_words(run, report):
    result = run("read", report, "--format", "table", "--explain")
    assert "attribution.relay-inner" in result.stdout
    assert "event.verb" in result.stdout
    assert "event.verb" not in run("read", report, "--format", "table").stdout


def test_every_layer_has_a_table(run, report):
    every = [part for layer in ("names", "times", "attributions", "events", "claims") for part in ("--layer", layer)]
    for more in ((), ("--explain",)):
        result = run("read", report, "--format", "table", *every, *more)
        assert result.exit_code == 0
        assert "Badr al-Busaidi" in result.stdout


def commands(group, name="khabar"):
    yield name, group
    for key, child in getattr(group, "commands", {}).items():
        yield from commands(child, f"{name} {key}")


@pytest.mark.parametrize("name", [name for name, _ in commands(command)])
def test_the_examples_of_every_help_run(run, name, monkeypatch, tmp_path):
    """On a small archive; those with an address are only understood, not run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KHABAR_ARCHIVE", "archive.sqlite")
    prepared(tmp_path)
    assert run("add", "reports").exit_code == 0
    known = json.loads(run("find").stdout.splitlines()[0])["claim"]
    if name == "khabar judgements":
        known = json.loads(run("merge", "outlet:reuters", "org:om-rop").stdout)["id"]
    shown = run(*name.split()[1:], "--help").stdout
    examples = re.findall(r"^ +(?:cat report\.txt \| )?(khabar [^>\n]+)", shown, flags=re.MULTILINE)
    assert examples
    for example in examples:
        words = [known if re.fullmatch("[0-9a-f]{10}", word) else word for word in shlex.split(example)[1:]]
        if any("://" in word for word in words):
            command.commands[words[0]].make_context(words[0], words[1:])
        else:
            result = run(*words, input=TEXT.encode())
            assert result.exit_code == 0, result.output


def prepared(folder):
    """The files that the examples speak of."""
    (folder / "report.txt").write_text(TEXT)
    (folder / "reports").mkdir()
    (folder / "reports" / "one.txt").write_text(TEXT)
    (folder / "examples").mkdir()
    for name in ("examples/made-list.csv", "un_consolidated.xml", "sdn.csv"):  # lists are told by what is in them
        shutil.copy(EXAMPLES / "made-list.csv", folder / name)
    with gzip.open(folder / "crawl.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"headline": "عنوان", "body": TEXT}) + "\n")


def test_version(run):
    assert re.fullmatch(r"khabar \d+\.\d+.*\n", run("--version").stdout)


def test_interruption(run, report, monkeypatch):
    def interrupt(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(khabar, "read", interrupt)
    result = run("read", report)
    assert result.exit_code == 130
    assert "interrupted" in result.stderr


def shell(script, tmp_path):
    """Run a command line with the hand-made engine in a real shell."""
    stub = tmp_path / "stub.py"
    stub.write_text(
        "import khabar\nfrom tests.exports.sample import READING\n"
        "khabar.read = lambda *a, **k: READING\nfrom khabar.cli import main\nmain()\n"
    )
    environment = ENVIRONMENT | {"PYTHONPATH": f"{SOURCE}:{SOURCE.parent}", "K": f"{sys.executable} {stub}"}
    return subprocess.run(["bash", "-c", script], env=environment, cwd=tmp_path, capture_output=True, check=False)


def test_a_closed_pipe_is_quiet(report, tmp_path):
    result = shell(f"$K read {' '.join([str(report)] * 300)} | head -c 10; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert result.returncode == 141
    assert result.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("form", ["--format json", "--format table", "--format html", "--output /dev/full"])
def test_a_full_disk_is_a_message(report, tmp_path, form):
    result = shell(f"$K read {report} {form} > /dev/full", tmp_path)
    assert result.returncode == 1
    assert b"the output cannot be written: No space left on device" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_for_help(tmp_path):
    result = shell("$K --help > /dev/full", tmp_path)
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr


def test_json_is_utf8_in_any_locale(report, tmp_path):
    result = shell(f"LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 $K read {report}", tmp_path)
    assert json.loads(result.stdout.decode("utf-8"))["text"] == TEXT


def test_bytes_that_are_no_characters_in_an_option(report, tmp_path):
    result = shell(f"$K read {report} --publisher $'\\xff' --output out.json", tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")


def test_help_is_quick():
    start = time.monotonic()
    subprocess.run([sys.executable, "-m", "khabar.cli", "--help"], env=ENVIRONMENT, capture_output=True, check=True)
    assert time.monotonic() - start < 1  # 0.17 s on an idle core; the test machine may be busy


def test_help_loads_no_engine():
    script = (
        "import sys, khabar.cli; print([m for m in ('rich', 'jinja2', 'regex', 'khabar.reading') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_command_is_one_of_click():
    assert isinstance(read_command, click.Command)
