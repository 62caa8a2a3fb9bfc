"""Which addresses may be asked: every odd spelling ends at its number, and only public numbers pass."""

from __future__ import annotations

import pytest

from khabar.model import Problem, ProblemKind
from khabar.sources.addresses import Checked, Policy, Target, check, is_public, take_apart

PUBLIC = "93.184.216.34"
NOBODY = Policy()


def nobody_asks(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host}:{port} must not be looked up")


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.64.0.1",
        "100.100.100.200",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.0.192",
        "198.18.0.1",
        "192.0.2.1",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:93.184.216.34",
        "::127.0.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "2606:2800:220:1::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001:0:5ef5:79fb::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "not a number",
        "",
    ],
)
def test_numbers_that_are_not_public_are_known(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", [PUBLIC, "1.1.1.1", "2606:2800:220:1::1", "2002:5db8:d822::1", "64:ff9b::5db8:d822", "172.32.0.1"]
)
def test_public_numbers_pass(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://127.1/", "127.0.0.1"),
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f000001/", "127.0.0.1"),
        ("http://0x7f.0.0.1/", "127.0.0.1"),
        ("http://0177.0.0.1/", "127.0.0.1"),
        ("http://127.0.0.1./", "127.0.0.1"),
        ("http://１２７.０.０.１/", "127.0.0.1"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("http://0/", "0.0.0.0"),
        ("http://[::ffff:7f00:1]/", "::ffff:7f00:1"),
        ("http://[0:0:0:0:0:0:0:1]/", "::1"),
        ("http://[fe80::1%25eth0]/", None),
        ("http://10.0.0.1:8080/x", "10.0.0.1"),
    ],
)
def test_odd_spellings_of_private_numbers_are_refused_without_a_look_up(url: str, host: str | None) -> None:
    refused = check(url, NOBODY, nobody_asks)
    assert isinstance(refused, Problem)
    assert refused.kind is ProblemKind.REFUSED
    if host:
        taken = take_apart(url)
        assert isinstance(taken, Target)
        assert taken.host == host


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://news.example/",
        "data:text/html,x",
        "gopher://news.example/",
        "javascript:alert(1)",
        "news.example/page",
        "//news.example/page",
        "http:///page",
        "http://",
        "",
        "http://user:secret@news.example/",
        "http://news.example\\@127.0.0.1/",
        "http://news.example%2f/",
        "http://news.example:0/",
        "http://news.example:99999/",
        "http://news.example:x/",
        "http://[::1/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://news..example/",
        "http://news.example/\r\nX-Evil: 1",
        "http://" + "a" * 64 + ".example/",
        "http://0x/" + "9" * 5000,
        "http://" + "9" * 5000 + "/",
        "http://new s.example/",
    ],
)
def test_what_is_no_web_address_is_refused_without_a_look_up(url: str) -> None:
    refused = check(url, NOBODY, nobody_asks)
    assert isinstance(refused, Problem)
    assert refused.kind is ProblemKind.REFUSED


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("HTTP://News.Example", "http://news.example/"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("http://news.example./a?b=c#d", "http://news.example/a?b=c"),
        (" http://news.example/a b ", "http://news.example/a%20b"),
        ("http://news.example/خبر", "http://news.example/%D8%AE%D8%A8%D8%B1"),
        ("http://news.example/%D8%AE?q=ب", "http://news.example/%D8%AE?q=%D8%A8"),
        ("http://news.example/\ud800", "http://news.example/?"),
        ("http://أخبار.example/", "http://xn--igbicxr.example/"),
        ("http://[2606:2800:220:1::1]:8080/", "http://[2606:2800:220:1::1]:8080/"),
    ],
)
def test_an_address_has_one_spelling(url: str, written: str) -> None:
    taken = take_apart(url)
    assert isinstance(taken, Target)
    assert taken.url == written


@pytest.mark.parametrize(
    "numbers", [["10.0.0.1"], ["127.0.0.1"], ["::1"], ["169.254.169.254"], [PUBLIC, "10.0.0.1"], [PUBLIC, "::1"]]
)
def test_one_private_number_among_public_ones_is_enough_to_refuse(numbers: list[str]) -> None:
    refused = check("https://news.example/", NOBODY, lambda *_: numbers)
    assert isinstance(refused, Problem)
    assert refused.kind is ProblemKind.REFUSED
    assert "allow news.example by name" in refused.message


def test_what_was_looked_up_is_kept_to_connect_to() -> None:
    found = check("https://news.example/a", NOBODY, lambda *_: [PUBLIC, "2606:2800:220:1::1"])
    assert isinstance(found, Checked)
    assert found.numbers == (PUBLIC, "2606:2800:220:1::1")


def test_an_allowed_name_may_lie_anywhere_and_no_other_name() -> None:
    policy = Policy(frozenset({"inside.example"}))
    assert isinstance(check("http://Inside.Example./", policy, lambda *_: ["10.0.0.1"]), Checked)
    assert isinstance(check("http://sub.inside.example/", policy, lambda *_: ["10.0.0.1"]), Problem)


def test_a_name_that_nobody_knows_is_a_problem_of_the_network() -> None:
    def unknown(*_: object) -> list[str]:
        raise OSError("Name or service not known")

    for resolver in (unknown, lambda *_: []):
        found = check("http://nowhere.example/", NOBODY, resolver)
        assert isinstance(found, Problem)
        assert found.kind is ProblemKind.NETWORK
