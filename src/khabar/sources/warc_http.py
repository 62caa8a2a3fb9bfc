"""What a server answered, as a web archive keeps it: status, kind, charset and the body with its codings undone.

RFC 9112 for the message, RFC 9110 for its fields. Many archives keep the field of a coding that they have undone
already: a body that is not so coded is taken as it is. Not for fetching.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';,]{1,40})""", re.IGNORECASE)
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_PAGES = ("text/html", "application/xhtml+xml")
# Heads have some thousand bytes; browsers refuse beyond 256 KiB.
MAX_HEAD = 1 << 18


class AnswerError(Exception):
    """An answer that cannot be read, with the reason for people; `unsupported`: a coding that nobody here undoes."""

    def __init__(self, reason: str, unsupported: bool = False) -> None:
        super().__init__(reason)
        self.unsupported = unsupported


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and where in the block its body begins."""

    status: int
    page: bool
    charset: str | None
    codings: tuple[str, ...]
    chunked: bool
    start: int


def answer(block: bytes) -> Answer:
    """The head of what a server answered; AnswerError when it is none."""
    status = _STATUS.match(block)
    end = _END_OF_HEAD.search(block, 0, MAX_HEAD)
    if not status or not end:
        raise AnswerError("expected an answer of a web server (HTTP/1.1 200 …); its head is broken")
    fields = _fields(block[: end.start()])
    kind = fields.get("content-type", "")
    charset = _CHARSET.search(kind)
    return Answer(
        status=int(status[1]),
        page=kind.partition(";")[0].strip().lower() in _PAGES,
        charset=charset[1] if charset else None,
        codings=tuple(filter(None, (name.strip() for name in fields.get("content-encoding", "").lower().split(",")))),
        chunked="chunked" in fields.get("transfer-encoding", "").lower(),
        start=end.end(),
    )


def body(block: bytes, head: Answer, limit: int) -> bytes:
    """The body of an answer, at most `limit` bytes and one more; AnswerError when its coding is broken or unknown."""
    data = block[head.start :]
    if head.chunked:
        data = _dechunked(data)
    for coding in reversed(head.codings):
        data = _decoded(data, coding, limit)
    return data


def _fields(head: bytes) -> Mapping[str, str]:
    parts = (line.partition(":") for line in head.decode("latin-1").splitlines()[1:])
    return {name.strip().lower(): value.strip() for name, _, value in parts}


def _dechunked(data: bytes) -> bytes:
    if not _CHUNK.match(data):
        return data  # undone already
    parts: list[bytes] = []
    place = 0
    while True:
        size = _CHUNK.match(data, place)
        if not size or size.end() + int(size[1], 16) > len(data):
            raise AnswerError(f"expected a body in chunks; it breaks off or is damaged at byte {place:,}")
        start, length = size.end(), int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(data[start : start + length])
        place = start + length
        place += 2 if data.startswith(b"\r\n", place) else data.startswith(b"\n", place)


def _decoded(data: bytes, coding: str, limit: int) -> bytes:
    if coding in {"gzip", "x-gzip"}:
        return _inflated(data, 31, limit) if data.startswith(b"\x1f\x8b") else data
    if coding == "deflate":
        return _inflated(data, 15 if data[:1] == b"\x78" else -15, limit)
    if coding == "identity" or data.lstrip()[:1] == b"<":  # the latter: undone already
        return data
    raise AnswerError(
        f"expected a body that is plain or coded as gzip or deflate; it is {coding[:40]!r}", unsupported=True
    )


def _inflated(data: bytes, window: int, limit: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    try:
        found = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        raise AnswerError(f"expected a packed body; it is damaged ({error})") from error
    if not unpacker.eof and len(found) <= limit:
        raise AnswerError("expected a packed body; it is cut short")
    return found
