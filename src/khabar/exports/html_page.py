"""One reading as one HTML page: the report with everything marked in it, and beside it every claim with its chain.

The page stands alone: no file, font or script is fetched, and its policy forbids it. It works without scripts (a
trigger leads to its claim and back); the script adds highlighting. The text of the report is written once, in order,
with inline elements only, so that a browser orders and joins it as it would any Arabic text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup, escape

from khabar.exports.bidi import direction
from khabar.exports.labels import codes, event_label, label
from khabar.exports.layers import ALL_LAYERS, Layer
from khabar.exports.marks import Close, Mark, Open, nest
from khabar.exports.page_marks import page_marks
from khabar.exports.summary import one_line, reasons, summaries
from khabar.model import NameType, Reading, Span, Status

_TEMPLATES = files("khabar.exports") / "templates"
_PARAGRAPH = re.compile(r"[^\r\n]+")
# Links that a page may follow; anything else (a script, a file) is shown as text.
_SCHEMES = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of the report as HTML, with the white space that follows it."""

    html: Markup
    after: Markup
    direction: str
    title: bool


def html_page(reading: Reading, layers: Collection[Layer] = ALL_LAYERS) -> str:
    """The page of a reading, with the marks of `layers`; claims are listed when they are among them."""
    told = summaries(reading)
    marks = page_marks(reading, told, layers)
    report = reading.report
    return _template().render(
        reading=reading,
        report=report,
        title=_title(report.text),
        direction=direction(report.text),
        link=_safe_link(report.url),
        pieces=list(_pieces(report.text, marks)),
        opening=_white(report.text[: _first(report.text)]),
        claims=told if Layer.CLAIMS in layers else (),
        reasons={claim.number: reasons(reading, claim) for claim in told},
        layers={layer.value for layer in layers},
        name_types=list(NameType),
        statuses=list(Status),
    )


def _title(text: str) -> str:
    found = _PARAGRAPH.search(text)
    return one_line(found.group()) if found else ""


def _first(text: str) -> int:
    found = _PARAGRAPH.search(text)
    return found.start() if found else len(text)


def _safe_link(url: str | None) -> str | None:
    try:
        return url if url and urlsplit(url).scheme.lower() in _SCHEMES else None
    except ValueError:
        return None


def _pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    areas = [Span(*found.span()) for found in _PARAGRAPH.finditer(text)]
    ends = [*(area.start for area in areas[1:]), len(text)][: len(areas)]
    for index, (area, end, inside) in enumerate(zip(areas, ends, _by_area(areas, marks), strict=True)):
        html = _paragraph(text, inside, area)
        yield Piece(html, _white(text[area.end : end]), direction(area.of(text)), title=index == 0 and len(areas) > 1)


def _by_area(areas: list[Span], marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks that touch each paragraph."""
    out: list[list[Mark]] = [[] for _ in areas]
    starts = [area.start for area in areas]
    for mark in marks:
        first = max(bisect_right(starts, mark.span.start) - 1, 0)
        for index in range(first, bisect_right(starts, mark.span.end)):
            out[index].append(mark)
    return out


def _paragraph(text: str, marks: list[Mark], area: Span) -> Markup:
    parts: list[str] = []
    tags: list[str] = []
    for step in nest(marks, area):
        if isinstance(step, Open):
            tags.append("a" if step.mark.link and "a" not in tags else "span")
            parts.append(_opening(step, tags[-1]))
        elif isinstance(step, Close):
            parts.append(f"</{tags.pop()}>{_reference(step)}")
        else:
            parts.append(_escaped(step.span.of(text)))
    return Markup("".join(parts))


def _opening(step: Open, tag: str) -> str:
    mark = step.mark
    attributes = {"class": mark.style, "title": mark.title, "data-claims": " ".join(map(str, mark.claims))}
    if mark.link and not step.again:
        attributes["id"] = f"words-{mark.link}"
    if tag == "a":
        attributes["href"] = f"#claim-{mark.link}"
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{written}>"


def _reference(step: Close) -> str:
    """The numbers of the claims of a trigger, as an element without text: what is copied stays the report's words."""
    if not (step.last and step.mark.link):
        return ""
    numbers = ",".join(map(str, step.mark.claims))
    return f'<span class="ref {step.mark.style.split()[-1]}" data-n="{numbers}" aria-hidden="true"></span>'


def _escaped(text: str) -> str:
    """Characters as HTML keeps them: a parser would turn a bare carriage return into a line feed."""
    return str(escape(text)).replace("\r", "&#13;").replace("\x00", "\ufffd")


def _white(text: str) -> Markup:
    return Markup(_escaped(text))


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.globals.update(
        label=label, event_label=event_label, codes=codes, style=_part("page.css"), script=_part("page.js")
    )
    return environment.from_string((_TEMPLATES / "page.html.j2").read_text(encoding="utf-8"))


def _part(name: str) -> Markup:
    return Markup((_TEMPLATES / name).read_text(encoding="utf-8"))
