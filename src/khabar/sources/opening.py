"""Opening what a user names: files, folders, patterns, standard input; addresses go to whoever fetches.

A target that cannot be opened or read is a problem, and the next one is read. Not for: what files hold (`dispatch`).
"""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.dispatch import read_any, stopped
from khabar.sources.options import Options
from khabar.sources.streams import CHUNK, StreamError, flowing
from khabar.sources.text import STANDARD_INPUT

INPUT = "-"
HIDDEN = "."

Fetch: TypeAlias = Callable[[str, Options], Iterator[Incoming | Problem]]
"""Reads what stands at an address; it raises nothing for what goes wrong on the way."""

_Identity: TypeAlias = tuple[int, int]
"""What makes a folder the same under two names: its device and its number there."""

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
# What a file that is none is called in a message.
_SPECIAL = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def is_address(target: str) -> bool:
    """Whether a target is an address of the web.

    >>> is_address("HTTPS://example.org/"), is_address("http.txt")
    (True, False)
    """
    return _ADDRESS.match(target) is not None


def expand(targets: Sequence[str]) -> Iterator[str]:
    """What the targets stand for: folders become the files in them, at any depth, and patterns what they match.

    In sorted order within each target. Hidden files and folders are left out, unless they are named; a folder that
    links back to one above it is entered once. What stands for nothing comes as it is: reading it tells why.
    """
    for target in targets:
        if target == INPUT or is_address(target):
            yield target
        else:
            yield from _expanded(target)


def _expanded(target: str) -> Iterator[str]:
    if not os.path.lexists(target) and glob.has_magic(target):
        matches = sorted(glob.glob(target, recursive=True))  # noqa: PTH207 - targets are strings as the user wrote them
        for match in matches:
            yield from _files(match)
        if matches:
            return
    yield from _files(target)


def _files(target: str) -> Iterator[str]:
    none = True
    if Path(target).is_dir():
        for found in _walk(target):
            none = False
            yield found
    if none:
        yield target


def _walk(folder: str) -> Iterator[str]:
    """The files of a folder at any depth; a folder that cannot be listed comes as it is."""
    waiting: list[tuple[str, bool, frozenset[_Identity]]] = [(folder, True, frozenset())]
    while waiting:
        path, is_folder, above = waiting.pop()
        if not is_folder:
            yield path
            continue
        try:
            known = os.stat(path)  # noqa: PTH116 - targets are strings as the user wrote them
            entries = sorted(os.scandir(path), key=lambda entry: entry.name, reverse=True)
        except OSError:
            yield path
            continue
        here = (known.st_dev, known.st_ino)
        if here not in above:
            shown = (entry for entry in entries if not entry.name.startswith(HIDDEN))
            waiting += [(entry.path, entry.is_dir(), above | {here}) for entry in shown]


def read_source(target: str, options: Options, fetch: Fetch | None = None) -> Iterator[Incoming | Problem]:
    """What one target holds, in order: a file of any kind, a folder, `-` for standard input, or an address.

    `fetch` reads addresses; without it they are refused. Nothing is raised for what a target is or holds.

    >>> [found.kind.value for found in read_source("no-such-file", Options())]
    ['no report']
    """
    try:
        yield from _opened(target, options, fetch)
    except StreamError as error:
        yield stopped(error, target)
    except OSError as error:
        yield _unreadable(target, error)
    except Exception as error:
        message = f"{target}: an error in Khabar, not in your file: {type(error).__name__}: {error}: please report it"
        yield Problem(target, ProblemKind.FAULT, message)


def _opened(target: str, options: Options, fetch: Fetch | None) -> Iterator[Incoming | Problem]:
    if target == INPUT:
        yield from read_any(_standard_input(), STANDARD_INPUT, options)
    elif is_address(target):
        yield from fetch(target, options) if fetch else iter([_no_fetching(target)])
    elif _SCHEME.match(target) and not os.path.lexists(target):
        message = f"{target}: expected an address that begins with http:// or https://, or the name of a file"
        yield Problem(target, ProblemKind.REFUSED, message)
    else:
        yield from _path(target, options)


def _standard_input() -> BinaryIO:
    """Standard input as a stream that can be looked into: a file at its beginning as it is, else what feeds it."""
    given = sys.stdin.buffer
    if given.seekable() and given.tell() == 0:
        return given
    return cast(BinaryIO, flowing(given.read))


def _path(target: str, options: Options) -> Iterator[Incoming | Problem]:
    if "\x00" in target:  # no file system has such names, and Python raises ValueError for them
        raise FileNotFoundError(target)
    mode = os.stat(target).st_mode  # noqa: PTH116 - as in _walk
    if stat.S_ISDIR(mode):
        yield from _folder(target, options)
        return
    special = next((name for test, name in _SPECIAL if test(mode)), None)
    if special:
        message = f"{target}: expected a file; it is {special}: give its content on standard input, with - as its name"
        yield Problem(target, ProblemKind.UNSUPPORTED, message)
        return
    with Path(target).open("rb", buffering=CHUNK) as handle:
        yield from read_any(handle, target, options)


def _folder(target: str, options: Options) -> Iterator[Incoming | Problem]:
    none = True
    os.listdir(target)  # noqa: PTH208 - raises what forbids it
    for file in expand([target]):
        if file != target:
            none = False
            yield from read_source(file, options)
    if none:
        message = f"{target}: expected a folder with files; it has none but hidden ones: name another"
        yield Problem(target, ProblemKind.NO_REPORT, message)


def _no_fetching(target: str) -> Problem:
    message = f"{target}: expected a file; it is an address, and nothing is fetched here: use khabar add"
    return Problem(target, ProblemKind.REFUSED, message)


def _unreadable(target: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        message = f"{target}: expected a file, folder or pattern; there is none of that name: check the spelling"
        return Problem(target, ProblemKind.NO_REPORT, message)
    if isinstance(error, PermissionError):
        message = f"{target}: expected a readable file; permission is denied: change its permissions or copy it"
        return Problem(target, ProblemKind.REFUSED, message)
    message = f"{target}: expected a readable file; {error.strerror or error}: check the name and the disk"
    return Problem(target, ProblemKind.BROKEN, message)
