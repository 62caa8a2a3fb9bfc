"""Entries gathered into a list, or the error that says why they make none.

Not for: reading them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from khabar.model import ListedEntry
from khabar.screening.limits import Limits, broken

# A message names so many entries at most.
NAMED = 20


def gathered(entries: Iterable[ListedEntry], path: Path, limits: Limits) -> tuple[ListedEntry, ...]:
    """All entries; ListError where there are none, more than the limit, or some without a name."""
    found = tuple(islice(entries, limits.entries + 1))
    if len(found) > limits.entries:
        raise broken(path, "", f"it has more than {limits.entries:,} entries", "raise the limit of entries")
    if not found:
        raise broken(path, "", "it has no entries")
    nameless = [
        f"{entry.id or 'without a reference'} (record {at})" for at, entry in enumerate(found, 1) if not entry.names
    ]
    if nameless:
        more = f" and {len(nameless) - NAMED:,} more" if len(nameless) > NAMED else ""
        told = f"entries without a name: {', '.join(nameless[:NAMED])}{more}"
        raise broken(path, "", told, "get the file again, or give them names")
    return found
