"""The terminal: what is told, in which order, with the directions kept apart on every line."""

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.exports.sample import EMPTY, READING

from khabar.exports.bidi import LRM, PDI, RLI, direction, isolate, open_isolates
from khabar.exports.layers import Layer
from khabar.exports.table import print_reading


def shown(reading=READING, width=100, layers=(Layer.CLAIMS,), color=False, **options):
    console = Console(
        file=io.StringIO(),
        width=width,
        highlight=False,
        force_terminal=color,
        color_system="truecolor" if color else None,
    )
    print_reading(reading, console, layers, **options)
    return console.file.getvalue()


def bare(text):
    return "".join(char for char in text if char not in "\u200e\u2066\u2067\u2068\u2069")


def test_a_claim_reads_from_the_event_to_the_evidence():
    out = bare(shown())
    parts = (
        "2. ASSAULT هجوم  ● occurred",
        "قاربا مسلحا → سفينة صيد",
        "صلالة (Salalah)",
        "أمس (2024-03-05)",
        "    publisher: بوابة الخليج",
        "    └── source: صحيفة «الساحل» (As-Sahil)",
        "        └── source: المتحدث باسم شرطة عمان السلطانية سالم الحارثي (Salim al-Harithi)",
        "            └── evidence: صورا جوية",
    )
    start = out.index("2. ASSAULT")
    places = [out.index(part, start) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("width", [40, 60, 80, 133])
@pytest.mark.parametrize("explain", [False, True])
def test_no_line_is_too_wide_and_every_isolate_is_closed_on_its_line(width, explain):
    for line in shown(width=width, layers=list(Layer), explain=explain, name="report.txt").splitlines():
        assert cell_len(line) <= width
        assert open_isolates(line) == ()
        assert line.count(PDI) == sum(line.count(mark) for mark in "\u2066\u2067\u2068")


def test_an_arrow_points_from_left_to_right_in_any_terminal():
    assert f"{PDI}{LRM} → {LRM}{RLI}" in shown()


def test_letters_keep_their_order():
    out = " ".join(bare(shown(width=50)).split())
    assert "المتحدث باسم شرطة عمان" in out


def test_without_a_terminal_there_is_no_colour():
    assert "\x1b" not in shown()
    assert "\x1b[" in shown(color=True)


def test_no_color_is_honoured(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;32m" not in shown(color=True)


def test_status_is_told_in_words_too():
    out = bare(shown())
    assert "● planned مقرر" in out
    assert "● denied منفي" in out


def test_a_report_cannot_command_the_terminal():
    report = replace(EMPTY.report, text="خبر \x1b[31m أحمر\x07 \u202eمقلوب\u2069", publisher="[bold]x[/bold] :smile:")
    out = shown(replace(EMPTY, report=report))
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[bold]x[/bold] :smile:" in out


def test_no_claims():
    assert "no claims were read" in shown(EMPTY)


def test_isolates():
    assert isolate("خبر  عن\nCBS") == f"{RLI}خبر عن CBS{PDI}"
    assert isolate("  ") == ""
    assert [direction(text) for text in ("2015 خبر", "khabar خبر", "2015")] == ["rtl", "ltr", "ltr"]
