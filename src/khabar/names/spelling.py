"""The words of a name in plain letters, and which script they are in.

Marks that tell no name from another (accents, apostrophes, hyphens, capitals) go; letters with a stroke or a tail
become the plain ones of data/plain_letters.csv. Not for: what the words mean in a name (`names.parts`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from khabar.lexicon.table import read_rows
from khabar.names.letters import Script
from khabar.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
_KEPT = 50_000
"""Words whose script is remembered."""


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, in order."""
    return tuple(_WORD.findall(plain(name)))


@lru_cache(maxsize=_KEPT)
def plain(text: str) -> str:
    """A text in small letters without accents and apostrophes.

    >>> plain("Sa'd al-Ḥarīrī")
    'sad al-hariri'
    """
    if text.isascii():
        return text.lower().translate(_plain_letters())
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(letter))
    return bare.casefold().translate(_plain_letters())


@cache
def _plain_letters() -> dict[int, str]:
    rows = read_rows(files("khabar.names") / "data" / "plain_letters.csv", ("codepoint", "plain", "source"))
    return {int(row["codepoint"], 16): row["plain"] for row in rows}


@lru_cache(maxsize=_KEPT)
def script_of(word: str) -> Script:
    """The script of a word, by its first letter."""
    if word[:1].isascii():
        return Script.LATIN
    name = unicodedata.name(word[:1], "")
    return next(
        (script for script in (Script.LATIN, Script.ARABIC) if name.startswith(script.value.upper())), Script.OTHER
    )
