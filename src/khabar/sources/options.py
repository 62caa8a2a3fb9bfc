"""What every reader of a source is told: what the user knows of the reports, which fields to take, and the limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, TypeAlias

from khabar.model import Incoming, Problem
from khabar.sources.text import MAX_CHARACTERS


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a source may ask of this machine.

    `characters` of one report; `record` bytes of one record, line, page or member of an archive that is held at once;
    `unpacked` bytes that one packed file may unpack to in all; `depth` of packed files inside packed files; `seconds`
    that one page or feed may take to come.
    """

    characters: int = MAX_CHARACTERS
    record: int = 4 * MAX_CHARACTERS
    unpacked: int = 4 << 30
    depth: int = 3
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of all reports of a source: it stands over what the source itself says. `fields` names, for
    title, text, publisher, byline, url and published, the field of a record or column that holds it."""

    published: date | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()


Reader: TypeAlias = Callable[[BinaryIO, str, Options], Iterator[Incoming | Problem]]
"""One kind of source: from a stream of bytes, open for reading and never held whole unless the format forces it, and
the place it stands in, to what it holds, in order. It raises nothing for bad content: that is a Problem."""
