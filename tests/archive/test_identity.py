"""Names across reports: linked by the machine, judged by persons, the same whatever the order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from tests.archive.conftest import Home
from tests.archive.samples import NEWS, everything, incoming, reading, rows

from khabar.archive import Archive, Verdict, open_archive, rows_of, tables
from khabar.archive.identity_looking import the_one
from khabar.archive.moving import copy_reports
from khabar.errors import KhabarError
from khabar.model import report_id

SHOIGU = "person:sergei-shoigu"
FULL, SHORT, OTHER = "report:PER:زكريا_جودت_التلاوي", "report:PER:زكريا_التلاوي", "report:PER:زكرياء_جودت_التلاوي"
STORIES = (
    "قال المحلل زكريا جودت التلاوي لوكالة رويترز إن روسيا هاجمت أوكرانيا أمس.",
    "التقى المحلل زكرياء جودت التلاوي الرئيس الروسي في موسكو يوم الأحد.",
    "أعلن المحلل زكريا التلاوي أن مصر وقعت اتفاقا مع روسيا.",
    "التقى وزير الدفاع الروسي شويجو الرئيس الكوري الشمالي في بيونغ يانغ.",
    "قال وزير الدفاع الروسي سيرغي شويغو إن روسيا سترسل صواريخ إلى سوريا.",
)
REPORTS = tuple(incoming(text, "الخليجية", date(2024, 1, 1 + at)) for at, text in enumerate(STORIES))


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.store_many(map(rows, REPORTS))
    archive.identities.link()
    return archive


def groups(archive: Archive) -> list[tuple[str, str]]:
    return everything(archive)["identity"]


def test_the_samples_are_read_as_these_tests_need() -> None:
    told = {row[1] for one in REPORTS for row in rows(one).appellations}
    assert {FULL, SHORT, OTHER, SHOIGU} <= told


def test_spellings_of_a_name_become_one_entity(filled: Archive) -> None:
    found = filled.identities.entity(OTHER)
    assert found is not None
    assert (found.id, found.reports) == (min(FULL, OTHER), 2)
    assert (found.first_day, found.last_day) == (date(2024, 1, 1), date(2024, 1, 2))
    assert filled.identities.entity(FULL) == found, "any member's id leads to the group"


@pytest.mark.parametrize("name", ["Sergei Shoigu", "Shoigu", "شويغو", "شويجو", "سيرغي شويغو", SHOIGU])
def test_a_known_person_is_found_in_either_script(filled: Archive, name: str) -> None:
    first = filled.identities.who(name)[0]
    assert (first.id, first.reports) == (SHOIGU, 2)
    assert filled.identities.who("") == []


def test_the_spellings_are_counted_by_report(filled: Archive) -> None:
    found = filled.identities.entity(SHOIGU)
    assert found is not None
    assert {one.form: one.reports for one in found.spellings} == {"شويجو": 1, "سيرغي شويغو": 1}


def test_claims_of_an_entity_and_those_that_it_is_the_origin_of(filled: Archive) -> None:
    claimed = filled.identities.claimed("country:RU")
    assert claimed.of_it_count == len(claimed.of_it) >= 3
    assert [hit.published for hit in claimed.of_it] == sorted((h.published for h in claimed.of_it), reverse=True)
    origin = filled.identities.claimed(SHOIGU)
    assert origin.by_it_count >= 1
    ids = filled.claims_of(["country:RU", SHOIGU], limit=2)
    assert (len(ids.ids), ids.count > 2) == (2, True)
    assert filled.claims_of(["person:nobody"]).count == 0
    assert filled.claims_of([SHOIGU], roles=()).count == 0


def test_claims_are_those_of_current_readings(filled: Archive) -> None:
    before = filled.claims_of(["country:RU"])
    for one in REPORTS:
        filled.store(rows(one, "2.0"))
    assert filled.claims_of(["country:RU"]).ids == before.ids
    filled.drop_older("2.0")
    assert filled.claims_of(["country:RU"]).ids == before.ids


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(REPORTS))), cuts=st.sets(st.integers(0, len(REPORTS))))
def test_the_order_of_reports_does_not_matter_and_twice_is_once(order, cuts, tmp_path: Path) -> None:
    path = tmp_path / f"{Random(str((order, cuts))).random()}.sqlite"
    with open_archive(path) as archive, open_archive(tmp_path / "whole.sqlite") as whole:
        whole.store_many(map(rows, REPORTS))
        whole.identities.link()
        for at, number in enumerate(order):
            archive.store(rows(REPORTS[number]))
            if at in cuts:
                archive.identities.link()
        archive.identities.link()
        assert everything(archive) == everything(whole)
        assert archive.identities.link().names == 0
        archive.identities.link(again=True)
        assert everything(archive) == everything(whole)


def test_merge_and_undo_restore_the_groups(filled: Archive) -> None:
    before = groups(filled)
    made = filled.identities.judge(SHORT, FULL, Verdict.SAME, "tester", "the same man")
    assert made.applied
    assert filled.identities.members(SHORT) == filled.identities.members(OTHER)
    assert filled.identities.judgements()[0].judgement == made
    filled.identities.link(again=True)
    assert filled.identities.members(SHORT) == filled.identities.members(OTHER), "relinking respects persons"
    undone = filled.identities.withdraw(made.id[:8])
    assert undone.withdrawn
    assert groups(filled) == before
    assert len(everything(filled)["judgement"]) > len(before) / 2, "what is withdrawn is kept"
    assert filled.identities.withdraw(made.id) == undone


def test_split_outranks_the_machine_and_settles_the_question(filled: Archive) -> None:
    filled.identities.judge(FULL, OTHER, Verdict.DIFFERENT, "tester")
    assert filled.identities.members(FULL) == (FULL,)
    filled.identities.link(again=True)
    assert filled.identities.members(FULL) == (FULL,)
    assert all(set(one.judgement.pair) != {FULL, OTHER} for one in filled.identities.judgements(unsure=True))


def test_one_report_can_be_held_apart(filled: Archive) -> None:
    report = report_id(REPORTS[4].report)
    before = filled.claims_of([SHOIGU])
    made = filled.identities.judge(f"{SHOIGU}@{report[:8]}", SHOIGU, Verdict.DIFFERENT, "tester")
    assert made.a == f"{SHOIGU}@{report}" or made.b == f"{SHOIGU}@{report}"
    apart = filled.claims_of([f"{SHOIGU}@{report}"])
    assert apart.count >= 1
    assert filled.claims_of([SHOIGU]).count == before.count - apart.count
    found = filled.identities.entity(SHOIGU)
    assert found is not None
    assert found.held_apart == (f"{SHOIGU}@{report}",)
    filled.identities.withdraw(made.id)
    assert filled.claims_of([SHOIGU]) == before


def test_both_halves_of_what_was_held_apart_are_counted_by_themselves(archive: Archive) -> None:
    texts = ("قال المحلل زكريا جودت التلاوي إنه راض.", "وصل المحلل زكريا جودت التلاوي إلى القصر.")
    _linked(archive, *texts)
    report = report_id(incoming(texts[1], "الخليجية", date(2024, 1, 2)).report)
    archive.identities.judge(f"{FULL}@{report}", FULL, Verdict.DIFFERENT, "tester")
    halves = [archive.identities.entity(one) for one in (FULL, f"{FULL}@{report}")]
    assert [(one.reports, one.first_day, one.last_day) for one in halves if one] == [
        (1, date(2024, 1, 1), date(2024, 1, 1)),
        (1, date(2024, 1, 2), date(2024, 1, 2)),
    ]
    assert [[spelling.reports for spelling in one.spellings] for one in halves if one] == [[1], [1]]


def test_the_same_judgement_twice_is_one(filled: Archive) -> None:
    first = filled.identities.judge(SHORT, FULL, Verdict.SAME, "tester")
    assert filled.identities.judge(FULL, SHORT, Verdict.SAME, "tester") == first
    filled.identities.withdraw(first.id)
    assert filled.identities.members(SHORT) == (SHORT,)


def test_a_person_and_a_country_are_not_one(filled: Archive) -> None:
    with pytest.raises(KhabarError, match="is a person and org:nato is none"):
        filled.identities.judge(SHOIGU, "org:nato", Verdict.SAME, "tester")


def test_who_is_written_so_goes_before_who_is_known(archive: Archive) -> None:
    _linked(archive, "وصل القاضي محمد الحسن إلى القصر.", "قال المحلل محمد صلاح إنه راض.")
    for name in ("محمد الحسن", "محمد صلاح"):
        found = archive.identities.who(name)
        one = the_one(found, name)
        assert one is not None
        assert (one.id, one.reports) == (f"report:PER:{name.replace(' ', '_')}", 1)
    assert the_one(archive.identities.who("Eslami"), "Eslami") is None, "one word that is only like a name"
    assert the_one(archive.identities.who("شويغو"), "شويغو") is not None


def test_what_waits_for_a_person_is_listed(filled: Archive) -> None:
    waiting = filled.identities.judgements(unsure=True)
    assert {frozenset(one.judgement.pair) for one in waiting} >= {frozenset((SHORT, FULL))}
    assert all(one.waits and one.judgement.by == "machine" for one in waiting)
    assert filled.identities.judgements(by="tester") == []


@pytest.mark.parametrize(
    ("a", "b", "by", "told"),
    [
        (SHORT, SHORT, "tester", "two different entities"),
        (SHORT, "person:nobody-of-this-name", "tester", "nobody knows"),
        (SHORT, FULL, "machine", "the person who judges"),
        (f"{SHORT}@abc", FULL, "tester", "the id of one report"),
        (f"{SHORT}@{report_id(REPORTS[4].report)}", FULL, "tester", "does not name"),
    ],
)
def test_judgements_that_cannot_be_made_are_told(filled: Archive, a: str, b: str, by: str, told: str) -> None:
    before = everything(filled)
    with pytest.raises(KhabarError, match=told):
        filled.identities.judge(a, b, Verdict.SAME, by)
    assert everything(filled) == before


def test_a_contradiction_between_persons_is_told_with_what_to_withdraw(filled: Archive) -> None:
    first = filled.identities.judge(SHORT, FULL, Verdict.SAME, "one")
    filled.identities.judge(SHORT, OTHER, Verdict.SAME, "one")
    with pytest.raises(KhabarError, match=first.id[:10]):
        filled.identities.judge(FULL, OTHER, Verdict.DIFFERENT, "other")
    filled.identities.withdraw(first.id)
    apart = filled.identities.judge(FULL, OTHER, Verdict.DIFFERENT, "other")
    with pytest.raises(KhabarError, match=apart.id[:10]):
        filled.identities.judge(SHORT, FULL, Verdict.SAME, "one")


@pytest.mark.parametrize("wrong", ["", "zz", "0" * 32])
def test_only_a_person_s_judgement_that_is_there_is_withdrawn(filled: Archive, wrong: str) -> None:
    with pytest.raises(KhabarError, match="`khabar judgements` tells ids"):
        filled.identities.withdraw(wrong)
    machines = filled.identities.judgements(by="machine")[0].judgement
    with pytest.raises(KhabarError, match="the machine's"):
        filled.identities.withdraw(machines.id)


def test_an_older_archive_is_filled_in_when_it_is_opened(home: Home) -> None:
    with home.open() as archive:
        archive.store_many(map(rows, (*NEWS, *REPORTS)))
        before = everything(archive)
        with archive.transactions.engine.begin() as connection:
            for view in ("entities", "judgements"):
                connection.exec_driver_sql(f"DROP VIEW {view}")
            for table in ("bearing", "involvement", "appellation", "name_part", "judgement", "identity"):
                connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    with home.open() as archive:
        assert everything(archive) == before


def test_the_views_tell_groups_and_judgements(filled: Archive) -> None:
    _, found = filled.select(f"SELECT DISTINCT id FROM entities WHERE member IN ('{FULL}', '{OTHER}')")
    assert list(found) == [(min(FULL, OTHER),)]
    _, found = filled.select("SELECT verdict, count(*) FROM judgements GROUP BY verdict ORDER BY 1")
    assert dict(found) == {"same": 1, "unsure": 2}


def test_a_copy_takes_persons_judgements_along(filled: Archive, tmp_path: Path) -> None:
    made = filled.identities.judge(SHORT, FULL, Verdict.SAME, "tester")
    undone = filled.identities.judge(SHOIGU, FULL, Verdict.DIFFERENT, "tester")
    with open_archive(tmp_path / "copy.sqlite") as copy:
        copy_reports(filled, copy)
        filled.identities.withdraw(undone.id)
        assert copy_reports(filled, copy) == 0
        copy.identities.link()
        assert everything(copy) == everything(filled)
        assert made in [one.judgement for one in copy.identities.judgements()]


def test_names_of_dropped_readings_are_forgotten(filled: Archive) -> None:
    for one in REPORTS:
        filled.store(rows_of(one, "tests", "ar", {**reading(one), "names": []}, "2.0"))
    filled.drop_older("2.0")
    held = everything(filled)
    assert held["appellation"] == held["name_part"] == held["bearing"] == []


def test_names_that_no_reading_has_any_more_are_not_told(filled: Archive) -> None:
    with filled.transactions.engine.begin() as connection:
        connection.execute(delete(tables.bearing))
    assert filled.identities.who("Sergei Shoigu")[0].reports == 0


def _linked(archive: Archive, *texts: str) -> None:
    archive.store_many(rows(incoming(text, "الخليجية", date(2024, 1, 1 + at))) for at, text in enumerate(texts))
    archive.identities.link()


SPELT, BARE = "report:PER:يوركي_كتاينن", "وصل المحلل يوركي كتاينن إلى القصر."


@pytest.mark.parametrize(
    "text",
    [
        "قال المحلل يوركي كتاينن إن فنلندا سترسل صواريخ.",
        "قال المحلل يوركي كتاينن إن الوفد الفنلندي انسحب.",
        "وصل المحلل يوركي كتاينن إلى هلسنكي.",
    ],
)
def test_a_known_person_is_one_whose_country_a_report_with_the_name_speaks_of(archive: Archive, text: str) -> None:
    _linked(archive, BARE)
    assert archive.identities.members(SPELT) == (SPELT,)
    (waiting,) = archive.identities.judgements(unsure=True)
    assert (waiting.missing, waiting.waits) == ("no report with this name speaks of Finland", True)
    _linked(archive, BARE, text)
    assert archive.identities.members(SPELT) == ("person:jyrki-katainen", SPELT)
    assert not archive.identities.judgements(unsure=True)


def test_two_spellings_of_a_known_person_that_are_unlike_each_other_are_both_theirs(archive: Archive) -> None:
    other = "report:PER:جيركي_كتاينن"
    _linked(
        archive,
        "قال المحلل يوركي كتاينن إن الوفد الفنلندي انسحب.",
        "قال المحلل جيركي كتاينن إن الوفد الفنلندي انسحب.",
    )
    assert archive.identities.members("person:jyrki-katainen") == ("person:jyrki-katainen", other, SPELT)


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("قال المحلل محمد الهدرول إنه راض.", "قال المحلل محمد الهدريل إنه راض.", False),
        ("قال المحلل محمد الهدرول إنه راض.", "قال المحلل محمد هدرول إنه راض.", True),
        ("قال المحلل كريستوفر هيتلنز إنه راض.", "قال المحلل كريستوفر هيتلينز إنه راض.", True),
    ],
)
def test_names_that_are_always_written_alike_must_be(archive: Archive, one: str, other: str, joined: bool) -> None:
    _linked(archive, one, other)
    assert bool(groups(archive)) is joined
