"""Streams under the readers: looking ahead, counting, one encoding, a way back."""

import io

import pytest
from tests.sources.made_streams import one_way

from khabar.sources.streams import (
    HEAD,
    DamagedError,
    Meter,
    OverrunError,
    ahead,
    as_utf8,
    codec_of,
    failure,
    flowing,
    head,
    meter_of,
    seekable,
)

DATA = bytes(range(256)) * 1000


@pytest.mark.parametrize("make", [io.BytesIO, one_way, lambda data: flowing(io.BytesIO(data).read)])
def test_what_is_looked_at_is_read_again(make):
    stream = ahead(make(DATA))
    assert head(stream) == DATA[:HEAD]
    assert head(stream) == DATA[:HEAD]
    assert stream.read() == DATA


@pytest.mark.parametrize("cut", range(4))
def test_a_head_that_ends_within_a_character_is_still_utf8(cut):
    data = ("x" * (HEAD - cut) + "\U0001f600 ب").encode()
    assert codec_of(data[:HEAD]) == "utf-8"
    assert as_utf8(one_way(data)).read() == data


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256"])
def test_every_encoding_becomes_utf8_without_a_mark(codec):
    text = "قال الوزير إن الوفد وصل إلى المكلا أمس\n" * 5000
    assert as_utf8(one_way(text.encode(codec))).read().decode() == text


def test_what_is_unpacked_is_counted_by_all_streams_together():
    meter = Meter(150, 150)
    first, second = flowing(io.BytesIO(bytes(100)).read, meter), flowing(io.BytesIO(bytes(100)).read, meter)
    assert first.read() == bytes(100)
    with pytest.raises(OverrunError, match="at most 150"):
        second.read()
    assert isinstance(failure(second), OverrunError)
    assert failure(first) is None
    assert meter_of(second, 1) is meter
    assert meter_of(io.BytesIO(), 7) == Meter(7, 7)


def test_what_a_packed_stream_raises_is_damage_again_and_again():
    def broken(_size):
        raise EOFError

    stream = flowing(broken)
    for _ in range(2):
        with pytest.raises(DamagedError, match="EOFError"):
            stream.read(1)


def test_a_way_back_is_made_within_the_limit():
    stream = seekable(one_way(DATA), len(DATA))
    assert stream.read() == DATA
    stream.seek(1)
    assert stream.read(1) == b"\x01"
    with pytest.raises(OverrunError):
        seekable(one_way(DATA), len(DATA) - 1)
