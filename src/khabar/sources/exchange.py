"""One question and its answer, over one connection to a number that was checked before.

Bounded on every side: the time for all of it, headers included, so that a server that sends a byte a second ends too;
the bytes of the body as they are unpacked, whatever the server says of their length. Who may be asked, how often and
what an answer means is not decided here.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse
from urllib3.util.connection import create_connection

from khabar.sources.addresses import Checked

CHUNK = 1 << 16
# Both ways to write zlib's own header, gzip's, or (as some servers send for "deflate") none.
ANY_HEADER, NO_HEADER = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS
PACKINGS = frozenset({"gzip", "x-gzip", "deflate"})
PLAIN = frozenset({"", "identity"})


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that connecting may take, that a server may be silent, and that the whole answer may take."""

    connect: float
    silence: float
    whole: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: header names in lower case, the body unpacked. `whole` is False when it was longer than asked
    for and cut."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    whole: bool = True


class Broken(Exception):  # noqa: N818 - an answer, for the caller to turn into a Problem
    """No answer came, or half of one. `again` tells whether asking again may help; `reason` is for people."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


def ask(
    checked: Checked, headers: Mapping[str, str], most: int, patience: Patience, tls: ssl.SSLContext | None
) -> Answer:
    """Ask for an address at its checked numbers, tried in order; at most `most` bytes of the body are kept.

    `tls` replaces the system's certificates. Raises Broken when there is no whole answer in time.
    """
    deadline = time.monotonic() + patience.whole
    connection = _connection(checked, patience, deadline, tls)
    try:
        connection.request("GET", checked.target.path, headers=dict(headers), preload_content=False)
        with closing(connection.getresponse()) as response:
            return _answer(response, most)
    except (HTTPError, OSError, http.client.HTTPException, ValueError) as error:
        raise _broken(error, patience, late=time.monotonic() >= deadline) from error
    finally:
        connection.close()


class _Timed(io.RawIOBase):
    """A socket's bytes, with the time that is left of the whole as the longest wait for the next ones."""

    def __init__(self, raw: io.RawIOBase, connected: socket.socket, patience: Patience, deadline: float) -> None:
        self._raw, self._socket, self._silence, self._deadline = raw, connected, patience.silence, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for the whole answer is over")
        self._socket.settimeout(min(left, self._silence))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedResponse(http.client.HTTPResponse):
    """The standard library's answer, read through `_Timed`: its headers too are lines that may come drop by drop."""

    def __init__(self, sock: socket.socket, *, patience: Patience, deadline: float, method: str | None = None) -> None:
        super().__init__(sock, method=method)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_Timed(raw, sock, patience, deadline))


def _connection(
    checked: Checked, patience: Patience, deadline: float, tls: ssl.SSLContext | None
) -> HTTPConnection | HTTPSConnection:
    """A connection that carries the host's name in its Host header and certificate check, and goes to its numbers."""
    target = checked.target
    connection: HTTPConnection | HTTPSConnection
    if target.scheme == "https":
        context = tls or _system_tls()
        connection = HTTPSConnection(target.host, target.port, timeout=patience.silence, ssl_context=context)
    else:
        connection = HTTPConnection(target.host, target.port, timeout=patience.silence)
    # The one place where urllib3 would look the name up again.
    connection._new_conn = partial(_connect, checked, patience, deadline)  # type: ignore[method-assign]
    connection.response_class = partial(_TimedResponse, patience=patience, deadline=deadline)  # type: ignore[assignment]
    return connection


@lru_cache(maxsize=1)
def _system_tls() -> ssl.SSLContext:
    """The certificates of the system; reading them takes some 20 ms, too long for every page."""
    return ssl.create_default_context()


def _connect(checked: Checked, patience: Patience, deadline: float) -> socket.socket:
    failure: OSError = OSError("no number to connect to")
    for number in checked.numbers:
        wait = min(patience.connect, deadline - time.monotonic())
        if wait <= 0:
            raise TimeoutError("the time for the whole answer is over")
        try:
            connected = create_connection((number, checked.target.port), wait)
        except OSError as error:
            failure = error
            continue
        connected.settimeout(max(min(patience.silence, deadline - time.monotonic()), 0.001))
        return connected
    raise failure


def _answer(response: BaseHTTPResponse, most: int) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    pieces: list[bytes] = []
    room = most + 1
    for piece in _unpacked(response, headers.get("content-encoding", "").strip().lower(), most):
        pieces.append(piece[:room])
        room -= len(pieces[-1])
        if room <= 0:
            break
    body = b"".join(pieces)
    return Answer(response.status, headers, body[:most], len(body) <= most)


def _unpacked(response: BaseHTTPResponse, packing: str, most: int) -> Iterator[bytes]:
    raw = iter(lambda: response.read(CHUNK, decode_content=False), b"")
    if packing in PLAIN:
        return raw
    if packing not in PACKINGS:
        raise Broken(f"its body is packed as {packing!r}, which was not asked for", again=False)
    return unpack(raw, most)


def unpack(packed: Iterator[bytes], most: int) -> Iterator[bytes]:
    """The bytes of a gzip or zlib stream in pieces of at most CHUNK, ending soon after `most` bytes: a few bytes may
    unpack to millions. What follows the stream is left. Raises Broken when it is damaged or cut short."""
    engine, made, fresh = zlib.decompressobj(ANY_HEADER), 0, True
    for chunk in packed:
        rest = chunk
        while rest and made <= most and not engine.eof:
            try:
                piece = engine.decompress(rest, CHUNK)
            except zlib.error as error:
                if not fresh:
                    raise Broken(f"its packed body is damaged ({error})", again=False) from error
                engine, fresh = zlib.decompressobj(NO_HEADER), False
                continue
            fresh, made, rest = False, made + len(piece), engine.unconsumed_tail
            yield piece
        if made > most:
            return
    if not (engine.eof or fresh):
        raise Broken("its packed body is cut short", again=True)


def _broken(error: Exception, patience: Patience, *, late: bool) -> Broken:
    """The reason in words. A certificate that is wrong stays wrong; what was dropped may come whole the next time."""
    cause = next((part for part in _causes(error) if isinstance(part, ssl.SSLCertVerificationError)), None)
    if cause is not None:
        return Broken(f"its certificate is not valid ({cause.verify_message})", again=False)
    if late:
        return Broken(f"its answer was not whole after {patience.whole:.3g} seconds", again=False)
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return Broken("it was silent for too long", again=True)
    if isinstance(error, ConnectionRefusedError):
        return Broken("it takes no connections", again=True)
    return Broken(f"the connection broke or its answer is no HTTP ({str(error) or type(error).__name__})", again=True)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
