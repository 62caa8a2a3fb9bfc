"""Read a folder of gold reports into a folder of readings: `python -m evaluation GOLD_DIR OUT_DIR`.

Every GOLD_DIR/*.json is read from its text and metadata alone; the reading gets the same name in OUT_DIR. A file that
cannot be read is told on standard error and the others are still read. Exit codes: 0 all read, 1 some could not be
read, 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from evaluation.readings import GoldError, read_gold


def read_folder(gold: Path, out: Path) -> list[str]:
    """Read every gold file of a folder into `out`, which is made where it is missing; returns what went wrong."""
    out.mkdir(parents=True, exist_ok=True)
    faults = (_one(path, out / path.name) for path in sorted(gold.glob("*.json")))
    return [fault for fault in faults if fault]


def _one(path: Path, target: Path) -> str | None:
    """Read one file; what went wrong, if anything. A fault of the reader must not stop the others either."""
    target.unlink(missing_ok=True)  # else the reading of an earlier run would be scored in place of the failed one
    try:
        written = json.dumps(read_gold(path), ensure_ascii=False, indent=1)
        target.write_text(written + "\n", encoding="utf-8", newline="\n")
    except GoldError as error:
        return str(error)
    except Exception as error:
        return f"{path}: could not be read: {type(error).__name__}: {error}"
    return None


def main() -> int:
    """Read the folder that the command line names; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description="Read gold reports into a folder.")
    parser.add_argument("gold", type=Path, metavar="GOLD_DIR", help="folder of gold reports (*.json)")
    parser.add_argument("out", type=Path, metavar="OUT_DIR", help="folder for the readings, named alike")
    arguments = parser.parse_args()
    number = len(list(arguments.gold.glob("*.json")))
    if not number:
        parser.error(f"{arguments.gold}: expected gold reports (*.json), found none")
    if arguments.out.exists() and not arguments.out.is_dir():
        parser.error(f"{arguments.out}: expected a folder, found a file")
    if arguments.out.exists() and arguments.out.samefile(arguments.gold):
        parser.error(f"{arguments.out}: the readings would overwrite the gold: name another folder")
    faults = read_folder(arguments.gold, arguments.out)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{number - len(faults)} of {number} reports read into {arguments.out}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
