"""Verbs that mean something else with an object: who flees, and who smuggles goods; who agrees, and what accords with
the law."""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.parties import AGENTS, agentive
from khabar.reading.events.phrases import has_name
from khabar.reading.events.subjects import core_of
from khabar.text.ranges import Range


def governs(context: Context, draft: Draft) -> bool:
    """Whether a finite verb has an object straight behind it."""
    if draft.morph is None or draft.morph.pos != Pos.VERB:
        return False
    found = core_of(context, draft.head, draft.morph, draft.sentence).object
    return bool(found) and found[0][0] == draft.words[1] and not _doer(context, found[0])


def _doer(context: Context, phrase: Range) -> bool:
    """Whether a phrase is headed by somebody definite, who may be a subject behind its verb."""
    head = (phrase[0], phrase[0] + 1)
    return agentive(context, head) and (context.sheet.words[phrase[0]].info.definite or has_name(context, head, AGENTS))
