"""Sentences that go on inside a relay: after "the agency quoted X as saying …", "he added that …" stays under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from khabar.reading.attributions.draft import Context, Draft
from khabar.reading.attributions.speakers import Speaker


def with_continuations(context: Context, drafts: Sequence[Draft], speakers: Sequence[Speaker]) -> list[Draft]:
    """The drafts (ordered by cue), each relay's content drawn out over the sentences behind it that open with its inner
    source speaking on."""
    out = list(drafts)
    relayed = {d.relay: i for i, d in reversed(list(enumerate(drafts))) if d.relay is not None}
    for index, draft in enumerate(drafts):
        inner = relayed.get(draft.cue[0], index) if draft.rule == "attribution.relay" else index
        if inner > index and speakers[inner].phrase is not None:
            end = _end(context, drafts, speakers, index, inner)
            out[index] = replace(draft, content=((draft.content[0][0], end),))
    return out


def _end(context: Context, drafts: Sequence[Draft], speakers: Sequence[Speaker], relay: int, inner: int) -> int:
    """Behind the last sentence in a row in which the inner source speaks first."""
    end = drafts[relay].content[0][1]
    sentences = context.sheet.document.sentences
    for sentence in sentences[context.sheet.sentence[drafts[relay].cue[0]] + 1 :]:
        behind = takewhile(lambda i: drafts[i].cue[0] < sentence.last, range(relay + 1, len(drafts)))  # noqa: B023
        here = [i for i in behind if drafts[i].cue[0] >= sentence.first]
        if not here or not _goes_on(drafts[here[0]], speakers[here[0]], speakers[inner], sentence.first):
            return end
        own = (i for i in here if speakers[i].phrase == speakers[inner].phrase and not drafts[i].outer)
        end = max(end, *(drafts[i].content[-1][1] for i in own))
    return end


def _goes_on(draft: Draft, speaker: Speaker, inner: Speaker, first: int) -> bool:
    """Whether the first cue of a sentence, at its head, is the inner source's."""
    return draft.cue[0] == first and not draft.outer and draft.relay is None and speaker.phrase == inner.phrase
