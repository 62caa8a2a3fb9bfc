"""The archive: the only room that knows SQL. SQLite by default, PostgreSQL for a team, one schema.

It keeps reports, their readings, problems and the state of sources, each once, under ids made from content, and finds
claims again. It is given readings as the dictionaries of docs/data-model.md. Not for: reading, fetching, showing.
"""

from khabar.archive.identity import Candidate, Claimed, Described, Identities, Judgement, Linked, Listed, Verdict
from khabar.archive.involvement import ClaimsOf
from khabar.archive.lists import Delta, HeldEntry, HeldList
from khabar.archive.mentioned import Named
from khabar.archive.opening import default_path
from khabar.archive.query import Hit, Order, Query
from khabar.archive.rows import Rows, rows_of
from khabar.archive.showing import Held, Recorded, Shown, SourceState, Status
from khabar.archive.store import Archive, open_archive

__all__ = [
    "Archive",
    "Candidate",
    "Claimed",
    "ClaimsOf",
    "Delta",
    "Described",
    "Held",
    "HeldEntry",
    "HeldList",
    "Hit",
    "Identities",
    "Judgement",
    "Linked",
    "Listed",
    "Named",
    "Order",
    "Query",
    "Recorded",
    "Rows",
    "Shown",
    "SourceState",
    "Status",
    "Verdict",
    "default_path",
    "open_archive",
    "rows_of",
]
