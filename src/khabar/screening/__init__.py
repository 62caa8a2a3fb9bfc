"""Sanctions lists in, hits out."""

from khabar.screening.hits import MATCH, REVIEW, Factor, Grade, Hit, OnList, Subject, Thresholds
from khabar.screening.limits import Limits
from khabar.screening.matching import Screener
from khabar.screening.reading import read_list

__all__ = [
    "MATCH",
    "REVIEW",
    "Factor",
    "Grade",
    "Hit",
    "Limits",
    "OnList",
    "Screener",
    "Subject",
    "Thresholds",
    "read_list",
]
