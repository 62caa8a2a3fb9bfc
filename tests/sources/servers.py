"""Web servers for tests: they listen on 127.0.0.1 only, under made-up names that an injected resolver knows."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from khabar.sources.addresses import Policy
from khabar.sources.fetching import Fetcher, Manners, Outside

HOST = "news.example"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Page:
    """What a server says: a whole answer, or with `write` whatever that function sends by itself."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Site:
    """A running server: `pages` by path (a list is given out one by one, its last again and again), `asked` the paths
    in the order they came with their headers, `connections` how often it was connected to."""

    port: int
    pages: dict[str, Page | list[Page]]
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/", host: str = HOST, scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def pages_asked(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]

    def answer(self, path: str) -> Page:
        found = self.pages.get(path, Page(status=404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


class FakeTime:
    """A clock that only sleeping moves, and what was slept."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds

    def now(self) -> datetime:
        return datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000.0)


@contextmanager
def serving(pages: Mapping[str, Page | list[Page]], tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server with these pages until the block ends; `tls` makes it speak https."""
    site = Site(0, dict(pages))
    server = _Server((LOOPBACK, 0), _handler(site), site)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def fetcher(
    time: FakeTime | None = None,
    *,
    hosts: Mapping[str, list[str]] | None = None,
    allowed: frozenset[str] = frozenset({HOST}),
    manners: Manners | None = None,
    tls: ssl.SSLContext | None = None,
) -> Fetcher:
    """A fetcher that knows made-up names only: HOST lies on this machine, `hosts` says where others lie."""
    known = {HOST: [LOOPBACK], **(hosts or {})}
    time = time or FakeTime()
    outside = Outside(lambda host, _: resolve(known, host), time.clock, time.sleep, time.now, lambda: 0.0, tls)
    return Fetcher(Policy(allowed), manners or Manners(silence=2.0, connect=2.0), outside)


def resolve(known: Mapping[str, list[str]], host: str) -> list[str]:
    if host not in known:
        raise OSError("Name or service not known")
    return known[host]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler], site: Site) -> None:
        self.site = site
        super().__init__(address, handler)

    def get_request(self):
        connection = super().get_request()
        self.site.connections += 1
        return connection

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many of these tests are about."""


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({name.lower(): value for name, value in self.headers.items()})
            page = site.answer(self.path)
            if page.write:
                page.write(self)
            else:
                self.whole(page)

        def whole(self, page: Page) -> None:
            self.send_response(page.status)
            for name, value in {"Content-Length": str(len(page.body)), **page.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
