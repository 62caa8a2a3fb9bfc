"""Plain text: one stream, one report, whose first paragraph is its title as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from khabar.errors import InputError
from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.making import Found, digest, make, problem_of
from khabar.sources.options import Options
from khabar.sources.text import decode


def read_plain(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The one report that a stream of text is, in any usual encoding, or the problem with it.

    At most `limits.record` bytes are read. Damaged bytes are replaced, with a warning.

    >>> import io
    >>> [found.report.text for found in read_plain(io.BytesIO(b"khabar"), "a.txt", Options())]
    ['khabar']
    """
    limit = options.limits.record
    data = stream.read(limit + 1)
    if len(data) > limit:
        message = f"{place}: expected one report of at most {limit:,} bytes; it has more: cut it into single reports"
        yield Problem(place, ProblemKind.TOO_LARGE, message)
        return
    try:
        # `make` counts the characters; here there are never more of them than bytes
        found = decode(data, place, limit=len(data)) if data.strip() else None
    except InputError as error:
        yield problem_of(error, place)
        return
    text, warnings = (found.text, found.warnings) if found else ("", ())
    yield make(Found(text, warnings=warnings), place, digest(data), options)
