"""Scores of nomenklatura, for `evaluation.two_scripts`, which runs this file with the Python of another environment.

Standard input has a JSON line a query: {"query": [kind, [name …]], "entries": [[kind, [name …]] …]}, each kind a
schema of FollowTheMoney. Standard output has a JSON line for each: the scores in the order of the entries. Where
"entries" is missing, those of the line before are meant. Not for: anything in Khabar's own environment.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

Named: TypeAlias = tuple[str, tuple[str, ...]]

ALGORITHM = "logic-v2"
NICENESS = 15


@cache
def thing(named: Named) -> Any:
    """The peer's record of something with names."""
    kind, names = named
    record: Any = import_module("followthemoney").EntityProxy
    return record.from_dict({"id": f"{kind}:{names}", "schema": kind, "properties": {"name": list(names)}})


def named(pair: Any) -> Named:
    """A kind and its names, as JSON has them."""
    return pair[0], tuple(pair[1])


def main() -> None:
    """Score line by line."""
    os.nice(NICENESS)
    algorithm: Any = import_module("nomenklatura.matching").get_algorithm(ALGORITHM)
    options = algorithm.default_config()
    entries: list[Any] = []
    for line in sys.stdin:
        asked = json.loads(line)
        entries = [thing(named(entry)) for entry in asked["entries"]] if "entries" in asked else entries
        query = thing(named(asked["query"]))
        print(json.dumps([algorithm.compare(query, entry, options).score for entry in entries]), flush=True)


if __name__ == "__main__":
    main()
