"""Reports come in: one small reader for each kind of source."""

from khabar.sources.text import MAX_CHARACTERS, Decoded, decode, read_file, read_stdin

__all__ = ["MAX_CHARACTERS", "Decoded", "decode", "read_file", "read_stdin"]
