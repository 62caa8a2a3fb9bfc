"""Unpacking in bounded pieces, whatever the stream was cut into on its way."""

from __future__ import annotations

import gzip
import os
import zlib

import pytest

from khabar.sources.exchange import CHUNK, Broken, unpack


def cut(data: bytes, size: int):
    return (data[place : place + size] for place in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 2, 9, 1000, 10**9])
@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_packed_comes_out_whole(size: int, length: int) -> None:
    for data in (b"a" * length, (os.urandom(97) * (length // 97 + 1))[:length]):
        if size > 2 or len(data) < CHUNK:
            assert b"".join(unpack(cut(gzip.compress(data), size), 10**8)) == data
            assert b"".join(unpack(cut(zlib.compress(data), size), 10**8)) == data


def test_a_bomb_comes_out_in_pieces_and_stops_soon_after_the_limit() -> None:
    pieces = list(unpack(iter([gzip.compress(b"\0" * 50_000_000)]), 100_000))
    assert max(map(len, pieces)) <= CHUNK
    assert 100_000 < sum(map(len, pieces)) <= 100_000 + CHUNK


@pytest.mark.parametrize(
    "data", [b"plain text", gzip.compress(b"x" * 999)[:-9], gzip.compress(b"x" * 999)[:12] + b"\xff" * 9]
)
def test_damage_is_told(data: bytes) -> None:
    with pytest.raises(Broken):
        list(unpack(iter([data]), 10_000))
