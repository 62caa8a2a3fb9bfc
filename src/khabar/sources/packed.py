"""Packed files: the members of a zip and the content of a gzip, each read as if it lay there unpacked.

Nothing is written under the name of a member. All bytes are counted as they are unpacked, those of packed files within
packed files too: what the directory of a zip says of sizes may be a lie. Not for: tar, 7z, RAR.
"""

from __future__ import annotations

import gzip
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import BinaryIO

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.dispatch import read_any, read_as, stopped
from khabar.sources.kinds import Kind
from khabar.sources.options import Options
from khabar.sources.streams import DAMAGE, Meter, OverrunError, StreamError, flowing, meter_of, seekable

WORD_DOCUMENT = "word/document.xml"
OFFICE_MARK, OPEN_DOCUMENT_MARK = "[Content_Types].xml", "mimetype"
LITTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
ENCRYPTED = 0x1
# The list of members is held whole: at some 60 bytes each this is half a million of them, and 300 MB as objects.
MAX_DIRECTORY = 32 << 20
# The end record of a zip stands in the last 22 bytes and a comment of at most 65,535 (APPNOTE 4.3.16).
END_MARK, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
DIRECTORY_SIZE = struct.Struct("<4s8xL")
UNREADABLE = (*DAMAGE, ValueError, NotImplementedError, RuntimeError, struct.error, MemoryError)
"""What `zipfile` raises for a zip that it cannot list or a member that it cannot open."""


def read_gzip(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """What the content of a gzip holds, one way through, at most `limits.unpacked` bytes of it."""
    deeper = _deeper(options)
    if deeper is None:
        yield _too_deep(place)
        return
    meter = meter_of(stream, options.limits.unpacked)
    inner = flowing(gzip.GzipFile(fileobj=stream).read, meter)
    with inner:
        yield from _counted(read_any(inner, f"{place}: {_unpacked_name(place)}", deeper), meter, stream, place)


def _unpacked_name(place: str) -> str:
    name = PurePosixPath(place.rpartition(": ")[2])
    return name.stem if name.suffix.lower() == ".gz" else "content"


def read_zip(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """What the members of a zip hold, in the order of its directory; a Word document, which is a zip, is one report.

    A stream that cannot go back is copied to a temporary file first.
    """
    deeper = _deeper(options)
    if deeper is None:
        yield _too_deep(place)
        return
    meter = meter_of(stream, options.limits.unpacked)
    yield from _counted(_zip(stream, place, deeper, meter), meter, stream, place)


def _counted(
    found: Iterator[Incoming | Problem], meter: Meter, stream: BinaryIO, place: str
) -> Iterator[Incoming | Problem]:
    """What was found, until too much was unpacked: the outermost packed file tells so, once."""
    try:
        yield from found
    except OverrunError as error:
        if meter_of(stream, 0) is meter:
            raise
        yield stopped(error, place)


def _deeper(options: Options) -> Options | None:
    """The options for what is packed within; None where that is too deep."""
    depth = options.limits.depth - 1
    return replace(options, limits=replace(options.limits, depth=depth)) if depth >= 0 else None


def _zip(stream: BinaryIO, place: str, options: Options, meter: Meter) -> Iterator[Incoming | Problem]:
    try:
        whole = seekable(stream, options.limits.unpacked)
        _refuse_directory(whole)
        archive = zipfile.ZipFile(whole)
    except StreamError:
        raise
    except UNREADABLE as error:
        yield _broken(place, error)
        return
    with archive:
        names = archive.NameToInfo
        if WORD_DOCUMENT in names:
            whole.seek(0)
            yield from read_as(Kind.DOCX, whole, place, options)
        elif OFFICE_MARK in names or OPEN_DOCUMENT_MARK in names:
            message = (
                f"{place}: expected a zip of reports; it is an Office or e-book file: save it as .docx, .csv or text"
            )
            yield Problem(place, ProblemKind.UNSUPPORTED, message)
        else:
            for info in archive.infolist():
                yield from _member(archive, info, place, (options, meter))


def _refuse_directory(stream: BinaryIO) -> None:
    """Refuse, before it is read, a list of members that would fill the memory."""
    size = stream.seek(0, 2)
    stream.seek(max(size - END_SIZE - LONGEST_COMMENT, 0))
    end = stream.read()
    found = end.rfind(END_MARK)
    held = DIRECTORY_SIZE.unpack_from(end, found)[1] if 0 <= found <= len(end) - END_SIZE else 0
    # 0xFFFFFFFF stands for "see the zip64 record": then the directory can be no longer than the file
    length = min(held, size)
    if length > MAX_DIRECTORY:
        raise OverrunError(
            f"expected a list of members of at most {MAX_DIRECTORY:,} bytes; it has up to {length:,}: "
            f"unpack it and give its files"
        )


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, told: tuple[Options, Meter]
) -> Iterator[Incoming | Problem]:
    name = info.orig_filename
    if name.endswith("/") or not LITTER.isdisjoint(PurePosixPath(name).parts):
        return
    at = f"{place}: {_shown(name)}"
    problem = _refused(info, at)
    if problem:
        yield problem
        return
    try:
        opened = archive.open(info)
    except UNREADABLE as error:
        yield _broken(at, error)
        return
    options, meter = told
    with flowing(opened.read, meter) as inner:
        yield from read_any(inner, at, options)


def _refused(info: zipfile.ZipInfo, at: str) -> Problem | None:
    if leads_out(info.orig_filename):
        message = f"{at}: expected the name of a file within the zip; this one leads out of it: pack it anew"
        return Problem(at, ProblemKind.REFUSED, message)
    if info.flag_bits & ENCRYPTED:
        message = (
            f"{at}: expected a member that is open; it is encrypted: unpack it with its password and give the file"
        )
        return Problem(at, ProblemKind.UNSUPPORTED, message)
    if not info.file_size:
        return Problem(at, ProblemKind.EMPTY, f"{at}: expected reports; it is empty (0 bytes)")
    return None


def leads_out(name: str) -> bool:
    """Whether the name of a member is no plain path within: absolute, upwards, of a drive, or with odd marks.

    >>> leads_out("gulf/day.json"), leads_out("../../etc/passwd")
    (False, True)
    """
    odd = "\\" in name or "\x00" in name or bool(PureWindowsPath(name).drive)
    return odd or name.startswith("/") or ".." in PurePosixPath(name).parts


def _shown(name: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def _broken(place: str, error: Exception) -> Problem:
    message = (
        f"{place}: damaged or cut short ({str(error) or type(error).__name__}): get it again, or unpack what is sound"
    )
    return Problem(place, ProblemKind.BROKEN, message)


def _too_deep(place: str) -> Problem:
    message = f"{place}: expected fewer packed files inside one another: unpack the outer ones and give what is in them"
    return Problem(place, ProblemKind.TOO_LARGE, message)
