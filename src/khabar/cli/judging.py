"""`khabar merge`, `split`, `judgements` and `link`: which names are one entity, as persons and the machine judge."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

import click

from khabar.cli.archives import archive_option, opened
from khabar.cli.options import clean, help_text

if TYPE_CHECKING:
    from khabar.archive import Archive, Judgement, Listed, Verdict

Command = TypeVar("Command", bound=Callable[..., Any])

MERGE_HELP = help_text("merge")
SPLIT_HELP = help_text("split")
JUDGEMENTS_HELP = """List what was judged of names, or withdraw a judgement.

Those by persons come first, the newest first, then the machine's, the surest first. --unsure lists what waits for a
person: answer with `khabar merge` or `khabar split`.

\b
Examples:
  khabar judgements --unsure
  khabar judgements --by machine > machine.jsonl
  khabar judgements --undo 7d01be22f4
"""
LINK_HELP = """Compare the names that are new with all others, and group those that are one entity.

`khabar add`, `follow` and `reread` do so at their end; it is needed after adding by other means. Twice does no more
than once. --again drops what the machine judged and compares every name anew; persons' judgements stay.

\b
Examples:
  khabar link
  khabar link --again
"""


def judge_options(command: Command) -> Command:
    """Why, and who judges."""
    by = click.option("--by", callback=clean, metavar="NAME", help="Who judges. Default: your login name.")
    reason = click.option(
        "--reason", callback=clean, default="", metavar="TEXT", help="Why, for who looks at it later."
    )
    return by(reason(command))


@click.command(help=MERGE_HELP, short_help="Judge that two names are one entity.")
@click.argument("a")
@click.argument("b")
@judge_options
@archive_option
def merge(a: str, b: str, archive: str | None, **told: str | None) -> None:
    """Judge two names the same."""
    from khabar.archive import Verdict  # noqa: PLC0415

    with opened(archive, there=True) as held:
        _judge(held, (meant(held, a), meant(held, b)), Verdict.SAME, told)


@click.command(help=SPLIT_HELP, short_help="Judge that two names are different entities.")
@click.argument("a")
@click.argument("b")
@click.option("--report", metavar="ID", callback=clean, help="Only what this report names so.")
@judge_options
@archive_option
def split(a: str, b: str, report: str | None, archive: str | None, **told: str | None) -> None:
    """Judge two names different."""
    from khabar.archive import Verdict  # noqa: PLC0415

    with opened(archive, there=True) as held:
        one = meant(held, a) + (f"@{_report(held, report)}" if report else "")
        _judge(held, (one, meant(held, b)), Verdict.DIFFERENT, told)


def _report(archive: Archive, told: str) -> str:
    """The id of a report by its own or that of a claim in it."""
    shown = archive.show(told)
    return shown.held.id if shown else told


def _judge(archive: Archive, ends: tuple[str, str], verdict: Verdict, told: Mapping[str, str | None]) -> None:
    by = told["by"] or getpass.getuser()
    _tell(archive, archive.identities.judge(*ends, verdict, by, told["reason"] or ""))


def meant(archive: Archive, told: str) -> str:
    """The id that somebody told, or that of the only entity with a name; KhabarError where there is not just one."""
    from khabar.archive.identity_looking import the_one  # noqa: PLC0415
    from khabar.errors import KhabarError  # noqa: PLC0415

    if ":" in told:
        return told
    found = archive.identities.who(told, 5)
    one = the_one(found, told)
    if one is None and not found:
        raise KhabarError(f"expected a name that an entity has, or an id; nobody of the name {told!r} is known here")
    if one is None:
        several = "; ".join(f"{candidate.id} ({candidate.english})" for candidate in found)
        raise KhabarError(f"expected a name that one entity has, or an id; {told!r} may be: {several}")
    return one.id


def _tell(archive: Archive, judgement: Judgement) -> None:
    """The judgement to a pipe; to a person what it led to."""
    if not sys.stdout.isatty():
        click.echo(json.dumps(asdict(judgement), ensure_ascii=False))
        return
    groups = sorted({archive.identities.members(end) for end in judgement.pair})
    click.echo(f"{judgement.a} and {judgement.b} are {judgement.verdict} (judgement {judgement.id[:10]})")
    for members in groups:
        click.echo("one entity: " + ", ".join(members))


@click.command(help=JUDGEMENTS_HELP, short_help="List or withdraw judgements on names.")
@click.option("--unsure", is_flag=True, help="Those that wait for a person.")
@click.option("--by", callback=clean, metavar="NAME", help="Those by a person, or by `machine`.")
@click.option("--undo", metavar="ID", callback=clean, help="Withdraw a person's judgement.")
@archive_option
def judgements(unsure: bool, by: str | None, undo: str | None, archive: str | None) -> None:
    """List judgements, or withdraw one."""
    if undo is not None and (unsure or by):
        raise click.UsageError("--undo withdraws one judgement; it does not go with --unsure and --by, which list")
    with opened(archive, read_only=undo is None, there=True) as held:
        if undo is not None:
            click.echo(json.dumps(asdict(held.identities.withdraw(undo)), ensure_ascii=False))
            return
        found = held.identities.judgements(unsure, by)
    if sys.stdout.isatty():
        _print(found)
    else:
        for one in found:
            click.echo(json.dumps(_record(one), ensure_ascii=False))


def _record(one: Listed) -> dict[str, Any]:
    told = {"a_english": one.a_english, "b_english": one.b_english, "waits": one.waits, "missing": one.missing}
    return asdict(one.judgement) | told


def _print(found: Sequence[Listed]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from khabar.exports.bidi import isolate  # noqa: PLC0415

    if not found:
        click.echo("khabar: no judgements", err=True)
        return
    table = Table("verdict", box=box.SIMPLE)
    for column in ("first", "second", "score", "why", "by"):
        table.add_column(column, overflow="fold")
    table.add_column("id", no_wrap=True)
    for one in found:
        held = one.judgement
        verdict = "withdrawn" if held.withdrawn else "unsure" if one.waits else held.verdict.value
        ends = (
            Text(f"{name}\n{isolate(end)}") for name, end in zip((one.a_english, one.b_english), held.pair, strict=True)
        )
        score = "–" if held.score is None else f"{held.score:.2f}"
        why = isolate(held.reason or "–") + (f"\n{one.missing}" if one.missing else "")
        table.add_row(verdict, *ends, score, Text(why), held.by, held.id[:10])
    Console(highlight=False, markup=False, emoji=False).print(table)


@click.command(help=LINK_HELP, short_help="Compare and group the names of the archive.")
@click.option("--again", is_flag=True, help="Compare every name anew.")
@archive_option
def link(again: bool, archive: str | None) -> None:
    """Compare names."""
    with opened(archive, there=True) as held:
        done = held.identities.link(again)
    if not sys.stdout.isatty():
        click.echo(json.dumps(asdict(done)))
        return
    click.echo(f"{done.names:,} names compared: {done.same:,} pairs judged the same, {done.unsure:,} unsure")
    click.echo(f"{done.changed:,} names joined or moved; `khabar judgements --unsure` lists what waits for you")
