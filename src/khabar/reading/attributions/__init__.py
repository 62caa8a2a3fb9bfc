"""Attributions: on whose word each stretch of the report stands.

After the shape of PARC3 (Pareti 2016) and Citron: cue, source, content, nested. A wrong speaker is worse than none.
"""

from khabar.reading.attributions.layer import read_attributions

__all__ = ["read_attributions"]
