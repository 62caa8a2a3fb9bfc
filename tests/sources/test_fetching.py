"""The fetcher against servers that are kind, slow, broken and hostile. Nothing is asked but the tests' own servers."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.sources.servers import HOST, LOOPBACK, FakeTime, Page, fetcher, serving

from khabar.model import Problem, ProblemKind
from khabar.sources.fetching import Fetched, Manners, NotModified, Result, Validators
from khabar.sources.options import Limits

SMALL = Limits(record=10_000, seconds=5.0)
HTML = {"Content-Type": "text/html; charset=Windows-1256"}


def body(result: Result) -> bytes:
    assert isinstance(result, Fetched), result
    return result.body


def problem(result: Result, kind: ProblemKind) -> str:
    assert isinstance(result, Problem), result
    assert result.kind is kind, result.message
    return result.message


def raw(answer: bytes, *, hold: float = 0.0):
    """A page that sends these very bytes and then hangs up, `hold` seconds later."""

    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(answer)
        handler.wfile.flush()
        time.sleep(hold)

    return Page(write=write)


def test_a_page_comes_with_what_the_server_says_of_it() -> None:
    data = "وصل الوزير إلى العاصمة".encode("cp1256")
    validators = {"ETag": '"one"', "Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT"}
    with serving({"/a?b=%D8%A8": Page(data, headers={**HTML, **validators})}) as site:
        came = fetcher().fetch(site.url("/a?b=ب#part"), SMALL)
    assert isinstance(came, Fetched)
    assert (came.body, came.charset, came.content_type, came.status) == (data, "windows-1256", "text/html", 200)
    assert came.final_url == site.url("/a?b=%D8%A8")
    assert came.validators == Validators('"one"', "Sun, 01 Mar 2026 10:00:00 GMT")
    assert came.warnings == ()


def test_the_servers_name_goes_into_the_request_and_no_cookie_does() -> None:
    with serving({"/": Page(b"x", headers={"Set-Cookie": "a=b"})}) as site:
        guest = fetcher()
        guest.fetch(site.url(), SMALL)
        guest.fetch(site.url(), SMALL)
    sent = site.headers[-1]
    assert sent["host"] == f"{HOST}:{site.port}"
    assert sent["user-agent"].startswith("khabar/")
    assert "cookie" not in sent


@pytest.mark.parametrize(
    "numbers", [["10.0.0.1"], [LOOPBACK], ["::1"], ["169.254.169.254"], ["93.184.216.34", LOOPBACK]]
)
def test_a_name_with_a_private_number_is_never_connected_to(numbers: list[str]) -> None:
    with serving({"/": Page(b"secret")}) as site:
        guest = fetcher(hosts={"inside.example": numbers})
        problem(guest.fetch(site.url(host="inside.example"), SMALL), ProblemKind.REFUSED)
        problem(guest.fetch(site.url(host=LOOPBACK), SMALL), ProblemKind.REFUSED)
        problem(guest.fetch(site.url(host="0x7f.1"), SMALL), ProblemKind.REFUSED)
        assert site.connections == 0


def test_a_name_is_looked_up_once_and_its_checked_number_is_connected_to() -> None:
    """Rebinding: a second look-up would give another number, where nobody listens."""
    answers = [[LOOPBACK], [LOOPBACK], ["127.9.9.9"], ["127.9.9.9"]]
    with serving({"/": Page(b"x")}) as site:
        guest = fetcher()
        object.__setattr__(guest._outside, "resolver", lambda *_: answers.pop(0))
        assert body(guest.fetch(site.url(), SMALL)) == b"x"
        assert len(answers) == 2  # one for the page, one for robots.txt


@pytest.mark.parametrize(
    "location",
    [
        "http://inside.example/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "file:///etc/passwd",
        "http://[::1",
        "ftp://x/",
    ],
)
def test_a_redirect_to_a_forbidden_address_is_refused(location: str) -> None:
    with serving({"/": Page(status=302, headers={"Location": location})}) as site:
        asked_for = site.url()
        refused = fetcher(hosts={"inside.example": [LOOPBACK]}).fetch(asked_for, SMALL)
        assert site.pages_asked() == ["/"]
    assert "it led to another address" in problem(refused, ProblemKind.REFUSED)
    assert isinstance(refused, Problem)
    assert refused.place == asked_for


def test_a_redirect_is_followed_and_unquoted_arabic_in_it_understood() -> None:
    there = {"Location": "/خبر جديد".encode().decode("latin-1")}
    with serving(
        {"/": Page(status=301, headers=there), "/%D8%AE%D8%A8%D8%B1%20%D8%AC%D8%AF%D9%8A%D8%AF": Page(b"x")}
    ) as site:
        came = fetcher().fetch(site.url(), SMALL)
    assert body(came) == b"x"
    assert isinstance(came, Fetched)
    assert came.final_url.endswith("%D8%AE%D8%A8%D8%B1%20%D8%AC%D8%AF%D9%8A%D8%AF")


def test_a_loop_of_redirects_ends() -> None:
    with serving({"/": Page(status=302, headers={"Location": "/"})}) as site:
        assert "redirects" in problem(fetcher().fetch(site.url(), SMALL), ProblemKind.NETWORK)
        assert len(site.pages_asked()) == 6


def test_a_server_that_drips_headers_ends_in_time() -> None:
    ends_in_time(b"HTTP/1.0 200 OK\r\n", b"X-Slow: 1\r\n")


def test_a_server_that_drips_its_body_ends_in_time() -> None:
    ends_in_time(b"HTTP/1.0 200 OK\r\n\r\n", b"x")


def test_a_server_that_is_silent_ends_in_time() -> None:
    stop = threading.Event()
    with serving({"/": Page(write=lambda _: (stop.wait(10), None)[1])}) as site:
        start = time.monotonic()
        patient = fetcher(manners=Manners(silence=30.0))
        problem(patient.fetch(site.url(), Limits(seconds=0.5)), ProblemKind.NETWORK)
        stop.set()
    assert time.monotonic() - start < 4


def ends_in_time(first: bytes, then: bytes) -> None:
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        while not stop.is_set():
            handler.wfile.write(then)
            time.sleep(0.05)

    with serving({"/": Page(write=drip)}) as site:
        start = time.monotonic()
        message = problem(fetcher().fetch(site.url(), Limits(seconds=0.5)), ProblemKind.NETWORK)
        took = time.monotonic() - start
        stop.set()
    assert "0.5 seconds" in message
    assert took < 4
    assert len(site.pages_asked()) == 1


def test_an_endless_body_is_cut_at_the_limit() -> None:
    def pour(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        for _ in range(5000):
            handler.wfile.write(b"x" * 10_000)
        poured.append(True)

    poured: list[bool] = []
    with serving({"/": Page(write=pour)}) as site:
        assert "10,000 bytes" in problem(fetcher().fetch(site.url(), SMALL), ProblemKind.TOO_LARGE)
    assert not poured


def test_a_body_just_at_the_limit_is_whole() -> None:
    with serving({"/": Page(b"x" * 10_000), "/more": Page(b"x" * 10_001)}) as site:
        guest = fetcher()
        assert len(body(guest.fetch(site.url(), SMALL))) == 10_000
        problem(guest.fetch(site.url("/more"), SMALL), ProblemKind.TOO_LARGE)


def test_a_length_that_is_too_large_is_a_body_cut_short() -> None:
    with serving({"/": Page(b"half", headers={"Content-Length": "100"})}) as site:
        problem(fetcher().fetch(site.url(), SMALL), ProblemKind.NETWORK)
        assert len(site.pages_asked()) == 4


def test_a_length_that_is_too_small_or_no_length_is_survived() -> None:
    head = b"HTTP/1.0 200 OK\r\nContent-Length: "
    pages = {"/small": raw(head + b"2\r\n\r\nwhole"), "/less": raw(head + b"-5\r\n\r\nwhole")}
    with serving(
        {**pages, "/odd": raw(head + b"five\r\n\r\nwhole"), "/huge": raw(head + b"9" * 30 + b"\r\n\r\nwhole")}
    ) as site:
        guest = fetcher()
        assert body(guest.fetch(site.url("/small"), SMALL)) == b"wh"
        assert body(guest.fetch(site.url("/less"), SMALL)) == b"whole"
        assert body(guest.fetch(site.url("/odd"), SMALL)) == b"whole"
        problem(guest.fetch(site.url("/huge"), SMALL), ProblemKind.NETWORK)


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.0 two OK\r\n\r\n", b"HTTP/1.0 200 OK\r\nX: " + b"x" * 70_000]
)
def test_an_answer_that_is_no_http_is_a_problem(answer: bytes) -> None:
    with serving({"/": raw(answer)}) as site:
        problem(fetcher(manners=Manners(retries=0)).fetch(site.url(), SMALL), ProblemKind.NETWORK)


def packed(data: bytes, packing: str) -> Page:
    return Page(data, headers={"Content-Encoding": packing})


def test_packed_bodies_are_unpacked() -> None:
    text = b"a report " * 500
    raw_deflate = zlib.compressobj(wbits=-15)
    pages = {
        "/gzip": packed(gzip.compress(text), "gzip"),
        "/zlib": packed(zlib.compress(text), "deflate"),
        "/raw": packed(raw_deflate.compress(text) + raw_deflate.flush(), "deflate"),
        "/tail": packed(gzip.compress(text) + b"\0" * 10, "gzip"),
    }
    with serving(pages) as site:
        guest = fetcher()
        assert all(body(guest.fetch(site.url(path), SMALL)) == text for path in pages)


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    with serving({"/": packed(gzip.compress(b"\0" * 200_000_000, 1), "gzip")}) as site:
        start = time.monotonic()
        problem(fetcher().fetch(site.url(), SMALL), ProblemKind.TOO_LARGE)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("data", "packing"),
    [(b"plain", "gzip"), (gzip.compress(b"x" * 99, mtime=0)[:-12], "gzip"), (b"x", "br"), (b"x", "gzip, gzip")],
)
def test_damaged_and_unknown_packing_is_a_problem(data: bytes, packing: str) -> None:
    with serving({"/": packed(data, packing)}) as site:
        assert "packed" in problem(fetcher().fetch(site.url(), SMALL), ProblemKind.NETWORK)


def test_what_did_not_change_is_not_sent_again() -> None:
    with serving({"/": Page(status=304, headers={"Content-Length": "0", "ETag": '"two"'})}) as site:
        asked = Validators('"one"', "Sun, 01 Mar 2026 10:00:00 GMT")
        came = fetcher().fetch(site.url(), SMALL, asked)
    assert came == NotModified(site.url(), Validators('"two"', "Sun, 01 Mar 2026 10:00:00 GMT"))
    assert site.headers[-1]["if-none-match"] == '"one"'
    assert site.headers[-1]["if-modified-since"] == "Sun, 01 Mar 2026 10:00:00 GMT"


def test_validators_that_could_not_be_sent_back_are_not_kept() -> None:
    with serving({"/": Page(b"x", headers={"ETag": '"a\x01"'})}) as site:
        came = fetcher().fetch(site.url(), SMALL)
    assert isinstance(came, Fetched)
    assert came.validators == Validators()


def test_a_server_in_trouble_is_asked_again_with_growing_pauses() -> None:
    time_ = FakeTime()
    with serving({"/": [Page(status=503), raw(b""), Page(status=500), Page(b"x")]}) as site:
        assert body(fetcher(time_).fetch(site.url(), SMALL)) == b"x"
    assert time_.slept == [2.0, 2.0, 4.0, 8.0]  # after robots.txt, then between the four


def test_a_server_that_stays_in_trouble_is_given_up() -> None:
    with serving({"/": Page(status=502)}) as site:
        assert "502" in problem(fetcher().fetch(site.url(), SMALL), ProblemKind.NETWORK)
        assert len(site.pages_asked()) == 4


def test_a_page_that_is_not_there_is_not_asked_for_again() -> None:
    with serving({}) as site:
        assert "404" in problem(fetcher().fetch(site.url("/gone"), SMALL), ProblemKind.NETWORK)
        assert site.pages_asked() == ["/gone"]


@pytest.mark.parametrize(
    ("asked", "waited"), [("7", 7.0), ("Sun, 01 Mar 2026 12:00:50 GMT", 48.0), ("soon", 2.0), ("0", 2.0)]
)
def test_retry_after_is_kept_to(asked: str, waited: float) -> None:
    time_ = FakeTime()
    with serving({"/": [Page(status=429, headers={"Retry-After": asked}), Page(b"x")]}) as site:
        assert body(fetcher(time_).fetch(site.url(), SMALL)) == b"x"
    assert time_.slept == [2.0, waited]


@pytest.mark.parametrize(
    "asked", ["3600", "9" * 5000, "Sun, 01 Mar 2026 13:00:02 GMT", "Fri, 01 Jan 9999 00:00:00 GMT"]
)
def test_a_server_that_wants_a_long_rest_gets_it_and_the_problem_says_until_when(asked: str) -> None:
    time_ = FakeTime()
    with serving({"/": Page(status=429, headers={"Retry-After": asked}), "/other": Page(b"x")}) as site:
        guest = fetcher(time_)
        message = problem(guest.fetch(site.url(), SMALL), ProblemKind.NETWORK)
        problem(guest.fetch(site.url("/other"), SMALL), ProblemKind.NETWORK)
        assert site.pages_asked() == ["/"]
    assert "come again after 20" in message
    assert sum(time_.slept) < 10


def test_robots_txt_is_obeyed_and_its_delay_kept() -> None:
    time_ = FakeTime()
    rules = Page(b"User-agent: *\nDisallow: /closed\nCrawl-delay: 9")
    with serving({"/robots.txt": rules, "/a": Page(b"x"), "/closed": Page(b"x")}) as site:
        guest = fetcher(time_)
        assert "robots.txt" in problem(guest.fetch(site.url("/closed"), SMALL), ProblemKind.REFUSED)
        assert body(guest.fetch(site.url("/a"), SMALL)) == b"x"
        assert body(guest.fetch(site.url("/a"), SMALL)) == b"x"
    assert site.asked == ["/robots.txt", "/a", "/a"]
    assert time_.slept == [2.0, 9.0]


def test_rules_for_the_name_that_the_user_chose_are_obeyed() -> None:
    rules = Page(b"User-agent: desk\nDisallow: /\n\nUser-agent: khabar\nAllow: /")
    with serving({"/robots.txt": rules, "/": Page(b"x")}) as site:
        problem(fetcher(manners=Manners(user_agent="Desk/2 (+x)")).fetch(site.url(), SMALL), ProblemKind.REFUSED)
        assert body(fetcher().fetch(site.url(), SMALL)) == b"x"


def test_an_enormous_crawl_delay_is_a_minute() -> None:
    time_ = FakeTime()
    with serving({"/robots.txt": Page(b"User-agent: *\nCrawl-delay: 99999"), "/": Page(b"x")}) as site:
        guest = fetcher(time_)
        assert [body(guest.fetch(site.url(), SMALL)) for _ in range(2)] == [b"x", b"x"]
    assert time_.slept == [2.0, 60.0]


def test_a_robots_txt_that_cannot_be_had_closes_the_host_for_now() -> None:
    with serving({"/robots.txt": Page(status=503), "/": Page(b"x")}) as site:
        assert "status 503: try again later" in problem(fetcher().fetch(site.url(), SMALL), ProblemKind.REFUSED)
        assert site.pages_asked() == []


def test_a_redirect_asks_the_robots_txt_of_where_it_leads() -> None:
    rules = Page(b"User-agent: *\nDisallow: /closed")
    with serving({"/robots.txt": rules, "/": Page(status=302, headers={"Location": "/closed"})}) as site:
        problem(fetcher().fetch(site.url(), SMALL), ProblemKind.REFUSED)
        assert site.pages_asked() == ["/"]


def test_threads_ask_a_host_one_at_a_time() -> None:
    busy, seen, lock = [0], [0], threading.Lock()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            busy[0] += 1
            seen[0] = max(seen[0], busy[0])
        time.sleep(0.05)
        with lock:
            busy[0] -= 1  # before the answer, which lets the next one ask
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nx")

    with serving({"/": Page(write=slow)}) as site:
        guest = fetcher()
        guest.fetch(site.url(), SMALL)
        threads = [threading.Thread(target=guest.fetch, args=(site.url(), SMALL)) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(site.pages_asked()) == 6
    assert seen == [1]


def test_a_host_that_takes_no_connections_is_a_problem() -> None:
    with serving({}) as site:
        gone = site.url()
    problem(fetcher().fetch(gone, SMALL), ProblemKind.REFUSED)  # its robots.txt cannot be had
    problem(fetcher().fetch("http://nowhere.example/", SMALL), ProblemKind.NETWORK)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[str, str]:
    if not shutil.which("openssl"):
        pytest.skip("no openssl here to make a certificate with")
    key, made = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj"]
    named = ["/CN=test", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", key, "-out", made]
    subprocess.run(["openssl", *kind, *named], check=True, capture_output=True)
    return key, made


def test_certificates_are_checked_for_the_name_although_a_number_is_connected_to(certificate: tuple[str, str]) -> None:
    key, made = certificate
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(made, key)
    trusting = ssl.create_default_context(cafile=made)
    down = Page(status=302)
    with serving({"/": Page(b"x"), "/down": down}, tls=server) as site, serving({"/": Page(b"y")}) as plain:
        site.pages["/down"] = Page(status=302, headers={"Location": plain.url()})
        allowed = frozenset({HOST, "other.example"})
        known = fetcher(tls=trusting, allowed=allowed, hosts={"other.example": [LOOPBACK]})
        assert body(known.fetch(site.url(scheme="https"), SMALL)) == b"x"
        led = known.fetch(site.url("/down", scheme="https"), SMALL)
        assert body(led) == b"y"
        assert isinstance(led, Fetched)
        assert "not encrypted" in led.warnings[0]
        wrong_name = known.fetch(site.url(scheme="https", host="other.example"), SMALL)
        unknown = fetcher().fetch(site.url(scheme="https"), SMALL)
        assert "certificate" in problem(wrong_name, ProblemKind.REFUSED)
        assert "certificate" in problem(unknown, ProblemKind.REFUSED)
