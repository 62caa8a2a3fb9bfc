"""A report and its reading as rows, ready to be written: all the work that needs no database.

Made in the processes that read, so that the one writer has little to do. Rows are plain tuples in the order of the
columns in `archive.tables`. Not for: writing them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from khabar.archive.keys import claim_id, content_hash, key_of, reading_id, token
from khabar.archive.naming import Naming
from khabar.archive.parties import Names, party_tokens, word_tokens
from khabar.archive.tokens import indexed, written
from khabar.model import Incoming, report_id

Row: TypeAlias = tuple[Any, ...]
Layers: TypeAlias = Mapping[str, Any]
PARTS = ("actors", "recipients", "places")
FIELDS = {"actors": "a", "recipients": "r", "places": "p", "origin": "o", "outlet": "u", "type": "t", "status": "s"}
"""The letters that begin the tokens of what a claim can be found by."""
SPEAKING = ("agency", "source")
"""Roles of links that can be the origin of a claim."""
_HEAD = ("text", "publisher", "byline", "url", "published", "language")
_COMPRESSION = 6
"""Of zlib's nine levels: 3,935 bytes of 22,781 in 0.28 ms, where level 1 gives 4,669 and level 9 3,897."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the text index holds of a report: `main` words in order, and all other tokens."""

    main: str
    more: str

    def packed(self) -> bytes:
        """Compressed, for the archive: an index without its own copy of the words needs them again to forget them."""
        return zlib.compress(f"{self.main}\n{self.more}".encode(), _COMPRESSION)

    @classmethod
    def unpacked(cls, packed: bytes) -> Tokens:
        """From what `packed` gave."""
        main, _, more = zlib.decompress(packed).decode().partition("\n")
        return cls(main, more)


@dataclass(frozen=True, slots=True)
class Rows:
    """One report, ready to be stored: its own row, that of its reading (None when it was not read), the rows of each
    layer in the order of `archive.tables.LAYERS`, its tokens with their packed form, and the ways of writing its
    entities (rows of `archive.tables.appellation`)."""

    report: Row
    reading: Row | None
    layers: tuple[tuple[Row, ...], ...]
    tokens: Tokens
    packed: bytes
    appellations: tuple[Row, ...] = ()

    @property
    def id(self) -> str:
        """The id of the report."""
        return str(self.report[1])

    @property
    def key(self) -> int:
        """The key of the report."""
        return int(self.report[0])


def rows_of(incoming: Incoming, source: str, language: str | None, layers: Layers | None, reader: str) -> Rows:
    """The rows of a report.

    `source` names where it came from (`Archive.remember`), `language` is its ISO 639-1 code, `layers` the dictionary of
    its reading, None when it was not read; `reader` the version of the reader. Needs no connection; can be pickled.
    """
    identifier = report_id(incoming.report)
    report = _report(identifier, incoming, source, language)
    if layers is None:
        tokens = _tokens(incoming.report.text, language, ())
        return Rows(report, None, (), tokens, tokens.packed())
    reading = _reading(identifier, incoming.report.published, layers, reader)
    naming = Naming.of(incoming.report.text, layers, incoming.report.published)
    named = named_rows(reading[0], naming, layers)
    tables = _Layers(identifier, reading[0], incoming, language, layers).tables(naming.names)
    claims = tables[_CLAIMS]
    tokens = _tokens(incoming.report.text, language, (row[-1] for row in claims))
    layer_rows = (*tables, named.bearings, named.involvements)
    return Rows(report, reading, layer_rows, tokens, tokens.packed(), named.appellations)


@dataclass(frozen=True, slots=True)
class Named:
    """The rows that tell how a reading names its entities and what part they have in its claims."""

    appellations: tuple[Row, ...]
    bearings: tuple[Row, ...]
    involvements: tuple[Row, ...]


def named_rows(key: int, naming: Naming, layers: Layers) -> Named:
    """The rows of the reading with a key."""
    appellations = tuple(naming.appellations())
    events = {event["id"]: event for event in layers.get("events", ())}
    involved = (
        (key, n, *found)
        for n, claim in enumerate(layers.get("claims", ()))
        for found in naming.involved(events[claim["event"]], origin(claim["chain"]))
    )
    return Named(appellations, tuple((key, row[0]) for row in appellations), tuple(involved))


_CLAIMS = 6
"""Where the claims stand among the layers."""


def pack_layers(layers: Layers) -> bytes:
    """The layers of a reading without the report itself, compressed."""
    held = {key: value for key, value in layers.items() if key not in _HEAD}
    return zlib.compress(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(), _COMPRESSION)


def unpack_layers(packed: bytes) -> dict[str, Any]:
    """From what `pack_layers` gave."""
    layers: dict[str, Any] = json.loads(zlib.decompress(packed))
    return layers


def _report(identifier: str, incoming: Incoming, source: str, language: str | None) -> Row:
    report = incoming.report
    published = report.published.isoformat() if report.published else None
    return (
        key_of(identifier, report.published),
        identifier,
        incoming.digest,
        incoming.title,
        report.text,
        report.publisher,
        report.byline,
        report.url,
        published,
        incoming.dated.value,
        language,
        incoming.place,
        json.dumps(incoming.warnings, ensure_ascii=False),
        source,
    )


def _reading(report: str, published: date | None, layers: Layers, reader: str) -> Row:
    """The row without its flag: whether it becomes the current one is known when it is written."""
    identifier = reading_id(report, reader)
    return key_of(identifier, published), identifier, key_of(report, published), reader, pack_layers(layers)


def _tokens(text: str, language: str | None, claims: Iterator[str] | tuple[str, ...]) -> Tokens:
    forms = [indexed(form, language) for form in written(text)]
    more = dict.fromkeys(chain.from_iterable(form.more for form in forms))
    keys = dict.fromkeys(chain.from_iterable(tokens.split() for tokens in claims))
    return Tokens(" ".join(form.main for form in forms), " ".join((*more, *keys)))


@dataclass(frozen=True, slots=True)
class _Layers:
    """The tables of one reading."""

    report: str
    key: int
    incoming: Incoming
    language: str | None
    layers: Layers

    def tables(self, names: Names) -> tuple[tuple[Row, ...], ...]:
        layer = self.layers
        events = {event["id"]: n for n, event in enumerate(layer.get("events", ()))}
        return (
            self._each("names", _mention),
            self._each("entities", lambda one: (one["id"], one["type"], one["en"], one["name"])),
            self._each("times", lambda one: (one["start"], one["end"], one["type"], one["value"])),
            self._each("attributions", _attribution),
            self._each("events", lambda one: _event(one, self.layers)),
            tuple(self._parties(names)),
            tuple(self._claims(names, events)),
            tuple(self._links()),
        )

    def _each(self, layer: str, write: Any) -> tuple[Row, ...]:
        return tuple((self.key, n, *write(one)) for n, one in enumerate(self.layers.get(layer, ())))

    def _parties(self, names: Names) -> Iterator[Row]:
        told = (
            (number, part, names.party(span))
            for number, event in enumerate(self.layers.get("events", ()))
            for part in PARTS
            for span in event[part]
        )
        for n, (number, part, one) in enumerate(told):
            entity, country = (found[0] if found else None for found in (one.entities, one.countries))
            yield self.key, n, number, part, one.start, one.stop, one.phrase, entity, country

    def _claims(self, names: Names, events: Mapping[str, int]) -> Iterator[Row]:
        known: dict[str, int] = {}
        facets = [self._event_tokens(event, names) for event in self.layers.get("events", ())]
        outlet = tuple(word_tokens(FIELDS["outlet"], self.incoming.report.publisher or "", self.language))
        chains = self._chains()
        for n, claim in enumerate(self.layers.get("claims", ())):
            number = events[claim["event"]]
            event = self.layers["events"][number]
            identifier = claim_id(self.report, event, claim)
            known[identifier] = known.get(identifier, -1) + 1
            if known[identifier]:
                identifier = content_hash(identifier, known[identifier])
            link = origin(claim["chain"])
            tokens = dict.fromkeys((*facets[number], *outlet, *self._origin_tokens(link, names)))
            words = _words(claim["likelihood"], self.incoming.report.text)
            chain_number = chains[_chain(claim)]
            name = link["name"] if link else None
            yield self.key, n, identifier, number, chain_number, *_hull(claim, event), name, words, " ".join(tokens)

    def _event_tokens(self, event: Layers, names: Names) -> tuple[str, ...]:
        found = [token(FIELDS["type"], event["type"]), token(FIELDS["status"], event["status"])]
        for part in PARTS:
            for span in event[part]:
                found += party_tokens(FIELDS[part], names.party(span), self.language)
        return tuple(dict.fromkeys(found))

    def _origin_tokens(self, link: Layers | None, names: Names) -> Iterator[str]:
        if link is None:
            return
        field = FIELDS["origin"]
        yield from word_tokens(field, link["name"], self.language)
        if link["span"]:
            yield from party_tokens(field, names.party(link["span"]), self.language)

    def _links(self) -> Iterator[Row]:
        for links, number in self._chains().items():
            yield from ((self.key, number, n, *link) for n, link in enumerate(links))

    def _chains(self) -> dict[tuple[Row, ...], int]:
        """The different chains of the report, numbered: most claims share theirs with others."""
        different = dict.fromkeys(_chain(claim) for claim in self.layers.get("claims", ()))
        return {links: number for number, links in enumerate(different)}


def origin(links: Sequence[Layers]) -> Layers | None:
    """The outermost named link of a chain that is an agency or a source; None where the publisher speaks itself."""
    return next((link for link in links if link["role"] in SPEAKING and link["name"]), None)


def _chain(claim: Layers) -> tuple[Row, ...]:
    told = ("role", "name", "kind", "stance", "factuality")
    return tuple((*(link[key] for key in told), *_ends(link["span"])) for link in claim["chain"])


def _hull(claim: Layers, event: Layers) -> tuple[int, int]:
    """From where the content of a claim begins to where it ends; the event's own words where it has none."""
    spans = claim["content"] or [event["trigger"]]
    return min(span["start"] for span in spans), max(span["end"] for span in spans)


def _mention(one: Layers) -> Row:
    return one["start"], one["end"], one["type"], one["en"], one["entity"], one["kind"], int(one["transliterated"])


def _attribution(one: Layers) -> Row:
    cue = _ends(one["cue"])
    return one["id"], *cue, one["speaker"], one["kind"], one["style"], one["stance"], one["parent"]


def _event(one: Layers, layers: Layers) -> Row:
    codes = (one["type"], one["mode"], one["plover"], one["quad_class"], one["cameo"], one["status"])
    return one["id"], *_ends(one["trigger"]), *codes, _time(one["time"], layers), one["attribution"]


def _time(span: Mapping[str, int] | None, layers: Layers) -> str | None:
    """The value of the time expression at a span."""
    if span is None:
        return None
    values = (one["value"] for one in layers.get("times", ()) if _same(one, span))
    return next(values, None)


def _same(one: Layers, span: Mapping[str, int]) -> bool:
    return bool(one["start"] == span["start"] and one["end"] == span["end"])


def _ends(span: Mapping[str, int] | None) -> tuple[int | None, int | None]:
    return (span["start"], span["end"]) if span else (None, None)


def _words(span: Mapping[str, int] | None, text: str) -> str | None:
    return text[span["start"] : span["end"]] if span else None
