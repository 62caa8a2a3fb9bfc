"""Zip and gzip: what is in them is read, whatever they try."""

import gzip
import io
import json
import resource
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.made_streams import Made, one_way

from khabar.model import Incoming, Problem
from khabar.sources.options import Limits, Options
from khabar.sources.packed import leads_out, read_gzip, read_zip

USUAL = Options()
TEXT = "وصل الوفد إلى المكلا أمس"


def packed(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def unzip(data: bytes, options: Options = USUAL) -> list[Incoming | Problem]:
    return list(read_zip(io.BytesIO(data), "a.zip", options))


def gunzip(data: bytes, options: Options = USUAL, place: str = "a.json.gz") -> list[Incoming | Problem]:
    return list(read_gzip(io.BytesIO(data), place, options))


def texts(found: list[Incoming | Problem]) -> list[str]:
    return [item.report.text if isinstance(item, Incoming) else item.kind.value for item in found]


def test_members_are_read_by_what_they_hold_with_their_place():
    found = unzip(
        packed(
            {
                "gulf/": b"",
                "gulf/day.json": json.dumps([{"text": "a"}, {"text": "b"}]),
                "day.csv": "text,source\nc,x\n",
                "day.txt": TEXT,
                "inner.zip": packed({"d.jsonl": '{"text": "d"}'}),
                "e.json.gz": gzip.compress(b'{"text": "e"}'),
            }
        )
    )
    assert texts(found) == ["a", "b", "c", TEXT, "d", "e"]
    assert [item.place for item in found] == [
        "a.zip: gulf/day.json: record 1",
        "a.zip: gulf/day.json: record 2",
        "a.zip: day.csv: row 2",
        "a.zip: day.txt",
        "a.zip: inner.zip: d.jsonl: line 1",
        "a.zip: e.json.gz: e.json: record 1",
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_method_and_streams_that_cannot_go_back(method):
    data = packed({"a.txt": TEXT}, method)
    assert texts(unzip(data)) == [TEXT]
    assert texts(list(read_zip(one_way(data), "-", USUAL))) == [TEXT]


def test_litter_and_folders_are_passed_over():
    members = {"__MACOSX/._a.txt": "x", ".DS_Store": "x", "b/.DS_Store": "x", "c/": b"", "d.txt": TEXT}
    assert texts(unzip(packed(members))) == [TEXT]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:/a.txt", "c:a.txt", "..\\a.txt", "\\\\host\\a", "a\x00.txt"],
)
def test_a_name_that_leads_out_is_refused_and_the_rest_is_read(name):
    data = packed({"A" * len(name): TEXT, "b.txt": TEXT}).replace(b"A" * len(name), name.encode())
    found = unzip(data)
    assert texts(found) == ["refused", TEXT]
    assert "\x00" not in found[0].place
    assert leads_out(name)


def test_a_member_without_a_name_is_read_or_told():
    data = packed({"b.txt": TEXT})
    place = data.index(b"PK\x01\x02")
    nameless = bytearray(data)
    nameless[place + 28 : place + 30] = b"\0\0"
    nameless[place + 30 : place + 32] = b"\5\0"
    assert len(unzip(bytes(nameless))) == 1


def test_an_encrypted_member_is_told_and_the_rest_is_read():
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert texts(unzip(bytes(data))) == ["unsupported", TEXT]


def test_a_wrong_checksum_and_a_method_that_nobody_knows_spoil_one_member():
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    place = data.index(TEXT.encode())
    data[place] ^= 1
    assert texts(unzip(bytes(data))) == ["broken", TEXT]
    data[data.index(b"PK\x01\x02") + 10] = 77
    assert texts(unzip(bytes(data)))[1:] == [TEXT]
    assert texts(unzip(bytes(data)))[0] in {"broken", "unsupported"}


@pytest.mark.parametrize("cut", [10, 100, 200])
def test_a_zip_cut_short_is_broken(cut):
    assert texts(unzip(packed({"a.txt": TEXT * 10, "b.txt": TEXT})[:-cut])) == ["broken"]


def test_a_gzip_cut_short_or_followed_by_rubbish_keeps_its_sound_records():
    lines = b"".join(b'{"text": "record %d"}\n' % number for number in range(50_000))
    whole = gzip.compress(lines)
    found = texts(gunzip(whole[: len(whole) // 2], place="a.jsonl.gz"))
    assert found[0] == "record 0"
    assert found[-1] == "broken"
    assert texts(gunzip(gzip.compress(b'[{"text": "a"}]') + b"rubbish"))[-1] == "broken"
    assert texts(gunzip(gzip.compress(b'[{"text": "a"},') + gzip.compress(b'{"text": "b"}]'))) == ["a", "b"]


def test_packed_too_deep_is_told():
    data = b"khabar"
    for _ in range(4):
        data = packed({"a.zip": data})
    assert texts(unzip(data)) == ["too large"]
    assert texts(unzip(data, Options(limits=Limits(depth=4)))) == ["khabar"]


def test_an_office_file_is_told_as_one():
    assert texts(unzip(packed({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}))) == ["unsupported"]


LITTLE = Options(limits=Limits(unpacked=1_000_000, record=400_000))


def test_all_unpacked_bytes_count_together_and_end_the_outermost_file():
    inner = packed({f"{number}.json": b'[{"text": "%s"}]' % (b"a" * 300_000) for number in range(3)})
    found = unzip(packed({f"{number}.zip": inner for number in range(100)}), LITTLE)
    assert texts(found)[-1] == "too large"
    assert found[-1].place == "a.zip"
    assert len(found) == 4


def test_overlapping_members_are_counted_as_often_as_they_are_read():
    """A zip bomb without nesting: many entries of the directory share one body."""
    body = zlib.compress(b" " * 300_000, 9)[2:-4]
    name = b"a.json"
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, zlib.crc32(b" " * 300_000), len(body), 300_000, 6, 0)
    fields = (zlib.crc32(b" " * 300_000), len(body), 300_000, 6, 0, 0, 0, 0, 0, 0)
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, *fields) + name
    start = len(head + name + body)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 5000, 5000, len(entry) * 5000, start, 0)
    found = texts(unzip(head + name + body + entry * 5000 + end, LITTLE))
    assert found[-1] in {"too large", "broken"}
    assert found.count("no report") < 4


def zeros(size: int):
    """A gzip of zeros, made while it is read."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    for _ in range(size >> 20):
        yield packer.compress(bytes(1 << 20))
    yield packer.flush()


@pytest.mark.parametrize(
    ("place", "kinds"),
    [("a.gz", ["too large"]), ("a.json.gz", ["too large"]), ("a.jsonl.gz", ["too large"]), ("a.csv.gz", ["too large"])],
)
def test_ten_gigabytes_of_zeros_end_in_a_problem_within_the_limits(place, kinds):
    stream = io.BufferedReader(Made(zeros(10 << 30)))
    options = Options(limits=Limits(unpacked=64 << 20, record=1 << 20))
    start = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert texts(list(read_gzip(stream, place, options))) == kinds
    assert time.monotonic() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_hundred_thousand_empty_members_are_told_in_little_memory():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
        archive.writestr("last.txt", TEXT)
    out.seek(0)
    start = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    counts = Counter(map(type, read_zip(out, "a.zip", USUAL)))
    assert counts == {Problem: 100_000, Incoming: 1}
    assert time.monotonic() - start < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_directory_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr("khabar.sources.packed.MAX_DIRECTORY", 1000)
    assert texts(unzip(packed({f"{number}.txt": TEXT for number in range(100)}))) == ["too large"]


def test_a_large_zip_from_a_stream_is_not_copied_beyond_the_limit():
    stream = io.BufferedReader(Made(bytes(1 << 20) for _ in range(1 << 20)))
    tracemalloc.start()
    found = texts(list(read_zip(stream, "-", Options(limits=Limits(unpacked=10 << 20)))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["too large"]
    assert peak < 15e6


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_reports_or_problems(data):
    assert all(
        isinstance(item, Incoming | Problem) for item in [*unzip(data), *gunzip(data), *unzip(b"PK\x03\x04" + data)]
    )


SOUND = packed({"a.txt": TEXT, "b.json": '[{"text": "a"}]'})


@settings(deadline=None)
@given(st.integers(0, len(SOUND)), st.binary(min_size=1, max_size=8))
def test_any_damage_is_reports_or_problems(place, damage):
    spoilt = SOUND[:place] + damage + SOUND[place + len(damage) :]
    assert all(isinstance(item, Incoming | Problem) for item in unzip(spoilt))
    spoilt = gzip.compress(SOUND)[:place] + damage
    assert all(isinstance(item, Incoming | Problem) for item in gunzip(spoilt))
