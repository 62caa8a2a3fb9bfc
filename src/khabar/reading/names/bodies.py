"""Bodies made of a common noun: an institution with its nationality or country, parties, companies, outlets.

"The American army", "the ministry of defence of Russia", "the Turkish state railways company" are names as a whole;
"the army" is none. A movement or company is named by what follows its noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from khabar.languages.base import Pos
from khabar.languages.names import Head
from khabar.model import NameType
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.scene import Scene
from khabar.reading.names.shape import Standing
from khabar.text.phrases import PhraseMatch

_WEIGHT = 3
_INNER = 5
"""Words between an institution and its nationality: "company of the lines of the railways"."""
_FOREIGN = 4


def bodies(scene: Scene) -> Iterator[Candidate]:
    """Every body that a head noun names."""
    for at, match in scene.heads.items():
        if at in scene.timed or scene.words[at].form in scene.grammar.words.led:
            continue
        head, cut = match.value, scene.head_form(at)
        if cut in scene.grammar.words.ministry:
            yield from _ministry(scene, match)
        if cut in scene.grammar.words.party:
            yield from _party(scene, match)
        elif head.is_a("institution", "company-head") and not _office(scene, match, cut):
            yield from _institution(scene, match)
        if head.is_a("company-head", "group-head", "outlet-head"):
            yield from _called(scene, match)
    yield from _bare_ministries(scene)


def _office(scene: Scene, match: PhraseMatch[Head], cut: str) -> bool:
    """Whether an institution's noun is only the portfolio of the title that it ends."""
    words = scene.grammar.words
    titled = scene.title_ends.get(match.last, match.first) < match.first
    return cut in words.bare_ministries or (titled and cut in words.portfolios)


def _ministry(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """A ministry with its portfolio, and with the nationality or country behind it."""
    at = match.first + 1
    portfolio = scene.grammar.ministries.match(scene.words, at) if scene.is_word(at) else None
    if portfolio is None or portfolio.proclitics:
        return
    english = f"Ministry of {portfolio.value}"
    end, nationality = _nationality(scene, portfolio.last)
    english = f"{nationality} {english}" if nationality else english
    body = _body(scene, (match.first, end), "ministry", "name.ministry", english)
    yield replace(_one_key(body, scene, portfolio.last, nationality), weight=_WEIGHT + 1)


def _bare_ministries(scene: Scene) -> Iterator[Candidate]:
    """An office that stands for its ministry: "the American foreign [ministry]"."""
    words = scene.grammar.words
    for at in range(len(scene.words) - 1):
        if not scene.shapes[at].office:
            continue
        form = next((rest for _, rest in scene.words[at].info.variants if rest in words.bare_ministries), "")
        spoken = scene.is_word(at - 1) and scene.words[at - 1].form in words.behalf
        inside = (at in scene.title_ends and not spoken) or scene.title_ends.get(at + 1, at) < at
        if not form or inside or not scene.is_word(at) or not scene.is_word(at + 1):
            continue
        end, nationality = _nationality(scene, at + 1)
        if nationality and _feminine(scene, at + 1):
            portfolio = scene.grammar.ministries.get(form)
            english = f"{nationality} Ministry of {portfolio}"
            yield _body(scene, (at, end), "ministry", "name.ministry-bare", english)


def _nationality(scene: Scene, at: int) -> tuple[int, str]:
    """The end and English of a definite nationality or a country at `at`; `at` and "" where there is none."""
    for kind in (NameType.GROUP, NameType.PLACE):
        found = scene.known_as(at, kind)
        if found is None or found.proclitics:
            continue
        if kind is NameType.PLACE or _definite(scene, at):
            known = next(one for one in found.value if one.type is kind)
            return _extended(scene, found.last), known.english
    return at, ""


def _feminine(scene: Scene, at: int) -> bool:
    words, form = scene.grammar.words, scene.head_form(at)
    return form.endswith(words.feminine) or form in words.feminine_also


def _extended(scene: Scene, at: int) -> int:
    """The index behind the adjectives that may follow a body's nationality."""
    while scene.is_word(at) and scene.words[at].form in scene.grammar.words.extenders:
        at += 1
    return at


def _institution(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """An institution up to its nationality, or with the country right behind it."""
    words, cut = scene.grammar.words, scene.head_form(match.first)
    before = scene.words[match.first - 1].info.variants if scene.is_word(match.first - 1) else ()
    if cut in words.several or any(rest in words.contests for _, rest in before):
        return
    definite = _definite(scene, match.first)
    at = match.last
    english = match.value.english("institution", "company-head")
    for step in range(at, at + _INNER):
        if not scene.is_word(step):
            return
        nationality = scene.known_as(step, NameType.GROUP)
        if nationality is not None and not nationality.proclitics and _definite(scene, step):
            if _feminine(scene, match.first) == _feminine(scene, step) and _whole(match, step):
                end = _extended(scene, nationality.last)
                name = next(k.english for k in nationality.value if k.type is NameType.GROUP)
                body = _body(scene, (match.first, end), "institution", "name.institution", f"{name} {english}")
                yield _one_key(body, scene, step, name) if end == nationality.last else body
            return
        place = scene.known_as(step, NameType.PLACE) if nationality is None else None
        if place is not None and step == at and not definite and not place.proclitics:
            if match.value.is_a("institution") and not match.value.is_a("place-head") and cut not in words.unplaced:
                name = next(k.english for k in place.value if k.type is NameType.PLACE)
                rule = "name.institution-place"
                yield _body(scene, (match.first, place.last), "institution", rule, f"{name} {english}")
            return
        if not _inner(scene, step, at, definite=definite):
            return


def _whole(match: PhraseMatch[Head], at: int) -> bool:
    """Whether a head with a nationality at `at` is a name: a company needs a noun of its own between the two."""
    return match.value.is_a("institution") or at > match.last


def _definite(scene: Scene, at: int) -> bool:
    return scene.definite(at)


def _inner(scene: Scene, at: int, start: int, *, definite: bool) -> bool:
    """Whether a word may stand between a head and its nationality."""
    shape, word = scene.shapes[at], scene.words[at]
    if shape.function or shape.verb or at in scene.titles:
        return False
    known = scene.known.get(at)
    if known is not None and any(k.type is NameType.ORGANISATION and not k.ambiguous for k in known.value):
        return False
    proclitics = word.info.morphs[0].proclitics
    if proclitics and at in scene.heads:
        return False
    if proclitics and proclitics != (scene.grammar.words.conjunction,):
        return False
    if _definite(scene, at):
        return True
    closed = definite or any(_definite(scene, before) for before in range(start, at))
    return not closed and shape.lexical


def _party(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """A party is named by its noun and the definite nouns and adjectives behind it."""
    start = scene.skip_quote(match.last)
    known = scene.known_as(match.first, NameType.ORGANISATION)
    if _definite(scene, match.first) or (known is not None and known.last > match.last + 1):
        return
    if start > match.last and match.last + 1 in scene.quoted:
        end = scene.quoted[match.last + 1]
        if end - start <= _INNER:
            yield _body(scene, (match.first, end), "party", "name.party")
            return
    end = start
    while end - start < _INNER and scene.is_word(end) and _party_word(scene, end, start):
        end += 1
    if end > start and _definite(scene, end - 1):
        yield _body(scene, (match.first, end), "party", "name.party")


def _party_word(scene: Scene, at: int, start: int) -> bool:
    shape, word = scene.shapes[at], scene.words[at]
    if shape.function or (shape.verb and not _definite(scene, at)) or at in scene.titles:
        return False
    proclitics = word.info.morphs[0].proclitics
    if at == start:
        return not proclitics and (_definite(scene, at) or word.has(Pos.MASDAR))
    if word.info.morphs[0].pos in (Pos.ACTIVE, Pos.PASSIVE) or scene.known_as(at - 1, NameType.GROUP):
        return False
    return _definite(scene, at) and all(letter == scene.grammar.words.conjunction for letter in proclitics)


def _called(scene: Scene, match: PhraseMatch[Head]) -> Iterator[Candidate]:
    """What a company, group or outlet is called: the words in quotation marks behind its noun, or unknown words."""
    at = match.last
    kind = next(kind for kind, _ in match.value.kinds if kind.endswith("-head")).removesuffix("-head")
    rule = f"name.{kind}-called"
    if at + 1 in scene.quoted and scene.mark(at):
        end = scene.quoted[at + 1]
        tokens = scene.tokens(at + 1, end)
        if tokens and end - at - 1 <= _INNER and all(scene.words[i].form.strip() for i in range(at + 1, end)):
            yield Candidate(at + 1, end, NameType.ORGANISATION, tokens, rule, kind=kind, weight=2)
        return
    if scene.head_form(match.first) not in scene.grammar.words.namers and match.last - match.first == 1:
        return
    end = at
    while end - at < _FOREIGN and scene.is_word(end) and _foreign(scene, end):
        end += 1
    if end > at:
        yield Candidate(at, end, NameType.ORGANISATION, scene.tokens(at, end), rule, kind=kind, weight=2)


def _foreign(scene: Scene, at: int) -> bool:
    shape = scene.shapes[at]
    return shape.standing >= Standing.UNKNOWN and not (shape.cut or shape.verb or shape.definite or at in scene.titles)


def _body(scene: Scene, extent: tuple[int, int], kind: str, rule: str, english: str = "") -> Candidate:
    """A body over words [first, last) of `extent`, called for by its first word."""
    first, last = extent
    tokens = scene.tokens_from_head(first, last)
    return Candidate(first, last, NameType.ORGANISATION, tokens, rule, english, "", kind, _WEIGHT, (first,))


def _one_key(body: Candidate, scene: Scene, nationality: int, english: str) -> Candidate:
    """The body under one entity however its nationality (from word `nationality` on) is spelt."""
    if not english:
        return body
    own = body.tokens[: len(scene.tokens(body.first, nationality))]
    key = "_".join((*own, english.lower().replace(" ", "-")))
    return replace(body, entity=f"report:{body.type.value}:{key}")
