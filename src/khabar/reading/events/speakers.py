"""Actors that an attribution tells: the source of a speech act, and who is asked to do what is asked."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import EventType, Stance
from khabar.reading.events.agreement import agrees, speaks
from khabar.reading.events.draft import Context, Draft, Held
from khabar.reading.events.nouns import deploys
from khabar.reading.events.parties import SPEECH, acts, agentive, counting
from khabar.reading.events.phrases import carried, phrases_at
from khabar.reading.events.subjects import continued, subject_of, told_by_pronoun, verb_before
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range, overlaps

_DIRECT = 2
"""Words of a content before a definite verbal noun that is still what is asked for."""


def spoken(context: Context, draft: Draft) -> Draft:
    """The draft with its actor from an attribution, where it is the cue of one or lies in what is asked."""
    own = _own(context, draft)
    if own is not None and draft.trigger.type in SPEECH:
        return _with_source(context, draft, own)
    if draft.actors or draft.held is None or blamed(context, draft):
        return draft
    held = context.held[draft.held]
    if _speaks_of_itself(context, draft, held) or _claimed(context, draft, held):
        source = held.source or _same_speaker(context, held)
        return replace(draft, actors=(source,)) if source is not None else draft
    return draft


def _with_source(context: Context, draft: Draft, own: Held) -> Draft:
    """The actor of a speech act is the source of its attribution; another phrase behind it is whom it is said to."""
    doer = _described(context, draft) if own.source is None or own.source[0] > draft.head else ()
    if doer:
        return replace(draft, actors=doer, recipients=tuple(p for p in draft.recipients if p not in doer))
    source = own.source or _beside(context, draft) or _same_speaker(context, own)
    others = tuple(p for p in draft.actors if p[0] >= draft.head and not _within(p, own.source))
    recipients = tuple(p for p in draft.recipients if not _within(p, own.source))
    if not recipients and draft.trigger.frame.object == "recipient" and draft.verbal:
        recipients = others
    if not recipients and draft.trigger.frame.name == "accuse":
        recipients = _accused(context, own)
    actors = (source,) if source is not None else tuple(p for p in draft.actors if p not in recipients)
    return replace(draft, actors=actors, recipients=recipients)


def _described(context: Context, draft: Draft) -> tuple[Range, ...]:
    """ "they marched, demanding …": the subject of the verb before an indefinite participle, which it describes."""
    sheet = context.sheet
    morph, first = draft.morph, draft.sentence.first
    if morph is None or morph.pos != Pos.ACTIVE or sheet.words[draft.head].info.definite or draft.head == first:
        return ()
    before = verb_before(context, draft.head, first)
    if before is None or sheet.proclitics(draft.head) or sheet.tags[draft.head - 1] is Tag.PREPOSITION:
        return ()
    subject = tuple(p for p in subject_of(context, *before, draft.sentence) if p[1] <= draft.head)
    forms = (m for m in sheet.words[draft.head].info.morphs if m.pos == Pos.ACTIVE)
    fits = any(agrees(context, subject, m.gender, m.number) for m in forms)
    fits = fits and (agentive(context, subject[0]) or counting(context, subject[0][0]))
    return subject if fits else ()


_REACHES = 8
"""Words before the content of an accusation among which the accused stand."""


def _reaching(context: Context, end: int, first: int) -> tuple[Range, ...]:
    """The phrases that end right before word `end`, the longest first."""
    for start in range(max(first, end - _REACHES), end):
        opens = context.sheet.tags[start] in (Tag.NOMINAL, Tag.NAME) and not carried(context.sheet, start)
        found = phrases_at(context, start, end) if opens else ()
        if found and found[-1][1] == end:
            return found
    return ()


def _beside(context: Context, draft: Draft) -> Range | None:
    """The subject of a cue without a source beside it: of the verb that it is joined to, or its own."""
    if draft.morph is None or draft.morph.pos != Pos.VERB or draft.morph.person == 1:
        return None
    sheet = context.sheet
    cut = sheet.proclitics(draft.head)[:1]
    if cut and cut[0] in sheet.language.joiners:
        found = continued(context, draft.head, draft.morph, draft.sentence)
        found = found or tuple(
            p for p in subject_of(context, draft.head, draft.morph, draft.sentence) if p[1] <= draft.head
        )
        return found[0] if len(found) == 1 else None
    own = tuple(p for p in draft.actors if p[0] >= draft.head and not draft.dropped)
    return own[0] if len(own) == 1 and not draft.trigger.frame.object else None


def _accused(context: Context, own: Held) -> tuple[Range, ...]:
    """Who stands at the beginning of what an accusation says."""
    found = phrases_at(context, *own.content[0]) if own.content else ()
    if not found and own.content:
        found = tuple(p for p in _reaching(context, own.content[0][0], own.cue[1]) if not _within(p, own.source))
    return tuple(p for p in found if agentive(context, p, machines=False) and not acts(context, p[0]))


def _within(phrase: Range, source: Range | None) -> bool:
    return source is not None and overlaps(phrase, source)


def _speaks_of_itself(context: Context, draft: Draft, held: Held) -> bool:
    """Whether the source tells of its own act: in the first person, by a pronoun behind "that", or as a promise."""
    carrier = context.sheet.verb(draft.carrier) if draft.carrier is not None and draft.morph is None else None
    if carrier is not None and carrier.person == 1:
        return context.sheet.tags[draft.words[0] - 1] is not Tag.NOMINAL
    if draft.morph is None or (draft.pair is not None and draft.dropped and draft.morph.tense != "past"):
        return held.attribution.stance is Stance.PROMISE and not draft.definite
    pronoun = draft.dropped and draft.morph.number == "s" and told_by_pronoun(context, draft.head, draft.sentence.first)
    pronoun = pronoun and speaks(context, held, draft.morph)
    return draft.morph.person == 1 or pronoun or (draft.dropped and _opens(context, draft, held))


def asked(context: Context, drafts: list[Draft]) -> list[Draft]:
    """The drafts, where what is asked without an actor is to be done by those who are asked."""
    return [_asked(context, d, drafts) for d in drafts]


def _claimed(context: Context, draft: Draft, held: Held) -> bool:
    """Whether the attribution is a claim of responsibility, and the event what is claimed."""
    if draft.verbal or held.attribution.stance is not Stance.ANNOUNCE or draft.trigger.frame.subject != "actor":
        return False
    claims = context.lexicon.words["claims"]
    words = (context.sheet.words[at].info for at in range(*held.cue))
    forms = (form for info in words for form in (*(rest for _, rest in info.variants), *(m.lemma for m in info.morphs)))
    return any(form in claims for form in forms)


def deployed(context: Context, draft: Draft) -> Draft:
    """Forces that are sent, where the text does not say by whom, act themselves."""
    if draft.actors or not deploys(context, draft):
        return draft
    begin = draft.pair if draft.pair is not None else draft.words[1] - (draft.trigger.pos == "phrase")
    found = phrases_at(context, begin, draft.sentence.last)
    return replace(draft, actors=tuple(p for p in found if agentive(context, p) and context.sheet.mention[p[0]] < 0))


def _asked(context: Context, draft: Draft, drafts: list[Draft]) -> Draft:
    if draft.actors or draft.held is None or draft.trigger.frame.subject != "actor":
        return draft
    held = context.held[draft.held]
    if held.attribution.stance is Stance.ACCUSE:
        return replace(draft, actors=_cued(held, drafts)) if blamed(context, draft) else draft
    direct = draft.words[0] - held.content[0][0] <= _DIRECT
    if held.attribution.stance is not Stance.URGE or draft.verbal or (draft.definite and not direct):
        return draft
    return replace(draft, actors=_cued(held, drafts))


def _cued(held: Held, drafts: list[Draft]) -> tuple[Range, ...]:
    """To whom the speech act is addressed whose cue opens an attribution."""
    return next((d.recipients for d in drafts if held.cue[0] <= d.head < held.cue[1] and d.recipients), ())


def blamed(context: Context, draft: Draft) -> bool:
    """Whether an event is what somebody is accused of: a verbal noun behind its preposition, or a verb whose subject is
    written onto "that"."""
    if draft.held is None or context.held[draft.held].attribution.stance is not Stance.ACCUSE:
        return False
    if draft.verbal:
        return told_by_pronoun(context, draft.head, draft.sentence.first)
    first = context.held[draft.held].content[0][0]
    between = range(first, draft.words[0])
    return not any(context.sheet.tags[i] in _APART for i in between)


_APART = frozenset((Tag.VERB, Tag.RELATIVE, Tag.SUBORDINATOR, Tag.COMPLEMENTISER))
"""Classes of words behind which a verbal noun is no longer what the accusation is of."""


def answered(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Who is blamed or praised for an act is its actor; an act itself is nobody's recipient."""
    return [_answered(context, d, drafts) for d in drafts]


def _answered(context: Context, draft: Draft, drafts: list[Draft]) -> Draft:
    if draft.trigger.type is EventType.THREATEN and not draft.recipients:
        return replace(draft, recipients=_threatened(context, draft, drafts))
    if draft.trigger.type not in SPEECH or not draft.recipients:
        return draft
    recipients: list[Range] = []
    for phrase in draft.recipients:
        act = next((d for d in drafts if d is not draft and _within(d.words, (phrase[0], phrase[0] + 1))), None)
        if act is not None:
            recipients += [p for p in act.actors if p not in draft.actors]
        elif (draft.trigger.frame.name == "accuse" or agentive(context, phrase)) and not acts(context, phrase[0]):
            recipients.append(phrase)
    return replace(draft, recipients=tuple(recipients))


def _threatened(context: Context, draft: Draft, drafts: list[Draft]) -> tuple[Range, ...]:
    """Against whom the threatened act is directed."""
    for other in drafts:
        held = context.held[other.held] if other.held is not None else None
        if held is not None and other.recipients and held.cue[0] <= draft.head < held.cue[1]:
            return tuple(p for p in other.recipients if agentive(context, p))
    own = _own(context, draft)
    return _named_targets(context, own) if own is not None else ()


def _named_targets(context: Context, own: Held) -> tuple[Range, ...]:
    """Whom the content of a threat names behind "against"."""
    sheet, targets = context.sheet, context.lexicon.words["targets"]
    for first, last in own.content:
        for at in range(first, last - 1):
            if sheet.tags[at] is Tag.PREPOSITION and sheet.words[at].form in targets:
                return phrases_at(context, at + 1, last)
    return ()


def _own(context: Context, draft: Draft) -> Held | None:
    """The attribution whose cue is this trigger."""
    return context.cues.get(draft.head)


def _same_speaker(context: Context, held: Held) -> Range | None:
    """The nearest source phrase, before this cue, of the same speaker."""
    speaker = held.attribution.speaker
    best: Range | None = None
    for other in context.held:
        same = speaker is not None and other.attribution.speaker == speaker
        if other.source is not None and same and (other.source[0] < held.cue[0] or best is None):
            best = other.source
    return best


def _opens(context: Context, draft: Draft, held: Held) -> bool:
    """Whether the verb opens the content, so that its subject is written onto the complementiser."""
    first = held.content[0][0]
    if not told_by_pronoun(context, draft.head, draft.sentence.first):
        return False
    return all(context.sheet.tags[i] in (Tag.COMPLEMENTISER, Tag.PARTICLE, Tag.MARK) for i in range(first, draft.head))
