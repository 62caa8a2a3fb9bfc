"""Finding the phrases of a table in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from khabar import languages
from khabar.model import Word
from khabar.text.fold import fold
from khabar.text.phrases import PhraseTable, tokenise
from khabar.text.words import cut_words

ARABIC = languages.load("ar")
FORMS = ("الأمم المتحدة", "الأمم", "مجلس الأمن", "مجلس الأمن الدولي", "أ ف ب", "إف-16", "عدن", "سي بي إس نيوز")
TABLE: PhraseTable[str] = PhraseTable(((form, form) for form in FORMS), bridged=("-", ".", "«", "»"))
PLAIN: PhraseTable[str] = PhraseTable((form, form) for form in FORMS)


def words(text: str) -> tuple[Word, ...]:
    return cut_words(text, ARABIC)


def found(text: str, table: PhraseTable[str] = TABLE) -> list[str]:
    return [match.value for match in table.find_all(words(text))]


def test_the_longest_phrase_wins() -> None:
    assert found("قرر مجلس الأمن الدولي ذلك") == ["مجلس الأمن الدولي"]
    assert found("قرر مجلس الأمن ذلك في الأمم") == ["مجلس الأمن", "الأمم"]


def test_spelling_does_not_matter() -> None:
    assert found("في الامم المتحده") == ["الأمم المتحدة"]
    assert found("في الأُمَـــم المتّحدة") == ["الأمم المتحدة"]


def test_what_is_written_onto_the_first_word_is_cut_off_and_told() -> None:
    (match,) = TABLE.find_all(words("وبمجلس الأمن"))
    assert (match.value, match.proclitics, match.first, match.last) == ("مجلس الأمن", ("و", "ب"), 0, 2)
    (match,) = TABLE.find_all(words("للأمم المتحدة"))
    assert (match.value, match.proclitics) == ("الأمم المتحدة", ("ل",))
    assert TABLE.match(words("ومجلس الأمن"), 0, cut=False) is None


def test_nothing_is_cut_off_an_inner_word() -> None:
    assert found("مجلس والأمن") == []


def test_marks_inside_names_are_passed_over_where_the_table_allows_it() -> None:
    assert found("قالت أ.ف.ب إن") == ["أ ف ب"]
    assert found("قالت أ ف ب إن") == ["أ ف ب"]
    assert found("طائرة إف-16 وطائرة إف 16") == ["إف-16", "إف-16"]
    assert found("قالت أ.ف.ب إن", PLAIN) == []


def test_a_phrase_may_have_to_end_before_a_word() -> None:
    text = words("مجلس الأمن الدولي")
    match = TABLE.match(text, 0, before=3)
    assert match is not None
    assert match.value == "مجلس الأمن"


def test_one_word_phrases_by_their_folded_form() -> None:
    assert TABLE.get("عدن") == "عدن"
    assert TABLE.get("مجلس") is None
    assert "مجلس الأمن" in TABLE
    assert "مجلس" not in TABLE
    assert "" not in TABLE


def test_forms_are_cut_into_folded_words_and_numbers() -> None:
    assert tokenise("إف-16") == ("اف", "16")
    assert tokenise("«الأمم المتحدة»") == ("الامم", "المتحده")


@given(st.lists(st.sampled_from((*FORMS, "في", "و", ".", "-", "وعدن", "2015", "\n")), max_size=12).map(" ".join))
def test_matches_are_ordered_apart_and_say_what_stands_there(text: str) -> None:
    read = words(text)
    at = 0
    for match in TABLE.find_all(read):
        assert at <= match.first < match.last <= len(read)
        at = match.last
        written = text[read[match.first].span.start : read[match.last - 1].span.end]
        assert tokenise(written)[1:] == tokenise(match.value)[1:]
        assert tokenise(written)[0] == fold("".join(match.proclitics)) + tokenise(match.value)[0]
