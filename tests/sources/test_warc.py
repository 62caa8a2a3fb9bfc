"""Web archives: good records come out whole, bad ones are told and passed over, nothing is held but one record."""

import gzip
import io
import tracemalloc
import zlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.options import Limits, Options
from khabar.sources.warc import read_warc

SENTENCE = "قالت وزارة النقل إن الميناء الجديد سيستقبل أولى السفن في مطلع الشهر المقبل بعد انتهاء أعمال التوسعة. "
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def page(number, day="2024-01-01", charset="utf-8"):
    return (
        f"<html><head><title>خبر {number}</title><meta property='og:type' content='article'>"
        f"<meta property='article:published_time' content='{day}T09:00:00+03:00'></head>"
        f"<body><article><h1>خبر {number}</h1><p>{SENTENCE * 2}</p><p>{number} {SENTENCE}</p></article></body></html>"
    ).encode(charset)


def record(number, *, body=None, head=HTML, kind=b"response", length=None, extra=b""):
    block = head + b"\r\n" + (page(number) if body is None else body)
    size = str(len(block)).encode() if length is None else length
    fields = b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: http://news.example/%d\r\n" % (kind, number)
    fields += b"WARC-Date: 2024-01-05T00:00:00Z\r\n%sContent-Length: %s\r\n\r\n" % (extra, size)
    return fields + block + b"\r\n\r\n"


class Pipe(io.RawIOBase):
    """A stream that gives a little at a time and cannot seek."""

    def __init__(self, pieces):
        self.pieces, self.left = iter(pieces), b""

    def read(self, size=-1):
        while not self.left:
            try:
                self.left = next(self.pieces)
            except StopIteration:
                return b""
        out, self.left = self.left[:size], self.left[size:]
        return out


def read(data, **limits):
    stream = data if isinstance(data, io.RawIOBase) else io.BytesIO(data)
    return list(read_warc(stream, "news.warc", Options(limits=Limits(**limits))))


def titles(found):
    return [item.title if isinstance(item, Incoming) else item.kind for item in found]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_each_page_is_a_report_with_the_address_it_was_fetched_from(pack):
    first, second = read(pack(record(1)) + pack(record(2)))
    assert (first.title, first.report.url, first.report.published) == (
        "خبر 1",
        "http://news.example/1",
        date(2024, 1, 1),
    )
    assert second.place == "news.warc: record 2 (http://news.example/2)"
    assert SENTENCE.strip() in second.report.text


def test_an_archive_in_one_packed_piece():
    assert titles(read(gzip.compress(record(1) + record(2)))) == ["خبر 1", "خبر 2"]


def test_a_stream_that_cannot_seek_and_gives_little():
    data = gzip.compress(record(1)) + gzip.compress(record(2))
    assert titles(read(Pipe(data[at : at + 7] for at in range(0, len(data), 7)))) == ["خبر 1", "خبر 2"]


@pytest.mark.parametrize(
    "other",
    [
        record(9, kind=b"request"),
        record(9, kind=b"revisit"),
        record(9, kind=b"warcinfo"),
        record(9, head=b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"),
        record(9, head=b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n"),
        record(9, head=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"),
        record(9).replace(b"http://news.example/9", b"dns:news.example"),
    ],
    ids=["request", "revisit", "warcinfo", "404", "301", "picture", "dns"],
)
def test_what_is_no_page_is_passed_over_without_a_word(other):
    assert titles(read(record(1) + other + record(2))) == ["خبر 1", "خبر 2"]


def test_the_charset_that_the_server_named_is_used():
    head = HTML.replace(b"utf-8", b"windows-1256")
    (found,) = read(record(1, body=page(1, charset="cp1256"), head=head))
    assert SENTENCE.strip() in found.report.text


def chunked(data, size=50):
    parts = (data[at : at + size] for at in range(0, len(data), size))
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (chunked, b"Transfer-Encoding: chunked\r\n"),
        (gzip.compress, b"Content-Encoding: gzip\r\n"),
        (zlib.compress, b"Content-Encoding: deflate\r\n"),
        (raw_deflate, b"Content-Encoding: deflate\r\n"),
        (lambda data: chunked(gzip.compress(data)), b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
        (bytes, b"Transfer-Encoding: chunked\r\n"),
        (bytes, b"Content-Encoding: gzip\r\n"),
        (bytes, b"Content-Encoding: br\r\n"),
    ],
    ids=["chunked", "gzip", "zlib", "deflate", "both", "chunked undone", "gzip undone", "br undone"],
)
def test_codings_of_the_body_are_undone_once(code, fields):
    assert read(record(1, body=code(page(1)), head=HTML + fields))[0].report.text == read(record(1))[0].report.text


@pytest.mark.parametrize(
    ("body", "fields", "kind"),
    [
        (chunked(page(1))[:-200], b"Transfer-Encoding: chunked\r\n", ProblemKind.BROKEN),
        (gzip.compress(page(1))[:-20], b"Content-Encoding: gzip\r\n", ProblemKind.BROKEN),
        (b"\x1f\x8bnonsense", b"Content-Encoding: gzip\r\n", ProblemKind.BROKEN),
        (b"\x0b\x02\x80hello\x03", b"Content-Encoding: br\r\n", ProblemKind.UNSUPPORTED),
        (gzip.compress(bytes(50_000_000)), b"Content-Encoding: gzip\r\n", ProblemKind.TOO_LARGE),
    ],
    ids=["chunks", "cut", "nonsense", "brotli", "bomb"],
)
def test_a_body_that_cannot_be_had_is_one_problem(body, fields, kind):
    assert titles(read(record(1, body=body, head=HTML + fields) + record(2))) == [kind, "خبر 2"]


def damaged(packed):
    return packed[:60] + bytes(byte ^ 0xFF for byte in packed[60:64]) + packed[64:]


@pytest.mark.parametrize(
    "middle",
    [
        record(9, length=b"5"),
        record(9, length=b"1500"),
        record(9, length=b"99999999999"),
        record(9, length=b"-4"),
        record(9, length=b"many"),
        record(9, head=b"nonsense\r\n"),
        record(9, body=b"", head=b"\x00\xff"),
        b"neither head nor record\r\n\r\n",
        b"WARC/1.0\r\nX: " + b"a" * 100_000 + b"\r\n\r\n\r\n\r\n",
    ],
    ids=["short", "long", "huge", "negative", "word", "answer", "no answer", "junk", "endless head"],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_bad_record_is_one_problem_and_the_rest_is_read(middle, pack):
    found = read(pack(record(1)) + pack(middle) + pack(record(2)))
    assert titles(found) == ["خبر 1", ProblemKind.BROKEN, "خبر 2"]
    assert "record 2" in found[1].message


def test_a_damaged_packed_record_is_one_problem_and_the_rest_is_read():
    pieces = [gzip.compress(record(number)) for number in (1, 2, 3)]
    assert titles(read(pieces[0] + damaged(pieces[1]) + pieces[2])) == ["خبر 1", ProblemKind.BROKEN, "خبر 3"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.97])
def test_a_cut_archive_is_told(pack, kept):
    last = pack(record(2))
    found = read(pack(record(1)) + last[: int(len(last) * kept) or 1])
    assert titles(found)[0] == "خبر 1"
    assert titles(found)[1:] == [ProblemKind.BROKEN]


def test_a_record_above_the_limit_is_passed_over():
    found = read(record(1) + record(9, body=b"x" * 30_000) + record(2), record=20_000)
    assert titles(found) == ["خبر 1", ProblemKind.TOO_LARGE, "خبر 2"]


def test_a_page_dated_after_it_was_fetched_is_doubted():
    late, early = read(record(1, body=page(1, day="2024-01-09")) + record(2, body=page(2, day="2024-01-06")))
    assert late.warnings == ("dated 2024-01-09, but fetched on 2024-01-05: the date is doubtful",)
    assert early.warnings == ()


def test_a_page_that_the_archive_cut_says_so():
    (found,) = read(record(1, extra=b"WARC-Truncated: length\r\n"))
    assert found.warnings == ("the archive holds only the beginning of the page",)


def test_a_packed_file_of_zeros_ends_at_the_limit():
    packed = gzip.compress(bytes(1 << 20)) * 200
    assert titles(read(packed, unpacked=50 << 20)) == [ProblemKind.BROKEN, ProblemKind.TOO_LARGE]


def test_an_archive_is_never_held_whole():
    small = [gzip.compress(record(9, kind=b"request", body=b"x" * 100_000)) for _ in range(2)]
    tracemalloc.start()
    assert read(Pipe(small[number % 2] for number in range(600))) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20  # of 60 MB


def test_records_of_the_usual_library_are_read():
    warc = pytest.importorskip("fastwarc.warc")
    written, out = warc.WarcRecord(), io.BytesIO()
    written.init_headers(record_type=warc.WarcRecordType.response)
    written.headers.append("WARC-Target-URI", "http://news.example/1")
    written.set_bytes_content(HTML + b"\r\n" + page(1))
    written.write(out)
    assert titles(read(out.getvalue() * 2)) == ["خبر 1", "خبر 1"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2_000), st.booleans())
def test_any_bytes_give_reports_or_problems(noise, place, packed):
    data = record(1) + record(2)
    data = gzip.compress(data) if packed else data
    found = read(data[:place] + noise + data[place:])
    assert all(isinstance(item, Incoming | Problem) for item in found)
