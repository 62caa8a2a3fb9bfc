"""What the commands over an archive share: which archive, and how many processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from khabar.archive import Archive

Command = TypeVar("Command", bound=Callable[..., Any])


def archive_option(command: Command) -> Command:
    """The option that names the archive; its value is passed on as `archive`."""
    told = "A file, or postgresql+psycopg://USER@HOST/NAME. Default: archive.sqlite in your data folder."
    return click.option("--archive", envvar="KHABAR_ARCHIVE", metavar="URL", help=told, show_envvar=True)(command)


def jobs_option(command: Command) -> Command:
    """The option for the number of processes that read; passed on as `jobs`."""
    told = f"Processes that read. Default: one for each processor ({processors()} here)."
    return click.option("--jobs", type=click.IntRange(1, 512), metavar="N", help=told)(command)


def allow_option(command: Command) -> Command:
    """The option for hosts on private networks, which are refused otherwise; passed on as `allowed`."""
    told = "A host on a private network that may be asked; such are refused otherwise."
    return click.option("--allow", "allowed", multiple=True, metavar="HOST", help=told)(command)


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def opened(url: str | None, *, read_only: bool = False, there: bool = False) -> Iterator[Archive]:
    """The archive that an option names, closed at the end; `there` makes no new one."""
    from khabar.archive import open_archive  # noqa: PLC0415 - SQLAlchemy takes a moment to load

    if there and not read_only:
        open_archive(url, read_only=True).close()
    with open_archive(url, read_only=read_only) as archive:
        yield archive
