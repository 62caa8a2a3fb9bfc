from __future__ import annotations

from datetime import date

from khabar.archive.parties import Names

TEXT = "واتهمت واشنطن وزير الدفاع الروسي بشراء الذخيرة"
OFFICE = {"start": TEXT.index("وزير"), "end": TEXT.index(" بشراء")}
RUSSIAN = {"start": TEXT.index("الروسي"), "end": OFFICE["end"], "type": "NORP", "en": "Russian"}
MENTIONS = [RUSSIAN | {"entity": "nationality:country:RU"}]


def test_an_office_without_a_name_is_the_person_who_held_it_that_day() -> None:
    for day, holder in ((date(2023, 9, 5), "person:sergei-shoigu"), (date(2024, 9, 5), "person:andrei-belousov")):
        names = Names.of(TEXT, MENTIONS, day)
        assert names.party(OFFICE).entities == (holder, "nationality:country:RU")
        assert list(names.within(OFFICE["start"], OFFICE["end"])) == [holder, "nationality:country:RU"]


def test_an_office_on_a_day_that_nobody_knows_stays_an_office() -> None:
    assert Names.of(TEXT, MENTIONS).party(OFFICE).entities == ("nationality:country:RU",)


def test_a_name_beside_the_office_is_not_the_holder() -> None:
    named = {"start": RUSSIAN["start"], "end": RUSSIAN["end"], "type": "PER", "en": "", "entity": "report:PER:x"}
    found = Names.of(TEXT, [named], date(2023, 9, 5))
    assert list(found.within(OFFICE["start"], OFFICE["end"])) == ["report:PER:x"]
