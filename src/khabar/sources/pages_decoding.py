"""From the bytes of a web page to its characters: marks, what the server said, what the page says, then a guess.

The order is that of the HTML standard (13.2.3.2, "determining the character encoding"): a byte order mark, the
charset of the transport, `<meta charset>`. Two things differ, because old Arabic pages need them: a declared encoding
that does not fit the bytes is not believed, and Latin-1, which servers declare unasked, gives way to a plausible
Arabic table. Not for plain text files: `khabar.sources.text`.
"""

from __future__ import annotations

import codecs
import re

from khabar.sources.encodings import MARKS, Guess, guess

# The standard looks at the first 1,024 bytes; real pages put long comments and scripts first.
META_BYTES = 16_384
_META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})["']""")
# What stands between tags and is not ASCII: a scan in one direction, for pages made to be slow.
_PROSE = re.compile(rb">([^<>]*[\x80-\xff][^<>]*)")
# A page, not a picture or a program: some tag that nearly every page has.
_TAG = re.compile(rb"<(!doctype|html|head|body|title|meta|div|p|span|table|article|a)\b", re.IGNORECASE)

# Encodings that no page is in and whose decoders run wild or are escapes, not tables.
_NO_PAGES = frozenset({"undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"})
# What the standard reads Latin-1 and ASCII as.
_LATIN = "cp1252"
_LATIN_NAMES = frozenset({"ascii", "iso8859-1", "cp1252"})
# A tenth of zeros is no damaged page but binary data; UTF-16 is recognised before.
ZERO_SHARE = 0.1
# Of random bytes every ninth is a control character (zeros and white space aside); of a page, if any, one in thousands.
CONTROL_SHARE = 0.05
_CONTROLS = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f]")


def decode_page(data: bytes, charset: str | None) -> Guess | None:
    """The characters of a page, or None when its bytes are no text; `charset` is what the server said, if anything.

    >>> decode_page(b"<p>khabar", None).encoding
    'utf-8'
    """
    found = _decoded(data, charset)
    controls = len(_CONTROLS.findall(found.text)) if found else 0
    return found if found and controls <= CONTROL_SHARE * len(found.text) else None


def _decoded(data: bytes, charset: str | None) -> Guess | None:
    if any(data.startswith(mark) for mark, _ in MARKS):
        return guess(data)
    declared = [codec for name in (charset, _declared(data)) if (codec := _codec(name))]
    for codec in declared:
        found = _strict(data, codec)
        if found and not (codec == _LATIN and _arabic(data)):
            return found
    return _guessed(data, declared)


def _declared(data: bytes) -> str | None:
    found = _META.search(data, 0, META_BYTES) or _XML.search(data, 0, META_BYTES)
    return found[1].decode("ascii") if found else None


def _codec(name: str | None) -> str | None:
    """Python's name of a declared encoding; None for what is unknown or no encoding of text."""
    if not name or len(name) > 40:
        return None
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
        b"a".decode(info.name)
    except (LookupError, ValueError):  # unknown, no table of characters, or one that needs wider units
        return None
    if info.name.replace("_", "-") in _NO_PAGES:
        return None
    return _LATIN if info.name in _LATIN_NAMES else info.name


def _strict(data: bytes, codec: str) -> Guess | None:
    try:
        return Guess(data.decode(codec), codec)
    except UnicodeError:
        return None


def _arabic(data: bytes) -> Guess | None:
    """The text, when its bytes read as Arabic in an encoding that nobody declared."""
    prose = b"\n".join(_PROSE.findall(data))
    found = guess(prose) if prose else None
    if found is None or found.encoding == "utf-8":
        return guess(data) if found else None
    return Guess(data.decode(found.encoding, errors="replace"), found.encoding)


def _guessed(data: bytes, declared: list[str]) -> Guess | None:
    found = guess(data) or _arabic(data)
    if found or data.count(0) > ZERO_SHARE * len(data) or not (declared or _TAG.search(data)):
        return found
    codec = declared[0] if declared else _LATIN
    text = data.decode(codec, errors="replace")
    return Guess(text, codec, (f"its encoding is not certain: read as {codec}",))
