"""Later mentions of a name found in the same report: its short forms, and misspellings of it.

A surname alone, a first name that stands for a ruler, "the Workers' party" for a longer party name; a transcription
that differs from the first in a vowel or in letters that stand for one foreign sound. Only words that no other finder
took are looked at, and ordinary words need a verb or title before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from khabar.model import NameType
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.entities import own
from khabar.reading.names.known import OUTLET_KINDS
from khabar.reading.names.scene import Scene
from khabar.reading.names.shape import Shape, Standing

_COMMON = 40.0
"""Occurrences per million above which a surname is likelier the ordinary word it also is."""
_KNOWN = 3
_SHORTEST_VARIANT = 4
_OVER_NATIONALITY = 4
Taken: TypeAlias = Mapping[int, Candidate]
Models: TypeAlias = Mapping[str, Sequence[Candidate]]
_FURTHEST = 2


def echoes(chosen: Sequence[Candidate], doubtful: Sequence[Candidate], scene: Scene) -> Iterator[Candidate]:
    """Candidates on the free words that repeat a chosen name, shortened or misspelt."""
    taken = {at: one for one in chosen for at in range(one.first, one.last)}
    short, models = _short_forms(chosen, scene), _models(chosen, scene)
    ids = {one.entity for one in chosen}
    for one in doubtful:
        if one.entity in ids and _repeats(one, scene):
            yield replace(one, rule="name.repeated", weight=1)
    for at in sorted(scene.spoken):
        begins = scene.words[at].info.among(short.keys())
        if begins and (at not in taken or taken[at].type in (NameType.PERSON, NameType.GROUP)):
            yield from _echo(scene, at, short, taken)
        if at not in taken and models:
            yield from _variant(scene, at, models, taken)


def _repeats(one: Candidate, scene: Scene) -> bool:
    """Whether an ambiguous spelling may be believed because its entity is named elsewhere."""
    if one.kind in OUTLET_KINDS and scene.words[one.first].form != one.tokens[0]:
        return scene.quoted.get(one.first) == one.last
    if one.kind in OUTLET_KINDS or one.type is NameType.PERSON:
        return _asked_for(scene, one.first, one.last)
    if one.kind in ("country", "territory"):
        return False
    return one.type in (NameType.PLACE, NameType.FACILITY) or one.kind.endswith("group") or len(one.tokens) > 1


def _asked_for(scene: Scene, first: int, last: int) -> bool:
    """Whether the neighbours of a word ask for a name: a title, a body's noun or a verb before it, a verb behind it,
    quotation marks around it."""
    if scene.title_before(first) is not None or scene.quoted.get(first) == last:
        return True
    head = scene.head_before(first)
    if head is not None and head.is_a("institution", "group-head"):
        return True
    before, after = scene.is_word(first - 1), scene.is_word(last)
    return (before and scene.shapes[first - 1].verb) or (after and scene.shapes[last].verb)


def _short_forms(chosen: Sequence[Candidate], scene: Scene) -> dict[str, list[tuple[tuple[str, ...], Candidate]]]:
    """First word to the short forms that begin with it, longest first; a name that is told again adds none."""
    sources: dict[tuple[str, ...], list[Candidate]] = {}
    for one in {(one.entity, one.tokens, one.weight): one for one in reversed(chosen)}.values():
        for form in _shortened(one, scene):
            sources.setdefault(form, []).append(one)
    out: dict[str, list[tuple[tuple[str, ...], Candidate]]] = {}
    for form in sorted(sources, key=lambda form: -len(form)):
        out.setdefault(form[0], []).append((form, _meant(form, sources[form], scene)))
    return out


def _meant(form: tuple[str, ...], sources: Sequence[Candidate], scene: Scene) -> Candidate:
    """Whose short form a form is: of those whose last name it is, unless it is a given name, else of all; nobody's
    where that may be several."""
    given = len(form) == 1 and form[0] in scene.knowledge.given
    last = [one for one in sources if one.tokens[-len(form) :] == form and not given] or sources
    several = len({one.entity for one in last}) > 1
    return replace(last[0], entity="", english="", kind="") if several else last[0]


def _shortened(one: Candidate, scene: Scene) -> Iterator[tuple[str, ...]]:
    tokens = one.tokens
    if one.weight < _KNOWN and one.type is not NameType.PERSON:
        yield tokens
    if one.type is NameType.PERSON and len(tokens) > 1:
        words = scene.grammar.words
        for start in range(1, len(tokens)):
            if tokens[start - 1] not in words.servant | words.filiation | words.clan | words.kunya:
                yield tokens[start:]
        yield from _first_names(tokens, scene)
    elif one.kind == "party" and len(tokens) > 2:
        for end in range(2, len(tokens)):
            yield tokens[:end]
    elif one.type is NameType.FACILITY and len(tokens) > 1:
        yield tokens[1:]


def _first_names(tokens: tuple[str, ...], scene: Scene) -> Iterator[tuple[str, ...]]:
    """The first name alone; of a name with a father's, the first and last together."""
    yield scene.normal(tokens)[:1]
    if len(tokens) > 2:
        yield tokens[0], tokens[-1]


def _echo(
    scene: Scene, at: int, short: Mapping[str, Sequence[tuple[tuple[str, ...], Candidate]]], taken: Taken
) -> Iterator[Candidate]:
    for proclitics, rest in scene.words[at].info.variants:
        for form, source in short.get(rest, ()):
            last = at + len(form)
            following = tuple(word.form for word in scene.words[at + 1 : last])
            if following != form[1:] or not _free(at, last, taken):
                continue
            over = at in taken and taken[at].type is NameType.GROUP
            if len(form) > 1 or (_rank(scene, at) if over else _alone(scene, at, source, rest, bool(proclitics))):
                found = _like(source, (at, last), form, "name.short", scene)
                yield replace(found, weight=_OVER_NATIONALITY) if over else found
                return


def _alone(scene: Scene, at: int, source: Candidate, rest: str, cut: bool) -> bool:
    """Whether one word may stand for a whole name: not a first name that a surname follows."""
    if rest != source.tokens[-1] and _goes_on(scene, at + 1):
        return False
    return _trusted(scene, at, rest, cut)


def _goes_on(scene: Scene, at: int) -> bool:
    """Whether a word that may be a surname follows a first name."""
    return scene.is_word(at) and scene.shapes[at].standing is Standing.UNKNOWN


def _rank(scene: Scene, at: int) -> bool:
    """Whether a rank or form of address stands before a word (an officer is called by surname, "the Turkish president"
    by country)."""
    title = scene.title_before(at)
    return title is not None and title.kind == "title" and title.field != "government"


def _free(first: int, last: int, taken: Taken) -> bool:
    """Whether [first, last) covers no chosen name but shorter ones of persons."""
    over = {id(taken[at]): taken[at] for at in range(first, last) if at in taken}.values()
    within = all(one.first >= first and one.last <= last and one.last - one.first < last - first for one in over)
    if all(one.type is NameType.GROUP for one in over):
        return True
    return within and all(one.type in (NameType.PERSON, NameType.GROUP) for one in over)


def _trusted(scene: Scene, at: int, rest: str, cut: bool) -> bool:
    """Whether one word may stand for a name seen before: it is no ordinary word, or its neighbours ask for a name."""
    shape = scene.shapes[at]
    if shape.function:
        return False
    if not shape.lexical and shape.standing is not Standing.SOMETIMES and scene.grammar.rarity(rest) < _COMMON * 5:
        return True
    if cut and shape.lexical:
        return scene.grammar.rarity(scene.words[at].form) < _COMMON / 8
    if scene.grammar.rarity(rest) < _COMMON and not shape.verb:
        return True
    return _asked_for(scene, at, at + 1)


def _like(source: Candidate, place: tuple[int, int], tokens: tuple[str, ...], rule: str, scene: Scene) -> Candidate:
    cues = tuple(range(source.first, source.last))
    found = replace(source, first=place[0], last=place[1], tokens=tokens, rule=rule, weight=1, cues=cues)
    return found if found.entity else own(found, scene.normal(tokens), scene)


def _variant(scene: Scene, at: int, models: Models, taken: Taken) -> Iterator[Candidate]:
    """A misspelling: an unknown word like a surname, or unknown words like a name of as many."""
    shape = scene.shapes[at]
    if shape.lexical or shape.function or shape.verb or len(shape.form) < _SHORTEST_VARIANT:
        return
    for _, rest in scene.words[at].info.variants:
        if len(rest) < _SHORTEST_VARIANT or not _rare(rest, scene):
            continue
        ends: dict[int, list[Candidate]] = {}
        for source in models.get(scene.grammar.skeleton(rest)[:1], ()):
            last = _variant_end(scene, at, rest, source)
            if last > at and _free(at, last, taken):
                ends.setdefault(last, []).append(source)
        if ends:
            last = max(ends)
            source = _meant(ends[last][0].tokens[at - last :], ends[last], scene)
            yield _like(source, (at, last), scene.tokens(at, last), "name.variant", scene)
            return


def _models(chosen: Sequence[Candidate], scene: Scene) -> Models:
    """The names that may be met misspelt, once each, by the first consonant of their first and last words."""
    out: dict[str, list[Candidate]] = {}
    for one in {one.tokens: one for one in chosen if one.type in (NameType.PERSON, NameType.PLACE)}.values():
        keys = {scene.grammar.skeleton(token)[:1] for token in (one.tokens[0], one.tokens[-1])}
        for key in keys:
            out.setdefault(key, []).append(one)
    return out


def _variant_end(scene: Scene, at: int, rest: str, source: Candidate) -> int:
    tokens, last = source.tokens, at + len(source.tokens)
    forms = (rest, *(word.form for word in scene.words[at + 1 : last]))
    if len(forms) == len(tokens) > 1 and all(map(lambda a, b: _alike(a, b, scene), forms, tokens)):
        shapes = scene.shapes[at:last]
        return last if _all_unknown(shapes) else at
    return at + 1 if source.type is NameType.PERSON and _alike(rest, tokens[-1], scene) else at


def _all_unknown(shapes: Sequence[Shape]) -> bool:
    return not any(shape.lexical or shape.function for shape in shapes)


def _rare(form: str, scene: Scene) -> bool:
    return scene.grammar.rarity(form) < _COMMON / 10


def _alike(form: str, other: str, scene: Scene) -> bool:
    """Whether two words can be spellings of one foreign name: the same, one letter apart, or the same consonants."""
    if form == other:
        return True
    if form[0] != other[0] and scene.grammar.skeleton(form[0]) != scene.grammar.skeleton(other[0]):
        return len(form) == len(other) and len(form) >= _SHORTEST_VARIANT and form[1:] == other[1:]
    bones = scene.grammar.skeleton(form)
    if min(len(form), len(other)) < _SHORTEST_VARIANT or form.startswith(scene.grammar.words.article):
        return False
    if len(bones) > 1 and bones == scene.grammar.skeleton(other):
        return distance(form, other, _FURTHEST) <= _FURTHEST
    return min(len(form), len(other)) > _SHORTEST_VARIANT + 1 and distance(form, other, 1) <= 1


def distance(one: str, other: str, most: int) -> int:
    """Letters to insert, delete or replace between two words; `most` + 1 where there are more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return min(row[-1], most + 1)
