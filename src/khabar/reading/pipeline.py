"""The layers in their order: words, times, names, attributions, events, claims.

Each layer is a function of those before it; another reader of one layer (a learned one, say) takes its place by having
the same signature and being given in `Layers`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from khabar.knowledge import Knowledge, load_knowledge
from khabar.languages import load
from khabar.languages.base import Language
from khabar.model import (
    Attribution,
    Document,
    Entity,
    Event,
    Mention,
    Reading,
    Report,
    TimeExpression,
)
from khabar.reading.attributions import read_attributions
from khabar.reading.byline import byline_agencies, dateline_agencies
from khabar.reading.claims import read_claims
from khabar.reading.events import read_events
from khabar.reading.names import read_names
from khabar.reading.particulars import with_particulars
from khabar.reading.sheet import Sheet, make_sheet
from khabar.reading.times import read_times
from khabar.text.document import build_document

TimeLayer: TypeAlias = Callable[[Document, Language], tuple[TimeExpression, ...]]
NameLayer: TypeAlias = Callable[[Document, tuple[TimeExpression, ...], Language, Knowledge], tuple[Mention, ...]]
AttributionLayer: TypeAlias = Callable[[Sheet, Language], tuple[Attribution, ...]]
EventLayer: TypeAlias = Callable[[Sheet, tuple[Attribution, ...], Language], tuple[Event, ...]]


@dataclass(frozen=True, slots=True)
class Layers:
    """The readers of the layers, rules by default."""

    times: TimeLayer = read_times
    names: NameLayer = read_names
    attributions: AttributionLayer = read_attributions
    events: EventLayer = read_events


RULES = Layers()


_YOUNG = 20_000
"""Objects made before the collector looks through the young ones: those of two reports; by default it is 700."""


@cache
def prepare(language: str = "ar") -> None:
    """Load the tables of a language (ISO 639-1 code) and set them aside for good, once a process.

    For programs that read many reports: the garbage collector then passes over the tables, which never die, and looks
    through young objects less often, since a reading leaves no rings behind; reading takes a fifteenth less time.
    Whatever else is alive is set aside with them. Raises LanguageError as `read_report`.
    """
    read_report(Report("x 2015"), language)  # a word that no lexicon has, and a number: they need every table
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])


def read_report(report: Report, language: str = "ar", layers: Layers = RULES) -> Reading:
    """Read one report in a language (ISO 639-1 code).

    Returns a Reading whose spans all point into `report.text`. Raises LanguageError when no reader for the language is
    installed; any text can be read, an empty one gives empty layers.
    """
    loaded = load(language)
    knowledge = load_knowledge(loaded)
    document = build_document(report, loaded)
    times = layers.times(document, loaded)
    names = layers.names(document, times, loaded, knowledge)
    sheet = make_sheet(document, names, times, loaded)
    attributions = layers.attributions(sheet, loaded)
    events = with_particulars(sheet, layers.events(sheet, attributions, loaded), loaded)
    agencies = byline_agencies(report.byline, loaded, knowledge) or dateline_agencies(sheet, knowledge)
    claims = read_claims(sheet, attributions, events, agencies)
    return Reading(report, language, names, entities_of(report, names), times, attributions, events, claims)


def entities_of(report: Report, names: tuple[Mention, ...]) -> tuple[Entity, ...]:
    """What the report names, in the order of first mention, each by its longest spelling in the report."""
    groups: dict[str, list[Mention]] = {}
    for mention in names:
        groups.setdefault(mention.entity, []).append(mention)
    return tuple(_entity(report, entity, mentions) for entity, mentions in groups.items())


def _entity(report: Report, entity: str, mentions: list[Mention]) -> Entity:
    fullest = max(mentions, key=lambda m: (len(m.span), -m.span.start))
    spans = tuple(m.span for m in mentions)
    return Entity(entity, fullest.type, fullest.english, fullest.span.of(report.text), spans)
