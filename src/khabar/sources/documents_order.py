"""Whether the Arabic text of a PDF is text or only its picture in letters: shapes instead of letters, or backwards.

Programs that print write the shape of each letter, from left to right; what one reads back is for the eye. Such text is
kept as it is and told of, since mending it is a guess. Not for mending.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from khabar.languages.detect import known_word_share

# More than half of the letters: some fonts have shapes for a few ligatures only.
SHAPE_SHARE = 0.5
# Backwards, one word in ten is a known one by chance at most; forwards every second.
LEAST_KNOWN = 0.1
_SHAPES = ("<isolated>", "<initial>", "<medial>", "<final>")
SAMPLE = 5_000


def doubts(text: str) -> tuple[str, ...]:
    """What speaks against the letters of a text, for people; nothing for a text in order.

    Shapes are told by their decomposition in Unicode. The order is held reversed when the words of the lines read
    backwards are known ones (articles, small words) more often than those read forwards.
    """
    sample, found = text[:SAMPLE], []
    if _shape_share(sample) > SHAPE_SHARE:
        found.append("its letters are shapes for print (presentation forms), not letters: words may not be recognised")
    if _reversed(unicodedata.normalize("NFKC", sample)):
        found.append("its letters seem to stand in the order of the eye, backwards: words will not be recognised")
    return tuple(found)


def _shape_share(text: str) -> float:
    shapes = letters = 0
    for char, count in Counter(text).items():
        if char.isalpha() and unicodedata.name(char, "").startswith("ARABIC"):
            letters += count
            shapes += count if unicodedata.decomposition(char).startswith(_SHAPES) else 0
    return shapes / letters if letters else 0.0


def _reversed(text: str) -> bool:
    backwards = known_word_share("\n".join(line[::-1] for line in text.splitlines()))
    return backwards >= LEAST_KNOWN and backwards > known_word_share(text)
