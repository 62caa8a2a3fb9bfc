"""One stream of text is one report."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.options import Limits, Options
from khabar.sources.plain import read_plain

USUAL = Options()
TEXT = "الوزير يزور المكلا\n\nقال مصدر محلي إن الوزير وصل إلى المكلا أمس.\n"


def read(data: bytes, options: Options = USUAL) -> Incoming | Problem:
    (found,) = read_plain(io.BytesIO(data), "a.txt", options)
    return found


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_the_text_is_kept_as_it_came(codec):
    found = read(TEXT.encode(codec))
    assert (found.report.text, found.title, found.place) == (TEXT, None, "a.txt")


def test_what_the_user_says_stands():
    assert read(TEXT.encode(), Options(publisher="بوابة عدن")).report.publisher == "بوابة عدن"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ProblemKind.EMPTY),
        (b" \r\n", ProblemKind.EMPTY),
        ("… 1234 …".encode(), ProblemKind.EMPTY),
        (b"\x00\x01\x02\x03", ProblemKind.ENCODING),
        (b"%PDF-1.4", ProblemKind.ENCODING),
    ],
)
def test_what_is_no_text_is_a_problem(data, kind):
    assert read(data).kind is kind


def test_a_text_beyond_the_limits_is_a_problem_and_is_not_read_to_its_end():
    stream = io.BytesIO(b"khabar " * 1000)
    (found,) = read_plain(stream, "a.txt", Options(limits=Limits(record=100)))
    assert (found.kind, stream.tell()) == (ProblemKind.TOO_LARGE, 101)
    assert read(b"khabar " * 10, Options(limits=Limits(characters=20))).kind is ProblemKind.TOO_LARGE


def test_damage_is_told():
    found = read(TEXT.encode() * 5 + b"\xff\n")
    assert "U+FFFD" in found.warnings[0]


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_a_report_or_a_problem(data):
    assert isinstance(read(data), Incoming | Problem)
