"""Which language a report is in, whatever its script: by our own table where it is Arabic, else by py3langid."""

from __future__ import annotations

from khabar.errors import LanguageError
from khabar.languages.detect import detect_language

NO_LANGUAGE = "und"
"""ISO 639 for what cannot be told: a text without letters."""
_SAMPLE = 3_000
"""Characters that py3langid is shown: a language is told by far fewer."""


def language_of(text: str) -> str:
    """The code (ISO 639) of the language that most of a text is in; `und` for a text without letters."""
    try:
        return detect_language(text)
    except LanguageError:
        return _by_letters(text[:_SAMPLE])


def _by_letters(sample: str) -> str:
    if not any(map(str.isalpha, sample)):
        return NO_LANGUAGE
    from py3langid import classify  # type: ignore[import-untyped]  # noqa: PLC0415 - its model takes a moment to load and is seldom needed

    return str(classify(sample)[0])
