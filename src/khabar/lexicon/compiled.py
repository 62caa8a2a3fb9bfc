"""Compiled patterns kept from one run to the next.

Compiling the rules of a language takes above two seconds, reading them back compiled 0.03 s. They are kept in the
user's cache folder, a file for each set of rules; where the file is absent, damaged or cannot be written, the patterns
are compiled as if there were no cache, and nobody is told: a cache never changes a result. Not for: anything but
patterns.

`KHABAR_CACHE` names another folder, or is `off`.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import regex

Pattern: TypeAlias = regex.Pattern[str]

SWITCH = "KHABAR_CACHE"
OFF = "off"
_SUFFIX = ".patterns"
_KEPT = 4
"""Files kept of one set of rules: those of the last few versions installed side by side."""
_DIGEST = hashlib.sha256
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class PatternSource:
    """A regex and the named lists that it speaks of."""

    regex: str
    lists: Mapping[str, Sequence[str]]

    def compile(self) -> Pattern:
        """The compiled regex; regex.error where it is not well formed."""
        named: dict[str, Any] = dict(self.lists)  # the stubs know no named lists
        return regex.compile(self.regex, **named)


def cache_folder() -> Path | None:
    """Where compiled patterns are kept; None where the user wants none kept or has no home."""
    told = os.environ.get(SWITCH, "")
    if told == OFF:
        return None
    if told:
        return Path(told)
    base = os.environ.get("XDG_CACHE_HOME", "")
    with suppress(RuntimeError):  # no home folder
        return (Path(base) if base else Path.home() / ".cache") / "khabar"
    return None


class Patterns(dict[str, Pattern]):
    """The compiled patterns of a set of rules by rule id, read or compiled when the first of them is asked for.

    With a cache all of them are compiled at once and kept; without one each is compiled when it is asked for, because a
    short text needs few.
    """

    def __init__(self, name: str, sources: Mapping[str, PatternSource]) -> None:
        super().__init__()
        self._name = name
        self._sources = sources
        self._looked = False

    def __missing__(self, key: str) -> Pattern:
        if not self._looked:
            self._looked = True
            self._fill(cache_folder())
        if key not in self:
            self[key] = self._sources[key].compile()
        return self[key]

    def _fill(self, folder: Path | None) -> None:
        if folder is None:
            return
        file = folder / f"{self._name}-{_key(self._sources)}{_SUFFIX}"
        found = _read(file)
        if found is None and _prepare(folder):
            found = {key: source.compile() for key, source in self._sources.items()}
            _write(file, found)
            _tidy(folder, self._name)
        self.update(found or {})


def _key(sources: Mapping[str, PatternSource]) -> str:
    """What a file was made from: the text of the rules, which changes with the package, and who compiled them."""
    rows = [
        (key, source.regex, sorted((n, list(w)) for n, w in source.lists.items())) for key, source in sources.items()
    ]
    made = (regex.__version__, sys.implementation.cache_tag, sys.byteorder, rows)
    return _DIGEST(repr(made).encode()).hexdigest()[:24]


class _PatternReader(pickle.Unpickler):
    """Reads patterns and nothing else: a file in a folder that others may write to must not name code to be run."""

    def find_class(self, module: str, name: str) -> Any:
        if (module.rpartition(".")[2], name) in (("_regex", "compile"), ("_regex_core", "RegexFlag")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no pattern")


def _read(file: Path) -> dict[str, Pattern] | None:
    """The patterns of a file; None where there is none or it is not whole."""
    try:
        data = file.read_bytes()
        digest, body = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
        if _DIGEST(body).digest() != digest:
            return None
        found: dict[str, Pattern] = _PatternReader(io.BytesIO(body)).load()
    except (OSError, pickle.UnpicklingError, regex.error, ImportError, AttributeError, ValueError, TypeError):
        return None
    return found


def _prepare(folder: Path) -> bool:
    """Whether the folder is there and can be written to; it is made for this user alone."""
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.access(folder, os.W_OK | os.X_OK)


def _write(file: Path, patterns: Mapping[str, Pattern]) -> None:
    """Keep the patterns; the file is whole under its name from the start: a reader beside us never sees a part."""
    body = pickle.dumps(dict(patterns), protocol=5)
    with suppress(OSError):
        handle, written = tempfile.mkstemp(dir=file.parent, prefix=file.stem)  # mode 0600
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(_DIGEST(body).digest() + body)
            Path(written).replace(file)
        except OSError:
            Path(written).unlink(missing_ok=True)


def _tidy(folder: Path, name: str) -> None:
    """Remove the oldest files of a set of rules, which earlier versions of the package have left."""
    with suppress(OSError):
        files = sorted(folder.glob(f"{name}-*{_SUFFIX}"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[_KEPT:]:
            file.unlink(missing_ok=True)
