"""The agency that a byline prints: the first hand a report went through before its publisher."""

from __future__ import annotations

from khabar.knowledge import Knowledge
from khabar.languages.attributions import attribution_lexicon
from khabar.languages.base import Language
from khabar.model import Word
from khabar.reading.sheet import Sheet, Tag
from khabar.text.words import cut_words

_AGENCY = "agency"


def byline_agencies(byline: str | None, language: Language, knowledge: Knowledge) -> tuple[str, ...]:
    """The agencies that a byline names, as printed and in order; empty for a place, a writer or the paper's own name.

    A byline that says only "agencies" gives that word: some agency stands behind the report, unnamed.
    """
    if not byline:
        return ()
    words = cut_words(byline, language)
    named = _named(byline, words, knowledge)
    return named or _unnamed(byline, words, language)


_DATELINE = 9
"""Words and marks in which a dateline names its agency ("Beirut - Reuters: …", "Cairo (AFP) - …")."""


def dateline_agencies(sheet: Sheet, knowledge: Knowledge) -> tuple[str, ...]:
    """The agencies that the first sentence behind the title names before its colon or dash; most datelines stand in the
    text where the byline was lost."""
    body = next((s for s in sheet.document.sentences if not s.title), None)
    if body is None:
        return ()
    marks = sheet.language.marks
    window = range(body.first, min(body.last, body.first + _DATELINE))
    ends = [at for at in window if sheet.words[at].form in marks.colon | marks.dash]
    head = sheet.words[body.first : ends[-1]] if ends else ()
    if not head or any(sheet.tags[word.index] is Tag.VERB for word in head):
        return ()
    return _named(sheet.document.report.text, head, knowledge)


def _named(byline: str, words: tuple[Word, ...], knowledge: Knowledge) -> tuple[str, ...]:
    out = []
    for found in knowledge.phrases.find_all(words):
        if any(known.kind == _AGENCY for known in found.value):
            out.append(byline[words[found.first].span.start : words[found.last - 1].span.end])
    return tuple(out)


def _unnamed(byline: str, words: tuple[Word, ...], language: Language) -> tuple[str, ...]:
    wires = attribution_lexicon(language.folder, language.article, language.accusative).wires
    found = (wires.match(words, at) for at in range(len(words)))
    return tuple(byline[words[m.first].span.start : words[m.last - 1].span.end] for m in found if m is not None)[:1]
