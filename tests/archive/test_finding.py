"""Finding: the same questions with the same answers on every store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from tests.archive.conftest import Home
from tests.archive.samples import MISSILES, NEWS, PROTEST, VISIT, incoming, rows, series

from khabar.archive import Archive, Order, Query
from khabar.errors import KhabarError
from khabar.model import report_id

LETTERS = {report_id(one.report): name for one, name in zip(NEWS, "MVP", strict=True)}
"""M: missiles, 5 September 2023; V: visit, 7 September; P: protest, 1 August."""


@pytest.fixture
def news(archive: Archive) -> Archive:
    archive.store_many(map(rows, NEWS))
    return archive


def reports(archive: Archive, query: Query) -> str:
    """The reports that a question finds, by letter, in order."""
    return "".join(dict.fromkeys(LETTERS[hit.report] for hit in archive.find(query, limit=1000)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "VMP"),
        ("صواريخ", "M"),
        ("الصواريخ", "M"),
        ("والصواريخ", "M"),
        ("السعودية", "V"),
        ("والسعودية", "V"),
        ("شويغو", "M"),
        ("شويجو", "M"),
        ("وشويجو", "M"),
        ("الرئيس", "VM"),
        ("رئيس", "VM"),
        ("رئيس -صواريخ", "V"),
        ("رئيس -والصواريخ", "V"),
        ("صواريخ OR بغداد", "MP"),
        ("صواريخ OR بغداد OR تونس", "VMP"),
        ("صواريخ بغداد", ""),
        ('"كوريا الشمالية"', "M"),
        ('"الشمالية كوريا"', ""),
        ("«وزارة الخارجية»", "V"),
        ('"وزير الدفاع" شويغو', "M"),
        ('رئيس -"كوريا الشمالية"', "V"),
        ("ثلاثة", "P"),
        ("صَوَارِيخ", "M"),
        ("إتفاقًا", "V"),
    ],
)
def test_text_is_found_in_every_spelling_and_with_whatever_is_written_onto_it(
    news: Archive, text: str, found: str
) -> None:
    assert reports(news, Query(text)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(actor="PRK"), "M"),
        (Query(actor="KP"), "M"),
        (Query(actor="North Korea"), "M"),
        (Query(actor="north korea"), "M"),
        (Query(actor="country:KP"), "M"),
        (Query(actor="كوريا الشمالية"), "M"),
        (Query(actor="وكوريا"), "M"),
        (Query(recipient="RUS"), "M"),
        (Query(actor="PRK", recipient="RUS"), "M"),
        (Query(actor="RUS", recipient="PRK"), ""),
        (Query(actor="SAU"), "V"),
        (Query(actor="العمال"), "P"),
        (Query(place="بغداد"), "P"),
        (Query(place="IQ"), "P"),
        (Query(place="Baghdad"), "P"),
        (Query(types=("PROTEST",)), "P"),
        (Query(types=("PROTEST", "AID")), "MP"),
        (Query(types=("AID",), statuses=("planned",)), "M"),
        (Query(types=("AID",), statuses=("occurred",)), ""),
        (Query(outlet="الشروق"), "VP"),
        (Query(outlet="جريدة الشروق"), "VP"),
        (Query(outlet="الأهرام"), ""),
        (Query(origin="رويترز"), "M"),
        (Query(origin="outlet:reuters"), "M"),
        (Query(origin="شويغو"), "M"),
        (Query(origin="الخليجية"), ""),
        (Query(since=date(2023, 9, 5)), "VM"),
        (Query(since=date(2023, 9, 6)), "V"),
        (Query(until=date(2023, 9, 5)), "MP"),
        (Query(since=date(2023, 9, 5), until=date(2023, 9, 5)), "M"),
        (Query("صواريخ", actor="PRK", recipient="RUS", types=("AID",), statuses=("planned", "possible")), "M"),
        (Query("اعتقلت", actor="PRK"), ""),
    ],
    ids=str,
)
def test_a_claim_is_found_by_who_does_what_where_and_on_whose_word(news: Archive, query: Query, found: str) -> None:
    assert reports(news, query) == found


def test_all_that_is_asked_must_hold_of_one_claim(news: Archive) -> None:
    """Russia receives aid in one claim and meets in another: nobody is aided in the meeting."""
    assert reports(news, Query(types=("AID",), recipient="RUS")) == "M"
    for hit in news.find(Query(types=("AID",))):
        assert hit.type == "AID"
    assert reports(news, Query(types=("AID",), place="بيونغ يانغ")) == ""


def test_a_hit_tells_the_claim_as_it_was_printed(news: Archive) -> None:
    (hit,) = news.find(Query(types=("AID",)))
    assert (hit.published, hit.publisher, hit.status) == (date(2023, 9, 5), "الخليجية", "planned")
    assert (hit.actors, hit.url) == (("كوريا الشمالية",), "https://example.org/1")
    assert hit.recipients
    assert "روسيا" in hit.recipients[0]
    assert hit.chain[0] == "الخليجية"
    assert "شويغو" in hit.chain[1]
    assert hit.content in MISSILES
    assert "سترسل" in hit.content
    shown = news.show(hit.claim)
    assert shown is not None
    assert shown.report.text == MISSILES


def test_pages_follow_each_other(archive: Archive) -> None:
    archive.store_many(series(60))
    everything = archive.find(Query(), limit=10_000)
    assert len({hit.claim for hit in everything}) == len(everything) > 100
    pages = [hit for start in range(0, len(everything) + 7, 7) for hit in archive.find(Query(), 7, start)]
    assert pages == everything
    days = [hit.published for hit in everything if hit.published]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("order", list(Order))
def test_a_rare_word_behind_many_reports_is_found(archive: Archive, order: Order) -> None:
    """PostgreSQL walks the newest reports first; what is older than those is found by the index."""
    archive.store(rows(incoming(MISSILES + " والزمرد.", "صحيفة", date(2001, 1, 1))))
    archive.store_many(series(360))
    hits = archive.find(Query("زمرد", order=order), limit=5)
    assert {hit.published for hit in hits} == {date(2001, 1, 1)}
    assert len({hit.report for hit in archive.find(Query("صواريخ", order=order), limit=2000)}) == 121


def test_older_reports_follow_those_that_are_ranked(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.store_many(series(30))
    best = {hit.claim for hit in archive.find(Query("صواريخ", order=Order.RELEVANCE), limit=1000)}
    monkeypatch.setattr(type(archive.transactions.store), "ranked", 4)
    hits = archive.find(Query("صواريخ", order=Order.RELEVANCE), limit=1000)
    assert len(hits) == len(best) == len({hit.claim for hit in hits})
    assert {hit.claim for hit in hits} == best
    days = list(dict.fromkeys(hit.published for hit in hits if hit.published))
    assert min(days[:4]) > max(days[4:])
    assert days[4:] == sorted(days[4:], reverse=True)


def test_relevance_prefers_the_report_that_says_it_more_often(archive: Archive) -> None:
    archive.store(rows(incoming(VISIT + " بغداد.", "صحيفة", date(2023, 9, 9))))
    archive.store(rows(incoming(PROTEST + " وبغداد بغداد بغداد.", "صحيفة", date(2023, 1, 1))))
    first = archive.find(Query("بغداد", order=Order.RELEVANCE), limit=1)
    assert first[0].published == date(2023, 1, 1)
    assert archive.find(Query("بغداد"), limit=1)[0].published == date(2023, 9, 9)


def test_a_report_of_unknown_day_is_the_last_and_in_no_window(news: Archive) -> None:
    undated = incoming(PROTEST, "صحيفة أخرى", None)
    news.store(rows(undated))
    hits = news.find(Query("بغداد"), limit=100)
    assert hits[-1].published is None
    assert all(hit.published for hit in news.find(Query("بغداد", until=date(2100, 1, 1)), limit=100))


def test_a_newer_reading_is_what_is_found(news: Archive) -> None:
    before = news.find(Query("صواريخ"), limit=100)
    news.store(rows(NEWS[0], "1.1"))
    assert news.find(Query("صواريخ"), limit=100) == before
    news.drop_older("1.1")
    assert news.find(Query("صواريخ"), limit=100) == before


def test_the_index_of_sqlite_is_whole_after_a_newer_reading(news: Archive, home: Home) -> None:
    if home.kind != "sqlite":
        pytest.skip("PostgreSQL keeps its index itself")
    news.store(rows(NEWS[0], "1.1"))
    with news.transactions.engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('integrity-check')")
        docs = connection.exec_driver_sql("SELECT count(*) FROM search WHERE search MATCH '\"روسيا\"'").scalar()
    assert docs == 1


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (Query("-صواريخ"), "at least one word"),
        (Query("...!"), "no letters"),
        (Query(actor="؟"), "no letters"),
        (Query('""'), "no letters"),
    ],
)
def test_a_question_without_anything_to_look_up_is_told(news: Archive, query: Query, told: str) -> None:
    with pytest.raises(KhabarError, match=told):
        news.find(query)


def test_what_is_refused_may_stand_beside_a_facet_alone(news: Archive) -> None:
    assert reports(news, Query("-صواريخ", outlet="الشروق")) == "VP"


@pytest.mark.parametrize("text", ["a'b", 'x" OR "y', "(غواصة", "NEAR(a b)", "a:b", "main:x", "غواصة';--", "🚀 غواصة*"])
@pytest.mark.parametrize("order", list(Order))
def test_no_text_is_taken_for_the_language_of_the_store(news: Archive, text: str, order: Order) -> None:
    assert news.find(Query(text, order=order)) == []


def test_claims_chains_and_events_can_be_asked_in_sql(news: Archive) -> None:
    columns, found = news.select("SELECT type, actors, content FROM claims WHERE type = 'AID'")
    assert columns == ("type", "actors", "content")
    (row,) = list(found)
    assert row[:2] == ("AID", "كوريا الشمالية")
    assert row[2] in MISSILES
    _, found = news.select(
        "SELECT type, status, actor_country, recipient_country FROM events_plover WHERE type = 'AGREE'"
    )
    assert ("AGREE", "planned", "KP", "RU") in list(found), "promised aid is an agreement in PLOVER"
    claim = news.find(Query(types=("AID",)))[0]
    _, found = news.select(f"SELECT name FROM chains WHERE claim = '{claim.claim}' AND name IS NOT NULL ORDER BY n")
    assert tuple(row[0] for row in found) == claim.chain
    _, found = news.select("SELECT name FROM names WHERE entity = 'country:KP'")
    assert "كوريا الشمالية" in {row[0] for row in found}


def test_an_answer_without_rows_has_its_columns(news: Archive) -> None:
    columns, found = news.select("SELECT id, published FROM reports WHERE id = 'x'")
    assert (columns, list(found)) == (("id", "published"), [])


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM report",
        "SELECT 1; DELETE FROM report",
        "WITH gone AS (DELETE FROM report RETURNING id) SELECT * FROM gone",
        "PRAGMA query_only = OFF",
        "ATTACH 'x' AS y",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "/* SELECT */ DROP TABLE claim",
        "SELECT load_extension('x')",
        "SELECT nothing FROM nowhere",
    ],
)
def test_sql_cannot_change_anything(news: Archive, sql: str) -> None:
    before = news.status()
    with pytest.raises(KhabarError):
        list(news.select(sql)[1])
    assert news.status() == before


def pairs(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        words = text.replace(".", " ").replace("،", " ").split()
        yield from words
        yield from (f'"{one} {two}"' for one, two in pairwise(words))


@pytest.mark.parametrize("at", range(3))
def test_every_word_and_pair_of_a_report_finds_it(news: Archive, at: int) -> None:
    identifier = report_id(NEWS[at].report)
    for text in pairs((NEWS[at].report.text,)):
        assert identifier in {hit.report for hit in news.find(Query(text), limit=100)}, text
