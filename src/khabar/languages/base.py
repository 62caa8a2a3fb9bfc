"""What a language must supply so that the reading layers can read it.

The layers know these types only. A language is a folder beside this file: data tables and the little code that is true
of that language alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from khabar.model import Morph, WordInfo, WordKind
from khabar.text.phrases import PhraseTable
from khabar.text.rules import Marks

KEPT_FORMS = 50_000
"""Written forms that each layer remembers what it found out of. Six days of fourteen papers have 173,000; 100,000 would
make reading a twentieth faster and take 50 MB more."""

T = TypeVar("T")


def per_form(work: Callable[[WordInfo], T]) -> Callable[[WordInfo], T]:
    """A function of a written form that remembers what it found, for KEPT_FORMS forms.

    It keeps no WordInfo alive, as a cache keyed by them would after the language itself has forgotten the form.
    """
    known: dict[str, T] = {}

    def ask(info: WordInfo) -> T:
        form = info.form
        if form not in known:
            if len(known) >= KEPT_FORMS:
                known.clear()
            known[form] = work(info)
        return known[form]

    return ask


class Pos(StrEnum):
    """Word classes, as far as the layers need to tell them apart."""

    VERB = "verb"
    MASDAR = "masdar"
    ACTIVE = "active-participle"
    PASSIVE = "passive-participle"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    COMPLEMENTISER = "complementiser"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    DEMONSTRATIVE = "demonstrative"
    NEGATION = "negation"
    MODAL = "modal"
    PARTICLE = "particle"
    PRONOUN = "pronoun"
    CONDITIONAL = "conditional"
    QUANTIFIER = "quantifier"
    ADVERB = "adverb"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Language:
    """One language, loaded. It satisfies `text.rules.TextRules`.

    `functions` are the function words of more than one word (their class is a `Pos`). The larger tables are made when
    first asked for, each by its own loader, because a command that needs one layer should not wait for all. `joiners`
    are the proclitics that join words; `article` is what makes a noun definite; `address` the preposition of the one
    who is told; `feminine` the endings that show gender, `opened` what the first of them becomes before a pronoun,
    `relation` the endings of adjectives that govern no noun,
    `dual` the endings that a verb in the dual follows, `full` those of a dual or plural that governs no noun; place
    names are feminine but for `masculine_places`; `pronouns` are those written onto words (folded), each with its
    gender and number; `tokens` is what is remembered of raw tokens.
    """

    code: str
    marks: Marks
    functions: PhraseTable[Pos]
    folder: Path
    analyse: Callable[[str], WordInfo]
    open_ended: frozenset[Pos]
    joiners: frozenset[str]
    article: str
    accusative: str
    address: str
    feminine: tuple[str, ...]
    opened: str
    relation: tuple[str, ...]
    masculine_places: frozenset[str]
    pronouns: tuple[tuple[str, str, str], ...]
    dual: tuple[str, ...]
    full: tuple[str, ...]
    tokens: dict[str, tuple[WordKind, WordInfo | None]] = field(default_factory=dict, repr=False, compare=False)

    def info(self, form: str) -> WordInfo:
        """All that is known of a folded written form; the same object for the same form."""
        return self.analyse(form)

    def leaves_open(self, info: WordInfo) -> bool:
        """Whether a paragraph that ends with this word must go on in the next one."""
        first = info.morphs[0]
        return not first.enclitic and first.pos in self.open_ended

    def bare(self, morph: Morph) -> str:
        """The stem of a reading without its article and pronoun."""
        stem = morph.lemma if morph.enclitic and morph.pos == Pos.NOUN else self._without_pronoun(morph)
        return stem.removeprefix(self.article) if len(stem) > len(self.article) + 1 else stem

    def _without_pronoun(self, morph: Morph) -> str:
        """The stem with its own ending, which a pronoun opens; endings of plurals stay as they are."""
        if not morph.enclitic:
            return morph.stem
        stem = morph.stem.removesuffix(morph.enclitic)
        ending, opened = self.feminine[0], self.opened
        opens = stem.endswith(opened) and not stem.endswith(self.feminine[1:])
        return stem.removesuffix(opened) + ending if opens else stem

    def gender(self, form: str) -> str:
        """f where a folded noun's ending shows it, else ""."""
        return "f" if form.endswith(self.feminine) else ""

    def pronoun(self, written: str) -> tuple[str, str]:
        """Gender and number of a pronoun that is written onto a word, "" where it does not show them."""
        return next(((gender, number) for form, gender, number in self.pronouns if form == written), ("", ""))

    def addresses(self, info: WordInfo) -> bool:
        """Whether a word carries the preposition of the one who is told."""
        return info.form.startswith(self.address) and any(
            cut[-1:] == (self.address,) and len(cut) == 1 for cut, _ in info.variants
        )
