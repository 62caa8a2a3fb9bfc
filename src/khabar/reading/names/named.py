"""Bodies named by what they are for: committees, courts, unions, directorates, battalions; and outlets only quoted.

"The committee of the budget" and "the court of cassation" are names although no nationality stands in them; "the
committee" and "the centre of the city" are none. An outlet that no table knows is told by the quotation marks behind
"to" after a verb of speaking.
"""

from __future__ import annotations

from collections.abc import Iterator

from khabar.languages.base import Pos
from khabar.languages.names import Head
from khabar.model import NameType
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.scene import Scene
from khabar.text.phrases import PhraseMatch

_LONGEST = 5
_LONGEST_TITLE = 3
_FAR = 14
"""Words between a verb of speaking and the outlet that was told."""
_WEIGHT = 2
_NOUNS = (Pos.NOUN, Pos.MASDAR)


def named_bodies(scene: Scene) -> Iterator[Candidate]:
    """Every body that its purpose names, and every outlet that only quotation marks tell."""
    for at, match in scene.heads.items():
        if at not in scene.timed and match.last == at + 1:
            end = _body_end(scene, match)
            if end > match.last:
                yield _body(scene, match, end)
    for first, last in scene.quoted.items():
        if _quoted_group(scene, first, last):
            tokens = scene.tokens(first, last)
            yield Candidate(
                first, last, NameType.ORGANISATION, tokens, "name.quoted-group", kind="group", weight=_WEIGHT + 2
            )
        elif _told(scene, first, last):
            tokens = scene.tokens(first, last)
            yield Candidate(first, last, NameType.ORGANISATION, tokens, "name.told-outlet", kind="outlet", weight=1)


def _body(scene: Scene, match: PhraseMatch[Head], end: int) -> Candidate:
    """A body up to `end`: in English by its portfolio where the table of ministries has it, else letter by letter."""
    at, tokens = match.first, scene.tokens_from_head(match.first, end)
    noun = match.value.english("institution", "company-head", "group-head")
    portfolio = scene.grammar.ministries.match(scene.words, match.last, cut=False)
    told = portfolio is not None and portfolio.last == end
    english = f"{portfolio.value} {noun.title()}" if portfolio is not None and told else ""
    if not english and noun and not scene.definite(at):
        english = f"{noun.capitalize()} of {scene.grammar.spell(tokens[1:])}"
    return Candidate(
        at,
        end,
        NameType.ORGANISATION,
        tokens,
        "name.body",
        english,
        kind="body",
        weight=_WEIGHT,
        cues=(at,),
        transliterated=not told,
    )


def _body_end(scene: Scene, match: PhraseMatch[Head]) -> int:
    """The index behind the body that a head begins; the head's own end where it is a bare noun."""
    words = scene.grammar.words
    form = scene.head_form(match.first)
    if form in words.bodies:
        return _annexed_end(scene, match)
    if form in words.bodies_definite:
        return _described_end(scene, match.last)
    return match.last


def _annexed_end(scene: Scene, match: PhraseMatch[Head]) -> int:
    """The index behind the nouns that an indefinite head is tied to, up to a definite one and its adjectives."""
    start = at = match.last
    while at - start < _LONGEST and _link(scene, at):
        at += 1
    seat = scene.known_as(at, NameType.PLACE)
    if seat is not None and not seat.proclitics and (at > start or _seated(scene, match)):
        return seat.last
    if not (scene.is_word(at) and scene.definite(at)) or not _purpose(scene, at, alone=at == start):
        return start
    if match.value.is_a("place-head") and at in scene.known:
        return start
    return _adjectives_end(scene, at + 1, start)


def _seated(scene: Scene, match: PhraseMatch[Head]) -> bool:
    """Whether a head makes a body with its place alone."""
    return scene.words[match.first].info.among(scene.grammar.words.seats)


def _link(scene: Scene, at: int) -> bool:
    """Whether a word is an indefinite noun tied to the next."""
    if not scene.is_word(at) or scene.definite(at) or at in scene.titles or at in scene.known or at in scene.heads:
        return False
    morph = scene.words[at].info.morphs[0]
    return morph.pos in _NOUNS and not morph.proclitics and not morph.enclitic and not scene.shapes[at].function


def _purpose(scene: Scene, at: int, *, alone: bool) -> bool:
    """Whether a definite word can close the name of a body: a noun that is no body, place or person itself."""
    word, grammar = scene.words[at], scene.grammar
    first = word.info.morphs[0]
    if scene.shapes[at].function or scene.shapes[at].verb or first.proclitics or word.form in grammar.words.vague:
        return False
    if at in scene.known:
        return any(one.type in (NameType.PLACE, NameType.LOCATION) for one in scene.known[at].value)
    members = at in scene.titles and scene.titles[at].value.kind == "role"
    if at in scene.heads or (at in scene.titles and not members):
        return False
    bare = word.form.removeprefix(grammar.words.article)
    generic = not members and (grammar.heads.get(bare) is not None or grammar.titles.get(bare) is not None)
    return first.pos in (*_NOUNS, Pos.UNKNOWN) and not (alone and generic)


def _adjectives_end(scene: Scene, at: int, start: int) -> int:
    """The index behind the definite adjectives, and the definite nouns joined by "and", that follow a body's noun."""
    while at - start < _LONGEST and scene.is_word(at) and scene.definite(at) and at not in scene.titles:
        word, shape = scene.words[at], scene.shapes[at]
        first = word.info.morphs[0]
        joined = first.proclitics == (scene.grammar.words.conjunction,) and first.pos is Pos.MASDAR
        plain = not first.proclitics and (first.pos is Pos.ADJECTIVE or _relational(scene, at))
        if shape.function or shape.verb or word.form in scene.grammar.words.vague or not (joined or plain):
            break
        at += 1
    return at


def _relational(scene: Scene, at: int) -> bool:
    """Whether a word is a nationality, or an adjective of relation that the lexicon does not have."""
    known = scene.known.get(at)
    if known is not None:
        return any(one.type is NameType.GROUP for one in known.value)
    unknown = scene.words[at].info.morphs[0].pos == Pos.UNKNOWN
    return unknown and scene.words[at].form.endswith(scene.grammar.words.relation)


def _described_end(scene: Scene, start: int) -> int:
    """The index behind the adjectives of a definite body, and the nouns it is "for"."""
    end = _adjectives_end(scene, start, start)
    feminine = scene.grammar.words.feminine
    if end == start or scene.words[start - 1].form.endswith(feminine) != scene.words[start].form.endswith(feminine):
        return start
    if scene.is_word(end) and _for_what(scene, end):
        return _adjectives_end(scene, end + 1, start)
    heads = {rest for _, rest in scene.words[start - 1].info.variants}
    if heads.isdisjoint(scene.grammar.words.bodies_described):
        return start
    seat = scene.known_as(end, NameType.PLACE)
    sited = seat is not None and seat.proclitics == (scene.grammar.words.seated,)
    return seat.last if seat is not None and sited and not heads.isdisjoint(scene.grammar.words.bodies_sited) else end


def _for_what(scene: Scene, at: int) -> bool:
    """Whether a word is a definite noun behind "for"."""
    morph = scene.words[at].info.morphs[0]
    vague = scene.words[at].info.among(scene.grammar.words.vague)
    dative = morph.proclitics[:1] == (scene.grammar.words.dative,)
    return scene.definite(at) and dative and morph.pos in _NOUNS and not vague


def _quoted_group(scene: Scene, first: int, last: int) -> bool:
    """Whether a short quotation is a group's noun with what it is called."""
    if not 2 <= last - first <= _LONGEST_TITLE or scene.words[first].form not in scene.grammar.words.quoted_groups:
        return False
    if any(not scene.is_word(at) or scene.shapes[at].function or scene.shapes[at].verb for at in range(first, last)):
        return False
    tail = scene.known.get(first + 1)
    named = tail is not None and any(one.type is NameType.ORGANISATION for one in tail.value)
    return scene.definite(first + 1) and not named


def _told(scene: Scene, first: int, last: int) -> bool:
    """Whether a short quotation behind "to" and a verb of speaking is an outlet."""
    words = scene.grammar.words
    if last - first > _LONGEST_TITLE or first < 2 or scene.words[first - 2].form != words.dative:
        return False
    if any(not scene.is_word(at) or scene.shapes[at].function for at in range(first, last)):
        return False
    if scene.shapes[first].verb and not scene.definite(first):
        return False
    return any(scene.words[at].info.among(words.telling) for at in range(first - 3, max(-1, first - 3 - _FAR), -1))
