"""The title in a document's properties, beside a text that may begin with it. Not for finding titles in text."""

from __future__ import annotations

# Where a title that is printed at all is printed.
BEGINNING = 2_000


def apart(title: str | None, text: str) -> tuple[str | None, str]:
    """Title and the rest of the text, which has the title no more when it is its first line.

    A title that is printed further down stays there, and there is none to put before the text.

    >>> apart("Wheat", "Wheat\\nIt is in.")
    ('Wheat', 'It is in.')
    """
    lines = [" ".join(line.split()) for line in text[:BEGINNING].splitlines()]
    if title is None or title not in lines:
        return title, text
    first, _, rest = text.lstrip().partition("\n")
    if " ".join(first.split()) == title and any(map(str.isalpha, rest)):
        return title, rest.lstrip("\n")
    return None, text
