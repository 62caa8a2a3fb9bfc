"""One event once: harm joins its act, carriers their noun, later bare mentions the first."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from khabar.languages.base import Pos
from khabar.model import EventType, Status
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.nouns import describing
from khabar.reading.events.phrases import has_word, purpose
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range, overlaps

_HAPPENED = frozenset((Status.OCCURRED, Status.ONGOING))
_HARM_REACH = 30
"""Words between an act and its harm in one sentence."""
_INCIDENTS = frozenset((EventType.ASSAULT, EventType.COERCE, EventType.PROTEST))
"""Types that one source condemns, claims or denies after another has told of them."""
_OPENING = 2
"""Words of a content before the noun that it opens with ("responsibility for the attack")."""
_HARM = frozenset(("harm", "kill", "victims", "ruin"))
_NO_ACT = frozenset(("harm", "kill", "victims", "ruin", "ground", "cleanse"))


def merged(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a report without those that only repeat or complete another, in text order."""
    by_sentence = groupby(drafts, key=lambda d: d.sentence.index)
    drafts = [draft for _, here in by_sentence for draft in _completed(context, list(here))]
    return _without_title(_once(context, drafts))


def _completed(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of one sentence without those that only say how, or with what harm, another came about."""
    drafts = _without_manner(context, _without_blasts(_without_hits(context, drafts)))
    return _with_harm(context, drafts)


def _without_hits(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """Without the verb whose subject is an event noun ("raids hit …"): the noun has its object already."""
    out: list[Draft] = []
    for draft in drafts:
        hit = draft.verbal and any(
            not other.verbal and other.trigger.type is draft.trigger.type and _touches(draft.actors, other.words)
            for other in drafts
        )
        hit = hit or (draft.verbal and any(_takes(context, draft, other) for other in drafts))
        relative = draft.verbal and out and _carried_by(context, out[-1], draft)
        if not hit and not relative and out and _still_hits(context, out[-1], draft):
            out[-1] = replace(out[-1], recipients=_joined(out[-1].recipients, draft.recipients))
        elif not hit and not relative:
            out.append(draft)
    return out


def _takes(context: Context, verb: Draft, noun: Draft) -> bool:
    """ "Repelled an attack": a verb of bearing whose object is an event noun of its type."""
    light = context.lexicon.lights.get(verb.morph.lemma) if verb.morph is not None else None
    bears = light is not None and light.subject == "recipient" and light.object == "event"
    same = not noun.verbal and noun.trigger.type is verb.trigger.type
    return bears and same and _touches(verb.recipients, noun.words)


def _still_hits(context: Context, noun: Draft, verb: Draft) -> bool:
    """ "raids that the alliance flew, which hit …": a verb of hitting without a subject of its own behind an act."""
    if verb.morph is None or noun.verbal or noun.sentence != verb.sentence or verb.actors or noun.held != verb.held:
        return False
    light = context.lexicon.lights.get(verb.morph.lemma)
    hits = light is not None and light.subject == "event" and light.object == "recipient"
    return hits and noun.trigger.type is verb.trigger.type and verb.morph.gender == "f"


def _without_blasts(drafts: Sequence[Draft]) -> list[Draft]:
    """Without explosions that a raid or a shelling makes."""
    return [d for d in drafts if not (_blast(d) and any(_bombs(d, other) for other in drafts))]


def _without_manner(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """Without what only tells how protesters protest or how they are dispersed: "… marched chanting …, demanding …",
    "used tear gas to disperse them"."""
    crowds = [d for d in drafts if d.trigger.type is EventType.PROTEST or d.trigger.mode == _CROWD_CONTROL]
    return [d for d in drafts if not any(_manner(context, d, crowd) for crowd in crowds if crowd is not d)]


def _manner(context: Context, draft: Draft, other: Draft) -> bool:
    if other.trigger.type is EventType.PROTEST and draft.trigger.type is EventType.PROTEST:
        return draft.trigger.needs in _HOW and other.trigger.needs not in _HOW
    if other.trigger.type is EventType.PROTEST and draft.trigger.type in _DEMANDS:
        theirs = not draft.actors or any(_touches(other.actors, p) for p in draft.actors)
        beside = draft.morph is not None and draft.morph.pos == Pos.ACTIVE and theirs
        return beside or describing(context, draft) or any(has_word(context, p, "unrest") for p in draft.actors)
    means = draft.trigger.mode in _DISPERSING and draft.trigger.pos == "pair"
    return means and other.trigger.mode == _CROWD_CONTROL and draft.words < other.words and other.trigger.pos != "pair"


_CROWD_CONTROL = "crowd-control"
_DISPERSING = (_CROWD_CONTROL, "firearms")
"""Modes of what is used to disperse a crowd."""
_DEMANDS = frozenset((EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT, EventType.AGREE))
"""What protesters say by protesting."""
_HOW = ("actor:unrest", "manner", "manner:unrest")
"""The needs of triggers that tell how people protest, so that they name the protest only where nothing else does."""


def _blast(draft: Draft) -> bool:
    return draft.trigger.frame.name == "explosion" and not draft.verbal and not draft.argued


def _bombs(blast: Draft, other: Draft) -> bool:
    return other.held == blast.held and other.trigger.mode in ("aerial", "heavy-weapons")


def _carried_by(context: Context, noun: Draft, verb: Draft) -> bool:
    """Whether a verb follows its event noun with nothing but a relative or adjectives between."""
    between = range(noun.words[1], verb.head)
    if noun.verbal or noun.trigger.type is not verb.trigger.type or len(between) > 3:
        return False
    return (
        verb.morph is not None
        and verb.morph.lemma in context.lexicon.lights
        and all(context.sheet.tags[i] in (Tag.NOMINAL, Tag.RELATIVE, Tag.NAME, Tag.TIME) for i in between)
    )


def _touches(phrases: Sequence[Range], words: Range) -> bool:
    return any(overlaps(p, words) for p in phrases)


def _with_harm(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The dead and wounded become recipients of the act."""
    out = list(drafts)
    for harm in drafts:
        if harm.trigger.frame.name not in _HARM or harm.trigger.type is not EventType.ASSAULT or harm.actors:
            continue
        act = _act_of(context, harm, [d for d in out if d is not harm])
        if act is None:
            continue
        at = next(i for i, d in enumerate(out) if d.words == act.words)
        out[at] = replace(act, recipients=_joined(act.recipients, harm.recipients))
        out = [d for d in out if d.words != harm.words]
    return out


def _act_of(context: Context, harm: Draft, others: Sequence[Draft]) -> Draft | None:
    """The nearest act under the same source; another harm serves where there is no act."""
    near = [
        d
        for d in others
        if d.trigger.type is EventType.ASSAULT
        and _vouched(context, d, harm)
        and _distance(d.words, harm.words) <= _HARM_REACH
    ]
    acts = [d for d in near if d.trigger.frame.name not in _NO_ACT]
    harms = [d for d in near if d.trigger.frame.name in _HARM and not d.actors and d.words < harm.words]
    best = acts or harms
    return min(best, key=lambda d: _distance(d.words, harm.words)) if best else None


def _vouched(context: Context, act: Draft, harm: Draft) -> bool:
    """Whether the source of the harm has the act too, itself or by one it cites ("an attack that … claimed")."""
    if act.held == harm.held or harm.held is None:
        return True
    inner = context.held[act.held].attribution if act.held is not None else None
    return inner is not None and inner.parent == context.held[harm.held].attribution.id


def _distance(a: Range, b: Range) -> int:
    return max(b[0] - a[1], a[0] - b[1], 0)


def _joined(one: tuple[Range, ...], other: tuple[Range, ...]) -> tuple[Range, ...]:
    return (*one, *(p for p in other if not _touches(one, p)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A draft with the bare words of its actors and recipients."""

    draft: Draft
    actors: frozenset[str]
    recipients: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """The words of both sides."""
        return self.actors | self.recipients


_BACK = 60
"""Events of a type that a later one may point back at or repeat: a long report has no more, a file of many has."""


def _once(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """Without bare mentions of an event that was told, and without repeats."""
    out: list[Draft] = []
    by_type: dict[EventType, deque[_Seen]] = {}
    for draft in drafts:
        earlier = by_type.setdefault(draft.trigger.type, deque(maxlen=_BACK))
        seen = _Seen(draft, _texts(context, draft.actors), _texts(context, draft.recipients))
        thing = bool(earlier) or draft.trigger.type is EventType.AGREE
        pointed = thing and not _ahead(draft) and _pointed(context, draft)
        if not pointed and not any(_told(context, one, seen) for one in earlier):
            out.append(draft)
            if not draft.sentence.title:
                earlier.append(seen)
    suffered = {d.trigger.lemma for d in out if d.recipients}
    return [d for d in out if not _only_owned(d, suffered)]


def _ahead(draft: Draft) -> bool:
    """Whether a meeting is still to come or to go on ("hopes that these talks will lead to …"): news of its own."""
    return draft.trigger.type is EventType.CONSULT and draft.status is Status.PLANNED


def _pointed(context: Context, draft: Draft) -> bool:
    """ "These attacks", "the first attack of its kind": a noun that points back or ranks what was told, and says no
    more in a relative clause."""
    tags, last = context.sheet.tags, draft.words[1]
    before = draft.words[0] - 1
    if before < draft.sentence.first:
        return False
    ranked = draft.carrier is None and context.sheet.words[before].form in context.lexicon.words["ranks"]
    before = ranked or tags[before] is Tag.DEMONSTRATIVE
    return before and not draft.verbal and not (last < draft.sentence.last and tags[last] is Tag.RELATIVE)


def _only_owned(draft: Draft, suffered: Collection[str]) -> bool:
    """ "Its war …": a possessed noun without an object, where the same noun stands with one elsewhere."""
    if draft.verbal or not draft.possessed or draft.recipients or len(draft.actors) > 1:
        return False
    return draft.trigger.lemma in suffered


def _told(context: Context, earlier: _Seen, later: _Seen) -> bool:
    """Whether a later draft only points back at the earlier one, or says it once more."""
    one, other = earlier.draft, later.draft
    covered = later.words <= earlier.words
    if _purpose(context, one, other):
        return True
    if other.verbal:
        return covered and _alike(one, other) and one.trigger.lemma == other.trigger.lemma
    if one.trigger.lemma != other.trigger.lemma and (other.possessed or _elsewhere(one, other)):
        return False
    if other.definite or other.possessed:
        told = other.status is one.status or (one.status in _HAPPENED and other.status in _HAPPENED)
        return covered and told and not _own_claim(context, one, other)
    if _alike(one, other) and covered and one.trigger.lemma == other.trigger.lemma:
        return True
    return _backward(context, other) and other.argued and _shares(earlier, later)


def _purpose(context: Context, one: Draft, other: Draft) -> bool:
    """ "Met … to discuss": a meeting's purpose is the same meeting."""
    if other.verbal or one.sentence != other.sentence or other.trigger.type is not EventType.CONSULT:
        return False
    return purpose(context.sheet, other.head) and one.status is other.status


def _elsewhere(one: Draft, other: Draft) -> bool:
    """Whether a later draft stands in what another source says."""
    return other.held is not None and other.held != one.held


def _own_claim(context: Context, one: Draft, other: Draft) -> bool:
    """Whether a noun opens what another source vouches for ("condemned the attack", "claimed the attack")."""
    if not _elsewhere(one, other) or other.held is None or other.trigger.type not in _INCIDENTS:
        return False
    if context.sheet.tags[other.words[0] - 1] is Tag.COMPLEMENTISER:
        return False
    return other.words[0] - context.held[other.held].content[0][0] <= _OPENING


def _alike(one: Draft, other: Draft) -> bool:
    return one.status is other.status and one.held == other.held


def _backward(context: Context, draft: Draft) -> bool:
    """Whether a preposition of time sets a noun in the background ("after the minister's visit …")."""
    words, background = context.sheet.words, context.lexicon.words["background"]
    last = draft.words[0] - 1
    if context.sheet.tags[last] is Tag.PREPOSITION and words[last].form not in background:
        last -= 1
    return last >= draft.sentence.first and words[last].form in background


def _shares(one: _Seen, other: _Seen) -> bool:
    """Whether actors and recipients have words in common, where both drafts tell them."""
    sides = ((one.actors, other.actors), (one.recipients, other.recipients))
    return all(not b or a & b for a, b in sides)


def _texts(context: Context, phrases: Sequence[Range]) -> frozenset[str]:
    words = context.sheet.words
    return frozenset(_bare(context, words[i].form) for first, last in phrases for i in range(first, last))


def _bare(context: Context, form: str) -> str:
    """A form without its joining letter, preposition and article, as far as the shortest known cut goes."""
    return min((rest for _, rest in context.sheet.language.info(form).variants), key=len).removeprefix(
        context.sheet.language.article
    )


def _without_title(drafts: Sequence[Draft]) -> list[Draft]:
    """A headline's event counts only where the body tells none of its type."""
    told = {d.trigger.type for d in drafts if not d.sentence.title}
    return [d for d in drafts if not d.sentence.title or d.trigger.type not in told]
