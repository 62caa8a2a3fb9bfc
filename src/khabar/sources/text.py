"""Plain text comes in: bytes of any usual encoding to the characters of a report, or a message that says why not.

Raw text is never changed: line ends, marks of direction and misspellings stay as they came. Only the mark of the
encoding itself at the start of a file is no part of the text.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from khabar.errors import InputError
from khabar.sources.encodings import guess

# A long magazine article has some 50,000 characters and a day of one newspaper about a million: a text beyond five
# million is no single report, and its offsets would serve nobody.
MAX_CHARACTERS = 5_000_000
# The widest encoding takes four bytes a character, so more bytes than this are too many characters in any encoding.
BYTES_PER_CHARACTER = 4

STANDARD_INPUT = "standard input"

# First bytes of what people mistake for text, and its name in a message.
SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (a Word, Excel or OpenDocument file is one too)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"\x7fELF", "a program"),
)
PAGE_SIGNATURES = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a report, the encoding they were found in, and what was damaged on the way."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str, limit: int = MAX_CHARACTERS) -> Decoded:
    """The text that `data` encodes; `name` says in messages where it came from, `limit` is the most characters.

    Raises InputError for what is empty, blank, binary, too long or in no known encoding.

    >>> decode(b"khabar", "a.txt")
    Decoded(text='khabar', encoding='utf-8', warnings=())
    """
    _refuse_size(len(data), name, limit)
    _refuse_empty(data, name)
    _refuse_binary(data, name)
    found = guess(data)
    if found is None:
        raise InputError(_unknown(data, name))
    _refuse_blank(found.text, name)
    if len(found.text) > limit:
        raise InputError(_too_long(name, f"{len(found.text):,} characters", limit))
    return Decoded(found.text, found.encoding, found.warnings)


def read_file(path: Path, limit: int = MAX_CHARACTERS) -> Decoded:
    """The text of a file; InputError when it cannot be opened, else as `decode`."""
    try:
        with path.open("rb") as handle:
            data = _read(handle, limit)
    except OSError as error:
        raise InputError(_unreadable(path, error)) from error
    return decode(data, str(path), limit)


def read_stdin(limit: int = MAX_CHARACTERS) -> Decoded:
    """The text on standard input, read to its end; errors as `decode`."""
    try:
        data = _read(sys.stdin.buffer, limit)
    except OSError as error:
        raise InputError(f"{STANDARD_INPUT}: cannot be read: {error.strerror or error}") from error
    return decode(data, STANDARD_INPUT, limit)


def _read(handle: BinaryIO, limit: int) -> bytes:
    """One byte more than is allowed is enough to refuse; an endless stream never fills the memory."""
    return handle.read(limit * BYTES_PER_CHARACTER + 1)


def _refuse_size(size: int, name: str, limit: int) -> None:
    if size > limit * BYTES_PER_CHARACTER:
        raise InputError(_too_long(name, f"more than {limit * BYTES_PER_CHARACTER:,} bytes", limit))


def _refuse_empty(data: bytes, name: str) -> None:
    if not data:
        raise InputError(f"{name}: expected the text of a report; it is empty (0 bytes): give a file with text")


def _refuse_blank(text: str, name: str) -> None:
    if not any(char.isalnum() for char in text):
        raise InputError(
            f"{name}: expected the text of a report; its {len(text):,} characters hold no letter or digit, "
            f"only white space and marks: give a file with text"
        )


def _refuse_binary(data: bytes, name: str) -> None:
    kind = _looks_like(data)
    if kind:
        raise InputError(
            f"{name}: expected plain text; it looks like {kind}: save its text as UTF-8 and give that file"
        )


def _looks_like(data: bytes) -> str | None:
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    opening = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "an HTML page" if opening.startswith(PAGE_SIGNATURES) else _zeros(data)


def _zeros(data: bytes) -> str | None:
    """Zero bytes are no text, except in UTF-16 and UTF-32."""
    place = data.find(0)
    if place < 0:
        return None
    found = guess(data)
    if found is not None and found.encoding.startswith(("utf-16", "utf-32")) and "\x00" not in found.text:
        return None
    return f"binary data (a zero byte at byte {place:,})"


def _unknown(data: bytes, name: str) -> str:
    place = next((index for index, byte in enumerate(data) if byte > 0x7F), 0)
    return (
        f"{name}: expected UTF-8, UTF-16, UTF-32, windows-1256 or ISO-8859-6; its bytes read as Arabic in none of them "
        f"(first doubtful byte 0x{data[place]:02X} at byte {place:,}): save it as UTF-8 and give that file"
    )


def _too_long(name: str, came: str, limit: int) -> str:
    return (
        f"{name}: expected one report of at most {limit:,} characters; it has {came}: "
        f"cut it into single reports, one file each"
    )


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{path}: expected a text file; there is none of that name: check the spelling and the folder"
    if isinstance(error, IsADirectoryError):
        return f"{path}: expected a text file; it is a folder: name the files in it, for example {path / '*.txt'}"
    if isinstance(error, PermissionError):
        return f"{path}: expected a readable text file; permission is denied: change its permissions or copy it"
    return f"{path}: expected a readable text file; {error.strerror or error}: check the name and the disk"
