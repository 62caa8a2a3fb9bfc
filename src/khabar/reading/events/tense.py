"""What the form of a finite verb says of its event: negation, future, possibility, and what the present tells."""

from __future__ import annotations

from khabar.model import Morph, Status
from khabar.reading.events.dates import future_time, nearest_verb
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.modals import after_was, status_over, subjunctive
from khabar.reading.events.parties import SPEECH
from khabar.reading.events.phrases import boundary
from khabar.reading.sheet import Tag


def finite_status(context: Context, at: int, morph: Morph, draft: Draft) -> Status | None:
    """What the form of a finite verb says: negation, future, possibility; None for a plain past."""
    sheet = context.sheet
    before = at - 1
    while before > draft.sentence.first and (sheet.tags[before] in _PASSED and not boundary(sheet, before)):
        before -= 1
    if before >= draft.sentence.first and sheet.tags[before] is Tag.NEGATION:
        return None if _excepted(context, at, draft.sentence.last) else Status.DENIED
    if morph.tense == "future":
        return Status.PLANNED
    if morph.tense != "present":
        return None
    return _present(context, at, before, draft)


_PASSED = frozenset((Tag.TIME, Tag.ADVERB, Tag.MARK))
_EXCEPTED = 8
"""Words behind a negated verb within which an exception takes the denial back ("did not … but for")."""


def _excepted(context: Context, at: int, last: int) -> bool:
    words, excepts = context.sheet.words, context.lexicon.words["except"]
    for index in range(at + 1, min(last, at + _EXCEPTED)):
        if boundary(context.sheet, index):
            return False
        if words[index].form in excepts:
            return True
    return False


def _present(context: Context, at: int, before: int, draft: Draft) -> Status | None:
    sheet = context.sheet
    first = draft.sentence.first
    if before >= first and _hedges(context, before):
        return Status.POSSIBLE
    over = status_over(context, before + 1, draft)
    if over is not None:
        return over
    if before >= first and sheet.tags[before] is Tag.COMPLEMENTISER and subjunctive(context, before):
        return Status.PLANNED
    if draft.sentence.title or after_was(context, at, first):
        return None
    if before > first and sheet.tags[before] is Tag.SUBORDINATOR and _backs(context, before - 1):
        return None if _past_before(context, at, first) else Status.PLANNED
    if draft.trigger.type in SPEECH:
        return Status.ONGOING if _habit(context, at, draft) else None
    return future_time(context, draft) or _going_on(draft)


def _going_on(draft: Draft) -> Status:
    """What the present tense tells: a visit is still to come, anything else goes on."""
    return Status.PLANNED if draft.trigger.frame.name == "visit" else Status.ONGOING


def _backs(context: Context, at: int) -> bool:
    return context.sheet.words[at].form in context.lexicon.words["background"]


def _past_before(context: Context, at: int, first: int) -> bool:
    """Whether the nearest verb before is in the past, so that what came after it or with it has happened too."""
    nearest = nearest_verb(context, at - 1, first)
    return nearest is not None and nearest.tense == "past"


def _habit(context: Context, at: int, draft: Draft) -> bool:
    """Whether the publisher tells in the present what somebody keeps saying, in a clause of its own."""
    sheet = context.sheet
    if draft.held is not None or draft.morph is None or draft.morph.person != 3 or sheet.quotation_at(at) is not None:
        return False
    cut = sheet.proclitics(at)[:1]
    return at == draft.sentence.first or bool(cut and cut[0] in sheet.language.joiners)


def _hedges(context: Context, at: int) -> bool:
    """Whether a word, a conjunction cut off, makes a verb in the present a mere possibility."""
    hedge = context.lexicon.words["hedge"]
    return context.sheet.words[at].info.among(hedge)
