from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.names import compare, parse

SURE = 0.66
"""Above what one in 10,000 other entries of the UN list reaches."""

SAME = (
    ("شويغو", "شويجو"),
    ("سيرغي شويغو", "Sergei Shoigu"),
    ("شويغو، سيرغي", "Sergey Shoygu"),
    ("سرغي شويغو", "Sergueï Choïgou"),
    ("عبد الرحمن الزهيري", "Abdurrahman al-Zuhairi"),
    ("عبدالرحمن الزهيري", "Abd ar-Rahman Az Zuhayri"),
    ("سيف الدين القاضي", "Saifuddin Al Qadi"),
    ("نور الدين بوطرفة", "Noureddine Boutarfa"),
    ("رحمت الله یوسفی", "Rahmatullah Yusufi"),
    ("هدایت‌الله شریفی", "Hidayat Ullah Sharifi"),
    ("محمود چوہدری", "Mahmood Chaudhry"),
    ("وحید پژوهنده", "Vahid Pazhouhandeh"),
    ("أبو الحسن المهاجر", "Aboul Hassan al-Muhajir"),
    ("خالد ولد الشيخ", "Khaled Ould Cheikh"),
    ("زين العابدين بن علي", "Zine El Abidine Ben Ali"),
    ("رمزي بن الشيبة", "Ramzi Binalshibh"),
    ("ألكسندر نوفاك", "Alexander Novak"),
    ("الكسندر نوفاك", "Aleksandr Novak"),
    ("معمر القذافي", "Muammar Qaddafi"),
    ("معمر القذافي", "Moammar Gadhafi"),
    ("الحاج سليم العتيبي", "Salim al-Otaibi"),
    ("د. سليم العتيبي", "Saleem Al Utaybi"),
    ("جون كيربي", "John Kirby"),
    ("كيم جونغ أون", "Kim Jong-un"),
    ("كيم جونغ-اون", "Kim Jong Un"),
    ("شي جين بينغ", "Xi Jinping"),
    ("رجب طيب أردوغان", "Recep Tayyip Erdogan"),
    ("نيكولا ساركوزي", "Nicolas Sarkozy"),
    ("هاريت تمبلتون", "Harriet Templeton"),
    ("جيفري دونالدسون", "Jeffrey Donaldson"),
    ("بيل كلينتون", "William Clinton"),
    ("رغدا العلي", "رغداء العلي"),
    ("أيمن الصفدي", "ابمن الصفدي"),
    ("بنك الرافدين", "Rafidain Bank"),
    ("شركة النور للتجارة العامة ذ.م.م", "Al Noor General Trading LLC"),
    ("وزارة الدفاع الإيرانية", "Iranian Ministry of Defence"),
    ("جبهة تحرير الشمال", "Northern Liberation Front"),
    ("Hussein Kamel", "Husayn Kamil"),
    ("Osama Bin Ladin", "Usama Bin Laden"),
)

DIFFERENT = (
    ("محمد بن سلمان", "محمد بن سلطان"),
    ("محمد بن سلمان", "Mohammed bin Sultan"),
    ("حسن نصر", "حسين نصر"),
    ("حسن كامل", "Hussein Kamel"),
    ("سعيد الحربي", "سعد الحربي"),
    ("محمود جبريل", "محمد جبريل"),
    ("قصي ناصر سليم المرزوقي", "Uday Nasser Salim al-Marzouqi"),
    ("ناصر سليم المرزوقي", "Uday Nasser Salim al-Marzouqi"),
    ("سالم الدوسري", "سليم الدوسري"),
    ("عمر جابر", "عمرو جابر"),
    ("بشار الحاج", "بشير الحاج"),
    ("محمد", "Mohammed Ali Hassan Najjar"),
    ("محمد علي", "Muhammad Ali Hassan al-Najjar"),
    ("وزارة الدفاع", "Ministry of the Interior"),
    ("بنك الرافدين", "Bank Melli"),
    ("شويغو", "Shoygu Bank of Odessa"),
    ("ناصر", "قيصر"),
    ("كيم جونغ أون", "Kim Jong-il"),
)


@pytest.mark.parametrize(("left", "right"), SAME)
def test_one_name_however_it_is_spelt(left: str, right: str) -> None:
    found = compare(left, right)
    assert found.score >= SURE, found.reason


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_names_that_only_look_alike_are_told_apart(left: str, right: str) -> None:
    found = compare(left, right)
    assert found.score < SURE, found.reason


def test_a_rare_name_tells_more_than_a_common_one() -> None:
    common, rare = compare("محمد", "Mohammed Saleh Kassem"), compare("شويغو", "Sergei Shoigu")
    assert common.telling < 0.5 < rare.telling
    assert common.score < rare.score


def test_the_reason_names_what_agrees_and_what_is_left_over() -> None:
    found = compare("ناصر المرزوقي", "Nasser Salim al-Marzouqi")
    assert found.reason == "ناصر = nasser (0.97), المرزوقي = marzouqi (0.97); only in the second: salim"
    assert (found.left_over, found.right_over) == ((), (1,))


def test_titles_and_fillers_are_no_parts() -> None:
    parts = parse("His Excellency Dr. Salim bin Nasser Al-Otaibi").parts
    assert [part.text for part in parts] == ["salim", "nasser", "otaibi"]


def names() -> st.SearchStrategy[str]:
    table = files("khabar.knowledge") / "data" / "persons.csv"
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))[1:]
    return st.sampled_from([cell for row in rows for cell in row[:2]])


@given(names(), names())
def test_a_score_lies_between_nothing_and_one_and_knows_no_sides(left: str, right: str) -> None:
    there, back = compare(left, right), compare(right, left)
    assert 0.0 <= there.score <= 1.0
    assert there.score == pytest.approx(back.score)


@given(names())
def test_a_name_is_itself(name: str) -> None:
    assert compare(name, name).score == pytest.approx(1.0)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_can_be_compared(left: str, right: str) -> None:
    assert 0.0 <= compare(left, right).score <= 1.0
