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
_JOINED_ON, _IN_BRACKET, _NOWHERE = frozenset((_FOLLOWS,)), frozenset((_BRACKET,)), frozenset[str]()
_JOINED = 4
"""Characters that a joiner and the blanks around it may take."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found, in folded characters."""

    start: int
    end: int
    rule: TimeRule
    reading: Reading


@dataclass(frozen=True, slots=True)
class Words:
    """The written words of a folded text: where they start and end, and what ends a sentence."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    stops: regex.Pattern[str]

    @classmethod
    def of(cls, text: str, stops: str) -> Words:
        """The words of a text; `stops` are the marks that end a sentence."""
        spans = [match.span() for match in _WORD.finditer(text)]
        ends = regex.compile(rf"[{regex.escape(stops)}\n](?!\d)")
        return cls(text, [start for start, _ in spans], [end for _, end in spans], ends)

    def form(self, index: int) -> str:
        """The word at an index."""
        return self.text[self.starts[index] : self.ends[index]]

    def behind(self, index: int) -> str | None:
        """The word behind, where only blanks stand between; else None."""
        if index + 1 >= len(self.starts) or not self.text[self.ends[index] : self.starts[index + 1]].isspace():
            return None
        return self.form(index + 1)

    def before(self, index: int) -> str:
        """The word before, "" where a sentence mark stands between or none is there."""
        if index == 0 or self.stops.search(self.text, self.ends[index - 1], self.starts[index]):
            return ""
        return self.form(index - 1)


def scan(text: str, lexicon: TimeLexicon, published: date | None, direction: Callable[[int], str]) -> tuple[Hit, ...]:
    """The phrases of a folded text in order, none overlapping. `direction` is asked about a folded position."""
    words = Words.of(text, lexicon.stops)
    finder = _Finder(words, lexicon, published, direction)
    out: list[Hit] = []
    done = 0
    for index, (start, end) in enumerate(zip(words.starts, words.ends, strict=True)):
        if start < done:
            continue
        starts = lexicon.starts(text[start:end])
        if starts and (hit := finder.find(index, starts, out)) is not None:
            out.append(hit)
            done = hit.end
    return tuple(hit for hit in out if hit.rule.op != _SKIP)


@dataclass(frozen=True, slots=True)
class _Finder:
    words: Words
    lexicon: TimeLexicon
    published: date | None
    direction: Callable[[int], str]

    def find(self, index: int, starts: tuple[tuple[int, tuple[TimeRule, ...]], ...], done: Sequence[Hit]) -> Hit | None:
        """The longest phrase that opens in a word; of equally long ones, one to be passed over, else the
        earlier rule's."""
        begin, text, patterns = self.words.starts[index], self.words.text, self.lexicon.patterns
        stands = self._stands(begin, done)
        before = self.lexicon.guises(self.words.before(index)) | stands
        second = self.words.behind(index)
        found: list[tuple[int, bool, int, TimeRule, regex.Match[str]]] = []
        for skip, rules in starts:
            leads = stands | {text[begin : begin + skip]} if skip else before
            for rule in rules:
                if (rule.after and rule.after.isdisjoint(leads)) or not self.lexicon.fits(rule, second):
                    continue
                match = patterns[rule.id].match(text, begin + skip)
                if match is not None and rule.not_after.isdisjoint(before):
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

    def _stands(self, begin: int, done: Sequence[Hit]) -> frozenset[str]:
        """How a phrase stands that no word leads: in a bracket, or joined to the phrase before it."""
        if begin and self.words.text[begin - 1] in "([":
            return _IN_BRACKET
        if not done or begin - done[-1].end > _JOINED:
            return _NOWHERE
        gap = self.words.text[done[-1].end : begin].strip()
        return _JOINED_ON if gap in ("", self.lexicon.joiner, "-", "–") else _NOWHERE

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
