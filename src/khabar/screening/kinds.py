"""Which format a list is in, by its content.

A document type is refused here, before any parser sees it: lists have none, and entities unfold to any size. Not for:
whether the rest of the file holds what its beginning promises.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Mapping
from pathlib import Path

from khabar.errors import ListError
from khabar.model import ListFormat
from khabar.screening.limits import broken
from khabar.screening.opening import ZIP

KNOWN = (
    "the UN's consolidated XML, OFAC's sdn.csv or SDN_ADVANCED.XML, the EU's consolidated XML, "
    "or targets.simple.csv, targets.nested.json, entities.ftm.json of OpenSanctions"
)
ROOTS: Mapping[str, ListFormat] = {
    "CONSOLIDATED_LIST": ListFormat.UN_XML,
    "Sanctions": ListFormat.OFAC_XML,
    "export": ListFormat.EU_XML,
}
SDN_COLUMNS, ALIAS_COLUMNS, ADDRESS_COLUMNS = 12, 5, 6
SIMPLE_COLUMNS = frozenset({"id", "schema", "name", "aliases"})
"""Columns of targets.simple.csv that must be there; which others are has changed over the years."""
_SPACE = b" \t\r\n"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
# In these a document type cannot hide: they write ASCII as ASCII.
_OPEN_ENCODINGS = frozenset({"utf-8", "ascii", "iso8859-1", "cp1252"})


def format_of(head: bytes, path: Path) -> ListFormat:
    """The format of a list by the first bytes of the file `path`; ListError where it is none that is known."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip(_SPACE)
    if not start:
        raise broken(path, "", "it is empty")
    if start.startswith(ZIP):
        raise broken(path, "", "it is a zip", "unpack it and give the file within")
    if (zero := head.find(b"\x00")) >= 0:
        line = head.count(b"\n", 0, zero) + 1
        raise broken(path, f"line {line:,}", "it has zero bytes", "save it as UTF-8, or get it again")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise broken(path, "", "it is in UTF-16", "save it as UTF-8")
    if start.startswith(b"<"):
        return _markup(start, path)
    return ListFormat.FTM_JSON if start.startswith(b"{") else _table(start, path)


def _markup(start: bytes, path: Path) -> ListFormat:
    prolog = _PROLOG.match(start)
    rest = start[prolog.end() :] if prolog else start
    if _HTML.match(rest):
        raise broken(path, "", "it is a web page", "get the file again and look at what the server says")
    if rest[:2] == b"<!":
        raise broken(path, "", "it has a document type, which no list has", "do not use it")
    _check_encoding(start, path)
    root = _ROOT.match(rest)
    name = root[1].decode("ascii", "replace") if root else ""
    if name == "sdnList":
        raise broken(path, "", "it is OFAC's simple sdn.xml", "give SDN_ADVANCED.XML, or sdn.csv with its tables")
    if name not in ROOTS:
        raise _unknown(path, f"its root element is {name}" if name else "it has no root element")
    return ROOTS[name]


def _check_encoding(start: bytes, path: Path) -> None:
    told = _ENCODING.match(start)
    name = told[1].decode("ascii", "replace") if told else "utf-8"
    try:
        known = codecs.lookup(name).name in _OPEN_ENCODINGS
    except LookupError:
        known = False
    if not known:
        raise broken(path, "", f"its encoding is {name}", "save it as UTF-8")


def _table(start: bytes, path: Path) -> ListFormat:
    line = start.splitlines()[0].decode("utf-8", "replace")
    cells = next(csv.reader([line]), [])
    if set(cells) >= SIMPLE_COLUMNS:
        return ListFormat.OPENSANCTIONS_CSV
    numbered = cells[0].isdigit() if cells else False
    if numbered and len(cells) == SDN_COLUMNS:
        return ListFormat.OFAC_CSV
    if numbered and len(cells) in (ALIAS_COLUMNS, ADDRESS_COLUMNS):
        raise broken(path, "", "it looks like OFAC's alt.csv or add.csv", "give sdn.csv, with those beside it")
    if start.startswith(b"["):
        raise broken(path, "", "it is a JSON array", "give JSON with one entity a line")
    raise _unknown(path, f"it begins with {line[:60]!r}")


def _unknown(path: Path, found: str) -> ListError:
    return broken(path, "", f"{found}, and no known list is so", f"give {KNOWN}")
