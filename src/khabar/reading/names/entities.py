"""Who a candidate is: a known entity, or one of the report's own, with its English name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.model import NameType, Word
from khabar.reading.names.candidate import Candidate
from khabar.reading.names.scene import Scene


def with_entities(chosen: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """The candidates, in order, each with an entity and an English name; mentions of one name share the entity."""
    linked = [_linked(one, scene) for one in chosen]
    fullest = sorted(linked, key=lambda one: -len(one.tokens))
    return [_joined(one, fullest, scene) if not one.entity else one for one in linked]


def _linked(one: Candidate, scene: Scene) -> Candidate:
    """A person's name that begins with a known person's is that person's, written more fully."""
    if one.entity or one.type is not NameType.PERSON:
        return one
    match = scene.known.get(one.first)
    if match is None or match.last - match.first < 2:
        return one
    known = next((k for k in match.value if k.type is NameType.PERSON and not k.ambiguous), None)
    words = scene.grammar.words
    if known is None or (match.last < one.last and scene.words[match.last].form not in words.filiation):
        return one
    return replace(one, entity=known.id, english=known.english, kind=known.kind)


def _joined(one: Candidate, fullest: Sequence[Candidate], scene: Scene) -> Candidate:
    tokens = normal(one.tokens, scene)
    longer = [other for other in fullest if other.type is one.type and len(other.tokens) > len(one.tokens)]
    if one.type is NameType.PERSON:
        fuller = [other for other in longer if _shortens(tokens, normal(other.tokens, scene))]
        fuller = fuller or _of_known(_own(one, tokens, scene, ""), fullest)
        fuller = fuller or _by_surname(tokens, longer, scene)
    else:
        fuller = [other for other in longer if len(tokens) > 1 and other.tokens[: len(one.tokens)] == one.tokens]
    if not fuller:
        return _own(one, tokens, scene, "")
    first = fuller[0]
    return _own(replace(one, english=first.english), normal(first.tokens, scene), scene, first.entity)


def _shortens(tokens: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name leaves out some of the names between the first and the last of a fuller one."""
    return len(tokens) > 1 and tokens[0] == full[0] and tokens[-1] == full[-1] and _inside(tokens, full)


def _of_known(one: Candidate, others: Sequence[Candidate]) -> list[Candidate]:
    """The known persons of the report, however they are called in it, whose usual name a name shortens."""
    words = tuple(one.english.split())
    persons = [other for other in others if other.type is NameType.PERSON and other.entity]
    return [other for other in persons if _shortens(words, tuple(other.english.split()))]


def _by_surname(tokens: tuple[str, ...], longer: Sequence[Candidate], scene: Scene) -> list[Candidate]:
    """Those whose last name stands alone, when all of them are one person."""
    found = [other for other in longer if len(tokens) == 1 and normal(other.tokens, scene)[-1] == tokens[0]]
    return found if len({other.entity or normal(other.tokens, scene) for other in found}) == 1 else []


def _own(one: Candidate, tokens: tuple[str, ...], scene: Scene, entity: str) -> Candidate:
    entity = entity or f"report:{one.type.value}:{'_'.join(tokens)}"
    if one.english:
        return replace(one, entity=entity)
    return replace(one, entity=entity, english=_spelt(one, scene), transliterated=True)


def _inside(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of `short` occur in `full` in order."""
    rest = iter(full)
    return all(token in rest for token in short)


def normal(tokens: tuple[str, ...], scene: Scene) -> tuple[str, ...]:
    """A name's words with theophoric names written as one word."""
    out: list[str] = []
    for token in tokens:
        if out and out[-1] in scene.grammar.words.servant:
            out[-1] += token
        else:
            out.append(token)
    return tuple(out)


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
