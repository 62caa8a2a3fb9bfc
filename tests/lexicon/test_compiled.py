"""Compiled patterns are kept between runs, and a cache that is damaged, closed or old changes no result."""

import pytest

from khabar.lexicon.compiled import Patterns, PatternSource

SOURCES = {"number": PatternSource(r"\d+", {}), "colour": PatternSource(r"\L<colours>", {"colours": ("red", "blue")})}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KHABAR_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def found(sources=SOURCES):
    patterns = Patterns("test", sources)
    return [patterns[key].findall("3 red 14 blue") for key in ("number", "colour")]


EXPECTED = [["3", "14"], ["red", "blue"]]


def test_what_is_read_back_finds_the_same(folder):
    assert found() == EXPECTED
    assert len(list(folder.iterdir())) == 1
    assert found() == EXPECTED


def test_a_damaged_file_is_compiled_afresh(folder):
    found()
    (file,) = folder.iterdir()
    file.write_bytes(b"rubbish" * 20)
    assert found() == EXPECTED


def test_a_file_cut_short_is_compiled_afresh(folder):
    found()
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-10])
    assert found() == EXPECTED


def test_changed_rules_are_compiled_afresh(folder):
    found()
    changed = SOURCES | {"number": PatternSource(r"\d", {})}
    assert found(changed) == [["3", "1", "4"], ["red", "blue"]]
    assert len(list(folder.iterdir())) == 2


def test_a_folder_that_cannot_be_made_is_no_matter(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("KHABAR_CACHE", str(tmp_path / "file" / "cache"))
    assert found() == EXPECTED


def test_the_cache_can_be_switched_off(tmp_path, monkeypatch):
    monkeypatch.setenv("KHABAR_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert found() == EXPECTED
    assert list(tmp_path.iterdir()) == []
