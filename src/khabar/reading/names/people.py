"""Which persons' names in one report are one person's: shortened, written more fully, spelt otherwise, or by office.

A report calls a person by fewer names after the first time, and often spells a foreign one in two ways. What would fit
two persons of the report is left alone. Not for: names across reports (`khabar.archive.identity`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TypeAlias

from khabar.knowledge.linker import bears
from khabar.knowledge.office_phrases import office_in
from khabar.knowledge.titles import person
from khabar.model import NameType
from khabar.names import compare, parse
from khabar.names.keys import keys
from khabar.names.parts import without_article
from khabar.names.telling import weight
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.scene import Scene
from khabar.text.fold import fold

Tokens: TypeAlias = tuple[str, ...]

_ALIKE = 0.93
"""Score from which two full names in one report are one; as across reports (`khabar.archive.identity_linking`)."""
_RARE = 0.75
"""What single words must tell, and so most surnames do, before another spelling of them is the same person's."""
_LONGEST_OFFICE = 8


class Tie(IntEnum):
    """What ties a name to a person, surest first."""

    FULLER = 0
    SURNAME = 1
    OWN_NAME = 2
    SPELLING = 3


@dataclass(slots=True)
class Person:
    """Somebody whom a report names: the known entity, "" for none, with its English name and kind; the names that the
    report has, each as words with theophoric ones written as one, the fullest first; and those that the tables have."""

    entity: str = ""
    english: str = ""
    kind: str = ""
    names: list[Tokens] = field(default_factory=list)
    others: tuple[Tokens, ...] = ()


def by_office(one: Candidate, scene: Scene) -> Candidate:
    """A person whom no table knows by the name, as the known one who held the office that stands before the name or
    behind its comma, when the name is like that one's."""
    if one.entity or one.type is not NameType.PERSON:
        return one
    day = scene.document.report.published
    for first, last in _offices(one, scene) if day else ():
        text = scene.document.text(scene.document.span(first, last))
        office = office_in(text, day)
        if office is None or not (office.whole or first > one.first):
            continue
        holder = bears(" ".join(one.tokens), office)
        if holder is not None:
            cues = tuple(range(first, last))
            return replace(one, entity=holder.id, english=holder.english, kind=holder.kind, cues=cues)
    return one


def _offices(one: Candidate, scene: Scene) -> Iterator[tuple[int, int]]:
    """Where the words stand that may be an office of a person: titles before the name, what follows its comma."""
    for at in range(one.first - 1, max(one.first - _LONGEST_OFFICE, 0) - 1, -1):
        if not scene.is_word(at):
            break
        if at in scene.titles:
            yield at, one.first
    at = one.last + 1
    if scene.mark(one.last) in scene.grammar.words.commas and at in scene.titles:
        last = at
        while scene.is_word(last) and last - at < _LONGEST_OFFICE:
            last += 1
        yield at, last


def people(chosen: Iterable[Candidate], scene: Scene) -> dict[Tokens, Person]:
    """The person behind each name of the candidates that is not a known one's, by its words in normal form."""
    persons = [one for one in chosen if one.type is NameType.PERSON]
    found: list[Person] = []
    by_id: dict[str, Person] = {}
    for one in persons:
        if one.entity and one.entity not in by_id:
            found.append(by_id.setdefault(one.entity, _known(one, scene)))
        if one.entity:
            by_id[one.entity].names.append(scene.normal(one.tokens))
    out = {}
    local = dict.fromkeys(scene.normal(one.tokens) for one in persons if not one.entity)
    for name in sorted(local, key=lambda name: -len(name)):
        bearer = _of(name, found, scene)
        if bearer is None:
            found.append(bearer := Person())
        bearer.names.append(name)
        out[name] = bearer
    return out


def _known(one: Candidate, scene: Scene) -> Person:
    spelt = person(one.entity)
    forms = (tuple(fold(form).split()) for form in spelt.forms) if spelt else ()
    others = tuple(scene.normal(form) for form in forms if len(form) > 1)
    return Person(one.entity, one.english, one.kind, [], others)


def _of(name: Tokens, persons: Sequence[Person], scene: Scene) -> Person | None:
    """The one person that a name is best tied to, None where that may be several."""
    best: list[Person] = []
    nearest = len(Tie)
    for one in persons:
        tie = _tie(name, one, scene)
        if tie is not None and tie <= nearest:
            best = [*(best if tie == nearest else ()), one]
            nearest = tie
    return best[0] if len(best) == 1 else None


def _tie(name: Tokens, one: Person, scene: Scene) -> Tie | None:
    """What ties a name to a person best."""
    ways = _single_ties(name, one, scene) if len(name) == 1 else _full_ties(name, one)
    return min(ways, default=None)


def _full_ties(name: Tokens, one: Person) -> Iterator[Tie]:
    for full in (*one.names, *one.others):
        if name == full[: len(name)] or (name[0] == full[0] and name[-1] == full[-1] and _inside(name, full)):
            yield Tie.FULLER
            return
    english = (tuple(one.english.casefold().split()),) if one.english else ()
    if any(_same(name, other) for other in (*one.names, *english)):
        yield Tie.SPELLING


def _single_ties(name: Tokens, one: Person, scene: Scene) -> Iterator[Tie]:
    """What ties one word to a person: the last name where it is no father's, an own name that tells something."""
    words = scene.grammar.words
    fathers = words.filiation | words.clan | words.kunya
    names = [full for full in (*one.names, *one.others) if len(full) > 1]
    surnames = {full[-1] for full in names if full[-2] not in fathers}
    if name in one.names or name[0] in surnames:
        yield Tie.SURNAME
    elif any(name == full[:1] for full in names) and (not one.entity or weight(name) >= _RARE):
        yield Tie.OWN_NAME
    elif any(_same(name, (surname,)) for surname in surnames):
        yield Tie.SPELLING


def _inside(short: Tokens, full: Tokens) -> bool:
    """Whether the words of `short` occur in `full` in order."""
    rest = iter(full)
    return all(token in rest for token in short)


def _same(name: Tokens, other: Tokens) -> bool:
    """Whether two names are spellings of one; most are not, and their ends tell at once."""
    if not (_sound_alike(name[0], other[0]) and _sound_alike(name[-1], other[-1])):
        return False
    found = compare(*(parse(" ".join(tokens), False) for tokens in (name, other)))
    if found.score < _ALIKE or not found.own_names_agree:
        return False
    return len(found.pairs) > 1 or found.telling >= _RARE


def _sound_alike(word: str, other: str) -> bool:
    return not set(keys(without_article(word))).isdisjoint(keys(without_article(other)))
