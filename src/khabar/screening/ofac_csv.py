"""OFAC's list of Specially Designated Nationals as tables: sdn.csv with alt.csv and add.csv, and sdn_comments.csv.

Format: https://ofac.treasury.gov/media/29976 (dat_spec.txt). The tables have no header; "-0-" stands for nothing; they
may end with a line that holds the DOS mark of the end. The other tables are looked for beside sdn.csv, under the same
name with another word for sdn. A table that is cut at the end of a row looks whole, so the tables are held against one
another: every entry has an address row, every row an entry, and all end with the mark or none. An entry's id is its
ent_num. Not for: the remarks (`ofac_remarks`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from khabar.errors import ListError
from khabar.model import (
    Identifier,
    ListedEntry,
    ListedKind,
    ListedName,
    ListFormat,
    NameQuality,
    SanctionsList,
)
from khabar.screening.gathering import gathered
from khabar.screening.kinds import ADDRESS_COLUMNS, ALIAS_COLUMNS, SDN_COLUMNS
from khabar.screening.limits import Limits, broken
from khabar.screening.ofac_remarks import read_remarks
from khabar.screening.opening import opened
from khabar.screening.rows import QUOTE, Lines, rows
from khabar.screening.words import countries, each_name_once, named, once, spoken, tidied, tidy

NAME = "OFAC SDN"
SDN, ALT, ADD, COMMENTS = "sdn", "alt", "add", "sdn_comments"
COMMENT_COLUMNS = 2
_NULL = "-0-"
_ENDS = (QUOTE, _NULL, _NULL + " ")
# A table of addresses may be cut within its last null: copies that are passed around are, and no entry is lost by it.
_ADDRESS_ENDS = (*_ENDS, ",-0", ",-")
_PACKED = ".gz"
_KINDS: Mapping[str, ListedKind] = {
    "": ListedKind.ORGANISATION,
    "individual": ListedKind.PERSON,
    "vessel": ListedKind.VESSEL,
    "aircraft": ListedKind.AIRCRAFT,
}
_PROGRAMS = "] ["
_ALIAS_TYPES = frozenset({"aka", "fka", "nka"})
_PLAIN_ALIAS = "aka"


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one table, with nulls as "", and whether it ended with the mark."""

    path: Path
    rows: list[list[str]]
    marked: bool

    def by_entry(self) -> dict[str, list[list[str]]]:
        """The rows by the entry that they belong to, which their first cell names."""
        out: dict[str, list[list[str]]] = {}
        for row in self.rows:
            out.setdefault(row[0], []).append(row)
        return out


@dataclass(frozen=True, slots=True)
class _Beside:
    """The rows of the other tables, by entry."""

    aliases: Mapping[str, list[list[str]]]
    addresses: Mapping[str, list[list[str]]]
    comments: Mapping[str, list[list[str]]]


def read_ofac_csv(stream: BinaryIO, path: Path, limits: Limits) -> SanctionsList:
    """The list whose sdn.csv is at `path` and open as `stream`; ListError where a table is missing or not whole."""
    main = _table(stream, path, SDN_COLUMNS, limits)
    alt = _other(path, ALT, ALIAS_COLUMNS, limits)
    add = _other(path, ADD, ADDRESS_COLUMNS, limits)
    comments = _other(path, COMMENTS, COMMENT_COLUMNS, limits) if find_beside(path, COMMENTS) else None
    others = [alt, add, *([comments] if comments else [])]
    _check(main, add, others)
    beside = _Beside(alt.by_entry(), add.by_entry(), comments.by_entry() if comments else {})
    entries = gathered((_entry(row, beside) for row in main.rows), path, limits)
    return SanctionsList(NAME, ListFormat.OFAC_CSV, None, entries)


def find_beside(path: Path, table: str) -> Path | None:
    """The file of another table beside sdn.csv, in any case, packed or not: for "ofac_sdn.csv", "ofac_alt.csv"."""
    name = path.name.lower().removesuffix(_PACKED)
    start, word, end = name.rpartition(SDN)
    usual = f"{start}{table}{end}" if word else f"{table}.csv"
    wanted = (usual, usual + _PACKED, f"{table}.csv", f"{table}.csv{_PACKED}")
    there = sorted(other for other in path.absolute().parent.iterdir() if other.name != path.name)
    return next((other for one in wanted for other in there if other.name.lower() == one), None)


def _other(path: Path, table: str, columns: int, limits: Limits) -> _Table:
    try:
        found = find_beside(path, table)
    except OSError as error:
        raise ListError(f"{path.parent}: expected a folder that can be listed; {error.strerror}: check it") from error
    if found is None:
        raise broken(path, "", f"{table}.csv is not beside it, and names would be missing", "get it from OFAC too")
    with opened(found, limits) as stream:
        return _table(stream, found, columns, limits)


def _table(stream: BinaryIO, path: Path, columns: int, limits: Limits) -> _Table:
    lines = Lines(stream, path, limits)
    found = []
    for row in rows(lines, columns, _ADDRESS_ENDS if columns == ADDRESS_COLUMNS else _ENDS):
        if not row[0].strip().isdecimal():
            raise lines.broken(f"a row begins with {row[0][:40]!r} instead of an entry's number")
        found.append([_cell(cell) for cell in row])
    return _Table(path, found, lines.marked)


def _cell(cell: str) -> str:
    return "" if cell.strip() == _NULL else tidy(cell)


def _check(main: _Table, add: _Table, others: Sequence[_Table]) -> None:
    """Raise ListError where the tables do not belong together: one is cut short, or they are of different days."""
    known = {row[0] for row in main.rows}
    for table in others:
        strange = next((row[0] for row in table.rows if row[0] not in known), None)
        if strange is not None:
            raise _apart(main.path, f"{table.path.name} has entry {strange}, which it has not")
        if table.marked != main.marked:
            short = main if table.marked else table
            raise _apart(short.path, "the mark of the end is missing, which the other tables have")
    housed = {row[0] for row in add.rows}
    homeless = next((row[0] for row in main.rows if row[0] not in housed), None)
    if homeless is not None:
        raise _apart(add.path, f"entry {homeless} of {main.path.name} has no row")


def _apart(path: Path, found: str) -> ListError:
    return broken(path, "", found, "get all tables of one day again")


def _entry(row: list[str], beside: _Beside) -> ListedEntry:
    number, name, kind_word, program, title, call_sign, _, _, _, flag, owner, remark = row
    kind = _KINDS.get(kind_word.lower(), ListedKind.OTHER)
    person = kind is ListedKind.PERSON
    words = " ".join(tidied((remark, *(cells[1] for cells in beside.comments.get(number, ())))))
    said = read_remarks(words, person)
    aliases = beside.aliases.get(number, ())
    main = named(spoken(name) if person else name, NameQuality.PRIMARY)
    return ListedEntry(
        id=number,
        kind=kind,
        names=each_name_once((main, *(_alias(cells, person) for cells in aliases), *said.names)),
        births=said.births,
        birth_places=said.birth_places,
        nationalities=said.nationalities,
        countries=once((*countries((flag, *_address_countries(number, beside))), *said.countries)),
        genders=said.genders,
        programs=tidied(program.split(_PROGRAMS)),
        positions=tidied((title,)),
        remarks=tidied((words,)),
        identifiers=(*([Identifier("Call Sign", call_sign)] if call_sign else []), *said.identifiers),
        linked_to=once((owner, *said.linked_to)),
    )


def _alias(cells: list[str], person: bool) -> ListedName:
    _, _, kind, name, note = cells
    told = kind if kind in _ALIAS_TYPES and kind != _PLAIN_ALIAS else ""
    return named(spoken(name) if person else name, NameQuality.STRONG, note or told)


def _address_countries(number: str, beside: _Beside) -> Iterator[str]:
    return (cells[4] for cells in beside.addresses.get(number, ()))
