"""Word documents (DOCX, ECMA-376) come in: body paragraphs and tables in order, one report a document.

Read straight from the packed XML: macros, pictures, comments, deleted text and notes are never opened, nothing outside
the file is fetched, entities are not replaced, and what unpacks to too much is refused. Not for old Word files (.doc).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from time import monotonic
from typing import IO, Any, BinaryIO

from khabar.model import Incoming, Problem, ProblemKind
from khabar.model.report import PARAGRAPH
from khabar.sources.documents_spool import Spooled, read_spooled
from khabar.sources.documents_title import apart
from khabar.sources.making import Found, make
from khabar.sources.options import Limits, Options

BODY, PROPERTIES = "word/document.xml", "docProps/core.xml"
# XML of Word has ten to forty bytes for each of text.
BYTES_PER_CHARACTER = 40
MAX_PROPERTIES = 1 << 20
LONGEST_PROPERTY = 300
# Old Word files and those with a password are no zip archives but this.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# Text that is not the report's: deletions that are still on record, and the copy of a box for old programs.
_NOT_READ = frozenset({"del", "moveFrom", "Fallback", "instrText"})


class _TooLargeError(Exception):
    """A document unpacks to more than is allowed, or takes longer."""


def read_docx(stream: BinaryIO, place: str, options: Options) -> Iterator[Incoming | Problem]:
    """The report that a Word document holds, or why there is none; the stream need not seek."""
    yield read_spooled(stream, place, lambda held: _read(held, place, options))


def _read(held: Spooled, place: str, options: Options) -> Incoming | Problem:
    import lxml.etree  # type: ignore[import-untyped]  # noqa: PLC0415  (heavy, only for those who read documents)

    if held.stream.read(len(OLE)) == OLE:
        message = f"{place}: expected a DOCX document; it is an old Word file or has a password: save it again as DOCX"
        return Problem(place, ProblemKind.UNSUPPORTED, message)
    held.stream.seek(0)
    try:
        with zipfile.ZipFile(held.stream) as archive:
            return _report(archive, held.digest, place, options)
    except _TooLargeError:
        message = (
            f"{place}: expected a document of at most {options.limits.characters:,} characters; it unpacks to more, "
            f"or takes more than {options.limits.seconds:g} seconds: cut it into single reports"
        )
        return Problem(place, ProblemKind.TOO_LARGE, message)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, lxml.etree.LxmlError) as error:
        return Problem(place, ProblemKind.BROKEN, f"{place}: expected a DOCX document; it is damaged ({error})")
    except (RuntimeError, NotImplementedError) as error:  # encrypted members, packing methods that Python lacks
        return Problem(place, ProblemKind.UNSUPPORTED, f"{place}: expected a plain DOCX document ({error})")


def _report(archive: zipfile.ZipFile, digest: str, place: str, options: Options) -> Incoming | Problem:
    if BODY not in archive.namelist():
        message = f"{place}: expected a Word document (a zip archive with {BODY}); it has no such part"
        return Problem(place, ProblemKind.UNSUPPORTED, message)
    with archive.open(BODY) as body:
        text = PARAGRAPH.join(_paragraphs(body, options.limits))
    properties = _properties(archive)
    title, rest = apart(properties.get("title"), text)
    return make(Found(rest, title=title, byline=properties.get("creator")), place, digest, options)


class _Capped:
    """A stream that refuses to give more than a number of bytes, or for longer than allowed."""

    def __init__(self, stream: IO[bytes], limits: Limits) -> None:
        self.stream = stream
        self.left = limits.characters * BYTES_PER_CHARACTER
        self.deadline = monotonic() + limits.seconds

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.left -= len(data)
        if self.left < 0 or monotonic() > self.deadline:
            raise _TooLargeError
        return data


def _paragraphs(body: IO[bytes], limits: Limits) -> Iterator[str]:
    """The paragraphs of the body and, for a table, its rows as lines with cells parted by tabs."""
    size, layout = 0, _Layout()
    for event, element in _events(_Capped(body, limits)):
        text = layout.begin(element) if event == "start" else layout.end(element)
        size += len(text)
        if size > limits.characters:
            raise _TooLargeError
        if any(map(str.isalnum, text)):
            yield text


def _events(stream: _Capped) -> Iterator[tuple[str, Any]]:
    """Beginnings and ends of elements; each is emptied after its end, so that memory does not grow with the text."""
    import lxml.etree  # noqa: PLC0415

    events = lxml.etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    for event, element in events:
        yield event, element
        if event == "end":
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]


class _Layout:
    """What has been read of the open paragraph, cell, row and table."""

    def __init__(self) -> None:
        self.run: list[str] = []
        self.cell: list[str] = []
        self.row: list[str] = []
        self.rows: list[str] = []
        self.tables = 0
        self.hidden = 0

    def begin(self, element: Any) -> str:
        name = _local(element)
        self.hidden += name in _NOT_READ
        self.tables += name == "tbl"
        return ""

    def end(self, element: Any) -> str:
        """The paragraph or table that ends with this element, else nothing."""
        name = _local(element)
        self.hidden -= name in _NOT_READ
        if not self.hidden and name == "t" and element.text:
            self.run.append(element.text)
        elif not self.hidden and name in _BREAKS and _local(element.getparent()) == "r":
            self.run.append(_BREAKS[name])
        elif name == "p":
            return self._paragraph()
        elif self.tables and name in {"tc", "tr", "tbl"}:
            return self._table(name)
        return ""

    def _paragraph(self) -> str:
        text, self.run = "".join(self.run).strip("\n"), []
        if not self.tables:
            return text
        self.cell.append(text)
        return ""

    def _table(self, name: str) -> str:
        """A table inside a cell ends up as lines of the outer one."""
        if name == "tc":
            self.row.append(" ".join(filter(None, self.cell)))
            self.cell = []
        elif name == "tr":
            self.rows.append("\t".join(self.row))
            self.row = []
        else:
            self.tables -= 1
            if not self.tables:
                text, self.rows = "\n".join(self.rows), []
                return text
        return ""


def _local(element: Any) -> str:
    """The name of an element of Word's, in either edition of the standard; for others nothing, but where they hide."""
    tag = element.tag if isinstance(getattr(element, "tag", None), str) else ""
    space, _, name = tag.rpartition("}")
    return name if f"{space}}}" in {_W, _STRICT} or name == "Fallback" else ""


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    """Title and creator, where the document has them; a damaged part is no reason to lose the document."""
    import lxml.etree  # noqa: PLC0415

    if PROPERTIES not in archive.namelist():
        return {}
    try:
        with archive.open(PROPERTIES) as part:
            parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            root = lxml.etree.fromstring(part.read(MAX_PROPERTIES), parser=parser)
    except (lxml.etree.LxmlError, ValueError, OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError):
        return {}
    texts = {name: " ".join((root.findtext(f"{_DC}{name}") or "").split()) for name in ("title", "creator")}
    return {name: text for name, text in texts.items() if 0 < len(text) <= LONGEST_PROPERTY}
