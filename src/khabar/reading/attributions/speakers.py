"""Who speaks: the fullest mention of a source, and the subject that a verb leaves out.

News Arabic leaves the subject out in a third of its verbs of speech. The current speaker is kept, must agree with the
verb, and lapses where the report turns to another topic. With no fitting candidate the speaker is unknown, not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.languages.base import Pos
from khabar.model import NameType, SourceKind
from khabar.reading.attributions.agreement import agrees, phrase_gender, phrase_number
from khabar.reading.attributions.cast import Cast, bare_words, extent, head_word, person_in
from khabar.reading.attributions.draft import Agreement, Context
from khabar.reading.attributions.kinds import head_noun, source_kind
from khabar.reading.attributions.sources import source_phrase, undescribed
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source: the phrase in the report that names it most fully, and what kind it is."""

    phrase: Range | None
    kind: SourceKind
    agreement: Agreement = field(default_factory=Agreement)


UNKNOWN = Speaker(None, SourceKind.UNNAMED)


def fullest(context: Context, source: Range, cast: Cast) -> Range:
    """The phrase of the report that names the same source most fully: for a person the longest title with the name,
    for an office or a body the earlier source whose words include these."""
    source = undescribed(context, source)
    entity = person_in(context.sheet, source)
    if entity is not None:
        return max(source, cast.fullest.get(entity, source), key=extent)
    words, head = bare_words(context.sheet, source), head_word(context.sheet, source)
    some = not any(context.sheet.words[i].info.definite or context.sheet.mention[i] >= 0 for i in range(*source))
    if some and not unknown_name(context, source):
        return source
    holder = _holder(context, source, words, cast.people_by_head.get(head, ()))
    if holder is not None:
        return holder
    if unknown_name(context, source):
        bearers = cast.people_by_word.get(head, ())
        return next((p for p in bearers if words <= bare_words(context.sheet, p)), source)
    for other in cast.by_head.get(head, ()):
        if other != source and words < bare_words(context.sheet, other):
            return other
    return _same_kind(context, source, cast)


def unknown_name(context: Context, source: Range) -> bool:
    """Whether a phrase consists of words that no table holds, as names do."""
    words = context.sheet.words[slice(*source)]
    return all(word.has(Pos.UNKNOWN) and not word.info.definite for word in words)


def _holder(context: Context, source: Range, words: frozenset[str], people: Sequence[Range]) -> Range | None:
    """ "the ambassador of X … ambassador John Smith": the one person whose title is the head of an office; `people`
    begin with the same word."""
    found = head_noun(context, source[0], source[1])
    if found is None or found.value.cls not in ("title", "office"):
        return None
    sheet = context.sheet
    out = {}
    for person in people:
        others = ((i, i + 1) for i in range(*person) if not _of_name(sheet, i))
        title = frozenset(word for other in others for word in bare_words(sheet, other))
        if title and title <= words:
            out[person_in(sheet, person)] = person
    return next(iter(out.values())) if len(out) == 1 else None


def _of_name(sheet: Sheet, at: int) -> bool:
    mention = sheet.mention_at(at)
    return mention is not None and mention.type is NameType.PERSON


def _same_kind(context: Context, source: Range, cast: Cast) -> Range:
    """ "The source", "the agency": the last source before it that the noun can stand for, rather one that begins with
    the same noun."""
    found = context.lexicon.same_source.match(context.sheet.words, source[0])
    named = any(context.sheet.mention[i] >= 0 for i in range(*source))
    if found is None or named or source[1] - source[0] > 2:
        return source
    kind, head = source_kind(context, source), head_word(context.sheet, source)
    kinds = (SourceKind.UNNAMED, SourceKind.MEDIA) if kind is SourceKind.UNNAMED else (kind,)
    before = [s for s in cast.before(source[0]) if s[1] - s[0] > source[1] - source[0]]
    alike = [s for s in before if source_kind(context, s) in kinds]
    same = [s for s in alike if head_word(context.sheet, s) == head]
    mentioned = None if same else _mentioned(context, source, head)
    return next((s for s in (*same, mentioned, *alike) if s is not None), source)


_LOOK_BACK = 120
"""Words before "the channel" in which a channel that only was spoken of is looked for."""


def _mentioned(context: Context, source: Range, head: str) -> Range | None:
    """The last phrase before a source that begins with its noun and has a name."""
    sheet = context.sheet
    for at in range(source[0] - 1, max(0, source[0] - _LOOK_BACK), -1):
        if sheet.tags[at] is Tag.NOMINAL and sheet.words[at].form.endswith(head) and head_word(sheet, (at, at)) == head:
            phrase = source_phrase(context, at, sheet.sentence_of(at).last)
            if phrase is not None and any(sheet.mention[i] >= 0 for i in range(*phrase)):
                return phrase
    return None


def fits(context: Context, speaker: Speaker, agreement: Agreement) -> bool:
    """Whether a remembered speaker can be the subject of a verb that agrees so."""
    gender = speaker.agreement.gender
    if speaker.phrase is None:
        return False
    if agreement.number == "p":
        return speaker.kind is not SourceKind.PERSON and phrase_number(context, speaker.phrase) != "s"
    if not agreement.gender:
        return True
    return gender == agreement.gender if gender else agrees(context, speaker.phrase, agreement)


def surely_fits(context: Context, speaker: Speaker, agreement: Agreement) -> bool:
    """Whether he fits, and it is his gender that tells."""
    known = speaker.agreement.gender or (phrase_gender(context, speaker.phrase) if speaker.phrase else "")
    return bool(known and agreement.gender) and fits(context, speaker, agreement)
