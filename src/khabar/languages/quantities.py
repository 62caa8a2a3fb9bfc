"""What a language supplies for quantities: words for people harmed, for bounds of a number, for scales and units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from khabar.errors import DataError
from khabar.languages.times import load_time_lexicon
from khabar.lexicon.table import Row, read_rows
from khabar.model import Bound, Harm, WordInfo
from khabar.text.fold import fold
from khabar.text.phrases import PhraseTable

CLASSES = frozenset(("harmed", "harms", "harming", "vague", "bound", "scale", "scaled", "unit"))


@dataclass(frozen=True, slots=True)
class QuantityLexicon:
    """The tables of one language, forms and lemmas folded.

    `harmed` are nouns for people whom a harm befell; `harms` verbs of harm by lemma and `harming` other words of it,
    behind which the people are counted; `vague` stand for a number that is not told; `scales` multiply the number
    before them, and `scaled` are numbers written in one word with their scale. `people` are nouns for persons. `number`
    gives what digits or number words spell; `opens` says whether a word can begin a number, which most cannot.
    """

    harmed: PhraseTable[Harm]
    harms: Mapping[str, Harm]
    harming: PhraseTable[Harm]
    vague: PhraseTable[str]
    bounds: PhraseTable[Bound]
    scales: Mapping[str, float]
    scaled: Mapping[str, float]
    units: PhraseTable[str]
    people: PhraseTable[str]
    number: Callable[[str], float | None]
    opens: Callable[[WordInfo], bool]


@cache
def quantity_lexicon(folder: Path) -> QuantityLexicon:
    """The quantities table of a language's data folder, made once a folder.

    Raises DataError for a row of an unknown class.
    """
    rows: dict[str, list[Row]] = {name: [] for name in CLASSES}
    for row in read_rows(folder / "quantities.csv", ("form", "class", "value", "source")):
        if row["class"] not in CLASSES:
            raise DataError(f"quantities.csv: {row['form']}: expected one of {sorted(CLASSES)}, found {row['class']!r}")
        rows[row["class"]].append(row)
    domains = read_rows(folder / "event_domains.csv", ("form", "domain", "source"))
    vague = PhraseTable((row["form"], row["class"]) for row in rows["vague"])
    bounds = PhraseTable((row["form"], Bound(row["value"])) for row in rows["bound"])
    scaled = {fold(row["form"]): float(row["value"]) for row in rows["scaled"]}
    number = load_time_lexicon(folder).number
    return QuantityLexicon(
        harmed=PhraseTable((row["form"], Harm(row["value"])) for row in rows["harmed"]),
        harms={fold(row["form"]): Harm(row["value"]) for row in rows["harms"]},
        harming=PhraseTable((row["form"], Harm(row["value"])) for row in rows["harming"]),
        vague=vague,
        bounds=bounds,
        scales={fold(row["form"]): float(row["value"]) for row in rows["scale"]},
        scaled=scaled,
        units=PhraseTable((row["form"], row["value"]) for row in rows["unit"]),
        people=PhraseTable((row["form"], row["domain"]) for row in domains if row["domain"] == "person"),
        number=number,
        opens=_opener(lambda form: bool(vague.groups(form) or bounds.groups(form) or form in scaled), number),
    )


def _opener(leads: Callable[[str], bool], number: Callable[[str], float | None]) -> Callable[[WordInfo], bool]:
    """Whether a word can begin a number, worked out once for each form."""
    known: dict[str, bool] = {}

    def opens(info: WordInfo) -> bool:
        found = known.get(info.form)
        if found is None:
            if len(known) >= _KNOWN_FORMS:
                known.clear()
            found = any(leads(rest) or number(rest) is not None for _, rest in info.variants)
            known[info.form] = found
        return found

    return opens


_KNOWN_FORMS = 1 << 17
"""Written forms kept; six days of fourteen papers have about as many."""
