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
from khabar.knowledge.office_phrases import office_in, takes_away
from khabar.knowledge.titles import person
from khabar.model import NameType
from khabar.names import Part, compare, parse
from khabar.names.keys import keys
from khabar.names.telling import weight
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.persons import LONGEST_OFFICE
from khabar.reading.names.scene import Scene
from khabar.text.fold import fold

Tokens: TypeAlias = tuple[str, ...]

_RARE = 0.75
"""What single words must tell, and so most surnames do, before another spelling of them is the same person's."""
_OFFICE = "name.office-holder"


class Tie(IntEnum):
    """What ties a name to a person, surest first."""

    FULLER = 0
    SURNAME = 1
    OWN_NAME = 2
    SPELLING = 3


@dataclass(slots=True)
class Person:
    """Somebody whom a report names, as names are gathered: the known entity, "" for none, with its English name and
    kind; the names that the report has, each as words with theophoric ones written as one (of one who is not known,
    the fullest first); and those of several words that the tables have."""

    entity: str = ""
    english: str = ""
    kind: str = ""
    names: list[Tokens] = field(default_factory=list)
    others: tuple[Tokens, ...] = ()


def by_office(one: Candidate, scene: Scene) -> Candidate:
    """A person whom no table knows by the name, as the known one who held the office that stands before the name or
    behind its comma, when the name is like that one's."""
    day = scene.document.report.published
    if one.entity or one.type is not NameType.PERSON or day is None or takes_away(_form(scene, one.last)):
        return one
    for first, last in _offices(one, scene):
        office = office_in(scene.document.text(scene.document.span(first, last)), day)
        if office is None or not (office.whole or first > one.first):
            continue
        holder = bears(" ".join(one.tokens), office)
        if holder is not None:
            told = replace(one, entity=holder.id, english=holder.english, kind=holder.kind)
            return replace(told, rule=_OFFICE, cues=tuple(range(first, last)))
    return one


def _offices(one: Candidate, scene: Scene) -> Iterator[tuple[int, int]]:
    """Where the words stand that may be an office of a person: titles before the name or its rank, what follows its
    comma."""
    rank = scene.title_ends.get(one.first, one.first)
    for at in range(one.first - 1, max(one.first - LONGEST_OFFICE, 0) - 1, -1):
        if not scene.is_word(at):
            break
        if at in scene.titles and not _governed(scene, at):
            yield from dict.fromkeys(((at, one.first), *([(at, rank)] if at < rank else [])))
    at = one.last + 1
    if scene.mark(one.last) in scene.grammar.words.commas and at in scene.titles and not scene.titles[at].proclitics:
        last = at
        while scene.is_word(last) and last - at < LONGEST_OFFICE:
            last += 1
        yield at, last


def _governed(scene: Scene, at: int) -> bool:
    """Whether a title is only what another one is of: a deputy's minister, an adviser's president."""
    return at in scene.title_ends or takes_away(_form(scene, at - 1))


def _form(scene: Scene, at: int) -> str:
    return scene.words[at].form if scene.is_word(at) else ""


def people(chosen: Iterable[Candidate], scene: Scene) -> dict[Tokens, Person]:
    """The person behind each name of the candidates that is not a known one's, by its words in normal form."""
    persons = [one for one in chosen if one.type is NameType.PERSON]
    local = dict.fromkeys(scene.normal(one.tokens) for one in persons if not one.entity)
    if not local:
        return {}
    found: list[Person] = []
    by_id: dict[str, Person] = {}
    for one in persons:
        if one.entity and one.entity not in by_id:
            found.append(by_id.setdefault(one.entity, _known(one, scene)))
        if one.entity:
            by_id[one.entity].names.append(scene.normal(one.tokens))
    out = {}
    for name in sorted(local, key=lambda name: (-len(name), name)):
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
    """The one person that a name is best tied to; None where it is tied to nobody, and where it may be several."""
    best: list[Person] = []
    nearest = len(Tie)
    for one in persons:
        tie = _tie(name, one, scene)
        if tie is not None and tie <= nearest:
            best = [*(best if tie == nearest else ()), one]
            nearest = tie
    if nearest == Tie.OWN_NAME and any(name == full[:1] for one in persons if one not in best for full in one.names):
        return None
    return best[0] if len(best) == 1 else None


def _tie(name: Tokens, one: Person, scene: Scene) -> Tie | None:
    """What ties a name to a person best."""
    ways = _single_ties(name, one, scene) if len(name) == 1 else _full_ties(name, one, scene)
    return min(ways, default=None)


def _full_ties(name: Tokens, one: Person, scene: Scene) -> Iterator[Tie]:
    """What ties a name of several words to a person: it is the beginning of theirs, or one leaves out what stands
    before the family name in the other, or it is spelt otherwise."""
    for full in (*one.names, *one.others):
        if name == full[: len(name)] or _leaves_out(name, full, scene) or _leaves_out(full, name, scene):
            yield Tie.FULLER
            return
    english = (one.english,) if one.english else ()
    if any(_same(" ".join(name), other) for other in (*map(" ".join, one.names), *english)):
        yield Tie.SPELLING


def _single_ties(name: Tokens, one: Person, scene: Scene) -> Iterator[Tie]:
    """What ties one word to a person: the family name, an own name that tells something. A given name that is
    somebody's family name ties no better than an own name does."""
    names = [full for full in (*one.names, *one.others) if len(full) > 1]
    surnames = {surname for full in names if (surname := _surname(full, scene))}
    if name in one.names or name[0] in surnames:
        yield Tie.OWN_NAME if name[0] in scene.knowledge.given else Tie.SURNAME
    elif any(name == full[:1] for full in names) and (not one.entity or weight(name) >= _RARE):
        yield Tie.OWN_NAME
    elif any(_same(name[0], surname) for surname in surnames):
        yield Tie.SPELLING


def _surname(full: Tokens, scene: Scene) -> str:
    """The last word of a full name, "" where it is only a father's or a house's."""
    words = scene.grammar.words
    return "" if len(full) < 2 or full[-2] in words.filiation | words.clan | words.kunya else full[-1]


def _leaves_out(short: Tokens, full: Tokens, scene: Scene) -> bool:
    """Whether a name of several words is another without some of those between the own name and the family name."""
    ends = len(short) > 1 and short[0] == full[0] and short[-1] == _surname(full, scene)
    return ends and _inside(short, full)


def _inside(short: Tokens, full: Tokens) -> bool:
    """Whether the words of `short` occur in `full` in order."""
    rest = iter(full)
    return all(token in rest for token in short)


def _same(name: str, other: str) -> bool:
    """Whether two names are spellings of one; most are not, and their ends tell at once."""
    one, two = parse(name, False), parse(other, False)
    if not one.parts or not two.parts:
        return False
    if not all(_sound_alike(one.parts[at], two.parts[at]) for at in (0, -1)):
        return False
    found = compare(one, two)
    return found.is_one_person and (len(found.pairs) > 1 or found.telling >= _RARE)


def _sound_alike(part: Part, other: Part) -> bool:
    return not set(keys(part.forms[0])).isdisjoint(keys(other.forms[0]))
