"""Places and facilities that a noun gives away: "the city of X", "the airport of X", "the borders of X"."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.knowledge import Known
from khabar.languages.base import Pos
from khabar.languages.names import Head
from khabar.model import NameType
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.scene import Scene
from khabar.reading.names.shape import Standing
from khabar.text.phrases import PhraseMatch

_PLACE, _FACILITY, _TERRITORY = 2, 3, 3
_LONGEST_UNKNOWN = 2
_FREQUENT = 30.0
"""Occurrences per million above which a noun in a list of places is likelier the noun."""
_SITES = (NameType.PLACE, NameType.LOCATION, NameType.FACILITY, NameType.PERSON)


def places(scene: Scene) -> Iterator[Candidate]:
    """Every place and facility behind a head noun, and every territory of a nationality."""
    for at, match in scene.heads.items():
        if at in scene.timed:
            continue
        if match.value.is_a("place-head"):
            yield from _place(scene, match)
        elif match.value.is_a("facility-head") and not match.value.is_a("outlet-head", "company-head"):
            yield from _facility(scene, match)
        elif match.value.is_a("loc-head"):
            yield from _landscape(scene, match)
    yield from _territories(scene)


def _place(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """The unknown word or two behind a place's noun (known ones are found by the tables), and those joined to it."""
    at: int | None = scene.skip_quote(match.last)
    many = scene.words[match.last - 1].info.among(scene.grammar.words.many)
    listed = False
    while at is not None:
        known = scene.known.get(at)
        if known is not None and any(k.type in (NameType.PLACE, NameType.LOCATION) for k in known.value):
            end = known.last
        else:
            end = _member_end(scene, at, loose=many and listed and not scene.mark(at - 1))
            if end > at:
                yield _member(scene, at, end, match.first)
        at = _next_member(scene, end, commas=many) if end > at else None
        listed = True


def _member(scene: Scene, at: int, end: int, cue: int) -> Candidate:
    """A place behind its noun, without the conjunction that joins it to the one before."""
    first, *rest = scene.tokens(at, end)
    joined = scene.words[at].form == first and cue < at - 1 and first.startswith(scene.grammar.words.conjunction)
    tokens = (first.removeprefix(scene.grammar.words.conjunction) if joined else first, *rest)
    return Candidate(at, end, NameType.PLACE, tokens, "name.place-head", weight=_PLACE, cues=(cue,))


def _member_end(scene: Scene, at: int, *, loose: bool) -> int:
    """The index behind a place of a list at `at`; `loose` members, behind the first of a list, may be ordinary nouns
    with the article."""
    end = _unknown_end(scene, at, single=False)
    if end > at or not loose or not scene.is_word(at) or not scene.definite(at):
        return end
    shape, word = scene.shapes[at], scene.words[at]
    plain = not shape.function and at not in scene.titles and at not in scene.heads and at not in scene.known
    bare = next((rest for _, rest in word.info.variants if rest.startswith(scene.grammar.words.article)), "")
    seldom = scene.grammar.rarity(bare) < _FREQUENT and not bare.endswith(scene.grammar.words.people)
    return at + 1 if plain and seldom and word.info.morphs[0].pos in (Pos.NOUN, Pos.UNKNOWN) else at


def _next_member(scene: Scene, at: int, *, commas: bool) -> int | None:
    """Where the next place of a list begins: behind a conjunction, or behind a comma where many are listed."""
    if commas and scene.mark(at) in scene.grammar.words.commas and scene.is_word(at + 1):
        at += 1
        known = scene.known.get(at)
        listed = known is not None and any(k.type is NameType.PLACE for k in known.value)
        return at if listed or _joined(scene, at) or _joined(scene, at + 1) else None
    if commas and scene.is_word(at) and scene.words[at].form in scene.grammar.words.then:
        return at + 1
    return at if _joined(scene, at) else None


def _landscape(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """A mountain or river called by an unknown word, noun and all; an island, without its noun."""
    at, words = match.last, scene.grammar.words
    forms = {rest for _, rest in scene.words[match.first].info.variants}
    if scene.shapes[at - 1].definite or not forms.isdisjoint(words.landless):
        return
    end = _unknown_end(scene, at, single=True)
    if end == at and not forms.isdisjoint(words.peaks) and _named_ground(scene, at):
        end = at + 1
    if end > at:
        first = at if not forms.isdisjoint(words.island) else match.first
        tokens = scene.tokens(first, end) if first == at else scene.tokens_from_head(first, end)
        cues = (match.first,)
        yield Candidate(
            first, end, NameType.LOCATION, tokens, "name.landscape", kind="region", weight=_PLACE, cues=cues
        )


def _named_ground(scene: Scene, at: int) -> bool:
    """Whether a definite noun behind "mountain" or "valley" is its name."""
    if not scene.is_word(at) or not scene.definite(at) or at in scene.known or at in scene.heads or at in scene.titles:
        return False
    bare = scene.words[at].form.removeprefix(scene.grammar.words.article)
    generic = scene.grammar.heads.get(bare) is not None
    morph = scene.words[at].info.morphs[0]
    return not generic and not morph.proclitics and morph.pos in (Pos.NOUN, Pos.MASDAR)


def _unknown_end(scene: Scene, at: int, *, single: bool) -> int:
    """The index behind the word or two at `at` that no table or lexicon knows."""
    end = at
    if not single and _prefixed(scene, at):
        return at + 2
    while end - at < (1 if single else _LONGEST_UNKNOWN) and scene.is_word(end) and _unknown(scene, end):
        if end > at and (_joined(scene, end) or scene.shapes[end].definite):
            break
        end += 1
        if scene.shapes[end - 1].definite:
            break
    return end


def _unknown(scene: Scene, at: int) -> bool:
    shape, words = scene.shapes[at], scene.grammar.words
    if shape.lexical or shape.verb or shape.function or at in scene.titles or at in scene.heads:
        return False
    if shape.definite and shape.form.endswith(words.people):
        return False
    match = scene.known.get(at)
    if match is not None and any(k.type not in (NameType.PLACE, NameType.LOCATION) for k in match.value):
        return False
    return shape.standing >= Standing.UNKNOWN and len(shape.form) > 2


def _prefixed(scene: Scene, at: int) -> bool:
    """Whether a word that begins names of places stands before the word that completes one."""
    prefixes = scene.grammar.words.place_prefixes
    if not scene.is_word(at) or not scene.is_word(at + 1) or at in scene.known:
        return False
    shape = scene.shapes[at + 1]
    begins = scene.words[at].info.among(prefixes)
    return begins and not (shape.function or shape.verb or at + 1 in scene.titles or at + 1 in scene.known)


def _joined(scene: Scene, at: int) -> bool:
    """Whether the word at `at` is tied to the place before it by a conjunction."""
    return scene.is_word(at) and scene.words[at].form.startswith(scene.grammar.words.conjunction)


def _facility(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """A facility with the place or unknown word that names it, noun and all, and adjectives such as "international"."""
    at = scene.skip_quote(match.last)
    known = scene.known.get(at)
    if scene.shapes[match.last - 1].definite or not scene.is_word(at):
        return
    if known is not None and not known.proclitics and any(_names_site(k, match, scene) for k in known.value):
        end = known.last
    else:
        end = _unknown_end(scene, at, single=scene.shapes[at].definite)
        if end == at and _unheard(scene, at):
            end = at + 1
        adjective = scene.words[at].info.morphs[0].pos == Pos.ADJECTIVE
        if end == at and not adjective and _person_named(scene, match, at):
            end = at + 1
    if end == at:
        return
    while scene.is_word(end) and scene.words[end].form in scene.grammar.words.site:
        end += 1
    tokens = scene.tokens_from_head(match.first, end)
    rule, cues = "name.facility", (match.first,)
    english = ""
    if known is not None and end >= known.last:
        english = f"{known.value[0].english} {match.value.english('facility-head')}"
    yield Candidate(
        match.first, end, NameType.FACILITY, tokens, rule, english, kind="facility", weight=_FACILITY, cues=cues
    )


def _names_site(known: Known, match: PhraseMatch[Head], scene: Scene) -> bool:
    """Whether a known name behind a facility's noun gives it its name; a person's does not behind a noun that is an act
    as well ("the imprisonment of …")."""
    act = scene.words[match.first].info.among(scene.grammar.words.acts)
    return known.type in _SITES and not (act and known.type is NameType.PERSON)


def _person_named(scene: Scene, match: PhraseMatch[Head], at: int) -> bool:
    """Whether a word of a person's name gives a facility its name."""
    shape = scene.shapes[at]
    act = scene.words[match.first].info.among(scene.grammar.words.acts)
    sure = shape.standing is Standing.NAME or (shape.standing is Standing.SOMETIMES and not shape.lexical)
    return sure and not shape.cut and not act


def _unheard(scene: Scene, at: int) -> bool:
    """Whether a word is taken for a verb that nobody writes: behind a facility's noun it is a foreign name."""
    shape, word = scene.shapes[at], scene.words[at]
    seldom = shape.verb and scene.grammar.rarity(word.form) == 0 and len(word.form) > 3
    first = word.info.morphs[0]
    return seldom and not first.proclitics and not first.enclitic and at not in scene.titles


def _territories(scene: Scene) -> Iterator[Candidate]:
    """ "The Iranian border": a noun of ground with a nationality."""
    for at in range(len(scene.words) - 1):
        if not scene.shapes[at].ground or not scene.is_word(at):
            continue
        end = at + 1
        nationality = scene.known_as(end, NameType.GROUP)
        if nationality is None or nationality.proclitics or scene.words[at].form == scene.words[end].form:
            continue
        known = next(k for k in nationality.value if k.type is NameType.GROUP)
        end = _other_side(scene, nationality.last)
        tokens = scene.tokens(at, end)
        rule, cues = "name.territory", (at,)
        yield Candidate(
            at,
            end,
            NameType.LOCATION,
            tokens,
            rule,
            f"{known.english} territory",
            "",
            "territory",
            _TERRITORY,
            cues,
        )


def _other_side(scene: Scene, at: int) -> int:
    """The index behind a dash and a second nationality at `at` (a border has two sides), else `at`."""
    second = scene.known_as(at + 1, NameType.GROUP) if scene.mark(at) in scene.grammar.words.dashes else None
    return at if second is None else second.last
