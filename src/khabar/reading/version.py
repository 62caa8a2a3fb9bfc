"""Which reader read something: the version of the package and a digest of everything that readings hang on.

A rule or a row that changes makes another reader, though the package's version stays; so what an archive holds can be
told from what the reader of today would find. A user's own knowledge counts as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from khabar.knowledge.own import own_digest

_ROOMS = ("knowledge", "languages", "lexicon", "model", "ontology", "reading", "text")
_KINDS = frozenset((".csv", ".py", ".toml"))
_SHOWN = 8


@cache
def reader_version() -> str:
    """The version of the reader, such as ``0.1.0+3f9c02aa``; the same wherever the same files are installed."""
    try:
        package = version("khabar")
    except PackageNotFoundError:  # run from a folder that was never installed
        package = "0"
    digest = hashlib.sha256()
    for name, content in _files(Path(__file__).parents[1]):
        digest.update(name.encode() + b"\0" + content)
    digest.update(own_digest().encode())
    return f"{package}+{digest.hexdigest()[:_SHOWN]}"


def _files(package: Path) -> Iterator[tuple[str, bytes]]:
    """The files that readings hang on, by their path inside the package, in one order everywhere."""
    found = (path for room in _ROOMS for path in (package / room).rglob("*") if path.suffix in _KINDS)
    for path in sorted(found, key=lambda path: path.relative_to(package).as_posix()):
        yield path.relative_to(package).as_posix(), path.read_bytes().replace(b"\r\n", b"\n")
