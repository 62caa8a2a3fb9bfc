"""Whether an event is said to have happened: by the verb's tense, the words over it, and the stance of its source."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import EventType, Morph, Stance, Status
from khabar.reading.events.dates import future_time
from khabar.reading.events.draft import Context, Draft, Held
from khabar.reading.events.modals import GOVERNS, finite_status_of_light, happens, masdar_over, of_relative, status_over
from khabar.reading.events.phrases import boundary, carried
from khabar.reading.events.tense import finite_status
from khabar.reading.sheet import Tag

_NEAR = 5
"""Words before a noun within which a noun of status governs it ("the possibility of a new attack")."""
_BESIDE = 2
"""Words before a noun within which a noun of going on governs it ("the continuing of the fighting")."""
_BEHIND = 4
"""Words behind a noun within which an adjective of status belongs to it."""
_STANCES = {
    Stance.URGE: Status.REQUESTED,
    Stance.DENY: Status.DENIED,
    Stance.THREATEN: Status.POSSIBLE,
    Stance.PROMISE: Status.PLANNED,
    Stance.WARN: Status.POSSIBLE,
}


def status_of(context: Context, draft: Draft) -> Status:
    """The status of an event, nearest word first; occurred where nothing says otherwise, or where the negation makes
    the event ("will not accept")."""
    if draft.trigger.needs == "negated":
        return Status.OCCURRED
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
    if draft.morph is not None and draft.morph.tense == "past":
        return None
    near = _word_before(context, draft.head, draft)
    if near is not None or draft.carrier is None:
        return near
    return _word_before(context, draft.carrier, draft)


def _word_before(context: Context, at: int, draft: Draft) -> Status | None:
    sheet = context.sheet
    for index in range(at - 1, max(draft.sentence.first, at - _NEAR) - 1, -1):
        if boundary(sheet, index) or sheet.tags[index] is Tag.RELATIVE or _verb(context, index):
            return None
        if sheet.words[index].form in context.lexicon.words["aftermath"]:
            return None
        found = context.lexicon.before.match(sheet.words, index) if sheet.tags[index] is not Tag.NAME else None
        near = found is not None and (found.value is not Status.ONGOING or index >= at - _BESIDE)
        if found is not None and near and found.last <= at and _leads(context, found.last, at):
            return _unless_negated(context, index, found.value, draft)
    return None


def _leads(context: Context, last: int, at: int) -> bool:
    """Whether words that end in a complementiser lead to a verb ("on condition that …")."""
    sheet = context.sheet
    return sheet.tags[last - 1] is not Tag.COMPLEMENTISER or any(sheet.tags[i] is Tag.VERB for i in range(last, at + 1))


def _unless_negated(context: Context, at: int, status: Status, draft: Draft) -> Status:
    """ "It is not expected that …": what is denied to be planned or possible is denied."""
    before = at - 1 - (at > draft.sentence.first and context.sheet.tags[at - 1] is Tag.PREPOSITION)
    negated = before >= draft.sentence.first and context.sheet.tags[before] is Tag.NEGATION
    return Status.DENIED if negated and status in _OPEN else status


def _verb(context: Context, index: int) -> bool:
    return context.sheet.tags[index] is Tag.VERB and not context.lexicon.before.match(context.sheet.words, index)


def _conditional(context: Context, draft: Draft) -> Status | None:
    """ "If …" earlier in the clause."""
    sheet = context.sheet
    for index in range(draft.head - 1, max(draft.sentence.first, draft.head - GOVERNS) - 1, -1):
        if boundary(sheet, index) or sheet.tags[index] is Tag.COMPLEMENTISER:
            return None
        found = context.lexicon.conditional.match(sheet.words, index)
        if found is not None and sheet.tags[index] is not Tag.COMPLEMENTISER:
            return found.value
    return None


def _tense(context: Context, draft: Draft) -> Status | None:
    return finite_status(context, draft.head, draft.morph, draft) if draft.morph is not None else None


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
    return of_relative(context, at + 1)


def _governed(context: Context, draft: Draft) -> Status | None:
    """A verb over a noun: one of status, or the carrier's own tense."""
    if draft.verbal:
        return (
            status_over(context, draft.head, draft)
            if draft.morph is not None and draft.morph.tense == "present"
            else None
        )
    return status_over(context, draft.words[0], draft) if not _buried(context, draft) else None


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


def _stance(context: Context, draft: Draft) -> Status | None:
    """What is urged, promised, threatened or denied has the status that goes with that."""
    if draft.held is None or draft.definite:
        return None
    held = context.held[draft.held]
    status = Status.DENIED if _denied_rumour(context, held) else _STANCES.get(held.attribution.stance)
    past = draft.verbal and draft.morph is not None and draft.morph.tense == "past"
    if status is None or (past and status is not Status.DENIED):
        return None
    relative = _in_relative(context, draft, held.content[0][0]) and not _resumes(context, draft)
    return status if not relative or (status is Status.DENIED and not draft.verbal) else None


def _denied_rumour(context: Context, held: Held) -> bool:
    """ "Denied what was said about a pull-out": nobody's words inside what somebody denies."""
    inner = held.attribution
    if inner.speaker is not None or inner.parent is None:
        return False
    return any(o.attribution.id == inner.parent and o.attribution.stance is Stance.DENY for o in context.held)


def _resumes(context: Context, draft: Draft) -> bool:
    """ "… and to hand over …": a joined preposition goes on from what is asked, over a relative clause."""
    cut = context.sheet.proclitics(draft.head)
    return len(cut) > 1 and cut[0] in context.sheet.language.joiners


def _in_relative(context: Context, draft: Draft, first: int) -> bool:
    """Whether a relative clause or a cause stands between the beginning of the content and the event."""
    sheet = context.sheet
    return any(sheet.tags[i] in (Tag.RELATIVE, Tag.SUBORDINATOR) for i in range(first, draft.words[0]))


def _purpose(context: Context, draft: Draft) -> Status | None:
    """ "(in order) to retake the town": a verbal noun behind the preposition of purpose."""
    meeting = draft.trigger.pos in ("masdar", "noun") and draft.trigger.type is EventType.CONSULT
    if draft.verbal or (draft.definite and not meeting) or draft.carrier is not None:
        return None
    if _to_carry(context, draft):
        return Status.PLANNED
    if draft.trigger.pos not in ("masdar", "pair", "phrase") and not meeting:
        return None
    if carried(context.sheet, draft.head) not in context.lexicon.words["purpose"]:
        return None
    over = masdar_over(context, draft.words[0] - 1) or status_over(context, draft.words[0], draft)
    if over is None and draft.held is not None and context.held[draft.held].attribution.stance is Stance.DENY:
        return Status.DENIED
    return over if over in _OVER_PURPOSE else Status.PLANNED


_OVER_PURPOSE = frozenset((Status.REQUESTED, Status.DENIED, Status.OCCURRED))
"""Statuses of a governing word that hold for what stands behind its preposition of purpose too."""


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
            status = finite_status_of_light(context, index, [morph], draft)
            return None if status is Status.DENIED and not happens(context, morph) else status
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
    sheet, before = context.sheet, draft.words[0] - 1
    if before < draft.sentence.first:
        return None
    whole = any(m.pos == Pos.QUANTIFIER and not m.proclitics for m in sheet.words[before].info.morphs)
    found = context.lexicon.weak.match(sheet.words, before) if whole else None
    if found is None:
        return None
    return found.value


def _whatever(context: Context, draft: Draft) -> Status | None:
    """ "Any deal will …": what has consequences only if it comes."""
    ahead = _predicate(context, draft) if not draft.verbal else None
    return Status.CONDITIONAL if ahead is not None and ahead.tense == "future" and _weak(context, draft) else None


_PREDICATE = 12
"""Words behind a noun within which the verb of its clause is looked for."""


def _predicate(context: Context, draft: Draft) -> Morph | None:
    """The verb whose subject an event noun at the head of its clause is."""
    sheet = context.sheet
    for index in range(draft.words[1], min(draft.sentence.last, draft.words[1] + _PREDICATE)):
        if boundary(sheet, index) or sheet.tags[index] in (Tag.RELATIVE, Tag.COMPLEMENTISER, Tag.SUBORDINATOR):
            return None
        morph = sheet.verb(index)
        if morph is not None:
            return morph
    return None


def _talks(context: Context, draft: Draft) -> Status | None:
    """ "That the talks between the two sides advance": talks that a present tense tells of go on."""
    if draft.verbal or draft.trigger.type is not EventType.CONSULT or not draft.trigger.frame.mutual:
        return None
    before = draft.words[0] - 1
    opens = before < draft.sentence.first or context.sheet.tags[before] is Tag.COMPLEMENTISER
    predicate = _predicate(context, draft) if opens else None
    many = context.sheet.words[draft.head].form.endswith(tuple(context.lexicon.words["feminine_plurals"]))
    tells = predicate is not None and predicate.tense == "present" and predicate.gender == "f"
    return Status.ONGOING if tells and many and not draft.sentence.title else None


_RULES = (
    _behind,
    _backed,
    _before,
    _conditional,
    _tense,
    _purpose,
    _governed,
    _whatever,
    _stance,
    _lasting,
    future_time,
    _carried,
    _talks,
    _weak,
)
