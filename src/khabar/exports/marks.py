"""Stretches of a text that overlap as they please, made into elements that nest.

A mark that crosses the end of another is cut there: both stay one run of text, which is what keeps Arabic letters
joined. Cutting never moves, adds or drops a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khabar.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch to be marked.

    `layer` orders marks of one span, the lowest outside; `style` are CSS classes; `claims` the numbers of the claims
    that rest on it; `link` is the number of the claim that it leads to, 0 for none.
    """

    span: Span
    layer: int
    style: str
    title: str = ""
    claims: tuple[int, ...] = ()
    link: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """An element begins; `again` when it goes on after a cut."""

    mark: Mark
    again: bool


@dataclass(frozen=True, slots=True)
class Close:
    """An element ends; `last` when the mark does, not only a piece of it."""

    mark: Mark
    last: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Characters."""

    span: Span


Step = Open | Close | Run


def merge(marks: Iterable[Mark]) -> list[Mark]:
    """Marks of one span and style made one, with all their claims and titles; the first link wins."""
    out: dict[tuple[Span, int, str], Mark] = {}
    for mark in marks:
        key = (mark.span, mark.layer, mark.style)
        out[key] = _joined(out[key], mark) if key in out else mark
    return list(out.values())


def nest(marks: Sequence[Mark], area: Span) -> Iterator[Step]:
    """The steps that write the characters of `area` with the marks around them, properly nested.

    >>> a, b = Mark(Span(0, 2), 0, "a"), Mark(Span(1, 3), 0, "b")
    >>> [type(step).__name__ for step in nest([a, b], Span(0, 3))]
    ['Open', 'Run', 'Open', 'Run', 'Close', 'Close', 'Open', 'Run', 'Close']
    """
    inside = [mark for mark in marks if len(mark.span) and mark.span.overlaps(area)]
    starting: dict[int, list[Mark]] = {}
    for mark in sorted(inside, key=_outermost_first):
        starting.setdefault(max(mark.span.start, area.start), []).append(mark)
    stack: list[Mark] = []
    places = sorted({area.start, area.end, *_ends(inside, area)})
    for place, following in pairwise(places):
        yield from _close(stack, place)
        for mark in starting.get(place, ()):
            stack.append(mark)
            yield Open(mark, again=mark.span.start < area.start)
        yield Run(Span(place, following))
    yield from (Close(mark, mark.span.end <= area.end) for mark in reversed(stack))


def _outermost_first(mark: Mark) -> tuple[int, int, int]:
    return (mark.span.start, -mark.span.end, mark.layer)


def _ends(marks: Iterable[Mark], area: Span) -> Iterator[int]:
    for mark in marks:
        yield max(mark.span.start, area.start)
        yield min(mark.span.end, area.end)


def _close(stack: list[Mark], place: int) -> Iterator[Step]:
    """Close the marks that end at `place`, and those inside them; the latter are opened again."""
    first = next((index for index, mark in enumerate(stack) if mark.span.end <= place), len(stack))
    closing = stack[first:]
    del stack[first:]
    yield from (Close(mark, mark.span.end <= place) for mark in reversed(closing))
    for mark in closing:
        if mark.span.end > place:
            stack.append(mark)
            yield Open(mark, again=True)


def _joined(one: Mark, other: Mark) -> Mark:
    titles = dict.fromkeys(title for title in (one.title, other.title) if title)
    claims = tuple(dict.fromkeys(one.claims + other.claims))
    return Mark(one.span, one.layer, one.style, " · ".join(titles), claims, one.link or other.link)
