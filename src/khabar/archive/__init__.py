"""The archive: the only room that knows SQL. SQLite by default, PostgreSQL for a team, one schema.

It keeps reports, their readings, problems and the state of sources, each once, under ids made from content, and finds
claims again. It is given readings as the dictionaries of docs/data-model.md. Not for: reading, fetching, showing.
"""

from khabar.archive.opening import default_path
from khabar.archive.query import Hit, Order, Query
from khabar.archive.rows import Rows, rows_of
from khabar.archive.showing import Held, Recorded, Shown, SourceState, Status
from khabar.archive.store import Archive, open_archive

__all__ = [
    "Archive",
    "Held",
    "Hit",
    "Order",
    "Query",
    "Recorded",
    "Rows",
    "Shown",
    "SourceState",
    "Status",
    "default_path",
    "open_archive",
    "rows_of",
]
