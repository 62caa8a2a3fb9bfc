"""Reports written for these tests, with the readings that Khabar gives of them, and all rows of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from khabar.archive import Archive, Rows, rows_of, tables
from khabar.exports.json_reading import reading_to_dict
from khabar.model import Dating, Incoming, Report
from khabar.reading.pipeline import read_report

READER = "1.0"

MISSILES = (
    "قال وزير الدفاع الروسي سيرغي شويغو إن كوريا الشمالية سترسل صواريخ إلى روسيا الشهر المقبل.\n\n"
    "ونقلت وكالة رويترز عن مصدر مطلع قوله إن الرئيس الكوري الشمالي كيم جونغ أون التقى الرئيس الروسي في بيونغ يانغ."
)
VISIT = (
    "أعلنت وزارة الخارجية التونسية أن وزير الخارجية السعودي زار تونس أمس والتقى رئيس الحكومة.\n\n"
    "وأكد مسؤول في الوزارة للصحيفة أن البلدين وقعا اتفاقا للتعاون، وأن للسعودية دورا كبيرا فيه."
)
PROTEST = "تظاهر مئات العمال في بغداد احتجاجا على تأخر الرواتب. وقالت الشرطة العراقية إنها اعتقلت ثلاثة من المحتجين."


def incoming(text: str, publisher: str, published: date | None, url: str | None = None) -> Incoming:
    report = Report(text, publisher, None, url, published)
    return Incoming(report, None, Dating.RECORD if published else Dating.UNKNOWN, "test", "0" * 64, ("a warning",))


@cache
def reading(one: Incoming) -> dict[str, Any]:
    return reading_to_dict(read_report(one.report))


def rows(one: Incoming, reader: str = READER, source: str = "tests") -> Rows:
    return rows_of(one, source, "ar", reading(one), reader)


NEWS = (
    incoming(MISSILES, "الخليجية", date(2023, 9, 5), "https://example.org/1"),
    incoming(VISIT, "جريدة الشروق", date(2023, 9, 7), "https://example.org/2"),
    incoming(PROTEST, "جريدة الشروق", date(2023, 8, 1)),
)


@cache
def series(number: int) -> tuple[Rows, ...]:
    """Different reports: those above on other days."""
    out = []
    for at in range(number):
        text, publisher = ((MISSILES, "الخليجية"), (VISIT, "جريدة الشروق"), (PROTEST, "بغداد اليوم"))[at % 3]
        out.append(rows(incoming(text, publisher, date(2020, 1, 1) + timedelta(days=at))))
    return tuple(out)


def everything(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in an order of their own."""
    return dict(_everything(archive))


def _everything(archive: Archive) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    with archive.transactions.engine.connect() as connection:
        for table in tables.metadata.sorted_tables:
            found = [tuple(row) for row in connection.execute(select(table))]
            yield table.name, sorted(found, key=repr)
