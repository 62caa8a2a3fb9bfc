"""PDF documents come in: their text layer, one report a document (pypdf).

Pages follow each other line by line, since a paragraph may go on over the page; nothing is mended, neither hyphens nor
the order of letters. A date in the document's properties is the day that a file was made and no day of publication.
Not for scanned pages: they have no text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO

from khabar.model import Incoming, Problem, ProblemKind
from khabar.sources.documents_order import doubts
from khabar.sources.documents_spool import Spooled, read_spooled
from khabar.sources.documents_title import apart
from khabar.sources.making import Found, make
from khabar.sources.options import Limits, Options

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# Readers of PDF take a file for one when its mark stands in the first 1,024 bytes.
MARK, MARK_WITHIN = b"%PDF-", 1024
LONGEST_PROPERTY = 300
# Bytes that one stream of a document may unpack to. The text of a page has some ten kilobytes, a drawing of a map some
# millions; pypdf's own 75 million take it 1.6 GB of memory.
MAX_STREAM = 4 << 20
# What programs put into a property when nobody wrote one.
_MADE_UP = re.compile(r"\.(docx?|pdf|rtf|odt|indd|qxd|pptx?|tmp)$|^Microsoft|^untitled$|^\s*$", re.IGNORECASE)

# It prints a warning for each fault of a file, of which nearly every file has some.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


class _TooSlowError(Exception):
    """A document took longer than allowed."""


def read_pdf(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The report that a PDF document holds, or why there is none; the stream need not seek."""
    yield read_spooled(stream, place, lambda held: _read(held, place, options))


def _read(held: Spooled, place: str, options: Options) -> Incoming | Problem:
    if MARK not in held.stream.read(MARK_WITHIN):
        return Problem(place, ProblemKind.BROKEN, f"{place}: expected a PDF document (%PDF-); it does not begin as one")
    try:
        return _report(held, place, options)
    except _TooSlowError:
        message = f"{place}: expected a document that is read in {options.limits.seconds:g} seconds; it takes longer"
        return Problem(place, ProblemKind.TOO_LARGE, message)
    except Exception as error:  # pypdf raises whatever a damaged file makes it trip over, recursion included
        message = f"{place}: expected a PDF document; it is damaged ({type(error).__name__}: {str(error)[:200]})"
        return Problem(place, ProblemKind.BROKEN, message)


def _report(held: Spooled, place: str, options: Options) -> Incoming | Problem:
    from pypdf import PdfReader, apply_configuration  # noqa: PLC0415  (only for those who read documents)

    held.stream.seek(0)
    with apply_configuration(zlib_maximum_output_length=MAX_STREAM, lzw_maximum_output_length=MAX_STREAM):
        return _opened(PdfReader(held.stream), held, place, options)


def _opened(reader: PdfReader, held: Spooled, place: str, options: Options) -> Incoming | Problem:
    if reader.is_encrypted and not reader.decrypt(""):
        message = f"{place}: expected a document without a password; it asks for one: save it again without"
        return Problem(place, ProblemKind.REFUSED, message)
    text, warnings = _text(reader, options.limits)
    if not any(map(str.isalpha, text)):
        message = (
            f"{place}: expected a PDF with a text layer; its {len(reader.pages):,} pages hold no letters, perhaps "
            f"only pictures of them: run text recognition (OCR) and give the result"
        )
        return Problem(place, ProblemKind.NO_REPORT, message)
    title, rest = apart(_property(reader, "title"), text)
    found = Found(rest, title=title, byline=_property(reader, "author"), warnings=(*warnings, *doubts(text)))
    return make(found, place, held.digest, options)


def _text(reader: PdfReader, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """The text of all pages, one character above the limit at most, and what pages could not be read."""
    deadline, size = monotonic() + limits.seconds, 0
    texts: list[str] = []
    broken: dict[int, str] = {}
    for number, page in enumerate(reader.pages, start=1):
        try:
            texts.append(_page_text(page, deadline)[: limits.characters + 1])
        except _TooSlowError:
            raise
        except Exception as error:  # one damaged page, and whatever pypdf raises for it, does not lose the others
            broken[number] = str(error)[:200]
            texts.append("")
        size += len(texts[-1])
        if size > limits.characters:
            break
    joined = "\n".join(text for text in texts if text)
    warnings = (f"pages that are damaged are left out: {', '.join(map(str, list(broken)[:20]))}",) if broken else ()
    if broken and not joined:
        raise ValueError(f"none of its {len(broken):,} pages can be read: {next(iter(broken.values()))}")
    return joined, warnings


def _page_text(page: PageObject, deadline: float) -> str:
    def watch(*_: Any) -> None:
        """Called before each operator of a page, of which hostile pages have millions."""
        if monotonic() > deadline:
            raise _TooSlowError

    watch()
    return page.extract_text(visitor_operand_before=watch).strip("\n")


def _property(reader: PdfReader, name: str) -> str | None:
    """A property of the document; None when it is missing, damaged or no line of text."""
    try:
        value = getattr(reader.metadata, name, None)
    except Exception:  # properties are no reason to lose a document
        return None
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= LONGEST_PROPERTY and not _MADE_UP.search(text) else None
