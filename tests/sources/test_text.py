"""Bytes to text: every encoding that Arabic news comes in, and every input that is no report."""

import os
import time
from pathlib import Path
from random import Random

import pytest

from khabar.errors import InputError
from khabar.sources import decode, read_file, text

REPORT = (
    "وزير الخارجية يزور الدوحة غدا\n\n"
    "قالت وكالة الأنباء إن الوزير سيلتقي في العاصمة القطرية عددا من المسؤولين، وأضافت أن الزيارة تستمر يومين.\n"
)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1256", "windows-1256"),
        ("iso8859_6", "iso-8859-6"),
    ],
)
def test_every_encoding_gives_the_same_text(codec, encoding):
    found = decode(REPORT.encode(codec), "a.txt")
    assert (found.text, found.encoding, found.warnings) == (REPORT, encoding, ())


@pytest.mark.parametrize("codec", ["utf-16-be", "utf-32-be", "utf-16-le", "utf-32-le"])
def test_marks_of_both_byte_orders(codec):
    assert decode(("\ufeff" + REPORT).encode(codec), "a.txt").text == REPORT


def test_arabic_quotation_marks_and_dashes_of_windows():
    report = REPORT.replace("إن الوزير", "إن «الوزير» – “كما قال” –")
    assert decode(report.encode("cp1256"), "a.txt").text == report


@pytest.mark.parametrize("headline", ["خبر", "لقاء وزاري", "وزير الخارجية: لا تعليق"])
@pytest.mark.parametrize("codec", ["cp1256", "iso8859_6"])
def test_a_headline_alone_is_enough(headline, codec):
    assert decode(headline.encode(codec), "a.txt").text == headline


def test_vowel_marks():
    report = "قَالَ الوَزِيرُ إِنَّ الِاجْتِمَاعَ سَيُعْقَدُ فِي بَغْدَادَ بَعْدَ أَنْ تَأَجَّلَ مَرَّتَيْنِ"
    assert decode(report.encode("cp1256"), "a.txt").text == report


def test_line_ends_are_kept():
    report = REPORT.replace("\n", "\r\n")
    assert decode(report.encode(), "a.txt").text == report


def test_damaged_utf8_loses_nothing_else():
    data = REPORT.encode()
    found = decode(data[:60] + b"\xff" + data[60:], "a.txt")
    assert found.text.replace("\ufffd", "") == REPORT
    assert found.warnings == (
        "damaged utf-8: bytes that are no characters were replaced by U+FFFD once, first on line 3",
    )


def test_a_cut_last_letter_is_damage_not_another_encoding():
    found = decode(REPORT.rstrip().encode()[:-1] + b"\xd9", "a.txt")
    assert found.encoding == "utf-8"
    assert found.text.endswith("\ufffd")


def test_a_replacement_character_of_the_report_itself_is_no_damage():
    assert decode((REPORT + "\ufffd").encode(), "a.txt").warnings == ()


def test_damaged_utf16():
    found = decode(REPORT.encode("utf-16") + b"\x06", "a.txt")
    assert found.text == REPORT + "\ufffd"
    assert "utf-16" in found.warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        "Le président a été reçu à Genève, où l'été dernier".encode("cp1252"),
        "Президент сегодня встретился с министром и сказал".encode("cp1251"),
        "Ο πρόεδρος συναντήθηκε σήμερα με τον υπουργό".encode("iso8859_7"),
        "הנשיא נפגש היום עם השר ואמר כי".encode("cp1255"),
        bytes(byte or 1 for byte in Random(1).randbytes(4000)),
    ],
)
def test_other_one_byte_encodings_are_not_taken_for_arabic(data):
    with pytest.raises(InputError, match=r"a\.txt: expected UTF-8.*save it as UTF-8"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00", "a JPEG picture"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "an HTML page"),
        (REPORT.encode() + b"\x00" + REPORT.encode(), "zero byte at byte"),
        (b"\x00" * 400, "binary data"),
        (bytes(range(256)) * 10, "binary data"),
    ],
)
def test_binary_is_named(data, kind):
    with pytest.raises(InputError, match=kind):
        decode(data, "a.bin")


@pytest.mark.parametrize("data", [b"", b"  \r\n\t", "\ufeff\n".encode(), "\u200f\u00a0".encode(), b"--- ... ---"])
def test_nothing_to_read(data):
    with pytest.raises(InputError, match=r"expected the text of a report.*give a file with text"):
        decode(data, "a.txt")


def test_the_limit_counts_characters():
    assert len(decode("خ".encode() * 10, "a.txt", limit=10).text) == 10
    with pytest.raises(InputError, match=r"at most 10 characters; it has 11 characters"):
        decode("خ".encode() * 11, "a.txt", limit=10)


def test_fifty_million_bytes_on_one_line_are_refused_at_once(tmp_path):
    big = tmp_path / "big.txt"
    big.write_bytes(b"\xd8\xae" * 25_000_000)
    start = time.monotonic()
    with pytest.raises(InputError, match=r"at most 5,000,000 characters; it has more than 20,000,000 bytes"):
        read_file(big)
    assert time.monotonic() - start < 2


def test_the_longest_text_allowed_is_decoded_quickly():
    start = time.monotonic()
    decode((REPORT.encode("cp1256") * 40_000)[:5_000_000], "a.txt")
    assert time.monotonic() - start < 5


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs an endless device")
def test_an_endless_stream_ends():
    with pytest.raises(InputError, match="at most"):
        read_file(Path("/dev/zero"))


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"none\.txt: expected a text file; there is none of that name"):
        read_file(tmp_path / "none.txt")


def test_folder(tmp_path):
    with pytest.raises(InputError, match="it is a folder"):
        read_file(tmp_path)


def test_permission_denied(tmp_path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="permission is denied"):
        read_file(tmp_path / "a.txt")


def test_a_file_that_cannot_be_a_name(tmp_path):
    with pytest.raises(InputError, match="expected a readable text file"):
        read_file(tmp_path / ("a" * 5000))


def test_a_file_is_read_whole(tmp_path):
    path = tmp_path / "خبر.txt"
    path.write_bytes(REPORT.encode())
    assert read_file(path).text == REPORT


def test_standard_input(monkeypatch, tmp_path):
    path = tmp_path / "in"
    path.write_bytes(REPORT.encode("cp1256"))
    with path.open() as handle:
        monkeypatch.setattr("sys.stdin", handle)
        assert text.read_stdin().text == REPORT
