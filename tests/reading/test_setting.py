"""When an event is said to have been: the time of its own clause, not that of the telling."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.model import EventType, Report
from khabar.reading.pipeline import read_report


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("وفي 12 يوليو، قصف الجيش المدينة.", "12 يوليو"),
        ("في 12 يوليو قصف الجيش المدينة.", "12 يوليو"),
        ("ذكرت تقارير أمس الثلاثاء أن الجيش قصف المدينة.", None),
        ("ذكرت تقارير أمس أن الجيش قصف المدينة يوم الأحد.", "يوم الأحد"),
        ("نفت الوزارة، الأحد، أن الجيش قصف المدينة.", None),
        ("أكد الوزير أن الاتفاق وقع أمس، والجيش قصف المدينة.", None),
    ],
)
def test_the_time_of_an_event(text: str, time: str | None) -> None:
    reading = read_report(Report(text, published=date(2015, 8, 6)))
    (event,) = [one for one in reading.events if one.type is EventType.ASSAULT]
    assert (event.time.of(text) if event.time else None) == time
