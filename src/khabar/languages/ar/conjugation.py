"""From one row of the verb table to every unvocalised written form that news prose uses.

A row (see ``data/verbs.csv``) gives the 3ms perfect, the 3ms imperfect, verbal nouns, participles and, where the
*spelling* differs from the active, the 3ms passive perfect. The class of the verb (sound, hollow, defective, doubled;
hamza in any place) is read off those spellings, so that a new verb needs a new row and no code.

Not for: the future (the clitic splitter takes off the future letter), the imperative, pronoun suffixes (the splitter
again; ``suffix_shapes`` tells what a form looks like before one), or choosing among readings: unvocalised Arabic is
ambiguous, all readings are given and the reader decides.

Spelling of hamza follows the seats used in the press, both where two are common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter

from khabar.languages.ar import paradigms
from khabar.languages.ar.paradigms import Cell, Paradigm, Tense

_WEAK_ENDS = "اىي"
# Form VIII infixes that have swallowed or turned the first radical: اتهم، اطلع، ادخر are five sounds in four letters.
_ASSIMILATED = "تطدذظث"
# Letters that do not join to the left: a final hamza after them has no seat before an ending (بدءا but عبئا).
_NON_JOINING = "اأإآدذرزوؤى"


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


def conjugate(row: VerbRow) -> Iterator[VerbForm]:
    """Every written form of the verb: past, present, passive where it is spelled apart, masdars, participles.

    Forms that are spelled alike but mean different persons come out once a meaning.

    >>> sorted({f.form for f in conjugate(VerbRow("شن", "يشن")) if f.tense is Tense.PAST})
    ['شن', 'شنا', 'شنت', 'شنتا', 'شنن', 'شننا', 'شننت', 'شننتم', 'شنوا']
    """
    for stem, paradigm in _pieces(row):
        for cell in paradigm.cells:
            yield VerbForm(cell.prefix + stem + cell.ending, row.past, *cell.features)


class VerbIndex(Mapping[str, tuple[VerbForm, ...]]):
    """All readings of every form of all rows, by the folded form, in the order of the rows.

    It holds stems only and finds the forms when asked: two thousand verbs have above a hundred thousand forms, and a
    command that reads one report needs a few hundred of them.
    """

    __slots__ = ("_endings", "_stems", "_tables")

    def __init__(self, rows: Iterable[VerbRow], fold: Callable[[str], str]) -> None:
        self._stems: dict[str, list[_Entry]] = {}
        self._tables: dict[Paradigm, _Table] = {}
        for number, row in enumerate(rows):
            for stem, paradigm in _pieces(row):
                if paradigm not in self._tables:
                    self._tables[paradigm] = _folded_table(paradigm, fold)
                self._stems.setdefault(fold(stem), []).append((number, row.past, stem, self._tables[paradigm]))
        self._endings = frozenset(affixes for table in self._tables.values() for affixes in table)

    def __getitem__(self, form: str) -> tuple[VerbForm, ...]:
        found = self._find(form)
        if not found:
            raise KeyError(form)
        return found

    def __contains__(self, form: object) -> bool:
        return isinstance(form, str) and bool(self._find(form))

    def __iter__(self) -> Iterator[str]:
        written: dict[str, None] = {}
        for stem, entries in self._stems.items():
            for *_, table in entries:
                written.update((prefix + stem + ending, None) for prefix, ending in table)
        return iter(written)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _find(self, form: str) -> tuple[VerbForm, ...]:
        found: list[tuple[int, VerbForm]] = []
        for start in (0, 1):
            for end in range(len(form), max(start, len(form) - _LONGEST_ENDING - 1), -1):
                affixes = (form[:start], form[end:])
                if affixes in self._endings and (entries := self._stems.get(form[start:end])):
                    found += _readings(entries, affixes)
        found.sort(key=itemgetter(0))
        return tuple(reading for _, reading in found)


def build_index(rows: Iterable[VerbRow], fold: Callable[[str], str]) -> VerbIndex:
    """The index of all forms of all rows.

    ``fold`` must map every letter to one letter whatever stands beside it, because stems and endings are folded apart.
    Asked for a form, the index folds nothing: ask for the folded form.

    >>> sorted({f.lemma for f in build_index([VerbRow("قال", "يقول")], str)["قلت"]})
    ['قال']
    """
    return VerbIndex(rows, fold)


# prefix and ending, folded → the cells written so
_Table = dict[tuple[str, str], tuple[Cell, ...]]
# number of the row, lemma, stem as spelled, what is written on it
_Entry = tuple[int, str, str, _Table]
_LONGEST_ENDING = 4  # مسماتين


def _folded_table(paradigm: Paradigm, fold: Callable[[str], str]) -> _Table:
    table: _Table = {}
    for cell in paradigm.cells:
        affixes = (fold(cell.prefix), fold(cell.ending))
        table[affixes] = (*table.get(affixes, ()), cell)
    return table


def _readings(entries: list[_Entry], affixes: tuple[str, str]) -> Iterator[tuple[int, VerbForm]]:
    for number, lemma, stem, table in entries:
        for cell in table.get(affixes, ()):
            yield number, VerbForm(cell.prefix + stem + cell.ending, lemma, *cell.features)


_Piece = tuple[str, Paradigm]


def _pieces(row: VerbRow) -> Iterator[_Piece]:
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


def _past(row: VerbRow, kind: VerbClass) -> Iterator[_Piece]:
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


def _sound_past(past: str, voice: str) -> _Piece:
    if past[-1] == "أ":
        return past[:-1], paradigms.past("أ", voice)
    return past, paradigms.past("sound" + _melting(past), voice)


def _vowel_past(past: str, voice: str) -> _Piece:
    if past[-1] == "ء":
        return past[:-1], paradigms.past("يء" if past[-2] == "ي" else "اء", voice)
    return past, paradigms.past("vowel", voice)


def _defective_past(past: str, present: str, voice: str) -> _Piece:
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


def _passive_past(past: str) -> Iterator[_Piece]:
    if past[-1] == "ي":
        yield _defective_past(past, "", "passive")
    elif past[-2] == "ي":
        # قيل: from the second person on, the passive is written like the active (قلت)
        yield _vowel_past(past, "passive")
    else:
        yield _sound_past(past, "passive")


# --- present ------------------------------------------------------------------------------------------------------


def _present(body: str, kind: VerbClass, voice: str) -> Iterator[_Piece]:
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


def _masdar(past: str, masdar: str) -> _Piece:
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
    if last == "ء" and before not in _NON_JOINING:
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


def _participle(word: str, voice: str, reduced: bool) -> _Piece:
    """``reduced``: the word is written without its last radical (داع, definite الداعي)."""
    if reduced:
        return word, paradigms.participle("reduced", voice)
    if word[-1] in "ىأ":
        return word[:-1], paradigms.participle(word[-1], voice)
    if word[-2:] == "يء":
        return word[:-1], paradigms.participle("يء", voice)
    return word, paradigms.participle("sound", voice)


# --- before a pronoun suffix --------------------------------------------------------------------------------------


def with_suffix(form: str) -> str:
    """The shape a form takes before a pronoun suffix; where case gives several, the first of ``suffix_shapes``.

    >>> with_suffix("نفى"), with_suffix("قالوا"), with_suffix("دعوة")
    ('نفا', 'قالو', 'دعوت')
    """
    return suffix_shapes(form)[0]


def suffix_shapes(form: str) -> tuple[str, ...]:
    """Every shape before a pronoun suffix; more than one only where a final hamza changes its seat with the case.

    >>> suffix_shapes("لقاء")
    ('لقاء', 'لقاؤ', 'لقائ')
    """
    last, rest = form[-1:], form[:-1]
    if last == "ة":
        return (rest + "ت",)
    if last == "ى":
        return (form[:-2] + "آ",) if rest[-1:] == "أ" else (rest + "ا",)
    if form[-2:] == "وا":
        return (rest,)
    if last in ("ء", "أ", "ؤ") and rest:
        return _hamza_shapes(form)
    return (form, form + "و") if form[-2:] == "تم" and len(form) > 3 else (form,)


def _hamza_shapes(form: str) -> tuple[str, ...]:
    rest, last = form[:-1], form[-1]
    if last == "ء" and rest[-1] not in _NON_JOINING:
        return (rest + "ئ", rest + "ؤ")
    other = {"ء": "ؤ", "أ": "ؤ", "ؤ": "أ"}[last]
    return (form, rest + other, rest + "ئ")
