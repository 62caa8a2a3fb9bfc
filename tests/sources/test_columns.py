"""Tables of reports: CSV of every program, and Parquet."""

import hashlib
import importlib
import io
import tracemalloc
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.made_streams import endless, one_way

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.columns import delimiter_of, read_csv, read_parquet
from khabar.sources.options import Limits, Options

USUAL = Options()
SMALL = Options(limits=Limits(record=200))
TEXT = "قال الوزير إن الوفد وصل إلى المكلا أمس"


def read(data: bytes, options: Options = USUAL) -> list[Incoming | Problem]:
    return list(read_csv(io.BytesIO(data), "a.csv", options))


def texts(found: list[Incoming | Problem]) -> list[str]:
    return [item.report.text if isinstance(item, Incoming) else item.kind.value for item in found]


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_every_divider_and_encoding(divider, codec):
    rows = (("title", "content", "source", "date"), ("عنوان", TEXT, "بوابة عدن", "2023-09-05"))
    data = "\r\n".join(map(divider.join, rows)).encode(codec)
    (found,) = read(data)
    assert (found.title, found.report.text) == ("عنوان", f"عنوان\n\n{TEXT}")
    assert (found.report.publisher, str(found.report.published)) == ("بوابة عدن", "2023-09-05")


def test_cells_with_dividers_quotation_marks_and_line_ends():
    data = b'text,source\n"a, ""b""\n\nc",x\n'
    (found,) = read(data)
    assert (found.report.text, found.place) == ('a, "b"\n\nc', "a.csv: row 2")
    assert found.digest == hashlib.sha256(data[len("text,source\n") :]).hexdigest()


def test_the_divider_line_of_a_spreadsheet_program():
    assert texts(read(b"sep=;\r\ntext;source\r\na, b;x\r\n")) == ["a, b"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [("b", "broken"), ("b,c,d", "broken"), ('"b"c\rd,e', "broken"), (" ,c", "empty"), ("b\x00,c", "b\ufffd")],
)
def test_a_bad_row_spoils_itself_only(row, kind):
    assert texts(read(f"text,source\na,x\n{row}\n\nz,x\n".encode())) == ["a", kind, "z"]


def test_a_row_beyond_the_limit_is_skipped_and_the_next_is_read():
    assert texts(read(b"text,source\n%s,x\nz,x\n" % (b"a" * 500), SMALL)) == ["too large", "z"]


def test_a_quotation_mark_that_is_never_closed_costs_no_more_than_the_limit():
    found = texts(read(b'text,source\n"a,x\n' + b"z,x\n" * 100, SMALL))
    assert found[0] == "too large"
    assert found[-1] == "z"


def test_a_cell_beyond_the_limit_of_the_csv_module_is_read():
    assert texts(read(b"text,source\n%s,x\n" % (b"a" * 300_000))) == ["a" * 300_000]


def test_a_table_without_a_column_of_text_is_told_once():
    (found,) = read(b"kicker,lede\na,b\nc,d\n")
    assert found.kind is ProblemKind.NO_REPORT
    assert "kicker, lede" in found.message
    assert texts(read(b"kicker,lede\na,b\n", Options(fields={"text": "lede"}))) == ["b"]


def test_damaged_bytes_are_replaced_with_a_warning():
    (found,) = read(f"text,source\n{TEXT}".encode() + b"\xff,x\n")
    assert found.report.text == f"{TEXT}\ufffd"
    assert "U+FFFD" in found.warnings[0]


def test_a_line_of_any_length_is_skipped_within_the_memory_of_its_limit():
    stream = endless(b"text,source\n", b"x", 200 << 20, b"\nz,x\n")
    tracemalloc.start()
    found = texts(list(read_csv(stream, "a.csv", Options(limits=Limits(record=1_000_000)))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["too large", "z"]
    assert peak < 6e6


def test_the_divider_that_makes_most_columns():
    assert delimiter_of('"a;b;c;d",e,f') == ","
    assert delimiter_of("text") == ","


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_reports_or_problems(data):
    assert all(isinstance(item, Incoming | Problem) for item in [*read(data), *read(b"text,source\n" + data, SMALL)])


def parquet(rows: list[dict], **told) -> bytes:
    arrow, written = pytest.importorskip("pyarrow"), io.BytesIO()
    importlib.import_module("pyarrow.parquet").write_table(arrow.Table.from_pylist(rows), written, **told)
    return written.getvalue()


def table(data: bytes, options: Options = USUAL) -> list[Incoming | Problem]:
    return list(read_parquet(io.BytesIO(data), "a.parquet", options))


def test_parquet_rows_with_days_lists_and_objects():
    day = datetime(2023, 9, 5, 8)
    rows = [{"text": TEXT, "authors": ["سالم", "هدى"], "source": {"name": "بوابة عدن"}, "date": day, "n": [1.0]}] * 40
    found = table(parquet(rows))
    report = found[-1].report
    assert (len(found), found[-1].place) == (40, "a.parquet: row 40")
    assert (report.text, report.byline, report.publisher) == (TEXT, "سالم, هدى", "بوابة عدن")
    assert str(report.published) == "2023-09-05"


def test_parquet_from_a_stream_that_cannot_go_back():
    data = parquet([{"text": TEXT}])
    assert texts(list(read_parquet(one_way(data), "a.parquet", USUAL))) == [TEXT]


def test_parquet_that_is_cut_short_or_has_no_text_or_is_too_large():
    data = parquet([{"text": TEXT, "n": index} for index in range(100)])
    assert texts(table(data[:-20])) == ["broken"]
    assert texts(table(parquet([{"lede": TEXT}]))) == ["no report"]
    assert texts(table(data, Options(limits=Limits(unpacked=100)))) == ["too large"]


def test_without_pyarrow_the_problem_says_how_to_install_it(monkeypatch):
    def absent(name: str):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("khabar.sources.columns.import_module", absent)
    (found,) = table(b"PAR1")
    assert (found.kind, "pip install 'khabar[parquet]'" in found.message) == (ProblemKind.UNSUPPORTED, True)


@settings(deadline=None)
@given(st.binary(max_size=50), st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_any_bytes_as_parquet_are_reports_or_problems(data, place, damage):
    whole = parquet([{"text": "abc"}])
    spoilt = whole[:place] + damage + whole[place + len(damage) :]
    assert all(isinstance(item, Incoming | Problem) for item in [*table(b"PAR1" + data + b"PAR1"), *table(spoilt)])
