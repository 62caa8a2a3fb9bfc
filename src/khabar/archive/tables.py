"""The tables of the archive as the code sees them; the migrations make them.

Names of tables are in the singular: the plurals are the documented views. What stands in a report lies under the key of
its reading, numbered in order. Not for: changing the tables, which a new file under `migrations/versions` does.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Float, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def _table(name: str, *columns: str) -> Table:
    """A table by its columns, `name:type`, text where no type is told."""
    return Table(name, metadata, *(_column(column) for column in columns))


def _column(told: str) -> Column[Any]:
    name, _, kind = told.partition(":")
    return Column(name, _TYPES[kind])


_TYPES: dict[str, TypeEngine[Any]] = {
    "": Text(),
    "int": Integer(),
    "key": BigInteger(),
    "real": Float(),
    "blob": LargeBinary(),
}

report = _table(
    "report",
    *("key:key", "id", "digest", "title", "text", "publisher", "byline", "url", "published", "dated"),
    *("language", "place", "warnings", "source"),
)
reading = _table("reading", "key:key", "id", "report:key", "reader", "current:int", "layers:blob")
mention = _table(
    "mention", "reading:key", "n:int", "start:int", "stop:int", "type", "en", "entity", "kind", "transliterated:int"
)
entity = _table("entity", "reading:key", "n:int", "id", "type", "en", "name")
time_expression = _table("time_expression", "reading:key", "n:int", "start:int", "stop:int", "type", "value")
attribution = _table(
    "attribution",
    *("reading:key", "n:int", "id", "start:int", "stop:int", "speaker", "kind", "style", "stance", "parent"),
)
event = _table(
    "event",
    *("reading:key", "n:int", "id", "start:int", "stop:int", "type", "mode", "plover", "quad_class", "cameo"),
    *("status", "time", "attribution"),
)
party = _table(
    "party", "reading:key", "n:int", "event:int", "role", "start:int", "stop:int", "phrase", "entity", "country"
)
claim = _table(
    "claim",
    *("reading:key", "n:int", "id", "event:int", "chain:int", "start:int", "stop:int", "origin", "likelihood"),
    "tokens",
)
link = _table(
    "link",
    *("reading:key", "chain:int", "n:int", "role", "name", "kind", "stance", "factuality", "start:int", "stop:int"),
)
indexed = _table("indexed", "report:key", "tokens:blob")
problem = _table("problem", "id", "source", "place", "kind", "message")
source = _table("source", "name", "kind", "state")
sanctions_list = _table("sanctions_list", "name", "format", "issued", "digest", "loaded")
listed = _table("listed", "list", "id", "kind", "name", "content", "first_seen", "changed", "withdrawn")
bearing = _table("bearing", "reading:key", "name:key")
involvement = _table("involvement", "reading:key", "n:int", "entity:key", "role:int")
appellation = _table("appellation", "key:key", "entity", "type", "form", "en", "linked:int")
name_part = _table("name_part", "part", "entity")
judgement = _table(
    "judgement", "id", "a", "b", "verdict", "score:real", "reason", "by", "made", "withdrawn", "applied:int"
)
identity = _table("identity", "member", "entity")

LAYERS = (mention, entity, time_expression, attribution, event, party, claim, link, bearing, involvement)
"""What a reading is made of, in the order that it is written."""
