"""Which known entity a name of a report is that stands in no table as it is spelt there.

Candidates share the coarse sound of a telling word with the name; each is compared letter by letter, and then speaks
for it that it held the offices that the report names, and that it is of one of the report's countries. A link is made
only where the score is high, what agrees is telling or a spelling that the tables have as nobody else's, and no other
candidate comes near. Not for: names of the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from khabar.knowledge.entities import KnownEntity, known, known_ids
from khabar.knowledge.office_phrases import Linked, office_in
from khabar.knowledge.titles import Spelt, person
from khabar.model import NameType
from khabar.names.comparing import Comparison, compare
from khabar.names.keys import keys
from khabar.names.parts import Name, parse, surname_of
from khabar.names.spelling import words

_SURE, _MARGIN = 0.85, 0.1
"""Set by hand on the cases of tests/knowledge/test_linker.py: a link needs so high a score, and so much more than the
next candidate has."""
_TELLING, _TELLING_OF_OFFICE = 1.0, 0.5
"""What must agree: more than common words; less where the office agrees as well."""
_OFFICE, _OTHER_OFFICE = 0.12, 0.4
_ANSWERED = 0.9
"""Likeness of every part of a name to one of a holder's from which a surname alone will do beside the office."""
_COUNTRY, _OTHER_COUNTRY = 0.03, 0.2
_COMPARED = 30
_NAMED = 3
"""Runners-up that a decision tells of."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score (0 to 1) and the weight of what agrees; whether a name is one of its sure spellings;
    why, in a sentence."""

    entity: str
    score: float
    telling: float
    exact: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The entity that a name is, None where that is not certain; the score of the best candidate, why, and the next
    candidates, best first."""

    entity: str | None
    score: float
    reason: str
    runners_up: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the report says beside the names."""

    offices: tuple[Linked, ...]
    countries: frozenset[str]


def link(
    names: Sequence[str],
    type: NameType,  # noqa: A002
    *,
    offices: Sequence[str] = (),
    countries: frozenset[str] = frozenset(),
    day: date | None,
) -> Decision:
    """Which known entity of a type bears the names that a report calls somebody or something by.

    `names` are spellings in either script, `offices` phrases such as "the Russian defence minister", `countries` ISO
    3166 codes of the countries that the report is about, `day` when it was published.
    """
    told = (office for phrase in offices if (office := office_in(phrase, day)) is not None)
    scene = _Scene(tuple(told), countries)
    ranked = sorted((_ranked(one, names, scene) for one in _candidates(names, type)), key=lambda one: -one.score)
    if not ranked:
        return Decision(None, 0.0, "no known name is like it", ())
    best, rest = ranked[0], tuple(ranked[1 : 1 + _NAMED])
    doubt = _doubt(best, rest, scene)
    return Decision(
        None if doubt else best.entity, best.score, doubt or best.reason, ((best, *rest) if doubt else rest)
    )


def bears(name: str, office: Linked) -> Spelt | None:
    """The person who held an office, when a name that stands beside it may be theirs; None else.

    Less than elsewhere will do, a surname or a poor spelling: one person held the office.
    """
    holder = person(office.entity)
    if holder is None:
        return None
    mine, forms = parse(name, False), [parse(form, False) for form in (*holder.forms, holder.english)]
    one_word = len(mine.parts) == 1
    # where one spelling tells that the last name is a father's, it is so in those that leave out "son of"
    fathers = one_word and any(len(form.parts) > 1 and surname_of(form) is None for form in forms)
    return holder if any(_will_do(compare(mine, form), family=not fathers) for form in forms) else None


def _will_do(found: Comparison, *, family: bool) -> bool:
    """Whether a name may be a holder's: one word as the own name or the family name, more with the own name."""
    whole = bool(found.pairs) and not found.left_over and min(pair.likeness for pair in found.pairs) >= _ANSWERED
    if len(found.left.parts) == 1:
        fathers = len(found.right.parts) == 1 and len(words(found.right.text)) > len(found.right.parts[0].text.split())
        return whole and not fathers and found.pairs[0].right[0] in (0, surname_of(found.right) if family else 0)
    like = found.score + _OFFICE >= _SURE and found.telling >= _TELLING_OF_OFFICE
    return found.own_names_agree and (whole or like)


def _doubt(best: Ranked, rest: Sequence[Ranked], scene: _Scene) -> str:
    """Why the best candidate is not certain, "" where it is."""
    if best.score < _SURE:
        return f"not like enough: {best.reason}"
    held = any(office.entity == best.entity for office in scene.offices)
    if not best.exact and best.telling < (_TELLING_OF_OFFICE if held else _TELLING):
        return f"only common names agree: {best.reason}"
    if rest and best.score - rest[0].score < _MARGIN:
        return f"{rest[0].entity} is as like: {best.reason}"
    return ""


def _ranked(entity: KnownEntity, names: Sequence[str], scene: _Scene) -> Ranked:
    score, telling, reason = max(_alike(name, form) for name in names for form in _forms(entity))
    for change, why in (_by_office(entity, scene), _by_country(entity, scene)):
        score, reason = score + change, f"{reason}; {why}" if why else reason
    sure = {words(form) for form in entity.sure}
    exact = any(words(name) in sure for name in names)
    return Ranked(entity.id, min(1.0, max(0.0, score)), telling, exact, reason)


def _alike(name: str, form: str) -> tuple[float, float, str]:
    found = compare(name, form)
    return found.score, found.telling, f"{name} is like {form}: {found.reason}"


def _by_office(entity: KnownEntity, scene: _Scene) -> tuple[float, str]:
    if not scene.offices:
        return 0.0, ""
    same = next((office for office in scene.offices if office.entity == entity.id), None)
    if same is not None:
        return _OFFICE, same.reason
    return -_OTHER_OFFICE, f"the office is another's: {scene.offices[0].reason}"


def _by_country(entity: KnownEntity, scene: _Scene) -> tuple[float, str]:
    if not scene.countries or not entity.country:
        return 0.0, ""
    if entity.country.partition("-")[0] in scene.countries:
        return _COUNTRY, f"of {entity.country}, as the report"
    return -_OTHER_COUNTRY, f"of {entity.country}, which the report is not about"


def _forms(entity: KnownEntity) -> Iterator[str]:
    yield from entity.forms
    yield entity.english
    yield from entity.latin


def _candidates(names: Sequence[str], kind: NameType) -> Iterator[KnownEntity]:
    """The entities of a type that share the sound of most, and of the most telling words with the names."""
    shared: dict[str, float] = defaultdict(float)
    for name in names:
        for sound, weight in _sounds(parse(name, kind is NameType.ORGANISATION)).items():
            for one in _index(kind).get(sound, ()):
                shared[one] += weight
    ranked = sorted(shared, key=lambda one: -shared[one])
    return (entity for one in islice(ranked, _COMPARED) if (entity := known(one)) is not None)


def _sounds(name: Name) -> Mapping[str, float]:
    """The coarse sounds of the parts of a name, with the weight of the part."""
    out: dict[str, float] = {}
    for part in name.parts:
        for form in part.forms:
            for sound in keys(form.replace(" ", "")):
                out[sound] = max(out.get(sound, 0.0), part.weight)
    return out


@cache
def _index(kind: NameType) -> Mapping[str, tuple[str, ...]]:
    """The entities of a type by the sounds of their names."""
    out: dict[str, dict[str, None]] = defaultdict(dict)
    for identifier in known_ids():
        one = known(identifier)
        if one is not None and one.type is kind:
            for form in dict.fromkeys(_forms(one)):
                for sound in _sounds(parse(form, kind is NameType.ORGANISATION)):
                    out[sound][identifier] = None
    return {sound: tuple(found) for sound, found in out.items()}
