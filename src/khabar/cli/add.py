"""`khabar add`: reports from files, folders, packed files and addresses into the archive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.archives import archive_option, jobs_option, opened, processors
from khabar.cli.filling import Advance, progress, tell
from khabar.cli.options import clean, day

if TYPE_CHECKING:
    from khabar.archive import Archive
    from khabar.runners.adding import Taken
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
TARGETS = ("title", "text", "publisher", "byline", "url", "published")


def fields(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """The field map that --map options spell; says what is wrong otherwise."""
    pairs = dict(value.partition("=")[::2] for value in values)
    for target, name in pairs.items():
        if target not in TARGETS or not name:
            raise click.BadParameter(
                f"expected WHAT=FIELD with WHAT one of {', '.join(TARGETS)}; got {target}={name}"
            )
    return pairs


@click.command(help=HELP, short_help="Add reports to the archive.")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--map", "named", multiple=True, callback=fields, metavar="WHAT=FIELD", help="Which field of a record holds what; remembered for the source.")
@click.option("--published", callback=day, metavar="DATE", help="Day of publication of all of them, YYYY-MM-DD.")
@click.option("--publisher", callback=clean, metavar="NAME", help="Who published them.")
@click.option("--byline", callback=clean, metavar="TEXT", help="Place, agency or writer as printed.")
@jobs_option
@archive_option
@click.pass_context
def add(
    ctx: click.Context,
    sources: tuple[str, ...],
    named: dict[str, str],
    jobs: int | None,
    archive: str | None,
    **known: Any,
) -> None:
    """Add reports."""
    from khabar.runners import adding  # noqa: PLC0415
    from khabar.sources.options import Options  # noqa: PLC0415

    begun = time.monotonic()
    with opened(archive) as held, progress(_size(sources)) as (watch, advance):
        options = Options(**known, fields=named)
        tally = adding.add(held, _taken(held, sources, options, advance), jobs or processors(), watch)
    tell(tally, time.monotonic() - begun)
    if tally.problems:
        ctx.exit(1)


def _taken(archive: Archive, sources: tuple[str, ...], options: Options, advance: Advance) -> Iterator[Taken]:
    """Everything that the sources give, each with the name of its source."""
    for source in sources:
        name = source_name(source)
        own = _with_remembered_fields(archive, name, options)
        for item in given(source, own, advance):
            yield name, item


def given(source: str, options: Options, advance: Advance) -> Iterator[Any]:
    """What one source gives, file by file."""
    from khabar.sources.following import read_address  # noqa: PLC0415
    from khabar.sources.opening import expand, is_address, read_source  # noqa: PLC0415

    if is_address(source):
        yield from read_address(source, options)
        return
    for file in expand([source]):
        yield from read_source(file, options)
        advance(_file_size(file))


def source_name(source: str) -> str:
    """How the archive names a source: an address as it is, a file by its whole path."""
    if source == "-" or "://" in source:
        return source
    return str(Path(source).absolute())


def _with_remembered_fields(archive: Archive, name: str, options: Options) -> Options:
    """The options with the field map of an earlier run, where none is told now; a map that is told is remembered."""
    if options.fields:
        archive.remember(name, "files", {"fields": dict(options.fields)})
        return options
    state = archive.source_state(name) or {}
    return replace(options, fields=state.get("fields", {}))


def _size(sources: tuple[str, ...]) -> int | None:
    """The bytes of all files together; None where some source has no size."""
    from khabar.sources.opening import expand, is_address  # noqa: PLC0415

    if any(source == "-" or is_address(source) for source in sources):
        return None
    return sum(_file_size(file) for file in expand(sources))


def _file_size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except OSError:
        return 0
