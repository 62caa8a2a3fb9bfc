"""What a language supplies for events: triggers with their argument patterns, light verbs, and words of status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from khabar.errors import DataError
from khabar.languages.base import Pos, per_form
from khabar.lexicon.table import Row, read_rows, read_toml, values
from khabar.model import EventType, Morph, Status, WordInfo
from khabar.text.fold import fold
from khabar.text.phrases import PhraseTable, tokenise


@dataclass(frozen=True, slots=True)
class Frame:
    """Which argument stands where beside a trigger: each field a role ("actor", "recipient", "" for none).

    `genitive` is the noun that a verbal noun governs, `possessive` a pronoun written onto it, `group` a group adjective
    ("Turkish raids"). `inner` says that the noun of a pair or phrase is itself the recipient, `lone` what a verb's only
    noun phrase is: "subject" or "object". All sides of a `mutual` event act. `prepositions` are folded.
    """

    name: str
    subject: str
    object: str
    genitive: str
    possessive: str
    lone: str
    group: str
    inner: bool
    mutual: bool
    prepositions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or fixed phrase that names an event. `pos` is verb, masdar, noun, phrase or pair; `needs` what must stand
    beside it for it to count, "" if nothing."""

    lemma: str
    pos: str
    type: EventType
    mode: str
    contexts: tuple[str, ...]
    frame: Frame
    needs: str


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that carries an event noun: what its subject and object are ("actor", "recipient", "event", "")."""

    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class NounForm:
    """A trigger noun as written: `possessed` with a pronoun on it, `definite` with the article."""

    trigger: Trigger
    possessed: bool
    definite: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What one written form can trigger; each with the reading it rests on. `nouns` also give their proclitics."""

    verbs: tuple[tuple[Morph, Trigger], ...]
    masdars: tuple[tuple[Morph, Trigger], ...]
    nouns: tuple[tuple[tuple[str, ...], NounForm], ...]
    pairs: tuple[tuple[Morph, Mapping[str, Pair]], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The second part of a verb with its noun: its words as they may be written."""

    forms: frozenset[str]
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Forms:
    """How the language writes a noun's forms, from `frames.toml`."""

    article: str
    feminine: str
    feminine_open: str
    accusative: str
    hamza: str
    hamza_seats: tuple[str, ...]
    possessives: tuple[str, ...]
    duals: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class EventLexicon:
    """All event tables of one language; lemmas and forms are folded.

    `domains` tells what a word says a stretch of text is about; `before`, `after`, `conditional` and `weak` words of
    status by where they stand to the trigger; `find` and `phrases` tell what a form triggers, `may_trigger` whether it
    can trigger anything; `phrases` give None for an idiom that holds a trigger without an event;
    `tails` are what the last lines of a report begin with; `modal_verbs` verbs that give what they govern a status;
    `participles` the speech acts whose participle acts as the verb does; `words` the function words of `frames.toml`.
    """

    find: Callable[[WordInfo], Found | None]
    phrases: PhraseTable[Trigger | None]
    may_trigger: Callable[[WordInfo], bool]
    lights: Mapping[str, Light]
    modal_verbs: Mapping[str, Status]
    before: PhraseTable[Status]
    after: PhraseTable[Status]
    conditional: PhraseTable[Status]
    weak: PhraseTable[Status]
    domains: Callable[[WordInfo], frozenset[str]]
    agents: PhraseTable[str]
    tails: PhraseTable[str]
    participles: Mapping[str, tuple[Trigger, ...]]
    words: Mapping[str, frozenset[str]] = field(repr=False)


_SPEECH = frozenset(
    (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE)
)
"""Types that are done by speaking, and so also by a participle beside another verb."""


_LOADED: dict[str, EventLexicon] = {}


def event_lexicon(folder: Path) -> EventLexicon:
    """The event tables of a language's data folder, checked and indexed; loaded once."""
    key = str(folder)
    if key not in _LOADED:
        _LOADED[key] = _load(folder)
    return _LOADED[key]


def _load(folder: Path) -> EventLexicon:
    table = read_toml(folder / "frames.toml")
    frames = {name: _frame(name, cells) for name, cells in table["frames"].items()}
    rows = read_rows(folder / "triggers.csv", ("lemma", "pos", "type", "mode", "contexts", "frame", "needs", "source"))
    triggers = [_trigger(row, frames) for row in rows]
    forms = _forms(table["words"])
    modality = read_rows(folder / "modality.csv", ("form", "class", "status", "source"))
    lights = read_rows(folder / "light_verbs.csv", ("lemma", "subject", "object", "source"))
    find = _finder(triggers, forms)
    phrases = PhraseTable(_phrases(triggers, table["words"]["idioms"], forms))
    participles = {t.lemma: (t,) for t in triggers if t.pos == "verb" and t.type in _SPEECH}
    return EventLexicon(
        find=find,
        phrases=phrases,
        may_trigger=_candidates(find, phrases, participles),
        lights={fold(row["lemma"]): Light(row["subject"], row["object"]) for row in lights},
        modal_verbs={fold(r["form"]): Status(r["status"]) for r in modality if r["class"] == "verb"},
        before=_statuses(modality, "before"),
        after=_statuses(modality, "after"),
        conditional=_statuses(modality, "conditional"),
        weak=_statuses(modality, "weak"),
        domains=_domains(read_rows(folder / "event_domains.csv", ("form", "domain", "source")), forms),
        agents=PhraseTable((form, "actor") for form in table["words"]["agents"]),
        tails=PhraseTable((form, "tail") for form in table["words"]["tails"]),
        participles=participles,
        words={key: frozenset(map(fold, cells)) for key, cells in table["words"].items() if isinstance(cells, list)},
    )


def _candidates(
    find: Callable[[WordInfo], Found | None],
    phrases: PhraseTable[Trigger | None],
    participles: Mapping[str, tuple[Trigger, ...]],
) -> Callable[[WordInfo], bool]:
    """Whether a written form can trigger anything at all, worked out once for each; most forms cannot."""

    @per_form
    def may(info: WordInfo) -> bool:
        speaks = any(m.pos == Pos.ACTIVE and m.lemma in participles for m in info.morphs)
        return speaks or phrases.may_begin(info) or find(info) is not None

    return may


def _phrases(triggers: Iterable[Trigger], idioms: Iterable[str], forms: Forms) -> Iterator[tuple[str, Trigger | None]]:
    """Trigger phrases as they may be written, and idioms, which trigger nothing."""
    yield from ((form, None) for form in idioms)
    yield from ((form, t) for t in triggers if t.pos == "phrase" for form in _written(t.lemma, forms))


def _frame(name: str, cells: Mapping[str, Any]) -> Frame:
    prepositions = {fold(form): role for form, role in cells.get("prepositions", {}).items()}
    return Frame(
        name=name,
        subject=cells.get("subject", ""),
        object=cells.get("object", ""),
        genitive=cells.get("genitive", ""),
        possessive=cells.get("possessive", ""),
        lone=cells.get("lone", "subject"),
        group=cells.get("group", ""),
        inner=cells.get("inner", False),
        mutual=cells.get("mutual", False),
        prepositions=prepositions,
    )


def _trigger(row: Row, frames: Mapping[str, Frame]) -> Trigger:
    if row["frame"] not in frames:
        raise DataError(f"triggers.csv: {row['lemma']}: expected a frame of frames.toml, found {row['frame']!r}")
    kind = EventType(row["type"])
    lemma = " ".join(tokenise(row["lemma"]))
    return Trigger(lemma, row["pos"], kind, row["mode"], values(row["contexts"]), frames[row["frame"]], row["needs"])


def _forms(words: Mapping[str, Any]) -> Forms:
    article, feminine, opened, accusative, hamza = (
        fold(words[key]) for key in ("article", "feminine", "feminine_open", "accusative", "hamza")
    )
    seats, possessives, duals = (tuple(map(fold, words[key])) for key in ("hamza_seats", "possessives", "duals"))
    return Forms(article, feminine, opened, accusative, hamza, seats, possessives, duals)


def _statuses(rows: Iterable[Row], name: str) -> PhraseTable[Status]:
    return PhraseTable((row["form"], Status(row["status"])) for row in rows if row["class"] == name)


def _domains(rows: Iterable[Row], forms: Forms) -> Callable[[WordInfo], frozenset[str]]:
    """The finder of a word's domains, worked out once for each form: with or without the article, its proclitics and
    pronoun cut off."""
    classes: dict[str, set[str]] = {}
    for row in rows:
        for form in (fold(row["form"]), forms.article + fold(row["form"])):
            classes.setdefault(form, set()).add(row["domain"])
    table = {form: frozenset(names) for form, names in classes.items()}
    none = frozenset[str]()

    @per_form
    def find(info: WordInfo) -> frozenset[str]:
        lemmas = (m.lemma for m in info.morphs[:2] if m.pos == Pos.NOUN)
        return next((table[form] for form in (*info.rests, *lemmas) if form in table), none)

    return find


def _written(lemma: str, forms: Forms) -> Iterator[str]:
    """A phrase as it may be written: as it is; all words or the last made definite; all or the first accusative."""
    words = lemma.split()
    yield lemma
    bare = [not word.startswith(forms.article) for word in words]
    if all(bare):
        yield " ".join(forms.article + word for word in words)
        yield " ".join((*words[:-1], forms.article + words[-1]))
        yield " ".join(_accusative(word, forms) for word in words)
        yield " ".join((_accusative(words[0], forms), *words[1:]))


def _accusative(word: str, forms: Forms) -> str:
    return word if word.endswith((forms.feminine, forms.accusative)) else word + forms.accusative


def _noun_forms(noun: str, forms: Forms) -> Iterator[tuple[str, bool, bool]]:
    """Each way to write a noun: the form, whether a pronoun is on it, whether the article is."""
    yield noun, False, False
    yield forms.article + noun, False, True
    opened = noun[:-1] + forms.feminine_open if noun.endswith(forms.feminine) else noun
    seated = [noun[:-1] + seat for seat in forms.hamza_seats] if noun.endswith(forms.hamza) else [opened]
    for pronoun, stem in product(forms.possessives, seated):
        yield stem + pronoun, True, True
    for dual in forms.duals:
        yield opened + dual, False, False
        yield forms.article + opened + dual, False, True
    if _accusative(noun, forms) != noun:
        yield _accusative(noun, forms), False, False


def _finder(triggers: list[Trigger], forms: Forms) -> Callable[[WordInfo], Found | None]:
    """What a written form can trigger, worked out once for each form."""
    verbs = {t.lemma: t for t in triggers if t.pos == "verb"}
    masdars = {t.lemma: t for t in triggers if t.pos == "masdar"}
    nouns = {form: NounForm(t, possessed, definite) for t, form, possessed, definite in _nouns(triggers, forms)}
    pairs = _pairs(triggers, forms)

    @per_form
    def find(info: WordInfo) -> Found | None:
        found = Found(
            tuple((m, verbs[m.lemma]) for m in info.morphs if m.pos == Pos.VERB and m.lemma in verbs),
            tuple((m, masdars[m.lemma]) for m in info.morphs if m.pos == Pos.MASDAR and m.lemma in masdars),
            tuple((cut, nouns[rest]) for cut, rest in info.variants if rest in nouns),
            tuple((m, pairs[m.lemma]) for m in info.morphs if m.pos in _PAIRING and m.lemma in pairs),
        )
        return found if found.verbs or found.masdars or found.nouns or found.pairs else None

    return find


_PAIRING = frozenset((Pos.VERB, Pos.MASDAR, Pos.ACTIVE))


def _nouns(triggers: Iterable[Trigger], forms: Forms) -> Iterator[tuple[Trigger, str, bool, bool]]:
    for trigger in triggers:
        if trigger.pos == "noun":
            for form, possessed, definite in _noun_forms(trigger.lemma, forms):
                yield trigger, form, possessed, definite


def _pairs(triggers: Iterable[Trigger], forms: Forms) -> dict[str, dict[str, Pair]]:
    """The pairs of each verb, by how their noun is written; the earlier row wins."""
    out: dict[str, dict[str, Pair]] = {}
    for trigger in triggers:
        if trigger.pos == "pair":
            verb, *rest = trigger.lemma.split()
            written = {form for form, _, _ in _noun_forms(rest[0], forms)}
            last = [written, *({form for form, _, _ in _noun_forms(word, forms)} for word in rest[1:])]
            pair = Pair(frozenset(" ".join(words) for words in product(*last)), trigger)
            for form in pair.forms:
                out.setdefault(verb, {}).setdefault(form, pair)
    return out
