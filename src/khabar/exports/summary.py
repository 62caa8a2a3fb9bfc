"""A claim as people want it told: phrases with their English, the time with its date, the chain link by link.

Used by every writer for people (terminal, page), so that all tell the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khabar.exports.labels import label
from khabar.model import (
    Amount,
    Attribution,
    Bound,
    Casualties,
    Claim,
    Event,
    Evidence,
    Link,
    LinkRole,
    Mention,
    NameType,
    Reading,
    Span,
)

# More names than this in one phrase are a list; its first ones say enough.
MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the report on one line, and the English of the names among them ("" for none)."""

    text: str
    english: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Words of the report that count something, and what they come to ("killed: at least 12", "25,000,000 USD")."""

    phrase: Phrase
    meaning: str


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """One link of a chain; `name` is None where nobody can be told."""

    link: Link
    name: Phrase | None


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """One claim; `number` counts from 1 in reading order, `value` is the time's TIMEX3 value."""

    number: int
    claim: Claim
    event: Event
    trigger: Phrase
    actors: tuple[Phrase, ...]
    recipients: tuple[Phrase, ...]
    places: tuple[Phrase, ...]
    when: Phrase | None
    value: str | None
    equipment: tuple[Phrase, ...]
    harmed: tuple[Counted, ...]
    amounts: tuple[Counted, ...]
    content: tuple[Phrase, ...]
    likelihood: Phrase | None
    links: tuple[LinkSummary, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one piece was read: its name, its words, the rule and the words that the rule fired on."""

    piece: str
    words: str
    rule: str
    cues: tuple[str, ...]


def summaries(reading: Reading) -> tuple[ClaimSummary, ...]:
    """The claims of a reading in reading order; a claim whose event is not in the reading is left out."""
    events = {event.id: event for event in reading.events}
    known = [claim for claim in reading.claims if claim.event in events]
    return tuple(_summary(reading, number, claim, events[claim.event]) for number, claim in enumerate(known, 1))


def phrase(reading: Reading, span: Span) -> Phrase:
    """The words of a span on one line, with the English of the names in it."""
    return Phrase(one_line(span.of(reading.report.text)), english(reading, span), span)


def english(reading: Reading, span: Span) -> str:
    """The English of the names in a span: of persons where there are any, else of other names, else of groups.

    A group's adjective ("Russian") adds nothing beside the name of a person, and a title's organisation little.
    """
    inside = [name for name in reading.names if span.contains(name.span)]
    for wanted in (_is_person, _is_no_group, _is_group):
        found = dict.fromkeys(name.english for name in inside if wanted(name))
        if found:
            return ", ".join(list(found)[:MOST_NAMES])
    return ""


def one_line(text: str) -> str:
    """`text` with every run of white space made one blank."""
    return " ".join(text.split())


def reasons(reading: Reading, summary: ClaimSummary) -> tuple[Reason, ...]:
    """Why a claim was read: the event, its names and time, and each attribution of its chain from the outside in."""
    ids = dict.fromkeys(link.attribution for link in summary.claim.chain if link.attribution)
    attributions = {item.id: item for item in reading.attributions}
    chain = [attributions[item] for item in ids if item in attributions]
    return (
        _reason(reading, "event", summary.event.trigger, summary.event.evidence),
        *(_reason(reading, "attribution", item.cue, item.evidence) for item in chain),
        *(_reason(reading, "time", item.span, item.evidence) for item in reading.times if item.span == _when(summary)),
        *(_reason(reading, "name", item.span, item.evidence) for item in _names(reading, _said(summary, chain))),
    )


def _summary(reading: Reading, number: int, claim: Claim, event: Event) -> ClaimSummary:
    values = {time.span: time.value for time in reading.times}
    return ClaimSummary(
        number=number,
        claim=claim,
        event=event,
        trigger=phrase(reading, event.trigger),
        actors=_phrases(reading, event.actors),
        recipients=_phrases(reading, event.recipients),
        places=_phrases(reading, event.places),
        when=phrase(reading, event.time) if event.time else None,
        value=values.get(event.time) if event.time else None,
        equipment=_phrases(reading, event.equipment),
        harmed=tuple(Counted(phrase(reading, one.span), harm_told(one)) for one in event.casualties),
        amounts=tuple(Counted(phrase(reading, one.span), amount_told(one)) for one in event.amounts),
        content=_phrases(reading, claim.content),
        likelihood=phrase(reading, claim.likelihood) if claim.likelihood else None,
        links=tuple(LinkSummary(link, _link_name(reading, link)) for link in claim.chain),
    )


def harm_told(item: Casualties) -> str:
    """People harmed, in English ("killed: at least 12"); the harm alone where no number is told."""
    if item.count is None:
        return label("harm", item.harm.value).en
    return f"{label('harm', item.harm.value).en}: {_bounded(item.bound, f'{item.count:,}')}"


def amount_told(item: Amount) -> str:
    """A sum or load in English, its unit alone where no number is told."""
    return item.unit if item.value is None else _bounded(item.bound, f"{item.value:,.10g} {item.unit}")


def _bounded(bound: Bound | None, number: str) -> str:
    return f"{bound.value} {number}" if bound is not None else number


def _phrases(reading: Reading, spans: Iterable[Span]) -> tuple[Phrase, ...]:
    return tuple(phrase(reading, span) for span in spans)


def _link_name(reading: Reading, link: Link) -> Phrase | None:
    if link.name is None:
        return phrase(reading, link.span) if link.role is LinkRole.EVIDENCE and link.span else None
    return Phrase(one_line(link.name), english(reading, link.span) if link.span else "", link.span)


def _is_person(name: Mention) -> bool:
    return name.type is NameType.PERSON


def _is_group(name: Mention) -> bool:
    return name.type is NameType.GROUP


def _is_no_group(name: Mention) -> bool:
    return not _is_group(name)


def _reason(reading: Reading, piece: str, span: Span, evidence: Evidence) -> Reason:
    text = reading.report.text
    cues = tuple(one_line(cue.of(text)) for cue in evidence.cues)
    return Reason(piece, one_line(span.of(text)), evidence.rule, cues)


def _when(summary: ClaimSummary) -> Span | None:
    return summary.event.time


def _said(summary: ClaimSummary, chain: Iterable[Attribution]) -> list[Span]:
    event = summary.event
    return [*event.actors, *event.recipients, *event.places, *(item.source for item in chain if item.source)]


def _names(reading: Reading, spans: list[Span]) -> list[Mention]:
    return [name for name in reading.names if any(span.contains(name.span) for span in spans)]
