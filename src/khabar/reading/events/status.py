"""Whether an event is said to have happened: by the verb's tense, the words over it, and the stance of its source."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import EventType, Morph, Stance, Status, TimeType
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.phrases import boundary, carried, was, was_past
from khabar.reading.sheet import Tag

_NEAR = 5
"""Words before a noun within which a noun of status governs it ("the possibility of a new attack")."""
_GOVERNS = 12
"""Words before a trigger within which a verb of status governs it."""
_BEHIND = 4
"""Words behind a noun within which an adjective of status belongs to it."""
_STANCES = {
    Stance.URGE: Status.REQUESTED,
    Stance.DENY: Status.DENIED,
    Stance.THREATEN: Status.POSSIBLE,
    Stance.PROMISE: Status.PLANNED,
    Stance.WARN: Status.POSSIBLE,
}
_GOVERNED_WORDS = 10
"""Words from the beginning of a content that is urged, denied or promised to which its stance reaches at least."""
_SAID = frozenset(
    (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE)
)
"""Types whose present tense in news tells of one act of speech and not of something going on."""


def status_of(context: Context, draft: Draft) -> Status:
    """The status of an event, nearest word first; occurred where nothing says otherwise."""
    for rule in _RULES:
        status = rule(context, draft)
        if status is not None:
            return Status.CONDITIONAL if status in _OPEN and _conditional_after(context, draft) else status
    return Status.OCCURRED


_OPEN = frozenset((Status.PLANNED, Status.POSSIBLE))
_CONDITION_REACH = 22
"""Words behind an event that is still open within which its condition is looked for."""


def _conditional_after(context: Context, draft: Draft) -> bool:
    """ "… if …" behind an event that has not happened."""
    sheet = context.sheet
    for index in range(draft.words[1], min(draft.sentence.last, draft.words[1] + _CONDITION_REACH)):
        conditional = sheet.words[index].has(Pos.CONDITIONAL)
        if sheet.tags[index] is Tag.COMPLEMENTISER and index > draft.words[1] and not conditional:
            return False
        found = context.lexicon.conditional.match(sheet.words, index)
        if found is not None and sheet.tags[index] is not Tag.NAME:
            return True
    return False


def _behind(context: Context, draft: Draft) -> Status | None:
    """An adjective behind a noun ("the coming visit", "a possible attack"); it must agree in the article."""
    if draft.verbal:
        return None
    sheet = context.sheet
    for index in range(draft.words[1], min(draft.sentence.last, draft.words[1] + _BEHIND)):
        if boundary(sheet, index) or sheet.tags[index] in (Tag.VERB, Tag.PREPOSITION, Tag.RELATIVE):
            return None
        found = context.lexicon.after.match(sheet.words, index, cut=False)
        if found is not None and sheet.tags[index] is not Tag.TIME:
            ended = found.value is Status.ONGOING and draft.trigger.type in _ENDING
            return None if ended else found.value
    return None


_ENDING = frozenset((EventType.CONCEDE, EventType.RETREAT))
"""Types that end what goes on, so that an adjective of going on belongs to what is ended."""


def _before(context: Context, draft: Draft) -> Status | None:
    """A word of status right before the trigger or the verb that carries it."""
    near = _word_before(context, draft.head, draft)
    if near is not None or draft.carrier is None:
        return near
    return _word_before(context, draft.carrier, draft)


def _word_before(context: Context, at: int, draft: Draft) -> Status | None:
    sheet = context.sheet
    for index in range(at - 1, max(draft.sentence.first, at - _NEAR) - 1, -1):
        if boundary(sheet, index) or sheet.tags[index] is Tag.RELATIVE or _verb(context, index):
            return None
        found = context.lexicon.before.match(sheet.words, index)
        if found is not None and found.last <= at and sheet.tags[index] is not Tag.NAME:
            return found.value
    return None


def _verb(context: Context, index: int) -> bool:
    return context.sheet.tags[index] is Tag.VERB and not context.lexicon.before.match(context.sheet.words, index)


def _conditional(context: Context, draft: Draft) -> Status | None:
    """ "If …" earlier in the clause."""
    sheet = context.sheet
    for index in range(draft.head - 1, max(draft.sentence.first, draft.head - _GOVERNS) - 1, -1):
        if boundary(sheet, index) or sheet.tags[index] is Tag.COMPLEMENTISER:
            return None
        found = context.lexicon.conditional.match(sheet.words, index)
        if found is not None and sheet.tags[index] is not Tag.COMPLEMENTISER:
            return found.value
    return None


def _tense(context: Context, draft: Draft) -> Status | None:
    return finite_status(context, draft.head, draft.morph, draft) if draft.morph is not None else None


def finite_status(context: Context, at: int, morph: Morph, draft: Draft) -> Status | None:
    """What the form of a finite verb says: negation, future, possibility; None for a plain past."""
    sheet = context.sheet
    before = at - 1
    while before > draft.sentence.first and sheet.tags[before] in (Tag.TIME, Tag.ADVERB):
        before -= 1
    if before >= draft.sentence.first and sheet.tags[before] is Tag.NEGATION:
        return None if _excepted(context, at, draft.sentence.last) else Status.DENIED
    if morph.tense == "future":
        return Status.PLANNED
    if morph.tense != "present":
        return None
    return _present(context, at, before, draft)


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
    over = _over(context, at, draft)
    if over is not None:
        return over
    if before >= first and sheet.tags[before] is Tag.COMPLEMENTISER and _subjunctive(context, before):
        return Status.PLANNED
    if draft.sentence.title or _after_was(context, at, first):
        return None
    if before > first and sheet.tags[before] is Tag.SUBORDINATOR and _backs(context, before - 1):
        return None if _past_before(context, at, first) else Status.PLANNED
    if draft.trigger.type in _SAID:
        return Status.ONGOING if _habit(context, at, draft) else None
    return _future_time(context, draft) or _going_on(draft)


def _going_on(draft: Draft) -> Status:
    """What the present tense tells: a visit without a past is still to come unless its length is told."""
    return Status.PLANNED if draft.trigger.frame.name == "visit" else Status.ONGOING


def _backs(context: Context, at: int) -> bool:
    return context.sheet.words[at].form in context.lexicon.words["background"]


def _past_before(context: Context, at: int, first: int) -> bool:
    """Whether the nearest verb before is in the past, so that what came after it or with it has happened too."""
    verbs = (context.sheet.verb(index) for index in range(at - 1, first - 1, -1))
    nearest = next((morph for morph in verbs if morph is not None), None)
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
    return any(rest in hedge for _, rest in context.sheet.words[at].info.variants)


def _subjunctive(context: Context, at: int) -> bool:
    """Whether a complementiser without a pronoun leads straight to the verb."""
    return len(context.sheet.words[at].form) <= 3


def _after_was(context: Context, at: int, first: int) -> bool:
    return any(context.sheet.tags[i] is Tag.VERB and was_past(context, i) for i in range(max(first, at - 6), at))


def _backed(context: Context, draft: Draft) -> Status | None:
    """A noun behind "after" or "because of", or told on by a relative clause in the past, has happened."""
    if draft.verbal:
        return None
    sheet, before = context.sheet, draft.words[0] - 1
    if before >= draft.sentence.first and sheet.words[before].form in context.lexicon.words["aftermath"]:
        return Status.OCCURRED
    at = draft.words[1]
    at += at < draft.sentence.last and sheet.tags[at] is Tag.NOMINAL and sheet.words[at].info.definite
    if not draft.definite or at + 1 >= draft.sentence.last or sheet.tags[at] is not Tag.RELATIVE:
        return None
    return _of_relative(context, at + 1)


def _of_relative(context: Context, at: int) -> Status | None:
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


def _governed(context: Context, draft: Draft) -> Status | None:
    """A verb over a noun: one of status, or the carrier's own tense."""
    if draft.verbal:
        return _over(context, draft.head, draft) if draft.morph is not None and draft.morph.tense == "present" else None
    return _over(context, draft.words[0], draft) if not _buried(context, draft) else None


def _buried(context: Context, draft: Draft) -> bool:
    """Whether another noun governs the event noun, so that no verb does ("the file of the crime of …")."""
    sheet, before = context.sheet, draft.words[0] - 1
    if before < draft.sentence.first or sheet.tags[before] is not Tag.NOMINAL or sheet.words[before].info.definite:
        return False
    if sheet.proclitics(draft.words[0]):
        return False
    morphs = sheet.words[before].info.morphs
    counts = any(m.pos == Pos.QUANTIFIER for m in morphs)
    masdar = any(m.pos == Pos.MASDAR for m in morphs)
    return not counts and not masdar and not _word_before(context, draft.words[0], draft)


def _over(context: Context, at: int, draft: Draft) -> Status | None:
    """The status that the nearest verb before `at`, in the same clause, gives what it governs."""
    sheet = context.sheet
    subjunctive = False
    for index in range(at - 1, max(draft.sentence.first, at - _GOVERNS) - 1, -1):
        tag = sheet.tags[index]
        if boundary(sheet, index) or tag in (Tag.RELATIVE, Tag.SUBORDINATOR):
            return None
        if tag is Tag.COMPLEMENTISER:
            if subjunctive or not _subjunctive(context, index) or index != at - 1:
                return None
            subjunctive = True
        if tag is Tag.VERB and not was(context, index):
            return _of_modal(context, index, draft)
        if tag is Tag.NOMINAL and subjunctive:
            found = context.lexicon.before.match(sheet.words, index)
            if found is not None:
                return found.value
    return None


def _of_modal(context: Context, index: int, draft: Draft) -> Status | None:
    morphs = [m for m in context.sheet.words[index].info.morphs if m.pos == Pos.VERB and m.person != 2]
    modal = next((m for m in morphs if m.lemma in context.lexicon.modal_verbs), None)
    own = finite_status_of_light(context, index, morphs, draft)
    if modal is None:
        return own or _ahead(context, morphs, draft)
    status = context.lexicon.modal_verbs[modal.lemma]
    negated = _negated(context, index, draft.sentence.first)
    if status is Status.OCCURRED:
        return Status.DENIED if negated else Status.PLANNED if modal.tense == "future" else status
    if status is Status.DENIED and negated:
        return Status.POSSIBLE
    if status is Status.DENIED and draft.definite and draft.trigger.type in _SAID:
        return None
    if modal.lemma in context.lexicon.words["decides"] and draft.trigger.type in _DECIDED:
        return own
    if own is Status.DENIED:
        return Status.ONGOING if status is Status.ONGOING else Status.DENIED
    return status


def _negated(context: Context, at: int, first: int) -> bool:
    return at > first and context.sheet.tags[at - 1] is Tag.NEGATION


def _ahead(context: Context, morphs: list[Morph], draft: Draft) -> Status | None:
    """ "(will leave for Paris) on a visit": what is told of a verb in the future lies ahead too, if it is told first."""
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
        return Status.DENIED
    if morph.tense == "future":
        return Status.PLANNED
    if morph.tense == "present" and not draft.sentence.title and not _after_was(context, index, draft.sentence.first):
        return Status.PLANNED if draft.trigger.frame.name == "visit" else Status.ONGOING
    return None


def _stance(context: Context, draft: Draft) -> Status | None:
    """What is urged, promised, threatened or denied has the status that goes with that."""
    if draft.held is None or (draft.verbal and draft.morph is not None and draft.morph.tense == "past"):
        return None
    held = context.held[draft.held]
    status = _STANCES.get(held.attribution.stance)
    if status is None or draft.definite:
        return None
    relative = _in_relative(context, draft, held.content[0][0]) and not _resumes(context, draft)
    return status if not relative or (status is Status.DENIED and not draft.verbal) else None


def _resumes(context: Context, draft: Draft) -> bool:
    """ "… and to hand over …": a joined preposition goes on from what is asked, over a relative clause."""
    cut = context.sheet.proclitics(draft.head)
    return len(cut) > 1 and cut[0] in context.sheet.language.joiners


def _in_relative(context: Context, draft: Draft, first: int) -> bool:
    """Whether a relative clause or a cause stands between the beginning of the content and the event."""
    sheet = context.sheet
    return any(sheet.tags[i] in (Tag.RELATIVE, Tag.SUBORDINATOR) for i in range(first, draft.words[0]))


def _future_time(context: Context, draft: Draft) -> Status | None:
    """A date after the day of publication."""
    if draft.time is None or not context.published:
        return None
    time = context.sheet.times[draft.time]
    value = time.value or ""
    if time.type not in (TimeType.DATE, TimeType.TIME) or (draft.morph is not None and draft.morph.tense == "past"):
        return None
    later = value[:1].isdigit() and len(value) >= 10 and value[4] == "-" and value[:10] > context.published
    return Status.PLANNED if later or value == "FUTURE_REF" else None


def _purpose(context: Context, draft: Draft) -> Status | None:
    """ "(in order) to retake the town": a verbal noun behind the preposition of purpose."""
    if draft.verbal or draft.definite or draft.carrier is not None:
        return None
    if _to_carry(context, draft):
        return Status.PLANNED
    if draft.trigger.pos not in ("masdar", "pair", "phrase"):
        return None
    if carried(context.sheet, draft.head) not in context.lexicon.words["purpose"]:
        return None
    over = _masdar_over(context, draft.words[0] - 1) or _over(context, draft.words[0], draft)
    if over is None and draft.held is not None and context.held[draft.held].attribution.stance is Stance.DENY:
        return Status.DENIED
    return over if over in _OVER_PURPOSE else Status.PLANNED


_OVER_PURPOSE = frozenset((Status.REQUESTED, Status.DENIED, Status.OCCURRED))
"""Statuses of a governing word that hold for what stands behind its preposition of purpose too."""


def _masdar_over(context: Context, at: int) -> Status | None:
    """ "their being exposed to gunfire": a verbal noun right before that tells of what has happened."""
    morphs = context.sheet.words[at].info.morphs
    found = (context.lexicon.modal_verbs.get(m.lemma) for m in morphs if m.pos == Pos.MASDAR)
    return Status.OCCURRED if Status.OCCURRED in found else None


def _to_carry(context: Context, draft: Draft) -> bool:
    """ "(in order) to carry out raids": the verbal noun of a carrier behind the preposition of purpose."""
    sheet, before = context.sheet, draft.words[0] - 1
    if before < draft.sentence.first or carried(sheet, before) not in context.lexicon.words["purpose"]:
        return False
    return any(m.pos == Pos.MASDAR and m.lemma in context.lexicon.lights for m in sheet.words[before].info.morphs)


def _carried(context: Context, draft: Draft) -> Status | None:
    """A carrier behind the noun in the present tense: the event is going on."""
    if draft.verbal:
        return None
    sheet = context.sheet
    for index in range(draft.words[1], min(draft.sentence.last, draft.words[1] + 4)):
        if boundary(sheet, index) or sheet.tags[index] in (Tag.PREPOSITION, Tag.RELATIVE) or carried(sheet, index):
            return None
        morph = sheet.verb(index)
        if morph is not None:
            return finite_status_of_light(context, index, [morph], draft)
    return None


def inherited(context: Context, drafts: list[Draft]) -> list[Draft]:
    """The drafts, where a joined verbal noun has the status, and lacking its own the actors, of the one before it."""
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        if before is not None and _goes_with(context, before, draft):
            draft = replace(draft, status=before.status, actors=draft.actors or before.actors)  # noqa: PLW2901
        out.append(draft)
    return out


def _goes_with(context: Context, one: Draft, other: Draft) -> bool:
    sheet = context.sheet
    if one.verbal or other.verbal or other.status is not Status.OCCURRED or one.status is Status.OCCURRED:
        return False
    cut = sheet.proclitics(other.words[0])[:1]
    joined = bool(cut) and cut[0] in sheet.language.joiners
    between = range(one.words[1], other.words[0])
    return joined and one.held == other.held and all(sheet.tags[i] is not Tag.VERB for i in between)


def _lasting(context: Context, draft: Draft) -> Status | None:
    """A war or a cooperation that the report takes as known goes on."""
    if draft.verbal or not (draft.definite or draft.possessed):
        return None
    accused = draft.held is not None and context.held[draft.held].attribution.stance is Stance.ACCUSE
    if draft.trigger.type is EventType.COOPERATE and not accused:
        return Status.ONGOING
    fights = draft.trigger.type is EventType.ASSAULT and draft.possessed and bool(draft.actors)
    return Status.ONGOING if fights and draft.time is None else None


def _weak(context: Context, draft: Draft) -> Status | None:
    """ "Any …"."""
    before = draft.words[0] - 1
    if before < draft.sentence.first or context.sheet.words[before].info.morphs[0].pos != Pos.QUANTIFIER:
        return None
    found = context.lexicon.weak.match(context.sheet.words, before)
    return found.value if found is not None else None


_RULES = (
    _behind,
    _backed,
    _before,
    _conditional,
    _tense,
    _purpose,
    _governed,
    _stance,
    _future_time,
    _carried,
    _lasting,
    _weak,
)
