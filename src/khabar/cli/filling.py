"""Showing how an archive is filled: a line that moves while it works, and what became of everything at the end."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from khabar.archive import Archive
    from khabar.runners.adding import Tally

Watch = Callable[["Tally"], None]


@contextmanager
def progress(count: Callable[[], int] | None = None) -> Iterator[Watch]:
    """What to call with the tally. Only a person who waits at a terminal sees anything: what was done, how fast, and,
    once `count` has counted beside the work what there is to do, the time that is left."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        begun = time.monotonic()

        def watch(tally: Tally) -> None:
            bar.update(task, completed=tally.seen, description=_line(tally, time.monotonic() - begun))

        if count is not None:
            threading.Thread(target=lambda: bar.update(task, total=count()), daemon=True).start()
        yield watch


def _line(tally: Tally, seconds: float) -> str:
    rate = tally.seen / seconds if seconds else 0.0
    return f"{tally.read:,} read, {tally.known:,} known, {tally.problems.total():,} problems, {rate:,.0f}/s"


def link(archive: Archive) -> None:
    """Compare the names that are new with those that were there, once the reports are in."""
    linked = archive.identities.link()
    if linked.names:
        click.echo(f"khabar: {linked.names:,} new names compared, {linked.changed:,} joined or moved", err=True)


def tell(tally: Tally, seconds: float) -> None:
    """Print what became of the reports of a run to standard error."""
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in tally.problems.most_common())
    problems = f"{tally.problems.total():,} problems" + (f" ({kinds})" if kinds else "")
    rate = f"{tally.read / seconds:,.1f} read a second" if seconds and tally.read else ""
    parts = [
        f"{tally.read:,} read",
        f"{tally.known:,} already there",
        f"{tally.unread:,} in a language that is not read",
        problems,
    ]
    click.echo("khabar: " + ", ".join(parts) + f"; {seconds:,.1f} s" + (f", {rate}" if rate else ""), err=True)
    if tally.problems:
        click.echo("khabar: `khabar problems` tells each with its reason", err=True)
