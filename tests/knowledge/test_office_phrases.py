"""Office phrases and whom they mean on a day."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.knowledge.office_phrases import office_in

DAY = date(2023, 9, 5)


@pytest.mark.parametrize(
    ("phrase", "person"),
    [
        ("وزير الدفاع الروسي", "sergei-shoigu"),
        ("وزير الدفاع الروسى", "sergei-shoigu"),
        ("لوزير الدفاع الروسي سيرغي شويغو", "sergei-shoigu"),
        ("وزيرة خارجية ألمانيا", "annalena-baerbock"),
        ("وزيرة الخارجية الألمانية", "annalena-baerbock"),
        ("الرئيس الأميركي", "joe-biden"),
        ("الرئيس الأمريكي الحالي", "joe-biden"),
        ("الرئيس الأميركي جو بايدن", "joe-biden"),
        ("رئيس الوزراء الإسرائيلي", "benjamin-netanyahu"),
        ("رئيس الحكومة الإسرائيلية", "benjamin-netanyahu"),
        ("الأمين العام للأمم المتحدة", "antonio-guterres"),
        ("الأمين العام لحزب الله", "hassan-nasrallah"),
        ("المستشار الألماني", "olaf-scholz"),
        ("خادم الحرمين الشريفين", "king-salman"),
        ("المتحدث باسم الكرملين", "dmitry-peskov"),
        ("المتحدثة باسم الخارجية الروسية", "maria-zakharova"),
        ("مندوب روسيا لدى الأمم المتحدة", "vasily-nebenzya"),
        ("الزعيم الكوري الشمالي", "kim-jong-un"),
        ("وزير دفاع موسكو", "sergei-shoigu"),
        ("the Russian defence minister", "sergei-shoigu"),
        ("Russia's defense minister", "sergei-shoigu"),
        ("Russia’s defense minister Sergei Shoigu", "sergei-shoigu"),
        ("Moscow's defence minister", "sergei-shoigu"),
        ("US Secretary of State", "antony-blinken"),
        ("the US president", "joe-biden"),
        ("the United States' president", "joe-biden"),
        ("president of the United States", "joe-biden"),
        ("UN secretary-general", "antonio-guterres"),
        ("German Chancellor Olaf Scholz", "olaf-scholz"),
        ("the White House press secretary", "karine-jean-pierre"),
        ("the leader of Hamas", "ismail-haniyeh"),
    ],
)
def test_the_holder_of_that_day(phrase: str, person: str) -> None:
    linked = office_in(phrase, DAY)
    assert linked is not None
    assert linked.entity == f"person:{person}"


@pytest.mark.parametrize(
    "phrase",
    [
        "وزير الدفاع الروسي السابق",
        "وزير الدفاع الروسي الأسبق سيرغي إيفانوف",
        "وزير الدفاع الروسي الجديد",
        "نائب وزير الدفاع الروسي",
        "مساعد وزير الخارجية الأميركي",
        "الرئيس الأميركي المنتخب",
        "القائم بأعمال وزير الخارجية اللبناني",
        "الرئيس الأميركي دونالد ترامب",
        "وزير الدفاع",
        "وزير خارجية ألماني",
        "المندوب الروسي",
        "قوات الرئيس اليمني",
        "رئيس بلدية باريس",
        "رئيس باريس سان جيرمان",
        "وزيرا الدفاع الروسي والصيني",
        "وزارة الدفاع الروسية",
        "روسيا",
        "former Russian defence minister",
        "the deputy foreign minister of Russia",
        "acting prime minister of Iraq",
        "US president-elect",
        "us president",
        "an aide to the Russian president",
        "President Donald Trump of the United States",
        "President Biden",
        "Russia",
        "",
        "،",
    ],
)
def test_nobody_is_meant_for_certain(phrase: str) -> None:
    assert office_in(phrase, DAY) is None


def test_another_day_another_holder_and_none_without_a_day() -> None:
    before, after = office_in("الرئيس الأميركي", date(2016, 5, 1)), office_in("الرئيس الأميركي", date(2018, 5, 1))
    assert before is not None
    assert after is not None
    assert (before.entity, after.entity) == ("person:barack-obama", "person:donald-trump")
    assert office_in("الرئيس الأميركي", None) is None
    assert office_in("الرئيس الأميركي", date(2021, 1, 20)) is None


def test_the_reason_is_a_sentence() -> None:
    linked = office_in("وزير الدفاع الروسي", DAY)
    assert linked is not None
    assert (linked.role, linked.body, linked.certain) == ("defence-minister", "country:RU", True)
    assert linked.reason == (
        "Russian defence minister in September 2023: held by Sergei Shoigu from 2012-11-06 to 2024-05-12"
    )
