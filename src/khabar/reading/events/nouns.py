"""Who acts on whom where a noun names the event."""

from __future__ import annotations

from dataclasses import replace

from khabar.languages.base import Pos
from khabar.model import EventType, NameType, Stance
from khabar.reading.chunks import full_plural, starts_joined
from khabar.reading.events.agreement import means, meant
from khabar.reading.events.carriers import carrier_before, carrying, from_carrier, later_carrier, relative_carrier
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.parties import PLACES, act, agentive, event_noun, is_person
from khabar.reading.events.phrases import (
    carried,
    clause_first,
    clause_last,
    domains_of,
    has_name,
    has_word,
    phrases_at,
    purpose,
    skip,
    skip_preposition,
)
from khabar.reading.events.prepositions import by_preposition, inner_noun, side
from khabar.reading.events.subjects import subject_of, verb_before
from khabar.reading.events.topics import topic_of
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range
from khabar.text.words import is_quote_mark

_FORCES = frozenset(("armed", "agent"))
_DESCRIBES = frozenset((Pos.ADJECTIVE, Pos.ACTIVE, Pos.PASSIVE))


def _doer(context: Context, draft: Draft) -> tuple[Range, ...]:
    """ "the doing by X of …": who does it, where a verbal noun of doing carries the event noun."""
    sheet = context.sheet
    begins = draft.head
    while begins > draft.sentence.first and _counts(sheet, begins - 1):
        begins -= 1
    by = carried(sheet, draft.head)
    if by and by not in context.lexicon.words["means"]:
        return ()
    for index in range(draft.head - 2, max(draft.sentence.first, draft.head - _DOER_REACH) - 1, -1):
        doing = any(m.pos == Pos.MASDAR and m.lemma in context.lexicon.lights for m in sheet.words[index].info.morphs)
        if doing and sheet.tags[index] is Tag.NOMINAL:
            found = phrases_at(context, index + 1, begins)
            return found if found and found[-1][1] == begins and agentive(context, found[0]) else ()
    return ()


_DOER_REACH = 8
"""Words between a verbal noun of doing and what is done."""


def _victims(context: Context, draft: Draft) -> Draft:
    """A word for the dead or wounded: its own noun phrase names them."""
    sheet = context.sheet
    first = draft.words[0]
    while first > draft.sentence.first and _counts(sheet, first - 1):
        first -= 1
    found = phrases_at(context, first, draft.sentence.last)
    return replace(draft, recipients=found or (draft.words,))


def _counts(sheet: Sheet, at: int) -> bool:
    """Whether a word counts what follows it."""
    if sheet.tags[at] is Tag.NUMBER:
        return True
    return sheet.tags[at] in (Tag.NOMINAL, Tag.PREPOSITION) and any(
        m.pos == Pos.QUANTIFIER for m in sheet.words[at].info.morphs
    )


def of_noun(context: Context, draft: Draft) -> Draft:
    """The draft of an event noun with its actors, recipients and the verb that carries it."""
    frame = draft.trigger.frame
    sheet, limit = context.sheet, draft.sentence.last
    if frame.name == "victims":
        return _victims(context, draft)
    if frame.object == "recipient" and describing(context, draft):
        return _of_participle(context, draft)
    roles: dict[str, list[Range]] = {"actor": [], "recipient": [], "": []}
    carrier = carrier_before(context, draft)
    begin = _behind_quote(context, _behind_adjectives(context, draft, roles), limit)
    begin = _genitive(context, draft, _behind_joined(context, begin, limit), roles)
    draft = draft if carrier is None else replace(draft, carrier=carrier)
    roles["recipient"] += inner_noun(context, draft)
    if draft.possessed:
        done = context.lexicon.agents.match(sheet.words, draft.words[1], cut=False) if draft.words[1] < limit else None
        owner = "actor" if roles["recipient"] and frame.subject == "actor" else frame.possessive
        roles[side("recipient" if done else owner)] += _owner(context, draft)
    begin = relative_carrier(context, draft, begin, roles)
    by_preposition(context, draft, begin, roles)
    if carrier is not None:
        from_carrier(context, draft, carrier, roles)
    if not roles["actor"] and frame.subject == "actor":
        roles["actor"] += later_carrier(context, draft) or (_doer(context, draft) if carrier is None else ())
    return replace(draft, actors=tuple(roles["actor"]), recipients=tuple(roles["recipient"]))


def describing(context: Context, draft: Draft) -> bool:
    """Whether an event noun is a participle in the full plural, which governs no genitive ("demanding (plural) …")."""
    last = draft.words[1] - 1
    active = any(m.pos == Pos.ACTIVE for m in context.sheet.words[last].info.morphs)
    return active and draft.trigger.pos == "noun" and full_plural(context.sheet, last)


def _of_participle(context: Context, draft: Draft) -> Draft:
    """The draft of a participle: the subject of the verb before acts, and a bare phrase behind it is its object."""
    limit = clause_last(context, draft.words[1], draft.sentence.last)
    straight = draft.words[1] < limit and not carried(context.sheet, draft.words[1])
    found = phrases_at(context, draft.words[1], limit) if straight else ()
    before = verb_before(context, draft.head, draft.sentence.first)
    subject = subject_of(context, *before, draft.sentence) if before is not None else ()
    return replace(draft, actors=tuple(p for p in subject if p[1] <= draft.head), recipients=found)


def _behind_joined(context: Context, at: int, limit: int) -> int:
    """Behind another verbal noun that is joined to this one and shares what follows ("training and arming them")."""
    sheet = context.sheet
    if at + 2 >= limit:
        return at
    if sheet.tags[at] is Tag.CONJUNCTION and act(context, at + 1) and not sheet.proclitics(at + 1):
        return at + 2
    return at + 1 if starts_joined(sheet, sheet.words[at]) and act(context, at) and sheet.tags[at + 1] in _NOUNS else at


_NOUNS = (Tag.NOMINAL, Tag.NAME)


def _behind_quote(context: Context, at: int, limit: int) -> int:
    """Behind the mark that closes a quotation right after the event noun."""
    sheet = context.sheet
    closes = at + 1 < limit and sheet.tags[at] is Tag.MARK and is_quote_mark(sheet.words[at], sheet.language.marks)
    return at + 1 if closes and sheet.quotation_at(at + 1) is None else at


def _behind_adjectives(context: Context, draft: Draft, roles: dict[str, list[Range]]) -> int:
    """Behind the adjectives of an event noun; a group adjective tells whose it is."""
    sheet, frame = context.sheet, draft.trigger.frame
    definite = sheet.words[draft.words[1] - 1].info.definite and not draft.possessed
    index = draft.words[1]
    while index < draft.sentence.last:
        mention = sheet.mention_at(index)
        word = sheet.words[index].info
        grouped = mention is not None and mention.type is NameType.GROUP
        if grouped and word.definite == (draft.definite or draft.possessed):
            if frame.group and not sheet.proclitics(index):
                roles[frame.group].append((index, index + 1))
            index += 1
        elif _adjective(sheet, index) and word.definite == (definite or draft.possessed or draft.definite):
            index += 1
        else:
            break
    return index


def _adjective(sheet: Sheet, index: int) -> bool:
    if sheet.tags[index] is not Tag.NOMINAL or sheet.proclitics(index):
        return False
    return _described(sheet, sheet.words[index].form)


def _described(sheet: Sheet, form: str) -> bool:
    """Whether a form is an adjective, also a feminine or an accusative of one."""
    morphs = sheet.language.info(form).morphs
    if morphs[0].pos in _DESCRIBES:
        return True
    bare = form[:-1]
    if len(bare) < 3 or not form.endswith(sheet.language.feminine) or morphs[0].pos == Pos.NOUN:
        return False
    return sheet.language.info(bare).morphs[0].pos in _DESCRIBES


def _genitive(context: Context, draft: Draft, begin: int, roles: dict[str, list[Range]]) -> int:
    """The noun that the trigger governs, right behind it, and the object of a verbal noun behind that."""
    sheet, frame = context.sheet, draft.trigger.frame
    limit = clause_last(context, begin, draft.sentence.last)
    head = draft.words[1] - 1
    open_head = not sheet.words[head].info.definite and not draft.possessed and not draft.definite
    if begin != draft.words[1] and not roles["actor"]:
        open_head = False
    if draft.trigger.pos == "phrase" and sheet.tags[head] is Tag.PREPOSITION:
        found = phrases_at(context, begin, limit)
        by = sheet.words[head].form in context.lexicon.words["partitive"]
        roles["actor" if by else side(frame.object)] += found
        return found[-1][1] if found else begin
    if draft.trigger.pos == "phrase" and not open_head:
        roles["actor"] += _inside_phrase(context, draft, limit)
        return begin
    if not open_head or begin >= limit or carried(sheet, begin) or _whereabouts(context, begin):
        return _object_of_owned(context, draft, begin, limit, roles)
    light = carrying(context, begin)
    if light is not None and context.lexicon.lights[light.lemma].subject == "event" and not draft.verbal:
        return begin
    found = phrases_at(context, begin, limit)
    if not found:
        return begin
    end = found[-1][1]
    role = _genitive_role(context, draft, found, end, limit)
    if role == "actor" and (not agentive(context, found[0]) or event_noun(context, found[0][0])):
        return end if event_noun(context, found[0][0]) else _behind_word(sheet, begin)
    if frame.genitive == frame.object == "recipient" and _done_by(context, draft, found, end, limit):
        target = phrases_at(context, end, limit)
        roles["actor"] += found
        roles["recipient"] += target
        return target[-1][1]
    roles[side(role)] += found
    return end if role == frame.genitive or role != "actor" else _object_behind(context, draft, end, limit, roles)


def _whereabouts(context: Context, at: int) -> bool:
    """Whether a word says on which side of a place something happens ("south of")."""
    return context.sheet.mention[at] < 0 and context.sheet.words[at].form in context.lexicon.words["inside"]


def _inside_phrase(context: Context, draft: Draft, limit: int) -> tuple[Range, ...]:
    """Who acts where the trigger's own last word names them ("the forces' withdrawal")."""
    last, words = draft.words[1] - 1, context.lexicon.words
    moved = draft.trigger.lemma.split()[0] in words["deploys"]
    noun = Pos.ADJECTIVE not in context.sheet.words[last].info.pos and bool(domains_of(context, last) & _FORCES)
    moving = draft.trigger.type in (EventType.RETREAT, EventType.MOBILIZE) and draft.trigger.frame.genitive == "actor"
    if not moving or moved or not noun or last == draft.words[0]:
        return ()
    return phrases_at(context, last, limit)


def _object_of_owned(context: Context, draft: Draft, begin: int, limit: int, roles: dict[str, list[Range]]) -> int:
    """The object of a verbal noun whose subject is a pronoun ("their seizing the town")."""
    sheet = context.sheet
    begin = skip(context, begin, limit)
    straight = begin < limit and not carried(sheet, begin) and sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME)
    if not straight or not draft.possessed or not draft.trigger.frame.object:
        return begin
    found = phrases_at(context, begin, limit)
    roles[side(draft.trigger.frame.object)] += found
    return found[-1][1] if found else begin


def _done_by(context: Context, draft: Draft, found: tuple[Range, ...], end: int, limit: int) -> bool:
    """ "the police's killing of civilians": a verbal noun's subject before its object, which a preposition marks."""
    sheet = context.sheet
    if draft.trigger.pos != "masdar" or end >= limit or carried(sheet, end) != sheet.language.address:
        return False
    target = phrases_at(context, end, limit)
    doer = agentive(context, found[0]) or bool(sheet.words[end - 1].info.morphs[0].enclitic)
    return bool(target) and doer and not act(context, end)


def _behind_word(sheet: Sheet, at: int) -> int:
    """Behind a word that is no agent and so an adjective, if a carrier or a preposition follows; else `at`."""
    follows = (Tag.VERB, Tag.PREPOSITION, Tag.RELATIVE)
    return at + 1 if at + 1 < len(sheet.words) and sheet.tags[at + 1] in follows else at


def _genitive_role(context: Context, draft: Draft, found: tuple[Range, ...], end: int, limit: int) -> str:
    """What a governed noun is where the frame leaves it open: by what it is and by what follows."""
    sheet, name = context.sheet, draft.trigger.frame.genitive
    if deploys(context, draft):
        return ""
    if name == "actor" and _targets(context, draft, end, limit):
        return "recipient"
    if name in ("giver", "buyer"):
        follows = end < limit and sheet.tags[end] in (Tag.NOMINAL, Tag.NAME) and not carried(sheet, end)
        if name == "giver" and follows and _gives_straight(context, draft, end, limit):
            return "recipient"
        side_of = "actor" if name == "giver" else "recipient"
        return side_of if follows and agentive(context, found[0]) else ""
    if name == "visitor-or-host":
        return "recipient" if has_name(context, found[0], PLACES) and not is_person(context, found[0]) else "actor"
    if name == "ground-or-actor":
        ground = has_name(context, found[0], PLACES) or has_word(context, found[0], "ground")
        return "recipient" if ground and not has_word(context, found[0], "armed") else "actor"
    if name == "actor-or-recipient":
        straight = end < limit and sheet.tags[end] is Tag.NOMINAL and not carried(sheet, end)
        behind = _behind_place(context, end, limit)
        follows = straight or (behind < limit and carried(sheet, behind) == sheet.language.address)
        head = domains_of(context, found[0][0])
        armed = bool(head & _FORCES) and "ground" not in head
        return "actor" if follows or (armed and not purpose(sheet, draft.head)) else "recipient"
    return name


_NEAR = 2
"""Words of a content before a verbal noun that is still what the cue takes."""
_DOING = frozenset((Stance.ACCUSE, Stance.PROMISE, Stance.THREATEN))


def _targets(context: Context, draft: Draft, end: int, limit: int) -> bool:
    """ "to persuade the ministry", "accused him of backing the rebels": a verbal noun whose doer stands outside, so
    that it governs whom it is done to, unless a preposition marks another one behind that."""
    sheet, frame = context.sheet, draft.trigger.frame
    if (draft.trigger.pos != "masdar" and frame.name != "stance") or frame.object != "recipient":
        return False
    if end < limit and carried(sheet, end) == sheet.language.address:
        return False
    if purpose(sheet, draft.head):
        return True
    held = context.held[draft.held] if draft.held is not None else None
    if held is None or held.attribution.stance not in _DOING:
        return False
    between = range(held.content[0][0], draft.head)
    by = held.attribution.stance is Stance.ACCUSE and carried(sheet, draft.head) in context.lexicon.words["means"]
    return len(between) <= _NEAR or (by and all(sheet.tags[i] in _NOUNS for i in between))


def _behind_place(context: Context, at: int, limit: int) -> int:
    """Behind a place that stands between a doer and its target ("the rebels in the north's shelling of …")."""
    within = at < limit and context.sheet.words[at].form in context.lexicon.words["within"]
    return skip_preposition(context, at, limit) if within else at


def deploys(context: Context, draft: Draft) -> bool:
    """Whether a verbal noun sends forces, so that they are not themselves its doer where one is told."""
    first = draft.trigger.lemma.split()[0]
    return draft.trigger.frame.name == "deploy" and draft.morph is None and first in context.lexicon.words["deploys"]


def _gives_straight(context: Context, draft: Draft, at: int, limit: int) -> bool:
    """ "selling them arms": whether the verb takes the receiver straight, and no preposition names one."""
    sheet = context.sheet
    straight = draft.trigger.lemma.split()[0] in context.lexicon.words["ditransitive"]
    return straight and not any(
        carried(sheet, index) == sheet.language.address and not act(context, index) for index in range(at, limit)
    )


def _object_behind(context: Context, draft: Draft, at: int, limit: int, roles: dict[str, list[Range]]) -> int:
    """The object of a verbal noun whose subject it governs ("the president's meeting the minister")."""
    frame, sheet = draft.trigger.frame, context.sheet
    index = skip(context, at, limit)
    if not frame.object or index >= limit or carried(sheet, index):
        return at
    found = phrases_at(context, index, limit)
    if not found:
        return at
    if frame.name == "visit" and not has_name(context, (found[0][0], found[0][0] + 1), PLACES) and roles["actor"]:
        roles["actor"][-1] = (roles["actor"][-1][0], found[0][1])
        return found[0][1]
    roles[side(frame.object)] += found
    return found[-1][1]


def _owner(context: Context, draft: Draft) -> tuple[Range, ...]:
    """Whom a possessive pronoun means: the subject of the clause, or of the nearest verb before it."""
    if draft.trigger.frame.possessive == "recipient":
        return _suffering(context, draft)
    pronoun = _pronoun(context, draft)
    at = draft.head
    for _ in range(_OWNERS):
        verb = verb_before(context, at, draft.sentence.first)
        if verb is None:
            break
        at = verb[0]
        subject = tuple(p for p in subject_of(context, *verb, draft.sentence) if p[1] <= draft.head)
        if means(context, subject, pronoun):
            return subject
    found = topic_of(context, clause_first(context, draft.head, draft.sentence.first), draft.head)
    if means(context, found[:1], pronoun):
        return found[:1]
    return meant(context, draft.words[0], pronoun, draft.sentence.first, ()) if pronoun else ()


_OWNERS = 3
"""Verbs before a noun among whose subjects its owner is looked for."""


def _suffering(context: Context, draft: Draft) -> tuple[Range, ...]:
    """Whom the pronoun on a verbal noun means that is done to somebody ("to disperse them")."""
    pronoun = _pronoun(context, draft)
    if not pronoun:
        return ()
    return meant(context, draft.words[0], pronoun, draft.sentence.first, ())


def _pronoun(context: Context, draft: Draft) -> str:
    """The pronoun written onto an event noun."""
    morphs = context.sheet.words[draft.words[1] - 1].info.morphs
    return next((m.enclitic for m in morphs if m.enclitic and m.pos != Pos.VERB), "")
