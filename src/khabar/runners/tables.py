"""Loads the tables when it is imported: workers are forked from a process that has done so, and share them."""

from __future__ import annotations

from khabar.archive import rows_of
from khabar.exports.json_reading import reading_to_dict
from khabar.model import Dating, Incoming, Report
from khabar.reading.pipeline import prepare, read_report

_REPORT = Report("x 2015")
"""A text that needs every table: a word that no lexicon has, and a number."""

rows_of(Incoming(_REPORT, None, Dating.UNKNOWN, "", ""), "", "ar", reading_to_dict(read_report(_REPORT)), "")
prepare()
