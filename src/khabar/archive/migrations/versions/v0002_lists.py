"""Sanctions lists: each with its entries, dropped ones included, and the issues that brought and changed them."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_ORDERED = {"sqlite": "TEXT", "postgresql": 'TEXT COLLATE "C"'}
"""Texts that rows are sorted by, letter by letter on every store."""

_STATEMENTS = (
    """CREATE TABLE sanctions_list (
        name {ordered} PRIMARY KEY, format TEXT NOT NULL, issued TEXT, digest TEXT NOT NULL, loaded TEXT NOT NULL)""",
    """CREATE TABLE listed (
        list {ordered} NOT NULL REFERENCES sanctions_list(name) ON DELETE CASCADE, id {ordered} NOT NULL,
        kind TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, first_seen TEXT NOT NULL, changed TEXT NOT NULL,
        withdrawn TEXT, PRIMARY KEY (list, id))""",
    """CREATE VIEW sanctions_lists AS SELECT name, format, issued, loaded, digest,
        (SELECT count(*) FROM listed e WHERE e.list = l.name AND e.withdrawn IS NULL) AS in_force,
        (SELECT count(*) FROM listed e WHERE e.list = l.name AND e.withdrawn IS NOT NULL) AS withdrawn
        FROM sanctions_list l""",
    """CREATE VIEW listed_entries AS
        SELECT list, id, kind, name, first_seen, changed, withdrawn, content FROM listed""",
)


def upgrade() -> None:
    """Make the tables and their views."""
    connection = op.get_bind()
    ordered = _ORDERED[connection.dialect.name]
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement.format(ordered=ordered))
