"""`khabar find`: claims in the archive, by words, parties, kind, place, day and source."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.archives import archive_option, opened
from khabar.cli.options import clean, day

if TYPE_CHECKING:
    from rich.table import Table

    from khabar.archive import Hit

HELP = (files("khabar.cli") / "help" / "find.txt").read_text(encoding="utf-8").replace("\\b", "\b")


def listed(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an option that takes several, apart by commas or given again; says what is wrong otherwise."""
    from khabar.model import EventType, Status  # noqa: PLC0415

    known = {str(item.value) for item in (EventType if param.name == "types" else Status)}
    words = tuple(word.strip() for value in values for word in value.split(",") if word.strip())
    words = tuple(word.upper() if param.name == "types" else word.lower() for word in words)
    for word in words:
        if word not in known:
            raise click.BadParameter(f"expected one of {', '.join(sorted(known))}; got {word}", ctx, param)
    return words


def first_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """The first day of what --since names: a day, a month or a year."""
    parts = (value or "").strip().split("-")
    return day(ctx, param, "-".join([*parts, "01", "01"][:3]) if value else None)


def last_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """The last day of what --until names: a day, a month or a year."""
    import calendar  # noqa: PLC0415

    parts = (value or "").strip().split("-")
    first = first_day(ctx, param, value)
    if first is None or len(parts) > 2:
        return first
    month = first.month if len(parts) > 1 else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


@click.command(help=HELP, short_help="Find claims in the archive.")
@click.argument("text", required=False, default="", callback=lambda c, p, v: clean(c, p, v) or "")
@click.option("--actor", default="", metavar="WHO", help="Who does it.")
@click.option("--recipient", default="", metavar="WHO", help="Whom it is done to.")
@click.option("--place", default="", metavar="WHERE", help="Where it happens.")
@click.option("--outlet", default="", metavar="NAME", help="Who published it.")
@click.option("--origin", default="", metavar="NAME", help="The outermost agency or source of its chain.")
@click.option("--type", "types", multiple=True, callback=listed, metavar="TYPE", help="PLOVER types, apart by commas.")
@click.option(
    "--status", "statuses", multiple=True, callback=listed, metavar="STATUS", help="occurred, planned, possible …"
)
@click.option("--since", callback=first_day, metavar="DATE", help="Published on this day, month or year, or later.")
@click.option("--until", callback=last_day, metavar="DATE", help="Published on this day, month or year, or earlier.")
@click.option(
    "--order", type=click.Choice(["newest", "relevance"]), default="newest", show_default=True, help="What comes first."
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="So many at most.")
@click.option("--offset", type=click.IntRange(0), default=0, metavar="N", help="Pass over so many first.")
@archive_option
def find(text: str, limit: int, offset: int, archive: str | None, order: str, **asked: Any) -> None:
    """Find claims."""
    from khabar.archive import Order, Query  # noqa: PLC0415

    with opened(archive, read_only=True) as held:
        hits = held.find(Query(text, **asked, order=Order(order)), limit, offset)
    if sys.stdout.isatty():
        _print(hits)
    else:
        for hit in hits:
            click.echo(json.dumps(asdict(hit), ensure_ascii=False, default=str))


_SNIPPET = 160
"""Characters of what is said that a table shows: two or three lines."""


def _print(hits: Sequence[Hit]) -> None:
    from rich.console import Console  # noqa: PLC0415

    if hits:
        Console(highlight=False, markup=False, emoji=False).print(claims_table(hits))
    else:
        click.echo("khabar: nothing found", err=True)


_COLUMNS = {"day": None, "what": None, "who → whom, and what is said": 3, "said by": 2, "id": None}
"""The columns of the table with their share of the width; None: what they need."""


def claims_table(hits: Sequence[Hit]) -> Table:
    """Claims as a table for people, one a row."""
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE, expand=True)
    for name, ratio in _COLUMNS.items():
        table.add_column(name, ratio=ratio, no_wrap=ratio is None)
    for hit in hits:
        table.add_row(*_cells(hit))
    return table


def _cells(hit: Hit) -> list[Any]:
    from rich.text import Text  # noqa: PLC0415

    from khabar.exports.bidi import isolate  # noqa: PLC0415
    from khabar.exports.terminal_text import FAINT, Bidi, joined  # noqa: PLC0415

    def phrases(found: Sequence[str]) -> Text:
        return joined([Text(isolate(phrase)) for phrase in found]) if found else Text("–")

    parties = joined([phrases(hit.actors), phrases(hit.recipients)], " → ")
    said = hit.content if len(hit.content) <= _SNIPPET else hit.content[:_SNIPPET] + "…"
    parties.append("\n").append(isolate(said), FAINT)
    chain = joined([Text(isolate(name)) for name in hit.chain], " ← ")
    what = Text(f"{hit.type}\n{hit.status}")
    return [str(hit.published or "–"), what, Bidi(parties), Bidi(chain), hit.claim[:10]]
