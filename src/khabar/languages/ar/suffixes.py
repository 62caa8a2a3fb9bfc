"""What a word looks like before a pronoun suffix.

Not for: taking suffixes off (`analysis`).
"""

from __future__ import annotations

NON_JOINING = "اأإآدذرزوؤى"
"""Letters that do not join to the left: a final hamza after them has no seat before an ending (بدءا but عبئا)."""


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
    if last == "ء" and rest[-1] not in NON_JOINING:
        return (rest + "ئ", rest + "ؤ")
    other = {"ء": "ؤ", "أ": "ؤ", "ؤ": "أ"}[last]
    return (form, rest + other, rest + "ئ")
