"""What is no whole list is refused, with the file, the place and what to do, and nothing is given of it."""

from __future__ import annotations

import contextlib
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.screening.made_lists import ADD, ALT, EU, FTM, OFAC, SDN, SIMPLE, SINGLE, TABLES, UN, tables, written

from khabar.errors import ListError
from khabar.screening import Limits, read_list
from khabar.screening.rows import Lines

WITH_AN_END = ("un.xml", "ofac.xml", "eu.xml")
BY_LINES = ("targets.simple.csv", "entities.ftm.json")
LAUGHS = """<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ListError) as caught:
        read_list(path, limits=limits)
    message = str(caught.value)
    assert message.startswith(str(path.parent)), message
    assert ": expected " in message, message
    return message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("<html><body>502</body></html>", "web page"),
        ("<!DOCTYPE html>\n<html>", "web page"),
        ("<sdnList/>", "SDN_ADVANCED"),
        ("<feed/>", "root element is feed"),
        ("<", "no root element"),
        ("<CONSOLIDATED_LIST/>", "no entries"),
        ("<export></export>", "no entries"),
        ("<Sanctions/>", "no entries"),
        (LAUGHS + "<CONSOLIDATED_LIST>&d;</CONSOLIDATED_LIST>", "document type"),
        ("<!-- hidden -->" + LAUGHS + "<export/>", "document type"),
        ('<!DOCTYPE export SYSTEM "http://localhost/x.dtd"><export/>', "document type"),
        ('<?xml version="1.0" encoding="utf-7"?><export/>', "encoding is utf-7"),
        ('<?xml version="1.0" encoding="cp037"?><export/>', "encoding is cp037"),
        ('<?xml version="1.0" encoding="nonsense"?><export/>', "encoding is nonsense"),
        ("<" + "export><a>" * 300, "line 1"),
        ("dear sir", "no known list"),
        ("[]", "JSON array"),
        ("{", "line 1"),
        ("{}\n", "no entity"),
        ('{"id": "1", "schema": "Person", "properties": []}\n', "no entity"),
        ('{"id": ' + "[" * 100_000 + "\n", "line 1"),
        ('{"id": "1", "schema": "Address", "properties": {}}\n', "no entries"),
        ('{"id": "1", "n": ' + "9" * 5000 + "}\n", "line 1"),
        ('1,2,"aka","A",-0- \n', "give sdn.csv"),
        ("id,schema,name,aliases\n", "no entries"),
        ("id,schema,name,aliases\n1,Person,A\n", "line 2"),
        ('id,schema,name,aliases\n1,Person,A,"\n', "line 2"),
        ("id,schema,name,aliases\n1,Person,A,B", "cut short"),
        ('id,schema,name,aliases\n1,Person,A,"' + "x" * 200_000 + '"\n', "line 2"),
        (b"PK\x03\x04rest", "zip"),
        ("<export/>".encode("utf-16"), "zero bytes"),
        (UN.replace("SAMIR", "SA\x00MIR"), "line 7"),
        (EU.encode().replace(b"Nabuli", b"Nab\xfcli"), "line 8"),
        (SIMPLE.encode().replace(b"Falcon", b"F\xe4lcon"), "line 3"),
        (SIMPLE.replace("Falcon", "Fal\x00con"), "zero bytes"),
        (FTM.replace("Falcon", "Fal\x00con"), "zero bytes"),
    ],
)
def test_refused(content: str | bytes, reason: str, tmp_path: Path) -> None:
    assert reason in refusal(written(tmp_path, "list", content))


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "none.xml")
    assert "check the name" in refusal(tmp_path / "n\x00ne.xml")
    (tmp_path / "folder").mkdir()
    refusal(tmp_path / "folder")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            UN.replace("FALCON TRADING COMPANY (FTC) ; FALCON LINES, LTD", "").replace("ALIAS_NAME", "X"),
            "LYe.9001 (record 2)",
        ),
        (OFAC.replace(">FALCON STAR<", "> <"), "4238 (record 2)"),
        (EU.replace('wholeName="Falcon Trading"', ""), "600 (record 2)"),
        (SIMPLE.replace("Falcon Trading", " "), "NK-2 (record 2)"),
        (FTM.replace('"name": ["Falcon"]', '"name": []'), "NK-2 (record 2)"),
    ],
)
def test_entries_without_a_name_are_told(content: str, told: str, tmp_path: Path) -> None:
    assert told in refusal(written(tmp_path, "list", content))


def test_many_entries_without_a_name_are_counted(tmp_path: Path) -> None:
    content = "id,schema,name,aliases\n" + "".join(f"{number},Person,-,\n" for number in range(100))
    assert "and 80 more" in refusal(written(tmp_path, "list", content))


@pytest.mark.parametrize("table", ["alt", "add"])
def test_a_missing_table_is_named(table: str, tmp_path: Path) -> None:
    tables(tmp_path)
    (tmp_path / f"{table}.csv").unlink()
    assert f"{table}.csv is not beside it" in refusal(tmp_path / "sdn.csv")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"sdn": SDN.replace('303,"EP-XYZ"', '303,"EP-XYZ",-0- ')}, "sdn.csv: line 4"),
        ({"sdn": SDN.replace("303,", "3O3,")}, "instead of an entry's number"),
        ({"alt": ALT.replace('"fka",', "")}, "alt.csv: line 1"),
        ({"alt": ALT.replace("101,2", "999,2")}, "entry 999"),
        ({"add": ADD.replace("303,5", "202,5")}, "entry 303 of sdn.csv has no row"),
        ({"add": ADD.replace("\x1a\r\n", "")}, "mark of the end"),
        ({"sdn": SDN + "36,more\r\n"}, "behind the mark"),
        ({"sdn": SDN.replace('"EP-XYZ"', '""')}, "303 (record 4)"),
        ({"sdn": SDN.replace('"EP-XYZ"', '"EP"XYZ"')}, "line 4"),
        ({"alt": ALT.encode().replace(b"OLD", b"\xd6LD")}, "alt.csv: line 1"),
        ({"alt": ""}, "mark of the end"),
    ],
)
def test_tables_that_are_not_whole(changed: dict[str, str | bytes], reason: str, tmp_path: Path) -> None:
    assert reason in refusal(tables(tmp_path, **changed))


def test_tables_without_marks_are_taken_and_still_compared(tmp_path: Path) -> None:
    bare = {name.removesuffix(".csv"): table.replace("\x1a\r\n", "") for name, table in TABLES.items()}
    assert len(read_list(tables(tmp_path, **bare)).entries) == 4
    assert "cut short" in refusal(tables(tmp_path, **(bare | {"alt": bare["alt"].rstrip()[:-2] + "-0"})))
    assert "has entry 303" in refusal(tables(tmp_path, **(bare | {"sdn": bare["sdn"][: bare["sdn"].index("303,")]})))


@pytest.mark.parametrize("name", SINGLE)
def test_limits_of_size_and_entries(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, "list", SINGLE[name])
    assert "more than 100 bytes" in refusal(path, Limits(size=100))
    assert "more than 1 entries" in refusal(path, Limits(entries=1))
    bomb = written(tmp_path, "bomb.gz", gzip.compress(SINGLE[name].encode() + b" " * 1_000_000))
    assert "more than 500,000 bytes" in refusal(bomb, Limits(size=500_000))


@pytest.mark.parametrize("start", ['{"id": "', "id,schema,name,aliases\n1,Person,"])
def test_one_endless_line(start: str, tmp_path: Path) -> None:
    path = written(tmp_path, "list", start + "x" * 300_000)
    assert "a line has more than 100,000 bytes" in refusal(path, Limits(line=100_000))


def test_a_line_of_a_gigabyte_is_not_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:
            buffer[:] = b"x" * len(buffer)
            self.given += len(buffer)
            return len(buffer) if self.given < 1 << 30 else 0

    source = Endless()
    with pytest.raises(ListError, match="line 1"):
        list(Lines(io.BufferedReader(source), Path("list"), Limits()))
    assert source.given < 64 << 20


def test_an_endless_text_in_markup(tmp_path: Path) -> None:
    content = UN.replace("Thought", "x" * 11_000_000)
    assert "line" in refusal(written(tmp_path, "list", content))


def test_entities_are_not_unfolded_behind_the_beginning(tmp_path: Path) -> None:
    assert "line" in refusal(written(tmp_path, "list", UN.replace("Thought", "&d;")))


@pytest.mark.parametrize("name", WITH_AN_END)
def test_a_cut_list_with_an_end_is_refused_at_every_byte(name: str, tmp_path: Path) -> None:
    content = SINGLE[name].rstrip().encode()
    path = tmp_path / "list"
    for end in range(0, len(content), 1 if len(content) < 8000 else 7):
        path.write_bytes(content[:end])
        refusal(path)


@pytest.mark.parametrize("name", BY_LINES)
def test_a_cut_list_of_lines_is_refused_but_between_lines(name: str, tmp_path: Path) -> None:
    """There such a list looks whole: the format has no end."""
    content = SINGLE[name].encode()
    whole = read_list(written(tmp_path, "whole", content)).entries
    path = tmp_path / "list"
    for end in range(len(content)):
        path.write_bytes(content[:end])
        if content[:end].endswith(b"\n") or content[end : end + 1] == b"\n":
            continue
        refusal(path)
    path.write_bytes(content[: content.index(b"\n", content.index(b"NK-1")) + 1])
    assert read_list(path).entries == whole[:1]


@pytest.mark.parametrize("table", ["sdn", "alt", "add", "sdn_comments"])
def test_cut_tables_are_refused_at_every_byte(table: str, tmp_path: Path) -> None:
    content = TABLES[f"{table}.csv"].rstrip().encode().rstrip(b"\x1a")
    tables(tmp_path)
    for end in range(len(content)):
        (tmp_path / f"{table}.csv").write_bytes(content[:end])
        refusal(tmp_path / "sdn.csv")


@pytest.mark.parametrize("name", SINGLE)
def test_a_cut_gzip_is_refused_at_every_byte(name: str, tmp_path: Path) -> None:
    content = gzip.compress(SINGLE[name].encode())
    path = tmp_path / "list"
    for end in range(0, len(content), 3):
        path.write_bytes(content[:end])
        refusal(path)


@pytest.mark.parametrize("name", SINGLE)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(place=st.floats(0, 0.999), put=st.binary(max_size=8), gone=st.integers(0, 40))
def test_damage_gives_a_list_or_its_error(name: str, tmp_path: Path, place: float, put: bytes, gone: int) -> None:
    content = SINGLE[name].encode()
    at = int(len(content) * place)
    path = written(tmp_path, "damaged", content[:at] + put + content[at + gone :])
    with contextlib.suppress(ListError):
        assert read_list(path).entries
