"""Whether two names are one: their parts aligned, a score from 0 to 1, and the reason in a sentence.

Parts that answer each other count by how much they tell; parts that are missing on one side cost little, parts that
contradict cost much, most of all the person's own name. Not for: whether two bearers of one name are one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khabar.names.keys import may_join
from khabar.names.likeness import is_one_word, likeness, likeness_of_words, may_answer, only_in_latin
from khabar.names.parts import Name, Part, PartKind, parse
from khabar.names.tables import native_names

ONE_PERSON = 0.93
"""Score from which two names of persons are one. Set on newspaper reports, see docs/entities.md."""
_ALIKE = 0.5
"""Likeness from which two parts answer each other: as likely as not the same name."""
_SURE = 0.85
"""Likeness from which nothing better is looked for."""
_FOR_MORE = 0.05
"""What a pair of more than two parts is given: it leaves less unexplained."""
MISSING = 0.4
_INCOMPLETE = 0.15
CONTRADICTED = 1.6
_SPELT_OTHERWISE = 2.0
_OWN_NAME = 0.72
"""What counts against two names, beside the weight of what agrees: the weight that one side has more, a constant when
there is any, the weight that both have of what nothing answers to, what is spelt otherwise; and the factor for a
person's own name that nothing answers to. Chosen among 432 settings for recall at one false alarm in 10,000 on other
names of persons of a sanctions list and on names of the knowledge tables in two scripts; the best 20 differ little."""
UNTOLD = (PartKind.TITLE, PartKind.INITIAL, PartKind.LEGAL)
"""Parts that are no name of anybody."""
_WEAK = (PartKind.KUNYA, PartKind.KIND, *UNTOLD)


@dataclass(frozen=True, slots=True)
class Pair:
    """Parts that answer each other (several of one side when they are written together on the other), how alike they
    are (0 to 1) and how much they tell (0 to 1 for each part)."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: float
    weight: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names side by side: `score` from 0 (different) to 1 (the same), the pairs in the order of the left name, and
    the parts of each side that nothing answers to. `telling` is the weight of what agrees: below 1 only common words
    do."""

    left: Name
    right: Name
    score: float
    pairs: tuple[Pair, ...]
    left_over: tuple[int, ...]
    right_over: tuple[int, ...]

    @property
    def telling(self) -> float:
        """The weight of all that agrees."""
        return sum(pair.weight * pair.likeness for pair in self.pairs)

    @property
    def own_names_agree(self) -> bool:
        """Whether the first telling parts, a person's own name, answer each other."""
        first = (_first(self.left), _first(self.right))
        return any(first[0] in pair.left and first[1] in pair.right for pair in self.pairs)

    @property
    def is_settled(self) -> bool:
        """Whether one of two persons, both in one script, has an own name that is always written alike, so that another
        spelling of what stands behind it is likelier another family."""
        owns = [name.parts[_first(name)] for name in (self.left, self.right) if name.parts]
        if len({own.script for own in owns}) != 1:
            return False
        return any(not native_names().isdisjoint(own.forms) for own in owns)

    @property
    def word_for_word(self) -> bool:
        """Whether all that answers each other are the same words, not only like ones."""
        single = all(len(pair.left) == len(pair.right) == 1 for pair in self.pairs)
        ends = ((self.left.parts[pair.left[0]], self.right.parts[pair.right[0]]) for pair in self.pairs)
        return single and all(is_one_word(*pair) for pair in ends)

    @property
    def is_one_person(self) -> bool:
        """Whether two names that tell enough are one person's: their own names answer each other, and names that are
        always written alike are."""
        if self.score < ONE_PERSON or not self.own_names_agree:
            return False
        return self.word_for_word or not self.is_settled

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        told = [f"{_text(self.left, p.left)} = {_text(self.right, p.right)} ({p.likeness:.2f})" for p in self.pairs]
        parts = [", ".join(told) or "nothing agrees"]
        if self.left_over:
            parts.append(f"only in the first: {_text(self.left, self.left_over)}")
        if self.right_over:
            parts.append(f"only in the second: {_text(self.right, self.right_over)}")
        return "; ".join(parts)


def compare(left: str | Name, right: str | Name) -> Comparison:
    """Two names in Arabic or Latin script, in any order of their parts.

    >>> compare("Sergei Shoigu", "Shoygu, Sergey").score > 0.9
    True
    """
    one = parse(left) if isinstance(left, str) else left
    other = parse(right) if isinstance(right, str) else right
    one, other = _read_alike(one, other)
    pairs = tuple(_pairs(one.parts, other.parts))
    over = _over(one.parts, other.parts, pairs)
    return Comparison(one, other, _score(one, other, pairs, over), pairs, *over)


def _read_alike(left: Name, right: Name) -> tuple[Name, Name]:
    """Both names as those of organisations when one of them is."""
    if left.organisation == right.organisation:
        return left, right
    return parse(left.text, True), parse(right.text, True)


def promise(left: Name, right: Name) -> float:
    """About what two names may score at best, from the coarse sounds of their parts alone: at a tenth of the cost of
    comparing them."""
    left, right = _read_alike(left, right)
    near = _near(left.parts, right.parts)
    agree = sum(pair.weight * pair.likeness for pair in near)
    if not agree:
        return 0.0
    over = _over(left.parts, right.parts, near)
    return agree / (agree + _against(left, right, over))


def _near(left: Sequence[Part], right: Sequence[Part]) -> list[Pair]:
    """The parts that may answer each other, with what their likeness may be; then, of the others, two of one side that
    may be one on the other."""
    singles = [
        Pair((at,), (to,), nearness, min(part.weight, other.weight))
        for at, part in enumerate(left)
        for to, other in enumerate(right)
        if (nearness := may_answer(part, other))
    ]
    chosen = _chosen(singles, len(right) - len(left))
    ones, others = _over(left, right, chosen)
    for at, to in _joined(left, right, ones, others) if len(ones) > 1 else ():
        return [*chosen, Pair((at, at + 1), (to,), 1.0, right[to].weight)]
    for at, to in _joined(right, left, others, ones) if len(others) > 1 else ():
        return [*chosen, Pair((to,), (at, at + 1), 1.0, left[to].weight)]
    return chosen


def _over(
    left: Sequence[Part], right: Sequence[Part], pairs: Sequence[Pair]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The parts of either side that no pair has."""
    used = [at for pair in pairs for at in pair.left], [at for pair in pairs for at in pair.right]
    return _rest(left, used[0]), _rest(right, used[1])


def _joined(
    many: Sequence[Part], single: Sequence[Part], open_many: Sequence[int], open_single: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Where two parts in a row, both unanswered, may be written as one unanswered part of the other side."""
    for at, after in pairwise(open_many):
        for to in open_single if after == at + 1 else ():
            if any(may_join(many[at].forms[0], many[after].forms[0], form) for form in single[to].forms):
                yield at, to


def _first(name: Name) -> int:
    return next((at for at, part in enumerate(name.parts) if part.kind not in UNTOLD), 0)


def _text(name: Name, at: Sequence[int]) -> str:
    return " ".join(name.parts[number].text for number in at)


def _rest(parts: Sequence[Part], used: Sequence[int]) -> tuple[int, ...]:
    return tuple(at for at in range(len(parts)) if at not in used)


def _pairs(left: Sequence[Part], right: Sequence[Part]) -> list[Pair]:
    """The best pairs first; when parts are left over, those written as one on the other side are looked for too."""
    single = list(_singles(left, right))
    ends = len(right) - len(left)
    chosen = _chosen(single, ends)
    sure = [pair for pair in chosen if pair.likeness >= _SURE]
    open_ = _over(left, right, sure)
    if max(map(len, open_)) < 2 or not all(open_):
        return chosen
    merged = (*_merged(left, right, open_, False), *_merged(right, left, (open_[1], open_[0]), True))
    return _chosen([*single, *merged], ends) if merged else chosen


def _chosen(candidates: Iterable[Pair], ends: int) -> list[Pair]:
    """Pairs that share no part, best first (those of more parts before equals, then those that stand alike from the
    end, which the right name reaches `ends` parts later); in the order of the left name."""
    taken: tuple[set[int], set[int]] = (set(), set())
    out = []
    for pair in sorted(candidates, key=lambda pair: _rank(pair, ends)):
        if taken[0].isdisjoint(pair.left) and taken[1].isdisjoint(pair.right):
            out.append(pair)
            taken[0].update(pair.left)
            taken[1].update(pair.right)
    return sorted(out, key=lambda pair: pair.left)


def _rank(pair: Pair, ends: int) -> tuple[float, int]:
    many = len(pair.left) + len(pair.right) > 2
    return -pair.likeness - _FOR_MORE * many, abs(pair.left[0] + ends - pair.right[0])


def _singles(left: Sequence[Part], right: Sequence[Part]) -> Iterator[Pair]:
    """The parts that are alike. Brothers' own names must be more than what Latin would write alike."""
    owns = (_own_name(left), _own_name(right)) if min(len(left), len(right)) > 1 else (-1, -1)
    for at, part in enumerate(left):
        for to, other in enumerate(right):
            alike = likeness(part, other)
            if alike >= _ALIKE and not ((at, to) == owns and only_in_latin(part, other)):
                yield Pair((at,), (to,), alike, min(part.weight, other.weight))


def _merged(
    many: Sequence[Part], single: Sequence[Part], open_: tuple[Sequence[int], Sequence[int]], turned: bool
) -> Iterator[Pair]:
    """Two parts in a row that the other side writes as one, of those that nothing sure answers to (`open_`, of the many
    and the single side); `turned` when the many are on the right."""
    for at, to in _joined(many, single, *open_):
        first, second, one = many[at], many[at + 1], single[to]
        alike = max(likeness_of_words(first.forms[0] + second.forms[0], form) for form in one.forms)
        if alike >= _ALIKE:
            two, weight = (at, at + 1), min(first.weight + second.weight, one.weight)
            yield Pair((to,), two, alike, weight) if turned else Pair(two, (to,), alike, weight)


def _score(left: Name, right: Name, pairs: Sequence[Pair], over: tuple[Sequence[int], Sequence[int]]) -> float:
    if not pairs:
        return 0.0
    agree = sum(pair.weight * pair.likeness for pair in pairs)
    differ = sum(pair.weight * (1 - pair.likeness) for pair in pairs)
    against = _SPELT_OTHERWISE * differ + _against(left, right, over)
    return agree / (agree + against) * _OWN_NAME ** _own_names_unanswered(left, right, over)


def _against(left: Name, right: Name, over: tuple[Sequence[int], Sequence[int]]) -> float:
    """What the parts that nothing answers to weigh against two names."""
    missing = [sum(name.parts[at].weight for at in rest) for name, rest in zip((left, right), over, strict=True)]
    contradiction, surplus = min(missing), max(missing) - min(missing)
    return CONTRADICTED * contradiction + MISSING * surplus + (_INCOMPLETE if surplus else 0.0)


def _own_names_unanswered(left: Name, right: Name, over: tuple[Sequence[int], Sequence[int]]) -> int:
    """How many of two persons have a name of their own, the first, that nothing of the other answers to."""
    if left.organisation or right.organisation:
        return 0
    sides = ((left, right, over[0]), (right, left, over[1]))
    return sum(_own_name(name.parts) in rest for name, other, rest in sides if len(other.parts) > 1)


def _own_name(parts: Sequence[Part]) -> int:
    """Where a person's own name stands: the first that is more than a title, a father's name or an initial."""
    return next((at for at, part in enumerate(parts) if part.kind not in _WEAK), 0)
