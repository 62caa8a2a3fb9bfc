"""A user's own knowledge: the example of the docs works, and broken files are refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from khabar.errors import DataError
from khabar.knowledge import countries, entities, gazetteer, latin, linker, office_phrases, offices, own, titles
from khabar.knowledge.gazetteer import load_knowledge
from khabar.knowledge.own import VARIABLE, own_digest, own_folder, read_own
from khabar.languages import load
from khabar.model import NameType, Report
from khabar.reading.names import read_names
from khabar.reading.version import reader_version
from khabar.text.document import build_document

PAGE = Path(__file__).parents[2] / "docs" / "knowledge.md"
ENTITY = '[[entity]]\nid = "person:x"\nen = "X"\ntype = "PER"\n'
HOLDING = '[[holding]]\nperson = "person:x"\nrole = "president"\nbody = "country:YE"\n'
LOADED = (countries, entities, gazetteer, latin, linker, office_phrases, offices, own, titles)


def example() -> str:
    found = re.search(r"^```toml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def forget() -> None:
    for module in LOADED:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    reader_version.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of one's own with the example of the docs, and caches that know it."""
    (tmp_path / "mine.toml").write_text(example(), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


def people(text: str) -> list[str]:
    language = load("ar")
    names = read_names(build_document(Report(text), language), (), language, load_knowledge(language))
    return [name.entity for name in names if name.type is NameType.PERSON]


@pytest.mark.usefixtures("folder")
def test_the_reader_finds_names_of_ones_own() -> None:
    assert people("قالت ليلى الحرازي إن المحادثات انتهت.") == ["person:layla-al-harazi"]


@pytest.mark.usefixtures("folder")
def test_they_are_known_with_their_offices() -> None:
    found = entities.known("person:layla-al-harazi")
    assert found is not None
    assert (found.english, found.country, found.latin) == ("Layla al-Harazi", "YE", ("Leila Harazi",))
    assert [one.id for one in entities.by_name("leila harazi")] == [found.id]
    linked = office_phrases.office_in("وزيرة الإعلام اليمنية", date(2032, 1, 1))
    assert linked is not None
    assert linked.entity == found.id
    assert countries.country_of(found.id) == "YE"
    assert linker.link(["ليلى الحرازى"], NameType.PERSON, day=None).entity == found.id


def test_the_version_of_the_reader_tells_them(folder: Path) -> None:
    first = reader_version()
    (folder / "mine.toml").write_text(ENTITY, encoding="utf-8")
    forget()
    second = reader_version()
    (folder / "mine.toml").unlink()
    forget()
    assert len({first, second, reader_version()}) == 3
    assert own_digest() == ""


def test_without_a_folder_there_is_nothing(tmp_path: Path) -> None:
    assert read_own(tmp_path / "none") == own.Own()


def test_the_folder_is_that_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert own_folder().parts[-1] == "knowledge"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("[[entity]\n", "not a TOML file"),
        ("[[person]]\n", r"expected \[\[entity\]\] and \[\[holding\]\]; found person"),
        ("[entity]\n", r"expected \[\[entity\]\] with two brackets"),
        ('[[entity]]\nid = "person:x"\ntype = "PER"\n', "mine.toml: entity 1: en is missing"),
        (ENTITY + ENTITY.replace("PER", "PERSON"), "entity 2: type should be one of PER, "),
        (ENTITY.replace("person:x", "X"), "id should be a class, a colon and a name"),
        (ENTITY.replace("person:x", "person:x,y"), "id should be a class, a colon and a name"),
        (ENTITY + 'country = "Yemen"\n', "country should be an ISO 3166 code"),
        (ENTITY + 'forms = "x"\n', "forms should be a list of texts"),
        (ENTITY + 'forms = ["x", ""]\n', "forms should be a list of texts"),
        (ENTITY + 'forms = ["x\\ny"]\n', "forms should be a list of texts"),
        (ENTITY + "kind = 3\n", "kind should be a text; it is 3"),
        (ENTITY + 'form = ["x"]\n', "form is none of id, en"),
        (HOLDING + 'from = "May 2031"\n', "holding 1: from should be a year, a month or a day"),
        (HOLDING.replace("country:YE", "Yemen"), "body should be a class"),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, content: str, what: str) -> None:
    (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=what):
        read_own(tmp_path)


def test_a_role_that_there_is_not(folder: Path) -> None:
    (folder / "mine.toml").write_text(HOLDING.replace("president", "tsar"), encoding="utf-8")
    forget()
    with pytest.raises(DataError, match=r"mine\.toml: holding 1: role should be one of king"):
        offices.offices_of("person:x")
