"""The status that a word gives the event it governs: a verb of wanting, failing, denying, a carrier in its tense."""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import EventType, Morph, Status
from khabar.reading.events.dates import future_time, nearest_verb
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.parties import SPEECH
from khabar.reading.events.phrases import boundary, was, was_past
from khabar.reading.sheet import Tag

GOVERNS = 12
"""Words before a trigger within which a verb of status governs it."""


def status_over(context: Context, at: int, draft: Draft) -> Status | None:
    """The status that the nearest verb before `at`, in the same clause, gives what it governs."""
    sheet = context.sheet
    led = False
    for index in range(at - 1, max(draft.sentence.first, at - GOVERNS) - 1, -1):
        tag = sheet.tags[index]
        if boundary(sheet, index) or tag in (Tag.RELATIVE, Tag.SUBORDINATOR):
            return None
        if tag is Tag.COMPLEMENTISER:
            if led or not subjunctive(context, index) or index != at - 1:
                return None
            led = True
        if tag is Tag.VERB and not was(context, index) and not filled(context, index):
            return _of_modal(context, index, draft)
        if tag is Tag.NOMINAL and led:
            found = context.lexicon.before.match(sheet.words, index)
            if found is not None:
                return found.value
    return None


def filled(context: Context, at: int) -> bool:
    """Whether a verb has its object written onto it, so that no noun behind it is that."""
    morph = context.sheet.verb(at)
    return morph is not None and bool(morph.enclitic) and morph.lemma not in context.lexicon.modal_verbs


def _of_modal(context: Context, index: int, draft: Draft) -> Status | None:
    morphs = [m for m in context.sheet.words[index].info.morphs if m.pos == Pos.VERB and m.person != 2]
    modal = next((m for m in morphs if m.lemma in context.lexicon.modal_verbs), None)
    own = finite_status_of_light(context, index, morphs, draft)
    if modal is None or (modal.lemma in context.lexicon.words["orders"] and modal.tense == "past"):
        return own or _ahead(morphs, draft)
    status = context.lexicon.modal_verbs[modal.lemma]
    negated = _negated(context, index, draft.sentence.first)
    if status is Status.OCCURRED and modal.tense == "present" and not negated:
        return own
    if status is Status.OCCURRED:
        return Status.DENIED if negated else Status.PLANNED if modal.tense == "future" else status
    if status is Status.DENIED and negated:
        return Status.POSSIBLE
    if status is Status.DENIED and draft.definite and draft.trigger.type in SPEECH:
        return None
    if modal.lemma in context.lexicon.words["decides"] and draft.trigger.type in _DECIDED:
        return own
    if own is Status.DENIED:
        return Status.ONGOING if status is Status.ONGOING else Status.DENIED
    return status


def _negated(context: Context, at: int, first: int) -> bool:
    return at > first and context.sheet.tags[at - 1] is Tag.NEGATION


def _ahead(morphs: list[Morph], draft: Draft) -> Status | None:
    """ "(will leave for Paris) on a visit": what a verb in the future takes lies ahead too."""
    return Status.PLANNED if morphs and morphs[0].tense == "future" and not draft.definite else None


_DECIDED = frozenset((EventType.SANCTION, EventType.COERCE))
"""Types whose deciding is the act."""


def finite_status_of_light(context: Context, index: int, morphs: list[Morph], draft: Draft) -> Status | None:
    """The status of a verb that carries or controls an event noun; None for other verbs."""
    morph = next((m for m in morphs if m.lemma in context.lexicon.lights), None)
    if morph is None:
        return None
    sheet = context.sheet
    if index > draft.sentence.first and sheet.tags[index - 1] is Tag.NEGATION:
        told = draft.definite and sheet.tags[draft.words[0] - 1] is Tag.PREPOSITION
        return None if told else Status.DENIED
    if morph.tense == "future":
        return Status.PLANNED
    if morph.tense == "present" and not draft.sentence.title and not after_was(context, index, draft.sentence.first):
        if draft.trigger.frame.name == "visit" or future_time(context, draft) is Status.PLANNED:
            return Status.PLANNED
        return _borne(context, index, morph, draft)
    return None


def _borne(context: Context, index: int, morph: Morph, draft: Draft) -> Status | None:
    """What goes on; aid that is borne has come or will come as the verb says that stands over its bearer."""
    if morph.lemma not in context.lexicon.words["bears"]:
        return Status.ONGOING
    over = nearest_verb(context, index - 1, draft.sentence.first)
    if over is None:
        return Status.ONGOING
    return Status.PLANNED if over.tense == "future" else None if over.tense == "past" else Status.ONGOING


def masdar_over(context: Context, at: int) -> Status | None:
    """ "their being exposed to gunfire": a verbal noun right before that tells of what has happened."""
    morphs = context.sheet.words[at].info.morphs
    found = (context.lexicon.modal_verbs.get(m.lemma) for m in morphs if m.pos == Pos.MASDAR)
    return Status.OCCURRED if Status.OCCURRED in found else None


def of_relative(context: Context, at: int) -> Status | None:
    """What the verb of a relative clause says of the event before it: a status of its own, or that it has happened."""
    morph = context.sheet.verb(at)
    if morph is None:
        return None
    status = context.lexicon.modal_verbs.get(morph.lemma)
    if status in (Status.REQUESTED, Status.PLANNED, Status.OCCURRED):
        return status
    if morph.lemma not in context.lexicon.lights:
        return None
    return {"past": Status.OCCURRED, "future": Status.PLANNED, "present": Status.ONGOING}.get(morph.tense)


def happens(context: Context, morph: Morph) -> bool:
    """Whether a verb tells of the event noun itself that it takes place."""
    light = context.lexicon.lights.get(morph.lemma)
    return light is not None and light.subject == "event"


def subjunctive(context: Context, at: int) -> bool:
    """Whether a complementiser without a pronoun leads straight to the verb."""
    return not any(m.enclitic for m in context.sheet.words[at].info.morphs if m.pos == Pos.COMPLEMENTISER)


def after_was(context: Context, at: int, first: int) -> bool:
    """Whether the copula in the past stands shortly before, so that a present tense tells of the past."""
    return any(context.sheet.tags[i] is Tag.VERB and was_past(context, i) for i in range(max(first, at - 6), at))
