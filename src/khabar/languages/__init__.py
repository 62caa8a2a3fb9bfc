"""The languages that reports can be read in, one folder each."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from khabar.errors import LanguageError
from khabar.languages.base import Language

INSTALLED = ("ar",)


@cache
def load(code: str) -> Language:
    """The language with an ISO 639-1 code; LanguageError when no reader for it is installed."""
    if code not in INSTALLED:
        raise LanguageError(f"no reader for the language {code!r}; installed are: {', '.join(INSTALLED)}")
    language: Language = import_module(f"khabar.languages.{code}").language()
    return language
