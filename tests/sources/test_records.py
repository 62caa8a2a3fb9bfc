"""JSON in every shape that archives of news come in, and broken in every way."""

import hashlib
import io
import json
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.made_streams import endless

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.options import Limits, Options
from khabar.sources.records import read_json, read_jsonl
from khabar.sources.scanning import Level, pieces

USUAL = Options()
SMALL = Options(limits=Limits(record=1000))


def lines(data: bytes, options: Options = USUAL) -> list[Incoming | Problem]:
    return list(read_jsonl(io.BytesIO(data), "a.jsonl", options))


def document(data: bytes, options: Options = USUAL) -> list[Incoming | Problem]:
    return list(read_json(io.BytesIO(data), "a.json", options))


def texts(found: list[Incoming | Problem]) -> list[str]:
    return [item.report.text if isinstance(item, Incoming) else item.kind.value for item in found]


def test_one_record_a_line():
    data = '{"text": "خبر"}\r\n\n  {"text": "نبأ"}'.encode()
    first, second = lines(data)
    assert texts([first, second]) == ["خبر", "نبأ"]
    assert (first.place, second.place) == ("a.jsonl: line 1", "a.jsonl: line 3")
    assert second.digest == hashlib.sha256('{"text": "نبأ"}'.encode()).hexdigest()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1256"])
@pytest.mark.parametrize("read", [lines, document])
def test_every_encoding(codec, read):
    data = '{"text": "وصل الوفد إلى المكلا أمس"}\n{"text": "قال الوزير إن الوفد وصل"}'
    assert texts(read(data.encode(codec))) == ["وصل الوفد إلى المكلا أمس", "قال الوزير إن الوفد وصل"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('{"text": "خب', "broken"),
        ("}{", "broken"),
        ('{"text": 1' + "0" * 5000 + "}", "broken"),
        ('{"text": ' + "[" * 100_000, "broken"),
        ('{"a":' * 100_000, "broken"),
        ("[1]", "no report"),
        ("null", "no report"),
        ('{"text": NaN}', "no report"),
        ('{"text": ""}', "empty"),
        ('{"text": "ا", "text": "ب"}', "ب"),
        ('{"text": "ا\\ud800"}', "ا\ufffd"),
        ('{"text": "ا\\ud83d\\ude00"}', "ا😀"),
        ('{"text": "ا", "n": [NaN, Infinity, 1e999]}', "ا"),
    ],
)
def test_a_bad_line_spoils_itself_only(line, kind):
    assert texts(lines(f'{{"text": "قبل"}}\n{line}\n{{"text": "بعد"}}'.encode())) == ["قبل", kind, "بعد"]


def test_damaged_bytes_are_replaced_with_a_warning():
    text = "وصل الوفد إلى المكلا أمس"
    first, second = lines(f'{{"text": "{text}"}}\n'.encode() + b'{"text": "x\xff"}')
    assert (first.warnings, second.report.text) == ((), "x\ufffd")
    assert "U+FFFD" in second.warnings[0]


def test_a_line_beyond_the_limit_is_skipped_and_the_next_is_read():
    assert texts(lines(b'{"text": "%s"}\n{"text": "a"}\n' % (b"x" * 5000), SMALL)) == ["too large", "a"]
    assert texts(lines(b'{"text": "%s"}' % (b"x" * 5000), SMALL)) == ["too large"]


def test_a_million_brackets():
    depth = 10**6
    assert texts(document(b"[" * depth))[0] in {"broken", "too large"}
    assert texts(document(b'{"a":' * depth))[0] in {"broken", "too large"}
    assert texts(document(b'[{"text": "a"}, ' + b"[" * depth + b"]" * depth + b', {"text": "b"}]')) == [
        "a",
        "broken",
        "b",
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ('[{"text": "a"}, {"text": "b"}]', ["a", "b"]),
        ('\ufeff [ {"text": "a"} ,\r\n {"text": "b"} , ] \n', ["a", "b"]),
        ('[{"text": "a"} {"text": "b"}]', ["a", "b"]),
        ('{"text": "a"}', ["a"]),
        ('{"text": "a", "images": [{"text": "no"}]}', ["a"]),
        ('{"status": "ok", "n": [1], "articles": [{"text": "a"}, {"text": "b"}]}', ["a", "b"]),
        ('{"n": 1, "pieces": [{"text": "a"}], "tags": ["x"]}', ["a"]),
        ('{"title": "Feed", "items": [{"text": "a"}], "authors": [{"text": "no"}]}', ["a"]),
        ('{"title": "t", "lede": "x", "comments": [{"text": "no"}]}', ["no report"]),
        ('{"V1": {"title": "t", "body": {"parts": [{"text": "no"}]}, "images": [{"caption": "no"}]}}', ["no report"]),
        ('{"a": [{"text": "no"}], "b": [{"text": "no"}]}', ["no report"]),
        ('{"hits": {"total": 2, "hits": [{"_source": {"text": "a"}}]}}', ["a"]),
        ('{"text": "a"}\n{"text": "b"}', ["a", "b"]),
        ('{\n "text": "a"\n}\n{\n "text": "b"\n}\n', ["a", "b"]),
        ('[{"text": "a", x}, {"text": "b"}]', ["broken", "b"]),
        ('[{"text": "a\\"]}{[,"}, {"text": "b\\\\"}]', ['a"]}{[,', "b\\"]),
        ('[{"text": "a"}, 3, "x,y", null, {"text": "b"}]', ["a", "no report", "no report", "no report", "b"]),
        ('[{"text": "a"}, {"text": "b', ["a", "broken"]),
        ('[{"text": "a"}, ', ["a", "broken"]),
        ('[{"text": "a"}] rest', ["a", "broken"]),
        ('[{"text": "a"}] [{"text": "b"}]', ["a", "no report"]),
        ('{"articles": [{"text": "a"}, {"te', ["broken"]),
        ('{"articles": ["a", "b"]}', ["no report"]),
        ('{"kicker": "a"}', ["no report"]),
        ("[]", []),
        ("", []),
        ("nonsense", ["broken"]),
        ("]]]", []),
    ],
)
def test_every_shape_of_a_document(data, found):
    assert texts(document(data.encode())) == found


def test_records_are_counted_from_one_and_digested_by_their_bytes():
    first, second = document('[ {"text": "a"} ,{"text" : "ب"}]'.encode())
    assert (first.place, second.place) == ("a.json: record 1", "a.json: record 2")
    assert second.digest == hashlib.sha256('{"text" : "ب"}'.encode()).hexdigest()


def test_a_record_beyond_the_limit_is_skipped_and_the_next_is_read():
    large = b'{"text": "%s"}' % (b'x\\"]' * 5000)
    assert texts(document(b"[" + large + b', {"text": "a"}]', SMALL)) == ["too large", "a"]


def test_a_large_object_with_an_array_is_read_record_by_record():
    many = b",".join(b'{"text": "%d a"}' % number for number in range(500))
    found = document(b'{"total": 500, "articles": [' + many + b"]}", SMALL)
    assert texts(found) == [f"{number} a" for number in range(500)]


@pytest.mark.parametrize("key", ["articles", "whatever"])
@pytest.mark.parametrize("size", [1, 7, 64])
def test_the_key_of_an_array_is_known_wherever_the_stream_is_cut(key, size):
    data = b'{"tags": ["x"], "%s" :\n [{"text": "a"}]}' % key.encode()
    chunks = [data[place : place + size] for place in range(0, len(data), size)]
    found = [(piece.key, piece.within, piece.raw) for piece in pieces(chunks, Level.ARRAY, 100)]
    assert found == [("tags", 1, b'"x"'), (key, 1, b'{"text": "a"}')]


def test_a_large_object_without_an_array_is_too_large():
    assert texts(document(b'{"a": {"text": "%s"}}' % (b"x" * 5000), SMALL)) == ["too large"]


def bounded(found, megabytes: float) -> list[str]:
    """What a reader finds, asserting that it never held more than so much memory."""
    tracemalloc.start()
    try:
        kinds = texts(list(found))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * 1e6
    return kinds


def test_a_line_of_a_gigabyte_is_skipped_within_the_memory_of_its_limit():
    options = Options(limits=Limits(record=1_000_000))
    start = time.monotonic()
    stream = endless(b'{"text": "', b"x", 1 << 30, b'"}\n{"text": "a"}\n')
    assert bounded(read_jsonl(stream, "a.jsonl", options), 6) == ["too large", "a"]
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("part", [b"x", b"\\u0628", b"[", b'[{"":"",', b'"a",'])
def test_a_record_of_a_few_megabytes_is_skipped_within_the_memory_of_its_limit(part):
    options = Options(limits=Limits(record=1_000_000))
    start = b'[{"text": "a"}, ' + (b'"' if part in {b"x", b"\\u0628"} else b"[")
    found = bounded(read_json(endless(start, part, 3 << 20, b""), "a.json", options), 6)
    assert (found[0], found[1]) == ("a", "too large")


def test_an_array_of_any_size_is_read_in_the_memory_of_one_record():
    part = b'{"text": "%s"},' % (b"khabar " * 100)
    stream = endless(b'{"articles": [', part, 8 << 20, b'{"text": "end"}]}')
    options = Options(limits=Limits(record=100_000))
    tracemalloc.start()
    count = sum(isinstance(item, Incoming) for item in read_json(stream, "a.json", options))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count > 10_000
    assert peak < 4e6


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_reports_or_problems(data):
    assert all(isinstance(item, Incoming | Problem) for item in [*lines(data, SMALL), *document(data, SMALL)])


@settings(deadline=None)
@given(st.text(alphabet='[]{}",:\\ax1 \n', max_size=60))
def test_any_brackets_and_quotes_are_reports_or_problems(text):
    assert all(isinstance(item, Incoming | Problem) for item in [*lines(text.encode()), *document(text.encode())])


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1).filter(
    lambda text: any(map(str.isalpha, text))
)


@settings(deadline=None)
@given(st.lists(WORDS), st.booleans())
def test_what_is_written_is_read_back(held, escaped):
    records = [json.dumps({"text": text}, ensure_ascii=escaped) for text in held]
    assert texts(lines("\n".join(records).encode())) == held
    assert texts(document(f"[{','.join(records)}]".encode())) == held


@settings(deadline=None)
@given(st.lists(WORDS, min_size=2), st.data())
def test_a_broken_line_costs_one_report(held, data):
    records = [json.dumps({"text": text}) for text in held]
    broken = data.draw(st.integers(0, len(held) - 1))
    records[broken] = records[broken][:-1]
    expected = [*held[:broken], ProblemKind.BROKEN.value, *held[broken + 1 :]]
    assert texts(lines("\n".join(records).encode())) == expected
