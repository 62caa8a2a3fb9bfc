"""Persons of one report who are called by several names, or by a name that no table has beside their office."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        # cousins: a father left out would be another father
        ("قال الأمير بندر بن ناصر. ووصل الأمير بندر بن مشعل بن ناصر.", ("بندر بن ناصر", "بندر بن مشعل بن ناصر")),
        # a father's name that stands alone, behind a verb
        ("قال الأمير فيصل بن ناصر إنه راض. والتقى ناصر الوفد أمس.", ("فيصل بن ناصر", "ناصر")),
        # Arabic writes its own names in one way
        ("قال المحلل محمد الهدرول. وأكد المحلل محمد الهدريل ذلك.", ("محمد الهدرول", "محمد الهدريل")),
        # a woman and a man
        ("قالت الناشطة سمية التلاوي إنها راضية. وأكد العقيد سامي التلاوي ذلك.", ("سميه التلاوي", "سامي التلاوي")),
        # servants of two names
        (
            "قال العقيد عبد الله الدرعاوي. وأكد العقيد عبيد الله الدرعاوي ذلك.",
            ("عبد الله الدرعاوي", "عبيد الله الدرعاوي"),
        ),
        # one's family name is the other's own name
        ("قال محمد حسن إنه راض. وأكد حسن الكعبي ذلك. وقال العقيد حسن إنه باق.", ("محمد حسن", "حسن")),
        ("قال محمد حسن إنه راض. وأكد حسن الكعبي ذلك. وقال العقيد حسن إنه باق.", ("حسن الكعبي", "حسن")),
        # the surname of two, spelt as neither of them
        (
            "قال سعيد هيتلنز إنه راض. وأكد أحمد هيتلنز ذلك. ثم غادر هيتلينز القاعة.",
            ("سعيد هيتلنز", "هيتلينز"),
        ),
        # names alike in sound that are two names
        ("قال العقيد نادر حسن الدرعاوي. وأكد العقيد نادر حسين الدرعاوي.", ("نادر حسن الدرعاوي", "نادر حسين الدرعاوي")),
    ],
)
def test_names_of_two_persons(text: str, names: tuple[str, str]) -> None:
    found = persons(text)
    other = found.get(names[1])
    assert other is None or found[names[0]].entity != other.entity


def test_a_surname_of_two_is_an_entity_of_its_own_wherever_it_stands() -> None:
    found = persons("أكد سعيد العمري وأحمد العمري أن الأمر انتهى. وقال العمري إنه راض.")
    assert found["العمري"].entity == "report:PER:العمري", "not the last one's either"


@pytest.mark.parametrize(
    "text",
    [
        "التقى وزير الدفاع الروسي سرغي شوغو نظيره.",
        "وصل العقيد سرغي شوغو، وزير الدفاع الروسي، إلى القصر.",
        "وصل لوزير الدفاع الروسي السيد سرغي شوغو كتاب.",
        "قال وزير الدفاع الروسي الجنرال سرغي شوغو إنه راض.",
        "قال وزير الدفاع الروسي شوغو إنه راض.",
    ],
)
def test_a_name_beside_an_office_is_its_holders_when_it_is_like_it(text: str) -> None:
    (mention,) = persons(text).values()
    assert (mention.entity, mention.evidence.rule) == ("person:sergei-shoigu", "name.office-holder")
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
        ("قال نائب وزير الدفاع الروسي شوغو إنه راض.", DAY),
        ("قال مستشار وزير الدفاع الروسي شوغو إنه راض.", DAY),
        ("قال وزير الدفاع الروسي سرغي شوغو السابق إنه راض.", DAY),
        ("قال العقيد شوغو، ووزير الدفاع الروسي، إنهما راضيان.", DAY),
        ("قال أمير الكويت جابر الأحمد إنه راض.", DAY),
        ("قال أمير قطر حمد إنه راض.", DAY),
        ("قال العاهل السعودي عبد العزيز إنه راض.", DAY),
        ("قال ولي العهد السعودي سلمان إنه راض.", DAY),
        ("قال العاهل الأردني حسين إنه راض.", DAY),
    ],
)
def test_who_never_held_the_office_that_day_is_somebody_else(text: str, day: date | None) -> None:
    found = persons(text, day).values()
    assert [one.entity for one in found if one.evidence.rule == "name.office-holder"] == []


@given(order=st.permutations(("كريستوفر هيتلنس", "كريستوفر هيتلنز", "كريستوفر هيتلينز")))
def test_the_order_of_mentions_does_not_matter(order: list[str]) -> None:
    found = persons(" ".join(f"قال العقيد {name} إنه راض." for name in order))
    assert len({one.entity for one in found.values()}) == 1


def test_a_known_person_written_with_fathers_and_family() -> None:
    (mention,) = persons("قال محمد بن نايف بن عبدالعزيز آل سعود إن الأمن مستتب.").values()
    assert mention.entity == "person:mohammed-bin-nayef"


def test_a_known_person_with_a_name_between() -> None:
    found = persons("قال عبد الرحيم دقلو إن القوات انسحبت. وأكد العقيد عبد الرحيم حمدان دقلو ذلك.")
    assert {one.entity for one in found.values()} == {"person:abdelrahim-dagalo"}


def test_a_known_person_whose_middle_name_is_left_out() -> None:
    found = persons("قالت قوات علي عبد الله صالح إنها انسحبت، وأكد الرئيس السابق علي صالح ذلك.")
    assert {one.entity for one in found.values()} == {"person:ali-abdullah-saleh"}
