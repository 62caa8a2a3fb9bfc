"""Who a candidate is: a known entity, or one of the report's own, with its English name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from khabar.model import NameType, Word
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.people import Person, Tokens, by_office, people
from khabar.reading.names.scene import Scene


def with_entities(chosen: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """The candidates, in order, each with an entity and an English name; mentions of one name share the entity."""
    linked = [by_office(_linked(one, scene), scene) for one in chosen]
    fullest = sorted(linked, key=lambda one: -len(one.tokens))
    persons = people(linked, scene)
    return [_joined(one, fullest, persons, scene) if not one.entity else one for one in linked]


def _linked(one: Candidate, scene: Scene) -> Candidate:
    """A person's name that begins with a known person's is that person's, written more fully."""
    if one.entity or one.type is not NameType.PERSON:
        return one
    match = scene.known.get(one.first)
    if match is None or match.last - match.first < 2:
        return one
    known = next((k for k in match.value if k.type is NameType.PERSON and not k.ambiguous), None)
    words = scene.grammar.words
    goes_on = words.filiation | words.clan
    if known is None or (match.last < one.last and scene.words[match.last].form not in goes_on):
        return one
    return replace(one, entity=known.id, english=known.english, kind=known.kind)


def _joined(one: Candidate, fullest: Sequence[Candidate], persons: Mapping[Tokens, Person], scene: Scene) -> Candidate:
    tokens = scene.normal(one.tokens)
    if one.type is NameType.PERSON:
        person = persons[tokens]
        return own(replace(one, english=person.english, kind=person.kind), person.names[0], scene, person.entity)
    fuller = (
        other
        for other in fullest
        if other.type is one.type
        and len(other.tokens) > len(one.tokens) > 1
        and other.tokens[: len(one.tokens)] == one.tokens
    )
    first = next(fuller, None)
    if first is None:
        return own(one, tokens, scene)
    return own(replace(one, english=first.english), scene.normal(first.tokens), scene, first.entity)


def own(one: Candidate, tokens: tuple[str, ...], scene: Scene, entity: str = "") -> Candidate:
    """A candidate with an entity, the report's own by some words where there is none, and with an English name."""
    entity = entity or f"report:{one.type.value}:{'_'.join(tokens)}"
    if one.english:
        return replace(one, entity=entity)
    return replace(one, entity=entity, english=_spelt(one, scene), transliterated=True)


def _spelt(one: Candidate, scene: Scene) -> str:
    """The Latin spelling of a name, word by word: from the tables of names, else letter by letter."""
    words = [w for w in scene.words[one.first : one.last] if w.form[:1].isalnum()]
    pieces = [_raw(word, token, scene) for word, token in zip(words, one.tokens, strict=True)]
    parts: list[str] = []
    at = 0
    while at < len(pieces):
        step = 2 if one.tokens[at] in scene.grammar.words.servant and at + 1 < len(pieces) else 1
        known = _name_word(one.tokens[at : at + step], at == 0, scene) if one.type is NameType.PERSON else ""
        parts.append(known or scene.grammar.spell(("".join(pieces[at : at + step]),)))
        at += step
    return " ".join(parts)


def _name_word(tokens: tuple[str, ...], first: bool, scene: Scene) -> str:
    """The English of a word of a person's name that the tables know, "" for another."""
    given, family = scene.knowledge.given, scene.knowledge.family
    for form in (" ".join(tokens), "".join(tokens)):
        for table in (given, family) if first else (family, given):
            if form in table and form not in scene.grammar.words.filiation:
                return table[form].english
    return ""


def _raw(word: Word, token: str, scene: Scene) -> str:
    """The raw spelling of a word behind its proclitics, for its hamzas; the folded one where they cannot be told."""
    raw = scene.document.text(word.span)
    return raw[len(raw) - len(token) :] if len(raw) == len(word.form) and word.form.endswith(token) else token
