"""What a trigger needs beside it to count: parties, ground, arms, something said, by the `needs` of its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from khabar.languages.base import Pos
from khabar.model import EventType, NameType, Sentence, Status
from khabar.reading.events.antecedents import adopted, after_agreement, agreement, pledged, thrown, weapon
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.objects import governs
from khabar.reading.events.parties import AGENTS, PLACES, acts, agentive, armed_party, fighting
from khabar.reading.events.phrases import boundary, domains_of, has_name, has_word, purpose
from khabar.reading.events.utterances import negated, threat, withheld
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range

_WAR = 0.04
"""Share of words for arms and armed people above which a report is of war."""
_CONTENT_REACH = 10
"""Words behind a verb of speech within which what it asks for must begin."""


def meets(context: Context, draft: Draft) -> bool:
    """Whether a draft has what its trigger needs."""
    if draft.trigger.type in (EventType.REJECT, EventType.REQUEST) and withheld(context, draft):
        return False
    check = CHECKS.get(draft.trigger.needs)
    return check is None or check(context, draft)


def _content(context: Context, draft: Draft) -> bool:
    """A verb of speech must say something: it is a cue, or what is asked for follows."""
    if draft.head in context.cues:
        return True
    if draft.morph is not None:
        if draft.morph.voice == "passive":
            return False
        named = draft.morph.person == 1 or _any_agent(context, draft)
        return bool(draft.morph.enclitic) or (named and _complement(context, draft))
    told = purpose(context.sheet, draft.head) or draft.possessed or (draft.argued and not draft.definite)
    return told and _complement(context, draft)


def _complement(context: Context, draft: Draft) -> bool:
    sheet = context.sheet
    for index in range(draft.words[1], min(draft.sentence.last, draft.words[1] + _CONTENT_REACH)):
        if boundary(sheet, index) or sheet.tags[index] is Tag.VERB:
            return False
        if sheet.tags[index] is Tag.COMPLEMENTISER or _deed(context, index):
            return True
    return False


def _deed(context: Context, index: int) -> bool:
    """Whether a word is an event noun or else a verbal noun."""
    info = context.sheet.words[index].info
    found = context.lexicon.find(info) if context.sheet.mention[index] < 0 else None
    return info.morphs[0].pos == Pos.MASDAR or (found is not None and bool(found.masdars or found.nouns))


def _agents(context: Context, draft: Draft) -> bool:
    """Two agents, or one on each side."""
    acting = [p for p in draft.actors if agentive(context, p)]
    suffering = [p for p in draft.recipients if agentive(context, p)]
    many = draft.trigger.frame.mutual and any(_several(context, p) for p in acting)
    return many or len(acting) > 1 or bool(acting and suffering)


def _several(context: Context, phrase: Range) -> bool:
    """Whether a phrase opens with a word for several who meet ("the ministers", "both sides")."""
    return any(rest in context.lexicon.words["several"] for _, rest in context.sheet.words[phrase[0]].info.variants)


def _destination(context: Context, draft: Draft) -> bool:
    """Somebody of note goes to a named place."""
    somebody = any(_notable(context, p) and "armed" not in domains_of(context, p[0]) for p in draft.actors)
    somebody = somebody or any(_team(context, p) for p in draft.actors)
    return somebody and any(has_name(context, p, PLACES) for p in draft.recipients)


def _team(context: Context, phrase: Range) -> bool:
    """A group of people who are sent ("a team of officers")."""
    head = context.sheet.words[phrase[0]].info.variants
    sent = any(rest in context.lexicon.words["teams"] for _, rest in head)
    return sent and has_word(context, (phrase[0] + 1, phrase[1]), "agent", "armed", "person")


def _notable(context: Context, phrase: Range) -> bool:
    return has_name(context, phrase, frozenset((NameType.PERSON,))) or has_word(context, phrase, "agent")


def _object(context: Context, draft: Draft) -> bool:
    """A person or a body suffers it, or a number of people."""
    if draft.possessed and draft.trigger.frame.possessive == "recipient":
        return True
    return any(agentive(context, p) or context.sheet.tags[p[0]] is Tag.NUMBER for p in draft.recipients)


def _ground_or_person(context: Context, draft: Draft) -> bool:
    hit = (*draft.actors, *draft.recipients)
    return any(_people_or_ground(context, p) for p in hit)


def _people_or_ground(context: Context, phrase: Range) -> bool:
    if acts(context, phrase[0]):
        return False
    return agentive(context, phrase) or has_word(context, phrase, "ground") or has_name(context, phrase, PLACES)


def _indefinite_object(context: Context, draft: Draft) -> bool:
    """A verbal noun that governs those who suffer it, and is not just a like-written noun."""
    return not draft.definite and not draft.possessed and _object(context, draft)


def _captives(context: Context, draft: Draft) -> bool:
    """The same, where the report is of war ("capturing soldiers", not "families of …", least of all of the dead)."""
    bereaved = any(context.sheet.words[i].form in context.lexicon.words["mourned"] for i in _behind(draft, 1))
    return _indefinite_object(context, draft) and _at_war(context, draft) and not bereaved


def _agent_content(context: Context, draft: Draft) -> bool:
    return any(agentive(context, p) for p in draft.actors) and (draft.argued or _content(context, draft))


def _armed(context: Context, draft: Draft) -> bool:
    return armed(context, draft.sentence, draft.words)


def armed(context: Context, sentence: Sentence, without: Range) -> bool:
    """Whether the sentence speaks of arms or armed people outside of the trigger itself."""
    return any(
        "armed" in domains_of(context, i) or weapon(context, i)
        for i in range(sentence.first, sentence.last)
        if not without[0] <= i < without[1]
    )


def _arms_object(context: Context, draft: Draft) -> bool:
    """Troops or weapons stand right behind the trigger."""
    last = min(draft.sentence.last, draft.words[1] + 4)
    return any("armed" in domains_of(context, i) or weapon(context, i) for i in range(draft.words[1], last))


def _weapon_object(context: Context, draft: Draft) -> bool:
    """Weapons are what it moves: one stands close behind it, and is not its means; a named party takes part."""
    last = min(draft.sentence.last, draft.words[1] + _WEAPON_REACH)
    means = context.lexicon.words["means"]
    goods = (i for i in range(draft.words[1], last) if context.sheet.proclitics(i)[-1:] not in {(m,) for m in means})
    if not any(weapon(context, i) for i in goods):
        return False
    return _any_agent(context, draft) or has_name(context, (draft.words[1], last), AGENTS)


_WEAPON_REACH = 6
"""Words behind a verb of giving within which the weapons must stand, behind giver and receiver."""


def _territory(context: Context, draft: Draft) -> bool:
    """Ground with a name or a word for ground, or an armed holder of it, in a sentence or report of war."""
    ground = any(has_name(context, p, PLACES) or has_word(context, p, "ground") for p in draft.recipients)
    behind = (draft.words[1], min(draft.words[1] + 2, draft.sentence.last))
    holder = any(armed_party(context, p) for p in (*draft.actors, *draft.recipients, behind))
    war = _at_war(context, draft)
    ground = ground or _it(context, draft)
    return (war and (holder or ground or draft.possessed)) or (holder and ground)


def _seized(context: Context, draft: Draft) -> bool:
    """The same, or a place with a name, of verbs that always take ground by force."""
    return any(has_name(context, p, PLACES) for p in draft.recipients) or _territory(context, draft)


def _it(context: Context, draft: Draft) -> bool:
    """Whether a pronoun stands for the ground ("the areas that they seized")."""
    sheet, after = context.sheet, draft.words[1]
    if after >= draft.sentence.last or sheet.tags[after] is not Tag.PREPOSITION:
        return draft.morph is not None and bool(draft.morph.enclitic)
    return bool(sheet.words[after].info.morphs[0].enclitic)


def _at_war(context: Context, draft: Draft) -> bool:
    """Whether the report is of war, or the sentence speaks of arms."""
    return context.topic.domains.get("armed", 0.0) > _WAR or armed(context, draft.sentence, draft.words)


def _arms(context: Context, draft: Draft) -> bool:
    return any(weapon(context, i) for i in range(draft.sentence.first, draft.sentence.last)) and _named(context, draft)


def _named(context: Context, draft: Draft) -> bool:
    return any(has_name(context, p, AGENTS) for p in (*draft.actors, *draft.recipients))


def _voiced(context: Context, draft: Draft) -> bool:
    """A stance that a source voices: the noun opens what it says ("voiced his thanks", "and his support")."""
    if draft.held is None:
        return False
    first = context.held[draft.held].content[0][0]
    return all(context.sheet.tags[i] not in _CLAUSE for i in range(first, draft.words[0]))


_CLAUSE = frozenset((Tag.VERB, Tag.COMPLEMENTISER, Tag.RELATIVE, Tag.SUBORDINATOR, Tag.MARK))


def _stance(context: Context, draft: Draft) -> bool:
    """A stance that is voiced, or that one party takes to another."""
    own = draft.possessed and any(agentive(context, p) for p in draft.recipients)
    return own or _voiced(context, draft) or _agents(context, draft)


def _refuses(context: Context, draft: Draft) -> bool:
    """Somebody of note does not accept."""
    return negated(context, draft) and _any_agent(context, draft)


def _fighters(context: Context, draft: Draft) -> bool:
    """People do it, not numbers that fall, where arms are spoken of."""
    shown = draft.verbal and not draft.dropped and not draft.actors
    return not shown and _armed(context, draft)


def _said(context: Context, draft: Draft) -> bool:
    """It is how a source says something."""
    return draft.head in context.cues


def _traveller(context: Context, draft: Draft) -> bool:
    """Somebody of note does it."""
    return any(_notable(context, p) for p in draft.actors)


def _receives(context: Context, draft: Draft) -> bool:
    """Somebody of note receives somebody, not something."""
    return _any_agent(context, draft) and (not draft.recipients or _object(context, draft))


def _behind(draft: Draft, reach: int) -> range:
    return range(draft.words[1], min(draft.words[1] + reach, draft.sentence.last))


def _named_object(context: Context, draft: Draft) -> bool:
    return any(has_name(context, p, AGENTS) for p in draft.recipients)


def _enemy(context: Context, draft: Draft) -> bool:
    """Armed people are those whom it is directed at."""
    return any(fighting(context, p) for p in draft.recipients)


def _any_agent(context: Context, draft: Draft) -> bool:
    """Somebody takes part who is named or a public body, or a pronoun stands for them."""
    parties = (*draft.actors, *draft.recipients)
    return draft.possessed or any(has_name(context, p, AGENTS) or has_word(context, p, "agent") for p in parties)


def _meeting(context: Context, draft: Draft) -> bool:
    """Somebody of note takes part, or it is set for a day, for leaders or at a named place."""
    if _any_agent(context, draft):
        return True
    sheet, behind = context.sheet, _behind(draft, _SETTING)
    if draft.trigger.pos == "phrase" and has_word(context, (behind.start, behind.stop), "agent", "armed"):
        return True
    if draft.verbal or draft.trigger.type is not EventType.CONSULT:
        return False
    told = (context.lexicon.after.match(sheet.words, i) for i in behind[:2])
    due = any(match is not None and match.value is Status.PLANNED for match in told)
    led = any(sheet.words[i].form in context.lexicon.words["levels"] for i in behind)
    reached = sheet.proclitics(draft.head) or sheet.tags[draft.head - 1] is Tag.PREPOSITION
    places = (i for i in behind if has_name(context, (i, i + 1), PLACES))
    placed = bool(reached) and any(sheet.tags[i - 1] is Tag.PREPOSITION for i in places)
    return due or led or placed


_SETTING = 4
"""Words behind a meeting within which its day, place or level stands."""


def _inquiry(context: Context, draft: Draft) -> bool:
    """A carrier or a word that it goes on, and no noun governed, which would make it an achievement; a verb looks into
    something."""
    governed = any(p[0] == draft.words[1] for p in draft.recipients)
    if draft.verbal:
        return not governed and _acting(context, draft) and _looks_into(context, draft)
    going = any(context.lexicon.after.match(context.sheet.words, i) is not None for i in _behind(draft, 1))
    return (draft.carrier is not None or going) and not governed


def _looks_into(context: Context, draft: Draft) -> bool:
    """Whether what follows a verb, or its subject behind it, is the preposition of inquiry."""
    subject = max((last for first, last in draft.actors if first == draft.words[1]), default=draft.words[1])
    if subject >= draft.sentence.last or (draft.morph is not None and draft.morph.enclitic):
        return False
    inquiry = context.lexicon.words["within"]
    return context.sheet.words[subject].form in inquiry


def _held_talks(context: Context, draft: Draft) -> bool:
    """Two agents, or a verb that says it was done."""
    return (draft.carrier is not None and not draft.definite) or _agents(context, draft)


def _counted(context: Context, draft: Draft) -> bool:
    """Victims must be counted or told for the first time."""
    sheet = context.sheet
    if not sheet.words[draft.words[0]].info.definite:
        return not sheet.proclitics(draft.words[0]) or draft.carrier is not None
    return any(p[0] < draft.words[0] for p in draft.recipients)


def _fallen(context: Context, draft: Draft) -> bool:
    """Counted victims, and of war."""
    return _counted(context, draft) and _at_war(context, draft)


def protesters(context: Context, draft: Draft) -> bool:
    """Protesters do it."""
    return any(has_word(context, p, "unrest") for p in draft.actors)


def _argued(_: Context, draft: Draft) -> bool:
    return draft.argued


def _not_means(context: Context, draft: Draft) -> bool:
    """No mere "in cooperation with …", and somebody takes part."""
    cut = context.sheet.proclitics(draft.head)[-1:]
    return not (cut and cut[0] in context.lexicon.words["means"]) and _any_agent(context, draft)


def _unarmed(context: Context, draft: Draft) -> bool:
    """Protesters do it, or nobody armed is near."""
    return protesters(context, draft) or not _armed(context, draft)


def _acting(context: Context, draft: Draft) -> bool:
    """Somebody does it."""
    return any(agentive(context, p) for p in draft.actors)


def _unrest(context: Context, draft: Draft) -> bool:
    return any(
        "unrest" in domains_of(context, i)
        for i in range(draft.sentence.first, draft.sentence.last)
        if not draft.words[0] <= i < draft.words[1]
    )


CHECKS: Mapping[str, Callable[[Context, Draft], bool]] = {
    "content": _content,
    "agent-both": _agents,
    "agent-dest": _destination,
    "agent-object": _object,
    "object:person-or-group": _object,
    "agent-content": _agent_content,
    "agent-content-alone": lambda context, draft: not governs(context, draft) and _agent_content(context, draft),
    "actor-alone": lambda context, draft: not governs(context, draft) and _acting(context, draft),
    "armed": _armed,
    "voiced": _voiced,
    "fighters": _fighters,
    "stance": _stance,
    "receives": _receives,
    "said": _said,
    "actor:notable": _traveller,
    "agents-or-done": _held_talks,
    "seized": _seized,
    "after-agreement": after_agreement,
    "object:weapon": _weapon_object,
    "actor": _acting,
    "manner": lambda _context, _draft: True,
    "manner:unrest": _unrest,
    "object:armed": _arms_object,
    "object:fighting": _enemy,
    "object:ground-or-person": _ground_or_person,
    "indefinite-object": _indefinite_object,
    "captives": _captives,
    "territory": _territory,
    "arms": _arms,
    "agreement": agreement,
    "thrown": thrown,
    "adopted": adopted,
    "pledged": pledged,
    "inquiry": _inquiry,
    "object:named": _named_object,
    "agent-any": _meeting,
    "counted": _counted,
    "counted:war": _fallen,
    "unarmed": _unarmed,
    "actor:unrest": protesters,
    "argued": _argued,
    "not-means": _not_means,
    "negated": _refuses,
    "threat": threat,
    "report:unrest": _unrest,
}
"""What each word in the column `needs` of `triggers.csv` asks of a draft."""
