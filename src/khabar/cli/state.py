"""`khabar status` and `khabar problems`: what the archive holds, and what could not be taken in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.archives import archive_option, opened

if TYPE_CHECKING:
    from khabar.archive import Status

STATUS_HELP = """Tell what the archive holds: reports, readings, claims, problems and sources.

\b
Example:
  khabar status
"""
PROBLEMS_HELP = """Tell what could not be taken in or read, each with its place and reason.

\b
Examples:
  khabar problems
  khabar problems --source /news/2015-07-21.zip > problems.jsonl
"""


@click.command(help=STATUS_HELP, short_help="Tell what the archive holds.")
@archive_option
def status(archive: str | None) -> None:
    """Tell what is there."""
    with opened(archive, read_only=True) as held:
        found = held.status()
    if not sys.stdout.isatty():
        click.echo(json.dumps(asdict(found), ensure_ascii=False, default=str))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Status) -> Iterator[str]:
    for name, value in asdict(found).items():
        shown = name.replace("_", " ")
        if isinstance(value, dict):
            yield f"{shown}:" if value else f"{shown}: none"
            yield from (f"  {key}: {_number(number)}" for key, number in value.items())
        elif isinstance(value, list | tuple):
            yield f"{shown}:" if value else f"{shown}: none"
            yield from (f"  {item}" for item in value)
        else:
            yield f"{shown}: {_number(value)}"


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


@click.command(help=PROBLEMS_HELP, short_help="Tell what could not be taken in.")
@click.option("--source", metavar="NAME", help="Of this source only, as `khabar status` names it.")
@archive_option
def problems(source: str | None, archive: str | None) -> None:
    """Tell the problems."""
    with opened(archive, read_only=True) as held:
        for recorded in held.problems(source):
            if sys.stdout.isatty():
                click.echo(f"{recorded.problem.kind.value}: {recorded.problem.message}")
            else:
                click.echo(json.dumps(asdict(recorded), ensure_ascii=False, default=str))
