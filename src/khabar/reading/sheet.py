"""The sheet: a document with its names and times laid over its words, each word given the one class it has here.

The attribution and event layers read from it. Not for: finding names or times.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khabar.languages.base import Language, Pos
from khabar.model import Document, Mention, Morph, Quotation, Sentence, Span, TimeExpression, Word, WordInfo, WordKind
from khabar.text.words import is_quote_mark


class Tag(StrEnum):
    """What a word is in its place; finer than the lexicon's classes where a layer over it says more."""

    NAME = "name"
    TIME = "time"
    NUMBER = "number"
    MARK = "mark"
    VERB = "verb"
    NOMINAL = "nominal"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    COMPLEMENTISER = "complementiser"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    DEMONSTRATIVE = "demonstrative"
    NEGATION = "negation"
    PARTICLE = "particle"
    PRONOUN = "pronoun"
    CONDITIONAL = "conditional"
    ADVERB = "adverb"


_TAGS = {
    Pos.PREPOSITION: Tag.PREPOSITION,
    Pos.CONJUNCTION: Tag.CONJUNCTION,
    Pos.COMPLEMENTISER: Tag.COMPLEMENTISER,
    Pos.SUBORDINATOR: Tag.SUBORDINATOR,
    Pos.RELATIVE: Tag.RELATIVE,
    Pos.DEMONSTRATIVE: Tag.DEMONSTRATIVE,
    Pos.NEGATION: Tag.NEGATION,
    Pos.MODAL: Tag.PARTICLE,
    Pos.PARTICLE: Tag.PARTICLE,
    Pos.PRONOUN: Tag.PRONOUN,
    Pos.CONDITIONAL: Tag.CONDITIONAL,
    Pos.ADVERB: Tag.ADVERB,
    Pos.VERB: Tag.VERB,
}
VERB_NEXT = frozenset((Tag.NEGATION, Tag.PARTICLE, Tag.RELATIVE, Tag.SUBORDINATOR, Tag.CONDITIONAL))
"""Classes after which a word that can be a verb is one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`tags[i]` is the class of word i; `mention`, `time` and `quotation` hold the index of what covers it, or -1;
    `starts` and `ends` are the offsets of the words."""

    document: Document
    language: Language
    words: tuple[Word, ...]
    names: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    tags: tuple[Tag, ...]
    mention: tuple[int, ...]
    time: tuple[int, ...]
    quotation: tuple[int, ...]
    sentence: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def sentence_of(self, at: int) -> Sentence:
        """The sentence that word `at` belongs to."""
        return self.document.sentences[self.sentence[at]]

    def mention_at(self, at: int) -> Mention | None:
        """The name that covers word `at`."""
        index = self.mention[at]
        return self.names[index] if index >= 0 else None

    def quotation_at(self, at: int) -> Quotation | None:
        """The innermost quotation around word `at`."""
        index = self.quotation[at]
        return self.document.quotations[index] if index >= 0 else None

    def verb(self, at: int) -> Morph | None:
        """The likeliest verbal reading of a word that is a verb here."""
        if self.tags[at] is not Tag.VERB:
            return None
        return next((m for m in self.words[at].info.morphs if m.pos == Pos.VERB), None)

    def proclitics(self, at: int) -> tuple[str, ...]:
        """The letters written onto the front of a word in its likeliest reading; of a name, what its form lacks."""
        mention = self.mention_at(at)
        word = self.words[at]
        if mention is None or self.tags[at] is not Tag.NAME:
            return word.info.morphs[0].proclitics
        if not mention.form or (at > 0 and self.mention[at - 1] == self.mention[at]):
            return ()
        return next((cut for cut, rest in word.info.variants if mention.form.startswith(rest)), ())

    def first_word(self, span: Span) -> int:
        """The index of the first word that touches a span."""
        return bisect_right(self.ends, span.start)

    def covered(self, span: Span) -> range:
        """The indices of the words that touch a span."""
        return range(self.first_word(span), bisect_left(self.starts, span.end))


def make_sheet(
    document: Document, names: tuple[Mention, ...], times: tuple[TimeExpression, ...], language: Language
) -> Sheet:
    """Lay the layers over the words and class each word in its place."""
    words = document.words
    mention = _without_particles(words, _cover(words, [m.span for m in names]))
    time = _cover(words, [t.span for t in times])
    quotation = _cover(words, [q.span for q in document.quotations])
    sentence = [-1] * len(words)
    for item in document.sentences:
        sentence[item.first : item.last] = [item.index] * (item.last - item.first)
    tags = _tags(document, language, mention, time)
    starts, ends = tuple(w.span.start for w in words), tuple(w.span.end for w in words)
    return Sheet(document, language, words, names, times, tags, mention, time, quotation, tuple(sentence), starts, ends)


def _without_particles(words: Sequence[Word], mention: tuple[int, ...]) -> tuple[int, ...]:
    """The cover without names that are one complementiser ("that" is also written like a surname)."""
    out = list(mention)
    for at, index in enumerate(mention):
        if index >= 0 and words[at].info.morphs[0].pos == Pos.COMPLEMENTISER and mention.count(index) == 1:
            out[at] = -1
    return tuple(out)


def _cover(words: Sequence[Word], spans: Iterable[Span]) -> tuple[int, ...]:
    """For each word the index of the last span that touches it (spans are ordered, nested ones after their hosts)."""
    out = [-1] * len(words)
    at = 0
    for index, span in enumerate(spans):
        while at and words[at - 1].span.end > span.start:
            at -= 1
        while at < len(words) and words[at].span.end <= span.start:
            at += 1
        walk = at
        while walk < len(words) and words[walk].span.start < span.end:
            out[walk] = index
            walk += 1
    return tuple(out)


def _tags(document: Document, language: Language, mention: Sequence[int], time: Sequence[int]) -> tuple[Tag, ...]:
    words = document.words
    functions = _function_tags(words, language)
    tags: list[Tag] = []
    for at, word in enumerate(words):
        if mention[at] >= 0 and word.kind is not WordKind.MARK:
            tags.append(Tag.NAME)
        elif time[at] >= 0:
            tags.append(Tag.TIME)
        elif word.kind is not WordKind.WORD:
            tags.append(Tag.MARK if word.kind is WordKind.MARK else Tag.NUMBER)
        elif at in functions:
            tags.append(functions[at])
        else:
            before = words[at - 1] if at else None
            after = Tag.PREPOSITION if _joined_nouns(words, at, tags) else tags[-1] if tags else Tag.MARK
            tag = _tag_word(word, before, after, language)
            tags.append(Tag.VERB if tag is Tag.NOMINAL and _describes(words, at) else tag)
    return tuple(tags)


def _describes(words: Sequence[Word], at: int) -> bool:
    """Whether a word that can be a verb stands between a bare noun and a preposition with a pronoun for it ("an attack
    in which were killed …")."""
    first = words[at].info.morphs[0]
    if first.pos != Pos.VERB or first.proclitics or at == 0 or at + 1 >= len(words) or words[at - 1].info.definite:
        return False
    behind = words[at + 1].info.morphs[0]
    return behind.pos == Pos.PREPOSITION and bool(behind.enclitic)


def _joined_nouns(words: Sequence[Word], at: int, tags: Sequence[Tag]) -> bool:
    """Whether a conjunction joins this word to a bare verbal noun ("providing or selling …"), as another one."""
    if at < 2 or tags[-1] is not Tag.CONJUNCTION or tags[-2] is not Tag.NOMINAL:
        return False
    before = words[at - 2].info
    return words[at].has(Pos.MASDAR) and before.morphs[0].pos in (Pos.MASDAR, Pos.NOUN) and not before.definite


def _function_tags(words: Sequence[Word], language: Language) -> dict[int, Tag]:
    """The words of "in case", "after that", "the first who": each takes the class of the whole."""
    found = language.functions.find_all(words)
    return {at: _TAGS[match.value] for match in found for at in range(match.first, match.last)}


def _tag_word(word: Word, before: Word | None, tag: Tag, language: Language) -> Tag:
    """The class of a word, given the one before it and that one's class."""
    info = word.info
    first = info.morphs[0]
    if tag is Tag.NUMBER and _counted(info):
        return Tag.NOMINAL
    if first.pos not in _AMBIGUOUS:
        return _TAGS.get(Pos(first.pos), Tag.NOMINAL)
    if Pos.VERB not in info.pos or _written_dual(info):
        return Tag.VERB if Pos.VERB in info.pos and _after_two(before, tag, language) else Tag.NOMINAL
    if len(info.pos) == 1:
        return Tag.NOMINAL if tag is Tag.VERB and info.morphs[0].enclitic else Tag.VERB
    verbs = [m for m in info.morphs if m.pos == Pos.VERB]
    verb = verbs[0]
    noun = next(m for m in info.morphs if m.pos != Pos.VERB)
    after_bare = before is not None and not before.info.definite
    if verb.number == "d" and any(m.number != "d" for m in verbs):
        return _verb_or_nominal(next(m for m in verbs if m.number != "d"), tag, after_bare)
    quoted = tag is Tag.MARK and before is not None and is_quote_mark(before, language.marks) and info.pos & _TABLED
    if quoted or noun.stem.startswith(language.article) or _simpler(noun, verb):
        return Tag.NOMINAL
    if _after_subject(before, tag):
        return Tag.VERB
    return _verb_or_nominal(verb, tag, after_bare)


def _after_subject(before: Word | None, tag: Tag) -> bool:
    """Whether a complementiser stands before a word with its subject written onto it."""
    return tag is Tag.COMPLEMENTISER and before is not None and bool(before.info.morphs[0].enclitic)


def _counted(info: WordInfo) -> bool:
    """Whether a form behind a number, read as an adverb or a verb in the dual, is rather the counted noun, whose
    accusative is written so."""
    adverb = info.morphs[0].pos == Pos.ADVERB
    return adverb or all(m.number == "d" and m.tense == "past" for m in info.morphs)


def _written_dual(info: WordInfo) -> bool:
    """Whether a form is a verb in the masculine dual at most, which is written like a noun in the accusative."""
    verbs = [m for m in info.morphs if m.pos == Pos.VERB]
    return all(m.number == "d" and m.gender == "m" and m.tense == "past" and not m.proclitics for m in verbs)


def _after_two(before: Word | None, tag: Tag, language: Language) -> bool:
    """Whether two stand before a word, so that it may be their verb."""
    if tag in VERB_NEXT or before is None:
        return tag in VERB_NEXT
    counts = before.info.morphs[0].pos == Pos.QUANTIFIER
    particle = tag is Tag.COMPLEMENTISER and not before.form.endswith(language.dual[-1])
    return before.form.endswith(language.dual) and tag is not Tag.VERB and not counts and not particle


_TABLED = frozenset((Pos.NOUN, Pos.ADJECTIVE))


def _simpler(noun: Morph, verb: Morph) -> bool:
    """Whether the nominal reading needs fewer letters cut off, front or back, than the verbal one, or the verbal one is
    a rare dual that is written like an adverbial noun."""
    if verb.number == "d" and verb.tense == "past" and noun.mood == "accusative":
        return True
    return len(noun.proclitics) < len(verb.proclitics) or (bool(verb.enclitic) and not noun.enclitic)


def _verb_or_nominal(verb: Morph, before: Tag, after_bare: bool) -> Tag:
    """A written form that may be a verb or a noun: verbs open clauses, nouns follow prepositions and bare nouns."""
    if before in VERB_NEXT or verb.tense == "future":
        return Tag.VERB
    described = bool(verb.enclitic) and verb.tense == "past"
    if before is Tag.PREPOSITION or (before is Tag.NOMINAL and after_bare and not verb.proclitics and not described):
        return Tag.NOMINAL
    if before is Tag.COMPLEMENTISER:
        return Tag.VERB if verb.tense == "present" else Tag.NOMINAL
    if before in (Tag.VERB, Tag.NUMBER, Tag.DEMONSTRATIVE):
        return Tag.NOMINAL
    return Tag.VERB


_AMBIGUOUS = frozenset((Pos.VERB, Pos.MASDAR, Pos.ACTIVE, Pos.PASSIVE, Pos.NOUN, Pos.ADJECTIVE, Pos.UNKNOWN))
