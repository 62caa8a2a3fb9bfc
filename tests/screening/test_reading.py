"""Lists of every format, field by field."""

from __future__ import annotations

import csv
import gzip
import re
import time
from datetime import date
from pathlib import Path

import pytest
from tests.screening.made_lists import EU, FTM, OFAC, OFAC_SPACE, SIMPLE, SINGLE, TABLES, UN, tables, written

from khabar.model import Identifier, ListedDate, ListedEntry, ListedKind, ListFormat, NameQuality, SanctionsList
from khabar.screening import read_list

SHARED = Path(__file__).parents[3] / "shared" / "lists"
PRIMARY, STRONG, WEAK, ORIGINAL = NameQuality
needs_lists = pytest.mark.skipif(not SHARED.is_dir(), reason="the published lists are not here")


def names(entry: ListedEntry) -> list[tuple[str, NameQuality]]:
    return [(name.text, name.quality) for name in entry.names]


def births(entry: ListedEntry) -> list[str]:
    return [birth.iso for birth in entry.births]


def codes(entry: ListedEntry) -> tuple[list[str], list[str]]:
    return [one.code for one in entry.nationalities], [one.code for one in entry.countries]


def test_un_person(tmp_path: Path) -> None:
    found = read_list(written(tmp_path, "list", UN))
    person = found.entries[0]
    assert (found.name, found.format, found.issued) == ("UN Security Council", ListFormat.UN_XML, date(2026, 2, 27))
    assert (person.id, person.kind, person.genders) == ("QDi.9001", ListedKind.PERSON, ("m",))
    assert names(person) == [
        ("SAMIR YUSUF NABULI JR", PRIMARY),
        ("سمير يوسف النابلي", ORIGINAL),
        ("Sameer al-Nabuli", STRONG),
        ("Samir Nabouli", STRONG),
        ("أبو زيتون", WEAK),
        ("Abu Zaytun", WEAK),
        ("Abu Zeitoun", WEAK),
        ("Samir Nabuli", STRONG),
        ("Abu Laila", WEAK),
        ("أبو ليلى", WEAK),
    ]
    assert person.names[2].note == "formerly listed as"
    assert births(person) == ["1961-03-02", "1961-11", "1957/1959", "1955/1960", "", "1960-11-13"]
    assert person.births[2].text == "APPROXIMATELY 1958"
    assert person.births[4].text == "24/06/1402 (Hijri Calendar)"
    assert person.birth_places == ("Misrata, Libya (old town)", "Sirte, Libya")
    assert codes(person) == (["LY", "IR", ""], ["LY", "SY"])
    assert person.nationalities[1].text == "Iran (Islamic Republic of)"
    assert (person.programs, person.listed_on) == (("Al-Qaida",), ListedDate("2011-05-02", "2011-05-02"))
    assert (person.positions, person.remarks) == (("Dr.", "Treasurer", "Envoy"), ("Thought to live in Sirte.",))
    assert person.identifiers == (Identifier("Passport", "LY99", "LY"),)


def test_un_organisation(tmp_path: Path) -> None:
    entity = read_list(written(tmp_path, "list", UN)).entries[1]
    assert (entity.kind, entity.listed_on) == (ListedKind.ORGANISATION, None)
    assert names(entity) == [
        ("FALCON TRADING COMPANY", PRIMARY),
        ("FTC", WEAK),
        ("FALCON LINES, LTD", STRONG),
        ("Old Falcon", STRONG),
        ("شركة الصقر", ORIGINAL),
        ("Al Saqr Co.", STRONG),
        ("ASC", WEAK),
    ]


def test_ofac_tables(tmp_path: Path) -> None:
    found = read_list(tables(tmp_path))
    company, person, ship, plane = found.entries
    assert (found.name, found.format, found.issued) == ("OFAC SDN", ListFormat.OFAC_CSV, None)
    assert [entry.kind.value for entry in found.entries] == ["organisation", "person", "vessel", "aircraft"]
    assert names(company) == [("FALCON AIRLINES, S.A.", PRIMARY), ("OLD FALCON", STRONG)]
    assert (company.programs, company.names[1].note) == (("LIBYA2", "SDGT"), "fka")
    assert codes(company) == ([], ["LY", "PA"])
    assert names(person) == [
        ("Samir Yusuf NABULI Jr.", PRIMARY),
        ("Sameer AL-NABOULI", STRONG),
        ("SAMIR", STRONG),
        ("YAKH'YO", WEAK),
        ("Abu ZAYTUN", WEAK),
    ]
    assert births(person) == ["1961-06-14", "1957/1959", "1955/1960"]
    assert person.births[1].text == "circa 1958"
    assert person.birth_places == ("Misrata, Libya", "Sirte, Libya")
    assert (codes(person), person.genders, person.positions) == ((["LY", "KP"], []), ("m",), ("Treasurer",))
    assert person.identifiers == (Identifier("Passport", "LY99", "LY"), Identifier("National ID No.", "4-5", "IR"))
    assert person.linked_to == ("FALCON AIRLINES",)
    assert person.remarks[0].startswith("DOB 14 Jun 1961;")
    assert ship.identifiers == (
        Identifier("Call Sign", "CALL9"),
        Identifier("Vessel Registration Identification IMO", "9123456"),
    )
    assert (ship.linked_to, [one.text for one in ship.countries]) == (("Falcon Lines",), ["Panama", "undetermined"])
    assert plane.identifiers == ()


@pytest.mark.parametrize(
    "names_of_files", [("SDN.CSV", "ALT.CSV", "ADD.CSV"), ("my_sdn.csv", "my_alt.csv", "my_add.csv")]
)
def test_ofac_tables_under_other_names(names_of_files: tuple[str, ...], tmp_path: Path) -> None:
    for name, table in zip(names_of_files, TABLES.values(), strict=False):
        written(tmp_path, name, table)
    assert len(read_list(tmp_path / names_of_files[0]).entries) == 4


@pytest.mark.parametrize("space", [f' xmlns="{OFAC_SPACE}"', ' xmlns="http://www.un.org/sanctions/1.0"', ""])
def test_ofac_advanced(space: str, tmp_path: Path) -> None:
    found = read_list(written(tmp_path, "list.xml", OFAC.replace(f' xmlns="{OFAC_SPACE}"', space)))
    person, ship = found.entries
    assert (found.name, found.format, found.issued) == ("OFAC SDN", ListFormat.OFAC_XML, date(2026, 8, 7))
    assert (person.id, person.kind, person.genders) == ("2674", ListedKind.PERSON, ("m",))
    assert names(person) == [
        ("Samir Yusuf NABULI", PRIMARY),
        ("سمير النابلي", ORIGINAL),
        ("NABOULI", STRONG),
        ("أبو زيتون", WEAK),
    ]
    assert person.names[2].note == "F.K.A."
    assert births(person) == ["1961-06-14", "1957/1959", "1955/1960"]
    assert person.birth_places == ("Misrata, Libya",)
    assert codes(person) == (["LY", "SY"], ["IR"])
    assert (person.programs, person.positions) == (("SDGT",), ("Treasurer",))
    assert person.listed_on == ListedDate("2001-12-04", "2001-12-04")
    assert person.remarks == ("A made person.", "Additional Sanctions Information More")
    assert person.identifiers == (
        Identifier("Passport", "LY99", "LY"),
        Identifier("Digital Currency Address - XBT", "12aNKp"),
    )
    assert person.linked_to == ("FALCON STAR",)
    assert (ship.kind, codes(ship)[1], ship.identifiers) == (
        ListedKind.VESSEL,
        ["PA"],
        (Identifier("Vessel Call Sign", "CALL9"),),
    )


def test_ofac_other_list_has_another_name(tmp_path: Path) -> None:
    other = OFAC.replace("SDN List", "Consolidated List")
    assert read_list(written(tmp_path, "list.xml", other)).name == "OFAC Consolidated"


def test_eu(tmp_path: Path) -> None:
    found = read_list(written(tmp_path, "list.xml", EU))
    person, company = found.entries
    assert (found.name, found.format, found.issued) == ("EU FSF", ListFormat.EU_XML, date(2026, 8, 5))
    assert (person.id, person.kind, company.id, company.kind.value) == (
        "EU.900.1",
        ListedKind.PERSON,
        "600",
        "organisation",
    )
    assert names(person) == [
        ("Samir Yusuf Nabuli", PRIMARY),
        ("سمير النابلي", ORIGINAL),
        ("Abu Zaytun", WEAK),
        ("Abu Laila", WEAK),
    ]
    assert births(person) == ["1961-03-02", "1957/1959", "1955/1960", "1962-04", ""]
    assert person.births[4].text == "1380 (ISLAMIC)"
    assert person.birth_places == ("Misrata, LIBYA",)
    assert (codes(person), person.genders) == ((["LY"], ["MM"]), ("m",))
    assert (person.programs, person.positions, person.remarks) == (("TAQA",), ("Dr.", "Treasurer"), ("A made person.",))
    assert person.listed_on == ListedDate("2003-05-20", "2003-05-20")
    assert person.identifiers == (
        Identifier("UN reference number", "QDi.9001"),
        Identifier("National passport", "LY99", "LY"),
    )


def test_opensanctions_table(tmp_path: Path) -> None:
    found = read_list(written(tmp_path, "list.csv", SIMPLE))
    person, company = found.entries
    assert (found.name, found.format, found.issued) == ("Made List", ListFormat.OPENSANCTIONS_CSV, None)
    assert found.skipped == (("CryptoWallet", 1),)
    assert names(person) == [("Samir Nabuli", PRIMARY), ("سمير النابلي", ORIGINAL), ("Sameer Nabouli", STRONG)]
    assert (births(person), codes(person)[1]) == (["1961-03-02", "1958"], ["LY", "UA", "SU", ""])
    assert (person.programs, person.remarks) == (("XX-A", "XX-B"), ("Art. 3",))
    assert (person.identifiers, company.kind) == ((Identifier("", "LY99"),), ListedKind.ORGANISATION)


def test_ftm(tmp_path: Path) -> None:
    found = read_list(written(tmp_path, "list.json", FTM))
    person, other = found.entries
    assert (found.name, found.format) == ("made_list", ListFormat.FTM_JSON)
    assert found.skipped == (("Address", 1), ("Person (no target)", 1))
    assert names(person) == [
        ("Samir Nabuli", PRIMARY),
        ("Samir Yusuf Nabuli", STRONG),
        ("سمير النابلي", ORIGINAL),
        ("Sameer Nabouli", STRONG),
        ("Samir Qadim", STRONG),
        ("أبو زيتون", WEAK),
    ]
    assert person.births == (ListedDate("1961-03", "1961-03"), ListedDate("", "long ago"))
    assert (codes(person), person.genders, person.positions) == ((["LY"], ["PA"]), ("m",), ("Treasurer",))
    assert (person.programs, person.listed_on) == (("XX-A", "P1"), ListedDate("2011-05-02", "2011-05-02"))
    assert person.remarks == ("half a pair and a zero here",)
    assert (person.identifiers, other.kind) == ((Identifier("passportNumber", "LY99"),), ListedKind.OTHER)


@pytest.mark.parametrize("name", SINGLE)
def test_packed_or_not_and_named(name: str, tmp_path: Path) -> None:
    plain = read_list(written(tmp_path, "plain", SINGLE[name]))
    packed = read_list(str(written(tmp_path, "packed", gzip.compress(SINGLE[name].encode()))), name="Mine")
    assert (packed.name, packed.entries) == ("Mine", plain.entries)


@pytest.mark.parametrize("name", SINGLE)
def test_every_entry_has_one_main_name_and_no_value_twice(name: str, tmp_path: Path) -> None:
    for entry in read_list(written(tmp_path, "list", SINGLE[name])).entries:
        assert [name.quality for name in entry.names].count(PRIMARY) == 1
        assert entry.names[0].quality is PRIMARY
        assert len({name.text for name in entry.names}) == len(entry.names)
        assert all(name.text == " ".join(name.text.split()) for name in entry.names)


def test_tables_may_be_packed(tmp_path: Path) -> None:
    for name, table in TABLES.items():
        written(tmp_path, f"{name}.gz", gzip.compress(table.encode()))
    assert len(read_list(tmp_path / "sdn.csv.gz").entries) == 4


@needs_lists
def test_the_uns_own_list() -> None:
    path = SHARED / "un_consolidated.xml"
    found = read_list(path)
    kinds = [entry.kind for entry in found.entries]
    assert (kinds.count(ListedKind.PERSON), kinds.count(ListedKind.ORGANISATION)) == (730, 273)
    assert len({entry.id for entry in found.entries}) == 1003
    written_names = re.findall("<NAME_ORIGINAL_SCRIPT>([^<]+)<", path.read_text(encoding="utf-8"))
    known = {name.text for entry in found.entries for name in entry.names}
    arabic = [" ".join(name.split()) for name in written_names if re.search("[\u0600-\u06ff]", name)]
    assert len(arabic) > 200
    assert [name for name in arabic if name not in known] == []
    read = [birth for entry in found.entries for birth in entry.births]
    assert sum(not birth.iso for birth in read) <= 3
    unknown = {one.text for entry in found.entries for one in (*entry.nationalities, *entry.countries) if not one.code}
    assert unknown == {"na"}


@needs_lists
def test_ofacs_own_list() -> None:
    start = time.perf_counter()
    found: SanctionsList = read_list(SHARED / "ofac_sdn.csv")
    assert time.perf_counter() - start < 15
    with (SHARED / "ofac_sdn.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.reader(handle) if row]
    assert [entry.id for entry in found.entries] == [row[0] for row in rows]
    assert all(birth.iso for entry in found.entries for birth in entry.births)
