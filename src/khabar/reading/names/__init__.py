"""The names layer: every named mention of a report, tied to a known entity or to the report's other mentions of it.

What counts as a name and where it ends follows the project's annotation guide: a person without the title, a body with
its nationality, a nested name at its widest, generic nouns outside. Not for: deciding who a report's person is beyond
what the tables say.
"""

from __future__ import annotations

from khabar.knowledge import Knowledge
from khabar.languages.base import Language
from khabar.model import Document, Evidence, Mention, TimeExpression
from khabar.reading.names.bodies import bodies
from khabar.reading.names.candidate import Candidate, choose
from khabar.reading.names.echoes import echoes
from khabar.reading.names.entities import with_entities
from khabar.reading.names.known import doubtful_names, known_names
from khabar.reading.names.named import named_bodies
from khabar.reading.names.persons import persons
from khabar.reading.names.places import places
from khabar.reading.names.scene import Scene, build_scene

__all__ = ["read_names"]


def read_names(
    document: Document, times: tuple[TimeExpression, ...], language: Language, knowledge: Knowledge
) -> tuple[Mention, ...]:
    """The named mentions of a report, by start, none overlapping another; words inside `times` are left alone."""
    scene = build_scene(document, times, language, knowledge)
    found = [*known_names(scene), *bodies(scene), *named_bodies(scene), *persons(scene), *places(scene)]
    chosen = with_entities(choose(found), scene)
    repeated = list(echoes(chosen, list(doubtful_names(scene)), scene))
    return tuple(_mention(one, scene) for one in choose([*chosen, *repeated]))


def _mention(one: Candidate, scene: Scene) -> Mention:
    document = scene.document
    cues = (document.span(min(one.cues), max(one.cues) + 1),) if one.cues else ()
    span = document.span(one.first, one.last)
    evidence = Evidence(one.rule, cues)
    form = " ".join(one.tokens)
    return Mention(span, one.type, one.english, one.entity, one.kind, one.transliterated, evidence, form)
