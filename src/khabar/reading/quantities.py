"""Numbers with what they count: people harmed, sums of money, loads.

A number is written in digits or words, may have a bound before or behind it ("at least", "about"), and a scale behind
it ("million"). Not for: telling which event a quantity belongs to (see `reading.particulars`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from khabar.languages.base import Pos
from khabar.languages.quantities import QuantityLexicon
from khabar.model import Amount, Bound, Casualties, Harm, Sentence
from khabar.reading.chunks import noun_phrase, starts_joined
from khabar.reading.sheet import Sheet, Tag

_REACH = 8
"""Words between a word of harm and the number of those who suffer it (a subject or a place may stand between)."""
_COUNTED = 3
"""Number words below this do not count: "one of" and "the second" are mostly something else. Digits always do."""
_DUAL = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number at words [first, last): `value` None where only "dozens" is said."""

    first: int
    last: int
    value: float | None
    bound: Bound | None


def number_at(sheet: Sheet, lexicon: QuantityLexicon, at: int, limit: int) -> Number | None:
    """The number that begins at word `at`, bounds included; None where none does."""
    if not lexicon.opens(sheet.words[at].info):
        return None
    found = lexicon.bounds.match(sheet.words, at)
    begin = found.last if found is not None else at
    vague = lexicon.vague.match(sheet.words, begin) if begin < limit else None
    end, value = (vague.last, None) if vague is not None else _value(sheet, lexicon, begin, limit)
    if end == begin or end > limit:
        return None
    behind = lexicon.bounds.match(sheet.words, end) if end < limit else None
    bound = found.value if found is not None else behind.value if behind is not None else None
    return Number(at, end, value, bound)


def _value(sheet: Sheet, lexicon: QuantityLexicon, at: int, limit: int) -> tuple[int, float | None]:
    """The end and the value of the number words at `at`; its own place where none stand there."""
    end, text = at, ""
    while end < limit and sheet.tags[end] not in (Tag.TIME, Tag.MARK, Tag.NAME):
        form = _uncut(sheet, end) if end == at else sheet.words[end].form
        if text[:1].isdecimal() or lexicon.number(f"{text} {form}") is None:
            break
        text, end = f"{text} {form}".strip(), end + 1
    value = lexicon.number(text) if text else None
    if end == at and at < limit and (whole := lexicon.scaled.get(_uncut(sheet, at))) is not None:
        value, end = whole, at + 1
    while end < limit and value is not None and (scale := lexicon.scales.get(sheet.words[end].form)):
        value, end = value * scale, end + 1
    small = value is not None and value < _COUNTED and not text[:1].isdecimal()
    return (at, None) if value is None or small else (end, value)


def _uncut(sheet: Sheet, at: int) -> str:
    """The form of a word without the letters that join it to what stands before, where the rest is a number word."""
    word = sheet.words[at]
    return (
        min((rest for cut, rest in word.info.variants if len(cut) < 2), key=len) if _is_joined(sheet, at) else word.form
    )


def _is_joined(sheet: Sheet, at: int) -> bool:
    return sheet.tags[at] is not Tag.NUMBER and bool(sheet.proclitics(at))


def casualties_in(sheet: Sheet, lexicon: QuantityLexicon, sentence: Sentence) -> list[Casualties]:
    """The people that a sentence counts as harmed, in reading order, none twice."""
    out: list[Casualties] = []
    at = sentence.first
    while at < sentence.last:
        found, end = _counted(sheet, lexicon, at, sentence.last)
        out += found
        at = max(end, at + 1)
    return out


def _counted(sheet: Sheet, lexicon: QuantityLexicon, at: int, limit: int) -> tuple[list[Casualties], int]:
    """What is counted from word `at` on: "12 dead", or a word of harm with the number behind it."""
    number = number_at(sheet, lexicon, at, limit)
    harmed = lexicon.harmed.match(sheet.words, number.last) if number is not None and number.last < limit else None
    if number is not None and harmed is not None:
        return [_casualties(sheet, number, harmed.value, harmed.last)], harmed.last
    two = lexicon.harmed.match(sheet.words, at) if _is_dual(sheet, at) else None
    if two is not None:
        return [_casualties(sheet, Number(at, at, _DUAL, None), two.value, two.last)], two.last
    harm, begin = _harm(sheet, lexicon, at)
    return _behind(sheet, lexicon, harm, begin, limit) if harm is not None else ([], at)


def _harm(sheet: Sheet, lexicon: QuantityLexicon, at: int) -> tuple[Harm | None, int]:
    if sheet.tags[at] is Tag.VERB:
        lemmas = (m.lemma for m in sheet.words[at].info.morphs if m.pos == Pos.VERB)
        verb = next((lexicon.harms[lemma] for lemma in lemmas if lemma in lexicon.harms), None)
        if verb is not None:
            return verb, at + 1
    if sheet.tags[at] in (Tag.NAME, Tag.TIME):
        return None, at
    found = lexicon.harming.match(sheet.words, at)
    return (found.value, found.last) if found is not None else (None, at)


def _behind(sheet: Sheet, lexicon: QuantityLexicon, harm: Harm, at: int, limit: int) -> tuple[list[Casualties], int]:
    """The counted people behind a word of harm, and those joined to them; the next clause or harm ends the search."""
    out: list[Casualties] = []
    index, reach = at, min(limit, at + _REACH)
    while index < reach:
        if sheet.tags[index] in (Tag.VERB, Tag.COMPLEMENTISER, Tag.RELATIVE, Tag.MARK) or (
            index > at and _harm(sheet, lexicon, index)[0] is not None
        ):
            break
        found = _people(sheet, lexicon, harm, index, limit)
        if found is None and out and not starts_joined(sheet, sheet.words[index]):
            break
        if found is not None:
            out.append(found[0])
            index, reach = found[1], min(limit, found[1] + 1)
        else:
            index += 1
    return out, (index if out else at)


def _people(sheet: Sheet, lexicon: QuantityLexicon, harm: Harm, at: int, limit: int) -> tuple[Casualties, int] | None:
    """ "12 soldiers", "two soldiers", "dozens": counted people at word `at`, with the index behind them."""
    number = number_at(sheet, lexicon, at, limit)
    if number is not None:
        units = lexicon.units.match(sheet.words, number.last) if number.last < limit else None
        other = lexicon.harmed.match(sheet.words, number.last) if number.last < limit else None
        if units is not None or (other is not None and other.value is not harm):
            return None
        end = _counted_end(sheet, lexicon, number.last, limit)
        return _casualties(sheet, _bounded(sheet, lexicon, number, end, limit), harm, end), end
    end = noun_phrase(sheet, at, limit)
    few = _DUAL if _is_dual(sheet, at) else 1 if _is_one_person(sheet, lexicon, at, end) else None
    if few is None or sheet.proclitics(at):
        return None
    return _casualties(sheet, Number(at, at, few, None), harm, end), end


def _counted_end(sheet: Sheet, lexicon: QuantityLexicon, at: int, limit: int) -> int:
    """Behind the noun that is counted; a number joined to it counts others."""
    end = max(noun_phrase(sheet, at, limit), at + (at < limit and sheet.tags[at] is Tag.ADVERB))
    return next((i for i in range(at + 1, end) if number_at(sheet, lexicon, i, limit) is not None), end)


def _bounded(sheet: Sheet, lexicon: QuantityLexicon, number: Number, at: int, limit: int) -> Number:
    """The number with the bound that stands behind what it counts ("12 people at least")."""
    found = lexicon.bounds.match(sheet.words, at) if number.bound is None and at < limit else None
    return number if found is None else replace(number, bound=found.value)


def _is_dual(sheet: Sheet, at: int) -> bool:
    """Whether a noun can only be a dual: its form is no plural too."""
    nouns = [m for m in sheet.words[at].info.morphs if m.pos == Pos.NOUN]
    return bool(nouns) and sheet.tags[at] is Tag.NOMINAL and all(m.number == "d" for m in nouns)


def _is_one_person(sheet: Sheet, lexicon: QuantityLexicon, at: int, end: int) -> bool:
    """Whether an indefinite noun phrase can only be one person."""
    info = sheet.words[at].info
    indefinite = sheet.tags[at] is Tag.NOMINAL and not any(sheet.words[i].info.definite for i in range(at, end))
    if not indefinite or lexicon.people.match(sheet.words, at) is None:
        return False
    nouns = [m for m in info.morphs if m.pos == Pos.NOUN]
    singular = any(m.number == "s" or (not m.number and m.stem.startswith(m.lemma)) for m in nouns)
    return singular and all(m.number not in ("d", "p") for m in nouns)


def _casualties(sheet: Sheet, number: Number, harm: Harm, last: int) -> Casualties:
    count = None if number.value is None else int(number.value)
    return Casualties(sheet.document.span(number.first, max(last, number.last)), harm, count, number.bound)


def amounts_in(sheet: Sheet, lexicon: QuantityLexicon, sentence: Sentence) -> list[Amount]:
    """The sums and loads that a sentence tells, in reading order."""
    return list(_amounts(sheet, lexicon, sentence))


def _amounts(sheet: Sheet, lexicon: QuantityLexicon, sentence: Sentence) -> Iterator[Amount]:
    at = sentence.first
    while at < sentence.last:
        number = number_at(sheet, lexicon, at, sentence.last)
        unit = lexicon.units.match(sheet.words, number.last) if number and number.last < sentence.last else None
        if number is not None and unit is not None and unit.last <= sentence.last:
            yield Amount(sheet.document.span(at, unit.last), number.value, unit.value, number.bound)
            at = unit.last
        else:
            at += 1
