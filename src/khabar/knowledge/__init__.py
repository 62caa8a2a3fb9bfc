"""Who is who: known names with their sources, and the loader that makes them ready for matching."""

from khabar.knowledge.gazetteer import Knowledge, Known, NameWord, load_knowledge

__all__ = ["Knowledge", "Known", "NameWord", "load_knowledge"]
