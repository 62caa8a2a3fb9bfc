"""A reading for people at a terminal: each claim as a short tree, other layers as tables.

Colour only repeats what a word says; without colour (NO_COLOR, a pipe) nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from khabar.exports.bidi import isolate
from khabar.exports.labels import event_label, label
from khabar.exports.layers import Layer
from khabar.exports.summary import ClaimSummary, LinkSummary, Reason, phrase, reasons, summaries
from khabar.exports.terminal_text import FAINT, Bidi, english, joined, named, written
from khabar.model import Attribution, Event, Evidence, LinkRole, Reading, Span, Status

COLOURS = {
    Status.OCCURRED: "green",
    Status.ONGOING: "cyan",
    Status.PLANNED: "blue",
    Status.POSSIBLE: "yellow",
    Status.CONDITIONAL: "magenta",
    Status.REQUESTED: "bright_blue",
    Status.DENIED: "red",
}
DEFAULT_LAYERS = frozenset({Layer.CLAIMS})
_INDENT = (0, 0, 1, 2)


def print_reading(
    reading: Reading,
    console: Console,
    layers: Collection[Layer] = DEFAULT_LAYERS,
    *,
    explain: bool = False,
    name: str = "",
) -> None:
    """Print `layers` of a reading; `name` is the file's, `explain` adds the rule and the cue words of every piece."""
    console.print(*_head(reading, name), sep="\n")
    for layer, section in _SECTIONS.items():
        if layer in layers:
            console.print(section(reading, explain))


def _head(reading: Reading, name: str) -> Iterator[RenderableType]:
    report = reading.report
    day = report.published.isoformat() if report.published else ""
    about = [isolate(part) for part in (name, report.publisher, report.byline, day) if part]
    title = next((line for line in report.text.splitlines() if line.strip()), "")
    yield Rule(style=FAINT)
    if about:
        joint = joined(map(Text, about), " · ")
        joint.stylize(FAINT)
        yield Bidi(joint)
    yield Bidi(Text(isolate(title), style="bold"))
    yield Text(_counts(reading) + "\n", style=FAINT)


def _counts(reading: Reading) -> str:
    layers = ("claims", "events", "attributions", "times", "names")
    counted = [(len(getattr(reading, layer)), layer) for layer in layers]
    return " · ".join(f"{count} {layer if count != 1 else layer[:-1]}" for count, layer in counted)


def _claims(reading: Reading, explain: bool) -> RenderableType:
    told = summaries(reading)
    if not told:
        return Padding(named(label("word", "none"), FAINT), _INDENT)
    return Group(*(_claim(reading, claim, explain) for claim in told))


def _claim(reading: Reading, claim: ClaimSummary, explain: bool) -> RenderableType:
    head = _event_head(str(claim.number), claim.event, claim.trigger.text)
    parts: list[RenderableType] = [Bidi(head), _inset(_grid(_fact_rows(claim))), *map(_inset, _chain(claim))]
    if explain:
        parts.append(_inset(_why(reasons(reading, claim))))
    return Padding(Group(*parts), _INDENT, expand=False)


def _inset(content: RenderableType) -> RenderableType:
    return Padding(content, (0, 0, 0, 2), expand=False)


def _event_head(key: str, event: Event, trigger: str) -> Text:
    status = label("status", event.status.value)
    mode = f"/{event.mode}" if event.mode else ""
    return Text.assemble(
        (f"{key}. ", FAINT),
        (f"{event.type.value}{mode}", "bold"),
        f" {isolate(event_label(event).ar)}  ",
        (f"● {status.en} {isolate(status.ar)}", f"bold {COLOURS[event.status]}"),
        ("  " + isolate(trigger), FAINT),
    )


def _grid(rows: Iterable[tuple[str, Text]]) -> Table:
    """Keys and what they say, rows that say nothing left out."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style=FAINT, no_wrap=True)
    grid.add_column()
    for key, text in rows:
        if text:
            grid.add_row(key, Bidi(text))
    return grid


def _fact_rows(claim: ClaimSummary) -> Iterator[tuple[str, Text]]:
    if claim.actors or claim.recipients:
        yield label("word", "who").en, _who(claim)
    if claim.places:
        yield label("word", "where").en, joined(map(written, claim.places))
    if claim.when:
        yield label("word", "when").en, Text.assemble(written(claim.when), *english(claim.value or ""))
    yield from _particular_rows(claim)
    if claim.likelihood:
        yield label("word", "likelihood").en, written(claim.likelihood)
    if claim.content:
        yield label("word", "says").en, joined((Text(isolate(part.text)) for part in claim.content), " […] ")


def _particular_rows(claim: ClaimSummary) -> Iterator[tuple[str, Text]]:
    if claim.equipment:
        yield label("word", "with").en, joined(map(written, claim.equipment))
    for key, counted in (("harmed", claim.harmed), ("amounts", claim.amounts)):
        if counted:
            told = (Text.assemble(written(one.phrase, ""), *english(one.meaning)) for one in counted)
            yield label("word", key).en, joined(told)


def _who(claim: ClaimSummary) -> Text:
    actors = joined(map(written, claim.actors)) if claim.actors else Text(label("word", "unknown").en, style=FAINT)
    if not claim.recipients:
        return actors
    return joined((actors, joined(map(written, claim.recipients))), " → ")


def _chain(claim: ClaimSummary) -> Iterator[RenderableType]:
    """The links as a tree that grows inwards, from who published to what it rests on."""
    if not claim.links:
        return
    root = Tree(_link(claim.links[0]), guide_style=FAINT)
    branch = root
    for link in claim.links[1:]:
        branch = branch.add(_link(link))
    yield root


def _link(step: LinkSummary) -> RenderableType:
    link = step.link
    name = written(step.name) if step.name else Text(label("word", "unknown").en, style=FAINT)
    return Bidi(Text.assemble((f"{label('role', link.role.value).en}: ", FAINT), name, *_notes(step)))


def _notes(step: LinkSummary) -> Iterator[tuple[str, str]]:
    link = step.link
    told = link.role not in (LinkRole.PUBLISHER, LinkRole.AGENCY)
    groups = (("kind", link.kind if told else None), ("stance", link.stance), ("factuality", link.factuality))
    notes = [label(group, value.value).en for group, value in groups if value is not None]
    if notes:
        yield f"  {', '.join(notes)}", FAINT


def _why(given: Iterable[Reason]) -> Table:
    return _grid(
        (reason.piece, joined((Text(isolate(reason.words)), _because(reason.rule, reason.cues)), "  "))
        for reason in given
    )


def _because(rule: str, cues: Iterable[str]) -> Text:
    """The rule, and the words that it fired on."""
    words = joined((Text(isolate(cue)) for cue in cues), ", ")
    return Text.assemble((rule, "italic"), *((": ", words) if words else ()))


def _reason_row(reading: Reading, evidence: Evidence) -> tuple[str, Text]:
    cues = (cue.of(reading.report.text) for cue in evidence.cues)
    return label("word", "explain").en, _because(evidence.rule, cues)


def _block(head: Text, rows: Iterable[tuple[str, Text]]) -> RenderableType:
    return Padding(Group(Bidi(head), _inset(_grid(rows))), _INDENT, expand=False)


def _heading(layer: Layer) -> Text:
    return Text(f"{layer.value}\n", style="bold")


def _phrases(reading: Reading, spans: Iterable[Span | None]) -> Text:
    return joined(written(phrase(reading, span), "") for span in spans if span is not None)


def _events(reading: Reading, explain: bool) -> RenderableType:
    return Group(_heading(Layer.EVENTS), *(_event(reading, item, explain) for item in reading.events))


def _event(reading: Reading, item: Event, explain: bool) -> RenderableType:
    sides = [_phrases(reading, item.actors), _phrases(reading, item.recipients)]
    rows = [
        (label("word", "who").en, joined((side for side in sides if side), " → ")),
        (label("word", "where").en, _phrases(reading, item.places)),
        (label("word", "when").en, _phrases(reading, [item.time])),
        (label("word", "by").en, Text(item.attribution or "")),
    ]
    if explain:
        rows.append(_reason_row(reading, item.evidence))
    return _block(_event_head(item.id, item, item.trigger.of(reading.report.text)), rows)


def _attributions(reading: Reading, explain: bool) -> RenderableType:
    return Group(_heading(Layer.ATTRIBUTIONS), *(_attribution(reading, item, explain) for item in reading.attributions))


def _attribution(reading: Reading, item: Attribution, explain: bool) -> RenderableType:
    stance, kind = label("stance", item.stance.value), label("kind", item.kind.value)
    who = Text(isolate(item.speaker), style="bold") if item.speaker else Text(label("word", "unknown").en, style=FAINT)
    rows = [
        (label("word", "cue").en, _phrases(reading, [item.cue])),
        (label("word", "source").en, _phrases(reading, [item.source])),
        (label("role", "told").en, _phrases(reading, [item.told])),
        (label("role", "evidence").en, _phrases(reading, [item.basis])),
        (label("word", "inside").en, Text(item.parent or "")),
        (
            label("word", "says").en,
            joined((Text(isolate(part.of(reading.report.text))) for part in item.content), " […] "),
        ),
    ]
    if explain:
        rows.append(_reason_row(reading, item.evidence))
    return _block(Text.assemble((f"{item.id}. ", FAINT), who, f"  {kind.en}, {stance.en}, {item.style.value}"), rows)


def _table(title: Layer, *columns: str, explain: bool) -> Table:
    table = Table(title=title.value, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in (*columns, *(("why",) if explain else ())):
        table.add_column(column, overflow="fold")
    return table


def _why_cell(reading: Reading, evidence: Evidence, explain: bool) -> tuple[RenderableType, ...]:
    return (Bidi(_reason_row(reading, evidence)[1]),) if explain else ()


def _names(reading: Reading, explain: bool) -> RenderableType:
    return _mentions(reading) if explain else _entities(reading)


def _entities(reading: Reading) -> RenderableType:
    table = _table(Layer.NAMES, "type", "name", "English", "times", "entity", explain=False)
    for item in reading.entities:
        kind, count = label("name", item.type.value).en, str(len(item.mentions))
        table.add_row(kind, Bidi(Text(isolate(item.name))), Text(item.english), count, Text(item.id, style=FAINT))
    return table


def _mentions(reading: Reading) -> RenderableType:
    table = _table(Layer.NAMES, "type", "name", "English", "entity", explain=True)
    for item in reading.names:
        kind, spelt = label("name", item.type.value).en, " (spelt out)" if item.transliterated else ""
        words = Bidi(Text(isolate(item.span.of(reading.report.text))))
        entity = Text(item.entity, style=FAINT)
        table.add_row(kind, words, Text(item.english + spelt), entity, *_why_cell(reading, item.evidence, True))
    return table


def _times(reading: Reading, explain: bool) -> RenderableType:
    table = _table(Layer.TIMES, "type", "words", "value", explain=explain)
    for item in reading.times:
        words = Bidi(Text(isolate(item.span.of(reading.report.text))))
        why = _why_cell(reading, item.evidence, explain)
        table.add_row(label("time", item.type.value).en, words, item.value or label("word", "unknown").en, *why)
    return table


_SECTIONS: dict[Layer, Callable[[Reading, bool], RenderableType]] = {
    Layer.CLAIMS: _claims,
    Layer.EVENTS: _events,
    Layer.ATTRIBUTIONS: _attributions,
    Layer.TIMES: _times,
    Layer.NAMES: _names,
}
