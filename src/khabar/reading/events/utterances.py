"""What is said beside a speech act, by which it counts or not: a penalty threatened, details refused, a negation."""

from __future__ import annotations

from khabar.model import EventType
from khabar.reading.events.draft import Context, Draft
from khabar.reading.sheet import Tag

_UNTOLD = 5
"""Words behind "declined" within which what is not told stands (a source may stand between)."""


def withheld(context: Context, draft: Draft) -> bool:
    """ "Declined to be named", "refused to give details"."""
    words = context.sheet.words[draft.words[1] : min(draft.sentence.last, draft.words[1] + _UNTOLD)]
    return any(rest in context.lexicon.words["untold"] for word in words for _, rest in word.info.variants)


def negated(context: Context, draft: Draft) -> bool:
    """A negation stands right before it ("will not accept")."""
    before = draft.words[0] - 1
    return before >= draft.sentence.first and context.sheet.tags[before] is Tag.NEGATION


def threat(context: Context, draft: Draft) -> bool:
    """A warning that tells of a penalty to come."""
    own = context.cues.get(draft.head)
    if own is None:
        return False
    inside = range(own.content[0][0], own.content[-1][1])
    morphs = [m for i in inside if context.sheet.verb(i) is not None for m in context.sheet.words[i].info.morphs]
    future = [m for m in morphs if m.tense == "future"]
    answered = any(m.lemma in context.lexicon.words["answers"] for m in future)
    return bool(future) and (answered or any(_penalty(context, i) for i in inside))


def _penalty(context: Context, index: int) -> bool:
    if context.sheet.words[index].info.among(context.lexicon.words["penalties"]):
        return True
    found = context.lexicon.find(context.sheet.words[index].info)
    return found is not None and any(n.trigger.type is EventType.SANCTION for _, n in found.nouns)
