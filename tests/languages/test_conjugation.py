"""Verbs of every class, checked against the spellings that newspapers use."""

import csv
from collections import Counter
from importlib.resources import files

import pytest

from khabar.languages.ar.conjugation import conjugate, passive_present
from khabar.languages.ar.paradigms import Tense
from khabar.languages.ar.suffixes import suffix_shapes, with_suffix
from khabar.languages.ar.verb_classes import VerbClass, VerbForm, VerbRow, verb_class, verb_row
from khabar.languages.ar.verb_index import build_index

TABLE = files("khabar.languages.ar") / "data" / "verbs.csv"
COLUMNS = ["past", "present", "masdar", "active", "passive_participle", "passive_past", "source"]


def read_table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


RECORDS = read_table()
ROWS = [verb_row(record) for record in RECORDS]
FOLDING = str.maketrans("أإآٱىةؤئ", "اااايهوي")


def fold(text: str) -> str:
    return text.translate(FOLDING)


INDEX = build_index(ROWS, fold)


def row(past: str, present: str) -> VerbRow:
    return next(found for found in ROWS if (found.past, found.present) == (past, present))


def forms(verb: VerbRow, tense: Tense, voice: str = "active", **features: object) -> set[str]:
    return {
        form.form
        for form in conjugate(verb)
        if form.tense is tense
        and form.voice == voice
        and all(getattr(form, name) == value for name, value in features.items())
    }


@pytest.mark.parametrize(
    ("past", "present", "kind"),
    [
        ("كتب", "يكتب", VerbClass.SOUND),
        ("أكد", "يؤكد", VerbClass.SOUND),
        ("أعد", "يعد", VerbClass.DOUBLED),
        ("أخذ", "يأخذ", VerbClass.SOUND),
        ("قاتل", "يقاتل", VerbClass.SOUND),
        ("قال", "يقول", VerbClass.HOLLOW),
        ("مال", "يميل", VerbClass.HOLLOW),
        ("حاد", "يحيد", VerbClass.HOLLOW),
        ("حاد", "يحاد", VerbClass.DOUBLED),
        ("خاف", "يخاف", VerbClass.HOLLOW),
        ("استطاع", "يستطيع", VerbClass.HOLLOW),
        ("اتهم", "يتهم", VerbClass.SOUND),
        ("احتل", "يحتل", VerbClass.DOUBLED),
        ("اضطر", "يضطر", VerbClass.DOUBLED),
        ("اطلع", "يطلع", VerbClass.SOUND),
        ("استمر", "يستمر", VerbClass.DOUBLED),
        ("استمع", "يستمع", VerbClass.SOUND),
        ("استلم", "يستلم", VerbClass.SOUND),
        ("اطمأن", "يطمئن", VerbClass.DOUBLED),
        ("دعا", "يدعو", VerbClass.DEFECTIVE),
        ("بقي", "يبقى", VerbClass.DEFECTIVE),
        ("ليس", "", VerbClass.HOLLOW),
    ],
)
def test_the_class_is_read_off_the_spelling(past: str, present: str, kind: VerbClass) -> None:
    assert verb_class(row(past, present)) is kind


# 3ms 3fs 3md 3mp 3fp 1s 1p
@pytest.mark.parametrize(
    ("past", "present", "written"),
    [
        ("كتب", "يكتب", "كتب كتبت كتبا كتبوا كتبن كتبت كتبنا"),
        ("أعلن", "يعلن", "أعلن أعلنت أعلنا أعلنوا أعلن أعلنت أعلنا"),
        ("أثبت", "يثبت", "أثبت أثبتت أثبتا أثبتوا أثبتن أثبت أثبتنا"),
        ("بدأ", "يبدأ", "بدأ بدأت بدآ بدأوا/بدؤوا بدأن بدأت بدأنا"),
        ("قال", "يقول", "قال قالت قالا قالوا قلن قلت قلنا"),
        ("كان", "يكون", "كان كانت كانا كانوا كن كنت كنا"),
        ("بات", "يبيت", "بات باتت باتا باتوا بتن بت بتنا"),
        ("أشار", "يشير", "أشار أشارت أشارا أشاروا أشرن أشرت أشرنا"),
        ("استطاع", "يستطيع", "استطاع استطاعت استطاعا استطاعوا استطعن استطعت استطعنا"),
        ("جاء", "يجيء", "جاء جاءت جاءا جاؤوا/جاءوا جئن جئت جئنا"),
        ("أساء", "يسيء", "أساء أساءت أساءا أساؤوا/أساءوا أسأن أسأت أسأنا"),
        ("ليس", "", "ليس ليست ليسا ليسوا لسن لست لسنا"),
        ("دعا", "يدعو", "دعا دعت دعوا دعوا دعون دعوت دعونا"),
        ("نفى", "ينفي", "نفى نفت نفيا نفوا نفين نفيت نفينا"),
        ("بقي", "يبقى", "بقي بقيت بقيا بقوا بقين بقيت بقينا"),
        ("تبنى", "يتبنى", "تبنى تبنت تبنيا تبنوا تبنين تبنيت تبنينا"),
        ("رأى", "يرى", "رأى رأت رأيا رأوا رأين رأيت رأينا"),
        ("أحيا", "يحيي", "أحيا أحيت أحييا أحيوا أحيين أحييت أحيينا"),
        ("شن", "يشن", "شن شنت شنا شنوا شنن شننت شننا"),
        ("رد", "يرد", "رد ردت ردا ردوا رددن رددت رددنا"),
        ("استمر", "يستمر", "استمر استمرت استمرا استمروا استمررن استمررت استمررنا"),
        ("سيطر", "يسيطر", "سيطر سيطرت سيطرا سيطروا سيطرن سيطرت سيطرنا"),
    ],
)
def test_past(past: str, present: str, written: str) -> None:
    slots = [
        (3, "m", "singular"),
        (3, "f", "singular"),
        (3, "m", "dual"),
        (3, "m", "plural"),
        (3, "f", "plural"),
        (1, "", "singular"),
        (1, "", "plural"),
    ]
    verb = row(past, present)
    for (person, gender, number), expected in zip(slots, written.split(), strict=True):
        got = forms(verb, Tense.PAST, person=person, gender=gender, number=number)
        assert got == set(expected.split("/"))


# 3ms 3fs 1s 1p, jussive 3ms, 3md, 3mp, subjunctive 3mp, 3fp
@pytest.mark.parametrize(
    ("past", "present", "written"),
    [
        ("كتب", "يكتب", "يكتب تكتب أكتب نكتب - يكتبان يكتبون يكتبوا يكتبن"),
        ("أخذ", "يأخذ", "يأخذ تأخذ آخذ نأخذ - يأخذان يأخذون يأخذوا يأخذن"),
        ("أكد", "يؤكد", "يؤكد تؤكد أؤكد نؤكد - يؤكدان يؤكدون يؤكدوا يؤكدن"),
        ("وصل", "يصل", "يصل تصل أصل نصل - يصلان يصلون يصلوا يصلن"),
        ("بدأ", "يبدأ", "يبدأ تبدأ أبدأ نبدأ - يبدآن/يبدأان يبدأون/يبدؤون يبدأوا/يبدؤوا يبدأن"),
        ("أنشأ", "ينشئ", "ينشئ تنشئ أنشئ ننشئ - ينشئان ينشئون ينشئوا ينشئن"),
        ("قال", "يقول", "يقول تقول أقول نقول يقل يقولان يقولون يقولوا يقلن"),
        ("كان", "يكون", "يكون تكون أكون نكون يكن يكونان يكونون يكونوا يكن"),
        ("جاء", "يجيء", "يجيء تجيء أجيء نجيء يجئ يجيئان يجيئون يجيئوا يجئن"),
        ("دعا", "يدعو", "يدعو تدعو أدعو ندعو يدع يدعوان يدعون يدعوا يدعون"),
        ("نفى", "ينفي", "ينفي تنفي أنفي ننفي ينف ينفيان ينفون ينفوا ينفين"),
        ("سعى", "يسعى", "يسعى تسعى أسعى نسعى يسع يسعيان يسعون يسعوا يسعين"),
        ("رأى", "يرى", "يرى ترى أرى نرى ير يريان يرون يروا يرين"),
        ("أتى", "يأتي", "يأتي تأتي آتي نأتي يأت يأتيان يأتون يأتوا يأتين"),
        ("شن", "يشن", "يشن تشن أشن نشن - يشنان يشنون يشنوا يشنن"),
        ("استمر", "يستمر", "يستمر تستمر أستمر نستمر - يستمران يستمرون يستمروا يستمررن"),
    ],
)
def test_present(past: str, present: str, written: str) -> None:
    slots = [
        (3, "m", "singular", "indicative"),
        (3, "f", "singular", "indicative"),
        (1, "", "singular", "indicative"),
        (1, "", "plural", "indicative"),
        (3, "m", "singular", "jussive"),
        (3, "m", "dual", "indicative"),
        (3, "m", "plural", "indicative"),
        (3, "m", "plural", "subjunctive"),
        (3, "f", "plural", "indicative"),
    ]
    verb = row(past, present)
    for (person, gender, number, mood), expected in zip(slots, written.split(), strict=True):
        got = forms(verb, Tense.PRESENT, person=person, gender=gender, number=number, mood=mood)
        assert got == (set() if expected == "-" else set(expected.split("/")))


@pytest.mark.parametrize(
    ("past", "present", "passive_past", "passive"),
    [
        ("قال", "يقول", {"قيل", "قيلت", "قيلوا"}, "يقال"),
        ("دعا", "يدعو", {"دعي", "دعيت", "دعوا"}, "يدعى"),
        ("استدعى", "يستدعي", {"استدعي", "استدعيت", "استدعوا"}, "يستدعى"),
        ("قاتل", "يقاتل", {"قوتل", "قوتلت", "قوتلوا"}, ""),
        ("أخذ", "يأخذ", set(), "يؤخذ"),
        ("وضع", "يضع", set(), "يوضع"),
        ("أنشأ", "ينشئ", {"أنشئ", "أنشئت", "أنشئوا"}, "ينشأ"),
        ("أحيا", "يحيي", {"أحيي", "أحييت", "أحيوا"}, "يحيا"),
        ("اختطف", "يختطف", set(), ""),
    ],
)
def test_passive_only_where_it_is_spelled_apart(past: str, present: str, passive_past: set[str], passive: str) -> None:
    verb = row(past, present)
    assert passive_past <= forms(verb, Tense.PAST, "passive")
    assert bool(passive_past) == bool(forms(verb, Tense.PAST, "passive"))
    assert passive_present(verb) == passive


@pytest.mark.parametrize(
    ("past", "present", "written"),
    [
        ("قال", "يقول", "قول قولا"),
        ("صرح", "يصرح", "تصريح تصريحا تصريحات تصريحين"),
        ("دعا", "يدعو", "دعوة دعوات دعوتين دعاء"),
        ("تبنى", "يتبنى", "تبن تبني تبنيا"),
        ("بدأ", "يبدأ", "بدء بدءا"),
        ("أجرى", "يجري", "إجراء إجراءات"),
        ("قاضى", "يقاضي", "مقاضاة مقاضيات"),
    ],
)
def test_masdar(past: str, present: str, written: str) -> None:
    assert set(written.split()) <= forms(row(past, present), Tense.MASDAR)


def test_masdar_that_takes_no_alif() -> None:
    assert "إجراءا" not in forms(row("أجرى", "يجري"), Tense.MASDAR)


@pytest.mark.parametrize(
    ("past", "present", "voice", "written"),
    [
        ("أشار", "يشير", "active", "مشير مشيرا مشيرة مشيران مشيرين مشيرون مشيرو مشيري مشيرتان مشيرات"),
        ("دعا", "يدعو", "active", "داع داعي داعيا داعية داعيين داعون داعين داعيات"),
        ("سمى", "يسمي", "passive", "مسمى مسماة مسميين مسمون مسمين مسميات"),
        ("نفى", "ينفي", "passive", "منفي منفيا منفية منفيون منفيين"),
        ("أساء", "يسيء", "active", "مسيء مسيئا مسيئة مسيئون مسيئين مسيئات"),
        ("أنشأ", "ينشئ", "passive", "منشأ منشأة منشآت"),
    ],
)
def test_participles(past: str, present: str, voice: str, written: str) -> None:
    assert set(written.split()) <= forms(row(past, present), Tense.PARTICIPLE, voice)


@pytest.mark.parametrize(
    ("form", "shapes"),
    [
        ("نفى", ("نفا",)),
        ("رأى", ("رآ",)),
        ("قالوا", ("قالو",)),
        ("دعوة", ("دعوت",)),
        ("لقاء", ("لقاء", "لقاؤ", "لقائ")),
        ("مجيء", ("مجيئ", "مجيؤ")),
        ("يقرأ", ("يقرأ", "يقرؤ", "يقرئ")),
        ("قتلتم", ("قتلتم", "قتلتمو")),
        ("يدعو", ("يدعو",)),
        ("كتب", ("كتب",)),
    ],
)
def test_before_a_pronoun(form: str, shapes: tuple[str, ...]) -> None:
    assert suffix_shapes(form) == shapes
    assert with_suffix(form) == shapes[0]


def test_index_finds_what_is_conjugated_and_nothing_else() -> None:
    some = [row("رأى", "يرى"), row("أخذ", "يأخذ"), row("سمى", "يسمي"), row("جاء", "يجيء"), row("استمر", "يستمر")]
    index = build_index(some, fold)
    expected: dict[str, list[VerbForm]] = {}
    for verb in some:
        for form in conjugate(verb):
            expected.setdefault(fold(form.form), []).append(form)
    assert set(index) == set(expected)
    assert all(Counter(index[key]) == Counter(expected[key]) for key in expected)
    assert index.get("مدرسه") is None


def test_every_conjugated_form_is_in_the_index() -> None:
    for verb in ROWS[::7]:
        for form in conjugate(verb):
            assert form in INDEX[fold(form.form)]


def test_ambiguous_forms_keep_all_readings() -> None:
    tenses = {form.tense for form in INDEX["قتل"]}
    assert {Tense.PAST, Tense.MASDAR} <= tenses


def test_the_table_is_clean() -> None:
    assert list(RECORDS[0]) == COLUMNS
    assert len({(r["past"], r["present"]) for r in RECORDS}) == len(RECORDS) >= 1600
    for record in RECORDS:
        cells = [part for name in COLUMNS[:-1] for part in record[name].split("|")]
        assert all("ء" <= letter <= "ي" and letter != "ـ" for cell in cells for letter in cell)
        assert record["source"]
        assert record["present"][:1] in ("ي", "")
        assert record["passive_past"] != record["past"]


def test_every_row_conjugates() -> None:
    for verb in ROWS:
        assert all(len(form.form) > 1 for form in conjugate(verb))
