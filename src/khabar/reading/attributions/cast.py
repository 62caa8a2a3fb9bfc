"""Everybody a report speaks of, gathered once: the phrases of its sources and of its persons, by what they begin with.

Not for: deciding who speaks (`speakers`, `resolve`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khabar.model import NameType
from khabar.reading.attributions.draft import Context
from khabar.reading.attributions.kinds import head_noun
from khabar.reading.attributions.sources import source_phrase
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range

_TITLE_REACH = 14
"""Words before a person's name among which his title may begin."""
_SOURCES_BACK = 40
"""Sources before a phrase among which one that it points back at is looked for."""


@dataclass(frozen=True, slots=True)
class Cast:
    """`sources` are in the order of their cues. `fullest` is the longest phrase of each person, by entity; the rest
    finds phrases by the bare word they begin with (people before sources), and people by any word of theirs, each
    wording once."""

    sources: Sequence[Range]
    fullest: Mapping[str, Range]
    by_head: Mapping[str, Sequence[Range]]
    people_by_head: Mapping[str, Sequence[Range]]
    people_by_word: Mapping[str, Sequence[Range]]

    def before(self, at: int) -> Sequence[Range]:
        """The last sources before word `at`, the nearest first."""
        end = bisect_left(self.sources, (at, at))
        return self.sources[max(0, end - _SOURCES_BACK) : end][::-1]


def gather(context: Context, sources: Iterable[Range]) -> Cast:
    """The cast of a report, given the phrases of its sources."""
    sheet = context.sheet
    named = [(m.entity, _with_title(context, sheet.covered(m.span))) for m in sheet.names if _is_person(m.type)]
    ordered = sorted(sources)
    people = _once(sheet, (phrase for _, phrase in named))
    return Cast(
        ordered,
        {entity: max(found, key=extent) for entity, found in _grouped(named).items()},
        _grouped((head_word(sheet, phrase), phrase) for phrase in (*people, *_once(sheet, ordered))),
        _grouped((head_word(sheet, phrase), phrase) for phrase in people),
        _grouped((word, phrase) for phrase in people for word in bare_words(sheet, phrase)),
    )


def extent(phrase: Range) -> tuple[int, int]:
    """What makes one phrase fuller than another: its length, then that it comes first."""
    return phrase[1] - phrase[0], -phrase[0]


def _once(sheet: Sheet, phrases: Iterable[Range]) -> list[Range]:
    """The phrases without those that say what an earlier one says in the same words."""
    out: dict[tuple[str, frozenset[str]], Range] = {}
    for phrase in phrases:
        out.setdefault((head_word(sheet, phrase), bare_words(sheet, phrase)), phrase)
    return list(out.values())


def _grouped(pairs: Iterable[tuple[str, Range]]) -> dict[str, list[Range]]:
    out: dict[str, list[Range]] = {}
    for key, phrase in pairs:
        out.setdefault(key, []).append(phrase)
    return out


def _is_person(kind: NameType) -> bool:
    return kind is NameType.PERSON


def bare_words(sheet: Sheet, phrase: Range) -> frozenset[str]:
    """The folded words of a phrase without clitics and articles."""
    language = sheet.language
    return frozenset(
        language.bare(sheet.words[i].info.morphs[0]) for i in range(*phrase) if sheet.tags[i] is not Tag.MARK
    )


def head_word(sheet: Sheet, phrase: Range) -> str:
    """The bare word that a phrase begins with."""
    return sheet.language.bare(sheet.words[phrase[0]].info.morphs[0])


def person_in(sheet: Sheet, phrase: Range) -> str | None:
    """The entity of the first person that a phrase names."""
    for at in range(*phrase):
        mention = sheet.mention_at(at)
        if mention is not None and mention.type is NameType.PERSON:
            return mention.entity
    return None


def _with_title(context: Context, name: range) -> Range:
    """The phrase that holds a person's name together with a title before or after it."""
    sheet = context.sheet
    sentence = sheet.sentence_of(name.start)
    for begin in range(max(sentence.first, name.start - _TITLE_REACH), name.start):
        found = head_noun(context, begin, name.start)
        if found is None or found.value.cls not in ("title", "office"):
            continue
        phrase = source_phrase(context, begin, sentence.last)
        if (
            phrase is not None
            and phrase[1] >= name.stop
            and person_in(sheet, phrase) == sheet.names[sheet.mention[name.start]].entity
        ):
            return phrase
    phrase = source_phrase(context, name.start, sentence.last)
    return phrase if phrase is not None and phrase[1] >= name.stop else (name.start, name.stop)
