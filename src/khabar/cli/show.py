"""`khabar show`: one claim or report of the archive, its report marked up and its chain."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.archives import archive_option, opened

if TYPE_CHECKING:
    from khabar.archive import Shown

HELP = """Show a claim or a report: what is claimed, by whom, and the words it was read from.

ID is that of a claim or a report as `khabar find` tells it, or the first six digits of it or more. A terminal gets the
claims as trees with the rule behind every piece, a pipe the reading as JSON; html is the report as a page.

\b
Examples:
  khabar show 3f9c02aa51
  khabar show 3f9c02aa51 --format html > report.html
"""
FORMATS = ("table", "json", "html")


@click.command(help=HELP, short_help="Show a claim or a report.")
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table, or json in a pipe.")
@archive_option
def show(id_: str, form: str | None, archive: str | None) -> None:
    """Show one claim or report."""
    with opened(archive, read_only=True) as held:
        shown = held.show(id_)
    if shown is None:
        click.echo(f"khabar: no claim or report in the archive has the id {id_}: `khabar find` tells ids", err=True)
        click.get_current_context().exit(1)
    _WRITERS[form or ("table" if sys.stdout.isatty() else "json")](shown)


def _record(shown: Shown) -> dict[str, Any]:
    """The reading with its report's own fields, as the JSON of `khabar read` has them; only the claim asked for."""
    from khabar.exports.json_reading import report_to_dict  # noqa: PLC0415

    layers = dict(shown.layers or {})
    if shown.claim is not None and layers:
        layers["claims"] = [claim for claim in layers["claims"] if claim["id"] == shown.claim]
    return report_to_dict(shown.report, shown.language) | layers


def _json(shown: Shown) -> None:
    click.echo(json.dumps(_record(shown), ensure_ascii=False, indent=1))


def _table(shown: Shown) -> None:
    from rich.console import Console  # noqa: PLC0415

    from khabar.exports.from_json import reading_from_dict  # noqa: PLC0415
    from khabar.exports.table import print_reading  # noqa: PLC0415

    console = Console(highlight=False, markup=False, emoji=False)
    if shown.layers is None:
        console.print(shown.report.text)
        click.echo(f"khabar: this report is in a language that is not read ({shown.language})", err=True)
        return
    print_reading(reading_from_dict(_record(shown)), console, explain=True)


def _html(shown: Shown) -> None:
    from khabar.exports.from_json import reading_from_dict  # noqa: PLC0415
    from khabar.exports.html_page import html_page  # noqa: PLC0415

    empty: dict[str, Any] = {layer: [] for layer in ("attributions", "events", "times", "names", "entities", "claims")}
    click.echo(html_page(reading_from_dict(empty | _record(shown))))


_WRITERS = {"table": _table, "json": _json, "html": _html}
