"""Who acts on whom: the noun phrases beside a trigger, by the pattern of its frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from khabar.languages.base import Pos
from khabar.model import Morph, NameType, Sentence
from khabar.reading.chunks import starts_joined
from khabar.reading.events.draft import Context, Draft, Range
from khabar.reading.events.phrases import (
    boundary,
    carried,
    clause_first,
    clause_last,
    domains_of,
    ending_at,
    has_name,
    has_word,
    phrases_at,
    skip,
    skip_preposition,
    verb_like,
    was,
)
from khabar.reading.sheet import Sheet, Tag

AGENTS = frozenset((NameType.PERSON, NameType.ORGANISATION, NameType.PLACE, NameType.GROUP, NameType.FACILITY))
_ARMS = frozenset((NameType.EQUIPMENT,))
PLACES = frozenset((NameType.PLACE, NameType.LOCATION, NameType.FACILITY))
_REACH = 24
"""Words behind a trigger within which its prepositions are looked for."""
_CARRIER_REACH = 12
"""Words before an event noun within which the verb that carries it is looked for."""
_TRANSPARENT = frozenset((Tag.PARTICLE, Tag.NEGATION, Tag.ADVERB, Tag.TIME))


@dataclass(frozen=True, slots=True)
class Core:
    """Subject and object of a verb: () where there is none, or none can be told."""

    subject: tuple[Range, ...] = ()
    object: tuple[Range, ...] = ()
    end: int = 0
    antecedent: bool = False


def agentive(context: Context, phrase: Range) -> bool:
    """Whether a noun phrase can act: it holds a name or a word for a body or a person."""
    return has_name(context, phrase, AGENTS | _ARMS) or has_word(context, phrase, "agent", "person", "armed")


def argued(context: Context, draft: Draft) -> Draft:
    """The draft with its actors, as far as they can act, and its recipients."""
    found = _of_verb(context, draft, draft.morph) if draft.morph is not None else _of_noun(context, draft)
    acting = tuple(p for p in found.actors if agentive(context, p) and not _acts(context, p[0]))
    recipients = tuple(_extended(context, p, found) for p in found.recipients if p not in acting)
    actors = tuple(_extended(context, p, found) for p in acting)
    return replace(found, actors=actors, recipients=recipients)


def _acts(context: Context, at: int) -> bool:
    return _act(context, at) or event_noun(context, at)


def _extended(context: Context, phrase: Range, draft: Draft) -> Range:
    """The phrase with a short relative clause behind it ("the areas that they hold")."""
    sheet, last = context.sheet, draft.sentence.last
    at = phrase[1]
    bare = at < last and sheet.tags[at] is Tag.VERB and not sheet.words[at - 1].info.definite and sheet.mention[at - 1] < 0
    if at + 1 >= last or not (sheet.tags[at] is Tag.RELATIVE or bare) or phrase[0] < draft.words[0] < at:
        return phrase
    while at < last and (sheet.tags[at] is Tag.RELATIVE or sheet.tags[at] in _TRANSPARENT or _auxiliary(context, at)):
        at += 1
    verb = sheet.verb(at) if at < last else None
    if verb is None or (bare and not verb.enclitic) or at == draft.head:
        return phrase
    found, end = _next_phrases(context, at + 1, clause_last(context, at + 1, last))
    end = end if found else skip_preposition(context, at + 1, last)
    return (phrase[0], max(end, at + 1)) if end - phrase[1] <= _RELATIVE_LENGTH else phrase


_RELATIVE_LENGTH = 9
"""Words of a relative clause beyond which it is no part of an argument's phrase."""


def _act(context: Context, at: int) -> bool:
    """Whether a phrase begins with a verbal noun or an event, which acts on nobody."""
    sheet = context.sheet
    if sheet.mention[at] >= 0 or domains_of(context, at) & _ACTING:
        return False
    first = sheet.words[at].info.morphs[0]
    masdar = first.pos == Pos.MASDAR or any(m.pos == Pos.MASDAR for m in sheet.words[at].info.morphs[1:2])
    return masdar and not sheet.words[at].info.definite


def event_noun(context: Context, at: int) -> bool:
    """Whether a word is an event noun."""
    found = context.lexicon.find(context.sheet.words[at].info) if context.sheet.mention[at] < 0 else None
    return found is not None and bool(found.nouns or found.masdars) and not domains_of(context, at) & _PEOPLE


_PEOPLE = frozenset(("agent", "person"))
_ACTING = frozenset(("agent", "person", "armed"))


# --- verbs --------------------------------------------------------------------------------------------------------


def core_of(context: Context, at: int, morph: Morph, sentence: Sentence, lone: str = "subject") -> Core:
    """Subject and object of the finite verb at `at`, by order: subject before it or the first phrase behind it."""
    limit = clause_last(context, at + 1, sentence.last)
    first, end = _next_phrases(context, at + 1, limit)
    if told_by_pronoun(context, at, sentence.first):
        return Core((), first, end)
    before = _subject_before(context, at, sentence.first)
    if morph.enclitic:
        relative = _relative(context, at, sentence.first)
        return Core(first, before, end) if relative else Core(first or before, (), end)
    if before and first and not agentive(context, before[0]) and agentive(context, first[0]) and lone == "subject":
        second, after = _next_phrases(context, end, limit)
        return Core(first, second, after)
    if before:
        return Core(before, first, end)
    if morph.person == 1 or morph.number in ("p", "d") or not first:
        return Core((), first, end)
    if lone == "object" and _counted(context, first[0]):
        return Core((), first, end)
    second, after = _next_phrases(context, end, limit)
    if second:
        return Core(first, second, after)
    passive = lone == "object" or _ground(context, first[0]) or event_noun(context, first[0][0])
    return Core((), first, end) if passive else Core(first, (), end)


def _ground(context: Context, phrase: Range) -> bool:
    """Whether a phrase is headed by a word for a place, which does nothing itself."""
    return "ground" in domains_of(context, phrase[0])


def _counted(context: Context, phrase: Range) -> bool:
    """Whether a phrase counts people or is indefinite: victims, not culprits."""
    sheet = context.sheet
    if sheet.tags[phrase[0]] is Tag.NUMBER or any(m.pos == Pos.QUANTIFIER for m in sheet.words[phrase[0]].info.morphs):
        return True
    return not has_name(context, phrase, AGENTS) and not sheet.words[phrase[1] - 1].info.definite


def told_by_pronoun(context: Context, at: int, first: int) -> bool:
    """Whether the subject is a pronoun written onto the word before the verb ("that he …", "but she …")."""
    sheet = context.sheet
    index = at - 1
    while index > first and sheet.tags[index] in _TRANSPARENT:
        index -= 1
    if index < first or sheet.tags[index] not in (Tag.COMPLEMENTISER, Tag.SUBORDINATOR):
        return False
    return sheet.words[index].form.endswith(tuple(context.lexicon.words["subjects"]))


def _next_phrases(context: Context, at: int, limit: int) -> tuple[tuple[Range, ...], int]:
    """The next bare noun phrases behind `at`, one prepositional phrase passed over, and the index behind them."""
    sheet = context.sheet
    index = skip(context, at, limit)
    for turn in range(2):
        while index < limit and _joined_verb(context, index):
            index += 1
        if turn and index < limit and sheet.tags[index] is Tag.MARK:
            break
        if index < limit and sheet.tags[index] in (Tag.NOMINAL, Tag.NAME, Tag.NUMBER, Tag.DEMONSTRATIVE, Tag.MARK):
            if not carried(sheet, index):
                found = phrases_at(context, index, limit)
                if found and not (index > at and sheet.tags[index] is Tag.MARK and boundary(sheet, index)):
                    return found, found[-1][1]
        moved = skip_preposition(context, index, limit)
        if moved == index:
            break
        index = skip(context, moved, limit)
    return (), at


def _joined_verb(context: Context, at: int) -> bool:
    """ "was killed and wounded": a second verb joined to the first, taken for a noun."""
    sheet = context.sheet
    return sheet.tags[at] is Tag.NOMINAL and starts_joined(sheet, sheet.words[at]) and verb_like(context, at)


def _relative(context: Context, at: int, first: int) -> bool:
    """Whether a relative pronoun, or nothing but an indefinite noun, leads to the verb."""
    sheet = context.sheet
    index = at - 1
    while index > first and sheet.tags[index] in _TRANSPARENT:
        index -= 1
    if sheet.tags[index] is Tag.RELATIVE:
        return True
    return sheet.tags[index] is Tag.NOMINAL and not sheet.words[index].info.definite


def _subject_before(context: Context, at: int, first: int) -> tuple[Range, ...]:
    """The noun phrase that a verb stands behind: the antecedent of its relative, or the topic of its clause."""
    sheet = context.sheet
    index = at
    while index > first and (sheet.tags[index - 1] in _TRANSPARENT or _auxiliary(context, index - 1)):
        index -= 1
    if index > first and sheet.tags[index - 1] is Tag.RELATIVE:
        index -= 1
        while index > first and (sheet.tags[index - 1] in _TRANSPARENT or boundary(sheet, index - 1)):
            index -= 1
        found = ending_at(context, index, first)
        return (found,) if found else ()
    begin = clause_first(context, index, first)
    topic = _topic(context, begin, index)
    if topic:
        return topic
    direct = ending_at(context, index, begin)
    if direct is not None and _bare_relative(context, direct, begin, index):
        return (direct,)
    return _far_topic(context, index, first)


def _auxiliary(context: Context, at: int) -> bool:
    return context.sheet.tags[at] is Tag.VERB and was(context, at)


def _bare_relative(context: Context, phrase: Range, begin: int, end: int) -> bool:
    """Whether a verb describes the indefinite noun before it ("in a raid that hit …")."""
    sheet = context.sheet
    if sheet.tags[phrase[0]] is Tag.NUMBER or not _governed(sheet, phrase[0], begin):
        return sheet.tags[phrase[0]] is not Tag.NUMBER
    return not sheet.words[end - 1].info.definite and (event_noun(context, phrase[0]) or agentive(context, phrase))


def _far_topic(context: Context, at: int, first: int) -> tuple[Range, ...]:
    """The topic behind a complementiser that a relative clause parts from its verb ("that the president, who …, will …")."""
    sheet = context.sheet
    if at <= first or not boundary(sheet, at - 1) or sheet.proclitics(at):
        return ()
    for index in range(at - 1, max(first, at - 30) - 1, -1):
        if sheet.tags[index] is Tag.COMPLEMENTISER:
            found = phrases_at(context, index + 1, at)
            follows = found[-1][1] if found else at
            return found if follows < at and sheet.tags[follows] is Tag.RELATIVE else ()
    return ()


def _governed(sheet: Sheet, at: int, begin: int) -> bool:
    """Whether a preposition or a verb stands before the phrase, so that it belongs to that."""
    return at > begin and sheet.tags[at - 1] in (Tag.PREPOSITION, Tag.VERB)


def _topic(context: Context, begin: int, end: int) -> tuple[Range, ...]:
    """The noun phrases that open a clause, where only times and prepositional phrases stand between them and `end`."""
    sheet = context.sheet
    index = skip(context, begin, end)
    found = phrases_at(context, index, end) if index < end and not carried(sheet, index) else ()
    if not found:
        return ()
    index = found[-1][1]
    while index < end:
        moved = skip_preposition(context, skip(context, index, end), end)
        if moved == index:
            joined = phrases_at(context, index, end) if starts_joined(sheet, sheet.words[index]) else ()
            if not joined or sheet.tags[index] not in (Tag.NOMINAL, Tag.NAME) or verb_like(context, index):
                break
            found, moved = (*found, *joined), joined[-1][1]
        index = moved
    return found if index >= end or _only_names(context, index, end) else ()


def _only_names(context: Context, first: int, end: int) -> bool:
    """Whether no verb stands in the rest, so that it still belongs to the topic (an apposition, a relative clause)."""
    return all(context.sheet.tags[i] not in (Tag.VERB, Tag.RELATIVE) for i in range(first, end))


def _of_verb(context: Context, draft: Draft, morph: Morph) -> Draft:
    frame = draft.trigger.frame
    core = _core(context, draft, morph)
    roles: dict[str, list[Range]] = {"actor": [], "recipient": [], "": []}
    paired = draft.trigger.pos == "pair"
    subject = core.subject or _carried_subject(context, draft, morph)
    if paired:
        subject = tuple(p for p in subject if not _overlaps(p, draft.words))
    roles[_role(frame.subject)] += subject
    if not paired:
        roles[_role(frame.object)] += core.object
    elif frame.object == "recipient":
        roles["recipient"] += [p for p in core.object if draft.pair is not None and p[1] <= draft.pair]
    roles["recipient"] += _inner(context, draft)
    if frame.lone == "object" and subject and not core.object and not morph.enclitic and not paired:
        roles = {"actor": [], "recipient": list(subject), "": []}
    if morph.voice == "passive" and core.subject and not core.object and not paired:
        roles = {"actor": [], "recipient": list(core.subject), "": []}
    begin = draft.words[1] if paired else draft.head + 1
    _by_preposition(context, draft, begin, roles)
    actors, recipients = tuple(roles["actor"]), tuple(roles["recipient"])
    return replace(draft, actors=actors, recipients=recipients, dropped=not core.subject)


def _core(context: Context, draft: Draft, morph: Morph) -> Core:
    """Subject and object of the draft's verb; a participle shows no subject."""
    if morph.pos != Pos.ACTIVE:
        return core_of(context, draft.head, morph, draft.sentence, draft.trigger.frame.lone)
    found, end = _next_phrases(context, draft.head + 1, clause_last(context, draft.head + 1, draft.sentence.last))
    return Core((), found, end)


def _inner(context: Context, draft: Draft) -> tuple[Range, ...]:
    """The noun of a pair or phrase, where it is itself what suffers ("expel the ambassador")."""
    if not draft.trigger.frame.inner:
        return ()
    at = draft.pair if draft.pair is not None else draft.words[1] - 1
    return phrases_at(context, at, clause_last(context, at, draft.sentence.last))


def _carried_subject(context: Context, draft: Draft, morph: Morph) -> tuple[Range, ...]:
    """The subject of the verb before, where this verb is joined to it or shows none, and both agree in gender."""
    sheet = context.sheet
    if morph.person == 1 or draft.trigger.frame.subject != "actor":
        return ()
    joined = sheet.proclitics(draft.head)[:1]
    follows = draft.head > draft.sentence.first and sheet.tags[draft.head - 1] in (Tag.SUBORDINATOR, Tag.CONJUNCTION)
    if not follows and not (joined and joined[0] in sheet.language.joiners):
        return ()
    before = _verb_before(context, draft.head, draft.sentence.first)
    if before is None or before[1].gender != morph.gender:
        return ()
    return tuple(p for p in subject_of(context, *before, draft.sentence) if p[1] <= draft.head)


def _role(name: str) -> str:
    return {"both": "recipient", "place": ""}.get(name, name)


def _by_preposition(context: Context, draft: Draft, begin: int, roles: dict[str, list[Range]]) -> None:
    """Add what the frame's prepositions name, to the end of the clause or the next verb."""
    sheet, frame = context.sheet, draft.trigger.frame
    limit = min(clause_last(context, begin, draft.sentence.last), begin + _REACH)
    index = begin
    while index < limit:
        tag = sheet.tags[index]
        if tag is Tag.VERB and index > begin and not _carrier(context, index):
            return
        if tag is Tag.NOMINAL and index > begin and event_noun(context, index):
            return
        agents = context.lexicon.agents.match(sheet.words, index, cut=False)
        if agents is not None:
            roles["actor"] += phrases_at(context, agents.last, limit)
            index = max(agents.last, index + 1)
            continue
        index = _at_preposition(context, frame.prepositions, index, limit, roles)


def _at_preposition(
    context: Context, table: Mapping[str, str], index: int, limit: int, roles: dict[str, list[Range]]
) -> int:
    """The index to go on from, once what may stand at `index` has been added."""
    sheet = context.sheet
    tag, word = sheet.tags[index], sheet.words[index]
    if word.form in context.lexicon.words["between"] and word.form in table:
        found = _sides(context, index + 1, limit)
        roles["actor"] += found
        return found[-1][1] if found else index + 1
    if tag is Tag.PREPOSITION and word.info.morphs[0].enclitic:
        return index + 1
    if tag is Tag.PREPOSITION:
        role = next((table[m.stem] for m in word.info.morphs if m.pos == Pos.PREPOSITION and m.stem in table), None)
        begin = index + 1
    else:
        role = table.get(carried(sheet, index)) if tag in (Tag.NOMINAL, Tag.NAME) and carried(sheet, index) else None
        role = None if role is not None and role != "agent-recipient" and _act(context, index) else role
        begin = index
    if role is None:
        return index + 1
    found = phrases_at(context, begin, limit) if begin < limit else ()
    role = _settled(context, role, found)
    if role == "enemy":
        if agentive(context, found[0]) and not has_word(context, found[0], "ground"):
            roles["recipient"] = list(found)
        return found[-1][1]
    if found and not roles[_role(role)]:
        roles[_role(role)] += found
    elif found and role == "actor":
        roles["actor"] += found
    return found[-1][1] if found else index + 1


def _settled(context: Context, role: str, found: tuple[Range, ...]) -> str:
    """The role of a phrase behind a preposition where it hangs on what the phrase is."""
    if not found:
        return ""
    ground = has_name(context, found[0], PLACES) and not _person(context, found[0])
    if role == "person-actor":
        return "actor" if has_name(context, found[0], frozenset((NameType.PERSON,))) or _person(context, found[0]) else ""
    if role == "host-or-visitor":
        return "recipient" if ground else "actor"
    if role == "agent-recipient":
        return "recipient" if agentive(context, found[0]) and not has_word(context, found[0], "ground") else ""
    return role


def _sides(context: Context, at: int, limit: int) -> tuple[Range, ...]:
    """The sides of a clash: joined phrases, also behind a comma and "on the one hand"."""
    return phrases_at(context, at, limit)


# --- nouns --------------------------------------------------------------------------------------------------------


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


def _of_noun(context: Context, draft: Draft) -> Draft:
    frame = draft.trigger.frame
    if frame.name == "victims":
        return _victims(context, draft)
    roles: dict[str, list[Range]] = {"actor": [], "recipient": [], "": []}
    carrier = _carrier_before(context, draft)
    begin = _behind_adjectives(context, draft, roles)
    begin = _genitive(context, draft, begin, roles)
    draft = replace(draft, carrier=carrier)
    roles["recipient"] += _inner(context, draft)
    if draft.possessed:
        owner = _owner(context, draft)
        roles[_role(frame.possessive)] += owner
    begin = _relative_carrier(context, draft, begin, roles)
    _by_preposition(context, draft, begin, roles)
    if carrier is not None:
        _from_carrier(context, draft, carrier, roles)
    return replace(draft, actors=tuple(roles["actor"]), recipients=tuple(roles["recipient"]))


def _behind_adjectives(context: Context, draft: Draft, roles: dict[str, list[Range]]) -> int:
    """Behind the adjectives of an event noun; a group adjective tells whose it is."""
    sheet, frame = context.sheet, draft.trigger.frame
    definite = sheet.words[draft.words[1] - 1].info.definite and not draft.possessed
    index = draft.words[1]
    while index < draft.sentence.last:
        mention = sheet.mention_at(index)
        word = sheet.words[index].info
        if mention is not None and mention.type is NameType.GROUP and word.definite == (draft.definite or draft.possessed):
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


_DESCRIBES = frozenset((Pos.ADJECTIVE, Pos.ACTIVE, Pos.PASSIVE))


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
        roles[_role(frame.object)] += found
        return found[-1][1] if found else begin
    if draft.trigger.pos == "phrase" and not open_head:
        return begin
    if not open_head or begin >= limit or carried(sheet, begin):
        if draft.possessed and frame.object:
            found = () if begin >= limit or carried(sheet, begin) else phrases_at(context, begin, limit)
            if found and sheet.tags[begin] in (Tag.NOMINAL, Tag.NAME):
                roles[_role(frame.object)] += found
                return found[-1][1]
        return begin
    light = _carrying(context, begin)
    if light is not None and context.lexicon.lights[light.lemma].subject == "event" and not draft.verbal:
        return begin
    found = phrases_at(context, begin, limit)
    if not found:
        return begin
    end = found[-1][1]
    role = _genitive_role(context, draft, found, end, limit)
    if role == "actor" and (not agentive(context, found[0]) or event_noun(context, found[0][0])):
        return end if event_noun(context, found[0][0]) else _behind_word(sheet, begin)
    roles[_role(role)] += found
    return end if role == frame.genitive or role != "actor" else _object_behind(context, draft, end, limit, roles)


def _behind_word(sheet: Sheet, at: int) -> int:
    """Behind a word that is no agent and so an adjective, if a carrier or a preposition follows; else `at`."""
    return at + 1 if at + 1 < len(sheet.words) and sheet.tags[at + 1] in (Tag.VERB, Tag.PREPOSITION, Tag.RELATIVE) else at


def _genitive_role(context: Context, draft: Draft, found: tuple[Range, ...], end: int, limit: int) -> str:
    """What a governed noun is where the frame leaves it open: by what it is and by what follows."""
    sheet, name = context.sheet, draft.trigger.frame.genitive
    if name == "giver":
        follows = end < limit and sheet.tags[end] in (Tag.NOMINAL, Tag.NAME) and not carried(sheet, end)
        return "actor" if follows and agentive(context, found[0]) else ""
    if name == "visitor-or-host":
        return "recipient" if has_name(context, found[0], PLACES) and not _person(context, found[0]) else "actor"
    if name == "ground-or-actor":
        ground = has_name(context, found[0], PLACES) or has_word(context, found[0], "ground")
        return "recipient" if ground and not has_word(context, found[0], "armed") else "actor"
    if name == "actor-or-recipient":
        follows = end < limit and (carried(sheet, end) == sheet.language.address or sheet.tags[end] is Tag.NOMINAL)
        armed = has_word(context, found[0], "armed", "agent") and not has_word(context, found[0], "ground")
        return "actor" if follows or (armed and not _purpose(sheet, draft)) else "recipient"
    return name


def _purpose(sheet: Sheet, draft: Draft) -> bool:
    return carried(sheet, draft.head) == sheet.language.address


def _person(context: Context, phrase: Range) -> bool:
    return has_name(context, phrase, frozenset((NameType.PERSON,))) or has_word(context, phrase, "agent")


def _object_behind(context: Context, draft: Draft, at: int, limit: int, roles: dict[str, list[Range]]) -> int:
    """The object of a verbal noun whose subject it governs ("the president's meeting the minister")."""
    frame, sheet = draft.trigger.frame, context.sheet
    index = skip(context, at, limit)
    if not frame.object or index >= limit or carried(sheet, index):
        return at
    found = phrases_at(context, index, limit)
    if not found:
        return at
    roles[_role(frame.object)] += found
    return found[-1][1]


def subject_of(context: Context, at: int, morph: Morph, sentence: Sentence) -> tuple[Range, ...]:
    """The subject of a finite verb; none where a lone phrase is what the verb does it to."""
    found = context.lexicon.find(context.sheet.words[at].info)
    lone = next((t.frame.lone for m, t in found.verbs if m.lemma == morph.lemma), "subject") if found else "subject"
    return core_of(context, at, morph, sentence, lone).subject


def _owner(context: Context, draft: Draft) -> tuple[Range, ...]:
    """Whom a possessive pronoun means: the subject of the clause, or of the nearest verb before it."""
    verb = _verb_before(context, draft.head, draft.sentence.first)
    if verb is not None:
        subject = tuple(p for p in subject_of(context, *verb, draft.sentence) if p[1] <= draft.head)
        if subject:
            return subject
    topic = _topic(context, clause_first(context, draft.head, draft.sentence.first), draft.head)
    return topic[:1]


def _verb_before(context: Context, at: int, first: int) -> tuple[int, Morph] | None:
    """The nearest finite verb before a word, within its sentence, the copula left out."""
    sheet = context.sheet
    for index in range(at - 1, max(first, at - 30) - 1, -1):
        morph = sheet.verb(index)
        if morph is not None and not was(context, index):
            return index, morph
    return None


# --- verbs that carry an event noun ---------------------------------------------------------------------------------


def _carrier(context: Context, index: int) -> bool:
    return any(m.pos == Pos.VERB and m.lemma in context.lexicon.lights for m in context.sheet.words[index].info.morphs)


def carrier_morph(context: Context, index: int) -> Morph | None:
    """The carrying reading of a verb or of a verbal noun."""
    return _carrying(context, index) if context.sheet.tags[index] is Tag.VERB else None


def _carrying(context: Context, index: int) -> Morph | None:
    morphs = context.sheet.words[index].info.morphs
    light = [m for m in morphs if m.pos == Pos.VERB and m.lemma in context.lexicon.lights]
    return next((m for m in light if not m.proclitics), None) or next(iter(light), None)


def _carrier_before(context: Context, draft: Draft) -> int | None:
    """The verb of the same clause that carries this noun, before it."""
    sheet = context.sheet
    first = max(draft.sentence.first, draft.words[0] - _CARRIER_REACH)
    if _set_apart(context, draft.words[0], first):
        return None
    for index in range(draft.words[0] - 1, first - 1, -1):
        if boundary(sheet, index) or sheet.tags[index] in (Tag.RELATIVE, Tag.SUBORDINATOR):
            return None
        if sheet.tags[index] is Tag.VERB and not was(context, index):
            return index if carrier_morph(context, index) is not None else None
    return None


def _set_apart(context: Context, at: int, first: int) -> bool:
    """Whether a preposition of its own governs the noun, so that no verb before it carries it ("after an attack")."""
    sheet = context.sheet
    index = at
    while index > first and sheet.tags[index - 1] is Tag.NOMINAL and not sheet.words[index - 1].info.definite:
        index -= 1
    if index == first or sheet.tags[index - 1] is not Tag.PREPOSITION:
        return False
    return sheet.tags[index - 2] is not Tag.VERB if index - 2 >= first else True


def _from_carrier(context: Context, draft: Draft, carrier: int, roles: dict[str, list[Range]]) -> None:
    """What the carrier's subject and object are for the event."""
    morph = carrier_morph(context, carrier)
    if morph is None:
        return
    light = context.lexicon.lights[morph.lemma]
    core = core_of(context, carrier, morph, draft.sentence)
    subject = tuple(p for p in core.subject if not _overlaps(p, draft.words) and p[0] < draft.words[0])
    subject = subject or _carried_subject(context, replace(draft, head=carrier), morph)
    if light.subject in ("actor", "recipient") and subject and not roles[light.subject]:
        roles[light.subject] += subject
    if light.subject == "event" and light.object == "recipient" and any(_overlaps(p, draft.words) for p in core.subject):
        roles["recipient"] += [p for p in core.object if p[0] >= draft.words[1]]


def _overlaps(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _relative_carrier(context: Context, draft: Draft, begin: int, roles: dict[str, list[Range]]) -> int:
    """ "… that the alliance carried out", "… that hit a convoy": what the verb behind the noun says of it."""
    sheet = context.sheet
    index = begin
    while index < draft.sentence.last and sheet.tags[index] in (Tag.RELATIVE, Tag.PARTICLE, Tag.TIME, Tag.ADVERB):
        index += 1
    if index >= draft.sentence.last or sheet.tags[index] not in (Tag.VERB, Tag.NOMINAL):
        return begin
    morph = _carrying(context, index)
    if morph is None:
        return begin
    light = context.lexicon.lights[morph.lemma]
    limit = clause_last(context, index + 1, draft.sentence.last)
    found, end = _next_phrases(context, index + 1, limit)
    if light.subject in ("actor", "recipient") and morph.enclitic:
        roles[light.subject] += found
        return end if found else index + 1
    if light.subject == "event" and light.object in ("recipient", "actor"):
        roles[light.object] += found
        return end if found else index + 1
    return index + 1


def controlled(context: Context, draft: Draft) -> Draft:
    """A verbal noun without an actor takes the subject of the verb that governs it ("seeks to …", "in order to …")."""
    if draft.actors or draft.verbal or draft.trigger.frame.subject != "actor" or draft.carrier is not None:
        return draft
    visit = draft.trigger.frame.name == "visit" and not draft.definite
    if not visit and (draft.trigger.pos not in ("masdar", "pair", "phrase") or not _complement(context, draft)):
        return draft
    first = clause_first(context, draft.head, draft.sentence.first)
    at = draft.head
    for _ in range(_CONTROLLERS):
        verb = _verb_before(context, at, first)
        if verb is None:
            return draft
        at = verb[0]
        if (at > first and context.sheet.tags[at - 1] is Tag.RELATIVE) or _after_negated_relative(context, at, first):
            continue
        subject = subject_of(context, at, verb[1], draft.sentence)
        subject = tuple(p for p in subject if p[1] <= draft.words[0] and agentive(context, p))
        if subject:
            return replace(draft, actors=subject)
    return draft


def _complement(context: Context, draft: Draft) -> bool:
    """Whether a verbal noun is what a verb takes: bare, or definite right behind a preposition."""
    before = draft.words[0] - 1
    if before >= draft.sentence.first and context.sheet.words[before].form in context.lexicon.words["background"]:
        return False
    if not draft.definite:
        return True
    return bool(carried(context.sheet, draft.words[0])) or context.sheet.tags[before] is Tag.PREPOSITION


_CONTROLLERS = 3
"""Verbs before a verbal noun that may govern it, those of relative clauses passed over."""


def _after_negated_relative(context: Context, at: int, first: int) -> bool:
    """ "… that still …": a relative pronoun with a particle between it and the verb."""
    tags = context.sheet.tags
    return at - 2 >= first and tags[at - 1] in _TRANSPARENT and tags[at - 2] is Tag.RELATIVE
