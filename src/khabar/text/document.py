"""From a report to its words, sentences and quotations."""

from __future__ import annotations

from khabar.model import Document, Report
from khabar.text.fold import fold_with_offsets
from khabar.text.quotes import pair_quotes
from khabar.text.rules import TextRules
from khabar.text.sentences import split_paragraphs, split_sentences
from khabar.text.words import cut_words


def build_document(report: Report, rules: TextRules) -> Document:
    """The document of a report; every span in it points into `report.text`."""
    words = cut_words(report.text, rules)
    paragraphs = split_paragraphs(words, rules)
    quotations = pair_quotes(report.text, words, paragraphs, rules.marks)
    sentences = split_sentences(words, paragraphs, quotations, rules.marks)
    return Document(report, fold_with_offsets(report.text), words, sentences, quotations)
