"""Loads the tables when it is imported: workers are forked from a process that has done so, and share them."""

from __future__ import annotations

from khabar.reading.pipeline import prepare

prepare()
