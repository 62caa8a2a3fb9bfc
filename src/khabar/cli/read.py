"""`khabar read`: reports in, readings out.

One report after the other; what cannot be read is told on standard error and the rest is still read. The engine is
loaded when the first report is at hand, so that help and wrong use answer at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khabar.cli.options import Format, Target, check_use, clean, day, shown, target
from khabar.cli.output import Output, style
from khabar.errors import KhabarError
from khabar.exports.layers import Layer

if TYPE_CHECKING:
    from khabar.model import Reading
    from khabar.sources import Decoded

# Set to anything, it lets an unexpected error through with its traceback, for whoever mends it.
DEBUG = "KHABAR_DEBUG"

HELP = """Read reports: names, times, who said what, events, and every claim with its chain of sources.

FILE is plain text in any usual encoding; - is standard input. A terminal gets claims as trees, a pipe gets JSON lines,
one report a line. A file that cannot be read is told on standard error and the others are still read.

Exit codes: 0 all read, 1 some could not be read, 2 wrong use.

\b
Examples:
  khabar read report.txt --published 2024-03-06 --publisher "Gulf Gate"
  khabar read report.txt --format html --output report.html
  cat report.txt | khabar read - --layer claims --format json
"""


FORMATS = click.Choice([item.value for item in Format])
LAYERS = click.Choice([item.value for item in Layer])
PATH = click.Path(path_type=Path, allow_dash=True)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the reports beside their text."""

    published: date | None
    publisher: str | None
    byline: str | None
    title: str | None
    url: str | None


@click.command(help=HELP, short_help="Read reports and show their claims.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)
@click.option("--published", callback=day, metavar="DATE", help="Day of publication, YYYY-MM-DD; dates count from it.")
@click.option("--publisher", callback=clean, metavar="NAME", help="Who published the reports.")
@click.option("--byline", callback=clean, metavar="TEXT", help="Place, agency or writer as printed.")
@click.option(
    "--title", callback=clean, metavar="TEXT", help="Headline, when the text has none; it becomes the first paragraph."
)
@click.option("--url", callback=clean, metavar="URL", help="Where the report was published.")
@click.option("--format", "form", type=FORMATS, help="Default: table, or jsonl in a pipe.")
@click.option("--output", callback=target, metavar="PATH", help="Write here; a folder gets one file a report.")
@click.option("--layer", "layers", multiple=True, type=LAYERS, help="This layer only; repeatable.")
@click.option("--explain", is_flag=True, help="Name the rule and the words behind every piece.")
def read(
    files: tuple[Path, ...],
    form: str | None,
    output: Target | None,
    layers: tuple[str, ...],
    explain: bool,
    **known: Any,
) -> None:
    """Read reports."""
    about = About(**known)
    how = style(form, output, frozenset(map(Layer, layers)), explain)
    check_use(files, how.form, output, title=about.title, url=about.url)
    with Output.opened(how, output, files) as out:
        failed = sum(not _one(file, about, out) for file in _with_progress(files, out))
    if failed:
        if len(files) > 1:
            click.echo(f"khabar: {failed} of {len(files)} reports could not be read", err=True)
        click.get_current_context().exit(1)


def _one(file: Path, about: About, out: Output) -> bool:
    """Read one report and write it; False when it could not be read, which has then been told."""
    name = shown(file)
    reading = _guarded(name, lambda: _reading(file, name, about))
    if reading is None:
        return False
    out.write(reading, name)
    return True


def _reading(file: Path, name: str, about: About) -> Reading:
    import khabar  # noqa: PLC0415
    from khabar.model import with_title  # noqa: PLC0415
    from khabar.reading.pipeline import prepare  # noqa: PLC0415

    decoded = _text(file)
    prepare()
    for warning in decoded.warnings:
        click.echo(f"khabar: {name}: {warning}", err=True)
    return khabar.read(
        with_title(about.title, decoded.text),
        published=about.published,
        publisher=about.publisher,
        byline=about.byline,
        url=about.url,
    )


def _text(file: Path) -> Decoded:
    from khabar.sources import read_file, read_stdin  # noqa: PLC0415

    if str(file) != "-":
        return read_file(file)
    if sys.stdin.isatty():
        click.echo("khabar: reading from the terminal; end the text with Ctrl-D", err=True)
    return read_stdin()


def _guarded(name: str, work: Callable[[], Reading]) -> Reading | None:
    """What `work` gives, or None after telling what went wrong: one report must not stop the others."""
    try:
        return work()
    except KhabarError as error:
        message = str(error)
        click.echo(f"khabar: {message if message.startswith(name) else f'{name}: {message}'}", err=True)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        click.echo(f"khabar: {name}: {_fault(error)}", err=True)
    return None


def _fault(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
    said = f": {error}" if str(error) else ""
    return (
        f"a fault in Khabar itself ({type(error).__name__} in {place}{said}): "
        f"please report it with this text; {DEBUG}=1 shows where it comes from"
    )


def _with_progress(files: tuple[Path, ...], out: Output) -> Iterator[Path]:
    """The files, with a bar on standard error where a person waits and nothing else is shown."""
    if len(files) == 1 or out.on_terminal or not sys.stderr.isatty():
        yield from files
        return
    with click.progressbar(files, file=sys.stderr, label="reading") as bar:
        yield from bar
