"""Reports come in: one small reader for each kind of source, and one function that opens whatever a user names."""

from khabar.sources.dispatch import read_any
from khabar.sources.fields import TARGETS, check_map
from khabar.sources.opening import Fetch, expand, is_address, read_source
from khabar.sources.options import Limits, Options, Reader
from khabar.sources.text import MAX_CHARACTERS, Decoded, decode, read_file, read_stdin

__all__ = [
    "MAX_CHARACTERS",
    "TARGETS",
    "Decoded",
    "Fetch",
    "Limits",
    "Options",
    "Reader",
    "check_map",
    "decode",
    "expand",
    "is_address",
    "read_any",
    "read_file",
    "read_source",
    "read_stdin",
]
