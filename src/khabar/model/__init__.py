"""The nouns: frozen records and enums that every other room speaks in. Standard library only."""

from khabar.model.attributions import Attribution, SourceKind, Stance, Style
from khabar.model.claims import Claim, Factuality, Link, LinkRole
from khabar.model.events import Event, EventType, Status
from khabar.model.evidence import Evidence
from khabar.model.incoming import Dating, Incoming, Problem, ProblemKind
from khabar.model.listing import (
    Identifier,
    ListedCountry,
    ListedDate,
    ListedEntry,
    ListedKind,
    ListedName,
    ListFormat,
    NameQuality,
    SanctionsList,
)
from khabar.model.names import Mention, NameType
from khabar.model.quantities import Amount, Bound, Casualties, Harm
from khabar.model.reading import Entity, Reading
from khabar.model.report import Report, report_id, with_title
from khabar.model.span import Span, hull
from khabar.model.times import TimeExpression, TimeType
from khabar.model.words import Document, FoldedText, Morph, Quotation, Sentence, Word, WordInfo, WordKind

__all__ = [
    "Amount",
    "Attribution",
    "Bound",
    "Casualties",
    "Claim",
    "Dating",
    "Document",
    "Entity",
    "Event",
    "EventType",
    "Evidence",
    "Factuality",
    "FoldedText",
    "Harm",
    "Identifier",
    "Incoming",
    "Link",
    "LinkRole",
    "ListFormat",
    "ListedCountry",
    "ListedDate",
    "ListedEntry",
    "ListedKind",
    "ListedName",
    "Mention",
    "Morph",
    "NameQuality",
    "NameType",
    "Problem",
    "ProblemKind",
    "Quotation",
    "Reading",
    "Report",
    "SanctionsList",
    "Sentence",
    "SourceKind",
    "Span",
    "Stance",
    "Status",
    "Style",
    "TimeExpression",
    "TimeType",
    "Word",
    "WordInfo",
    "WordKind",
    "hull",
    "report_id",
    "with_title",
]
