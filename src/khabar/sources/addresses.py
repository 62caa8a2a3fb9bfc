"""Which addresses on the web may be asked, and at which number of the network.

A page, a feed or a redirect may name any address, also one inside the user's own network, where a question alone can do
harm. Here an address is read as browsers read it (the URL standard of WHATWG, for what is odd), its name is looked up
once, and every number that comes back must be public (RFC 6890). Connections go to those very numbers and nowhere else:
a name that changes its number after the check (DNS rebinding) gains nothing. No connection is made here.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias
from urllib.parse import SplitResult, quote, urlsplit

from khabar.model import Problem, ProblemKind

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""From a host's name and a port to the numbers it stands for, as text. It may raise OSError or UnicodeError."""

PORTS = {"http": 80, "https": 443}
# What may stand in a path or query as it is: the reserved characters of RFC 3986, and % of what is quoted already.
KEPT = "%/:?#[]@!$&'()*+,;=~-._"
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}")
NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
LONGEST_NAME = 253  # RFC 1035, without the last dot

# Addresses where clouds tell a machine its own secrets. Azure's is a public number; the others are refused anyway.
METADATA = frozenset({"169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254"})
# For protocols and for relays of old (RFC 6890, RFC 7526), which not every version of Python counts as not global.
NO_HOSTS = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291: all of IPv6 that is given out to the public
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes


@dataclass(frozen=True, slots=True)
class Policy:
    """`allowed_hosts` are names (or numbers) of hosts that may be asked wherever they lie, for example a reader of the
    own network; lower case, without a port."""

    allowed_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `host` in lower case ASCII and without brackets, `path` with its query, ready to send."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port as they are written: "https://news.example"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.path


@dataclass(frozen=True, slots=True)
class Checked:
    """An address that may be asked, and the numbers that were looked up and checked, in the order to try them."""

    target: Target
    numbers: tuple[str, ...]


def look_up(host: str, port: int) -> list[str]:
    """The numbers that the system knows for a host; OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check(url: str, policy: Policy, resolver: Resolver = look_up) -> Checked | Problem:
    """What `url` may be asked at, or why not: no web address, no such name, or a number that is not public.

    >>> check("http://127.0.0.1/", Policy()).kind.value
    'refused'
    """
    target = take_apart(url)
    if isinstance(target, Problem):
        return target
    numbers = _numbers(target, url, resolver)
    if isinstance(numbers, Problem) or target.host in policy.allowed_hosts:
        return numbers if isinstance(numbers, Problem) else Checked(target, numbers)
    private = next((number for number in numbers if not is_public(number)), None)
    return Checked(target, numbers) if private is None else _private(url, target.host, private)


def take_apart(url: str) -> Target | Problem:
    """`url` in its parts; a Problem for what is no http or https address, or is written so that readers disagree.

    >>> take_apart("HTTPS://News.Example:443/a b#top").url
    'https://news.example/a%20b'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        return _refused(url, f"it cannot be read ({error})")
    wrong = _written_wrong(url.strip(), parts)
    if wrong:
        return _refused(url, wrong)
    host = _host(parts.hostname or "")
    if host is None:
        return _refused(url, f"{parts.hostname!r} is no name or number of a host")
    if port == 0:
        return _refused(url, "nothing answers on port 0")
    path = _quoted(parts.path or "/") + (f"?{_quoted(parts.query)}" if parts.query else "")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def is_public(number: str) -> bool:
    """Whether an IPv4 or IPv6 address is one of the public network, with no other kind hidden in it.

    >>> is_public("64:ff9b::a00:1"), is_public("1.1.1.1")
    (False, True)
    """
    try:
        address = ip_address(number)
    except ValueError:
        return False
    if str(address) in METADATA:
        return False
    if isinstance(address, IPv4Address):
        return _public_four(address)
    return _public_six(address)


def _public_four(address: IPv4Address) -> bool:
    special = address.is_multicast or address.is_reserved or any(address in network for network in NO_HOSTS)
    return address.is_global and not special


def _public_six(address: IPv6Address) -> bool:
    """An address with a zone is local by its nature; one that carries an IPv4 address is as public as that."""
    if address.scope_id:
        return False
    if address in NAT64:
        return is_public(str(IPv4Address(address.packed[-4:])))
    if address.sixtofour is not None:
        return is_public(str(address.sixtofour))
    return address in GLOBAL_UNICAST and address.is_global and not address.is_multicast


def _quoted(part: str) -> str:
    return quote(part, safe=KEPT, errors="replace")


def _written_wrong(url: str, parts: SplitResult) -> str | None:
    if CONTROLS.search(url):
        return "it holds a line end or another control character"
    if parts.scheme not in PORTS:
        return f"its scheme is {parts.scheme!r}"
    if "@" in parts.netloc:
        return "it holds a user name before '@': leave that out"
    if "\\" in parts.netloc or "%" in parts.netloc:
        return "its host holds a backslash or per cent sign"
    return None


def _host(written: str) -> str | None:
    """The name or number of a host in its one spelling; None when it is neither."""
    if ":" in written:
        return _six(written)
    try:
        name = written.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    labels = name.split(".")
    if NUMBER.fullmatch(labels[-1]):
        return _four(labels)
    whole = len(name) <= LONGEST_NAME and all(map(NAME.fullmatch, labels))
    return name if whole else None


def _six(written: str) -> str | None:
    try:
        return str(IPv6Address(written))
    except ValueError:
        return None


def _four(labels: Sequence[str]) -> str | None:
    """IPv4 as the C library and browsers read it: one to four numbers, octal after 0, hexadecimal after 0x; the last
    fills all bytes that are left."""
    if len(labels) > 4 or not all(map(NUMBER.fullmatch, labels)) or max(map(len, labels)) > 16:
        return None
    try:
        *first, last = map(_part, labels)
    except ValueError:
        return None
    left = 4 - len(first)
    if any(part > 255 for part in first) or last >= 256**left:
        return None
    return str(IPv4Address(bytes(first) + last.to_bytes(left, "big")))


def _part(label: str) -> int:
    if label[:2].lower() == "0x":
        return int(label[2:] or "0", 16)
    return int(label, 8) if label.startswith("0") else int(label)


def _numbers(target: Target, url: str, resolver: Resolver) -> tuple[str, ...] | Problem:
    try:
        return (str(ip_address(target.host)),)
    except ValueError:
        pass
    try:
        found = tuple(resolver(target.host, target.port))
    except (OSError, UnicodeError) as error:
        return _unknown(url, target.host, str(error))
    return found or _unknown(url, target.host, "no number is known for it")


def _refused(url: str, reason: str) -> Problem:
    message = f"{url}: expected an address that begins with http:// or https:// and a host; {reason}"
    return Problem(url, ProblemKind.REFUSED, message)


def _private(url: str, host: str, number: str) -> Problem:
    at = "" if host == number else f" stands for {number}, which"
    message = (
        f"{url}: expected a host on the public network; {host}{at} is none: nothing was asked of it. "
        f"If it is yours and safe to ask, allow {host} by name"
    )
    return Problem(url, ProblemKind.REFUSED, message)


def _unknown(url: str, host: str, reason: str) -> Problem:
    message = f"{url}: expected a host that can be found; {host}: {reason}: check the spelling and the connection"
    return Problem(url, ProblemKind.NETWORK, message)
