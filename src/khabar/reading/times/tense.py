"""Whether the words around a phrase look ahead or back.

The nearest verb or cue before the phrase in its sentence decides; a phrase at the head of its sentence is decided by
the first verb behind it. A past verb looks back, a future verb, or a present verb behind a word that
makes it unreal, looks ahead; a plain present verb tells nothing (reports tell yesterday's news in the present).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.languages.base import Pos
from khabar.languages.times import TenseCues
from khabar.model import Document, Sentence, Word

_BACK, _AHEAD = 14, 4
"""Words looked at before and behind a phrase."""


@dataclass(slots=True)
class Direction:
    """Answers for positions of one document."""

    document: Document
    cues: TenseCues
    starts: list[int] = field(default_factory=list)

    def at(self, position: int) -> str:
        """past, future or "" for a phrase at a folded position."""
        if not self.starts:
            self.starts = [word.span.start for word in self.document.words]
        raw = self.document.folded.offsets[position]
        index = bisect_right(self.starts, raw) - 1
        sentence = _sentence_of(self.document.sentences, index)
        first, last = (sentence.first, sentence.last) if sentence else (0, len(self.document.words))
        return self._back(index, first) or self._ahead(index, last)

    def _back(self, index: int, first: int) -> str:
        words = self.document.words
        for at in range(index - 1, max(first, index - _BACK) - 1, -1):
            found = self._tells(words, at)
            if found:
                return found
        return ""

    def _ahead(self, index: int, last: int) -> str:
        words = self.document.words
        for at in range(index + 1, min(last, index + 1 + _AHEAD)):
            found = self._tells(words, at)
            if found:
                return found
        return ""

    def _tells(self, words: Sequence[Word], at: int) -> str:
        word = words[at]
        forms = {rest for _, rest in word.info.variants}
        if not forms.isdisjoint(self.cues.future):
            return "future"
        if not forms.isdisjoint(self.cues.past):
            return "past"
        morph = word.info.morphs[0]
        if morph.pos != Pos.VERB:
            return ""
        if morph.tense in ("past", "future"):
            return morph.tense
        return "future" if self._unreal(words, at) else ""

    def _unreal(self, words: Sequence[Word], at: int) -> bool:
        """Whether the present verb at `at` stands behind a word that makes it unreal; "before he comes" does not."""
        if not at or words[at - 1].form not in self.cues.subjunctive:
            return False
        return at < 2 or words[at - 2].form not in self.cues.real


def _sentence_of(sentences: Sequence[Sentence], index: int) -> Sentence | None:
    at = bisect_right(sentences, index, key=lambda s: s.first) - 1
    return sentences[at] if at >= 0 else None
