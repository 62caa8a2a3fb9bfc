"""Who acts on whom: the noun phrases beside a trigger, by the pattern of its frame."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import EventType, Morph, NameType, Stance
from khabar.reading.events.agreement import features, means, meant
from khabar.reading.events.carriers import carried_subject
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.nouns import of_noun
from khabar.reading.events.parties import PLACES, SPEECH, act, acts, agentive, event_noun, tells_why
from khabar.reading.events.phrases import (
    carried,
    clause_first,
    clause_last,
    domains_of,
    has_name,
    has_word,
    phrases_at,
    skip_preposition,
)
from khabar.reading.events.prepositions import by_preposition, inner_noun, side
from khabar.reading.events.speakers import blamed
from khabar.reading.events.subjects import (
    Core,
    core_of,
    lone_of,
    next_phrases,
    subject_of,
    told_by_pronoun,
    verb_before,
)
from khabar.reading.events.topics import TRANSPARENT, auxiliary
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range, overlaps

_RELATIVE_LENGTH = 9
"""Words of a relative clause beyond which it is no part of an argument's phrase."""
_BY_MACHINES = frozenset((EventType.ASSAULT, EventType.MOBILIZE, EventType.AID, EventType.COERCE, EventType.RETREAT))
"""Types whose actor may be an aircraft, a ship or a convoy."""
_HUMAN = SPEECH | {EventType.PROTEST}
"""Types of verbs whose subject is a person or body, whatever word names it."""
_JUDGING = frozenset((EventType.SUPPORT, EventType.ACCUSE))
_CONTROLLERS = 3
"""Verbs before a verbal noun that may govern it, those of relative clauses passed over."""


def argued(context: Context, draft: Draft) -> Draft:
    """The draft with its actors, as far as they can act, and its recipients."""
    noun = draft.morph is None or _nominal(context, draft)
    found = _of_verb(context, draft, draft.morph) if draft.morph and not noun else of_noun(context, draft)
    equipped = draft.trigger.type in _BY_MACHINES
    human = draft.morph is not None and draft.morph.person == 3 and not found.dropped and draft.trigger.type in _HUMAN
    human = human and all(context.sheet.tags[p[0]] in (Tag.NOMINAL, Tag.NAME) for p in found.actors)
    acting = tuple(
        p for p in found.actors if human or _named_doer(context, p) or agentive(context, p, machines=equipped)
    )
    acting = tuple(p for p in acting if not acts(context, p[0]))
    suffering = (p for p in found.recipients if p not in acting and not _deed_done(context, p, found))
    suffering = (p for p in suffering if not tells_why(context, p))
    recipients = tuple(_extended(context, p, found) for p in suffering)
    actors = tuple(_extended(context, p, found) for p in acting)
    if (actors, recipients) == (found.actors, found.recipients):
        return found
    return replace(found, actors=actors, recipients=recipients)


def _named_doer(context: Context, phrase: Range) -> bool:
    """Whether "at the hands of" stands before a phrase, which acts then whatever word it is."""
    words = context.sheet.words
    found = (context.lexicon.agents.match(words, phrase[0] - back, cut=False) for back in (1, 2) if phrase[0] >= back)
    return any(match is not None and match.last == phrase[0] for match in found)


def _deed_done(context: Context, phrase: Range, draft: Draft) -> bool:
    """Whether a phrase is headed by an event noun, which no force is done to ("repelled the attack")."""
    return draft.trigger.type is EventType.ASSAULT and not draft.trigger.frame.inner and event_noun(context, phrase[0])


def _nominal(context: Context, draft: Draft) -> bool:
    """Whether a cue that is written like a participle is a verbal noun: a preposition governs it."""
    at = draft.head
    active = draft.morph is not None and draft.morph.pos == Pos.ACTIVE
    return active and at > draft.sentence.first and context.sheet.tags[at - 1] is Tag.PREPOSITION


def _extended(context: Context, phrase: Range, draft: Draft) -> Range:
    """The phrase with a short relative clause behind it ("the areas that they hold")."""
    sheet, last = context.sheet, draft.sentence.last
    at = phrase[1]
    bare = at < last and sheet.tags[at] is Tag.VERB and sheet.mention[at - 1] < 0
    bare = bare and not sheet.words[at - 1].info.definite
    if at + 1 >= last or not (sheet.tags[at] is Tag.RELATIVE or bare) or phrase[0] < draft.words[0] < at:
        return phrase
    while at < last and (sheet.tags[at] is Tag.RELATIVE or sheet.tags[at] in TRANSPARENT or auxiliary(context, at)):
        at += 1
    verb = sheet.verb(at) if at < last else None
    if verb is None or (bare and not verb.enclitic) or at == draft.head:
        return phrase
    found, end = next_phrases(context, at + 1, clause_last(context, at + 1, last))
    end = end if found else skip_preposition(context, at + 1, last)
    while end > at + 1 and sheet.tags[end - 1] is Tag.PREPOSITION and not sheet.words[end - 1].info.morphs[0].enclitic:
        end -= 1
    if phrase[1] <= draft.words[0] < end or not _describes(context, phrase):
        return phrase
    return (phrase[0], max(end, at + 1)) if end - phrase[1] <= _RELATIVE_LENGTH else phrase


def _describes(context: Context, phrase: Range) -> bool:
    """Whether the relative pronoun behind a phrase agrees with it in gender, where both show it."""
    form, gender = context.sheet.words[phrase[1]].form, features(context, phrase)[0]
    words = context.lexicon.words
    if gender == "f":
        return form not in words["who_he"]
    return gender != "m" or form not in words["who_she"]


def _of_verb(context: Context, draft: Draft, morph: Morph) -> Draft:
    frame = draft.trigger.frame
    core = _core(context, draft, morph)
    core = replace(core, object=tuple(p for p in core.object if not _tells_how(context, p)))
    roles: dict[str, list[Range]] = {"actor": [], "recipient": [], "": []}
    paired = draft.trigger.pos == "pair" and not _subject_paired(context, draft, core)
    own = blamed(context, draft) or _suffered(context, draft, core, morph)
    subject = tuple(_before_pair(context, draft, p) for p in core.subject if not overlaps(p, draft.words) or not paired)
    subject = subject or (() if own else carried_subject(context, draft, morph))
    roles[side(frame.subject)] += subject
    if not paired and not _only_act(context, draft, core.object) and not _behind_target(context, draft, core.object):
        roles[_object_role(context, draft, core.object)] += core.object
    elif frame.object == "recipient":
        roles["recipient"] += [
            p for p in core.object if draft.pair is not None and (p[1] <= draft.pair or _itself(context, draft, p))
        ]
    roles["recipient"] += inner_noun(context, draft)
    suffers = frame.lone == "object" or _ground_before(context, draft, core)
    if suffers and core.subject and not core.object and not morph.enclitic and not paired:
        roles = {"actor": [], "recipient": list(subject), "": []}
    if morph.voice == "passive" and core.subject and not core.object and not paired:
        roles = {"actor": [], "recipient": list(core.subject), "": []}
    if paired and not roles["recipient"]:
        roles["recipient"] += _governed(context, draft)
    begin = draft.words[1] if paired else draft.head + 1
    if morph.enclitic and not roles["recipient"] and frame.object == "recipient" and not paired:
        besides = (*roles["actor"], *core.subject)
        roles["recipient"] += _object_before(context, draft, morph.enclitic) or meant(
            context, draft.head, morph.enclitic, draft.sentence.first, besides
        )
    by_preposition(context, draft, begin, roles)
    if draft.pair is not None and not roles["recipient"]:
        by_preposition(context, draft, draft.head + 1, roles, draft.pair)
    actors, recipients = tuple(roles["actor"]), tuple(roles["recipient"])
    return replace(draft, actors=actors, recipients=recipients, dropped=not core.subject)


def _tells_how(context: Context, phrase: Range) -> bool:
    """Whether a phrase behind a verb tells how it was done ("died of his wounds", "by stabbing"), and to nobody."""
    return context.sheet.words[phrase[0]].form in context.lexicon.words["circumstances"]


def _itself(context: Context, draft: Draft, phrase: Range) -> bool:
    """ "stormed the mosque", "held hostages": whether the noun of a pair is people, or a place under force, and so what
    suffers."""
    if draft.pair is None or not phrase[0] <= draft.pair < phrase[1]:
        return False
    noun = (draft.pair, draft.pair + 1)
    place = has_name(context, noun, PLACES) or has_word(context, noun, "ground")
    return has_word(context, noun, "person") or (place and draft.trigger.type is EventType.ASSAULT)


def _object_role(context: Context, draft: Draft, found: tuple[Range, ...]) -> str:
    """What the object of a verb is: whom something is given, for a verb that takes both straight; a matter that is
    talked about does not meet anybody."""
    frame, sheet = draft.trigger.frame, context.sheet
    if not found:
        return side(frame.object)
    end = found[-1][1]
    if not frame.object and draft.trigger.lemma in context.lexicon.words["ditransitive"] and end < draft.sentence.last:
        straight = sheet.tags[end] in (Tag.NOMINAL, Tag.NAME, Tag.NUMBER) and not sheet.proclitics(end)
        return "recipient" if straight and agentive(context, found[0], machines=False) else ""
    head = (found[0][0], found[0][0] + 1)
    abstract = sheet.words[head[0]].info.form.endswith(sheet.language.feminine) or acts(context, head[0])
    matter = frame.mutual and abstract and sheet.mention[head[0]] < 0 and not agentive(context, head)
    return "" if matter and not has_name(context, found[0], frozenset((NameType.PERSON,))) else side(frame.object)


def _subject_paired(context: Context, draft: Draft, core: Core) -> bool:
    """ "a delegation visited …": whether the noun of a pair is the verb's subject."""
    at = draft.pair
    return at is not None and any(p[0] == at for p in core.subject) and agentive(context, (at, at + 1), machines=False)


def _governed(context: Context, draft: Draft) -> tuple[Range, ...]:
    """ "sentenced (to) the jailing of the minister": what the verbal noun of a pair governs, where that suffers it."""
    if draft.pair is None or context.sheet.words[draft.pair].info.definite:
        return ()
    found = context.lexicon.find(context.sheet.words[draft.pair].info)
    if found is None or not any(trigger.frame.genitive == "recipient" for _, trigger in found.masdars):
        return ()
    at = draft.pair + 1
    straight = at < draft.sentence.last and not carried(context.sheet, at)
    suffering = straight and agentive(context, (at, at + 1), machines=False)
    return phrases_at(context, at, clause_last(context, at, draft.sentence.last)) if suffering else ()


def _object_before(context: Context, draft: Draft, pronoun: str) -> tuple[Range, ...]:
    """ "spotted ten gunmen in two cars and killed them": the object of the verb that a verb with a pronoun is
    joined to."""
    cut = context.sheet.proclitics(draft.head)[:1]
    before = verb_before(context, draft.head, draft.sentence.first) if cut else None
    if before is None or cut[0] not in context.sheet.language.joiners:
        return ()
    lone = lone_of(context, *before)
    found = tuple(p for p in core_of(context, *before, draft.sentence, lone).object if p[1] <= draft.head)
    return found if means(context, found, pronoun) and not acts(context, found[0][0]) else ()


def _before_pair(context: Context, draft: Draft, phrase: Range) -> Range:
    """The phrase without the noun of a verb-and-noun pair that was taken into it ("units (held) exercises")."""
    if draft.pair is None or not phrase[0] < draft.pair < phrase[1] or has_word(context, phrase, "person"):
        return phrase
    troops = has_word(context, (draft.pair, draft.pair + 1), "armed", "person")
    return phrase if troops else (phrase[0], draft.pair)


_THINGS = frozenset(("ground", "vehicle"))


def _ground_before(context: Context, draft: Draft, core: Core) -> bool:
    """Whether a place or a vehicle is the only party, before a verb of force, which then is passive ("the village was
    hit")."""
    force = draft.trigger.type is EventType.ASSAULT and draft.trigger.frame.object == "recipient"
    before = force and bool(core.subject) and core.subject[0][1] <= draft.head
    return before and not domains_of(context, core.subject[0][0]).isdisjoint(_THINGS)


def _suffered(context: Context, draft: Draft, core: Core, morph: Morph) -> bool:
    """ "while thirty were killed": a verb that may be passive, in a clause of its own, with what it is done to."""
    lone = draft.trigger.frame.lone == "object" and bool(core.object) and morph.number == "s" and not morph.enclitic
    return (
        lone
        and not context.sheet.proclitics(draft.head)
        and not told_by_pronoun(context, draft.head, draft.sentence.first)
    )


def _only_act(context: Context, draft: Draft, phrases: tuple[Range, ...]) -> bool:
    """Whether what a speech act takes is an act, so that whom it is said to stands behind a preposition."""
    return (
        draft.trigger.type in SPEECH
        and bool(draft.trigger.frame.prepositions)
        and any(act(context, p[0]) for p in phrases)
    )


def _behind_target(context: Context, draft: Draft, phrases: tuple[Range, ...]) -> bool:
    """Whether what was taken for the object stands behind a preposition that names whom or what the act is done to."""
    table = draft.trigger.frame.prepositions
    targets = {form for form, role in table.items() if role == "recipient"}
    between = range(draft.head + 1, phrases[0][0]) if phrases else ()
    return any(context.sheet.tags[i] is Tag.PREPOSITION and context.sheet.words[i].form in targets for i in between)


def _core(context: Context, draft: Draft, morph: Morph) -> Core:
    """Subject and object of the draft's verb; a participle shows no subject."""
    if morph.pos != Pos.ACTIVE:
        lone = "subject" if draft.trigger.pos == "pair" else draft.trigger.frame.lone
        return core_of(context, draft.head, morph, draft.sentence, lone)
    found, end = next_phrases(context, draft.head + 1, clause_last(context, draft.head + 1, draft.sentence.last))
    return Core((), found, end)


def controlled(context: Context, draft: Draft) -> Draft:
    """A verbal noun without an actor takes the subject of the verb that governs it ("seeks to …", "in order to …")."""
    if _exposed(context, draft):
        return draft
    half = draft.trigger.frame.mutual and bool(draft.actors) and _one_side(context, draft)
    if (draft.actors and not half) or draft.verbal or draft.trigger.frame.subject != "actor":
        return _bought(context, draft)
    if (draft.carrier is not None and not half) or _urged(context, draft) or blamed(context, draft):
        return draft
    visit = draft.trigger.frame.name in ("visit", "protest") and not draft.definite
    verbal_noun = draft.trigger.pos in ("masdar", "pair", "phrase") and _complement(context, draft)
    if not visit and not verbal_noun and (not half or _backed(context, draft)):
        return draft
    first = _clause_of(context, draft)
    at = draft.head
    for _ in range(_CONTROLLERS):
        verb = verb_before(context, at, first)
        if verb is None:
            return draft
        at = verb[0]
        beside = at + 1 == draft.words[0]
        relative = at > first and context.sheet.tags[at - 1] is Tag.RELATIVE
        if _judges(context, at) or _behind_background(context, at, draft.words[0]):
            return draft
        if (relative and not beside) or _after_negated_relative(context, at, first):
            continue
        subject = _controller(context, at, verb[1], draft)
        subject = tuple(p for p in subject if p[1] <= draft.words[0] and agentive(context, p))
        if subject:
            return replace(draft, actors=(*subject, *draft.actors))
    return draft


def _exposed(context: Context, draft: Draft) -> bool:
    """ "their being exposed to gunfire": a verbal noun before the event noun says who suffers it."""
    lights = context.lexicon.lights
    morphs = context.sheet.words[draft.words[0] - 1].info.morphs if draft.words[0] > draft.sentence.first else ()
    return any(m.pos == Pos.MASDAR and m.lemma in lights and lights[m.lemma].subject == "recipient" for m in morphs)


def _judges(context: Context, at: int) -> bool:
    """Whether a verb praises, blames or asks for what it takes, and so does not say who does it."""
    found = context.lexicon.find(context.sheet.words[at].info)
    return found is not None and any(trigger.type in _JUDGING for _, trigger in found.verbs)


def _behind_background(context: Context, at: int, end: int) -> bool:
    """Whether a preposition between a verb and a noun sets the noun in the background."""
    sheet, words = context.sheet, context.lexicon.words
    return any(
        sheet.words[i].form in words["background"] and sheet.tags[i] is Tag.PREPOSITION for i in range(at + 1, end - 1)
    )


def _clause_of(context: Context, draft: Draft) -> int:
    """Where the clause of a noun begins; "among them" behind a comma does not begin one."""
    sheet = context.sheet
    first = clause_first(context, draft.words[0], draft.sentence.first)
    while first > draft.sentence.first and auxiliary(context, first - 1):
        first = clause_first(context, first - 1, draft.sentence.first)
    if draft.sentence.first < first < draft.words[0] and all(
        sheet.tags[index] is Tag.PREPOSITION for index in range(first, draft.words[0])
    ):
        return clause_first(context, first - 1, draft.sentence.first)
    return first


def _controller(context: Context, at: int, morph: Morph, draft: Draft) -> tuple[Range, ...]:
    """Who does what a verb governs: its object where it makes somebody do it, else its subject."""
    if morph.lemma in context.lexicon.words["forces"]:
        core = core_of(context, at, morph, draft.sentence)
        return core.object or core.subject
    return subject_of(context, at, morph, draft.sentence)


def _one_side(context: Context, draft: Draft) -> bool:
    """Whether one side only of a mutual act stands behind it, not both in one word ("between the two countries")."""
    first = draft.actors[0][0]
    both = context.sheet.words[first - 1].form in context.lexicon.words["between"] if first else False
    return first > draft.head and not both


def _bought(context: Context, draft: Draft) -> Draft:
    """Who buys: the subject of the verb over the buying, a copula too ("was about to buy")."""
    if draft.verbal or draft.trigger.frame.subject != "recipient" or draft.recipients or draft.trigger.pos != "masdar":
        return draft
    first = _clause_of(context, draft)
    for index in range(draft.head - 1, first - 1, -1):
        morph = context.sheet.verb(index)
        if morph is not None:
            subject = subject_of(context, index, morph, draft.sentence)
            return replace(draft, recipients=tuple(p for p in subject if p[1] <= draft.words[0]))
    return draft


def _urged(context: Context, draft: Draft) -> bool:
    """Whether the event is what somebody is asked to do, and so not the doing of the one who asks."""
    return draft.held is not None and context.held[draft.held].attribution.stance is Stance.URGE


def _backed(context: Context, draft: Draft) -> bool:
    """Whether a preposition of time sets the noun behind what the clause tells, or it has an owner already."""
    before = draft.words[0] - 1
    if before >= draft.sentence.first and context.sheet.words[before].form in context.lexicon.words["background"]:
        return True
    return draft.possessed and draft.trigger.frame.possessive == "actor"


def _complement(context: Context, draft: Draft) -> bool:
    """Whether a verbal noun is what a verb takes: bare, or definite right behind a preposition."""
    before = draft.words[0] - 1
    if _backed(context, draft):
        return False
    if not draft.definite:
        return True
    return bool(carried(context.sheet, draft.words[0])) or context.sheet.tags[before] is Tag.PREPOSITION


def _after_negated_relative(context: Context, at: int, first: int) -> bool:
    """ "… that still …": a relative pronoun with a particle between it and the verb."""
    tags = context.sheet.tags
    return at - 2 >= first and tags[at - 1] in TRANSPARENT and tags[at - 2] is Tag.RELATIVE
