"""What every finder of names looks at: the report's words with their shapes, known phrases, titles and heads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from khabar.knowledge import Knowledge, Known
from khabar.languages.base import Language
from khabar.languages.names import Head, NameGrammar, Title, name_grammar
from khabar.model import Document, NameType, TimeExpression, Word, WordKind
from khabar.reading.names.shape import Shape, shaper
from khabar.text.phrases import PhraseMatch, PhraseTable
from khabar.text.words import is_break, is_quote_mark

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene:
    """One report, seen by the names layer.

    Mappings are by the index of a match's first word; `timed` are the indices of words inside time expressions and
    phrases that only look like names, `spoken` those of the other written words; `nations` the codes of the countries
    that the report names for sure, or names places and people of; `quoted` maps the first word inside a quotation to
    the index behind its last.
    """

    document: Document
    words: tuple[Word, ...]
    spoken: frozenset[int]
    shapes: tuple[Shape, ...]
    knowledge: Knowledge
    grammar: NameGrammar
    known: Mapping[int, PhraseMatch[tuple[Known, ...]]]
    titles: Mapping[int, PhraseMatch[Title]]
    heads: Mapping[int, PhraseMatch[Head]]
    timed: frozenset[int]
    quoted: Mapping[int, int]
    nations: frozenset[str]
    title_ends: Mapping[int, int]
    head_ends: Mapping[int, int]

    def is_word(self, at: int) -> bool:
        """Whether there is a written word at an index, outside time expressions."""
        return at in self.spoken

    def mark(self, at: int) -> str:
        """The form of the mark at an index, "" where there is none."""
        return self.words[at].form if 0 <= at < len(self.words) and self.words[at].kind is WordKind.MARK else ""

    def head_before(self, at: int) -> Head | None:
        """The head that ends where `at` begins; an opening quotation mark may stand between."""
        start = self.head_ends.get(at, self.head_ends.get(at - 1) if at in self.quoted else None)
        return None if start is None else self.heads[start].value

    def title_before(self, at: int) -> Title | None:
        """The title that ends where `at` begins."""
        start = self.title_ends.get(at)
        return None if start is None else self.titles[start].value

    def known_as(self, at: int, kind: NameType) -> PhraseMatch[tuple[Known, ...]] | None:
        """The phrase that begins at `at`, when it may be a name of one type and needs no support."""
        match = self.known.get(at)
        if match is None or at in self.timed:
            return None
        return match if any(known.type is kind and not known.ambiguous for known in match.value) else None

    def ends_as(self, at: int, kind: NameType) -> bool:
        """Whether a known phrase of one type ends where `at` begins."""
        for first in range(max(0, at - _LONGEST_PLACE), at):
            match = self.known_as(first, kind)
            if match is not None and match.last == at:
                return True
        return False

    def definite(self, at: int) -> bool:
        """Whether a word carries the article, by its raw spelling too: a word that only folds to it does not."""
        info, article = self.words[at].info, self.grammar.words.article
        rests = (rest for _, rest in info.variants if rest.startswith(article) and len(rest) > len(article) + 1)
        rest = next(rests, None)
        if rest is None:
            return False
        raw = self.document.text(self.words[at].span)
        if len(raw) != len(info.form) or not info.form.endswith(rest):
            return True
        return raw[len(raw) - len(rest) :].startswith(article)

    def skip_quote(self, at: int) -> int:
        """The index behind one quotation mark at `at`, else `at`."""
        opens = at < len(self.words) and at + 1 in self.quoted
        return at + 1 if opens else at

    def tokens(self, first: int, last: int) -> tuple[str, ...]:
        """The folded words of [first, last), the first without its proclitics where its shape cuts them."""
        forms = [w.form for w in self.words[first:last] if w.kind is not WordKind.MARK]
        if forms and self.words[first].kind is WordKind.WORD:
            forms[0] = self.shapes[first].form
        return tuple(forms)

    def head_form(self, at: int) -> str:
        """The folded word at which a head begins, without the proclitics that the table of heads cut off."""
        match, info = self.heads.get(at), self.words[at].info
        return next((rest for cut, rest in info.variants if match is not None and cut == match.proclitics), info.form)

    def tokens_from_head(self, first: int, last: int) -> tuple[str, ...]:
        """The folded words of a name that begins with a head."""
        return (self.head_form(first), *self.tokens(first, last)[1:])

    def normal(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        """A name's words with theophoric names written as one word."""
        out: list[str] = []
        for token in tokens:
            if out and out[-1] in self.grammar.words.servant:
                out[-1] += token
            else:
                out.append(token)
        return tuple(out)


_LONGEST_PLACE = 3
_NATIONAL = (NameType.PLACE, NameType.GROUP)


class _Shapers:
    """One shaper per pair of knowledge and language, kept while both live."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, str], tuple[Knowledge, Callable[[Word, str], Shape]]] = {}

    def get(self, knowledge: Knowledge, language: Language) -> Callable[[Word, str], Shape]:
        key = id(knowledge), language.code
        if key not in self._made:
            self._made[key] = knowledge, shaper(knowledge, language)
        return self._made[key][1]


_SHAPERS = _Shapers()


def build_scene(document: Document, times: Sequence[TimeExpression], language: Language, knowledge: Knowledge) -> Scene:
    """Everything that the finders share, worked out once a report."""
    grammar = name_grammar(language)
    words = document.words
    shape = _SHAPERS.get(knowledge, language)
    titles = _matches(grammar.titles, words)
    heads = _matches(grammar.heads, words)
    known = _matches(knowledge.phrases, words)
    nations = _nations(known.values())
    timed = _timed(words, times) | _decoyed(grammar, words)
    head_ends = {m.last: at for at, m in reversed(heads.items())}
    return Scene(
        document=document,
        words=words,
        spoken=frozenset(at for at, word in enumerate(words) if word.kind is WordKind.WORD) - timed,
        shapes=tuple([shape(word, document.report.text) for word in words]),
        knowledge=knowledge,
        grammar=grammar,
        known={
            at: _sure_nationality(_of_these(match, nations), nations, heads.get(head_ends.get(at, -1)))
            for at, match in known.items()
        },
        titles=titles,
        heads=heads,
        timed=timed,
        quoted=_quoted(words, document, language),
        nations=nations,
        title_ends={m.last: at for at, m in reversed(titles.items())},
        head_ends=head_ends,
    )


def _nations(known: Iterable[PhraseMatch[tuple[Known, ...]]]) -> frozenset[str]:
    return frozenset(
        one.country
        for match in known
        for one in match.value[:1]
        if one.country and not one.ambiguous and one.type in _NATIONAL
    )


def _of_these(match: PhraseMatch[tuple[Known, ...]], nations: frozenset[str]) -> PhraseMatch[tuple[Known, ...]]:
    """A match whose first reading is a place of a country that the report does not name, when one of those that it does
    has a place of that name."""
    first = match.value[0]
    if first.type is not NameType.PLACE or not first.country or first.country in nations or len(match.value) < 2:
        return match
    nearer = [one for one in match.value if one.type is NameType.PLACE and one.country in nations]
    return replace(match, value=(*nearer, *(one for one in match.value if one not in nearer))) if nearer else match


def _sure_nationality(
    match: PhraseMatch[tuple[Known, ...]], nations: frozenset[str], before: PhraseMatch[Head] | None
) -> PhraseMatch[tuple[Known, ...]]:
    """A match whose ambiguous nationality is sure: of one of the report's countries, right behind an institution."""
    if before is None or not before.value.is_a("institution"):
        return match
    if not any(k.ambiguous and k.type is NameType.GROUP and k.country in nations for k in match.value):
        return match
    return replace(match, value=tuple(replace(k, ambiguous=False) for k in match.value))


def _decoyed(grammar: NameGrammar, words: Sequence[Word]) -> frozenset[int]:
    found = _matches(grammar.decoys, words).values()
    return frozenset(at for match in found for at in range(match.first, match.last))


def _matches(table: PhraseTable[T], words: Sequence[Word]) -> dict[int, PhraseMatch[T]]:
    return {match.first: match for match in table.begins(words) if words[match.first].kind is not WordKind.MARK}


def _timed(words: Sequence[Word], times: Sequence[TimeExpression]) -> frozenset[int]:
    out: set[int] = set()
    at = 0
    for time in sorted(times, key=lambda t: t.span):
        while at < len(words) and words[at].span.end <= time.span.start:
            at += 1
        walk = at
        while walk < len(words) and words[walk].span.start < time.span.end:
            out.add(walk)
            walk += 1
    return frozenset(out)


def _quoted(words: Sequence[Word], document: Document, language: Language) -> dict[int, int]:
    """First word inside each short quotation to the index behind its last; brackets count, unpaired marks do not."""
    marks = language.marks
    starts = {word.span.start: at for at, word in enumerate(words)}
    out: dict[int, int] = {}
    for quotation in document.quotations:
        first = starts.get(quotation.span.start)
        if first is None:
            continue
        last = first
        while last < len(words) and words[last].span.end <= quotation.span.end:
            last += 1
        out[first] = last
    for at, word in enumerate(words):
        if word.kind is WordKind.MARK and is_quote_mark(word, marks) and at + 1 < len(words) and at + 1 not in out:
            end = _near_quote(words, at + 1, language)
            if end is not None:
                out[at + 1] = end
    return out


_NEAR = 6


def _near_quote(words: Sequence[Word], first: int, language: Language) -> int | None:
    """The index of the next quotation mark within a few words of the same line, whatever way it points."""
    for at in range(first + 1, min(first + _NEAR, len(words))):
        if is_break(words[at]):
            return None
        if words[at].kind is WordKind.MARK and is_quote_mark(words[at], language.marks):
            return at
    return None
