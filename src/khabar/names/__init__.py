"""One name in two scripts: parts, letters, a score with a reason, and an index of many names."""

from khabar.names.comparing import Comparison, Pair, compare
from khabar.names.index import Match, NameIndex
from khabar.names.parts import Name, Part, PartKind, parse

__all__ = ["Comparison", "Match", "Name", "NameIndex", "Pair", "Part", "PartKind", "compare", "parse"]
