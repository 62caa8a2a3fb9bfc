"""Rewrite the parts of README and docs that are made from the code, so that they cannot drift from it.

Such a part stands between a comment that names what makes it and a closing one:

    <!-- made by: khabar read --help -->
    ...
    <!-- end -->

A `khabar` command gives its output, `| head -N` the first N lines of it; `figures` gives the measured table.
`python -m tools.refresh_docs` rewrites; `tests/docs` compares all but the figures, which take gold to measure.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from evaluation.floors import MEASURES, Gold, load_floors, measure
from evaluation.scorer import Row

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
FIGURES = "figures"
WIDTH = "100"

_MADE = re.compile(r"(<!-- made by: (?P<maker>.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
_HEAD = re.compile(r"(?P<command>.+?) \| head -(?P<lines>\d+)")
_NAMES = {"own": "own gold", "dev": "development", "tuned": "studied", "unseen": "unseen"}


def makers(text: str) -> list[str]:
    """What makes the parts of a page, in their order."""
    return [match["maker"] for match in _MADE.finditer(text)]


def refreshed(text: str, make: Callable[[str], str]) -> str:
    """The page with every part that `make` gives; a part for which it gives "" stays as it is."""

    def part(match: re.Match[str]) -> str:
        made = make(match["maker"])
        return f"{match[1]}{made}\n{match[3]}" if made else match[0]

    return _MADE.sub(part, text)


def command_output(maker: str) -> str:
    """The output of a `khabar` command as a code block; "" for other makers. Blanks at the ends of lines go.

    Raises SystemExit with what the command said when it fails.
    """
    if not maker.startswith("khabar "):
        return ""
    head = _HEAD.fullmatch(maker)
    command = shlex.split(head["command"] if head else maker)
    environment = os.environ | {"COLUMNS": WIDTH, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, "-m", "khabar.cli", *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if ran.returncode:
        raise SystemExit(f"{maker}: exit code {ran.returncode}: {ran.stderr}")
    lines = [line.rstrip() for line in ran.stdout.splitlines()]
    shown = [*lines[: int(head["lines"])], "…"] if head else lines
    return "\n".join(["```text", *shown, "```"])


def figures() -> str:
    """The measured table: F1 by layer for every gold that is there and has a name in the docs.

    "" where one is missing: half a table must not take the place of a whole one.
    """
    golds = [gold for gold in load_floors() if gold.name in _NAMES]
    if not all(gold.paths() for gold in golds):
        return ""
    columns = [(gold, measure(gold.paths()).rows) for gold in golds]
    head = " | ".join(f"{_NAMES[gold.name]} ({len(gold.paths())})" for gold in golds)
    rows = [_row(name, columns) for name in MEASURES]
    return "\n".join([f"| F1 | {head} |", "| --- |" + " ---: |" * len(columns), *rows])


def _row(name: str, columns: list[tuple[Gold, dict[str, Row]]]) -> str:
    cells = " | ".join(f"{rows[name].f1:.3f}" for _, rows in columns)
    return f"| {name.removesuffix('|typed')} | {cells} |"


def main() -> None:
    """Rewrite every page that has such parts."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        new = refreshed(text, lambda maker: figures() if maker == FIGURES else command_output(maker))
        if new != text:
            page.write_text(new, encoding="utf-8", newline="\n")
            print(f"rewritten: {page.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
