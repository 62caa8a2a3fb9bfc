"""`khabar add`: reports from files, folders, packed files and addresses into the archive."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.archives import allow_option, archive_option, jobs_option, opened, processors
from khabar.cli.filling import link, progress, tell
from khabar.cli.options import clean, day

if TYPE_CHECKING:
    from khabar.archive import Archive
    from khabar.model import Incoming, Problem
    from khabar.runners.adding import Taken
    from khabar.sources.fetching import Fetcher
    from khabar.sources.options import Options

HELP = """Add reports to the archive, read them, and never read one twice.

SOURCE is a file, a folder, a pattern, an address (https://…) or - for standard input: plain text, HTML, JSON, JSON
lines, CSV, Parquet, WARC, PDF, Word, saved feeds, and zip or gz of any of these. It can be stopped at any moment and
started again: what is there already is passed over.

Exit codes: 0 all added, 1 there were problems, 2 wrong use.

\b
Examples:
  khabar add reports/ --publisher "Gulf Gate"
  khabar add crawl.jsonl.gz --map title=headline --map text=body
  khabar add https://www.example.com/news/1234
"""


def field_map(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """The field map that --map options spell; says what is wrong otherwise."""
    pairs = {what.strip(): name.strip() for what, _, name in (value.partition("=") for value in values)}
    if pairs:
        from khabar.errors import InputError  # noqa: PLC0415
        from khabar.sources import check_map  # noqa: PLC0415

        try:
            check_map(pairs)
        except InputError as error:
            raise click.BadParameter(str(error)) from error
    return pairs


@click.command(help=HELP, short_help="Add reports to the archive.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--map",
    "fields",
    multiple=True,
    callback=field_map,
    metavar="WHAT=FIELD",
    help="Which field of a record holds what; remembered for the source.",
)
@click.option("--published", callback=day, metavar="DATE", help="Day of publication of all of them, YYYY-MM-DD.")
@click.option("--publisher", callback=clean, metavar="NAME", help="Who published them.")
@click.option("--byline", callback=clean, metavar="TEXT", help="Place, agency or writer as printed.")
@allow_option
@jobs_option
@archive_option
def add(sources: tuple[str, ...], jobs: int | None, archive: str | None, **told: Any) -> None:
    """Add reports."""
    from khabar.runners import adding  # noqa: PLC0415
    from khabar.sources.fetching import fetcher  # noqa: PLC0415
    from khabar.sources.options import Options  # noqa: PLC0415

    begun = time.monotonic()
    fetch = fetcher(frozenset(told.pop("allowed")))
    asked = Asked(sources, Options(**told), fetch)
    with opened(archive) as held:
        with progress(_counter(asked)) as watch:
            tally = adding.add(held, _taken(held, asked), jobs or processors(), watch)
        tell(tally, time.monotonic() - begun)
        link(held)
    if tally.problems:
        click.get_current_context().exit(1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run needs: the sources, what is known of them, and who fetches."""

    sources: tuple[str, ...]
    options: Options
    fetcher: Fetcher


def _taken(archive: Archive, asked: Asked) -> Iterator[Taken]:
    """Everything that the sources give, each with the name of its source; a field map that was told once for a source
    holds until another is told."""
    for source in asked.sources:
        name = source_name(source)
        fields = asked.options.fields or (archive.source_state(name) or {}).get("fields", {})
        archive.remember(name, "address" if "://" in name else "files", {"fields": dict(fields)})
        for item in _given(source, replace(asked.options, fields=fields), asked):
            yield name, item


def _given(source: str, options: Options, asked: Asked) -> Iterator[Incoming | Problem]:
    """What one source gives, file by file."""
    from khabar.sources.following import read_address  # noqa: PLC0415
    from khabar.sources.opening import expand, read_source  # noqa: PLC0415

    for file in expand([source]):
        yield from read_source(file, options, lambda url, known: read_address(url, known, asked.fetcher))


def source_name(source: str) -> str:
    """How the archive names a source: an address as it is, a file by its whole path."""
    if source == "-" or "://" in source:
        return source
    return os.path.abspath(source)  # noqa: PTH100 - a pattern is no path that could be resolved


def _counter(asked: Asked) -> Callable[[], int] | None:
    """What counts everything that the sources hold, forty times as fast as it is read; None for what can be had only
    once or is too large to look through twice."""
    from khabar.sources.opening import expand, is_address, read_source  # noqa: PLC0415

    if any(source == "-" or is_address(source) for source in asked.sources):
        return None
    files = list(expand(asked.sources))
    if sum(map(_file_size, files)) > _COUNTED:
        return None
    return lambda: sum(1 for file in files for _ in read_source(file, asked.options))


_COUNTED = 300_000_000
"""Bytes of files that are counted first: half a minute beside the work."""


def _file_size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0
