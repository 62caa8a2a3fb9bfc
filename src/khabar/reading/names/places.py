"""Places and facilities that a noun gives away: "the city of X", "the airport of X", "the borders of X"."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.languages.names import Head
from khabar.model import NameType
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.scene import Scene
from khabar.reading.names.shape import Standing
from khabar.text.phrases import PhraseMatch

_PLACE, _FACILITY, _TERRITORY = 2, 3, 3
_LONGEST_UNKNOWN = 2
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
    at = scene.skip_quote(match.last)
    while True:
        end = _unknown_end(scene, at, single=False)
        known = scene.known.get(at)
        if known is not None and any(k.type in (NameType.PLACE, NameType.LOCATION) for k in known.value):
            end = known.last
        elif end > at:
            tokens = scene.tokens(at, end)
            yield Candidate(at, end, NameType.PLACE, tokens, "name.place-head", weight=_PLACE, cues=(match.first,))
        if end == at or not _joined(scene, end):
            return
        at = end


def _landscape(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """A mountain, river or island called by an unknown word, noun and all."""
    at = match.last
    end = _unknown_end(scene, at, single=True)
    if end > at and not scene.shapes[at - 1].definite:
        tokens, cues = scene.tokens(match.first, end), (match.first,)
        yield Candidate(
            match.first, end, NameType.LOCATION, tokens, "name.landscape", kind="region", weight=_PLACE, cues=cues
        )


def _unknown_end(scene: Scene, at: int, *, single: bool) -> int:
    """The index behind the word or two at `at` that no table or lexicon knows."""
    end = at
    while end - at < (1 if single else _LONGEST_UNKNOWN) and scene.is_word(end) and _unknown(scene, end):
        end += 1
        if scene.shapes[end - 1].definite:
            break
    return end


def _unknown(scene: Scene, at: int) -> bool:
    shape = scene.shapes[at]
    if shape.lexical or shape.verb or shape.function or at in scene.titles or at in scene.heads:
        return False
    match = scene.known.get(at)
    if match is not None and any(k.type not in (NameType.PLACE, NameType.LOCATION) for k in match.value):
        return False
    return shape.standing >= Standing.UNKNOWN and len(shape.form) > 2


def _joined(scene: Scene, at: int) -> bool:
    """Whether the word at `at` is tied to the place before it by a conjunction."""
    return scene.is_word(at) and scene.words[at].form.startswith(scene.grammar.words.conjunction)


def _facility(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """A facility with the place or unknown word that names it, noun and all, and adjectives such as "international"."""
    at = scene.skip_quote(match.last)
    known = scene.known.get(at)
    if scene.shapes[match.last - 1].definite or not scene.is_word(at):
        return
    if known is not None and not known.proclitics and any(k.type in _SITES for k in known.value):
        end = known.last
    else:
        end = _unknown_end(scene, at, single=scene.shapes[at].definite)
        if end == at and scene.shapes[at].standing >= Standing.SOMETIMES and not scene.shapes[at].cut:
            end = at + 1
    if end == at:
        return
    while scene.is_word(end) and scene.words[end].form in scene.grammar.words.site:
        end += 1
    tokens = scene.tokens(match.first, end)
    rule, cues = "name.facility", (match.first,)
    english = ""
    if known is not None and end >= known.last:
        english = f"{known.value[0].english} {match.value.english('facility-head')}"
    yield Candidate(
        match.first, end, NameType.FACILITY, tokens, rule, english, kind="facility", weight=_FACILITY, cues=cues
    )


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
        tokens = scene.tokens(at, nationality.last)
        rule, cues = "name.territory", (at,)
        yield Candidate(
            at,
            nationality.last,
            NameType.LOCATION,
            tokens,
            rule,
            f"{known.english} territory",
            "",
            "territory",
            _TERRITORY,
            cues,
        )
