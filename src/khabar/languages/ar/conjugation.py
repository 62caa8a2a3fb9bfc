"""From one row of the verb table to every unvocalised written form that news prose uses.

A row (see ``data/verbs.csv``) gives the 3ms perfect, the 3ms imperfect, verbal nouns, participles and, where the
*spelling* differs from the active, the 3ms passive perfect.

Not for: the future (the clitic splitter takes off the future letter), the imperative, pronoun suffixes (see
`suffixes`), or choosing among readings: unvocalised Arabic is ambiguous, all readings are given and the reader decides.

Spelling of hamza follows the seats used in the press, both where two are common.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from khabar.languages.ar import paradigms
from khabar.languages.ar.paradigms import Paradigm
from khabar.languages.ar.suffixes import NON_JOINING
from khabar.languages.ar.verb_classes import VerbClass, VerbForm, VerbRow, verb_class

Piece: TypeAlias = tuple[str, Paradigm]


def conjugate(row: VerbRow) -> Iterator[VerbForm]:
    """Every written form of the verb: past, present, passive where it is spelled apart, masdars, participles.

    Forms that are spelled alike but mean different persons come out once a meaning.

    >>> sorted({f.form for f in conjugate(VerbRow("شن", "يشن")) if f.tense.value == "past"})
    ['شن', 'شنا', 'شنت', 'شنتا', 'شنن', 'شننا', 'شننت', 'شننتم', 'شنوا']
    """
    for stem, paradigm in pieces(row):
        for cell in paradigm.cells:
            yield VerbForm(cell.prefix + stem + cell.ending, row.past, *cell.features)


def pieces(row: VerbRow) -> Iterator[Piece]:
    """Every stem of the verb with the paradigm it carries."""
    kind = verb_class(row)
    yield from _past(row, kind)
    if row.passive_past:
        yield from _passive_past(row.passive_past)
    if row.present:
        yield from _present(row.present[1:], kind, "active")
        passive = passive_present(row)
        if passive:
            yield from _present(passive[1:], kind, "passive")
    for masdar in row.masdars:
        yield _masdar(row.past, masdar)
    for word in row.actives:
        yield _participle(word, "active", kind is VerbClass.DEFECTIVE)
    for word in row.passives:
        yield _participle(word, "passive", False)


# --- past ---------------------------------------------------------------------------------------------------------


def _past(row: VerbRow, kind: VerbClass) -> Iterator[Piece]:
    past = row.past
    if kind is VerbClass.DEFECTIVE:
        yield _defective_past(past, row.present, "active")
    elif kind is VerbClass.SOUND:
        yield _sound_past(past, "active")
    else:
        yield _vowel_past(past, "active")
        stem = past + past[-1] if kind is VerbClass.DOUBLED else _hollow_consonant(row)
        yield stem, paradigms.past("consonant" + _melting(stem), "active")


def _melting(stem: str) -> str:
    """The ending of the table's name: ت and ن are not written twice (بت, أعلنا)."""
    return {"ن": "-n", "ت": "-t"}.get(stem[-1], "")


def _sound_past(past: str, voice: str) -> Piece:
    if past[-1] == "أ":
        return past[:-1], paradigms.past("أ", voice)
    return past, paradigms.past("sound" + _melting(past), voice)


def _vowel_past(past: str, voice: str) -> Piece:
    if past[-1] == "ء":
        return past[:-1], paradigms.past("يء" if past[-2] == "ي" else "اء", voice)
    return past, paradigms.past("vowel", voice)


def _defective_past(past: str, present: str, voice: str) -> Piece:
    last = past[-1]
    if last == "ا":
        last = "ا-و" if present[-1:] == "و" else "ا-ي"
    return past[:-1], paradigms.past(last, voice)


def _hollow_consonant(row: VerbRow) -> str:
    past = row.past
    if len(past) == 2:
        return "أ" + past[1]
    if past[-1] != "ء":
        return past[:-2] + past[-1]
    if len(past) > 3:
        return past[:-2] + "أ"
    return past[0] + ("ؤ" if row.present[-2:-1] == "و" else "ئ")


def _passive_past(past: str) -> Iterator[Piece]:
    if past[-1] == "ي":
        yield _defective_past(past, "", "passive")
    elif past[-2] == "ي":
        # قيل: from the second person on, the passive is written like the active (قلت)
        yield _vowel_past(past, "passive")
    else:
        yield _sound_past(past, "passive")


# --- present ------------------------------------------------------------------------------------------------------


def _present(body: str, kind: VerbClass, voice: str) -> Iterator[Piece]:
    """``body`` is the 3ms without its prefix; the passive goes through here too."""
    for stem, table in _present_tables(body, kind):
        if stem[0] == "أ":
            yield stem, paradigms.present(table, voice, "يتن")
            yield stem[1:], paradigms.present(table, voice, "آ")
        else:
            yield stem, paradigms.present(table, voice)


def _present_tables(body: str, kind: VerbClass) -> Iterator[tuple[str, str]]:
    last = body[-1]
    melting = "-n" if last == "ن" else ""
    if kind is VerbClass.DEFECTIVE:
        yield body[:-1], last
    elif kind is VerbClass.HOLLOW:
        yield (body[:-1], "يء" if body[-2] == "ي" else "اء") if last == "ء" else (body, "vowel")
        yield _short_body(body), "short" + melting
    elif kind is VerbClass.DOUBLED:
        yield body, "vowel"
        yield body + last, "consonant" + melting
    elif last == "أ":
        yield body[:-1], "أ"
    else:
        yield body, "sound" + melting


def _short_body(body: str) -> str:
    """The jussive of a hollow verb (يقل، يجئ)."""
    if body[-1] != "ء":
        return body[:-2] + body[-1]
    return body[:-2] + {"ي": "ئ", "و": "ؤ"}.get(body[-2], "أ")


def passive_present(row: VerbRow) -> str:
    """The 3ms passive imperfect where it is spelled apart from the active, else ``""``.

    A verb without a passive participle has no passive.

    >>> passive_present(VerbRow("دعا", "يدعو", passives=("مدعو",)))
    'يدعى'
    """
    if not row.passives or not row.present:
        return ""
    present = row.present
    body = _passive_end(_passive_start(row.past, present[1:]), verb_class(row))
    return "" if body == present[1:] else present[0] + body


def _passive_start(past: str, body: str) -> str:
    if past[0] == "و" and body[0] != "و" and len(past) == 3:
        return "و" + body  # يعد → يوعد
    if body[0] == "أ" and past[0] == "أ":
        return "ؤ" + body[1:]  # يأخذ → يؤخذ
    return body


def _passive_end(body: str, kind: VerbClass) -> str:
    if kind is VerbClass.HOLLOW:
        return body[:-2] + "ا" + body[-1]
    if kind is VerbClass.DEFECTIVE and body[-1] in "وي":
        return body[:-1] + ("ا" if body[-2:-1] == "ي" else "ى")  # يحيي → يحيا
    if body[-1] == "ئ":
        return body[:-1] + "أ"
    return body


# --- masdar and participles ---------------------------------------------------------------------------------------


def _masdar(past: str, masdar: str) -> Piece:
    name, cut = _masdar_table(past, masdar)
    return masdar[: len(masdar) - cut], paradigms.masdar(name)


def _masdar_table(past: str, masdar: str) -> tuple[str, int]:
    """The name of the table and how many letters of the masdar are in its endings."""
    last, before = masdar[-1], masdar[-2]
    if last == "ة":
        return ("اة", 2) if before == "ا" else ("ة", 1)
    if last in "ىا":
        return "bare", 0
    if last == "أ":
        return "أ", 1
    if last == "ء" and before not in NON_JOINING:
        return "يء", 1
    return _plain_table(past, masdar), 0


def _plain_table(past: str, masdar: str) -> str:
    if masdar + "ى" == past:
        return "reduced"
    if masdar[-2:] == "اء":
        return "اء"
    return "long" if _is_long(past, masdar) else "short"


def _is_long(past: str, masdar: str) -> bool:
    """Masdars of the derived forms take the plural in ات (تصريحات); those of form I rarely do (قتل)."""
    return len(past) > 3 or (len(masdar) > 4 and masdar[0] in "تإ")


def _participle(word: str, voice: str, reduced: bool) -> Piece:
    """``reduced``: the word is written without its last radical (داع, definite الداعي)."""
    if reduced:
        return word, paradigms.participle("reduced", voice)
    if word[-1] in "ىأ":
        return word[:-1], paradigms.participle(word[-1], voice)
    if word[-2:] == "يء":
        return word[:-1], paradigms.participle("يء", voice)
    return word, paradigms.participle("sound", voice)
