"""Loads and checks tables of language data; knows no language."""

from khabar.lexicon.table import Row, read_rows, read_toml

__all__ = ["Row", "read_rows", "read_toml"]
