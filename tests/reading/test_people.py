"""Persons of one report who are called by several names, or by a name that no table has beside their office."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.model import Mention, NameType, Report
from khabar.reading.pipeline import read_report

DAY = date(2023, 9, 5)


def persons(text: str, day: date | None = DAY) -> dict[str, Mention]:
    """The mentions of persons by their form; of equal forms the last."""
    return {m.form: m for m in read_report(Report(text, published=day)).names if m.type is NameType.PERSON}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # fathers left out, and the family name
        ("وصل العقيد زكريا التلاوي. وقال العقيد زكريا جودت التلاوي إنه راض.", ("زكريا التلاوي", "زكريا جودت التلاوي")),
        ("قال الأمير بندر بن مشعل بن ناصر. ووصل الأمير بندر بن مشعل.", ("بندر بن مشعل بن ناصر", "بندر بن مشعل")),
        # a foreign name spelt in two ways
        ("قال العقيد كريستوفر هيتلنز. وأكد العقيد كريستوفر هيتلينز ذلك.", ("كريستوفر هيتلنز", "كريستوفر هيتلينز")),
        # the surname of a foreigner behind a title
        ("قال الوزير روشان ابياسوف. وأكد الوزير ابياسوف ذلك.", ("روشان ابياسوف", "ابياسوف")),
    ],
)
def test_names_of_one_person(text: str, names: tuple[str, str]) -> None:
    found = persons(text)
    assert found[names[0]].entity == found[names[1]].entity


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # brothers, each by his own name
        ("قال العقيد سالم الدرعاوي. وأكد العقيد سعيد الدرعاوي ذلك.", ("سالم الدرعاوي", "سعيد الدرعاوي")),
        # father and son
        ("قال العقيد ناصر بن حمد. وأكد الشيخ حمد بن ناصر ذلك.", ("ناصر بن حمد", "حمد بن ناصر")),
        # a father's name is not a surname
        ("قال الأمير فيصل بن ناصر. وأكد العقيد ناصر ذلك.", ("فيصل بن ناصر", "ناصر")),
        # the surname of two
        (
            "قال العقيد سالم الدرعاوي. وأكد العقيد سعيد الدرعاوي ذلك. وقال العقيد الدرعاوي إنه راض.",
            ("سعيد الدرعاوي", "الدرعاوي"),
        ),
        # names alike in sound that are two names
        ("قال العقيد نادر حسن الدرعاوي. وأكد العقيد نادر حسين الدرعاوي.", ("نادر حسن الدرعاوي", "نادر حسين الدرعاوي")),
    ],
)
def test_names_of_two_persons(text: str, names: tuple[str, str]) -> None:
    found = persons(text)
    assert found[names[0]].entity != found[names[1]].entity


def test_a_surname_of_two_is_an_entity_of_its_own_wherever_it_stands() -> None:
    found = persons("أكد سعيد العمري وأحمد العمري أن الأمر انتهى. وقال العمري إنه راض.")
    assert found["العمري"].entity == "report:PER:العمري"


@pytest.mark.parametrize(
    "text",
    [
        "التقى وزير الدفاع الروسي سرغي شوغو نظيره.",
        "وصل العقيد سرغي شوغو، وزير الدفاع الروسي، إلى القصر.",
        "وصل لوزير الدفاع الروسي السيد سرغي شوغو كتاب.",
    ],
)
def test_a_name_beside_an_office_is_its_holders_when_it_is_like_it(text: str) -> None:
    (mention,) = persons(text).values()
    assert mention.entity == "person:sergei-shoigu"
    assert mention.english == "Sergei Shoigu"
    assert not mention.transliterated


def test_all_mentions_of_the_holder_are_the_holders() -> None:
    found = persons("التقى وزير الدفاع الروسي سرغي شوغو نظيره. وقال العقيد شوغو إنه راض، وغادر سرغي شوغو القاعة.")
    assert {one.entity for one in found.values()} == {"person:sergei-shoigu"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("التقى وزير الدفاع الروسي سرغي شوغو نظيره.", date(2025, 9, 5)),
        ("التقى وزير الدفاع الروسي سرغي شوغو نظيره.", None),
        ("التقى وزير الدفاع الروسي السابق سرغي شوغو نظيره.", DAY),
        ("التقى وزير الدفاع الصيني سرغي شوغو نظيره.", DAY),
        ("التقى وزير الدفاع الروسي مفلح الزغيبان نظيره.", DAY),
    ],
)
def test_who_never_held_the_office_that_day_is_somebody_else(text: str, day: date | None) -> None:
    (mention,) = persons(text, day).values()
    assert mention.entity.startswith("report:PER:")


def test_a_known_person_written_with_fathers_and_family() -> None:
    (mention,) = persons("قال محمد بن نايف بن عبدالعزيز آل سعود إن الأمن مستتب.").values()
    assert mention.entity == "person:mohammed-bin-nayef"


def test_a_known_person_whose_middle_name_is_left_out() -> None:
    found = persons("قالت قوات علي عبد الله صالح إنها انسحبت، وأكد الرئيس السابق علي صالح ذلك.")
    assert {one.entity for one in found.values()} == {"person:ali-abdullah-saleh"}
