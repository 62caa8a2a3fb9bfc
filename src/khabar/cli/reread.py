"""`khabar reread`: reports that an older reader read, read again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from khabar.cli.archives import archive_option, jobs_option, opened, processors
from khabar.cli.filling import link, progress, tell

if TYPE_CHECKING:
    from khabar.archive import Archive
    from khabar.runners.adding import Tally

HELP = """Read again what an older reader has read; its readings are kept until --drop-older.

It can be stopped at any moment and started again.

\b
Examples:
  khabar reread
  khabar reread --drop-older
"""


@click.command(help=HELP, short_help="Read again with a newer reader.")
@click.option("--drop-older", is_flag=True, help="Afterwards forget the readings of older readers.")
@jobs_option
@archive_option
def reread(drop_older: bool, jobs: int | None, archive: str | None) -> None:
    """Read again."""
    begun = time.monotonic()
    with opened(archive) as held:
        tally = _reread(held, jobs or processors())
        tell(tally, time.monotonic() - begun)
        link(held)
        if drop_older and not tally.problems:
            _drop(held)
    if tally.problems:
        click.get_current_context().exit(1)


def _reread(archive: Archive, jobs: int) -> Tally:
    from khabar.runners.adding import reread as again  # noqa: PLC0415

    with progress() as watch:
        return again(archive, jobs, watch)


def _drop(archive: Archive) -> None:
    from khabar.reading.version import reader_version  # noqa: PLC0415

    number = archive.drop_older(reader_version())
    click.echo(f"khabar: {number:,} older readings were dropped", err=True)
