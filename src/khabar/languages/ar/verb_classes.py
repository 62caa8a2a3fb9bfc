"""Verbs as the table gives them, the readings that come of them, and the class read off a verb's spellings.

The class (sound, hollow, defective, doubled; hamza in any place) needs no column of its own, so that a new verb needs a
new row and no code. Not for: making forms (`conjugation`) or finding them (`verb_index`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from khabar.languages.ar.paradigms import Tense

_WEAK_ENDS = "اىي"
# Form VIII infixes that have swallowed or turned the first radical: اتهم، اطلع، ادخر are five sounds in four letters.
_ASSIMILATED = "تطدذظث"


@dataclass(frozen=True, slots=True)
class VerbRow:
    """One verb as the table gives it.

    ``present`` is empty for a verb that has only a perfect (ليس). A column with several spellings is a tuple.
    ``passive_past`` is empty where the passive is written like the active.
    """

    past: str
    present: str
    masdars: tuple[str, ...] = ()
    actives: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    passive_past: str = ""


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of one written form.

    ``person`` is 1, 2, 3, or 0 for masdars and participles; ``gender`` is ``"m"``, ``"f"`` or ``""`` (first person);
    ``number`` is ``"singular"``, ``"dual"`` or ``"plural"``; ``voice`` is ``"active"`` or ``"passive"``.
    ``mood`` is ``"indicative"``, ``"subjunctive"`` (written like the jussive: يقولوا) or ``"jussive"`` (يقل) in the
    present and ``""`` in the past; in masdars and participles it is the case as far as the spelling shows one:
    ``""``, ``"accusative"`` (قولا), ``"oblique"`` (مشاركين) or ``"construct"`` (مشاركو).
    """

    form: str
    lemma: str
    tense: Tense
    person: int
    gender: str
    number: str
    voice: str
    mood: str


class VerbClass(Enum):
    """How the last two radicals behave in front of endings."""

    SOUND = "sound"
    HOLLOW = "hollow"
    DEFECTIVE = "defective"
    DOUBLED = "doubled"


def verb_row(record: Mapping[str, str]) -> VerbRow:
    """The row for a record of the verb table (column name → text, several values parted by ``|``).

    Raises KeyError when a column is missing.

    >>> verb_row({"past": "نفى", "present": "ينفي", "masdar": "نفي", "active": "ناف",
    ...           "passive_participle": "منفي", "passive_past": "نفي"}).masdars
    ('نفي',)
    """
    return VerbRow(
        past=record["past"],
        present=record["present"],
        masdars=_several(record["masdar"]),
        actives=_several(record["active"]),
        passives=_several(record["passive_participle"]),
        passive_past=record["passive_past"],
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def verb_class(row: VerbRow) -> VerbClass:
    """The class, from the spellings of past and present, with the masdar as a hint where they leave it open.

    >>> verb_class(VerbRow("احتل", "يحتل")), verb_class(VerbRow("اتهم", "يتهم"))
    (<VerbClass.DOUBLED: 'doubled'>, <VerbClass.SOUND: 'sound'>)
    """
    past = row.past
    if past[-1] in _WEAK_ENDS:
        return VerbClass.DEFECTIVE
    if _is_hollow(row):
        return VerbClass.HOLLOW
    if _is_doubled(row):
        return VerbClass.DOUBLED
    return VerbClass.SOUND


def _is_hollow(row: VerbRow) -> bool:
    past = row.past
    if len(past) == 2:
        return past[0] == "آ"  # آل يؤول: madda hides the alif
    if past[-2] == "ا":
        # حاد يحاد (form III of a doubled root) looks like خاف يخاف, but has the participle محاد
        third = len(past) == 3 and "م" + past in row.actives
        return (len(past) == 3 and not third) or past[0] in "اأ"
    return past[-2] == "ي" and not row.present


def _is_doubled(row: VerbRow) -> bool:
    past, size = row.past, len(row.past)
    if size == 2 or past[-2] == "ا":
        return True
    if size == 3:
        return past[0] == "أ" and row.present[1:] == past[1:]  # أصر يصر, not أكد يؤكد or أخذ يأخذ
    if size == 4:
        return past[0] == "ا" and past[1] not in _ASSIMILATED
    # استمر against استمع, اطمأن against اجتمع: the masdar (استمرار) writes the doubled radical twice
    return past[0] == "ا" and past[-2] != past[-1] and any(m[-3:] == past[-1] + "ا" + past[-1] for m in row.masdars)
