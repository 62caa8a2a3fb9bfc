"""Who is who across reports: ways of writing, parts in claims, judgements that names are one, and the groups they make.

What the readings that are there name is filled in from their layers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from alembic import op
from sqlalchemy import Connection, select

from khabar.archive import tables
from khabar.archive.naming import Naming
from khabar.archive.rows import named_rows, unpack_layers

revision = "0003"
down_revision = "0002"

_TYPES = {
    "sqlite": {"key": "INTEGER", "layer": " WITHOUT ROWID", "ordered": "TEXT"},
    "postgresql": {"key": "BIGINT", "layer": "", "ordered": 'TEXT COLLATE "C"'},
}
_BATCH = 200
"""Readings that are filled in at once."""

_STATEMENTS = (
    "CREATE TABLE bearing (reading {key} NOT NULL, name {key} NOT NULL, PRIMARY KEY (name, reading)){layer}",
    """CREATE TABLE involvement (
        reading {key} NOT NULL, n INTEGER NOT NULL, entity {key} NOT NULL, role INTEGER NOT NULL,
        PRIMARY KEY (entity, reading, n, role)){layer}""",
    """CREATE TABLE appellation (
        key {key} PRIMARY KEY, entity {ordered} NOT NULL, type TEXT NOT NULL, form TEXT NOT NULL, en TEXT NOT NULL,
        linked INTEGER NOT NULL)""",
    "CREATE INDEX appellation_of_entity ON appellation (entity)",
    "CREATE INDEX appellation_new ON appellation (entity) WHERE linked = 0",
    "CREATE TABLE name_part (part {ordered} NOT NULL, entity {ordered} NOT NULL, PRIMARY KEY (part, entity)){layer}",
    """CREATE TABLE judgement (
        id TEXT PRIMARY KEY, a {ordered} NOT NULL, b {ordered} NOT NULL, verdict TEXT NOT NULL, score DOUBLE PRECISION,
        reason TEXT NOT NULL, by TEXT NOT NULL, made TEXT, withdrawn TEXT, applied INTEGER NOT NULL)""",
    "CREATE TABLE identity (member {ordered} PRIMARY KEY, entity {ordered} NOT NULL){layer}",
    "CREATE INDEX identity_of_entity ON identity (entity)",
    """CREATE VIEW entities AS SELECT coalesce(i.entity, a.entity) AS id, a.entity AS member, a.type, a.form, a.en,
        (SELECT count(*) FROM bearing b JOIN reading d ON d.key = b.reading AND d.current = 1 WHERE b.name = a.key)
            AS reports
        FROM appellation a LEFT JOIN identity i ON i.member = a.entity""",
    """CREATE VIEW judgements AS SELECT id, a, b,
        CASE WHEN verdict = 'same' AND applied = 0 AND withdrawn IS NULL THEN 'unsure' ELSE verdict END AS verdict,
        score, reason, by, made, withdrawn FROM judgement""",
)


def upgrade() -> None:
    """Make the tables and views, and fill in what is known already."""
    connection = op.get_bind()
    types = _TYPES[connection.dialect.name]
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement.format(**types))
    keys = iter(list(connection.execute(select(tables.reading.c.key).order_by(tables.reading.c.key)).scalars()))
    while batch := list(islice(keys, _BATCH)):
        _fill(connection, batch)


def _fill(connection: Connection, keys: list[int]) -> None:
    reading, report = tables.reading.c, tables.report.c
    columns = (reading.key, reading.layers, report.text, report.published)
    wanted = select(*columns).join(tables.report, report.key == reading.report)
    filled: dict[Any, dict[Any, None]] = {tables.appellation: {}, tables.bearing: {}, tables.involvement: {}}
    for key, packed, text, published in connection.execute(wanted.where(reading.key.in_(keys))):
        layers = unpack_layers(packed)
        day = date.fromisoformat(published) if published else None
        named = named_rows(key, Naming.of(text, layers, day), layers)
        for table, rows in zip(filled, (named.appellations, named.bearings, named.involvements), strict=True):
            filled[table].update(dict.fromkeys(rows))
    for table, unique in filled.items():
        for some in _some(unique):
            _insert(connection, table, some)


def _some(rows: Any) -> Iterator[list[Any]]:
    rest = iter(rows)
    while some := list(islice(rest, 1_000)):
        yield some


def _insert(connection: Connection, table: Any, rows: list[Any]) -> None:
    names = [column.name for column in table.columns]
    marks = "?" if connection.dialect.name == "sqlite" else "%s"
    columns, places = ",".join(names), ",".join([marks] * len(names))
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING",
        rows,
    )
