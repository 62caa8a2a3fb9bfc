"""The names in one field of the UN's list: several at times, in two scripts, with notes in brackets.

"Hassan Ghul; Hassan Gul" are two names, and so are a name and its other script in brackets behind it. An acronym in
brackets is a weak name of its own; what else stands in brackets at either end is a note. Not for: which field is what
(`un`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import regex

from khabar.model import ListedName, NameQuality
from khabar.screening.words import in_other_script, named, spoken, tidy, unquoted

_LABEL = regex.compile(r"(?:^|(?<=\s))(?:[a-z0-9]{1,2}\)|[afn]\.k\.a\.:?)\s+", regex.IGNORECASE)
_BEHIND = regex.compile(r"(?P<head>.*?)\s*\((?P<inner>(?:[^()]|\((?:[^()])*\))*)\)[\s,;.]*", regex.DOTALL)
_BEFORE = regex.compile(r"\((?P<inner>[^()]*)\)\s*(?P<head>\S.*)", regex.DOTALL)
_SCRIPT = regex.compile(r"^original script:?\s*|\s*\(original script\)", regex.IGNORECASE)
_SAID = regex.compile(r"[\s,]*(?P<note>\bborn\s+(?:in|on|\d).*|\s-\s+sub-unit name)$", regex.IGNORECASE | regex.DOTALL)
_ACRONYM = regex.compile(r"\p{Lu}[\p{L}/&.-]{1,11}")
_RUN = regex.compile(r"(?!\p{Latin})\p{L}(?:[\p{M}\s\u200c\u2019'-]|(?!\p{Latin})\p{L})*")
_SPELT = regex.compile(r"\((?P<bracketed>[^()\d:]+)\)|(?P<divided>[^()\d:]+;[^()\d:]+)$")
_OPEN, _SHUT, _APART = "(", ")", ";"
# Brackets within brackets within a field; the list has two.
_DEEPEST = 4


def names_in(field: str, quality: NameQuality, person: bool, depth: int = 0) -> Iterator[ListedName]:
    """The names of a field, tidied, in order; `person` turns "LAST, First" around."""
    for piece in _pieces(_SCRIPT.sub("", tidy(field))):
        yield from _piece(piece, quality, person, depth)


def names_in_note(note: str, names: Sequence[ListedName], quality: NameQuality, person: bool) -> Iterator[ListedName]:
    """The names in the note on an alias that has `names`: those in another script ("In Arabic: …"), and, behind an
    alias in another script, its Latin spellings, in brackets or between semicolons."""
    yield from (named(run.strip(), quality) for run in _RUN.findall(note))
    spelt = _SPELT.match(note)
    if spelt and any(in_other_script(name.text) for name in names):
        yield from names_in(spelt["bracketed"] or spelt["divided"], quality, person)


def _pieces(field: str) -> Iterator[str]:
    """What semicolons and labels outside of brackets divide."""
    depth, start = 0, 0
    for at, letter in enumerate(field):
        depth += (letter == _OPEN) - (letter == _SHUT)
        if letter == _APART and depth <= 0:
            yield from _LABEL.split(field[start:at])
            start = at + 1
    yield from _LABEL.split(field[start:])


def _piece(piece: str, quality: NameQuality, person: bool, depth: int) -> Iterator[ListedName]:
    """One name with what stands in brackets around it, the name first."""
    found = _BEHIND.fullmatch(piece) or _BEFORE.fullmatch(piece)
    if not found or not found["head"].strip() or depth > _DEEPEST:
        yield from _scripts(piece, quality, person, "")
        return
    head, inner = found["head"], found["inner"]
    if _differ(head, inner):
        yield from _piece(head, quality, person, depth + 1)
        yield from names_in(inner, quality, person, depth + 1)
    elif _is_acronym(inner, head):
        yield from _piece(head, quality, person, depth + 1)
        yield named(inner, NameQuality.WEAK)
    else:
        yield from _scripts(head, quality, person, inner.strip())


def _scripts(text: str, quality: NameQuality, person: bool, note: str) -> Iterator[ListedName]:
    """A name, or two where one in another script stands behind it without brackets."""
    said = _SAID.search(text)
    if said:
        text, note = text[: said.start()], " ".join(filter(None, (said["note"].strip(" -"), note)))
    other = _RUN.search(text)
    parts = (text[: other.start()], text[other.start() :]) if other else (text,)
    apart = len(parts) > 1 and in_other_script(parts[1]) and regex.search(r"\p{Latin}", parts[0])
    for part in parts if apart else (text,):
        bare = unquoted(part)
        if bare:
            yield named(spoken(bare) if person and "," in bare else bare, quality, note)


def _differ(head: str, inner: str) -> bool:
    """Whether one is in Latin letters alone and the other holds letters of another script."""
    return (_RUN.search(head) is None) != (_RUN.search(inner) is None)


def _is_acronym(short: str, name: str) -> bool:
    """Whether `short` is made of letters of `name` in their order, from its first one on."""
    if not _ACRONYM.fullmatch(short) or sum(map(str.isupper, short)) < 2:
        return False
    letters, wanted = iter(_letters(name)), _letters(short)
    return _letters(name)[:1] == wanted[:1] and all(letter in letters for letter in wanted)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", text.casefold())))
