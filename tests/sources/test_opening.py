"""Whatever a user names is opened by what it holds, and nothing that goes wrong ends the run."""

import gzip
import io
import os
import sys
import types
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.made_streams import one_way

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources import dispatch
from khabar.sources.dispatch import read_any
from khabar.sources.kinds import Kind, kind_of
from khabar.sources.opening import expand, is_address, read_source
from khabar.sources.options import Limits, Options

USUAL = Options()
TEXT = "وصل الوفد إلى المكلا أمس"
NEWS = Path(__file__).parents[3] / "shared" / "news"


def texts(found) -> list[str]:
    return [item.report.text if isinstance(item, Incoming) else item.kind.value for item in found]


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def zipped(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("start", "name", "kind"),
    [
        (b"%PDF-1.7", "a.txt", Kind.PDF),
        (b"PK\x03\x04", "a.docx", Kind.ZIP),
        (b"\x1f\x8b\x08", "a", Kind.GZIP),
        (b"PAR1", "a", Kind.PARQUET),
        (b"WARC/1.0\r\n", "a.txt", Kind.WARC),
        (b"<!DOCTYPE html><html>", "a.txt", Kind.HTML),
        (b"\xef\xbb\xbf\n <!-- a --> <?xml version='1.0'?>\n<!-- <rss> -->\n<html dir='rtl'>", "a", Kind.HTML),
        (b"<div>x</div>", "a.htm", Kind.HTML),
        ("<!doctype html><html>".encode("utf-16"), "a", Kind.HTML),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a.xml", Kind.FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "a", Kind.FEED),
        (b"<?xml version='1.0'?><rdf:RDF>", "a", Kind.FEED),
        (b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "a", Kind.FEED),
        (b"<?xml version='1.0'?>\n<urlset xmlns='x'>", "a.xml", Kind.FEED),
        (b"<sitemapindex>", "a", Kind.FEED),
        (b"<?xml version='1.0'?><nitf>", "a.xml", Kind.OTHER),
        (b'[\n  {"title": "a"}]', "a.txt", Kind.JSON),
        (b'{"title": "a"}', "a", Kind.JSON),
        (b'{"title": "a"}\n{"title": "b"}\n', "a.json", Kind.JSONL),
        (b'{\n"title": "a"}\n{"title": "b"}\n', "a", Kind.JSON),
        (b'{"title"', "a.jsonl", Kind.JSONL),
        (b"nonsense", "a.JSONL", Kind.JSONL),
        (b"nonsense", "a.json", Kind.JSON),
        (b"a,b\n1,2", "day.csv", Kind.CSV),
        (b"title\ttext\tsource\n", "standard input", Kind.CSV),
        ("العنوان;النص;المصدر\n".encode(), "a", Kind.CSV),
        (b"title,text,source\n", "a.txt", Kind.PLAIN),
        ("قال، وأضاف, ثم مضى\n".encode(), "a", Kind.PLAIN),
        ("[أ ف ب] قال الوزير".encode(), "a.txt", Kind.PLAIN),
        ("{قال} الوزير".encode(), "a", Kind.PLAIN),
        (TEXT.encode("cp1256"), "a.txt", Kind.PLAIN),
        (b"BZh91AY", "a.bz2", Kind.OTHER),
        (b"\x89PNG\r\n", "a.png", Kind.OTHER),
        (b"a" * 257 + b"ustar\x0000", "a.tar", Kind.OTHER),
    ],
)
def test_the_kind_is_told_by_the_first_bytes_and_then_by_the_ending(start, name, kind):
    assert kind_of(start, name) is kind


def test_files_of_every_own_kind(tmp_path):
    write(
        tmp_path,
        {
            "a.txt": "a",
            "b.jsonl": '{"text": "b"}\nrubbish\n{"text": "c"}',
            "d.json.gz": gzip.compress(b'[{"text": "d"}]'),
            "e.zip": zipped("e.csv", "text,source\ne,x\n"),
            "f.csv": "text;source\nf;x\n",
        },
    )
    found = [item for file in expand([str(tmp_path)]) for item in read_source(file, USUAL)]
    assert texts(found) == ["a", "b", "broken", "c", "d", "e", "f"]
    assert texts(read_source(str(tmp_path), USUAL)) == texts(found)


def test_a_folder_is_gone_through_in_order_without_what_is_hidden(tmp_path):
    names = ["b.txt", "a/z.txt", "a/b/c.txt", ".git/x.txt", "a/.hidden", "c.txt"]
    write(tmp_path, dict.fromkeys(names, "x"))
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [str(Path(file).relative_to(tmp_path)) for file in expand([str(tmp_path)])]
    assert found == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_patterns_are_matched_here_too_and_a_name_that_looks_like_one_is_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"b.txt": "b", "a.txt": "a", "[a].txt": "c", "d/e.txt": "e"})
    assert list(expand(["?.txt", "[a].txt", "d*", "**/e.txt", "no*", "-"])) == [
        *("a.txt", "b.txt", "[a].txt"),
        *("d/e.txt", "d/e.txt", "no*", "-"),
    ]
    assert list(expand(["https://example.org/*"])) == ["https://example.org/*"]


def test_what_cannot_be_opened_is_a_problem(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").mkdir()
    (tmp_path / "void.txt").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    expected = {"no-such": "no report", "no*such": "no report", "dangling": "no report", "empty": "no report"}
    expected |= {"pipe": "unsupported", "void.txt": "empty", "x" * 300: "broken"}
    assert {name: texts(read_source(str(tmp_path / name), USUAL))[0] for name in expected} == expected
    assert texts(read_source("/dev/null", USUAL)) == ["unsupported"]
    assert texts(read_source("a\x00b", USUAL)) == ["no report"]


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    write(tmp_path, {"a.txt": "a"})

    def denied(*_args, **_told):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    (found,) = read_source(str(tmp_path / "a.txt"), USUAL)
    assert (found.kind, "permission is denied" in found.message) == (ProblemKind.REFUSED, True)


@pytest.mark.parametrize(
    "data",
    [b"a", b'{"text": "a"}', gzip.compress(b"a"), zipped("a.txt", "a"), b"title,text,source\n,a,\n"],
)
def test_standard_input_may_hold_anything(data, monkeypatch):
    for feed in (one_way, io.BytesIO):
        monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=feed(data)))
        assert texts(read_source("-", USUAL)) == ["a"]


def test_addresses_go_to_the_one_who_fetches():
    seen = []

    def fetch(address, options):
        seen.append((address, options))
        yield Problem(address, ProblemKind.NETWORK, "no")

    assert is_address("HTTP://example.org")
    assert not is_address("file:///etc/passwd")
    assert texts(read_source("https://example.org/a", USUAL, fetch)) == ["network"]
    assert seen == [("https://example.org/a", USUAL)]
    assert texts(read_source("https://example.org/a", USUAL)) == ["refused"]
    assert texts(read_source("file:///etc/passwd", USUAL, fetch)) == ["refused"]


def test_an_unforeseen_error_of_a_reader_is_told_and_the_rest_is_read(tmp_path, monkeypatch):
    def faulty(_stream, place, _options):
        yield Problem(place, ProblemKind.EMPTY, "first")
        raise KeyError("odd")

    monkeypatch.setattr(dispatch, "import_module", lambda _: types.SimpleNamespace(read_plain=faulty))
    write(tmp_path, {"a.txt": "a", "b.txt": "b"})
    found = list(read_source(str(tmp_path), USUAL))
    assert texts(found) == ["empty", "fault", "empty", "fault"]
    assert "KeyError" in found[1].message
    assert "a.txt" in found[1].message


def test_an_unforeseen_error_of_the_one_who_fetches_is_told():
    def fetch(address, _options):
        raise KeyError(address)

    assert texts(read_source("https://example.org/", USUAL, fetch)) == ["fault"]


def test_a_reader_that_cannot_be_loaded_is_told(monkeypatch):
    def absent(name):
        raise ModuleNotFoundError(f"No module named {name}")

    monkeypatch.setattr(dispatch, "import_module", absent)
    assert texts(read_any(io.BytesIO(b"%PDF-1.4"), "a.pdf", USUAL)) == ["unsupported"]


@pytest.mark.parametrize("data", [b"[]", b"BZh9", b"<?xml version='1.0'?><nitf/>", b""])
def test_a_file_that_holds_nothing_is_told(data, tmp_path):
    write(tmp_path, {"a.json": data})
    assert [item.kind for item in read_source(str(tmp_path / "a.json"), USUAL)] != []


def test_a_packed_web_archive_goes_to_its_own_reader(monkeypatch):
    def read_warc(stream, place, _options):
        yield Problem(place, ProblemKind.EMPTY, stream.read(2).hex())

    monkeypatch.setattr(dispatch, "import_module", lambda _: types.SimpleNamespace(read_warc=read_warc))
    data = gzip.compress(b"WARC/1.0\r\n")
    assert [item.message for item in read_any(io.BytesIO(data), "a.warc.gz", USUAL)] == ["1f8b"]


ENDINGS = st.sampled_from(["", ".txt", ".json", ".jsonl", ".csv", ".gz", ".zip", ".parquet"])
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"PAR1", b'[{"', b'{"text": "', b"text,source,url\n"]
)


@settings(deadline=None)
@given(STARTS, st.binary(), ENDINGS)
def test_any_bytes_under_any_name_are_reports_or_problems(start, data, ending):
    found = list(read_any(io.BytesIO(start + data), f"a{ending}", Options(limits=Limits(record=10_000))))
    assert found
    assert all(isinstance(item, Incoming | Problem) for item in found)
    assert ProblemKind.FAULT not in [item.kind for item in found if isinstance(item, Problem)]


@pytest.mark.skipif(not NEWS.is_dir(), reason=f"the news of {NEWS} are not there")
def test_the_zips_of_news_are_read_as_they_are():
    found = list(read_source(str(sorted(NEWS.glob("*.zip"))[-1]), USUAL))
    reports = [item for item in found if isinstance(item, Incoming)]
    assert len(reports) > 1000
    assert all(item.title and item.report.publisher and item.report.url and item.report.published for item in reports)
    assert {item.kind for item in found if isinstance(item, Problem)} <= {ProblemKind.EMPTY}
