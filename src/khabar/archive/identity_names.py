"""The names of entities as they are compared: from their ids or the tables, with the parts by which they are found.

Parts are coarse sounds (`khabar.names.keys`), alone for looking somebody up, and in pairs for comparing all with all:
two names that share no telling pair cannot be judged one. Not for: comparing (`archive.identity_linking`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, combinations

from khabar.archive.identity_groups import LOCAL
from khabar.archive.knowing import known_entities
from khabar.names import Name, Part, parse
from khabar.names.comparing import UNTOLD
from khabar.names.keys import keys
from khabar.names.parts import without_article
from khabar.names.spelling import words
from khabar.names.tables import compounds, sounds

PERSON, BODY = "PER", "ORG"
LINKED = (PERSON, BODY)
"""Types whose names are compared: places of one name are told apart by where they are, not by how they are written."""
TELLING = {PERSON: 0.6, BODY: 0.5}
"""What the parts that agree must tell (`Comparison.telling`) before names are compared or joined across reports: two of
the commonest names tell 0.5, a ministry without its country 0.4."""
_MOST_PARTS = 6
"""Of one name; longer genealogies are found by their first five and the last."""


_ALONE = "="
"""Begins the key of a name that is compared by one part."""
_HEAD = "head"
"""What a word is in `khabar.names.tables.compounds` that makes one name with the next."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """A spelling of a known entity."""

    entity: str
    form: str


@dataclass(frozen=True, slots=True)
class Written:
    """A known entity in one of its spellings."""

    entity: str
    name: Name


def words_of(entity: str) -> str:
    """The words of an entity that a report alone knows, from its id; "" for others.

    >>> words_of("report:PER:sergei_shoigu")
    'sergei shoigu'
    """
    return entity.split(":", 2)[2].replace("_", " ") if entity.startswith(LOCAL) else ""


def type_of(entity: str) -> str:
    """The type in the id of an entity that a report alone knows, "" for others."""
    return entity.split(":", 2)[1] if entity.startswith(LOCAL) else ""


@lru_cache(maxsize=50_000)
def name_of(text: str, kind: str) -> Name:
    """A name with its parts, as one of a type."""
    return parse(text, kind == BODY if kind in LINKED else None)


def telling_parts(name: Name) -> list[Part]:
    """The parts that tell something, in order."""
    found = [part for part in name.parts if part.kind not in UNTOLD]
    return found if len(found) <= _MOST_PARTS else [*found[: _MOST_PARTS - 1], found[-1]]


def single_keys(name: Name) -> set[str]:
    """The sounds of the parts of a name."""
    return {key for part in telling_parts(name) for key in _keys(part)}


def pair_keys(name: Name, kind: str) -> set[str]:
    """The sounds of every two parts that together tell enough; of a person's name, of its first part and each other."""
    parts = telling_parts(name)
    pairs = ((parts[0], other) for other in parts[1:]) if kind == PERSON else combinations(parts, 2)
    return {
        f"{key} {other}" if kind == PERSON else " ".join(sorted((key, other)))
        for one, two in pairs
        if one.weight + two.weight >= TELLING[kind]
        for key in _keys(one)
        for other in _keys(two)
    }


def stands_alone(entity: str) -> bool:
    """Whether a name tells so little that it is another's in each report: a single word of a person, common words."""
    kind = type_of(entity)
    if kind not in LINKED:
        return False
    parts = telling_parts(name_of(words_of(entity), kind))
    return (kind == PERSON and len(parts) < 2) or sum(part.weight for part in parts) < TELLING[kind]


def link_keys(name: Name, kind: str) -> set[str]:
    """The keys that a name must share with another to be compared with it: its pairs, or a body's only part. A single
    word of a person that the reading could not link says too little."""
    if len(telling_parts(name)) > 1:
        return pair_keys(name, kind)
    return {_ALONE + key for key in single_keys(name)} if kind == BODY else set()


def _keys(part: Part) -> tuple[str, ...]:
    return tuple(key for key in keys(part.forms[0].replace(" ", "")) if key)


def known_candidates(name: Name, kind: str) -> list[Written]:
    """The known spellings of a type that share a key with a name, each once, in the order of the tables."""
    mine, parts = link_keys(name, kind), telling_parts(name)
    if not mine:
        return []
    at = _sounding(kind, parts[0], first=kind == PERSON)
    if len(parts) > 1 and kind == PERSON:
        at &= set().union(*(_sounding(kind, part) for part in parts[1:]))
    elif len(parts) > 1:
        at = {one for one, count in Counter(chain(*(_sounding(kind, part) for part in parts))).items() if count > 1}
    found = (_written(kind, one) for one in sorted(at))
    return [one for one in found if not mine.isdisjoint(_link_keys(one, kind))]


@lru_cache(maxsize=50_000)
def _written(kind: str, at: int) -> Written:
    spelt = _known_spellings(kind)[at]
    return Written(spelt.entity, parse(spelt.form, kind == BODY))


@lru_cache(maxsize=50_000)
def _link_keys(written: Written, kind: str) -> frozenset[str]:
    return frozenset(link_keys(written.name, kind))


def _sounding(kind: str, part: Part, first: bool = False) -> set[int]:
    """Where the known spellings stand that have the sound of a part, as their first word where that is wanted."""
    index = _known_by_sound(kind)
    return {at for key in _keys(part) for at in index.having(key, first)}


def known_sounding(wanted: set[str], kind: str, most: int) -> list[Spelt]:
    """The known spellings of a type, English ones among them, that may share some sounds, those that share most first,
    at most so many."""
    index = _known_by_sound(kind, asked=True)
    counts = Counter(at for key in sorted(wanted) for at in index.having(key))
    return [_known_spellings(kind, asked=True)[at] for at, _ in counts.most_common(most)]


@cache
def _known_spellings(kind: str, asked: bool = False) -> tuple[Spelt, ...]:
    """Those that mean the entity wherever they stand; what is `asked` for may be ordinary words, and English."""
    return tuple(
        Spelt(known.id, form)
        for known in known_entities().values()
        if known.type == kind
        for form in ((*known.forms, known.english, *known.latin) if asked else known.forms)
        if asked or form not in known.ambiguous
    )


@dataclass(frozen=True, slots=True)
class _Sounds:
    """Spellings by the sounds of their words: where each word stands, where it stands first, the words by their first
    letters, and, for the letters that were asked for, the words of each sound."""

    anywhere: Mapping[str, Sequence[int]]
    first: Mapping[str, Sequence[int]]
    by_letter: Mapping[str, Sequence[str]]
    by_key: dict[str, dict[str, list[str]]]

    def having(self, key: str, first: bool = False) -> list[int]:
        """Where the words stand that have a sound."""
        places = self.first if first else self.anywhere
        letters = (letter for letter in self.by_letter if not _beginnings(letter).isdisjoint((key[:1], "")))
        return [at for letter in letters for word in self._words(letter).get(key, ()) for at in places.get(word, ())]

    def _words(self, letter: str) -> Mapping[str, Sequence[str]]:
        if letter not in self.by_key:
            made = self.by_key[letter] = defaultdict(list)
            for word in self.by_letter[letter]:
                for key in keys(without_article(word)):
                    made[key].append(word)
        return self.by_key[letter]


@cache
def _known_by_sound(kind: str, asked: bool = False) -> _Sounds:
    """The index of known spellings. Names are not cut into parts for it, which would take seconds: words are taken as
    they are, without an article, and a servant's with what he serves."""
    anywhere: dict[str, list[int]] = defaultdict(list)
    first: dict[str, list[int]] = defaultdict(list)
    for at, spelt in enumerate(_known_spellings(kind, asked)):
        found = _joined(_split(spelt.form))
        first[found[0] if found else ""].append(at)
        for word in dict.fromkeys(found):
            anywhere[word].append(at)
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in anywhere:
        by_letter[without_article(word)[:1]].append(word)
    return _Sounds(anywhere, first, by_letter, {})


@cache
def _beginnings(letter: str) -> frozenset[str]:
    """The first sounds of keys of words that begin with a letter; "" for one that may be a vowel."""
    options = [option for group, found in sounds().items() if group[:1] == letter for option in found]
    return frozenset(option[:1] for option in options) or frozenset((letter,))


def _split(form: str) -> Sequence[str]:
    """The plain words of a form; of one in small letters without marks at once."""
    simple = form.islower() or not form.isascii()
    return form.split() if simple and form.replace(" ", "").isalpha() else words(form)


def _joined(found: Iterable[str]) -> list[str]:
    """The words of a spelling, each servant with what he serves."""
    heads, out, open_ = compounds(), list[str](), False
    for word in found:
        if open_:
            out[-1] += word
        else:
            out.append(word)
        open_ = not open_ and word in heads and heads[word].part == _HEAD
    return out
