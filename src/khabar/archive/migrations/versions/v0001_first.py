"""The first tables: reports, readings and what they are made of, problems, sources, the text index, the views.

Types that the stores name differently are filled in; all else is the same on both.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_TYPES = {
    "sqlite": {"key": "INTEGER", "blob": "BLOB", "layer": " WITHOUT ROWID"},
    "postgresql": {"key": "BIGINT", "blob": "BYTEA", "layer": ""},
}

_LAYER = "reading {key} NOT NULL REFERENCES reading(key) ON DELETE CASCADE, n INTEGER NOT NULL"

_TABLES = (
    """CREATE TABLE report (
        key {key} PRIMARY KEY, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, title TEXT, text TEXT NOT NULL,
        publisher TEXT, byline TEXT, url TEXT, published TEXT, dated TEXT NOT NULL, language TEXT,
        place TEXT NOT NULL, warnings TEXT NOT NULL, source TEXT NOT NULL)""",
    """CREATE TABLE reading (
        key {key} PRIMARY KEY, id TEXT NOT NULL UNIQUE, report {key} NOT NULL REFERENCES report(key),
        reader TEXT NOT NULL, current INTEGER NOT NULL, layers {blob} NOT NULL)""",
    "CREATE INDEX report_of_url ON report (url) WHERE url IS NOT NULL",
    "CREATE INDEX report_of_language ON report (language)",
    "CREATE INDEX reading_of_report ON reading (report, current)",
    "CREATE INDEX reading_of_reader ON reading (reader, report)",
    "CREATE INDEX reading_kept ON reading (key) WHERE current = 0",
    f"""CREATE TABLE mention (
        {_LAYER}, start INTEGER NOT NULL, stop INTEGER NOT NULL, type TEXT NOT NULL, en TEXT, entity TEXT, kind TEXT,
        transliterated INTEGER NOT NULL, PRIMARY KEY (reading, n)){{layer}}""",
    f"""CREATE TABLE entity (
        {_LAYER}, id TEXT NOT NULL, type TEXT NOT NULL, en TEXT, name TEXT, PRIMARY KEY (reading, n)){{layer}}""",
    f"""CREATE TABLE time_expression (
        {_LAYER}, start INTEGER NOT NULL, stop INTEGER NOT NULL, type TEXT NOT NULL, value TEXT,
        PRIMARY KEY (reading, n)){{layer}}""",
    f"""CREATE TABLE attribution (
        {_LAYER}, id TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, speaker TEXT, kind TEXT NOT NULL,
        style TEXT NOT NULL, stance TEXT NOT NULL, parent TEXT, PRIMARY KEY (reading, n)){{layer}}""",
    f"""CREATE TABLE event (
        {_LAYER}, id TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, type TEXT NOT NULL,
        mode TEXT NOT NULL, plover TEXT NOT NULL, quad_class TEXT NOT NULL, cameo TEXT NOT NULL, status TEXT NOT NULL,
        time TEXT, attribution TEXT, PRIMARY KEY (reading, n)){{layer}}""",
    f"""CREATE TABLE party (
        {_LAYER}, event INTEGER NOT NULL, role TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
        phrase TEXT NOT NULL, entity TEXT, country TEXT, PRIMARY KEY (reading, n)){{layer}}""",
    f"""CREATE TABLE claim (
        {_LAYER}, id TEXT NOT NULL, event INTEGER NOT NULL, chain INTEGER NOT NULL, start INTEGER NOT NULL,
        stop INTEGER NOT NULL, origin TEXT, likelihood TEXT, tokens TEXT NOT NULL,
        PRIMARY KEY (reading, n)){{layer}}""",
    "CREATE INDEX claim_by_id ON claim (id)",
    """CREATE TABLE link (
        reading {key} NOT NULL REFERENCES reading(key) ON DELETE CASCADE, chain INTEGER NOT NULL, n INTEGER NOT NULL,
        role TEXT NOT NULL, name TEXT, kind TEXT, stance TEXT, factuality TEXT, start INTEGER, stop INTEGER,
        PRIMARY KEY (reading, chain, n)){layer}""",
    "CREATE TABLE indexed (report {key} PRIMARY KEY REFERENCES report(key), tokens {blob} NOT NULL)",
    """CREATE TABLE problem (
        id TEXT PRIMARY KEY, source TEXT NOT NULL, place TEXT NOT NULL, kind TEXT NOT NULL, message TEXT NOT NULL)""",
    "CREATE TABLE source (name TEXT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL)",
)

_INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search USING fts5(main, more, content='', tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "ALTER TABLE indexed ADD COLUMN vector TSVECTOR",
        "ALTER TABLE indexed ALTER COLUMN vector SET STATISTICS 500",
        # A megabyte of new words may wait to be sorted in: storing takes a fifth less time, a search reads them too.
        "CREATE INDEX indexed_vector ON indexed USING gin (vector) WITH (gin_pending_list_limit = 1024)",
    ),
}

_JOIN = {"sqlite": "group_concat(phrase, '; ')", "postgresql": "string_agg(phrase, '; ' ORDER BY n)"}

_VIEWS = (
    """CREATE VIEW reports AS SELECT id, published, dated, publisher, byline, title, text, url, language, place, source,
        digest, warnings FROM report""",
    """CREATE VIEW claims AS SELECT c.id, r.id AS report, r.published, r.publisher, e.type, e.mode, e.status,
        (SELECT {join} FROM party p WHERE p.reading = c.reading AND p.event = e.n AND p.role = 'actors') AS actors,
        (SELECT {join} FROM party p WHERE p.reading = c.reading AND p.event = e.n AND p.role = 'recipients')
            AS recipients,
        (SELECT {join} FROM party p WHERE p.reading = c.reading AND p.event = e.n AND p.role = 'places') AS places,
        e.time, c.origin, c.likelihood, substr(r.text, c.start + 1, c.stop - c.start) AS content, r.url, d.reader
        FROM claim c JOIN reading d ON d.key = c.reading AND d.current = 1 JOIN report r ON r.key = d.report
        JOIN event e ON e.reading = c.reading AND e.n = c.event""",
    """CREATE VIEW chains AS SELECT c.id AS claim, l.n, l.role, l.name, l.kind, l.stance, l.factuality
        FROM claim c JOIN link l ON l.reading = c.reading AND l.chain = c.chain
        JOIN reading d ON d.key = c.reading AND d.current = 1""",
    """CREATE VIEW events_plover AS SELECT r.id AS report, r.published, r.publisher, e.id AS event, e.plover AS type,
        e.mode, e.quad_class, e.cameo, e.status, e.time,
        (SELECT min(country) FROM party p WHERE p.reading = e.reading AND p.event = e.n AND p.role = 'actors')
            AS actor_country,
        (SELECT min(country) FROM party p WHERE p.reading = e.reading AND p.event = e.n AND p.role = 'recipients')
            AS recipient_country,
        (SELECT {join} FROM party p WHERE p.reading = e.reading AND p.event = e.n AND p.role = 'actors') AS actors,
        (SELECT {join} FROM party p WHERE p.reading = e.reading AND p.event = e.n AND p.role = 'recipients')
            AS recipients,
        (SELECT {join} FROM party p WHERE p.reading = e.reading AND p.event = e.n AND p.role = 'places') AS places,
        r.url FROM event e JOIN reading d ON d.key = e.reading AND d.current = 1 JOIN report r ON r.key = d.report""",
    """CREATE VIEW names AS SELECT r.id AS report, r.published, m.type, m.en, m.entity, m.kind,
        substr(r.text, m.start + 1, m.stop - m.start) AS name
        FROM mention m JOIN reading d ON d.key = m.reading AND d.current = 1 JOIN report r ON r.key = d.report""",
    "CREATE VIEW problems AS SELECT id, source, place, kind, message FROM problem",
)


def upgrade() -> None:
    """Make everything."""
    dialect = op.get_bind().dialect.name
    types = _TYPES[dialect]
    statements = [table.format(**types) for table in _TABLES]
    statements += _INDEX[dialect]
    statements += [view.format(join=_JOIN[dialect]) for view in _VIEWS]
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
