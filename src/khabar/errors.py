"""The one tree of errors that Khabar raises on purpose.

A message says what was expected, what came, where it stands and what to do about it.
"""


class KhabarError(Exception):
    """Anything that went wrong and that a caller may want to catch."""


class DataError(KhabarError):
    """A row of language or knowledge data is not what its table promises."""


class InputError(KhabarError):
    """What was given to be read is not a report: empty, binary, of no known encoding."""


class LanguageError(InputError):
    """The report is written in a language that no reader is installed for."""


class ListError(KhabarError):
    """A sanctions list cannot be read whole: unknown, damaged, cut short, too large, or without names."""


class ArchiveError(KhabarError):
    """The archive could not do what was asked: its disk is full, its server is gone, its tables are of another age."""
