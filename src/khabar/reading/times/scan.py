"""Finding phrases: at every word that may open one, the longest phrase that means something is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from khabar.languages.times import TimeLexicon, TimeRule
from khabar.model import TimeType
from khabar.reading.times.frame import Context, Frame, Reading, presets
from khabar.reading.times.operations import OPERATIONS

_WORD = regex.compile(r"\d+|[^\W\d_]+")
_BETWEEN_DIGITS = "/:-"
_SKIP = "skip"
_FOLLOWS, _BRACKET = "follows", "bracket"
"""Not words: the phrase is joined to the one before it; it opens a bracket."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found, in folded characters."""

    start: int
    end: int
    rule: TimeRule
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Words:
    """The written words of a folded text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    stops: regex.Pattern[str]

    def form(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def before(self, index: int) -> str:
        """The word before, "" where a sentence mark stands between or none is there."""
        if index == 0 or self.stops.search(self.text, self.ends[index - 1], self.starts[index]):
            return ""
        return self.form(index - 1)


def scan(text: str, lexicon: TimeLexicon, published: date | None, direction: Callable[[int], str]) -> tuple[Hit, ...]:
    """The phrases of a folded text in order, none overlapping. `direction` is asked about a folded position."""
    spans = [match.span() for match in _WORD.finditer(text)]
    stops = regex.compile(rf"[{regex.escape(lexicon.stops)}\n](?!\d)")
    words = _Words(text, [start for start, _ in spans], [end for _, end in spans], stops)
    finder = _Finder(words, lexicon, published, direction)
    out: list[Hit] = []
    done = 0
    for index, (start, end) in enumerate(spans):
        if start < done:
            continue
        starts = lexicon.starts(text[start:end])
        hit = finder.find(index, starts, out) if starts else None
        if hit is not None:
            out.append(hit)
            done = hit.end
    return tuple(hit for hit in out if hit.rule.op != _SKIP)


@dataclass(frozen=True, slots=True)
class _Finder:
    words: _Words
    lexicon: TimeLexicon
    published: date | None
    direction: Callable[[int], str]

    def find(self, index: int, starts: tuple[tuple[int, tuple[TimeRule, ...]], ...], done: Sequence[Hit]) -> Hit | None:
        """The longest phrase that opens in a word; of equally long ones, one to be passed over, else the
        earlier rule's."""
        begin = self.words.starts[index]
        found: list[tuple[int, bool, int, TimeRule, regex.Match[str]]] = []
        for skip, rules in starts:
            for rule in rules:
                match = self.lexicon.patterns[rule.id].match(self.words.text, begin + skip)
                if match is not None and self._allowed(rule, index, skip, done):
                    found.append((-match.end(), rule.op != _SKIP, len(found), rule, match))
        if not found or self._inside_number(begin):
            return None
        for _, _, _, rule, match in sorted(found, key=lambda item: item[:3]):
            reading = self._read(rule, match, begin, done)
            if reading is not None:
                return Hit(begin, match.end(), rule, reading)
        return None

    def _inside_number(self, begin: int) -> bool:
        """Whether the digits at `begin` go on from others: the end of 12/5/2015, the cents of a price."""
        text = self.words.text
        bound = begin > 1 and text[begin].isdecimal() and text[begin - 2].isdigit()
        return bound and text[begin - 1] in self.lexicon.separators + _BETWEEN_DIGITS

    def _allowed(self, rule: TimeRule, index: int, skip: int, done: Sequence[Hit]) -> bool:
        if not rule.after and not rule.not_after:
            return True
        before = self.words.before(index)
        proclitics = self.words.form(index)[:skip]
        if rule.not_after and not rule.not_after.isdisjoint(_guises(before, self.lexicon)):
            return False
        if not rule.after:
            return True
        leads = {proclitics} if proclitics else _guises(before, self.lexicon)
        if not rule.after.isdisjoint(leads):
            return True
        if _BRACKET in rule.after and self._bracketed(index):
            return True
        return _FOLLOWS in rule.after and self._follows(index, done)

    def _bracketed(self, index: int) -> bool:
        begin = self.words.starts[index]
        return begin > 0 and self.words.text[begin - 1] in "(["

    def _follows(self, index: int, done: Sequence[Hit]) -> bool:
        """Whether the phrase is joined to the one before it, with nothing but a joiner between."""
        if not done:
            return False
        gap = self.words.text[done[-1].end : self.words.starts[index]].split()
        return gap in ([], [self.lexicon.joiner], ["-"], ["–"])

    def _read(self, rule: TimeRule, match: regex.Match[str], begin: int, done: Sequence[Hit]) -> Reading | None:
        caught = {slot: form for slot, form in match.groupdict().items() if form}
        frame = Frame(self.lexicon, caught, rule.origins, presets(rule.give))
        return OPERATIONS[rule.op](frame, self._context(begin, done))

    def _context(self, begin: int, done: Sequence[Hit]) -> Context:
        context = Context(self.published, direction=lambda: self.direction(begin))
        for hit in reversed(done):
            if hit.reading.type in (TimeType.DATE, TimeType.TIME) and (hit.reading.value or "")[:1].isdecimal():
                near = not self.words.stops.search(self.words.text, hit.end, begin)
                return replace(context, previous=hit.reading.value, nearby=hit.reading.value if near else None)
        return context


def _guises(word: str, lexicon: TimeLexicon) -> set[str]:
    """A word as written and without each of the proclitics it may carry."""
    out = {word}
    out.update(word.removeprefix(cut) for cut in lexicon.proclitics if word.startswith(cut))
    if word:
        full, short = lexicon.article
        out |= {form.removeprefix(full) for form in out}
        out |= {full + form.removeprefix(short) for form in out if form.startswith(short)}
    return out - {""}
