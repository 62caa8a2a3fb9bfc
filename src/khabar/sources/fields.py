"""Which field of a record holds what: the names that the world uses, and the user's own map before them.

The names stand in `fields.csv`, the likelier before the rarer. They are compared without regard to case, blanks and
marks, so that `datePublished`, `date_published` and "Date published" are one name; a dot leads into an object within
the record. Not for: guessing from values.
"""

from __future__ import annotations

import reprlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

from khabar.errors import InputError
from khabar.lexicon.table import read_rows
from khabar.model import Dating, Incoming, Problem, ProblemKind
from khabar.sources.days import read_day
from khabar.sources.encodings import REPLACEMENT
from khabar.sources.making import Found, make
from khabar.sources.options import Options

TARGETS = ("title", "text", "publisher", "byline", "url", "published")
"""What a map may name on its left side."""
WRAPPER, ARRAY = "record", "records"
"""In the table: a field that holds the record itself as an object, and one that holds an array of records."""
# Of an object that stands for a publisher or a writer; tried in this order.
NAME_KEYS = ("name", "title", "original", "uri")
# A message names so many fields at most.
NAMED = 20
# Keys of hostile records are not remembered: they could fill the memory. GDELT, with the most, has 61 columns.
MOST_KEYS, MOST_LETTERS, LONGEST_NAME = 500, 10_000, 200
SEPARATOR = ", "

Record: TypeAlias = Mapping[str, object]
Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """For records with certain keys: the paths to each target, the likeliest first, and objects to look into."""

    paths: Mapping[str, tuple[Path, ...]]
    wrappers: tuple[str, ...]


def check_map(fields: Mapping[str, str]) -> None:
    """Raise InputError where a map names a target that no report has, or an empty field."""
    for target, name in fields.items():
        if target not in TARGETS or not name.strip():
            raise InputError(
                f"{target}={name}: expected one of {SEPARATOR.join(TARGETS)} = the name of a field: "
                f"for example text=body"
            )


def known(name: str) -> bool:
    """Whether the table knows `name` as the name of a field."""
    return any(_plain(name) == path[0] for target in TARGETS for path in _table()[target])


def names_records(name: str) -> bool:
    """Whether the table knows `name` as that of a field with an array of records."""
    return (_plain(name),) in _table()[ARRAY]


def report_of(record: Record, place: str, raw_digest: str, options: Options) -> Incoming | Problem:
    """The report that one record holds, or the problem with it.

    `place` and `raw_digest` are those of the record. A date that is not certain is left unknown, with a warning.
    """
    within, plan = _opened(record, options)
    text = _text(within, plan)
    if text is None:
        values = (_value(within, path) for path in plan.paths["text"])
        other = next((value for value in values if value is not None), None)
        message = _no_text(record, place, options) if other is None else _not_text(other, place)
        return Problem(place, ProblemKind.NO_REPORT, message)
    return make(_found(within, plan, text), place, raw_digest, options)


def holds_report(record: Record, options: Options) -> bool:
    """Whether a record has a field for the text, be it empty."""
    within, plan = _opened(record, options)
    return _text(within, plan) is not None


def looks_like_report(record: Record) -> bool:
    """Whether a record without a text has what else a report has: a title or a byline."""
    plan = plan_for(tuple(record), Options())
    return any(_value(record, path) is not None for path in (*plan.paths["title"], *plan.paths["byline"]))


def missing_text(names: Sequence[str], place: str, options: Options) -> str | None:
    """For the header of a table: the message that no column holds the text, or None where one does."""
    if plan_for(tuple(names), options).paths["text"]:
        return None
    return _no_text(dict.fromkeys(names), place, options)


def plan_for(keys: Path, options: Options) -> Plan:
    """Where records with these keys hold what, by the user's map and then by the table."""
    usual = len(keys) <= MOST_KEYS and sum(map(len, keys)) <= MOST_LETTERS
    make_plan = _kept_plan if usual else _plan
    return make_plan(keys, tuple(sorted(options.fields.items())))


def _plan(keys: Path, mapped: tuple[tuple[str, str], ...]) -> Plan:
    by_name: dict[str, str] = {}
    for key in keys:
        by_name.setdefault(_plain(key), key)
    paths = {target: _known_paths(target, by_name) for target in TARGETS}
    paths |= {target: _mapped_paths(name, keys, by_name) for target, name in mapped if target in paths}
    wrappers = tuple(by_name[path[0]] for path in _table()[WRAPPER] if path[0] in by_name)
    return Plan(paths, wrappers)


_kept_plan = lru_cache(maxsize=256)(_plan)  # the records of one file are nearly all alike


def _known_paths(target: str, by_name: Mapping[str, str]) -> tuple[Path, ...]:
    return tuple((by_name[path[0]], *path[1:]) for path in _table()[target] if path[0] in by_name)


def _mapped_paths(name: str, keys: Path, by_name: Mapping[str, str]) -> tuple[Path, ...]:
    """A key as it is written, before one that is spelt a little differently, before a path of keys."""
    if name in keys:
        return ((name,),)
    if _plain(name) in by_name:
        return ((by_name[_plain(name)],),)
    first, dot, rest = name.partition(".")
    start = first if first in keys else by_name.get(_plain(first))
    return ((start, *rest.split(".")),) if dot and start is not None else ()


@cache
def _table() -> Mapping[str, tuple[Path, ...]]:
    rows = read_rows(files("khabar.sources") / "fields.csv", ("field", "name", "source"))
    table: dict[str, list[Path]] = {target: [] for target in (*TARGETS, WRAPPER, ARRAY)}
    for row in rows:
        table[row["field"]].append(tuple(_plain(part) for part in row["name"].split(".")))
    return {target: tuple(dict.fromkeys(paths)) for target, paths in table.items()}


def _plain(name: str) -> str:
    """A name without case and marks; the first underscore stays, which sets some exports' own fields apart."""
    return _kept_plain(name) if len(name) <= LONGEST_NAME else name


@lru_cache(maxsize=4096)
def _kept_plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return folded[:1] + "".join(filter(str.isalnum, folded[1:]))


def _opened(record: Record, options: Options) -> tuple[Record, Plan]:
    """The record with its plan, or the object within it that is the record proper."""
    plan = plan_for(tuple(record), options)
    if _text(record, plan) is not None:
        return record, plan
    for key in plan.wrappers:
        inner = record[key]
        if isinstance(inner, dict):
            inner_plan = plan_for(tuple(inner), options)
            if _text(inner, inner_plan) is not None:
                return inner, inner_plan
    return record, plan


def _text(record: Record, plan: Plan) -> str | None:
    """The first field for the text that holds a string: an empty one is an empty report, and no other stands in."""
    values = (_value(record, path) for path in plan.paths["text"])
    return next((value for value in values if isinstance(value, str)), None)


def _value(record: object, path: Path) -> object:
    """What stands at the end of a path; None where it leads nowhere."""
    for step in path:
        if not isinstance(record, Mapping):
            return None
        key = step if step in record else next((key for key in record if _plain(key) == _plain(step)), None)
        record = record[key] if key is not None else None
    return record


def _found(record: Record, plan: Plan, text: str) -> Found:
    warnings: list[str] = []

    def clean(target: str) -> str | None:
        values = (_words(_value(record, path)) for path in plan.paths[target])
        value = next(filter(None, values), None)
        return _clean(value, target, warnings) if value else None

    day = _day(record, plan.paths["published"], warnings)
    body = _clean(text, "text", warnings)
    names = (clean("title"), clean("publisher"), clean("byline"), clean("url"))
    return Found(body, *names, day, Dating.RECORD if day else Dating.UNKNOWN, tuple(warnings))


def _words(value: object) -> str | None:
    """A string that is not blank; of an object its name, of a list the names in it."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, Mapping):
        return next((name for key in NAME_KEYS if isinstance(name := value.get(key), str) and name.strip()), None)
    if isinstance(value, list):
        simple = [item for item in value if isinstance(item, str | Mapping)]
        return SEPARATOR.join(filter(None, map(_words, simple))) or None
    return None


def _clean(value: str, target: str, warnings: list[str]) -> str:
    """`value` without half characters and zero characters, which are no text and which no database takes."""
    if value.isascii() or _encodes(value):
        return value if "\x00" not in value else _replaced(value, target, warnings)
    return _replaced(value, target, warnings)


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _replaced(value: str, target: str, warnings: list[str]) -> str:
    warnings.append(f"damaged {target}: zero characters or halves of surrogate pairs were replaced by U+FFFD")
    return "".join(REPLACEMENT if char == "\x00" or "\ud800" <= char <= "\udfff" else char for char in value)


def _day(record: Record, paths: Sequence[Path], warnings: list[str]) -> date | None:
    """The first day that is certain; a warning where there are values and none of them is."""
    doubtful = None
    for path in paths:
        value = _value(record, path)
        if isinstance(value, Mapping) and len(value) == 1:  # {"$date": ...}, as MongoDB writes it
            value = next(iter(value.values()))
        if day := read_day(value):
            return day
        if doubtful is None and value not in (None, "", 0):
            doubtful = f"{'.'.join(path)} = {reprlib.repr(value)}"
    if doubtful:
        warnings.append(f"day of publication unknown: {doubtful} names no day for certain: give --published")
    return None


def _no_text(record: Record, place: str, options: Options) -> str:
    names = [reprlib.repr(name)[1:-1] for name in list(record)[:NAMED]]
    more = f" and {len(record) - NAMED:,} more" if len(record) > NAMED else ""
    has = f"the fields {SEPARATOR.join(names)}{more}" if names else "no fields"
    wanted = f'a field "{options.fields["text"]}"' if "text" in options.fields else "a field with the text"
    return f"{place}: expected {wanted}; it has {has}: say which one it is with --map text=NAME"


def _not_text(value: object, place: str) -> str:
    return (
        f"{place}: expected the text of a report as a string; its field holds {_type_name(value)}: "
        f"say which field is the text with --map text=NAME"
    )


def _type_name(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"a value of type {type(value).__name__}")
