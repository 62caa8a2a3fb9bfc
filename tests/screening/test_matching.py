"""Who is a hit and who is not, with every reason; all entries are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from khabar.model import ListedCountry, ListedDate, ListedEntry, ListedKind, ListedName, NameQuality
from khabar.names import compare
from khabar.screening import MATCH, REVIEW, Factor, Grade, Hit, OnList, Screener, Subject, Thresholds
from khabar.screening.cautions import WEAK_ALIAS, cautions
from khabar.screening.factors import (
    LEAST_NAME,
    OTHER_KIND,
    OTHER_NATIONALITY,
    OTHER_YEAR,
    SAME_COUNTRY,
    SAME_DAY,
    SAME_NATIONALITY,
    SAME_YEAR,
    contradictions,
    least_name_score,
    scored,
    supports,
    years_apart,
)

LIST = "Made List"
PERSON, BODY, VESSEL = ListedKind.PERSON, ListedKind.ORGANISATION, ListedKind.VESSEL
PRIMARY, STRONG, WEAK = NameQuality.PRIMARY, NameQuality.STRONG, NameQuality.WEAK


def entry(
    identifier: str, *names: str, kind: ListedKind = PERSON, born: tuple[str, ...] = (), of: str = "", weak: str = ""
) -> OnList:
    told = [ListedName(name, STRONG if at else PRIMARY) for at, name in enumerate(names)]
    told += [ListedName(weak, WEAK)] if weak else []
    countries = (ListedCountry(of, of),) if of else ()
    births = tuple(ListedDate(iso, iso) for iso in born)
    return OnList(LIST, ListedEntry(identifier, kind, tuple(told), births=births, nationalities=countries))


LISTED = (
    entry("S.1", "Sergei Ilyich SHOKUROV", "Shokurov", born=("1955-05-21",), of="RU"),
    entry("N.1", "Samir Yusuf NABULI", "سمير يوسف النابلي", born=("1961-03-02", "1963"), of="LY", weak="Abu Zaytun"),
    entry("M.1", "Muhammad Khalid AL-ZUBARI", born=("1970",), weak="Muhammad"),
    entry("M.2", "Muhammad ALI"),
    entry("M.3", "Mohammed bin SULTAN", of="SA"),
    entry("B.1", "Omar Hasan AL-BASHIRI", born=("1944",), of="SD"),
    entry("Z.1", "Tariq AL-NABHANI", born=("1937",)),
    entry("Z.2", "Uday Tariq AL-NABHANI", born=("1964",)),
    entry("Z.3", "Qusay Tariq AL-NABHANI", born=("1966",)),
    entry("F.1", "Falcon Meadow Trading Company", kind=BODY),
    entry("F.2", "FALCON MEADOW", kind=VESSEL),
)


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener(LISTED)


def entries(hits: list[Hit], grade: Grade | None = None) -> list[str]:
    return [hit.entry for hit in hits if grade in (None, hit.grade)]


def test_a_hit_tells_all_that_is_known_of_it(screener: Screener) -> None:
    subject = Subject(("شوكوروف",), PERSON, ("1955",), ("RU",))
    (hit,) = screener.screen(subject)
    assert (hit.list, hit.entry, hit.kind, hit.name) == (LIST, "S.1", PERSON, "Sergei Ilyich SHOKUROV")
    assert (hit.asked, hit.alias, hit.quality, hit.script) == ("شوكوروف", "Shokurov", STRONG, "latin")
    assert hit.grade == Grade.MATCH
    assert 0.8 < hit.name_score <= hit.score <= 1
    assert [factor.reason for factor in hit.supports] == ["born 1955 agrees", "nationality RU agrees"]
    assert hit.contradictions == ()
    assert hit.reason == (
        f"شوكوروف is read as Shokurov ({hit.name_score:.2f}), alias of S.1 Sergei Ilyich SHOKUROV; "
        "born 1955 agrees; nationality RU agrees"
    )


@pytest.mark.parametrize(
    "name", ["سمير يوسف النابلي", "النابلي، سمير يوسف", "Sameer Yousef al-Nabouli", "سمير النابلي"]
)
def test_one_name_in_any_script_and_order_is_a_match(screener: Screener, name: str) -> None:
    assert entries(screener.screen(Subject((name,))), Grade.MATCH) == ["N.1"]


def test_the_best_of_several_names_counts_and_an_entry_is_told_once(screener: Screener) -> None:
    hits = screener.screen(Subject(("Samir", "سمير يوسف النابلي", "Samir Nabuli")))
    assert entries(hits) == ["N.1"]
    assert hits[0].alias == "سمير يوسف النابلي"
    assert hits[0].script == "arabic"


def test_a_rare_family_name_alone_is_a_hit_and_a_common_given_name_is_not(screener: Screener) -> None:
    assert entries(screener.screen(Subject(("شوكوروف",)))) == ["S.1"]
    assert screener.screen(Subject(("محمد",))) == []
    assert screener.screen(Subject(("خالد",))) == []
    assert screener.screen(Subject(("Muhammad",))) == []


def test_two_common_given_names_go_to_review(screener: Screener) -> None:
    (hit,) = [hit for hit in screener.screen(Subject(("محمد علي",))) if hit.entry == "M.2"]
    assert hit.grade == Grade.REVIEW
    assert hit.contradictions[0].reason == "only common words agree"


def test_names_that_look_alike_are_told_apart(screener: Screener) -> None:
    assert entries(screener.screen(Subject(("محمد بن سلطان",)))) == ["M.3"]
    assert "M.3" not in entries(screener.screen(Subject(("محمد بن سلمان",))))


@pytest.mark.parametrize(("name", "own"), [("قصي طارق النبهاني", "Z.3"), ("Uday Tariq al-Nabhani", "Z.2")])
def test_brothers_and_father_are_no_match(screener: Screener, name: str, own: str) -> None:
    assert entries(screener.screen(Subject((name,))), Grade.MATCH) == [own]


def test_a_father_is_not_his_sons(screener: Screener) -> None:
    hits = screener.screen(Subject(("طارق النبهاني",), PERSON, ("1937",)))
    assert entries(hits, Grade.MATCH) == ["Z.1"]
    assert [hit.grade for hit in hits[1:]] in ([], [Grade.REVIEW], [Grade.REVIEW] * 2)


def test_another_country_and_year_of_birth_unmake_a_match(screener: Screener) -> None:
    name = ("عمر حسن البشيري",)
    assert entries(screener.screen(Subject(name)), Grade.MATCH) == ["B.1"]
    assert entries(screener.screen(Subject(name, births=("1980",), nationalities=("KW",)))) == []
    (close,) = screener.screen(Subject(name, births=("1943",), nationalities=("SD",)))
    assert close.score > close.name_score


def test_kinds_that_differ_unmake_a_match(screener: Screener) -> None:
    assert entries(screener.screen(Subject(("Falcon Meadow",), VESSEL)))[0] == "F.2"
    assert "F.2" not in entries(screener.screen(Subject(("Falcon Meadow",), PERSON)))


def test_a_weak_alias_alone_counts_less(screener: Screener) -> None:
    (hit,) = screener.screen(Subject(("أبو زيتون",)), Thresholds(review=0.3))
    assert (hit.entry, hit.quality) == ("N.1", WEAK)
    assert hit.score < hit.name_score * WEAK_ALIAS + 0.01
    assert {"a weak alias", "only a father's name agrees"} <= {factor.reason for factor in hit.contradictions}


@pytest.mark.parametrize(
    ("asked", "listed", "reason"),
    [
        ("عبد الرحمن", "Abdelrahman", "only a given name agrees"),
        ("FDA", "WAAD", "one short word that is spelt otherwise"),
        ("أبو زيتون", "Abu Zaytun", "only a father's name agrees"),
        ("شوكوروف", "Sergei Shokurov", "one word of a longer name"),
        ("سيرغي شوكوروف", "Shokurov", "an alias of one word, and the name has more"),
    ],
)
def test_one_word_alone_says_less(asked: str, listed: str, reason: str) -> None:
    one = entry("X.1", listed)
    told = cautions(compare(asked, listed), one.entry, one.entry.names[0])
    assert reason in [factor.reason for factor in told]


def test_acronyms_that_only_sound_alike_are_no_match() -> None:
    screener = Screener((entry("X.1", "WAAD", kind=BODY),))
    assert entries(screener.screen(Subject(("FDA",), BODY)), Grade.MATCH) == []
    assert entries(screener.screen(Subject(("WAAD",), BODY)), Grade.MATCH) == ["X.1"]


def test_thresholds_can_be_moved(screener: Screener) -> None:
    subject = Subject(("محمد علي",))
    score = screener.screen(subject)[0].score
    assert screener.screen(subject, Thresholds(match=score))[0].grade == Grade.MATCH
    assert screener.screen(subject, Thresholds(0.99, 0.95)) == []
    assert MATCH > REVIEW


def test_hits_come_best_first(screener: Screener) -> None:
    hits = screener.screen(Subject(("محمد خالد الزباري",)), Thresholds(0.2, 0.1))
    assert hits[0].entry == "M.1"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_one_name_on_two_lists_is_two_hits() -> None:
    two = Screener((LISTED[1], replace(LISTED[1], list="Another List")))
    hits = two.screen(Subject(("سمير يوسف النابلي",)))
    assert [(hit.list, hit.entry) for hit in hits] == [("Another List", "N.1"), (LIST, "N.1")]


def test_withdrawn_and_later_listed_entries_are_told() -> None:
    later = replace(LISTED[0].entry, listed_on=ListedDate("2022-03-15", "15 Mar 2022"))
    screener = Screener((OnList(LIST, later, withdrawn=date(2025, 1, 2)),))
    (hit,) = screener.screen(Subject(("Shokurov",), day=date(2015, 8, 6)))
    assert hit.withdrawn == date(2025, 1, 2)
    assert "withdrawn from the list on 2025-01-02" in hit.reason
    assert hit.reason.endswith("listed after that day, on 2022-03-15")
    (hit,) = screener.screen(Subject(("Shokurov",), day=date(2023, 8, 6)))
    assert "listed after" not in hit.reason


@pytest.mark.parametrize("name", ["", "،", "123", "-", "東京"])
def test_names_that_say_nothing_are_no_hits(screener: Screener, name: str) -> None:
    assert screener.screen(Subject((name,))) == []


def test_entries_without_letters_and_empty_lists_do_no_harm() -> None:
    assert Screener(()).screen(Subject(("Samir",))) == []
    assert Screener((entry("X.1", "!!"),)).screen(Subject(("Samir",))) == []


ENTRY = LISTED[1].entry
SUBJECT = Subject(("x",))


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (SUBJECT, []),
        (replace(SUBJECT, births=("1961-03-02",)), [Factor("born 1961-03-02 agrees to the day", SAME_DAY)]),
        (replace(SUBJECT, births=("1961",)), [Factor("born 1961 agrees", SAME_YEAR)]),
        (replace(SUBJECT, births=("1961-07-09",)), [Factor("born 1961 agrees", SAME_YEAR)]),
        (replace(SUBJECT, births=("1960",)), [Factor("born 1960 agrees with 1961-03-02", SAME_YEAR)]),
        (replace(SUBJECT, births=("1965",)), []),
        (replace(SUBJECT, nationalities=("EG", "LY")), [Factor("nationality LY agrees", SAME_NATIONALITY)]),
        (replace(SUBJECT, nationalities=("EG",)), []),
    ],
)
def test_what_supports(subject: Subject, expected: list[Factor]) -> None:
    assert list(supports(subject, ENTRY)) == expected


def test_an_address_supports_less_than_a_nationality() -> None:
    lives = replace(ENTRY, nationalities=(), countries=(ListedCountry("TN", "Tunisia"),))
    (factor,) = supports(replace(SUBJECT, nationalities=("TN",)), lives)
    assert (factor.reason, factor.weight) == ("listed with an address or register in TN", SAME_COUNTRY)


@pytest.mark.parametrize(
    ("subject", "weights"),
    [
        (replace(SUBJECT, births=("1965",)), []),
        (replace(SUBJECT, births=("1966",)), [OTHER_YEAR]),
        (replace(SUBJECT, births=("1940", "1964")), []),
        (replace(SUBJECT, nationalities=("EG",)), [OTHER_NATIONALITY]),
        (replace(SUBJECT, kind=BODY), [OTHER_KIND]),
        (replace(SUBJECT, kind=ListedKind.OTHER), []),
        (Subject(("x",), VESSEL, ("1990",), ("PA",)), [OTHER_KIND, OTHER_YEAR, OTHER_NATIONALITY]),
    ],
)
def test_what_contradicts(subject: Subject, weights: list[float]) -> None:
    assert [factor.weight for factor in contradictions(subject, ENTRY)] == weights


def test_what_is_not_known_neither_supports_nor_contradicts() -> None:
    bare = ListedEntry("X", PERSON, (ListedName("X", PRIMARY),), births=(ListedDate("", "long ago"),))
    full = Subject(("x",), None, ("1961",), ("LY",))
    assert (supports(full, bare), contradictions(full, bare)) == ((), ())


def test_the_whole_name_of_a_body_may_be_of_common_words() -> None:
    name = ListedName("القاعدة", PRIMARY)
    comparison = compare("القاعدة", "القاعدة")
    body, person = (ListedEntry("X", kind, (name,)) for kind in (BODY, PERSON))
    assert [factor.reason for factor in cautions(comparison, person, name)] == ["only common words agree"]
    assert scored(1, cautions(comparison, body, name)) > scored(1, cautions(comparison, person, name))


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        ("1955", "1955-05-21", 0),
        ("1955/1960", "1958", 0),
        ("1950", "1955/1960", 5),
        ("1961", "1955/1960", 1),
        ("", "1", None),
    ],
)
def test_years_apart(left: str, right: str, apart: int | None) -> None:
    assert years_apart(left, right) == years_apart(right, left) == apart


def test_names_are_looked_at_as_far_down_as_supports_may_lift_them() -> None:
    subject = replace(SUBJECT, nationalities=("LY",))
    assert scored(least_name_score(subject, REVIEW), (), supports(subject, ENTRY)) == pytest.approx(REVIEW)
    assert least_name_score(SUBJECT, REVIEW) == REVIEW
    assert least_name_score(replace(subject, births=("1961-03-02",)), REVIEW) == LEAST_NAME
    assert least_name_score(SUBJECT, 0.2) == 0.2


def test_a_name_of_the_list_is_found_among_many_that_sound_alike() -> None:
    names = [
        f"{own} {family}" for own in ("Abdul", "Abdel", "Abd al") for family in ("Haq", "Haqq", "Hak", "Hakk", "Hague")
    ]
    many = [*(f"{name} {number}" for name in names for number in ("Khan", "Shah", "Jan", "Gul")), *names]
    entries = [ListedEntry(f"M.{at}", PERSON, (ListedName(name, NameQuality.PRIMARY),)) for at, name in enumerate(many)]
    screener = Screener([OnList("Made List", entry) for entry in entries])
    for entry in entries:
        assert entry.id in [hit.entry for hit in screener.screen(Subject((entry.names[0].text,)))], entry


def test_one_wrong_fact_does_not_clear_a_listed_name(screener: Screener) -> None:
    listed = "Uday Tariq al-Nabhani"
    assert entries(screener.screen(Subject((listed,), births=("1890",)))) != []


def test_a_body_is_found_though_no_word_says_that_it_is_one() -> None:
    made = ListedEntry("B.1", ListedKind.ORGANISATION, (ListedName("Mahan Air", NameQuality.PRIMARY),))
    screener = Screener([OnList("Made List", made)])
    assert [hit.entry for hit in screener.screen(Subject(("خطوط ماهان الجوية",)))] == ["B.1"]
