"""What an event needs before or behind it to have been made: an agreement, a promise, a weapon that was fired, a law
that was passed."""

from __future__ import annotations

from collections.abc import Iterable

from khabar.model import EventType, NameType
from khabar.reading.events.draft import Context, Draft
from khabar.reading.events.phrases import domains_of
from khabar.reading.sheet import Tag

_BEFORE = 3
"""Words before a verb within which the noun stands that its pronoun means ("a missile that … fired")."""
_MADE = 7
"""Words before an agreement within which the verb stands that makes it ("reached with the others an agreement")."""
_BEHIND = 4
"""Words behind a promise within which the relative clause begins that tells who gave it."""


def agreement(context: Context, draft: Draft) -> bool:
    """An agreement as a thing is no event: it must be made, or still be to come ("any agreement")."""
    sheet = context.sheet
    if draft.possessed:
        return False
    behind = range(draft.words[1], min(draft.words[1] + 2, draft.sentence.last))
    if any(context.lexicon.after.match(sheet.words, i) is not None for i in behind) or _reached(context, draft):
        return True
    before = draft.words[0] - 1
    if draft.definite or before < draft.sentence.first:
        return False
    hedged = context.lexicon.before.match(sheet.words, before) is not None
    return hedged or sheet.words[before].form in context.lexicon.words["any"]


def _reached(context: Context, draft: Draft) -> bool:
    """Whether a verb or verbal noun before an agreement makes it, with no other clause between."""
    sheet = context.sheet
    forms = {rest for _, rest in sheet.words[draft.words[0]].info.variants}
    for index in range(draft.words[0] - 1, max(draft.sentence.first, draft.words[0] - _MADE) - 1, -1):
        tag = sheet.tags[index]
        if tag in (Tag.RELATIVE, Tag.COMPLEMENTISER, Tag.MARK):
            return False
        found = context.lexicon.find(sheet.words[index].info) if tag in (Tag.VERB, Tag.NOMINAL) else None
        made = (pairs[form] for _, pairs in (found.pairs if found else ()) for form in forms & pairs.keys())
        if any(pair.trigger.type is EventType.AGREE for pair in made):
            return True
    return False


def after_agreement(context: Context, draft: Draft) -> bool:
    """An agreement stands before it ("the deal that was reached")."""
    words = context.sheet.words
    found = (context.lexicon.find(words[i].info) for i in range(draft.sentence.first, draft.words[0]))
    return any(f is not None and any(n.trigger.type is EventType.AGREE for _, n in f.nouns) for f in found)


def thrown(context: Context, draft: Draft) -> bool:
    """A weapon stands right before it, which its pronoun or passive means ("a missile that the militia fired")."""
    return _refers(context, draft) and any(weapon(context, i) for i in _near(draft))


def adopted(context: Context, draft: Draft) -> bool:
    """A decision or law stands right before it, which its pronoun or passive means."""
    acts = context.lexicon.words["state_acts"]
    words = context.sheet.words
    return _refers(context, draft) and any(rest in acts for i in _near(draft) for _, rest in words[i].info.variants)


def _refers(context: Context, draft: Draft) -> bool:
    morphs = (draft.morph,) if draft.morph is not None else context.sheet.words[draft.head].info.morphs
    return any(m.enclitic or m.voice == "passive" for m in morphs if m is not None)


def _near(draft: Draft) -> Iterable[int]:
    return range(max(draft.sentence.first, draft.words[0] - _BEFORE), draft.words[0])


def pledged(context: Context, draft: Draft) -> bool:
    """A promise that somebody gave ("the guarantees that the ministry gave")."""
    sheet, last = context.sheet, draft.sentence.last
    relative = next(
        (i for i in range(draft.words[1], min(last, draft.words[1] + _BEHIND)) if sheet.tags[i] is Tag.RELATIVE), None
    )
    if relative is None or relative + 1 >= last:
        return False
    morphs = sheet.words[relative + 1].info.morphs
    return any(m.lemma in context.lexicon.words["pledges"] for m in morphs if m.tense == "past")


def weapon(context: Context, index: int) -> bool:
    """Whether a word is part of a weapon's name or a word for military goods."""
    mention = context.sheet.mention_at(index)
    return "arms" in domains_of(context, index) or (mention is not None and mention.type is NameType.EQUIPMENT)
