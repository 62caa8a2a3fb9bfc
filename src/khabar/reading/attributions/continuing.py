"""Sentences that go on inside a relay: after "the agency quoted X as saying …", "he added that …" stays under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.reading.attributions.agreement import agrees
from khabar.reading.attributions.draft import Context, Draft, Range
from khabar.reading.attributions.speakers import bare_words
from khabar.reading.sheet import Tag


def with_continuations(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts (ordered by cue), each relay's content drawn out over the sentences in which its inner source goes on
    speaking."""
    out = list(drafts)
    for index, draft in enumerate(drafts):
        inner = next((d for d in drafts[index + 1 :] if d.relay == draft.cue[0]), None)
        if draft.rule == "attribution.relay" and inner is not None and inner.source is not None:
            end = _end(context, draft, inner, drafts[index + 1 :])
            out[index] = replace(draft, content=((draft.content[0][0], end),))
    return out


def _end(context: Context, relay: Draft, inner: Draft, later: Sequence[Draft]) -> int:
    """Behind the last sentence in which the inner source speaks."""
    end = relay.content[0][1]
    sentences = context.sheet.document.sentences
    for sentence in sentences[context.sheet.sentence[relay.cue[0]] + 1 :]:
        here = [d for d in later if sentence.first <= d.cue[0] < sentence.last]
        if not here or not _goes_on(context, inner, here[0], sentence.first):
            return end
        end = max(end, here[0].content[-1][1])
    return end


def _goes_on(context: Context, inner: Draft, draft: Draft, first: int) -> bool:
    """Whether the first cue of a sentence, a joined verb at its head, has the inner source for its subject."""
    if inner.source is None or draft.cue[0] != first or context.sheet.tags[first] is not Tag.VERB or draft.outer:
        return False
    if draft.source is not None:
        return _same(context, inner.source, draft.source)
    return draft.dropped and draft.agreement.number != "d" and agrees(context, inner.source, draft.agreement)


def _same(context: Context, inner: Range, source: Range) -> bool:
    """Whether a short phrase ("the official") names the inner source again."""
    return source[1] - source[0] <= _SHORT and bare_words(context.sheet, source) <= bare_words(context.sheet, inner)


_SHORT = 2
"""Words of a phrase that only points back."""
