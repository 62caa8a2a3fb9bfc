"""Whether a later verb of speech, joined to what somebody says, is the same speaker's next one.

Not for: where contents end for other reasons (`content`).
"""

from __future__ import annotations

from khabar.languages.base import Pos
from khabar.model import Stance
from khabar.reading.attributions.agreement import clause_subject
from khabar.reading.attributions.draft import Context, Draft
from khabar.reading.sheet import Sheet, Tag

_TELLING = frozenset((Stance.STATE, Stance.CONFIRM, Stance.ANNOUNCE))
_SUBJECT = 8
"""Words at the head of a content among which its own subject is looked for."""


def clausal(draft: Draft) -> bool:
    """Whether a cue has a clause with a complementiser."""
    return draft.rule.endswith(".that")


def is_past(sheet: Sheet, at: int) -> bool:
    """Whether a word may be a verb in the past."""
    return any(m.pos == Pos.VERB and m.tense == "past" for m in sheet.words[at].info.morphs)


def after_mark(sheet: Sheet, at: int) -> bool:
    """Whether a mark stands before a word."""
    return at > 0 and sheet.tags[at - 1] is Tag.MARK


def speaks_on(context: Context, draft: Draft, other: Draft) -> bool:
    """ "… and added that …": a verb of going on, without a subject, is the speaker's even where no mark stands."""
    verb = context.sheet.verb(other.cue[0])
    if verb is None or verb.lemma not in context.lexicon.continues or not other.dropped:
        return False
    fits = not draft.agreement.gender or other.agreement.gender == draft.agreement.gender
    clause = other.rule.endswith((".that", ".colon", ".quote"))
    return fits and clause and is_past(context.sheet, other.cue[0])


def same_subject(context: Context, draft: Draft, other: Draft, begin: int) -> bool:
    """ ", and called on …": a joined verb of speech goes on from the speaker when tense and gender fit and it comes
    after a mark; otherwise its subject is the one that the content talks of."""
    sheet = context.sheet
    at = other.cue[0]
    if not is_past(sheet, at) or not (after_mark(sheet, at) or _nobody_else(context, draft, other, begin)):
        return False
    gender = draft.agreement.gender
    if gender and other.agreement.gender and gender != other.agreement.gender:
        return False
    if other.source is not None or other.stance in _TELLING:
        return True
    subject = clause_subject(context, begin, min(begin + _SUBJECT, at), other.agreement)
    return subject is None or subject[0] > begin + 1


def _nobody_else(context: Context, draft: Draft, other: Draft, begin: int) -> bool:
    """ "that its troops withdrew and made clear that": without a mark, a joined verb with a clause of its own goes on
    from the speaker when nobody whom the content talks of fits it."""
    if other.source is not None or not (clausal(draft) and other.rule.endswith((".that", ".colon", ".quote"))):
        return False
    number = draft.agreement.number
    if number and other.agreement.number and number != other.agreement.number:
        return False
    return clause_subject(context, begin, other.cue[0], other.agreement) is None
