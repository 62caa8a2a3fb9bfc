"""Days of publication: what is certain is read, what is not stays unknown."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.sources.days import read_day

DAY = date(2015, 8, 11)


@pytest.mark.parametrize(
    "value",
    [
        "2015-08-11",
        "2015-08-11 13:44:43",
        "2015-08-11T23:59:59+03:00",
        "2015-08-11T13:44:43.123Z",
        " 2015/8/11 ",
        "2015.08.11",
        "٢٠١٥-٠٨-١١",
        "20150811",
        20150811,
        "20150811T134443Z",
        20150811134443,
        "Tue, 11 Aug 2015 13:44:43 GMT",
        "11 Aug 2015 13:44:43 +0300",
        1439300683,
        1439300683.5,
        1439300683000,
        "1439300683",
        datetime(2015, 8, 11, 23, tzinfo=UTC),
        DAY,
    ],
)
def test_every_usual_way_to_write_a_day(value):
    assert read_day(value) == DAY


@pytest.mark.parametrize(
    ("text", "day"), [("23/08/2015", 23), ("08/23/2015", 23), ("08/08/2015", 8), ("23.8.2015", 23)]
)
def test_day_and_month_before_the_year_where_one_order_is_possible(text, day):
    assert read_day(text) == date(2015, 8, day)


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2015",
        "3.4.2015",
        "11/08/15",
        "1436-10-26",
        "2015-13-40",
        "2015",
        2015,
        "yesterday",
        "أمس",
        "",
        None,
        True,
        1e400,
        float("nan"),
        10**30,
        "99999999",
        "١١ شوال",
        ["2015-08-11"],
    ],
)
def test_what_is_not_certain_stays_unknown(value):
    assert read_day(value) is None


@settings(deadline=None)
@given(st.one_of(st.text(), st.integers(), st.floats(), st.from_regex(r"[0-9/. :TZ-]{0,20}")))
def test_no_value_breaks_it(value):
    day = read_day(value)
    assert day is None or 1800 <= day.year < 2100
