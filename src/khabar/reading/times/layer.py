"""The layer: from a document to its time expressions."""

from __future__ import annotations

import regex

from khabar.languages.base import Language
from khabar.languages.times import load_time_lexicon
from khabar.model import Document, Evidence, Span, TimeExpression
from khabar.reading.times.scan import Hit, scan
from khabar.reading.times.tense import Direction


def read_times(document: Document, language: Language) -> tuple[TimeExpression, ...]:
    """The time expressions of a report, ordered by start, none overlapping another.

    A value is None where it hangs on the day of publication and `document.report.published` is not known.
    """
    lexicon = load_time_lexicon(language.folder)
    direction = Direction(document, lexicon.tense)
    hits = scan(document.folded.text, lexicon, document.report.published, direction.at)
    found = (_expression(document, hit) for hit in hits)
    return tuple(time for time in found if time.span.of(document.report.text) not in lexicon.lookalikes)


def _expression(document: Document, hit: Hit) -> TimeExpression:
    span = _written(document, hit)
    return TimeExpression(span, hit.reading.type, hit.reading.value, Evidence(hit.rule.id, (span,)))


def _written(document: Document, hit: Hit) -> Span:
    """The raw span of a hit, with the signs that folding dropped behind its last letter."""
    start, end = document.folded.offsets[hit.start], document.folded.offsets[hit.end]
    return Span(start, start + len(_UNSEEN.sub("", document.report.text[start:end])))


_UNSEEN = regex.compile(r"\p{Cf}+$")
