"""Putting the Arabic name grammar together from its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from khabar.languages.ar.nominals import equipment_forms, nationality_forms, with_article
from khabar.languages.ar.rarity import rarity
from khabar.languages.ar.transliteration import Spelling, skeleton, spell
from khabar.languages.names import Head, NameGrammar, NameWords, Title
from khabar.lexicon.table import Row, read_rows, read_toml
from khabar.text.fold import fold
from khabar.text.phrases import PhraseTable

_TITLES = ("form", "class", "en", "gender", "number", "kind", "source")
_WORDS = ("form", "pos", "suffixes", "en", "source")
_HEADS = ("form", "class", "type", "en", "source")
_MINISTRIES = ("form", "en", "source")
_SINGLE = ("article", "conjunction", "dative", "seated")
_ENDINGS = ("adverbial", "feminine", "people", "relation")
_SPELLING = ("letters", "latin", "class", "source")


@cache
def name_grammar() -> NameGrammar:
    """The name grammar of Arabic."""
    folder = Path(__file__).with_name("data")
    spelling = _spelling(folder)
    naming = read_toml(folder / "naming.toml")
    return NameGrammar(
        words=_words(naming["words"]),
        titles=PhraseTable(_titles(read_rows(folder / "titles.csv", _TITLES))),
        heads=PhraseTable(_heads(read_rows(folder / "heads.csv", _HEADS))),
        ministries=PhraseTable((row["form"], row["en"]) for row in _ministries(folder)),
        decoys=PhraseTable((phrase, True) for phrase in naming["phrases"]["decoys"]),
        inflect_nationality=nationality_forms,
        inflect_equipment=equipment_forms,
        spell=partial(spell, spelling=spelling),
        skeleton=partial(skeleton, spelling=spelling),
        rarity=rarity,
        function_spellings=frozenset(row["form"] for row in read_rows(folder / "words.csv", _WORDS)),
    )


def _titles(rows: Iterable[Row]) -> Iterator[tuple[str, Title]]:
    return ((row["form"], Title(row["class"], row["en"], row["kind"])) for row in rows)


def _heads(rows: Iterable[Row]) -> Iterator[tuple[str, Head]]:
    """Each noun once with all its classes; institutions also with the article."""
    kinds: dict[str, dict[str, str]] = {}
    for row in rows:
        forms = (row["form"], with_article(row["form"])) if row["class"] == "institution" else (row["form"],)
        for form in dict.fromkeys(forms):
            kinds.setdefault(form, {}).setdefault(row["class"], row["en"])
    return ((form, Head(tuple(classes.items()))) for form, classes in kinds.items())


def _ministries(folder: Path) -> list[dict[str, str]]:
    return read_rows(folder / "ministries.csv", _MINISTRIES) if (folder / "ministries.csv").is_file() else []


def _spelling(folder: Path) -> Spelling:
    """Letters by class; each row also under its folded letters, which the raw ones outrank."""
    classes: dict[str, dict[str, str]] = {}
    for row in read_rows(folder / "transliteration.csv", _SPELLING):
        classes.setdefault(row["class"], {})[row["letters"]] = row["latin"]
    for kind, rows in classes.items():
        for letters, latin in tuple(rows.items()):
            if kind == "word" or fold(letters) not in classes["consonant"]:
                rows.setdefault(fold(letters), latin)
    return Spelling(classes)


def _words(table: dict[str, Any]) -> NameWords:
    def folded(values: Iterable[str]) -> frozenset[str]:
        return frozenset(fold(value) for value in values)

    fields: dict[str, Any] = {key: folded(values) for key, values in table.items() if key not in _SINGLE}
    fields |= {key: tuple(sorted(fields[key])) for key in _ENDINGS}
    return NameWords(**fields, **{key: table[key] for key in _SINGLE})
