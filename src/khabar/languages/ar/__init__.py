"""Arabic."""

from __future__ import annotations

from khabar.languages.ar.loading import language

__all__ = ["language"]
