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
            return found.value
    return None


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
        return Status.DENIED
    if morph.tense == "future":
        return Status.PLANNED
    if morph.tense != "present":
        return None
    return _present(context, at, before, draft)


def _present(context: Context, at: int, before: int, draft: Draft) -> Status | None:
    sheet = context.sheet
    first = draft.sentence.first
    if before >= first and sheet.words[before].form in context.lexicon.words["hedge"]:
        return Status.POSSIBLE
    over = _over(context, at, draft)
    if over is not None:
        return over
    if before >= first and sheet.tags[before] is Tag.COMPLEMENTISER and _subjunctive(context, before):
        return Status.PLANNED
    if draft.sentence.title or draft.trigger.type in _SAID or _after_was(context, at, first):
        return None
    return Status.PLANNED if draft.trigger.frame.name == "visit" else Status.ONGOING


def _subjunctive(context: Context, at: int) -> bool:
    """Whether a complementiser without a pronoun leads straight to the verb."""
    return len(context.sheet.words[at].form) <= 3


def _after_was(context: Context, at: int, first: int) -> bool:
    return any(context.sheet.tags[i] is Tag.VERB and was_past(context, i) for i in range(max(first, at - 6), at))


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
    morphs = [m for m in context.sheet.words[index].info.morphs if m.pos == Pos.VERB]
    modal = next((m for m in morphs if m.lemma in context.lexicon.modal_verbs), None)
    own = finite_status_of_light(context, index, morphs, draft)
    if modal is None:
        return own
    status = context.lexicon.modal_verbs[modal.lemma]
    if status is Status.DENIED and draft.definite and draft.trigger.type in _SAID:
        return None
    if modal.lemma in context.lexicon.words["decides"] and draft.trigger.type in _DECIDED:
        return own
    if own is Status.DENIED:
        return Status.ONGOING if status is Status.ONGOING else Status.DENIED
    return status


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
    over = _over(context, draft.words[0], draft)
    return over if over in (Status.REQUESTED, Status.DENIED) else Status.PLANNED


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
        if boundary(sheet, index) or sheet.tags[index] in (Tag.PREPOSITION, Tag.RELATIVE):
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
    found = context.lexicon.weak.match(context.sheet.words, before) if before >= draft.sentence.first else None
    return found.value if found is not None else None


_RULES = (
    _behind,
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
