"""How far a person's name runs: where it may begin, which words go on with it, and what ends it.

Not for: whether a run of words is believed to be a name (`persons`).
"""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import NameType
from khabar.reading.names.known import believed
from khabar.reading.names.scene import Scene
from khabar.reading.names.shape import Standing

LONGEST_NAME = 8
_SHORT = 3
_EASTERN = 3
"""Syllables of a name with the surname first."""
_SELDOM = 5.0
"""Occurrences per million below which a noun behind a given name is taken for a surname."""
_SELDOM_TITLED = 12.0
"""The same right behind a title."""
_USUAL = 25.0
"""Occurrences per million above which a noun behind an office is likelier the noun than a given name."""
_INNER_MARKS = frozenset(("-", "'", "’"))


def name_end(scene: Scene, at: int, *, titled: bool, direct: bool) -> int:
    """The index behind the name that begins at `at`, or `at` where none does.

    `titled` names may begin with an unknown word; `direct` ones (right behind a title) with a family name.
    """
    if not begins(scene, at, titled=titled, direct=direct):
        return at
    end = _unit(scene, at)
    if scene.shapes[at].definite and not scene.shapes[at].given:
        return end
    while end - at < LONGEST_NAME:
        step = _next(scene, at, end)
        if step == end:
            break
        end = step
    return end


def begins(scene: Scene, at: int, *, titled: bool, direct: bool) -> bool:
    """Whether a name may begin with a word: one that the tables know, or (when titled) an unknown one."""
    if not scene.is_word(at):
        return False
    shape, words = scene.shapes[at], scene.grammar.words
    if particle(scene, at) in words.kunya | words.servant:
        return compound(scene, at)
    if shape.form in words.behalf and not _name_on_behalf(scene, at):
        return False
    if shape.standing >= Standing.SOMETIMES:
        return (not shape.definite or direct) and not _place_rather(scene, at)
    return titled and (_unknown_begins(scene, at, direct=direct) or _ordinary_begins(scene, at))


def _place_rather(scene: Scene, at: int) -> bool:
    """Whether a word that is only sometimes a name is a known place where it stands."""
    if scene.shapes[at].standing is not Standing.SOMETIMES or at not in scene.known:
        return False
    known = believed(scene, scene.known[at])
    return known is not None and known.type is NameType.PLACE and known.kind in ("country", "territory")


def _name_on_behalf(scene: Scene, at: int) -> bool:
    """Whether a word that also means "on behalf of" is a given name: before a family name, not behind a spokesman."""
    follows = scene.is_word(at + 1) and scene.shapes[at + 1].standing is Standing.NAME
    return follows and scene.title_before(at) is None


def _unknown_begins(scene: Scene, at: int, *, direct: bool) -> bool:
    """Whether a word that no table knows may begin the name behind a title; right behind it less will do."""
    shape = scene.shapes[at]
    if shape.verb or names_other(scene, at):
        return False
    if shape.definite:
        return direct and shape.standing >= Standing.UNKNOWN
    joined = scene.words[at].form.startswith(scene.grammar.words.conjunction) and scene.ends_as(at, NameType.PLACE)
    if shape.cut or joined or scene.words[at].info.morphs[0].proclitics:
        return False
    doubtful = direct and shape.standing is Standing.DOUBTFUL and _stands_whole(scene, at)
    return doubtful or shape.standing >= Standing.UNKNOWN


def _ordinary_begins(scene: Scene, at: int) -> bool:
    """Whether an ordinary noun is a given name: behind a definite word it is tied to nothing, and a name follows."""
    shape, word = scene.shapes[at], scene.words[at]
    first = word.info.morphs[0]
    if shape.definite or shape.verb or shape.function or first.proclitics or first.enclitic:
        return False
    if first.pos not in (Pos.NOUN, Pos.ACTIVE) or scene.grammar.rarity(word.form) > _USUAL:
        return False
    if not scene.is_word(at - 1) or not scene.definite(at - 1) or at in scene.titles or at in scene.heads:
        return False
    follows = scene.is_word(at + 1) and not scene.shapes[at + 1].cut and not scene.shapes[at + 1].definite
    return follows and scene.shapes[at + 1].standing is Standing.NAME and scene.shapes[at + 1].given


def _stands_whole(scene: Scene, at: int) -> bool:
    """Whether a word is seldomer behind a proclitic than as it stands."""
    rarity = scene.grammar.rarity
    info = scene.words[at].info
    return all(rarity(rest) < rarity(info.form) for cut, rest in info.variants if cut and len(rest) > 2)


def compound(scene: Scene, at: int) -> bool:
    """Whether a byname or a theophoric name begins at `at`, written as two words or as one."""
    words, form = scene.grammar.words, particle(scene, at)
    if form in words.servant:
        return scene.is_word(at + 1) and scene.words[at + 1].form.startswith(words.article)
    if form in words.kunya:
        follows = scene.is_word(at + 1) and not scene.shapes[at + 1].function and not scene.shapes[at + 1].verb
        return follows or (scene.is_word(at + 1) and _serves(scene, at + 1))
    return scene.shapes[at].byname and scene.shapes[at].standing >= Standing.UNKNOWN


def particle(scene: Scene, at: int) -> str:
    """The form of a word, without a conjunction written onto a particle of names."""
    words, form = scene.grammar.words, scene.shapes[at].form
    if not form.startswith(words.conjunction):
        return form
    rest = form.removeprefix(words.conjunction)
    return rest if rest in words.kunya or rest in words.servant else form


def _serves(scene: Scene, at: int) -> bool:
    """Whether a theophoric name of two words begins at a word."""
    words = scene.grammar.words
    follows = scene.is_word(at + 1) and scene.words[at + 1].form.startswith(words.article)
    return scene.words[at].form in words.servant and follows


def names_other(scene: Scene, at: int) -> bool:
    """Whether a known phrase that names no person begins here."""
    match = scene.known.get(at)
    return match is not None and all(known.type is not NameType.PERSON for known in match.value)


def _unit(scene: Scene, at: int) -> int:
    """The index behind one name at `at`: a single word, or a byname or theophoric name of two."""
    words, shape, form = scene.grammar.words, scene.shapes[at], particle(scene, at)
    if form in words.kunya and scene.is_word(at + 1) and _serves(scene, at + 1):
        return at + 3
    article = form in words.servant and scene.is_word(at + 1) and scene.words[at + 1].form.startswith(words.article)
    pair = form in words.kunya or form in words.servant or form in words.clan
    if article or (pair and scene.is_word(at + 1) and not scene.shapes[at + 1].function):
        return at + 2
    if scene.is_word(at + 1) and f"{shape.form} {scene.words[at + 1].form}" in scene.knowledge.given:
        return at + 2
    return at + 1


def _next(scene: Scene, first: int, at: int) -> int:
    """The index behind the next word of the name, or `at` where the name has ended."""
    words = scene.grammar.words
    if scene.mark(at) in _INNER_MARKS and at + 1 < len(scene.words) and _touches(scene, at):
        return _next(scene, first, at + 1) if _next(scene, first, at + 1) > at + 1 else at
    if not scene.is_word(at):
        return at
    form = scene.words[at].form
    if form in words.filiation:
        ordinary = scene.is_word(at + 1) and scene.shapes[at + 1].standing is Standing.ORDINARY
        weak = form in words.born and ordinary and at + 1 not in scene.titles
        return _unit(scene, at + 1) if not weak and _fathered(scene, at + 1) else at
    if form in words.kunya or form in words.servant or form in words.clan:
        end = _unit(scene, at)
        return end if end > at + 1 else at
    if form in words.joints and scene.is_word(at + 1) and not scene.shapes[at + 1].function:
        return _unit(scene, at + 1) if scene.shapes[at + 1].standing >= Standing.UNKNOWN else at
    if at - first < _EASTERN and scene.shapes[first].form in words.eastern and form in words.eastern_parts:
        return at + 1
    return _plain(scene, first, at)


def _fathered(scene: Scene, at: int) -> bool:
    """Whether a father's name stands behind "son of": no second "son" ("the son of a son of an uncle"), no uncle."""
    words = scene.grammar.words
    form = scene.words[at].form if scene.is_word(at) else ""
    if not form or scene.shapes[at].function or form in words.filiation | words.kin:
        return False
    return at not in scene.titles or scene.shapes[at].given or scene.shapes[at].family


def _touches(scene: Scene, at: int) -> bool:
    """Whether a mark stands between two words without a space."""
    words = scene.words
    return words[at - 1].span.end == words[at].span.start and words[at].span.end == words[at + 1].span.start


def _plain(scene: Scene, first: int, at: int) -> int:
    """The index behind a plain word of the name (no particle) at `at`, or `at`."""
    shape = scene.shapes[at]
    if shape.cut or _never(scene, at) or _titled(scene, at):
        return at
    if _other_person(scene, first, at):
        return at
    if shape.given or shape.family:
        return _unit(scene, at) if _known_goes_on(scene, at) and not _noun_rather(scene, first, at) else at
    if shape.function:
        return at
    if scene.is_word(at + 1) and scene.words[at + 1].form in scene.grammar.words.filiation and not shape.definite:
        return at + 1
    if shape.verb:
        return at
    if names_other(scene, at):
        return at + 1 if _by_origin(scene, first, at) else at
    return at + 1 if _unknown_goes_on(scene, first, at) else at


def _never(scene: Scene, at: int) -> bool:
    """Whether a word is in no name of a person; a preposition is, where it is spelt like a name that folds alike."""
    word, shape = scene.words[at], scene.shapes[at]
    as_name = word.info.morphs[0].pos is Pos.PREPOSITION and shape.given and not shape.function
    return word.form in scene.grammar.words.never and not as_name


def _other_person(scene: Scene, first: int, at: int) -> bool:
    """Whether another known person, called by surname, begins behind a surname ("X received Y")."""
    if at != first + 1 or scene.shapes[first].given:
        return False
    known = scene.known_as(at, NameType.PERSON)
    return known is not None and known.last == at + 1


def _noun_rather(scene: Scene, first: int, at: int) -> bool:
    """Whether a word that is only sometimes a name is a noun tied to the next behind a name of two words."""
    shape = scene.shapes[at]
    if at <= _unit(scene, first) or shape.standing is not Standing.SOMETIMES or shape.definite:
        return False
    if scene.words[at].info.morphs[0].pos not in (Pos.NOUN, Pos.MASDAR):
        return False
    follows = scene.is_word(at + 1) and scene.definite(at + 1)
    return follows and scene.shapes[at + 1].lexical and scene.shapes[at + 1].standing < Standing.SOMETIMES


def _known_goes_on(scene: Scene, at: int) -> bool:
    """Whether a word of the name tables goes on with a name: unless it begins another known name."""
    shape = scene.shapes[at]
    if _closed(scene, at) and shape.definite and not shape.family:
        return False
    return not names_other(scene, at) or (shape.family and scene.known[at].last == at + 1)


def _unknown_goes_on(scene: Scene, first: int, at: int) -> bool:
    """Whether a word that no table of names has goes on with a name."""
    shape, closed = scene.shapes[at], _closed(scene, at)
    if _rare_word(scene, first, at):
        return True
    if shape.definite:
        return _family_like(scene, first, at) and not closed
    third = at == first + 2 and all(one.standing is Standing.NAME for one in scene.shapes[first:at])
    if third and not shape.lexical and shape.standing is Standing.DOUBTFUL and len(shape.form) > _SHORT:
        return not closed
    floor = Standing.UNKNOWN if at - first > 1 or scene.shapes[first].standing < Standing.NAME else Standing.DOUBTFUL
    return not closed and shape.standing >= floor


def _closed(scene: Scene, at: int) -> bool:
    """Whether a family name stands before a word: a definite one that is not the second half of a given name."""
    words, before = scene.grammar.words, scene.words[at - 1].form
    if not scene.shapes[at - 1].definite or at < 2:
        return scene.shapes[at - 1].definite
    opener = scene.shapes[at - 2].form
    return not (opener in words.servant or opener in words.kunya or f"{opener} {before}" in scene.knowledge.given)


def _titled(scene: Scene, at: int) -> bool:
    """Whether a title begins at a word rather than a name."""
    title, shape = scene.titles.get(at), scene.shapes[at]
    if title is None:
        return False
    if at + 1 in scene.titles and not scene.shapes[at + 1].given and not shape.definite:
        return True
    follows = scene.is_word(at + 1) and (scene.shapes[at + 1].given or scene.shapes[at + 1].family)
    if shape.family and shape.definite and scene.shapes[at - 1].given and not follows:
        return False
    return title.last > at + 1 or not shape.given or (shape.definite and shape.standing < Standing.NAME)


def _by_origin(scene: Scene, first: int, at: int) -> bool:
    """Whether a definite nationality right behind a given name is the family name (al-Sudani), not an adjective."""
    if at != _unit(scene, first) or not scene.shapes[at].definite or scene.known_as(at, NameType.GROUP) is None:
        return False
    return scene.shapes[first].given or compound(scene, first)


def _family_like(scene: Scene, first: int, at: int) -> bool:
    """Whether a definite word that no table of names has may be a family name: unknown, an adjective behind a father's
    name, or a seldom word right behind a given name."""
    shape, word = scene.shapes[at], scene.words[at]
    if shape.standing >= Standing.UNKNOWN:
        return True
    if word.form in scene.grammar.words.former or at in scene.titles or at in scene.heads:
        return False
    fathered = any(one.form in scene.grammar.words.filiation for one in scene.words[first:at])
    if fathered:
        return word.info.morphs[0].pos == Pos.ADJECTIVE
    return scene.shapes[first].given and at == _unit(scene, first) and scene.grammar.rarity(word.form) < _SELDOM


def _rare_word(scene: Scene, first: int, at: int) -> bool:
    """Whether a seldom word right behind a sure given name may be a surname although the lexicon knows it; a noun in
    the accusative is what the named one gets or does."""
    shape = scene.shapes[at]
    sure = scene.shapes[first].standing is Standing.NAME and scene.shapes[first].given
    if at != _unit(scene, first) or not (sure or compound(scene, first)) or shape.definite:
        return False
    titled = scene.title_before(first) is not None
    seldom = scene.grammar.rarity(shape.form) < (_SELDOM_TITLED if titled else _SELDOM)
    morph = scene.words[at].info.morphs[0]
    owned = bool(morph.enclitic) and morph.enclitic not in scene.grammar.words.near
    return shape.lexical and seldom and not morph.proclitics and not owned and morph.mood != "accusative"
