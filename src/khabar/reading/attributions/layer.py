"""The layer: all cues of a report, bounded, nested, and given their speakers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from khabar.languages.attributions import attribution_lexicon
from khabar.languages.base import Language
from khabar.model import Attribution, Evidence, Quotation, Sentence, SourceKind, Style
from khabar.reading.attributions.after import after_drafts
from khabar.reading.attributions.ascriptions import ascription_drafts
from khabar.reading.attributions.asides import publishes
from khabar.reading.attributions.colons import colon_draft
from khabar.reading.attributions.content import bound_contents
from khabar.reading.attributions.continuing import with_continuations
from khabar.reading.attributions.documents import document_drafts, with_publishers
from khabar.reading.attributions.draft import Context, Draft
from khabar.reading.attributions.relays import nested_quotes, relay_drafts
from khabar.reading.attributions.resolve import resolve_speakers
from khabar.reading.attributions.speakers import Speaker
from khabar.reading.attributions.verbs import verbal_drafts
from khabar.reading.chunks import trim
from khabar.reading.sheet import Sheet, Tag
from khabar.text.ranges import Range, overlaps


def read_attributions(sheet: Sheet, language: Language) -> tuple[Attribution, ...]:
    """The attributions of a report, ordered by cue; ids are a1, a2, … in that order."""
    context = Context(sheet, attribution_lexicon(language.folder, language.article, language.accusative))
    drafts = [d for sentence in sheet.document.sentences for d in _sentence(context, sentence)]
    drafts = [d for d in drafts if d.content and all(trim(sheet, first, last) for first, last in d.content)]
    parents = _parents(drafts)
    speakers = resolve_speakers(context, drafts, parents)
    if any(_nobody(d, s) for d, s in zip(drafts, speakers, strict=True)):
        drafts = [d for d, s in zip(drafts, speakers, strict=True) if not _nobody(d, s)]
        parents = _parents(drafts)
        speakers = resolve_speakers(context, drafts, parents)
    continued = with_continuations(context, drafts, speakers)
    if continued != drafts:
        drafts, parents = continued, _parents(continued)
        speakers = resolve_speakers(context, drafts, parents)
    return _attributions(sheet, drafts, parents, speakers)


def _nobody(draft: Draft, speaker: Speaker) -> bool:
    """A phrase that no subject and no earlier speaker claims: what a verb such as "shows" says of a thing."""
    return speaker.phrase is None and draft.dropped and draft.rule.endswith((".object", ".preposition"))


def _sentence(context: Context, sentence: Sentence) -> list[Draft]:
    """The bounded drafts of one sentence, ordered by cue."""
    if (colon := colon_draft(context, sentence)) is not None and sentence.title:
        inside = _sentence(context, replace(sentence, first=colon.content[0][0]))
        return _ordered([colon, *(d for d in inside if d.source is not None)])
    after = with_publishers(context, after_drafts(context, sentence), sentence)
    relays = [*relay_drafts(context, sentence), *document_drafts(context, sentence)]
    relays = [d for d in relays if not any(_of_phrase(d, other) for other in after)]
    relays += [d for d in ascription_drafts(context, sentence) if not any(overlaps(d.cue, r.cue) for r in relays)]
    taken = [d.cue for d in (*relays, *after)]
    verbal = [d for d in verbal_drafts(context, sentence) if not any(overlaps(d.cue, cue) for cue in taken)]
    verbal = [d for d in verbal if not any(_yields(context, d, other) for other in verbal)]
    cited = [d for draft in verbal for d in nested_quotes(context, draft, sentence)]
    phrases = {d.cue for d in cited}
    after = [d for d in after if d.cue not in phrases]
    cited = [d for d in cited if not any(_inside_source(d, other) for other in (*cited, *relays, *after))]
    bounded = bound_contents(context, sentence, _ordered([*relays, *cited]))
    return _ordered([*bounded, *(_clip(d, bounded) for d in after)])


def _of_phrase(draft: Draft, phrase: Draft) -> bool:
    """Whether a relay is only the verb of "as … quoted him as saying", or what that passes on."""
    return overlaps(draft.cue, phrase.cue) or (draft.relay is not None and phrase.cue[0] <= draft.relay < phrase.cue[1])


def _yields(context: Context, draft: Draft, other: Draft) -> bool:
    """Whether two verbs claim one clause and this one loses: the relative verb that the clause does not follow at once
    ("denied X, who is thought strict, that …"), or the one that tells who put the other's subject out ("a report
    that X wrote"), else the other one."""
    if other is draft or draft.content[0] != other.content[0] or draft.cue == other.cue:
        return False
    inner = draft if draft.cue > other.cue else other
    if inner.rule.startswith("attribution.participle"):
        return draft is inner
    if publishes(context, inner.cue[0]):
        return draft is inner
    sheet = context.sheet
    if sheet.tags[inner.cue[0] - 1] is not Tag.RELATIVE:
        return False
    at_once = inner.content[0][0] - inner.cue[1] <= 1
    return draft is not inner if at_once else draft is inner


def _inside_source(draft: Draft, other: Draft) -> bool:
    """Whether a cue is only a word of another's source, or the noun of speech that another verb has taken."""
    if other is draft or not draft.rule.startswith("attribution.noun"):
        return False
    in_source = other.source is not None and other.source[0] <= draft.cue[0] < other.source[1]
    return in_source or other.content[0][0] == draft.content[0][0]


def _ordered(drafts: Iterable[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda d: (d.cue, d.content))


def _clip(draft: Draft, others: Sequence[Draft]) -> Draft:
    """A source after the fact that stands inside another's content qualifies no more than that content."""
    for other in others:
        for first, last in other.content:
            if first <= draft.cue[0] < last and not any(c[0] >= draft.cue[1] for c in draft.content):
                inside = tuple((max(a, first), b) for a, b in draft.content if b > first)
                return replace(draft, content=inside)
    return draft


def _parents(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the one whose content most narrowly holds its cue."""
    around = _around(drafts)
    by_cue: dict[int, list[int]] = {}
    for index, draft in enumerate(drafts):
        by_cue.setdefault(draft.cue[0], []).append(index)
    return [_parent(drafts, index, around.get(draft.cue[0], ()), by_cue) for index, draft in enumerate(drafts)]


def _around(drafts: Sequence[Draft]) -> dict[int, list[int]]:
    """The drafts whose content holds the word that a cue begins with, by that word."""
    cues = sorted({draft.cue[0] for draft in drafts})
    out: dict[int, list[int]] = {}
    for index, draft in enumerate(drafts):
        for first, last in draft.content:
            for cue in cues[bisect_left(cues, first) : bisect_left(cues, last)]:
                out.setdefault(cue, []).append(index)
    return out


def _parent(
    drafts: Sequence[Draft], index: int, around: Sequence[int], by_cue: Mapping[int, Sequence[int]]
) -> int | None:
    draft = drafts[index]
    if draft.relay is not None:
        return next((i for i in by_cue.get(draft.relay, ()) if i != index), None)
    holding = [i for i in around if i != index and _holds(drafts[i], draft)]
    return min(holding, key=lambda i: _size(drafts[i]), default=None)


def _holds(outer: Draft, inner: Draft) -> bool:
    if outer.cue == inner.cue or not any(first <= inner.cue[0] < last for first, last in outer.content):
        return False
    return not any(first <= outer.cue[0] < last for first, last in inner.content) or _size(outer) > _size(inner)


def _size(draft: Draft) -> int:
    return sum(last - first for first, last in draft.content)


def _attributions(
    sheet: Sheet, drafts: Sequence[Draft], parents: Sequence[int | None], speakers: Sequence[Speaker]
) -> tuple[Attribution, ...]:
    out = []
    documents = {p: i for i, p in reversed(list(enumerate(parents))) if speakers[i].kind is SourceKind.DOCUMENT}
    for number, (draft, parent, speaker) in enumerate(zip(drafts, parents, speakers, strict=True)):
        inner = drafts[documents[number]] if number in documents else None
        basis = trim(sheet, *(inner.source or inner.cue)) if inner is not None else None
        read = _attribution(sheet, draft, speaker)
        out.append(replace(read, id=_id(number), parent=None if parent is None else _id(parent), basis=basis))
    return tuple(out)


def _id(number: int) -> str:
    return f"a{number + 1}"


def _attribution(sheet: Sheet, draft: Draft, speaker: Speaker) -> Attribution:
    """One attribution, but for its id and what other attributions tell of it: parent, and the evidence, which is the
    document or information that speaks inside its content."""
    content = tuple(span for first, last in draft.content if (span := trim(sheet, first, last)) is not None)
    cue = sheet.document.span(*draft.cue)
    return Attribution(
        id="",
        cue=cue,
        source=trim(sheet, *draft.source) if draft.source else None,
        speaker=_text(sheet, speaker.phrase),
        kind=speaker.kind,
        content=content,
        style=_style(sheet, draft),
        stance=draft.stance,
        told=trim(sheet, *draft.told) if draft.told else None,
        basis=None,
        parent=None,
        evidence=Evidence(draft.rule, (cue,)),
    )


def _text(sheet: Sheet, phrase: Range | None) -> str | None:
    span = trim(sheet, *phrase) if phrase is not None else None
    return sheet.document.text(span) if span is not None else None


def _style(sheet: Sheet, draft: Draft) -> Style:
    """Direct when all words stand in quotation marks, mixed when some do, names in quotation marks apart."""
    inside = [
        sheet.quotation_at(i)
        for first, last in draft.content
        for i in range(first, last)
        if sheet.tags[i] is not Tag.MARK
    ]
    if inside and all(q is not None for q in inside):
        return Style.DIRECT
    spoken = any(q is not None and _is_speech(sheet, q) for q in dict.fromkeys(inside))
    return Style.MIXED if spoken else Style.INDIRECT


def _is_speech(sheet: Sheet, quotation: Quotation) -> bool:
    """Whether a quotation holds more than a name or a single coined term."""
    words = sheet.covered(quotation.span)
    return len(words) > 1 and any(sheet.tags[i] is not Tag.NAME for i in words)
