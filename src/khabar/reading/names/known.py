"""Names that stand in the tables, and how an ambiguous spelling earns belief from the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from khabar.knowledge import Known
from khabar.languages.base import Pos
from khabar.model import NameType
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.scene import Scene
from khabar.text.phrases import PhraseMatch

OUTLET_KINDS = frozenset(("agency", "newspaper", "broadcaster", "site", "magazine", "radio"))
_RULES = {NameType.GROUP: "name.nationality", NameType.EQUIPMENT: "name.equipment"}
_DASHES = ("-", "–", "—")
_DATELINE = (*_DASHES, ":")
_LONG_LIST = "geonames"
_STATE_KINDS = frozenset(("government-organ", "military", "court", "police", "parliament", "intelligence"))
_SURE, _UNSURE = 3, 0
_FREQUENT = 10.0
"""Occurrences per million above which a form of the long list of cities is likelier a word than that city."""
_COMMON = 30.0
"""Occurrences per million from which a word is likelier a word than a name behind a proclitic."""


def known_names(scene: Scene) -> Iterator[Candidate]:
    """Every known phrase that may be believed where it stands, by start; overlapping ones included."""
    for at, match in scene.known.items():
        if at in scene.timed:
            continue
        found: PhraseMatch[tuple[Known, ...]] | None = match
        while found is not None:
            known = believed(scene, found)
            if known is not None:
                yield as_candidate(scene, _whole(scene, _bare(scene, found, known), known), known)
                break
            found = scene.knowledge.phrases.match(scene.words, at, before=found.last) if found.last > at + 1 else None


def _bare(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> PhraseMatch[tuple[Known, ...]]:
    """A known phrase without the generic noun at its head ("the state of", "the agency"), where the rest alone is a
    spelling of the same entity."""
    title = scene.titles.get(match.first)
    if known.type is NameType.PERSON and title is not None and title.last == match.first + 1 < match.last:
        return replace(match, first=title.last, proclitics=()) if scene.definite(match.first) else match
    head = scene.heads.get(match.first)
    if head is None or head.last >= match.last:
        return match
    rest = scene.known.get(head.last)
    if rest is None or rest.last != match.last:
        return match
    if known.type is NameType.PLACE and head.value.is_a("place-head"):
        placed = any(one.type in (NameType.PLACE, NameType.LOCATION) for one in rest.value)
        return rest if placed else match
    if known.type in (NameType.PLACE, NameType.LOCATION, NameType.FACILITY):
        forms = {form for _, form in scene.words[match.first].info.variants}
        outside = head.value.is_a("place-head") or not forms.isdisjoint(scene.grammar.words.island)
    elif known.kind in OUTLET_KINDS:
        outside = head.value.is_a("outlet-head")
    else:
        forms = {form for _, form in scene.words[match.first].info.variants}
        sure = any(one.id == known.id and not one.ambiguous for one in rest.value)
        bare = not forms.isdisjoint(scene.grammar.words.loose) or not scene.definite(head.last)
        outside = sure and bare and head.value.is_a("group-head") and forms.isdisjoint(scene.grammar.words.party)
    if not outside:
        return match
    return rest if any(one.id == known.id and one.type is known.type for one in rest.value) else match


def _whole(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> PhraseMatch[tuple[Known, ...]]:
    """A known body of a state with the nationality behind it, a kind of weapon with its make."""
    if known.type is NameType.EQUIPMENT:
        return _with_make(scene, match, known)
    nationality = scene.known_as(match.last, NameType.GROUP) if known.kind in _STATE_KINDS else None
    last = scene.words[match.last - 1]
    if nationality is None or nationality.proclitics or not scene.definite(match.last) or match.last - match.first < 2:
        return match
    feminine = scene.grammar.words.feminine
    agree = last.form.endswith(feminine) == scene.words[match.last].form.endswith(feminine)
    return replace(match, last=nationality.last) if agree and scene.definite(match.last - 1) else match


def _with_make(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> PhraseMatch[tuple[Known, ...]]:
    """A kind of weapon with its make in quotation marks behind it."""
    at = match.last + 1
    make = scene.known.get(at) if at in scene.quoted else None
    if known.type is not NameType.EQUIPMENT or make is None or scene.quoted[at] != make.last:
        return match
    named = any(one.type is NameType.EQUIPMENT for one in make.value)
    return replace(match, last=make.last) if named else match


def doubtful_names(scene: Scene) -> Iterator[Candidate]:
    """The ambiguous spellings that nothing beside them supports; another mention in the report still may."""
    for at, match in scene.known.items():
        if at not in scene.timed and believed(scene, match) is None:
            for known in match.value:
                if not _beside(scene, match, known):
                    yield as_candidate(scene, match, known, _UNSURE)


def as_candidate(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known, weight: int = _SURE) -> Candidate:
    """A known phrase as a candidate."""
    tokens = scene.tokens(match.first, match.last)
    if match.proclitics:
        whole = scene.words[match.first].info
        tokens = (next(rest for cut, rest in whole.variants if cut == match.proclitics), *tokens[1:])
    rule = _RULES.get(known.type, "name.known")
    entity, english, kind = known.id, known.english, known.kind
    head = scene.heads.get(match.first)
    if weight == _SURE and head is not None and head.value.is_a("group-head"):
        weight -= 1
    return Candidate(match.first, match.last, known.type, tokens, rule, english, entity, kind, weight)


def believed(scene: Scene, match: PhraseMatch[tuple[Known, ...]]) -> Known | None:
    """The reading of a phrase that its neighbours speak for, or None."""
    head = scene.head_before(match.first)
    quoted = scene.quoted.get(match.first) == match.last
    if quoted or (head is not None and head.is_a("outlet-head")):
        for known in match.value:
            if known.kind in OUTLET_KINDS:
                return known
    rash = _rash_cut(scene, match)
    for known in _sided(scene, match):
        if _beside(scene, match, known) or _in_title(scene, match, known) or _function_word(scene, match, known):
            continue
        doubt = rash or known.ambiguous or _lookalike(scene, match, known)
        if not doubt or _supported(scene, match, known):
            return known
    return None


def _beside(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """Whether a phrase only says on which side of a known place ("southern Yemen"), or is too general for a name."""
    words = scene.grammar.words
    if known.type is NameType.EQUIPMENT:
        return match.last - match.first == 1 and not words.generic.isdisjoint(
            rest for _, rest in scene.words[match.first].info.variants
        )
    tail = scene.known.get(match.first + 1)
    if tail is None or tail.last < match.last or match.last - match.first < 2:
        return False
    if known.type not in (NameType.LOCATION, NameType.ORGANISATION):
        return False
    if known.type is NameType.LOCATION and tail.value[0].kind == "continent":
        return False
    return scene.words[match.first].info.among(words.directions)


def _function_word(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """Whether a one-word phrase, or the last word of a thing's, is spelt just like a function word."""
    raw = scene.document.text(scene.words[match.last - 1].span)
    short = match.last - match.first == 1 or known.type is NameType.EQUIPMENT
    return short and raw in scene.grammar.function_spellings


def _in_title(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """Whether a holy place or a person is only part of a title ("Custodian of the Two Holy Mosques")."""
    if known.type not in (NameType.FACILITY, NameType.PERSON):
        return False
    start = scene.title_ends.get(match.last)
    return start is not None and start < match.first


def _sided(scene: Scene, match: PhraseMatch[tuple[Known, ...]]) -> tuple[Known, ...]:
    """The readings of a phrase; of a word that is both a country and a nationality only the one that fits the noun
    before it."""
    country = [known for known in match.value if known.type is NameType.PLACE]
    nationality = [known for known in match.value if known.type is NameType.GROUP]
    if not country or not nationality or match.last - match.first > 1 or all(known.ambiguous for known in nationality):
        return match.value
    if _agrees(scene, match):
        return tuple(nationality)
    return tuple(replace(known, ambiguous=False) for known in country)


def _lookalike(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """Whether a one-word name is an ordinary word too, spelt otherwise or known from the long list of cities only; or
    an outlet called by a nationality."""
    if known.kind in OUTLET_KINDS:
        single = scene.knowledge.phrases.match(scene.words, match.first, before=match.first + 2)
        return single is not None and any(one.type is NameType.GROUP for one in single.value)
    shape = scene.shapes[match.first]
    if match.last - match.first > 1 or known.type is NameType.GROUP:
        return False
    if known.source == _LONG_LIST and scene.grammar.rarity(shape.form) > _FREQUENT:
        return True
    if shape.function or not shape.lexical or known.type is NameType.EQUIPMENT:
        return shape.function
    raw = scene.document.text(scene.words[match.first].span)
    return not raw.endswith(known.form.removeprefix(scene.grammar.words.article)) or known.source == _LONG_LIST


def _agrees(scene: Scene, match: PhraseMatch[tuple[Known, ...]]) -> bool:
    """Whether a country's name that is also an adjective stands behind a noun that it agrees with."""
    words = scene.grammar.words
    form, before = scene.words[match.last - 1].form, match.first - 1
    if match.proclitics or not form.endswith(words.feminine) or not scene.is_word(before):
        return False
    shape = scene.shapes[before]
    if scene.definite(match.first):
        return scene.definite(before) and not shape.verb
    return not scene.definite(before) and shape.form.endswith(words.feminine) and not shape.function


def _rash_cut(scene: Scene, match: PhraseMatch[tuple[Known, ...]]) -> bool:
    """Whether the phrase begins with an ordinary word, or is one, with the letters that were cut off it."""
    if not match.proclitics or match.last - match.first > 2:
        return False
    info = scene.words[match.first].info
    first = info.morphs[0]
    if first.pos != Pos.UNKNOWN:
        return not first.proclitics
    if match.last - match.first > 1:
        return False
    return scene.grammar.rarity(info.form) > _COMMON and len(info.form) < 7


def _supported(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """Whether the words before an ambiguous spelling ask for a name of its type."""
    if known.type is NameType.PERSON:
        spelt = match.last > match.first + 1 or _spelt(scene, match, known)
        return spelt and (scene.title_before(match.first) is not None or _led_by(scene, match, known))
    if known.type is NameType.GROUP:
        return _national(scene, match, known)
    if known.type is NameType.EQUIPMENT:
        return _struck(scene, match)
    if known.type is NameType.PLACE:
        return _place_supported(scene, match, known)
    if known.kind in OUTLET_KINDS:
        return _outlet_supported(scene, match, known)
    head = scene.head_before(match.first)
    if head is None or known.type is not NameType.ORGANISATION:
        return False
    return head.is_a("group-head", "company-head", "institution")


def _struck(scene: Scene, match: PhraseMatch[tuple[Known, ...]]) -> bool:
    """A thing behind a word for destroying or capturing it, or joined to a sure kind of weapon."""
    joiner = (scene.grammar.words.conjunction,)
    if match.proclitics == joiner and scene.ends_as(match.first, NameType.EQUIPMENT):
        return True
    after = scene.known_as(match.last, NameType.EQUIPMENT)
    if after is not None and after.proclitics == joiner:
        return True
    before, struck = match.first - 1, scene.grammar.words.struck
    places = [at for at in (before, before - 1) if scene.is_word(at)]
    return any(rest in struck for at in places for _, rest in scene.words[at].info.variants)


def _spelt(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """Whether a word has the hamzas of the name that it folds to."""
    raw, article = scene.document.text(scene.words[match.first].span), scene.grammar.words.article
    return raw.endswith(known.form.removeprefix(article))


def _led_by(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """A leader of one of the report's countries behind the word for his troops or state, or behind a verb."""
    before, words = match.first - 1, scene.grammar.words
    if known.country not in scene.nations:
        return False
    if scene.quoted.get(match.first) == match.last or match.proclitics == (words.dative,):
        return True
    if match.proclitics or not scene.is_word(before):
        return False
    retinue = words.retinue
    return scene.shapes[before].verb or scene.words[before].info.among(retinue)


def _national(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """A nationality of one of the report's countries behind a title or a body's noun, or joined to another."""
    at, before = match.first, match.first - 1
    if (
        known.country not in scene.nations
        or at in scene.title_ends.values()
        or scene.title_ends.get(match.last, at) < at
    ):
        return False
    head = scene.head_before(at)
    joined = match.proclitics == (scene.grammar.words.conjunction,) and scene.ends_as(at, NameType.GROUP)
    led = scene.title_before(at) is not None or (head is not None and head.is_a("institution"))
    return scene.is_word(before) and (joined or led)


def _place_supported(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """A place behind its noun, joined to a sure place by a conjunction, or of one of the report's countries behind a
    word that asks for a place; never a definite country."""
    shape, at = scene.shapes[match.first], match.first
    if shape.function:
        return False
    if known.kind in ("country", "territory"):
        return not scene.definite(at) and (_whereabouts(scene, match, known) or _country_alone(scene, match, known))
    joined = match.proclitics == (scene.grammar.words.conjunction,) and scene.ends_as(at, NameType.PLACE)
    head = scene.head_before(at)
    headed = head is not None and head.is_a("place-head")
    if shape.verb:
        return (joined or headed) and known.country in scene.nations
    return joined or headed or _whereabouts(scene, match, known)


def _country_alone(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """A country that the report is about, where the word before cannot be the noun of an adjective spelt alike."""
    before = match.first - 1
    if known.country not in scene.nations:
        return False
    if match.proclitics or not scene.is_word(before):
        return True
    shape, word = scene.shapes[before], scene.words[before]
    told = shape.verb and bool(word.info.morphs[0].enclitic)
    return told or shape.function or scene.definite(before) or word.form.endswith(scene.grammar.words.feminine)


def _whereabouts(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """A seldom spelling of a place of one of the report's countries behind a preposition of place or a direction; that
    of a country in any report."""
    before, country = match.first - 1, known.kind == "country"
    if not scene.is_word(before) or match.proclitics or not (country or known.country in scene.nations):
        return False
    asked = scene.words[before].info.among(scene.grammar.words.whereabouts)
    several = match.last - match.first > 1
    return asked and (country or several or scene.grammar.rarity(scene.words[match.first].form) < _FREQUENT)


def _outlet_supported(scene: Scene, match: PhraseMatch[tuple[Known, ...]], known: Known) -> bool:
    """An outlet in a dateline, or an agency behind a verb (one behind its noun or in quotation marks is believed
    before)."""
    verb = scene.is_word(match.first - 1) and scene.shapes[match.first - 1].verb
    behind_verb = verb and not scene.shapes[match.first].function
    return _dateline(scene, match) or (known.kind == "agency" and behind_verb)


def _dateline(scene: Scene, match: PhraseMatch[tuple[Known, ...]]) -> bool:
    """Whether a phrase stands alone before the dash or colon of a dateline."""
    before, after = scene.mark(match.first - 1), scene.mark(match.last)
    if match.first == 0 and after == _DATELINE[-1]:
        return False
    opens = match.first == 0 or not before.strip() or before in _DASHES
    return bool(before or match.first == 0) and opens and after in _DATELINE
