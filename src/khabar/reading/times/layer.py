"""The layer: from a document to its time expressions."""

from __future__ import annotations

from khabar.languages.base import Language
from khabar.languages.times import TimeLexicon, load_time_lexicon
from khabar.model import Document, Evidence, TimeExpression
from khabar.reading.times.frame import Context, Reading
from khabar.reading.times.scan import Hit, scan
from khabar.reading.times.tense import Direction


def read_times(document: Document, language: Language) -> tuple[TimeExpression, ...]:
    """The time expressions of a report, ordered by start, none overlapping another.

    A value is None where it hangs on the day of publication and `document.report.published` is not known.
    """
    lexicon = load_time_lexicon(language.folder)
    direction = Direction(document, lexicon.tense)
    hits = scan(document.folded.text, lexicon, document.report.published, direction.at)
    return tuple(_expression(document, hit) for hit in hits)


def read_folded(text: str, lexicon: TimeLexicon, context: Context) -> tuple[Hit, ...]:
    """The hits in a folded text without a document: phrases that hang on the tense look back."""
    return scan(text, lexicon, context.published, context.direction)


def _expression(document: Document, hit: Hit) -> TimeExpression:
    span = document.folded.raw(hit.start, hit.end)
    reading: Reading = hit.reading
    return TimeExpression(span, reading.type, reading.value, Evidence(hit.rule.id, (span,)))
