"""A page or feed from the web, fetched as a good guest does it.

Every address, the first and each that a redirect names, is checked before it is asked; robots.txt is obeyed; each host
gets one request at a time with a pause between; what fails for a while is asked again later, and the server's own
`Retry-After` decides when. No cookies are kept and no proxy is taken from the environment: a proxy would look names up
itself, and the check of addresses would be worth nothing. What the bytes mean is not looked at here.
"""

from __future__ import annotations

import email.message
import random
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from threading import Lock
from typing import TypeAlias
from urllib.parse import urljoin

from khabar.model import Problem, ProblemKind
from khabar.sources.addresses import Checked, Policy, Resolver, Target, check, look_up
from khabar.sources.exchange import Answer, Broken, Patience, ask
from khabar.sources.options import Limits
from khabar.sources.robots import ALL_OPEN, MOST_BYTES, Robots, RobotsCache, parse, product_name

PRODUCT = "khabar"
USER_AGENT = f"{PRODUCT}/{version(PRODUCT)} (+https://pypi.org/project/khabar/)"
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
MOVED = frozenset({301, 302, 303, 307, 308})
FOR_A_WHILE = frozenset({429, 500, 502, 503, 504})
MOST_REDIRECTS = 5
LONGEST_CRAWL_DELAY = 60.0
BACKOFF = 2.0  # seconds before the second request; doubled for each after it, and up to half as much more at random
FAR_OFF = 10 * 365 * 86400.0  # seconds; a server that names a later day than in ten years names none
LATIN_1 = "latin-1"  # what header lines are read as


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask. `pause` are the seconds between two requests to a host, `connect` and `silence` how long to wait for
    a connection and for the next bytes, `retries` how often to ask again. A server that wants to be left alone for more
    than `longest_wait` seconds is left alone: that is a Problem which says until when."""

    user_agent: str = USER_AGENT
    pause: float = 2.0
    connect: float = 10.0
    silence: float = 30.0
    retries: int = 3
    longest_wait: float = 120.0


@dataclass(frozen=True, slots=True)
class Outside:
    """What a fetcher takes from the world; tests give their own. `clock` are seconds that only grow, `now` is the time
    of day in UTC, `chance` a number from 0 to 1, `tls` certificates other than the system's."""

    resolver: Resolver = look_up
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell later whether anything changed: its ETag and Last-Modified headers, as they came."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body with what the server says of it. `final_url` is where redirects led to; `content_type` is in lower case,
    without parameters; `charset` as the server names it. `warnings` tell what was odd on the way."""

    url: str
    final_url: str
    status: int
    body: bytes
    charset: str | None = None
    content_type: str | None = None
    validators: Validators = Validators()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotModified:
    """Nothing changed since the validators were given."""

    url: str
    validators: Validators


Result: TypeAlias = Fetched | NotModified | Problem


@dataclass(slots=True)
class _Errand:
    """One page that is being fetched: what was asked for, and the seconds that its servers may still take."""

    url: str
    headers: Mapping[str, str]
    most: int
    left: float
    obeys_robots: bool
    pause: float = 0.0
    warnings: tuple[str, ...] = ()


class _Host:
    """When a host may be asked next, and that nobody else asks it now."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.ready = 0.0


class Fetcher:
    """Fetches pages, one at a time from each host. It may be shared by threads.

    `policy` says who may be asked, `manners` how, `outside` is the world.
    """

    def __init__(
        self, policy: Policy | None = None, manners: Manners | None = None, outside: Outside | None = None
    ) -> None:
        self._policy, self._manners, self._outside = policy or Policy(), manners or Manners(), outside or Outside()
        self._hosts: dict[str, _Host] = {}
        self._hosts_lock = Lock()
        self._robots = RobotsCache(self._ask_robots, self._outside.clock)

    def fetch(self, url: str, limits: Limits, validators: Validators | None = None) -> Result:
        """The body at `url`, or that it is as it was when `validators` were given, or why there is none.

        Of `limits`, `record` bounds the bytes of the unpacked body and `seconds` the time that the servers take in all;
        pauses do not count.
        """
        headers = self._headers(validators or Validators())
        errand = _Errand(url, headers, limits.record, limits.seconds, obeys_robots=True)
        came = self._through_redirects(errand)
        if isinstance(came, Problem):
            return came
        final, answer = came
        if answer.status == 304 and validators:
            return NotModified(url, _validators(answer, validators))
        if not 200 <= answer.status < 300:
            return _network(url, f"{final.host} answered with status {answer.status}: {_advice(answer.status)}")
        if not answer.whole:
            return _too_large(url, limits.record)
        return _fetched(errand, final, answer)

    def _headers(self, validators: Validators) -> dict[str, str]:
        sent = {
            "User-Agent": self._manners.user_agent,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            "If-None-Match": validators.etag,
            "If-Modified-Since": validators.modified,
        }
        return {name: value for name, value in sent.items() if value is not None}

    def _through_redirects(self, errand: _Errand) -> tuple[Target, Answer] | Problem:
        url = errand.url
        for _ in range(MOST_REDIRECTS + 1):
            checked = check(url, self._policy, self._outside.resolver)
            if isinstance(checked, Problem):
                return _led_to(errand.url, checked)
            closed = self._closed(errand, checked.target) if errand.obeys_robots else None
            answer = closed or self._with_retries(errand, checked)
            if isinstance(answer, Problem):
                return answer
            if answer.status not in MOVED or "location" not in answer.headers:
                return checked.target, answer
            url = _location(checked.target.url, answer.headers["location"])
            if checked.target.scheme == "https" and url.startswith("http://"):
                errand.warnings = (*errand.warnings, f"{checked.target.url} led to {url}, which is not encrypted")
        return _network(errand.url, f"more than {MOST_REDIRECTS} redirects, the last to {url}: the site is in a loop")

    def _closed(self, errand: _Errand, target: Target) -> Problem | None:
        robots = self._robots.of(target.origin)
        errand.pause = min(robots.delay or 0.0, LONGEST_CRAWL_DELAY)
        if robots.allows(target.path):
            return None
        reason = robots.failed or f"robots.txt closes {target.url} to programs: take another source"
        message = f"{errand.url}: expected a page that programs may read; {reason}"
        return Problem(errand.url, ProblemKind.REFUSED, message)

    def _ask_robots(self, origin: str) -> Robots:
        """RFC 9309, 2.3.1: a robots.txt that is not there allows all; one that cannot be had allows nothing for now."""
        limits = Limits()
        url = f"{origin}/robots.txt"
        headers = self._headers(Validators())
        errand = _Errand(url, headers, MOST_BYTES, limits.seconds, obeys_robots=False)
        came = self._through_redirects(errand)
        if isinstance(came, Problem):
            return Robots(failed=f"its robots.txt cannot be read now ({came.message}): try again later")
        _, answer = came
        if answer.status >= 500 or answer.status == 429:
            return Robots(failed=f"its robots.txt answers with status {answer.status}: try again later")
        return parse(answer.body, product_name(self._manners.user_agent)) if 200 <= answer.status < 300 else ALL_OPEN

    def _with_retries(self, errand: _Errand, checked: Checked) -> Answer | Problem:
        host = self._host(checked.target.host)
        with host.lock:
            for attempt in range(self._manners.retries + 1):
                waited = self._wait(errand, host, checked.target)
                if waited:
                    return waited
                came = self._once(errand, checked, host)
                again = self._again(came, attempt)
                if again is None:
                    break
                host.ready = max(host.ready, self._outside.clock() + again)
        return came if isinstance(came, Answer) else _network(errand.url, f"{checked.target.host}: {came.reason}")

    def _host(self, name: str) -> _Host:
        with self._hosts_lock:
            return self._hosts.setdefault(name, _Host())

    def _wait(self, errand: _Errand, host: _Host, target: Target) -> Problem | None:
        wait = host.ready - self._outside.clock()
        if wait > max(self._manners.longest_wait, self._manners.pause, LONGEST_CRAWL_DELAY):
            until = self._outside.now() + timedelta(seconds=wait)
            return _network(
                errand.url, f"{target.host} asks to be left alone: come again after {until:%Y-%m-%d %H:%M} UTC"
            )
        if wait > 0:
            self._outside.sleep(wait)
        return None

    def _once(self, errand: _Errand, checked: Checked, host: _Host) -> Answer | Broken:
        """One request. The time it took is taken from the errand's; the pause begins when it is over."""
        manners, start = self._manners, time.monotonic()
        patience = Patience(manners.connect, manners.silence, max(errand.left, 0.0))
        try:
            return ask(checked, errand.headers, errand.most, patience, self._outside.tls)
        except Broken as broken:
            return broken
        finally:
            errand.left -= time.monotonic() - start
            host.ready = self._outside.clock() + max(manners.pause, errand.pause)

    def _again(self, came: Answer | Broken, attempt: int) -> float | None:
        """The seconds after which to ask again; None for never. A server's own word is kept after the last attempt too,
        for the next page of that host."""
        if isinstance(came, Broken):
            return self._backoff(attempt) if came.again and attempt < self._manners.retries else None
        if came.status not in FOR_A_WHILE:
            return None
        asked = _retry_after(came.headers.get("retry-after", ""), self._outside.now())
        return self._backoff(attempt) if asked is None else asked

    def _backoff(self, attempt: int) -> float:
        return BACKOFF * 2.0**attempt * (1 + self._outside.chance() / 2)


def fetcher(allowed: frozenset[str] = frozenset()) -> Fetcher:
    """A fetcher for the real network. `allowed` are hosts that may be asked although they lie on a private one. Use one
    for a whole run: it remembers whom it asked when, and every robots.txt."""
    return Fetcher(Policy(frozenset(host.strip().rstrip(".").lower() for host in allowed)))


def _retry_after(written: str, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a date; None when it asks for nothing."""
    text = written.strip()
    if text.isascii() and text.isdigit():
        return float(text) if len(text) < 10 and float(text) < FAR_OFF else FAR_OFF
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), FAR_OFF)


def _location(base: str, header: str) -> str:
    """Where a Location header leads: many servers write UTF-8 into it, which header lines are not read as."""
    with suppress(UnicodeError):
        header = header.encode(LATIN_1).decode("utf-8")
    try:
        return urljoin(base, header.strip())
    except ValueError:
        return header  # no address at all: the check says so


def _fetched(errand: _Errand, final: Target, answer: Answer) -> Fetched:
    kind, charset = _content_type(answer.headers.get("content-type"))
    validators = _validators(answer, Validators())
    return Fetched(errand.url, final.url, answer.status, answer.body, charset, kind, validators, errand.warnings)


def _content_type(header: str | None) -> tuple[str | None, str | None]:
    """Kind and charset of a Content-Type header."""
    if not header:
        return None, None
    message = email.message.Message()
    message["Content-Type"] = header
    return message.get_content_type(), message.get_content_charset()


def _validators(answer: Answer, earlier: Validators) -> Validators:
    """A 304 need not repeat what it was asked with. What could not be sent back as a header is not kept."""
    etag, modified = (answer.headers.get(name, "") for name in ("etag", "last-modified"))
    return replace(
        earlier,
        etag=etag if etag.isprintable() and etag else earlier.etag,
        modified=modified if modified.isprintable() and modified else earlier.modified,
    )


def _advice(status: int) -> str:
    if status in (401, 402, 403, 451):
        return "it wants a log-in or does not want programs: save the page in a browser and add the file"
    if status in (404, 410):
        return "there is no such page: check the address"
    return "try again later" if status in FOR_A_WHILE else "open the address in a browser to see what it says"


def _led_to(url: str, problem: Problem) -> Problem:
    """A refusal on the way is told at the address that was asked for."""
    if problem.place == url:
        return problem
    return Problem(url, problem.kind, f"{url}: it led to another address. {problem.message}")


def _network(url: str, reason: str) -> Problem:
    return Problem(url, ProblemKind.NETWORK, f"{url}: expected a page; {reason}")


def _too_large(url: str, most: int) -> Problem:
    message = f"{url}: expected at most {most:,} bytes; its unpacked body is larger: save it and add single reports"
    return Problem(url, ProblemKind.TOO_LARGE, message)
