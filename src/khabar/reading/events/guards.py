"""What keeps the reader from seeing events everywhere: what a report is about, what is news in it,
and what only stands or is chanted. What each trigger needs beside it is told in `needs`."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from khabar.languages.base import Pos
from khabar.model import EventType, Sentence, Status, WordKind
from khabar.reading.events.draft import Context, Draft, Topic
from khabar.reading.events.needs import meets
from khabar.reading.events.phrases import carried, has_word, purpose
from khabar.reading.sheet import Tag
from khabar.text.ranges import Range

_SUBJECTS = {"sport": 0.030, "finance": 0.060, "weather": 0.040}
"""Share of a report's words above which it is about a subject without events; political reports of the development
set stay below half of each."""
_FACTUAL = 0.6
"""Share of a report's sentences with a name, time or number above which it tells news; columns stay below."""
_OUTLETS = frozenset(("agency", "broadcaster", "newspaper", "magazine", "radio", "site"))


def topic_of(context: Context) -> Topic:
    """What a report is about."""
    sheet = context.sheet
    forms = Counter(w.info for w in sheet.words if w.kind is WordKind.WORD)
    found: Counter[str] = Counter()
    for info, number in forms.items():
        for domain in context.lexicon.domains(info):
            found[domain] += number
    sentences = sheet.document.sentences
    anchored = sum(_anchored(context, sentence) for sentence in sentences)
    shares = {name: number / forms.total() for name, number in found.items()}
    return Topic(shares, anchored / len(sentences) if sentences else 1.0)


def without_events(context: Context) -> bool:
    """Whether a report is about sport, markets or the weather."""
    share = context.topic.domains
    violence = share.get("armed", 0.0) + share.get("unrest", 0.0)
    return any(share.get(name, 0.0) > most and share.get(name, 0.0) > violence for name, most in _SUBJECTS.items())


def counts(context: Context, draft: Draft) -> bool:
    """Whether a draft has what its trigger needs."""
    news = context.topic.anchored > _FACTUAL or _anchored(context, draft.sentence) or _public(context, draft)
    interview = draft.trigger.type is EventType.CONSULT and any(_outlet(context, p) for p in draft.actors)
    if not news or interview or _chanted(context, draft) or _not_done(context, draft):
        return False
    return meets(context, draft)


def _chanted(context: Context, draft: Draft) -> bool:
    """Whether a crowd's slogan says it: a quotation behind a word of chanting, a verb of demand behind one, or what
    that demands or is against."""
    sheet = context.sheet
    first, quotation = draft.head, sheet.quotation[draft.head]
    while quotation >= 0 and first > draft.sentence.first and sheet.quotation[first - 1] == quotation:
        first -= 1
    outside = (i for i in range(first - 1, draft.sentence.first - 1, -1) if quotation < 0 or sheet.quotation[i] < 0)
    reach = _BEFORE_SLOGAN if quotation >= 0 else _SLOGAN_ACTS
    at = next((i for i in islice(outside, reach) if _slogan(context, i)), None)
    if at is None or quotation >= 0:
        return at is not None
    speech = draft.trigger.type in (EventType.REQUEST, EventType.ACCUSE)
    against = context.lexicon.words["against"]
    between = range(at + 1, first)
    return speech or any(sheet.tags[i] is Tag.VERB or sheet.words[i].form in against for i in between)


def _not_done(context: Context, draft: Draft) -> bool:
    """Whether a word for an act tells of none: a purpose in a name, a use, what befell somebody by illness."""
    return _named_for(context, draft) or _use(context, draft) or _befallen(context, draft)


def _befallen(context: Context, draft: Draft) -> bool:
    """Whether people are said to be harmed by an illness ("were struck by a poisoning")."""
    if draft.trigger.frame.name != "harm":
        return False
    sheet, ills, article = context.sheet, context.lexicon.words["ills"], context.sheet.language.article
    behind = range(draft.words[1], min(draft.words[1] + _BEFALLEN, draft.sentence.last))
    forms = (
        rest
        for i in behind
        if carried(sheet, i) or sheet.tags[i - 1] is Tag.PREPOSITION
        for rest in sheet.words[i].info.rests
    )
    return any(form.removeprefix(article) in ills for form in forms)


_BEFALLEN = 9
"""Words behind a word of harm within which its cause stands, behind those who suffer it."""


def _named_for(context: Context, draft: Draft) -> bool:
    """Whether a verbal noun behind "for" tells what an agreement or a body is for ("the treaty … for cooperation")."""
    if draft.verbal or draft.trigger.type not in _PURPOSES or not purpose(context.sheet, draft.words[0]):
        return False
    names = context.lexicon.words["named_for"]
    for index in range(draft.words[0] - 1, max(draft.sentence.first, draft.words[0] - _NAMED_FOR) - 1, -1):
        if context.sheet.tags[index] not in (Tag.NOMINAL, Tag.NAME, Tag.MARK):
            return False
        if context.sheet.words[index].info.among(names):
            return True
    return False


_PURPOSES = frozenset((EventType.COOPERATE, EventType.AID, EventType.CONSULT))
_NAMED_FOR = 5
"""Words before its purpose within which the noun of an agreement or body stands; its name may stand between."""


def _use(context: Context, draft: Draft) -> bool:
    """Whether a verbal noun only tells what a thing is used for ("cars that are used in moving soldiers")."""
    sheet, at = context.sheet, draft.words[0] - 1
    if draft.verbal or at <= draft.sentence.first or sheet.tags[at] is not Tag.PREPOSITION:
        return False
    used = (m for m in sheet.words[at - 1].info.morphs if m.lemma in context.lexicon.words["uses"])
    return any(m.pos == Pos.PASSIVE or (m.pos == Pos.VERB and not m.enclitic) for m in used)


def _slogan(context: Context, at: int) -> bool:
    slogans = context.lexicon.words["slogans"]
    return context.sheet.words[at].info.among(slogans)


_BEFORE_SLOGAN = 12
"""Words between a word of chanting and the quotation of what is chanted, other quotations left out."""
_SLOGAN_ACTS = 5
"""Words between slogans or banners and what they demand."""


def standing(draft: Draft) -> bool:
    """A truce that holds or held is a thing spoken of; it counts where it is made, kept, asked for or refused."""
    done = draft.status in (Status.OCCURRED, Status.ONGOING)
    truce = draft.trigger.mode == "ceasefire" and draft.trigger.pos in ("noun", "phrase")
    return not truce or not done or draft.carrier is not None or draft.argued


def _outlet(context: Context, phrase: Range) -> bool:
    """Whether a noun phrase names a newspaper, station or agency, whose talks are interviews."""
    return any((m := context.sheet.mention_at(i)) is not None and m.kind in _OUTLETS for i in range(*phrase))


def _public(context: Context, draft: Draft) -> bool:
    """Whether a public body, armed people or protesters take part."""
    return any(has_word(context, p, "agent", "armed", "unrest") for p in (*draft.actors, *draft.recipients))


def _anchored(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence names, dates or counts anything; news of events does, musings do not."""
    told = (Tag.NAME, Tag.TIME, Tag.NUMBER)
    return any(context.sheet.tags[i] in told for i in range(sentence.first, sentence.last))
