"""`khabar who`: an entity by a name in either script: its spellings, its offices, and what is claimed of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.archives import archive_option, opened
from khabar.cli.options import clean, day, help_text

if TYPE_CHECKING:
    from rich.console import Console

    from khabar.archive import Archive, Candidate, Claimed, Described
    from khabar.knowledge.offices import Holding

HELP = help_text("who")


@click.command(help=HELP, short_help="Tell who somebody is and what is claimed of it.")
@click.argument("name", callback=lambda c, p, v: clean(c, p, v) or "")
@click.option("--on", callback=day, metavar="DATE", help="The day on which an office is asked for, YYYY-MM-DD.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="So many claims.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), help="Default: table, or json in a pipe.")
@archive_option
def who(name: str, on: date | None, limit: int, form: str | None, archive: str | None) -> None:
    """Tell who somebody is."""
    from khabar.archive.identity_looking import the_one  # noqa: PLC0415

    as_table = form == "table" or (form is None and sys.stdout.isatty())
    with opened(archive, read_only=True) as held:
        asked = holder(name, on) or name
        found = held.identities.who(asked)
        one = the_one(found, asked)
        if one is not None:
            _tell(held, one.id, limit, as_table)
        elif found:
            (_list if as_table else _lines)(found)
        if held.identities.new_names():
            click.echo("khabar: some names were not compared yet: run `khabar link`", err=True)
    if not found:
        click.echo(f"khabar: nobody of the name {name!r} is known here", err=True)
        click.get_current_context().exit(1)


def holder(phrase: str, on: date | None) -> str | None:
    """The id of the person who holds the office that a phrase names, on a day (today); told on standard error why."""
    from khabar.knowledge.office_phrases import nobody_because, office_in  # noqa: PLC0415

    asked = on or datetime.now(UTC).date()
    found = office_in(phrase, asked)
    if found is None:
        if why := nobody_because(phrase, asked):
            click.echo(f"khabar: {why}", err=True)
        return None
    click.echo(f"khabar: {found.reason}" + ("" if found.certain else ", as far as is known"), err=True)
    return found.entity


def background(identifier: str) -> dict[str, Any]:
    """What is known of an entity apart from the reports: kind, country, Wikidata id, offices with their days."""
    from khabar.knowledge.entities import known  # noqa: PLC0415

    found = known(identifier)
    if found is None:
        return {"kind": None, "country": None, "wikidata": None, "offices": []}
    return {
        "kind": found.kind or None,
        "country": found.country or None,
        "wikidata": found.wikidata or None,
        "offices": [_office(one) for one in found.holdings],
    }


def _office(holding: Holding) -> dict[str, str | None]:
    """An office with its days as far as they are known, None where they are not or it goes on."""
    from khabar.knowledge.offices import roles  # noqa: PLC0415
    from khabar.knowledge.titles import office_title  # noqa: PLC0415

    title = office_title(roles()[holding.role].english, holding.body)
    return {"title": title, "since": holding.since or None, "until": holding.until or None}


def _tell(archive: Archive, identifier: str, limit: int, as_table: bool) -> None:
    described = archive.identities.entity(identifier)
    assert described is not None
    claimed = archive.identities.claimed(identifier, limit)
    if as_table:
        _print(described, claimed)
        return
    record = asdict(described) | background(described.id) | asdict(claimed)
    click.echo(json.dumps(record, ensure_ascii=False, default=str))


def _lines(found: Sequence[Candidate]) -> None:
    for one in found:
        click.echo(json.dumps(asdict(one), ensure_ascii=False))


def _console() -> Console:
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False, markup=False, emoji=False)


def _list(found: Sequence[Candidate]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from khabar.exports.bidi import isolate  # noqa: PLC0415

    table = Table(box=box.SIMPLE, expand=True)
    for column, ratio in {"who": 3, "type": None, "score": None, "why": 2, "reports": None}.items():
        table.add_column(column, ratio=ratio, overflow="fold")
    for one in found:
        who = Text(f"{one.english}\n{isolate(one.id)}")
        table.add_row(who, one.type, f"{one.score:.2f}", Text(isolate(one.reason)), f"{one.reports:,}")
    _console().print(table)


def _print(described: Described, claimed: Claimed) -> None:
    from rich.text import Text  # noqa: PLC0415

    from khabar.cli.find import claims_table  # noqa: PLC0415

    console = _console()
    for line in _head(described):
        console.print(Text(line))
    shown = (
        ("claimed of it", claimed.of_it, claimed.of_it_count),
        ("it is the origin of", claimed.by_it, claimed.by_it_count),
    )
    for title, hits, count in shown:
        if hits:
            console.print(Text(f"\n{title}: {count:,} claims, the newest {len(hits)}:"))
            console.print(claims_table(hits))


def _head(described: Described) -> Iterator[str]:
    from khabar.exports.bidi import isolate  # noqa: PLC0415

    known = background(described.id)
    yield f"{described.english}  {isolate(described.id)}"
    yield ", ".join(
        str(value) for value in (described.type, known["kind"], known["country"], known["wikidata"]) if value
    )
    for office in known["offices"]:
        yield f"{office['title']}, from {office['since'] or '?'} to {office['until'] or 'now, as far as is known'}"
    days = f", {described.first_day} to {described.last_day}" if described.first_day else ""
    yield f"named in {described.reports:,} reports{days}"
    spellings = (f"{isolate(one.form)} {one.reports:,}" for one in described.spellings[:_SPELLINGS])
    yield "written " + ", ".join(spellings) if described.spellings else "no report names it"
    if len(described.members) > 1:
        yield "one with " + ", ".join(isolate(one) for one in described.members if one != described.id)
    if described.apart:
        yield "the name alone tells too little: each report may mean another by it"


_SPELLINGS = 12
"""Spellings that a terminal shows."""
