"""The knowledge tables as they are loaded."""

from __future__ import annotations

import ast
import subprocess
import sys

from khabar.knowledge import Knowledge, load_knowledge
from khabar.languages import load
from khabar.model import NameType, Report
from khabar.text.document import build_document


def knowledge() -> Knowledge:
    return load_knowledge(load("ar"))


def reading(text: str) -> str:
    """The id of the longest phrase at the first word of a text."""
    words = build_document(Report(text), load("ar")).words
    match = knowledge().phrases.match(words, 0)
    return match.value[0].id if match else ""


def test_spellings_of_one_country_share_an_id() -> None:
    assert reading("أميركا") == reading("أمريكا") == "country:US"


def test_a_proclitic_is_cut_off() -> None:
    assert reading("لروسيا") == reading("روسيا") == "country:RU"


def test_nationalities_are_inflected() -> None:
    forms = ("كوري شمالي", "الكوري الشمالي", "الكورية الشمالية", "كورية شمالية", "الكوريين الشماليين")
    assert {reading(form) for form in forms} == {"nationality:country:KP"}


def test_equipment_is_made_definite_with_its_adjective() -> None:
    assert reading("الصواريخ الباليستية") == reading("صواريخ باليستية") != ""


def test_phrases_carry_types_and_names_their_latin_spelling() -> None:
    known = knowledge().phrases.get("روسيا")
    assert known is not None
    assert known[0].type is NameType.PLACE
    assert knowledge().given["محمد"].english.startswith("M")


def test_reading_loads_no_table_that_it_does_not_need() -> None:
    tables = "entities._rows, entities._index, linker._index, offices._holdings, titles._adjectives"
    code = (
        "import khabar; khabar.read('قال وزير الدفاع الروسي إنه سافر، وقال العقيد مفلح الزغيبان إنه باق.', "
        "published='2023-09-05'); from khabar.knowledge import entities, linker, offices, titles; "
        f"print([table.cache_info().currsize for table in ({tables})])"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert ast.literal_eval(done.stdout) == [0] * 5
