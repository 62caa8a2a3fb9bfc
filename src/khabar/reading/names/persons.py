"""Persons: a run of words that make a name, behind a title or after a given name.

The grammar of an Arabic name: given name, then fathers' names with or without a word for "son of", bynames, and a
family name, usually with the article; foreign names are unknown words in a row. A title may be cut off from the name by
its office, nationality and adjectives («the American former foreign minister X»).
"""

from __future__ import annotations

from collections.abc import Iterator

from khabar.languages.base import Pos
from khabar.model import NameType
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.extent import LONGEST_NAME, begins, compound, name_end, names_other, particle
from khabar.reading.names.scene import Scene
from khabar.reading.names.shape import Standing

LONGEST_OFFICE = 9
"""Words between the beginning of a title and the name."""
_TITLED, _UNTITLED = 2, 1
_SHORTEST = 3
"""Letters of a word that may be a name by itself."""


def persons(scene: Scene) -> Iterator[Candidate]:
    """Every run that may be a person's name; those behind a title weigh more."""
    for at, match in scene.titles.items():
        if at in scene.timed or match.value.kind == "role":
            continue
        start = _after_office(scene, match.last)
        if start is not None:
            first, direct = start
            yield from _run(scene, first, tuple(range(match.first, match.last)), direct=direct)
    ends: set[int] = set()
    for at in range(len(scene.words)):
        if not scene.is_word(at):
            continue
        if scene.shapes[at].standing >= Standing.SOMETIMES or compound(scene, at):
            for one in _untitled(scene, at, ends):
                ends.add(one.last)
                yield one
        elif scene.shapes[at].standing is Standing.UNKNOWN:
            yield from _foreign(scene, at)
        if scene.shapes[at].standing >= Standing.UNKNOWN and _speaks(scene, at):
            last = at + 1 + _surname(scene, at + 1)
            yield Candidate(at, last, NameType.PERSON, scene.tokens(at, last), "name.speaker", weight=0)


def _foreign(scene: Scene, at: int) -> Iterator[Candidate]:
    """Two or more unknown words in a row behind a verb or before a title: a foreign name without a title of its own."""
    if not begins(scene, at, titled=True, direct=False) or scene.head_before(at) is not None:
        return
    last = at
    while scene.is_word(last) and last - at < LONGEST_NAME and _strange(scene, last):
        if last > at and scene.words[last].form.startswith(scene.grammar.words.conjunction):
            break
        last += 1
    if last > at + 1 and _asked_for(scene, at, last):
        yield Candidate(at, last, NameType.PERSON, scene.tokens(at, last), "name.foreign-person", weight=_UNTITLED)


def _speaks(scene: Scene, at: int) -> bool:
    """Whether one word behind a verb of speaking is a name: one known in names, or one that nobody knows."""
    shape, words = scene.shapes[at], scene.grammar.words
    told = scene.words[at - 1].info.among(words.saying) if scene.is_word(at - 1) else False
    if not told or not scene.shapes[at - 1].verb or shape.definite or shape.cut or shape.verb or shape.function:
        return False
    if shape.form.endswith((*words.people, *words.feminine)) or at in scene.titles or at in scene.heads:
        return False
    if names_other(scene, at) or shape.lexical or scene.words[at].info.morphs[0].enclitic:
        return False
    names = (scene.knowledge.given, scene.knowledge.family)
    if any(cut and rest in table for cut, rest in scene.words[at].info.variants for table in names):
        return shape.standing >= Standing.SOMETIMES
    return len(shape.form) > _SHORTEST


def _surname(scene: Scene, at: int) -> bool:
    """Whether a word right behind a speaker's first name is the surname: nothing but a name can stand there."""
    if not scene.is_word(at):
        return False
    shape, morph = scene.shapes[at], scene.words[at].info.morphs[0]
    if shape.function or shape.verb or shape.cut or at in scene.titles or morph.proclitics or morph.enclitic:
        return False
    if shape.definite:
        return shape.family or shape.standing >= Standing.UNKNOWN
    if shape.lexical and shape.form.endswith(scene.grammar.words.adverbial):
        return False
    return shape.standing >= Standing.UNKNOWN or morph.pos in (Pos.NOUN, Pos.ACTIVE)


def _strange(scene: Scene, at: int) -> bool:
    shape = scene.shapes[at]
    people = shape.form.endswith(scene.grammar.words.people)
    return shape.standing in (Standing.UNKNOWN, Standing.NAME) and not (
        shape.definite or people or names_other(scene, at)
    )


def _run(scene: Scene, at: int, cues: tuple[int, ...], *, direct: bool) -> Iterator[Candidate]:
    last = name_end(scene, at, titled=True, direct=direct)
    if last > at and not _owner(scene, at, last, cues):
        tokens = _tokens(scene, at, last)
        yield Candidate(at, last, NameType.PERSON, tokens, "name.title-person", weight=_TITLED, cues=cues)


def _tokens(scene: Scene, at: int, last: int) -> tuple[str, ...]:
    """The words of a name, the first without what is written onto it."""
    return (particle(scene, at), *scene.tokens(at, last)[1:])


def _owner(scene: Scene, at: int, last: int, cues: tuple[int, ...]) -> bool:
    """Whether the one word behind an office is a noun of it ("head of X of the kingdom") or the next office.

    Behind an indefinite office an unknown word is a name only where a mark, a verb or a clause follows.
    """
    if last > at + 1:
        return False
    if scene.shapes[at].standing >= Standing.SOMETIMES:
        return at in scene.titles and scene.shapes[at].standing < Standing.NAME
    if scene.shapes[at].definite or scene.shapes[cues[0]].definite or not scene.is_word(last):
        return False
    return not (scene.shapes[last].verb or scene.words[last].has(Pos.COMPLEMENTISER))


def _untitled(scene: Scene, at: int, ends: set[int]) -> Iterator[Candidate]:
    last = name_end(scene, at, titled=False, direct=False)
    joined = scene.shapes[at].cut and (at in ends or (bool(scene.mark(at - 1)) and at - 1 in ends))
    if last > at + 1 and (joined or _convincing(scene, at, last)):
        tokens = _tokens(scene, at, last)
        yield Candidate(at, last, NameType.PERSON, tokens, "name.given-person", weight=_UNTITLED)


def _convincing(scene: Scene, first: int, last: int) -> bool:
    """Whether enough words of an untitled run are known in names: an unambiguous given name, or two words of names."""
    shapes = [shape for at, shape in enumerate(scene.shapes[first:last], first) if scene.is_word(at)]
    words = scene.grammar.words
    if any(shape.form in words.filiation for shape in shapes[1:-1]):
        return shapes[0].standing >= Standing.SOMETIMES
    if compound(scene, first) or (shapes[0].given and any(compound(scene, at) for at in range(first + 1, last))):
        return True
    if shapes[0].given and _asked_for(scene, first, last):
        particles = words.servant | words.kunya | words.filiation | words.clan
        return all(s.standing >= Standing.DOUBTFUL or s.definite or s.form in particles for s in shapes)
    sure = sum(shape.standing is Standing.NAME for shape in shapes)
    if shapes[0].standing is Standing.NAME and shapes[0].given:
        return sure > 1 or shapes[1].standing >= Standing.DOUBTFUL
    if not shapes[0].given:
        return sure == len(shapes)
    return sure > 0 and all(shape.standing >= Standing.UNKNOWN for shape in shapes)


def _asked_for(scene: Scene, first: int, last: int) -> bool:
    """Whether a run stands between a verb and a title: "said X, the director"."""
    follows = last + 1 if scene.mark(last) else last
    return follows in scene.titles or (scene.is_word(first - 1) and scene.shapes[first - 1].verb)


def _after_office(scene: Scene, at: int) -> tuple[int, bool] | None:
    """Where the name begins behind a title that ends at `at`, and whether nothing but adjectives stands between."""
    direct = True
    limit = at + LONGEST_OFFICE
    while at < min(limit, len(scene.words)):
        if not scene.is_word(at):
            if _between_commas(scene, at):
                return at + 1, True
            opens = direct and at + 1 in scene.quoted and scene.mark(at)
            return (at + 1, direct) if opens and begins(scene, at + 1, titled=True, direct=True) else None
        step = _office_step(scene, at)
        if begins(scene, at, titled=True, direct=direct) and (step == at or not _adjective(scene, at)):
            return None if _sited(scene, at) else (at, direct)
        if step == at:
            return None
        direct = direct and _adjective(scene, at)
        at = step
    return None


def _between_commas(scene: Scene, at: int) -> bool:
    """Whether nothing but a name of several words stands between the comma at `at`, behind an office, and the next."""
    commas = scene.grammar.words.commas
    if scene.mark(at) not in commas:
        return False
    last = name_end(scene, at + 1, titled=False, direct=False)
    return last > at + 2 and scene.mark(last) in commas


def _sited(scene: Scene, at: int) -> bool:
    """Whether a word that no table of names is sure of names the indefinite body or place before it instead."""
    head = scene.head_before(at)
    return head is not None and not scene.definite(at - 1) and scene.shapes[at].standing < Standing.SOMETIMES


def _adjective(scene: Scene, at: int) -> bool:
    """Whether a word only qualifies a title: a nationality, or one of the words for former, acting and the like."""
    return scene.known_as(at, NameType.GROUP) is not None or scene.words[at].form in scene.grammar.words.former


def _office_step(scene: Scene, at: int) -> int:
    """The index behind what may stand between a title and the name (part of the office, its body, its country) at
    `at`; `at` itself where nothing does."""
    shape, word = scene.shapes[at], scene.words[at]
    inner = scene.titles.get(at) or scene.heads.get(at)
    if inner is not None:
        return inner.last
    known = scene.known.get(at)
    if known is not None and any(one.type is not NameType.PERSON for one in known.value):
        return known.last
    if word.form in scene.grammar.words.former or (shape.definite and not shape.function):
        return at + 1
    if shape.standing >= Standing.SOMETIMES or shape.verb:
        return at
    if shape.function:
        follows = scene.is_word(at + 1) and word.has(Pos.PREPOSITION)
        return at + 1 if follows and (at + 1 in scene.known or scene.shapes[at + 1].lexical) else at
    joined = word.info.morphs[0].proclitics[:1] == (scene.grammar.words.conjunction,)
    return at + 1 if shape.lexical and not joined else at
