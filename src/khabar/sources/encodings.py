"""From bytes to characters when nobody says how they were encoded.

What Arabic text is found in: UTF-8, UTF-16 and UTF-32 (Windows programs save "Unicode" as UTF-16), windows-1256 (old
Windows and much of the early Arabic web) and ISO-8859-6. Order matters: marks at the start are certain, valid UTF-8 is
all but certain, and a one-byte table fits any bytes, so it is asked last and must give plausible Arabic.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from dataclasses import dataclass

from khabar.languages.detect import known_word_share

# UTF-32 stands before UTF-16, whose little-endian mark begins it.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ONE_BYTE = ("cp1256", "iso8859_6")
NAMES = {"utf-8-sig": "utf-8", "cp1256": "windows-1256", "iso8859_6": "iso-8859-6"}

# Bytes looked at where a decision needs no more.
SAMPLE = 200_000
# The upper bytes of UTF-16 Arabic: Latin-1 (blanks, digits), Arabic, general punctuation, presentation forms.
UTF16_PLANES = frozenset({0x00, 0x06, 0x20, 0xFB, 0xFC, 0xFD, 0xFE})
# Of a UTF-16 text nearly every upper byte is one of these; the rest is emoji and the like.
UTF16_SHARE = 0.95
# One bad sequence in ten: a damaged UTF-8 file has a handful, another encoding read as UTF-8 has hardly a good one.
BROKEN_SHARE = 0.1
# A wrong one-byte table turns frequent Arabic letters into accented Latin ones or vowel marks.
PURITY = 0.8
# In Arabic news about every second word is a function word or carries the article; in noise one in fifty.
KNOWN_SHARE = 0.05
# So many known words vouch for a text with vowel marks, which pure letters are not.
VOWELLED_PURITY, VOWELLED_KNOWN = 0.5, 0.2
# A few words need not hold a known one; then their letters must be Arabic through and through.
FEW_WORDS = 20
FEW_PURITY = 0.97

REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Guess:
    """A decoded text, the encoding's usual name, and what had to be replaced."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def guess(data: bytes) -> Guess | None:
    """`data` as text, or None when it is in no encoding that Arabic is written in. Line ends are kept as they came.

    >>> guess("khabar".encode("utf-16")).encoding
    'utf-16'
    """
    marked = next((codec for mark, codec in MARKS if data.startswith(mark)), None)
    if marked:
        return _lenient(data, marked)
    wide = _unmarked_utf16(data)
    if wide:
        return _lenient(data, wide)
    return _utf8(data) or _one_byte(data)


def _lenient(data: bytes, codec: str) -> Guess:
    name = NAMES.get(codec, codec)
    try:
        return Guess(data.decode(codec), name)
    except UnicodeDecodeError:
        text = data.decode(codec, errors="replace")
    return Guess(text, name, _damage(text, text.count(REPLACEMENT), name))


def _damage(text: str, bad: int, name: str) -> tuple[str, ...]:
    line = text.count("\n", 0, text.index(REPLACEMENT)) + 1
    times = "once" if bad == 1 else f"{bad:,} times"
    return (f"damaged {name}: bytes that are no characters were replaced by U+FFFD {times}, first on line {line}",)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: zero bytes on one side of the pairs only, and Arabic's planes on that side."""
    sample = data[: SAMPLE - SAMPLE % 2]
    even, odd = sample[0::2], sample[1::2]
    if 0 in odd and 0 not in even and _arabic_planes(odd):
        return "utf-16-le"
    if 0 in even and 0 not in odd and _arabic_planes(even):
        return "utf-16-be"
    return None


def _arabic_planes(upper: bytes) -> bool:
    return sum(count for byte, count in Counter(upper).items() if byte in UTF16_PLANES) >= UTF16_SHARE * len(upper)


def _utf8(data: bytes) -> Guess | None:
    try:
        return Guess(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    good = sum(count for char, count in Counter(text).items() if char > "\x7f" and char != REPLACEMENT)
    bad = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    return Guess(text, "utf-8", _damage(text, bad, "utf-8")) if bad <= BROKEN_SHARE * good else None


def _one_byte(data: bytes) -> Guess | None:
    """The table under which the bytes read as Arabic, if there is one."""
    scored = [(score, codec) for codec in ONE_BYTE if (score := _plausibility(data, codec)) > 0]
    if not scored:
        return None
    _, codec = max(scored, key=lambda pair: pair[0])  # the first of equals: windows-1256 is far the commoner
    return Guess(data.decode(codec, errors="replace"), NAMES[codec])


def _plausibility(data: bytes, codec: str) -> float:
    """How Arabic `data` reads under `codec`: the share of pure letters and known words (0 to 2), 0 for not at all."""
    text = data[:SAMPLE].decode(codec, errors="replace")
    pure, known = _purity(text), known_word_share(text)
    few = len(text.split()) < FEW_WORDS and pure >= FEW_PURITY
    plain = pure >= PURITY and known >= KNOWN_SHARE
    vowelled = pure >= VOWELLED_PURITY and known >= VOWELLED_KNOWN
    return pure + known if few or plain or vowelled else 0.0


def _purity(text: str) -> float:
    """The share of Arabic letters among all characters beyond ASCII that are letters, marks or damage."""
    arabic = other = 0
    for char, count in Counter(text).items():
        if char > "\x7f" and (char.isalpha() or char == REPLACEMENT or unicodedata.combining(char)):
            is_arabic = char.isalpha() and unicodedata.name(char, "").startswith("ARABIC")
            arabic, other = (arabic + count, other) if is_arabic else (arabic, other + count)
    return arabic / (arabic + other) if arabic else 0.0
