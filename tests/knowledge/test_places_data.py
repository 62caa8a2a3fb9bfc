"""The geographic tables keep their promises: header, letters, no row twice, known spellings present."""

from __future__ import annotations

from importlib.resources import files

import pytest
import regex

from khabar.lexicon.table import Row, read_rows, values
from khabar.text.fold import fold

COLUMNS = ("form", "en", "type", "kind", "id", "country", "ambiguous", "source")
DEMONYM_COLUMNS = ("base", "plural", "en", "en_plural", "id", "type", "source")
TABLES = ("countries", "capitals", "seats", "places", "cities_geonames", "regions", "facilities")
WRITTEN = regex.compile(r"[ء-غف-ي0-9][ء-غف-ي0-9 \-]*")


def _rows(name: str, columns: tuple[str, ...] = COLUMNS) -> list[Row]:
    return read_rows(files("khabar.knowledge") / "data" / f"{name}.csv", columns)


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_whole_and_in_ordinary_letters(name: str) -> None:
    for row in _rows(name):
        assert WRITTEN.fullmatch(row["form"]), row
        assert all(row[column] for column in ("en", "type", "kind", "id", "source")), row
        assert row["ambiguous"] in {"", "yes"}, row


def test_no_spelling_of_one_entity_is_listed_twice() -> None:
    keys = [(fold(row["form"]), row["id"]) for name in TABLES for row in _rows(name)]
    assert len(keys) == len(set(keys))


def test_an_ambiguous_form_is_marked_in_every_table() -> None:
    marks: dict[str, set[str]] = {}
    for name in TABLES:
        for row in _rows(name):
            marks.setdefault(fold(row["form"]), set()).add(row["ambiguous"])
    assert [form for form, seen in marks.items() if len(seen) > 1] == []


def test_demonyms_are_whole_and_unique() -> None:
    rows = _rows("demonyms", DEMONYM_COLUMNS)
    assert all(row["base"] and row["en"] and row["en_plural"] and row["id"] and row["source"] for row in rows)
    assert len({fold(row["base"]) for row in rows}) == len(rows)
    assert all(WRITTEN.fullmatch(form) for row in rows for form in (row["base"], *values(row["plural"])))


def test_a_demonym_of_a_country_names_a_known_country() -> None:
    known = {row["id"] for row in _rows("countries")}
    used = {row["id"] for row in _rows("demonyms", DEMONYM_COLUMNS) if row["id"].startswith("country:")}
    assert used <= known


@pytest.mark.parametrize(
    ("table", "form", "entity"),
    [
        ("countries", "أميركا", "country:US"),
        ("countries", "جمهورية كوريا الشعبية الديمقراطية", "country:KP"),
        ("capitals", "بيونغيانغ", "city:pyongyang"),
        ("seats", "البيت الأبيض", "seat:white-house"),
        ("places", "شانلي أورفة", "city:sanliurfa"),
        ("regions", "مضيق هرمز", "region:strait-of-hormuz"),
        ("facilities", "قاعدة العند", "facility:al-anad-air-base"),
    ],
)
def test_known_spellings_lead_to_their_entity(table: str, form: str, entity: str) -> None:
    assert (fold(form), entity) in {(fold(row["form"]), row["id"]) for row in _rows(table)}
