"""Whether the time of an event lies after the day of publication, and what the verb over it says to that."""

from __future__ import annotations

from datetime import date

from khabar.model import Morph, Status, TimeType
from khabar.reading.events.draft import Context, Draft

_CARRIES = 4
"""Words before an event noun within which a verb in the past tells that it has happened."""


def _past_over(context: Context, draft: Draft) -> bool:
    """Whether the verb right before an event noun, or the one that carries it, is in the past."""
    first = max(draft.sentence.first, draft.words[0] - _CARRIES)
    at = draft.carrier if draft.carrier is not None else draft.words[0] - 1
    nearest = nearest_verb(context, at, first)
    return nearest is not None and nearest.tense == "past"


def nearest_verb(context: Context, at: int, first: int) -> Morph | None:
    """The last finite verb among words [first, at]."""
    verbs = (context.sheet.verb(index) for index in range(at, first - 1, -1))
    return next((morph for morph in verbs if morph is not None), None)


def future_time(context: Context, draft: Draft) -> Status | None:
    """A date after the day of publication."""
    if draft.time is None or not context.published:
        return None
    if draft.morph is None and _past_over(context, draft):
        return None
    time = context.sheet.times[draft.time]
    value = time.value or ""
    if time.type not in (TimeType.DATE, TimeType.TIME) or (draft.morph is not None and draft.morph.tense == "past"):
        return None
    return Status.PLANNED if _later(value, context.published) or value == "FUTURE_REF" else None


def _later(value: str, published: str) -> bool:
    """Whether a day, week, month or year begins after the day of publication."""
    if not value[:4].isdecimal():
        return False
    if value[4:6] == "-W":
        year, week, _ = date.fromisoformat(published).isocalendar()
        return value[:8] > f"{year}-W{week:02}"
    whole = {10: value[:10], 7: value[:7], 4: value[:4]}.get(len(value[:10]))
    return whole is not None and whole > published[: len(whole)]
