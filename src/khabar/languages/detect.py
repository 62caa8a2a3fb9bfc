"""Which language a report is written in: by its script first, then by small words and letters of its own.

Not for: dialects, or reports that mix languages paragraph by paragraph. What is known of a language stands in
`detect.csv`: frequent words, letters that Arabic does not have, and beginnings and endings of written words.
The forms are compared as they are written, not folded: folding would merge the very letters that tell them apart.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

from khabar.errors import LanguageError
from khabar.lexicon.table import read_rows

# A report is in a script when most of its letters are; names and quotations in another script do not change that.
MAIN_SHARE = 0.5
# The first 300 words tell a language; counting a whole report cost a tenth of the time of reading it.
SAMPLE = 2_000
# A word with a letter of its own may be a foreign name in an Arabic report; a function word cannot.
LETTER_WEIGHT = 0.5
# One or two such words may be names; three are a language.
LEAST_SIGNS = 3

_SCRIPT = "ARABIC"
_DEFAULT = "ar"
_WORD = regex.compile(r"[\p{L}\p{M}\p{So}]+")
_MARKS = regex.compile(r"\p{M}+")


@dataclass(frozen=True, slots=True)
class Profile:
    """What gives one language away."""

    name: str
    words: frozenset[str]
    letters: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]


def detect_language(text: str) -> str:
    """The code of the Arabic-script language that `text` is written in ("ar", "fa", "ur", "ckb", "ug", "ps", "sd").

    Raises LanguageError, with the script that it seems to be, when less than half of the letters are Arabic script.
    """
    _require_script(text[:SAMPLE])
    words = _words(text[:SAMPLE])
    counts = {code: _signs(words, profile) for code, profile in _profiles().items()}
    best = max(counts, key=lambda code: (counts[code], code == _DEFAULT))
    return best if counts[best] >= LEAST_SIGNS else _DEFAULT


def require_language(text: str, installed: Collection[str]) -> str:
    """The language of `text`; LanguageError when it is none of the `installed` ones."""
    code = detect_language(text)
    if code not in installed:
        readers = ", ".join(language_name(known) for known in sorted(installed))
        raise LanguageError(
            f"the report seems to be in {language_name(code)}; readers are installed for {readers} only: "
            f"give a report in that language"
        )
    return code


def language_name(code: str) -> str:
    """The English name of a language code; the code itself where the table does not know it."""
    profile = _profiles().get(code)
    return profile.name if profile else code


def known_word_share(text: str) -> float:
    """The share of the words of `text` that some language of the table claims (0 to 1); 0 for a text without words.

    Low for text that was decoded with the wrong table, however Arabic its letters look.
    """
    words = _words(text[:SAMPLE])
    return max(_signs(words, profile) for profile in _profiles().values()) / len(words) if words else 0.0


def scripts(text: str) -> Counter[str]:
    """How many letters of each script a text has, by the script's name in Unicode ("ARABIC", "LATIN")."""
    out: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isalpha():
            out[unicodedata.name(char, "UNKNOWN").partition(" ")[0]] += count
    return out


def _require_script(text: str) -> None:
    counts = scripts(text)
    letters = sum(counts.values())
    if not letters:
        raise LanguageError("expected a report in Arabic script; found no letters at all: give the text of a report")
    share = counts[_SCRIPT] / letters
    if share < MAIN_SHARE:
        other = counts.most_common(1)[0][0].capitalize()
        raise LanguageError(
            f"expected a report in Arabic script; the text seems to be in {other} script "
            f"({share:.0%} of its {letters:,} letters are Arabic): give the Arabic text of the report"
        )


def _words(text: str) -> list[str]:
    return [_MARKS.sub("", word) for word in _WORD.findall(text)]


def _signs(words: Iterable[str], profile: Profile) -> float:
    return sum(_sign(word, profile) for word in words)


def _sign(word: str, profile: Profile) -> float:
    if word in profile.words or _affixed(word, profile):
        return 1.0
    return LETTER_WEIGHT if profile.letters.intersection(word) else 0.0


def _affixed(word: str, profile: Profile) -> bool:
    long_enough = len(word) > 4
    return long_enough and (word.startswith(profile.prefixes) or word.endswith(profile.suffixes))


@cache
def _profiles() -> dict[str, Profile]:
    rows = read_rows(files("khabar.languages") / "detect.csv", ("language", "kind", "form", "source"))
    forms: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        forms.setdefault((row["language"], row["kind"]), []).append(row["form"])
    return {code: _profile(code, forms) for code, kind in forms if kind == "name"}


def _profile(code: str, forms: dict[tuple[str, str], list[str]]) -> Profile:
    return Profile(
        name=forms[code, "name"][0],
        words=frozenset(forms.get((code, "word"), ())),
        letters=frozenset(forms.get((code, "letter"), ())),
        prefixes=tuple(forms.get((code, "prefix"), ())),
        suffixes=tuple(forms.get((code, "suffix"), ())),
    )
