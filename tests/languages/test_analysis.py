"""Reading one Arabic written form. In a marked word `+` parts what is written onto the stem from the stem, `-` the
pronoun behind it: "و+ب+مباحثات-ه"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import languages
from khabar.languages.base import Pos
from khabar.model import Morph, WordInfo
from khabar.text.fold import fold

ARABIC = languages.load("ar")


def info(word: str) -> WordInfo:
    return ARABIC.info(fold(word))


def first(word: str) -> Morph:
    return info(word).morphs[0]


@pytest.mark.parametrize(
    ("word", "proclitics", "stem", "lemma", "pos"),
    [
        ("وقال", "و", "قال", "قال", Pos.VERB),
        ("فقال", "ف", "قال", "قال", Pos.VERB),
        ("وأعلنت", "و", "أعلنت", "أعلن", Pos.VERB),
        ("ليؤكد", "ل", "يؤكد", "أكد", Pos.VERB),
        ("بهجوم", "ب", "هجوم", "هجوم", Pos.NOUN),
        ("وبهجوم", "و ب", "هجوم", "هجوم", Pos.NOUN),
        ("كوسيلة", "ك", "وسيلة", "وسيلة", Pos.NOUN),
        ("للصحفيين", "ل", "الصحفيين", "صحفيين", Pos.NOUN),
        ("للجنة", "ل", "اللجنة", "لجنة", Pos.NOUN),
        ("وللجيش", "و ل", "الجيش", "جيش", Pos.NOUN),
        ("بالقصف", "ب", "القصف", "قصف", Pos.NOUN),
        ("وبالقصف", "و ب", "القصف", "قصف", Pos.NOUN),
        ("بأنه", "ب", "أنه", "أن", Pos.COMPLEMENTISER),
        ("وبأن", "و ب", "أن", "أن", Pos.COMPLEMENTISER),
        ("وإن", "و", "إن", "إن", Pos.COMPLEMENTISER),
        ("والسعودية", "و", "السعودية", "السعودية", Pos.UNKNOWN),
        ("وللسعودية", "و ل", "السعودية", "السعودية", Pos.UNKNOWN),
        ("لإلغاء", "ل", "إلغاء", "ألغى", Pos.MASDAR),
        ("بقتل", "ب", "قتل", "قتل", Pos.MASDAR),
        ("لمسؤولين", "ل", "مسؤولين", "مسؤولين", Pos.NOUN),
    ],
)
def test_what_is_written_onto_the_front_is_cut_off(word: str, proclitics: str, stem: str, lemma: str, pos: Pos) -> None:
    morph = first(word)
    assert (morph.proclitics, morph.stem, morph.pos) == (tuple(proclitics.split()), fold(stem), pos)
    assert fold(lemma) in {m.lemma for m in info(word).morphs}


@pytest.mark.parametrize(
    "word",
    [
        "ولد",
        "وزير",
        "وفد",
        "كوريا",
        "لكوريا",
        "بيروت",
        "فرنسا",
        "ليبيا",
        "لبنان",
        "كتب",
        "بيان",
        "بنك",
        "ولاية",
        "فوز",
        "بلد",
        "والي",
        "لقاء",
        "فيما",
        "وكالة",
        "لجنة",
        "كل",
        "بعد",
        "وصل",
        "فقد",
        "كلف",
        "وجه",
        "بحث",
        "لاحظ",
        "فجر",
        "وقع",
    ],
)
def test_no_first_letter_of_a_word_is_lost(word: str) -> None:
    assert first(word).proclitics == ()
    assert first(word).stem == fold(word)


@pytest.mark.xfail(strict=True, reason="a name that no table of words holds is cut down to a two-letter noun")
def test_a_name_is_not_cut_down_to_a_short_noun() -> None:
    assert first("وليد").proclitics == ()


def test_every_reading_is_kept_where_the_letters_do_not_tell() -> None:
    assert {(m.proclitics, m.lemma) for m in info("فقد").morphs} >= {((), fold("فقد")), (("ف",), fold("قد"))}
    assert {m.pos for m in info("كتب").morphs} >= {Pos.VERB, Pos.NOUN}
    assert {m.pos for m in info("عبر").morphs} >= {Pos.VERB, Pos.PREPOSITION}
    assert {m.pos for m in info("بين").morphs} >= {Pos.VERB, Pos.PREPOSITION}


@pytest.mark.parametrize(
    ("word", "lemma", "pronoun", "pos"),
    [
        ("قولهم", "قال", "هم", Pos.MASDAR),
        ("قوله", "قال", "ه", Pos.MASDAR),
        ("استهدفتها", "استهدف", "ها", Pos.VERB),
        ("نشرتها", "نشر", "ها", Pos.VERB),
        ("تبناه", "تبنى", "ه", Pos.VERB),
        ("مباحثاته", "مباحثات", "ه", Pos.NOUN),
        ("ومباحثاته", "مباحثات", "ه", Pos.NOUN),
        ("وزارتها", "وزارة", "ها", Pos.NOUN),
        ("إلغاءه", "ألغى", "ه", Pos.MASDAR),
        ("لوكالته", "وكالة", "ه", Pos.NOUN),
        ("عنه", "عن", "ه", Pos.PREPOSITION),
        ("إليها", "إلى", "ها", Pos.PREPOSITION),
    ],
)
def test_a_pronoun_is_taken_off_the_end(word: str, lemma: str, pronoun: str, pos: Pos) -> None:
    assert any((m.lemma, m.enclitic, m.pos) == (fold(lemma), pronoun, pos) for m in info(word).morphs)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("لقائه", "لقاء"), ("أعضائها", "عضو"), ("وزرائهم", "وزير"), ("علماؤها", "عالم")],
)
def test_a_final_hamza_gets_a_seat_before_a_pronoun(word: str, lemma: str) -> None:
    assert any(m.enclitic and m.lemma == fold(lemma) for m in info(word).morphs)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("سيتوجه", "توجه"), ("وسيتوجه", "توجه"), ("فسيقول", "قال"), ("سيدعو", "دعا"), ("سيلتقي", "التقى")],
)
def test_the_future_letter_is_told_as_tense(word: str, lemma: str) -> None:
    future = [m for m in info(word).morphs if m.tense == "future"]
    assert fold(lemma) in {m.lemma for m in future}


@pytest.mark.parametrize("word", ["سفير", "سلاح", "سيد", "سنة", "سرية", "سيارة"])
def test_no_future_in_words_that_begin_with_its_letter(word: str) -> None:
    assert not any(m.tense == "future" for m in info(word).morphs)


@pytest.mark.parametrize(
    ("word", "person", "gender", "number", "tense"),
    [
        ("قالت", 3, "f", "s", "past"),
        ("قالوا", 3, "m", "p", "past"),
        ("يقولون", 3, "m", "p", "present"),
        ("نقول", 1, "", "p", "present"),
        ("أكدا", 3, "m", "d", "past"),
        ("وأضافت", 3, "f", "s", "past"),
    ],
)
def test_verbs_tell_person_gender_and_number(word: str, person: int, gender: str, number: str, tense: str) -> None:
    readings = {(m.person, m.gender, m.number, m.tense) for m in info(word).morphs if m.pos == Pos.VERB}
    assert (person, gender, number, tense) in readings


@pytest.mark.parametrize(
    ("word", "definite"),
    [
        ("القصف", True),
        ("بالقصف", True),
        ("للقصف", True),
        ("قصفهم", True),
        ("الالتزام", True),
        ("السعودية", True),
        ("قصف", False),
        ("بقصف", False),
        ("إلغاء", False),
        ("إلقاء", False),
        ("التزام", False),
        ("لإلغاء", False),
        ("ألغام", False),
    ],
)
def test_definiteness_is_the_article_or_a_pronoun(word: str, definite: bool) -> None:
    assert info(word).definite is definite


def test_variants_begin_with_the_whole_form() -> None:
    assert info("وللسعودية").variants[0] == ((), fold("وللسعودية"))
    assert (("و", "ل"), fold("السعودية")) in info("وللسعودية").variants


@given(st.text(max_size=50) | st.text(alphabet="والبفكسهانتيمرع", max_size=12))
def test_any_form_has_a_reading_and_the_parts_make_up_the_word(form: str) -> None:
    folded = fold(form)
    read = ARABIC.info(folded)
    assert read.morphs
    assert read.variants[0] == ((), folded)
    assert read.pos == {m.pos for m in read.morphs}
    for proclitics, rest in read.variants:
        cut = "".join(proclitics)
        assert folded.startswith(cut)
        assert folded[len(cut) :] == rest or rest.removeprefix(ARABIC.article) in folded
