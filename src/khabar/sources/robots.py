"""robots.txt: what the owner of a host lets programs read, and how fast (RFC 9309).

The standard library's reader takes the first rule that fits and knows no wildcards; the RFC asks for the longest, so it
is written here. Fetching robots.txt is the caller's: it gives a function that asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

MOST_BYTES = 500 * 1024  # RFC 9309, 2.5: a reader takes at least so much; the rest is left
MOST_RULES = 10_000  # far beyond any real file: a file of 500 KiB of one-letter rules must not cost a minute a page
KEEP_SECONDS = 24 * 3600.0  # RFC 9309, 2.4: not longer than a day
KEEP_FAILED_SECONDS = 600.0  # a server that was down may be back in ten minutes
EVERYBODY = "*"
KEPT = "%/:?#[]@!$&'()*+,;=~-._"
PRODUCT = re.compile(r"[a-zA-Z_-]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: `pattern` with * for anything and $ for the end, and whether it allows or closes."""

    pattern: str
    allows: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for one program on one host; `delay` are the seconds it is asked to leave between pages.
    `failed` says why robots.txt itself could not be had: then nothing is allowed for now."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None
    failed: str | None = None

    def allows(self, path: str) -> bool:
        """Whether `path`, with its query, may be read: the longest pattern that fits decides, and of two as long the
        one that allows.

        >>> Robots((Rule("/", False), Rule("/news/", True))).allows("/news/1")
        True
        """
        if path == "/robots.txt":
            return True
        same = _one_spelling(path)
        fitting = [(len(rule.pattern), rule.allows) for rule in self.rules if _matcher(rule.pattern).match(same)]
        return max(fitting)[1] if fitting else self.failed is None


ALL_OPEN = Robots()


def parse(data: bytes, product: str) -> Robots:
    """The rules of a robots.txt for the program named `product`; those for everybody when it is not named.

    >>> parse(b"User-agent: *\\nDisallow: /private", "khabar").allows("/private/1")
    False
    """
    groups: dict[str, Robots] = {}
    for agents, robots in _groups(data[:MOST_BYTES].decode("utf-8-sig", errors="replace")):
        for agent in agents:
            groups[agent] = _joined(groups.get(agent, ALL_OPEN), robots)
    named, everybody = groups.get(product.lower()), groups.get(EVERYBODY)
    return named or everybody or ALL_OPEN


def product_name(agent: str) -> str:
    """The name of a program without its version, in lower case.

    >>> product_name("Khabar/1.0 (+https://news.example)")
    'khabar'
    """
    found = PRODUCT.match(agent)
    return found.group().lower() if found else agent


class RobotsCache:
    """The rules of each host, asked for once a day.

    `ask` gives the rules of an origin ("https://news.example"); `clock` are seconds that only grow.
    """

    def __init__(self, ask: Callable[[str], Robots], clock: Callable[[], float]) -> None:
        self._ask, self._clock = ask, clock
        self._known: dict[str, tuple[float, Robots]] = {}

    def of(self, origin: str) -> Robots:
        """The rules of an origin, asked for when they are not known or too old."""
        until, robots = self._known.get(origin, (0.0, None))
        if robots is None or self._clock() >= until:
            robots = self._ask(origin)
            keep = KEEP_FAILED_SECONDS if robots.failed else KEEP_SECONDS
            self._known[origin] = (self._clock() + keep, robots)
        return robots


def _groups(text: str) -> Iterator[tuple[tuple[str, ...], Robots]]:
    """Each group of rules with the programs it is for. Names that follow one another share a group."""
    agents: list[str] = []
    rules: list[Rule] = []
    delay: float | None = None
    open_names = False
    for name, value in _lines(text):
        if name == "user-agent":
            if not open_names:
                yield tuple(agents), Robots(tuple(rules), delay)
                agents, rules, delay = [], [], None
            agents.append(product_name(value))
        elif name in ("allow", "disallow") and value and len(rules) < MOST_RULES:
            rules.append(Rule(_one_spelling(value), name == "allow"))
        elif name == "crawl-delay":
            delay = _seconds(value)
        open_names = name == "user-agent" or (open_names and name not in ("allow", "disallow", "crawl-delay"))
    yield tuple(agents), Robots(tuple(rules), delay)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in re.split(r"\r\n|\r|\n", text):
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _joined(first: Robots, second: Robots) -> Robots:
    """Several groups for one program count as one (RFC 9309, 2.2.1)."""
    delay = second.delay if second.delay is not None else first.delay
    return Robots((*first.rules, *second.rules)[:MOST_RULES], delay)


def _seconds(value: str) -> float | None:
    return float(value) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value) else None


def _one_spelling(path: str) -> str:
    """Percent signs undone and done again, so that two spellings of one path are equal; what is reserved stays quoted
    (%2F is no slash)."""
    kept = re.sub(r"%(?![0-9a-fA-F]{2})", "%25", path)
    parts = re.split(r"(%(?:2[0-9a-cf]|3[abdf]|40|5[bd]))", kept, flags=re.IGNORECASE)
    spelled = (
        part.upper()
        if place % 2
        else quote(unquote(part, errors="surrogateescape"), safe=KEPT, errors="surrogateescape")
        for place, part in enumerate(parts)
    )
    return "".join(spelled)


@lru_cache(maxsize=2 * MOST_RULES)
def _matcher(pattern: str) -> re.Pattern[str]:
    """A pattern of robots.txt as one of `re`. Stars that follow one another are one, and each takes as little as it can
    and never gives back (an atomic group), so that no path takes long."""
    closed = pattern.endswith("$")
    first, *rest = (re.escape(piece) for piece in re.split(r"\*+", pattern.removesuffix("$")))
    middle = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
    last = (f".*{rest[-1]}" if closed else f"(?>.*?{rest[-1]})") if rest else ""
    return re.compile(first + middle + last + (r"\Z" if closed else ""), re.DOTALL)
