"""robots.txt as RFC 9309 reads it."""

from __future__ import annotations

import time

import pytest

from khabar.sources.robots import ALL_OPEN, KEEP_FAILED_SECONDS, KEEP_SECONDS, MOST_BYTES, Robots, RobotsCache, parse

WRITTEN = b"""\xef\xbb\xbf# rules
User-Agent: *
Disallow: /private/   # not for programs
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?*q=
Crawl-delay: 7.5

User-agent: Khabar/2.0
User-agent: other
Disallow: /closed/
Disallow: /%D8%AE/
Allow: /a%2Fb
Disallow: /a

User-agent: khabar
Disallow: /also
Crawl-delay: 3
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open/x", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/search?x=1&q=2", False),
        ("/search", True),
        ("/robots.txt", True),
    ],
)
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:
    assert parse(WRITTEN, "somebody").allows(path) is allowed


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/private/x", True),
        ("/closed/x", False),
        ("/also", False),
        ("/%d8%ae/1", False),
        ("/خ/1", False),
        ("/a/b", False),
        ("/a%2fb", True),
    ],
)
def test_rules_for_our_name_replace_those_for_everybody_and_its_groups_are_one(path: str, allowed: bool) -> None:
    robots = parse(WRITTEN, "khabar")
    assert robots.allows(path) is allowed
    assert robots.delay == 3


def test_the_delay_for_everybody_is_read() -> None:
    assert parse(WRITTEN, "somebody").delay == 7.5


@pytest.mark.parametrize("delay", [b"-1", b"soon", b"nan", b"inf", b"1e9", b""])
def test_a_delay_that_is_no_number_is_none(delay: bytes) -> None:
    assert parse(b"User-agent: *\nCrawl-delay: " + delay, "khabar").delay is None


def test_of_two_rules_as_long_the_one_that_allows_wins_and_an_empty_one_closes_nothing() -> None:
    assert parse(b"User-agent: *\nDisallow: /a\nAllow: /a", "khabar").allows("/a")
    assert parse(b"User-agent: *\nDisallow:", "khabar").allows("/a")


@pytest.mark.parametrize("data", [b"", b"<html><body>: not here</body></html>", b"\x00\xff" * 50, b"Disallow: /"])
def test_what_holds_no_rules_allows_all(data: bytes) -> None:
    assert parse(data, "khabar").allows("/a")


def test_what_lies_beyond_the_limit_of_the_rfc_is_left() -> None:
    assert parse(b"User-agent: *\n" + b"#" * MOST_BYTES + b"\nDisallow: /", "khabar").allows("/a")


def test_stars_without_end_cost_no_time() -> None:
    robots = parse(b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"*b$", "khabar")
    start = time.process_time()
    assert robots.allows("/" + "a" * 5000)
    assert time.process_time() - start < 5


def test_rules_are_asked_for_once_a_day_and_after_a_failure_sooner() -> None:
    now, asked = [0.0], []

    def ask(origin: str) -> Robots:
        asked.append(origin)
        return Robots(failed="down") if "down" in origin else ALL_OPEN

    cache = RobotsCache(ask, lambda: now[0])
    for origin in ("http://up", "http://up", "http://down", "http://down"):
        cache.of(origin)
    assert asked == ["http://up", "http://down"]
    assert not cache.of("http://down").allows("/")
    now[0] = KEEP_FAILED_SECONDS
    cache.of("http://up"), cache.of("http://down")
    assert asked[2:] == ["http://down"]
    now[0] = KEEP_SECONDS
    cache.of("http://up")
    assert asked[-1] == "http://up"
