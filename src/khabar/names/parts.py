"""A name cut into its parts: what tells one bearer from another, each with the ways it may be written.

Titles and words for son, house and article are passed over; servant names, names that end in the faith or in God, and
fathers' names (abu, umm) become one part however they are spaced. Words of organisations carry the concept that they
express in any script. Not for: finding names in a text (`reading.names`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from khabar.names import tables
from khabar.names.letters import Script
from khabar.names.spelling import script_of, words
from khabar.names.telling import weight

_LONGEST_TERM = 4
"""Words of the longest row of organisation_words.csv that is looked for."""
_SHORTEST_REST = 3
"""Letters that remain when an article, a head or a tail is cut off a word."""
_KEPT = 4_000
"""Names whose parts are remembered."""


class PartKind(StrEnum):
    """What a part is in its name; all but a plain name tell little."""

    NAME = "name"
    KUNYA = "kunya"
    INITIAL = "initial"
    TITLE = "title"
    KIND = "kind"
    PLACE = "place"
    CONTENT = "content"
    LEGAL = "legal"


_TELLING = {
    PartKind.NAME: 1.0,
    PartKind.KUNYA: 0.6,
    PartKind.INITIAL: 0.2,
    PartKind.TITLE: 0.2,
    PartKind.KIND: 0.3,
    PartKind.PLACE: 0.5,
    PartKind.CONTENT: 0.5,
    PartKind.LEGAL: 0.05,
}
"""The share of its weight that a part keeps for its kind: set by hand, kinds of company and titles name nobody."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name: as written, its spellings to compare (likeliest first), how much it tells (0 to 1), the
    concept of a word of organisations and, of a name made of two, the second without the first ("" for others)."""

    text: str
    forms: tuple[str, ...]
    script: Script
    kind: PartKind
    weight: float
    concept: str = ""
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its parts in order, and whether it is that of an organisation."""

    text: str
    parts: tuple[Part, ...]
    organisation: bool


@lru_cache(maxsize=_KEPT)
def parse(name: str, organisation: bool | None = None) -> Name:
    """The parts of a name. `organisation` says whether it is one's; None: it is, when a word of it says so."""
    found = words(name)
    marked = () if organisation is False else tuple(_terms(found))
    if organisation is None:
        organisation = any(term and term.kind in ("legal", "generic") for _, term in marked)
    made = _organisation(marked) if organisation else tuple(_person(_without_titles(found)))
    return Name(name, made or tuple(_plain(word) for word in found), organisation)


def surname_of(name: Name) -> int | None:
    """Where the family name stands: the last part, unless it is the only one, or a father's or a house's."""
    last = name.parts[-1] if len(name.parts) > 1 else None
    if last is None or last.kind is PartKind.KUNYA:
        return None
    before = words(name.text)[-1 - len(last.text.split())]
    return None if _is(before, "patronymic", "dynasty") else len(name.parts) - 1


def _terms(found: Sequence[str]) -> Iterator[tuple[tuple[str, ...], tables.Term | None]]:
    """The words with their terms, longest first; articles that stand alone are passed over."""
    at = 0
    while at < len(found):
        size, term = _term(found, at)
        if not (term is None and _is(found[at], "article") and at + 1 < len(found)):
            yield tuple(found[at : at + size]), term
        at += size


def _term(found: Sequence[str], at: int) -> tuple[int, tables.Term | None]:
    known = tables.terms()
    if found[at] not in tables.term_starts() and without_article(found[at]) not in tables.term_starts():
        return 1, None
    for size in range(min(_LONGEST_TERM, len(found) - at), 0, -1):
        window = tuple(found[at : at + size])
        term = known.get(window) or known.get(tuple(without_article(word) for word in window))
        if term is not None:
            return size, term
    return 1, None


_KINDS = {
    "legal": PartKind.LEGAL,
    "generic": PartKind.KIND,
    "content": PartKind.CONTENT,
    "country": PartKind.PLACE,
}


def _organisation(marked: Sequence[tuple[tuple[str, ...], tables.Term | None]]) -> tuple[Part, ...]:
    out: list[Part] = []
    for group, term in marked:
        if term is None:
            out += (_plain(word) for word in group)
        elif term.kind != "function":
            kind = _KINDS[term.kind]
            out.append(_part(" ".join(group), (without_article("".join(group)), "".join(group)), kind, term.concept))
    return tuple(out)


def _without_titles(found: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The words of a person's name, each with whether it may be a title; those that are nothing else are left out."""
    known = tables.titles()
    out: list[tuple[str, bool]] = []
    at = 0
    while at < len(found):
        size = next((size for size in (3, 2, 1) if tuple(found[at : at + size]) in known), 0)
        if not size:
            out.append((found[at], False))
        elif known[found[at : at + size]]:
            first = all(maybe for _, maybe in out)
            out += ((word, first and at + size < len(found)) for word in found[at : at + size])
        at += size or 1
    return tuple(out)


def _person(found: tuple[tuple[str, bool], ...]) -> Iterator[Part]:
    """The parts of a person's name."""
    at, marker, pending = 0, "", None
    while at < len(found):
        word, maybe = found[at]
        rest = found[at + 1 :]
        if rest and _passed_over(word, rest[0][0]):
            marker, at = word, at + 1
            continue
        part, used = _joined(word, [other for other, _ in rest])
        if part is None:
            part = _plain(word)
            tail = tables.compounds().get(word)
            if tail is not None and tail.part == "tail" and pending is not None and pending.kind == PartKind.NAME:
                pending, at, marker = _with_tail(pending, word, tail.written), at + 1, ""
                continue
        if maybe:
            part = replace(part, kind=PartKind.TITLE, weight=part.weight * _TELLING[PartKind.TITLE])
        if marker:
            part = replace(
                part, forms=tuple(dict.fromkeys((*part.forms, marker + part.forms[0], marker + part.forms[-1])))
            )
        if pending is not None:
            yield pending
        pending, at, marker = part, at + used, ""
    if pending is not None:
        yield pending


def _passed_over(word: str, following: str) -> bool:
    """Whether a word only joins: son of, house of, the article before what it is assimilated to."""
    if _is(word, "patronymic", "dynasty", "joiner"):
        return True
    return _is(word, "article") and (_prefix(word) or following[:1] == word[-1:] or following[:2] == word[-2:])


def _joined(word: str, rest: Sequence[str]) -> tuple[Part | None, int]:
    """A part made of a head and the word behind it, with how many words it takes; None for another word."""
    compound = tables.compounds().get(word)
    if compound is None or compound.part not in ("head", "kunya") or not rest:
        return None, 1
    skipped = next((n for n, other in enumerate(rest) if not _passed_over(other, "") or n + 1 == len(rest)), 0)
    follower = rest[skipped]
    kind = PartKind.KUNYA if compound.part == "kunya" else PartKind.NAME
    text = " ".join((word, *rest[: skipped + 1]))
    made = _part(text, (compound.written + without_article(follower), word + follower), kind)
    return _of_two(made, without_article(follower)), skipped + 2


def _of_two(part: Part, bare: str) -> Part:
    """A part whose first word is in a thousand names: it tells no more than its second."""
    return replace(part, bare=bare, weight=min(part.weight, weight((bare,)) * _TELLING[part.kind]))


def _with_tail(part: Part, word: str, written: str) -> Part:
    text = f"{part.text} {word}"
    forms = (part.forms[0] + written, part.forms[0] + word, part.forms[0])
    return replace(part, text=text, forms=forms, weight=weight(forms))


def _plain(word: str) -> Part:
    """A part of one word: an initial, a name that is a compound written together, or any other."""
    script = script_of(word)
    if len(word) == 1:
        return _part(word, (word,), PartKind.INITIAL)
    bare = without_article(word)
    if word in tables.name_classes():
        return _part(word, (word, bare), PartKind.NAME)
    father = _father_inside(word, script)
    if father:
        return _of_two(_part(word, (word,), PartKind.KUNYA), father)
    cut = _cut_inside(word, script)
    return replace(_part(word, (cut.whole or bare, bare, word), PartKind.NAME), bare=cut.served)


def _part(text: str, forms: tuple[str, ...], kind: PartKind, concept: str = "") -> Part:
    forms = tuple(dict.fromkeys(forms))
    return Part(text, forms, script_of(forms[0]), kind, weight(forms) * _TELLING[kind], concept)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A name of two in the spelling of those written apart, and of a servant's the one that is served; "" for none."""

    whole: str = ""
    served: str = ""


def _cut_inside(word: str, script: Script) -> _Cut:
    """A servant name or one with a tail that is written as one word."""
    for size in range(len(word) - _SHORTEST_REST + 1, 2, -1):
        head = tables.compounds().get(word[:size])
        if head is not None and _opens(head, script) and len(word) - size >= _SHORTEST_REST - (script == Script.ARABIC):
            served = without_article(word[size:])
            return _Cut(head.written + served, served)
    for size in range(len(word) - 2, 2, -1):
        tail = tables.compounds().get(word[-size:])
        if tail is not None and tail.part == "tail" and len(word) - size >= 2:
            return _Cut(word[:-size] + tail.written)
    return _Cut()


def _father_inside(word: str, script: Script) -> str:
    """The name behind a father's word that is written onto it, "" for other words."""
    for size in (4, 3):
        opening = tables.compounds().get(word[:size])
        if (
            opening is not None
            and opening.part == "kunya"
            and len(word) - size >= _SHORTEST_REST - (script == Script.ARABIC)
        ):
            return without_article(word[size:])
    return ""


def _opens(compound: tables.Compound, script: Script) -> bool:
    """Whether a head may stand inside a word: the short ones open other names as well."""
    return (
        compound.part == "head"
        and len(compound.written) >= 3
        and (script == Script.ARABIC or compound.written[-1] == "d")
    )


@lru_cache(maxsize=_KEPT)
def without_article(word: str) -> str:
    """A word without the article that is written onto it."""
    for size in (2, 3):
        if _prefix(word[:size]) and len(word) - size >= _SHORTEST_REST - 1 and len(word) > 4:
            return word[size:]
    return word


def _prefix(word: str) -> bool:
    compound = tables.compounds().get(word)
    return compound is not None and compound.part == "article"


def _is(word: str, *kinds: str) -> bool:
    return not tables.particles().get(word, frozenset()).isdisjoint(kinds)
