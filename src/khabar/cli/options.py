"""What options mean, and what does not go together; each complaint says what was expected and what came."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

import click

STANDARD_INPUT = "standard input"
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


class Format(StrEnum):
    """The forms that a reading can be written in."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


# One file of these holds one report.
SINGLE = frozenset({Format.JSON, Format.HTML})


def help_text(command: str) -> str:
    """The help of a command whose examples hold Arabic, which stands in a file beside the code."""
    return (files("khabar.cli") / "help" / f"{command}.txt").read_text(encoding="utf-8").replace("\\b", "\b")


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """The day that an option names; of a longer time stamp, the day written in it. Says what is wrong otherwise."""
    if value is None:
        return None
    found = _DATE.fullmatch(value.strip())
    if not found:
        raise click.BadParameter(f"expected a day as YYYY-MM-DD, such as 2024-03-06; got {value!r}")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise click.BadParameter(f"expected a day of the calendar as YYYY-MM-DD; got {value!r}: {error}") from error


def clean(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """What was typed, without the bytes that are no characters in this locale; None for nothing but blanks."""
    if value is None or not value.strip():
        return None
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()


def shown(file: Path) -> str:
    """A file's name as messages and results show it."""
    return STANDARD_INPUT if str(file) == "-" else click.format_filename(file)


@dataclass(frozen=True, slots=True)
class Target:
    """Where readings are to go: a file, or a folder that gets one file a report."""

    path: Path
    folder: bool


def target(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Target | None:
    """What --output names: a folder when it is there already or ends like one; None for standard output."""
    if value is None or value == "-":
        return None
    path = Path(value)
    return Target(path, folder=path.is_dir() or value.endswith(("/", os.sep)))


def check_use(
    files: tuple[Path, ...], form: Format, output: Target | None, *, title: str | None, url: str | None
) -> None:
    """Raise click.UsageError for options that contradict each other."""
    several = len(files) > 1
    if several and (title or url):
        option = "--title" if title else "--url"
        raise click.UsageError(f"{option} belongs to one report; {len(files)} files were given: read them one by one")
    if sum(str(file) == "-" for file in files) > 1:
        raise click.UsageError("standard input (-) can be read once only; it was given more than once")
    if several and form in SINGLE and not (output and output.folder):
        raise click.UsageError(
            f"--format {form} holds one report and {len(files)} files were given: "
            f"name a folder with --output (folder/), or use --format jsonl"
        )
    if output is not None:
        _spare_inputs(files, output.path)


def _spare_inputs(files: tuple[Path, ...], output: Path) -> None:
    for file in files:
        if output.is_file() and file.is_file() and output.samefile(file):
            raise click.UsageError(f"--output {click.format_filename(output)} is one of the reports: name another file")
