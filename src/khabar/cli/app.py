"""The `khabar` command: its name, its version, its sub-commands, and what becomes of an error.

Exit codes: 0 done, 1 problems were found, 2 wrong use, 130 interrupted, 141 nobody reads the output any more,
143 terminated.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import IO, Any, NoReturn

import click

from khabar.cli.add import add
from khabar.cli.find import find
from khabar.cli.follow import follow
from khabar.cli.judging import judgements, link, merge, split
from khabar.cli.read import read
from khabar.cli.reread import reread
from khabar.cli.screen import screen
from khabar.cli.show import show
from khabar.cli.sql import sql
from khabar.cli.state import problems, status
from khabar.cli.who import who
from khabar.errors import KhabarError

PROBLEMS, INTERRUPTED, NO_READER, TERMINATED = 1, 130, 141, 143

HELP = """Read Arabic news reports and tell who is said to have done what, and on whose word.

\b
Example:
  khabar read report.txt --published 2024-03-06 --publisher "Gulf Gate"
"""


class Guarded(click.Group):
    """A group that ends every foreseeable failure with a message and an exit code, never with a traceback."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run the command line and leave with its exit code."""
        sys.exit(self._code(*args, **(extra | {"standalone_mode": False})))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the sub-command; click itself would take a closed pipe for a problem."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _silence(sys.stdout)
            ctx.exit(NO_READER)

    def _code(self, *args: Any, **extra: Any) -> int:
        """The exit code of a run; the output is emptied here, so that a full disk shows now and not at exit."""
        try:
            result = super().main(*args, **extra)
            sys.stdout.flush()
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            return _told("interrupted", INTERRUPTED)
        except KhabarError as error:
            return _told(str(error), PROBLEMS)
        except OSError as error:
            _silence(sys.stdout)
            return _told(f"the output cannot be written: {error.strerror or error}: free space or choose another place")
        return result if isinstance(result, int) else 0


@click.group(cls=Guarded, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "--version", package_name="khabar", prog_name="khabar", message="%(prog)s %(version)s")
def khabar() -> None:
    """Hold the sub-commands."""


for command in (
    read,
    add,
    follow,
    find,
    show,
    who,
    screen,
    status,
    problems,
    reread,
    sql,
    link,
    merge,
    split,
    judgements,
):
    khabar.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line with `arguments` (those of the process by default) and leave with its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # so that what was begun is cleared away
    khabar.main(args=list(arguments) if arguments is not None else None, prog_name="khabar")


def _told(message: str, code: int = PROBLEMS) -> int:
    click.echo(f"khabar: {message}", err=True)
    return code


def _silence(stream: IO[str]) -> None:
    """Let what is still buffered go nowhere; else the interpreter complains once more when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
