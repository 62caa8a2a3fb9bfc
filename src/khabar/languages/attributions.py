"""What a language supplies for attributions: cues with their complements, nouns that speak, turn markers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from khabar.errors import DataError
from khabar.lexicon.table import Row, read_rows, values
from khabar.model import SourceKind, Stance
from khabar.text.fold import fold
from khabar.text.phrases import PhraseTable


class Take(StrEnum):
    """What a cue's content is marked by."""

    THAT = "that"
    COLON = "colon"
    QUOTE = "quote"
    OBJECT = "np"
    PREPOSITION = "preposition"


@dataclass(frozen=True, slots=True)
class Complement:
    """One way a cue takes its content.

    `preposition` (folded) marks the content where `take` says so. `after_object` means that a person or body stands
    between cue and content: the one who is urged or told; `with_object` that he belongs to the content: the one who is
    accused or described. `near` clauses begin in the cue's own clause. `alone` is what a noun takes without
    a source beside it.
    """

    take: Take
    preposition: str = ""
    after_object: bool = False
    with_object: bool = False
    near: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that presents content as somebody's: `lemma` is folded, `pos` verb, noun or relay."""

    lemma: str
    pos: str
    stance: Stance
    complements: tuple[Complement, ...]

    def takes(self, take: Take) -> bool:
        """Whether content of this kind can follow."""
        return any(c.take is take for c in self.complements)


@dataclass(frozen=True, slots=True)
class CuePhrase:
    """Words such as "according to": `takes_verb` where a verb must follow before the source."""

    stance: Stance
    takes_verb: bool


@dataclass(frozen=True, slots=True)
class SpeakingNoun:
    """A noun that can stand for a source.

    `cls` is title, office, role, institution, document, information, rumour, media … ; `kind` what sort of source it
    makes, None where that depends on what it goes with. `number` is s, d, p or "". `spokes` marks those who speak in
    another's name (spokesmen).
    """

    cls: str
    kind: SourceKind | None
    gender: str
    number: str
    spokes: bool = False


@dataclass(frozen=True, slots=True)
class AttributionLexicon:
    """All tables of one language. `verbs`, `nouns`, `adjectives` and `relays` are keyed by folded lemma.

    Passing on: `relays` are verbs that pass another's words on, with the prepositions that name whose; `citing` the
    phrases that do so beside another cue; `publishes` the verbs by which an outlet puts a document out, `found_in`
    those that with `inside` quote one ("it says in a statement"); `circulates` verbs of rumours, `about` the
    prepositions of what they are about; `ascribes` verbs that lay a deed at the door of the one behind `ascribed_to`;
    `wires` what a byline calls agencies it does not name.

    Sources: `affiliation` are the prepositions of "an official in …", `partner` the one of "an interview with";
    `anonymity` what sources do who will not be named; `labels` stand before a headline's colon and speak for nobody.

    Verbs of their own kind: `voices` are those of "voiced his …", whose stance `expressions` give by their noun;
    `ruling_out` those whose denial is a thought; `responsibility` the noun that a claim of it has before the act;
    `unmarked` in the present need no subject ("it is said that"); `shows` only documents say things by, `only`
    those that say something of one kind of source alone ("the paper has learnt that"); `named_only` those (of the
    mind) that need their subject beside them; `by_nobody` those that mostly stand in the passive; `by_saying` the
    nouns that with the article speak only behind a preposition ("by saying that"); `judges` convict rather than
    condemn; `cue_objects` are nouns that only complete a verb of speech ("drew attention to"); `honorifics` stand for
    their bearer ("His Highness"); `things` are nouns that are declared, adopted or printed rather than said, by stance.

    `agency` opens the agent of a passive ("on the part of X"), `as_for` "as for X, he said"; `asserting` words make a
    fact of the verb behind their complementiser ("before he said"); `exchanges` are verbs of two sides that accuse one
    another; `continues` verbs by which one speaks on, `calls` those of "what is called X".

    Ends: `background` opens what the publisher adds to a statement ("without giving …", with a verb in `withholds`
    where the phrase needs one); `meanwhile` are conjunctions between clauses of which a source vouches for one;
    `but_he` words by which a speaker goes on;
    `of_one` the relative pronouns of one person or place; `afterwards` are prepositions of what went before.

    `barren` remembers the written forms that cannot be a cue: most words of a report.
    """

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    phrases: PhraseTable[CuePhrase]
    turns: PhraseTable[str]
    speaking: PhraseTable[SpeakingNoun]
    places_of_speech: PhraseTable[str]
    audiences: PhraseTable[str]
    same_source: PhraseTable[str]
    wires: PhraseTable[str]
    unmarked: frozenset[str]
    relays: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    background: PhraseTable[str]
    withholds: frozenset[str]
    circulates: frozenset[str]
    about: frozenset[str]
    partner: frozenset[str]
    meanwhile: frozenset[str]
    but_he: frozenset[str]
    of_one: frozenset[str]
    afterwards: frozenset[str]
    asserting: frozenset[str]
    continues: frozenset[str]
    exchanges: frozenset[str]
    calls: frozenset[str]
    as_for: frozenset[str]
    cue_objects: frozenset[str]
    honorifics: frozenset[str]
    ascribes: frozenset[str]
    ascribed_to: frozenset[str]
    labels: frozenset[str]
    shows: frozenset[str]
    judges: frozenset[str]
    named_only: frozenset[str]
    by_nobody: frozenset[str]
    by_saying: frozenset[str]
    only: Mapping[SourceKind, frozenset[str]]
    things: Mapping[Stance, frozenset[str]]
    voices: frozenset[str]
    citing: PhraseTable[str]
    agency: PhraseTable[str]
    publishes: frozenset[str]
    found_in: frozenset[str]
    inside: frozenset[str]
    affiliation: frozenset[str]
    ruling_out: frozenset[str]
    responsibility: frozenset[str]
    anonymity: PhraseTable[str]
    expressions: Mapping[str, Stance]
    agency_kinds: Mapping[str, SourceKind]
    barren: set[str] = field(default_factory=set)


_ENDS = ("background", "withholding", "contrast")
"""Roles of phrases before which content ends: always, before a verb of giving details, behind a mark."""


@cache
def attribution_lexicon(folder: Path, article: str, accusative: str) -> AttributionLexicon:
    """The attribution tables of a language's data folder, checked and indexed."""
    cues = [_cue(row) for row in read_rows(folder / "cues.csv", ("lemma", "pos", "stance", "frames", "source"))]
    phrases = read_rows(folder / "cue_phrases.csv", ("form", "takes", "stance", "source"))
    nouns = read_rows(folder / "sources.csv", ("form", "class", "kind", "source"))
    turns = read_rows(folder / "turns.csv", ("form", "class", "source"))
    roles = read_rows(folder / "cue_roles.csv", ("form", "role", "source"))
    kinds = read_rows(folder / "source_kinds.csv", ("name_kind", "kind", "source"))
    return AttributionLexicon(
        verbs={c.lemma: c for c in cues if c.pos == "verb"},
        nouns={c.lemma: c for c in cues if c.pos == "noun"},
        phrases=PhraseTable((r["form"], CuePhrase(Stance(r["stance"]), r["takes"] == "verb")) for r in phrases),
        turns=PhraseTable((r["form"], r["class"]) for r in turns),
        speaking=PhraseTable(_speaking(folder, nouns, article, accusative), bridged=('"', "«", "»")),
        places_of_speech=_class(nouns, "place-of-speech", article),
        audiences=_class(nouns, "audience", article),
        same_source=_class(nouns, "same-source", article),
        wires=_class(nouns, "wires", article),
        unmarked=_role(roles, "impersonal"),
        relays={c.lemma: c for c in cues if c.pos == "relay"},
        voices=_role(roles, "voices"),
        adjectives={c.lemma: c for c in cues if c.pos == "adjective"},
        background=PhraseTable((r["form"], r["role"]) for r in roles if r["role"] in _ENDS),
        withholds=_role(roles, "withholds"),
        circulates=_role(roles, "circulates"),
        about=_role(roles, "about"),
        partner=_role(roles, "partner"),
        meanwhile=_role(roles, "meanwhile"),
        but_he=_role(roles, "but-he"),
        of_one=_role(roles, "of-one"),
        afterwards=_role(roles, "afterwards"),
        asserting=_role(roles, "asserting"),
        continues=_role(roles, "continues"),
        exchanges=_role(roles, "exchanges"),
        calls=_role(roles, "calls"),
        as_for=_role(roles, "as-for"),
        cue_objects=_role(roles, "cue-object"),
        honorifics=_role(roles, "honorific"),
        ascribes=_role(roles, "ascribes"),
        ascribed_to=_role(roles, "ascribed-to"),
        labels=_role(roles, "label"),
        shows=_role(roles, "shows"),
        judges=_role(roles, "judges"),
        named_only=_role(roles, "named-only"),
        by_nobody=_role(roles, "by-nobody"),
        by_saying=_role(roles, "by-saying"),
        only={SourceKind.MEDIA: _role(roles, "media-only"), SourceKind.DOCUMENT: _role(roles, "document-only")},
        things=_things(roles),
        publishes=_role(roles, "publishes"),
        found_in=_role(roles, "found-in"),
        inside=_role(roles, "inside"),
        affiliation=_role(roles, "affiliation"),
        expressions=_expressions(folder),
        ruling_out=_role(roles, "ruling-out"),
        responsibility=_role(roles, "responsibility"),
        anonymity=PhraseTable((r["form"], r["role"]) for r in roles if r["role"] == "anonymity"),
        agency=PhraseTable((r["form"], r["role"]) for r in roles if r["role"] == "agency"),
        citing=PhraseTable((r["form"], r["role"]) for r in roles if r["role"] == "citing"),
        agency_kinds={row["name_kind"]: SourceKind(row["kind"]) for row in kinds},
    )


def _role(rows: list[Row], name: str) -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in rows if row["role"] == name)


def _expressions(folder: Path) -> dict[str, Stance]:
    rows = read_rows(folder / "expressions.csv", ("form", "stance", "source"))
    return {fold(row["form"]): Stance(row["stance"]) for row in rows}


def _things(roles: list[Row]) -> dict[Stance, frozenset[str]]:
    announced = _role(roles, "declared") | _role(roles, "adopted")
    return {Stance.ANNOUNCE: announced, Stance.STATE: _role(roles, "printed")}


def _cue(row: Row) -> Cue:
    complements = tuple(_complement(part, row) for part in values(row["frames"]))
    return Cue(fold(row["lemma"]), row["pos"], Stance(row["stance"]), complements)


def _complement(part: str, row: Row) -> Complement:
    """One frame: `that`, `colon`, `quote`, `np` or a preposition; `obj:` before it for an object in between, `with:`
    for one that belongs to the content, `alone:` where a noun needs no source for it, `!` after it for a clause that
    must be near, and `p:that` for a clause that a preposition introduces."""
    name, _, rest = part.partition(":")
    after, within, alone = name in ("obj", "with"), name == "with", name == "alone"
    head = rest if after or alone else part
    preposition, _, clause = head.rstrip("!?").partition(":")
    if preposition in (Take.THAT, Take.COLON, Take.QUOTE, Take.OBJECT):
        return Complement(Take(preposition), "", after, within, near=head.endswith("!"))
    if clause == "that":
        return Complement(Take.THAT, "", after, within, near=True)
    if not preposition:
        raise DataError(f"cues.csv: {row['lemma']}: empty frame in {row['frames']!r}")
    return Complement(Take.PREPOSITION, fold(preposition), after, within, alone=alone)


def _with_article(form: str, article: str) -> Iterator[str]:
    """A noun phrase as written and with (or without) the article on its first word."""
    yield form
    yield form[len(article) :] if form.startswith(article) else article + form


def _class(rows: list[Row], name: str, article: str) -> PhraseTable[str]:
    return PhraseTable((form, name) for r in rows if r["class"] == name for form in _with_article(r["form"], article))


_BODIES = {
    "government": SourceKind.GOVERNMENT,
    "military": SourceKind.GOVERNMENT,
    "organisation": SourceKind.ORGANISATION,
    "party": SourceKind.ORGANISATION,
    "media": SourceKind.MEDIA,
}
"""What kind of body a title belongs to; religious titles are their bearer's own."""
_SPEAKING_HEADS = {
    "outlet-head": SourceKind.MEDIA,
    "institution": SourceKind.GOVERNMENT,
    "group-head": SourceKind.ORGANISATION,
    "company-head": SourceKind.ORGANISATION,
}


def _speaking(folder: Path, nouns: list[Row], article: str, accusative: str) -> Iterator[tuple[str, SpeakingNoun]]:
    spokesmen = tuple(fold(row["form"]) for row in nouns if row["class"] == "spokesman")
    classes = {"document", "norm", "information", "rumour", "media", "state"}
    for row in nouns:
        if row["class"] in classes:
            yield from _each(row["form"], SpeakingNoun(row["class"], _kind(row["kind"]), "", ""), article)
    for row in read_rows(folder / "titles.csv", ("form", "class", "en", "gender", "number", "kind", "source")):
        kind = SourceKind.UNNAMED if row["class"] == "role" else _BODIES.get(row["kind"])
        spokes = fold(row["form"]).removeprefix(article).startswith(spokesmen)
        noun = SpeakingNoun(row["class"], kind, row["gender"], row["number"], spokes)
        yield from _each(row["form"], noun, article)
        if row["gender"] == "m" and row["number"] == "s" and not row["form"].startswith(article):
            first, _, rest = row["form"].partition(" ")
            yield f"{first}{accusative} {rest}", noun
    for row in read_rows(folder / "heads.csv", ("form", "class", "type", "en", "source")):
        if row["class"] in _SPEAKING_HEADS:
            yield from _each(row["form"], SpeakingNoun(row["class"], _SPEAKING_HEADS[row["class"]], "", ""), article)


def _each(form: str, noun: SpeakingNoun, article: str) -> Iterator[tuple[str, SpeakingNoun]]:
    for written in _with_article(form, article):
        yield written, noun


def _kind(cell: str) -> SourceKind | None:
    return SourceKind(cell) if cell else None
