"""The language of a report: Arabic told apart from its neighbours, other scripts refused by name."""

import pytest

from khabar.errors import LanguageError
from khabar.languages.detect import detect_language, require_language

SAMPLES = {
    "ar": "قالت وكالة الأنباء إن الوزير سيلتقي في العاصمة عددا من المسؤولين، وأضافت أن الزيارة تستمر يومين.",
    "fa": "خبرگزاری گزارش داد که وزیر امور خارجه برای دیدار با مقام‌های این کشور به پایتخت سفر می‌کند.",
    "ur": "خبر رساں ادارے کے مطابق وزیر خارجہ نے کہا ہے کہ وہ کل دارالحکومت میں حکام سے ملاقات کریں گے۔",
    "ckb": "وەزیری دەرەوە لە کۆبوونەوەیەکدا لەگەڵ بەرپرسان ڕایگەیاند کە سەردانەکە بۆ دوو ڕۆژ دەبێت.",
    "ug": "تاشقى ئىشلار مىنىستىرى پايتەختتە ئەمەلدارلار بىلەن كۆرۈشىدىغانلىقىنى ۋە بۇ زىيارەتنىڭ مۇھىملىقىنى ئېيتتى.",
    "ps": "د بهرنیو چارو وزیر وویل چې په پلازمېنه کې به له چارواکو سره وګوري او دا سفر دوه ورځې دوام کوي.",
    "sd": "پرڏيهي معاملن جي وزير چيو آهي ته هو سڀاڻي گاديءَ واري هنڌ ۾ آفيسرن سان ملاقات ڪندو ۽ موٽي ايندو.",
}


@pytest.mark.parametrize(("code", "text"), SAMPLES.items())
def test_languages_of_arabic_script(code, text):
    assert detect_language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "گوگل تطلق هاتفا جديدا",
        "پوتين يلتقي نظيره في بكين",
        "وزیر الخارجیة یصل إلی بغداد ویلتقی الرئیس فی القصر",
        "قَالَ الوَزِيرُ إِنَّ الِاجْتِمَاعَ سَيُعْقَدُ فِي بَغْدَاد",
        "وقالت شركة Boeing إن طائرة 737 MAX ستعود إلى الخدمة بعد موافقة FAA عليها",
        "مصر",
    ],
)
def test_arabic_with_foreign_letters_stays_arabic(text):
    assert detect_language(text) == "ar"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("The minister said on Monday that talks would resume", "Latin"),
        ("Министр заявил в понедельник", "Cyrillic"),
        ("外交部长星期一表示", "Cjk"),
        ("שר החוץ אמר ביום שני", "Hebrew"),
        ("The minister (الوزير) said on Monday", "Latin"),
    ],
)
def test_other_scripts_are_refused_by_name(text, script):
    with pytest.raises(LanguageError, match=rf"expected a report in Arabic script.*{script}"):
        detect_language(text)


def test_no_letters():
    with pytest.raises(LanguageError, match="no letters"):
        detect_language("2015 - 07 - 21")


def test_a_language_without_reader_is_named():
    with pytest.raises(LanguageError, match="seems to be in Persian; readers are installed for Arabic only"):
        require_language(SAMPLES["fa"], ("ar",))
    assert require_language(SAMPLES["ar"], ("ar",)) == "ar"
