"""Where readings go: the terminal, a pipe, one file, or a file a report in a folder.

A file is written beside its name and put in place when it is whole, so that a run that breaks off leaves no half file.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from khabar.cli.options import Format, Target
from khabar.errors import KhabarError
from khabar.exports.layers import ALL_LAYERS, Layer

if TYPE_CHECKING:
    from khabar.model import Reading


SUFFIXES = {Format.TABLE: ".claims.txt", Format.JSON: ".json", Format.JSONL: ".jsonl", Format.HTML: ".html"}
ENDINGS = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".txt": Format.TABLE,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How readings are written; no `layers` at all means the form's own choice of them."""

    form: Format
    layers: Collection[Layer]
    explain: bool


@dataclass(slots=True)
class Output:
    """An open place for readings.

    `folder` is set when each report gets a file of its own; `taken` are files that this run must not overwrite: the
    reports themselves and what it has written.
    """

    style: Style
    stream: TextIO
    folder: Path | None = None
    on_terminal: bool = False
    taken: set[Path] = field(default_factory=set)

    @classmethod
    @contextmanager
    def opened(cls, style: Style, output: Target | None, files: Sequence[Path]) -> Iterator[Output]:
        """The output for the readings of `files`; a file is put in its place at the end."""
        if output is None:
            yield cls(style, _standard_output(style.form), on_terminal=sys.stdout.isatty())
        elif output.folder:
            yield cls(style, sys.stdout, _made(output.path), taken={file.resolve() for file in files})
        else:
            with writing(output.path) as stream:
                yield cls(style, stream)

    def write(self, reading: Reading, name: str) -> None:
        """Write one reading; `name` is its file's."""
        if self.folder is None:
            _WRITERS[self.style.form](reading, name, self.style, self.stream)
            self.stream.flush()
            return
        with writing(self._free(self.folder, Path(name).stem)) as stream:
            _WRITERS[self.style.form](reading, name, self.style, stream)

    def _free(self, folder: Path, stem: str) -> Path:
        """`report.html` for `report.txt`; `report-2.html` when this run has one already or was given it to read."""
        suffix = SUFFIXES[self.style.form]
        names = (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}" for number in count(1))
        path = next(path for name in names if (path := (folder / name).resolve()) not in self.taken)
        self.taken.add(path)
        return path


def style(form: str | None, output: Target | None, layers: Collection[Layer], explain: bool) -> Style:
    """How to write: in `form`, else as the ending of `output` says, else tables for people, JSON lines for programs."""
    if form:
        return Style(Format(form), layers, explain)
    if output is not None and output.path.suffix:
        return Style(_by_ending(output.path), layers, explain)
    if output is not None:
        return Style(Format.JSONL, layers, explain)
    return Style(Format.TABLE if sys.stdout.isatty() else Format.JSONL, layers, explain)


def _by_ending(path: Path) -> Format:
    """The form that a file's name asks for; KhabarError for an ending that asks for none."""
    found = ENDINGS.get(path.suffix.lower())
    if found is None:
        known = ", ".join(ENDINGS)
        raise KhabarError(f"{click.format_filename(path)}: no form goes with this ending: use {known}, or --format")
    return found


@contextmanager
def writing(path: Path) -> Iterator[TextIO]:
    """A text stream that becomes `path` when all went well; KhabarError with the reason when it cannot be written."""
    try:
        with _in_place(path) if _is_special(path) else _beside(path) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise KhabarError(
            f"{click.format_filename(path)}: the output cannot be written: {error.strerror or error}: "
            f"check the folder and the free space, or name another --output"
        ) from error


def _is_special(path: Path) -> bool:
    """A device or a pipe is written as it stands; putting a file in its place would destroy it."""
    return path.exists() and not path.is_file()


@contextmanager
def _in_place(path: Path) -> Iterator[TextIO]:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


@contextmanager
def _beside(path: Path) -> Iterator[TextIO]:
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        if part.stat().st_size:  # nothing was read: what stood there before stays
            part.chmod(_mode(target))
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, else what any new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _standard_output(form: Format) -> TextIO:
    """Programs get UTF-8 whatever the locale; a terminal that lacks a letter gets a mark instead of an error."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure and form is Format.TABLE:
        reconfigure(errors="replace")
    elif reconfigure:
        reconfigure(encoding="utf-8")
    return sys.stdout


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KhabarError(f"{click.format_filename(folder)}: the folder cannot be made: {error.strerror}") from error
    return folder


def _json(reading: Reading, name: str, style: Style, stream: TextIO) -> None:
    _dump(reading, name, style, stream, indent=1)


def _jsonl(reading: Reading, name: str, style: Style, stream: TextIO) -> None:
    _dump(reading, name, style, stream, indent=None)


def _dump(reading: Reading, name: str, style: Style, stream: TextIO, indent: int | None) -> None:
    import json  # noqa: PLC0415

    from khabar.exports.json_reading import reading_to_dict  # noqa: PLC0415

    record = {"file": name} | reading_to_dict(reading, style.layers or ALL_LAYERS)
    stream.write(json.dumps(record, ensure_ascii=False, indent=indent) + "\n")


def _html(reading: Reading, name: str, style: Style, stream: TextIO) -> None:  # noqa: ARG001
    from khabar.exports.html_page import html_page  # noqa: PLC0415

    stream.write(html_page(reading, style.layers or ALL_LAYERS))


def _table(reading: Reading, name: str, style: Style, stream: TextIO) -> None:
    from rich.console import Console  # noqa: PLC0415

    from khabar.exports.table import DEFAULT_LAYERS, print_reading  # noqa: PLC0415

    class Piped(Console):
        """A console that lets a closed pipe be seen; rich itself would leave with another exit code."""

        def on_broken_pipe(self) -> None:
            """Pass it on."""
            raise BrokenPipeError

    console = Piped(file=stream, highlight=False, markup=False, emoji=False)
    print_reading(reading, console, style.layers or DEFAULT_LAYERS, explain=style.explain, name=name)


_WRITERS: dict[Format, Callable[[Reading, str, Style, TextIO], None]] = {
    Format.TABLE: _table,
    Format.JSON: _json,
    Format.JSONL: _jsonl,
    Format.HTML: _html,
}
