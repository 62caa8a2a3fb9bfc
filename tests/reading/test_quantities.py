"""Numbers with what they count, and which event they go to."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.languages import load
from khabar.languages.quantities import quantity_lexicon
from khabar.model import Bound, Event, Report
from khabar.reading.pipeline import read_report
from khabar.reading.quantities import amounts_in
from khabar.reading.sheet import make_sheet
from khabar.text.document import build_document


def events(text: str) -> tuple[Event, ...]:
    return read_report(Report(text, published=date(2015, 8, 8))).events


def people(text: str) -> list[tuple[str, int | None, Bound | None, str]]:
    return [(c.harm.value, c.count, c.bound, c.span.of(text)) for e in events(text) for c in e.casualties]


def sums(text: str) -> list[tuple[float | None, str, Bound | None, str]]:
    """The amounts of a text of one sentence, whatever event they go to."""
    arabic = load("ar")
    document = build_document(Report(text), arabic)
    sheet = make_sheet(document, (), (), arabic)
    found = amounts_in(sheet, quantity_lexicon(arabic.folder), document.sentences[0])
    return [(a.value, a.unit, a.bound, a.span.of(text)) for a in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # 12 people at least were killed and 30 others wounded: the bound stands behind what is counted
        (
            "قتل 12 شخصا على الأقل وأصيب 30 آخرون في انفجار سيارة مفخخة في بغداد أمس.",
            [("killed", 12, Bound.LEAST, "12 شخصا"), ("wounded", 30, None, "30 آخرون")],
        ),
        # number before the victims, bounds in front
        (
            "سقط أكثر من 200 قتيل ونحو ألف جريح في المعارك بين الجيش السوري والمعارضة في حلب.",
            [("killed", 200, Bound.LEAST, "أكثر من 200 قتيل"), ("wounded", 1000, Bound.ABOUT, "ونحو ألف جريح")],
        ),
        # worded and joined numbers
        (
            "قتل خمسة جنود وثلاثة مسلحين في اشتباكات بين الجيش ومسلحي داعش.",
            [("killed", 5, None, "خمسة جنود"), ("killed", 3, None, "وثلاثة مسلحين")],
        ),
        ("اعتقلت السلطات التونسية ثلاثة وعشرين شخصا.", [("detained", 23, None, "ثلاثة وعشرين شخصا")]),
        # dozens: no number
        ("سقط عشرات القتلى في قصف على حلب.", [("killed", None, None, "عشرات القتلى")]),
        # one and two are told by the form of the noun
        ("قتل جندي في هجوم لداعش قرب الموصل.", [("killed", 1, None, "جندي")]),
        ("مقتل جنديين في هجوم لداعش قرب الموصل.", [("killed", 2, None, "جنديين")]),
    ],
)
def test_people_harmed(text: str, found: list[tuple[str, int | None, Bound | None, str]]) -> None:
    assert people(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "قتل قائد الحرس في هجوم على موكبه قرب الموصل قبل 3 أيام.",  # a time is no count
        "فرضت واشنطن عقوبات على 12 شركة روسية.",  # companies are not harmed
        "فقد نائب رئيس الوزراء العراقي منصبه بعد احتجاجات في بغداد.",
    ],
)
def test_other_numbers_are_no_casualties(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "سلمت السعودية الجيش اللبناني مساعدات عسكرية بقيمة 25 مليون دولار في بيروت.",
            [(25_000_000, "USD", None, "25 مليون دولار")],
        ),
        ("سلمت روسيا سوريا نحو 40 طنا من المساعدات.", [(40, "t", Bound.ABOUT, "نحو 40 طنا")]),
        ("جمدت فرنسا 3,5 مليار يورو من أموال الرئيس السوري بموجب العقوبات.", [(3.5e9, "EUR", None, "3,5 مليار يورو")]),
    ],
)
def test_sums_and_loads(text: str, found: list[tuple[float | None, str, Bound | None, str]]) -> None:
    assert sums(text) == found


def test_a_sum_goes_to_the_event_that_it_pays_for() -> None:
    text = "سلمت السعودية الجيش اللبناني مساعدات عسكرية بقيمة 25 مليون دولار في بيروت."
    assert [(e.type.value, [a.value for a in e.amounts]) for e in events(text) if e.amounts] == [("AID", [25_000_000])]


def test_equipment_goes_to_the_nearest_event() -> None:
    text = "قصفت إسرائيل مواقع حزب الله بصواريخ كروز أمس، واعتقلت الشرطة اللبنانية خمسة أشخاص."
    told = {e.type.value: [span.of(text) for span in e.equipment] for e in events(text)}
    assert told == {"ASSAULT": ["بصواريخ كروز"], "COERCE": []}
