"""Claims: the chain of an event and how far each link commits to it.

Attributions and events are made by hand here, so that the chain is tested apart from the layers that find them. A
report's words are marked by `at`, which gives the span of a stretch that stands once in the text.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import khabar
from khabar.knowledge import load_knowledge
from khabar.languages import load
from khabar.model import (
    Attribution,
    Claim,
    Event,
    EventType,
    Evidence,
    Factuality,
    LinkRole,
    Report,
    SourceKind,
    Span,
    Stance,
    Status,
    Style,
)
from khabar.reading.byline import byline_agencies
from khabar.reading.claims import commitment, holders, read_claims
from khabar.reading.sheet import make_sheet
from khabar.text.document import build_document

ARABIC = load("ar")
PUBLISHER = "صحيفة الخليج الجديد"
TEXT = (
    "وصلت تعزيزات إلى الجبهة. ونقلت وكالة الأناضول عن مسؤول عراقي قوله لقناة العربية إن القوات انسحبت ليلا، "
    "وفق صور جوية. وربما قصف الجيش المطار."
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def attribution(
    number: int,
    source: str,
    content: str,
    *,
    kind: SourceKind = SourceKind.UNNAMED,
    stance: Stance = Stance.STATE,
    told: str = "",
    basis: str = "",
    parent: int = 0,
) -> Attribution:
    return Attribution(
        id=f"a{number}",
        cue=at("ونقلت") if number == 1 else at("قوله"),
        source=at(source),
        speaker=source,
        kind=kind,
        content=(at(content),),
        style=Style.INDIRECT,
        stance=stance,
        told=at(told) if told else None,
        basis=at(basis) if basis else None,
        parent=f"a{parent}" if parent else None,
        evidence=Evidence("attribution.test"),
    )


def event(trigger: str, status: Status = Status.OCCURRED, held_by: int = 0, cues: Sequence[str] = ()) -> Event:
    return Event(
        id="e1",
        type=EventType.RETREAT,
        mode="",
        contexts=(),
        trigger=at(trigger),
        actors=(),
        recipients=(),
        places=(),
        time=None,
        status=status,
        attribution=f"a{held_by}" if held_by else None,
        evidence=Evidence("event.test", tuple(at(cue) for cue in cues)),
    )


def claim(one: Event, attributions: Sequence[Attribution] = (), agencies: Sequence[str] = ()) -> Claim:
    document = build_document(Report(TEXT, PUBLISHER), ARABIC)
    (read,) = read_claims(make_sheet(document, (), (), ARABIC), attributions, (one,), agencies)
    return read


RELAY = attribution(
    1, "وكالة الأناضول", "عن مسؤول عراقي قوله لقناة العربية إن القوات انسحبت ليلا", kind=SourceKind.MEDIA
)
INNER = attribution(2, "مسؤول عراقي", "القوات انسحبت ليلا", told="لقناة العربية", basis="صور جوية", parent=1)


def shown(read: Claim) -> list[tuple[str, str | None]]:
    return [(link.role.value, link.name) for link in read.chain]


def test_what_the_publisher_tells_itself_has_a_chain_of_one_and_its_sentence_as_content() -> None:
    read = claim(event("وصلت"))
    assert shown(read) == [("publisher", PUBLISHER)]
    assert [span.of(TEXT) for span in read.content] == ["وصلت تعزيزات إلى الجبهة"]
    assert read.chain[0].factuality is Factuality.CERTAIN


def test_the_agency_of_the_byline_stands_behind_the_publisher_and_commits_with_it() -> None:
    read = claim(event("وصلت"), agencies=("رويترز",))
    assert shown(read) == [("publisher", PUBLISHER), ("agency", "رويترز")]
    assert {link.factuality for link in read.chain} == {Factuality.CERTAIN}


def test_the_chain_runs_from_the_publisher_to_the_evidence() -> None:
    read = claim(event("انسحبت", held_by=2), (RELAY, INNER), ("رويترز",))
    assert shown(read) == [
        ("publisher", PUBLISHER),
        ("agency", "رويترز"),
        ("source", "وكالة الأناضول"),
        ("told", "لقناة العربية"),
        ("source", "مسؤول عراقي"),
        ("evidence", "صور جوية"),
    ]
    assert read.content == INNER.content


def test_only_the_innermost_source_commits() -> None:
    read = claim(event("انسحبت", held_by=2), (RELAY, INNER), ("رويترز",))
    unknown = Factuality.UNKNOWN
    assert [link.factuality for link in read.chain] == [unknown, unknown, unknown, None, Factuality.CERTAIN, None]


def test_every_link_but_publisher_and_agency_points_at_its_words() -> None:
    read = claim(event("انسحبت", held_by=2), (RELAY, INNER), ("رويترز",))
    for link in read.chain:
        inside = link.role not in (LinkRole.PUBLISHER, LinkRole.AGENCY)
        assert (link.span is not None) is inside
        assert link.span is None or link.span.of(TEXT) == link.name


def test_an_event_held_by_the_relay_alone_does_not_reach_the_inner_source() -> None:
    assert shown(claim(event("انسحبت", held_by=1), (RELAY, INNER)))[1:] == [("source", "وكالة الأناضول")]


def test_a_source_without_words_points_at_its_cue() -> None:
    dropped = Attribution(
        "a1", at("ونقلت"), None, None, SourceKind.UNNAMED, (at("القوات انسحبت"),), Style.INDIRECT, Stance.STATE,
        None, None, None, Evidence("attribution.test"),
    )  # fmt: skip
    link = claim(event("انسحبت", held_by=1), (dropped,)).chain[-1]
    assert (link.name, link.span) == (None, at("ونقلت"))


def test_evidence_that_speaks_itself_is_one_link_not_two() -> None:
    document = attribution(2, "صور جوية", "القوات انسحبت", kind=SourceKind.DOCUMENT, basis="صور جوية", parent=1)
    read = claim(event("انسحبت", held_by=2), (RELAY, document))
    assert [name for _, name in shown(read)].count("صور جوية") == 1


def test_holders_come_from_the_outermost_in_and_a_circle_does_not_hang() -> None:
    by_id = {"a1": RELAY, "a2": INNER}
    assert holders("a2", by_id) == (RELAY, INNER)
    assert holders(None, by_id) == ()
    one = attribution(1, "وكالة الأناضول", "القوات", parent=2)
    assert holders("a2", {"a1": one, "a2": INNER}) == (one, INNER)


@pytest.mark.parametrize(
    ("status", "stance", "value"),
    [
        (Status.OCCURRED, Stance.STATE, "CT+"),
        (Status.ONGOING, Stance.ANNOUNCE, "CT+"),
        (Status.OCCURRED, Stance.CONFIRM, "CT+"),
        (Status.OCCURRED, Stance.ACCUSE, "CT+"),
        (Status.OCCURRED, Stance.THINK, "PR+"),
        (Status.ONGOING, Stance.EXPECT, "PR+"),
        (Status.PLANNED, Stance.STATE, "PR+"),
        (Status.PLANNED, Stance.PROMISE, "PR+"),
        (Status.PLANNED, Stance.EXPECT, "PR+"),
        (Status.POSSIBLE, Stance.STATE, "PS+"),
        (Status.POSSIBLE, Stance.THREATEN, "PS+"),
        (Status.POSSIBLE, Stance.THINK, "PS+"),
        (Status.CONDITIONAL, Stance.STATE, "Uu"),
        (Status.REQUESTED, Stance.URGE, "Uu"),
        (Status.DENIED, Stance.DENY, "CT-"),
        (Status.DENIED, Stance.STATE, "CT-"),
        (Status.DENIED, Stance.THINK, "PR-"),
        (Status.OCCURRED, Stance.ASK, "Uu"),
        (Status.DENIED, Stance.ASK, "Uu"),
    ],
)
def test_commitment(status: Status, stance: Stance, value: str) -> None:
    assert commitment(status, stance) is Factuality(value)


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("stance", list(Stance))
def test_every_status_and_stance_has_a_value(status: Status, stance: Stance) -> None:
    assert commitment(status, stance) in Factuality


def test_the_word_of_likelihood_is_kept_apart() -> None:
    read = claim(event("قصف", Status.POSSIBLE, cues=("قصف", "وربما")))
    assert read.likelihood == at("وربما")
    assert claim(event("قصف", cues=("قصف", "وربما"))).likelihood is None


@pytest.mark.parametrize(
    ("byline", "agencies"),
    [
        ("عدن - رويترز", ("رويترز",)),
        ("باريس: أ ف ب", ("أ ف ب",)),
        ("القاهرة (أ.ف.ب)", ("أ.ف.ب",)),
        ("صنعاء - رويترز، أ ف ب", ("رويترز", "أ ف ب")),
        ("جدة - واس", ("واس",)),
        ("واشنطن - وكالات", ("وكالات",)),
        ("جدة: «الشرق الأوسط»", ()),
        ("خالد العمري", ()),
        ("الرياض", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_agencies_of_a_byline(byline: str | None, agencies: tuple[str, ...]) -> None:
    assert byline_agencies(byline, ARABIC, load_knowledge(ARABIC)) == agencies


@pytest.mark.parametrize(
    ("body", "agencies"),
    [
        ("عدن - رويترز: قالت الشرطة إن مسلحين هاجموا دورية.", ["رويترز"]),
        ("القاهرة (رويترز) - قتل جندي في هجوم بسيناء.", ["رويترز"]),
        ("بيروت - أ ف ب: قتل جندي في هجوم على عرسال.", ["أ ف ب"]),
        ("قالت رويترز: قتل جندي في هجوم بسيناء.", []),  # a source, no dateline
        ("واشنطن – قتل جندي في هجوم على قاعدة.", []),
    ],
)
def test_the_agency_of_the_dateline_stands_in_for_a_byline(body: str, agencies: list[str]) -> None:
    reading = khabar.read(f"هجوم على دورية\n\n{body}", published="2015-08-08")
    assert reading.claims
    links = [link.name for link in reading.claims[-1].chain if link.role is LinkRole.AGENCY]
    assert links == agencies
