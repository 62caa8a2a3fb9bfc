"""Which field of a record holds what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import InputError
from khabar.model import Dating, Incoming, Problem, ProblemKind
from khabar.sources import fields
from khabar.sources.fields import check_map, holds_report, known, missing_text, report_of
from khabar.sources.options import Options

BODY = "وصل الوفد إلى المكلا أمس."


def read(record, **mapped):
    return report_of(record, "a.jsonl: line 1", "0", Options(fields=mapped))


def told(record, **mapped):
    found = read(record, **mapped)
    held = found.report
    day = held.published.isoformat() if held.published else None
    return found.title, held.text.removeprefix(f"{found.title}\n\n"), held.publisher, held.byline, held.url, day


NEWS_API = {
    "source": {"id": None, "name": "بوابة عدن"},
    "author": "سالم",
    "title": "وصول الوفد",
    "description": "ملخص",
    "url": "https://example.org/1",
    "publishedAt": "2023-09-05T08:00:00Z",
    "content": BODY,
}
NEWS_PLEASE = {
    "source_domain": "بوابة عدن",
    "authors": ["سالم"],
    "title": "وصول الوفد",
    "maintext": BODY,
    "url": "https://example.org/1",
    "date_publish": "2023-09-05 08:00:00",
    "date_download": "2023-09-09 08:00:00",
    "language": "ar",
}
NEWSPAPER = {
    "publisher": "بوابة عدن",
    "authors": "سالم",
    "title": "وصول الوفد",
    "text": BODY,
    "link": "https://example.org/1",
    "publish_date": 1693900800,
}
SPREADSHEET = {
    "العنوان": "وصول الوفد",
    "نص الخبر": BODY,
    "المصدر": "بوابة عدن",
    "الكاتب": "سالم",
    "الرابط": "https://example.org/1",
    "تاريخ النشر": "٢٠٢٣-٠٩-٠٥",
}
NEW_YORK = {
    "headline": {"main": "وصول الوفد"},
    "body": BODY,
    "source": "بوابة عدن",
    "byline": {"original": "سالم"},
    "web_url": "https://example.org/1",
    "pub_date": "2023-09-05T08:00:00+0000",
}
GUARDIAN = {
    "webTitle": "وصول الوفد",
    "fields": {"bodyText": BODY, "byline": "سالم"},
    "publisher": "بوابة عدن",
    "webUrl": "https://example.org/1",
    "webPublicationDate": "2023-09-05T08:00:00Z",
}
WEBHOSE = {
    "thread": {"site": "بوابة عدن", "title": "وصول الوفد", "url": "https://example.org/1"},
    "text": BODY,
    "author": "سالم",
    "published": "2023-09-05T08:00:00.000+03:00",
}
ELASTIC = {"_index": "news", "_id": "1", "_source": NEWSPAPER}
FACTIVA = {
    "HD": "وصول الوفد",
    "TD": BODY,
    "SN": "بوابة عدن",
    "BY": "سالم",
    "URL": "https://example.org/1",
    "PD": "5 Sep 2023",
}


@pytest.mark.parametrize(
    "record",
    [NEWS_API, NEWS_PLEASE, NEWSPAPER, SPREADSHEET, NEW_YORK, GUARDIAN, WEBHOSE, ELASTIC, FACTIVA],
    ids=["NewsAPI", "news-please", "newspaper", "spreadsheet", "nyt", "guardian", "webhose", "elastic", "factiva"],
)
def test_records_of_the_world_need_no_map(record):
    expected = ("وصول الوفد", BODY, "بوابة عدن", "سالم", "https://example.org/1", "2023-09-05")
    assert told(record) == expected
    assert read(record).dated is Dating.RECORD


def test_the_map_stands_over_the_guesses():
    record = {"title": "لا", "kicker": "عنوان", "text": "لا", "story": {"full": {"ar": BODY}}}
    assert told(record, title="kicker", text="story.full.ar")[:2] == ("عنوان", BODY)


def test_a_mapped_name_is_found_in_another_spelling_and_with_its_dots():
    assert told({"News Body": BODY, "text": "لا"}, text="news_body")[1] == BODY
    assert told({"a.b": BODY, "a": {"b": "لا"}}, text="a.b")[1] == BODY


def test_a_field_that_is_mapped_but_missing_is_not_guessed():
    assert told({"title": "عنوان", "text": BODY}, title="headline")[0] is None
    assert read({"content": BODY}, text="body").kind is ProblemKind.NO_REPORT


def test_several_writers_stand_side_by_side():
    assert told({"text": BODY, "authors": ["سالم", {"name": "هدى"}, 3]})[3] == "سالم, هدى"


def test_a_record_without_a_text_names_its_fields_and_the_way_out():
    found = read({"kicker": "عنوان", "lede": BODY})
    assert found.kind is ProblemKind.NO_REPORT
    assert "kicker, lede" in found.message
    assert "--map text=" in found.message


def test_a_text_that_is_no_string_is_told():
    found = read({"text": ["a", "b"]})
    assert (found.kind, "a list" in found.message) == (ProblemKind.NO_REPORT, True)


def test_an_empty_text_is_an_empty_report_and_no_summary_stands_in():
    assert read({"title": "عنوان", "content": " ", "description": "ملخص"}).kind is ProblemKind.EMPTY


def test_a_null_text_gives_way_to_the_next_field():
    assert told({"content": None, "text": BODY})[1] == BODY


def test_a_doubtful_date_is_unknown_with_a_warning():
    found = read({"text": BODY, "date": "03/04/2015"})
    assert (found.report.published, found.dated) == (None, Dating.UNKNOWN)
    assert "03/04/2015" in found.warnings[0]


def test_a_doubtful_date_gives_way_to_a_certain_one():
    found = read({"text": BODY, "published": "yesterday", "date": "2015-04-03"})
    assert (found.report.published.isoformat(), found.warnings) == ("2015-04-03", ())


def test_a_database_date_within_an_object():
    assert told({"text": BODY, "date": {"$date": "2015-08-11T00:00:00Z"}})[5] == "2015-08-11"


@pytest.mark.parametrize("damage", ["\ud800", "\x00"])
def test_what_no_database_takes_is_replaced_with_a_warning(damage):
    found = read({"text": BODY + damage, "title": "عنوان"})
    assert found.report.text.endswith(BODY + "\ufffd")
    assert "damaged text" in found.warnings[0]


@pytest.mark.parametrize("mapped", [{"body": "x"}, {"text": " "}])
def test_a_map_of_something_else_is_refused(mapped):
    with pytest.raises(InputError, match="expected one of title, text"):
        check_map(mapped)
    check_map({"text": "x"})


def test_known_names_and_headers():
    assert known("Published At")
    assert not known("kicker")
    assert missing_text(["title", "text"], "a.csv", Options()) is None
    assert "--map" in missing_text(["title", "lede"], "a.csv", Options())
    assert holds_report({"text": ""}, Options())
    assert not holds_report({"text": []}, Options())


def test_records_of_very_many_and_very_long_names_are_not_remembered():
    before = kept_plans()
    for number in range(3):
        assert told({**{f"{number}-{key}": 1 for key in range(5000)}, "x" * 100_000: 1, "text": BODY})[1] == BODY
    assert kept_plans() == before


def kept_plans() -> int:
    return fields._kept_plan.cache_info().currsize


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(["text", "content", "title", "source", "author", "date", "url", "_source", "fields", "thread"])


@settings(deadline=None)
@given(st.dictionaries(st.one_of(NAMES, st.text()), JSON, max_size=6))
def test_any_record_is_a_report_or_a_problem(record):
    found = read(record)
    assert isinstance(found, Incoming | Problem)
    if isinstance(found, Incoming):
        found.report.text.encode()
