"""Names out of one field of the UN's list."""

from __future__ import annotations

import pytest

from khabar.model import NameQuality
from khabar.screening.un_names import names_in


@pytest.mark.parametrize(
    ("field", "texts"),
    [
        ("Samir Nabuli", ["Samir Nabuli"]),
        ("Azim A; Azim B", ["Azim A", "Azim B"]),
        ("Nabuli, Samir", ["Samir Nabuli"]),
        ("Samir Nabuli, III (third)", ["Samir Nabuli III"]),
        ("a) Samir Nabuli b) Samir Nabouli", ["Samir Nabuli", "Samir Nabouli"]),
        ("1) Samir 2) Sameer", ["Samir", "Sameer"]),
        ("Samir a.k.a. Abu Zaytun", ["Samir", "Abu Zaytun"]),
        ("أبو زيتون (Abu Zaytun; Abu- Zeitoun)", ["أبو زيتون", "Abu Zaytun", "Abu- Zeitoun"]),
        ("Abu Zaytun (أبو زيتون )", ["Abu Zaytun", "أبو زيتون"]),
        ("Samir (original script: Самир)", ["Samir", "Самир"]),
        ("Abu Zaytun أبو زيتون", ["Abu Zaytun", "أبو زيتون"]),
        ("“Abu Zaytun”", ["Abu Zaytun"]),
        ("Samir (birth name)", ["Samir"]),
        ("(Sheikh) Samir", ["Samir"]),
        ("Samir Nabuli, born 1 Jan. 1953 (passport no.1)", ["Samir Nabuli"]),
        ("Falcon Trading Company (FTC)", ["Falcon Trading Company", "FTC"]),
        ("Falcon Trading (NGO)", ["Falcon Trading"]),
        ("Falcon (Hong Kong) Limited", ["Falcon (Hong Kong) Limited"]),
        ("華信(香港)有限公司", ["華信(香港)有限公司"]),
        ("((((((((", ["(((((((("]),
        (")))(((", [")))((("]),
        ("", []),
        (" ; ,", []),
    ],
)
def test_names_in(field: str, texts: list[str]) -> None:
    found = [name.text for name in names_in(field, NameQuality.STRONG, person=True)]
    assert found == texts


def test_what_is_said_of_a_name_is_its_note() -> None:
    (name,) = names_in("Samir Nabuli (birth name)", NameQuality.WEAK, person=True)
    assert (name.quality, name.note) == (NameQuality.WEAK, "birth name")


def test_brackets_in_their_thousands_take_no_time() -> None:
    assert list(names_in("(" * 5000 + "a" + ")" * 5000, NameQuality.STRONG, person=True))
    assert list(names_in("a (b" * 3000, NameQuality.STRONG, person=True))
    assert list(names_in("a (b) " * 3000, NameQuality.STRONG, person=True))
