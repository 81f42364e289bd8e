"""Numbers of cases in the languages served: told by a word, or standing alone; and what is none."""

import pytest

from analysis.identifiers import find_in_text

TOLD = [
    ("رقم القضية 12345678", "12345678"),
    ("رقم قضيتي ١٢٣٤٥٦٧٨", "١٢٣٤٥٦٧٨"),
    ("الرقم المرجعي ٧٧٨٨٩", "٧٧٨٨٩"),
    ("شماره پرونده من ۱۲۳۴۵۶۷ است", "۱۲۳۴۵۶۷"),
    ("نمبر دوسیه ام ۵۵۱۲۳ است", "۵۵۱۲۳"),
    ("د دوسیې شمېره ۵۵۱۲۳۴", "۵۵۱۲۳۴"),
    ("میرا کیس نمبر ۱۲۳۴۵ ہے", "۱۲۳۴۵"),
    ("ژمارەی کەیس ٥٥١٢٣٤", "٥٥١٢٣٤"),
    ("номер справи 12345678", "12345678"),
    ("номер дела 5512340", "5512340"),
    ("ቁጽሪ ጉዳየይ 1234567 እዩ", "1234567"),
    ("የመዝገብ ቁጥር 55512ን", "55512"),
    ("rhif fy achos yw 445512", "445512"),
    ("lambarka kiiskaygu waa 778812", "778812"),
    ("lakkoofsi galmee koo 66123", "66123"),
    ("dosya numaram 99120456", "99120456"),
    ("numéro de dossier : 75-20391", "75-20391"),
    ("expediente núm. 12345", "12345"),
    ("número do processo 88123", "88123"),
    ("numărul dosarului 77123", "77123"),
    ("numer sprawy II/12345/20", "II/12345/20"),
    ("numri i çështjes 66123", "66123"),
    ("số hồ sơ 1234567", "1234567"),
    ("মামলা নম্বর ১২৩৪৫৬", "১২৩৪৫৬"),
    ("ਕੇਸ ਨੰਬਰ 445566", "445566"),
    ("案件编号12345678。", "12345678"),
    ("my application was 55123", "55123"),
    ("fy rhif Swyddfa Gartref: 12345", "12345"),
    ("رقم الهوم أوفيس ١٢٣٤٥", "١٢٣٤٥"),
    ("رَقَمُ القَضِيَّةِ ١٢٣٤٥", "١٢٣٤٥"),
    ("Case no 12345 67", "12345 67"),
    ("Case no 12345 678 was lost", "12345 678"),
    ("ref 123 456 7", "123 456 7"),
    ("номер справи 12345 67", "12345 67"),
    ("case 12345 12 March 2020", "12345"),
    ("case number 12345 10:30", "12345"),
    ("case 12345 12 people", "12345"),
    ("appeal number HU 1234 2022", "HU 1234 2022"),
    ("my share code is W12 345 67X", "W12 345 67X"),
    ("my share code: w1234567x", "w1234567x"),
    ("كود المشاركة W12 345 67X", "W12 345 67X"),
]
ALONE = [
    ("ዋላ ሓደ 445566 እዩ", "445566"),
    ("they gave me ١٢٣٤٥٦ and no more", "١٢٣٤٥٦"),
    ("他们说12345678就走了", "12345678"),
]
NONE = [
    "طلبنا 50123 جنيه",
    "they asked for £250123, then 250123 pounds, then 250123 €",
    "our case since 2019, closed on 12/03/2020; the file of 2020-03-12",
    "наша справа від 12.03.2020, дела с 2020 года",
    "12,345,678 of them in 120000 places, 45% or 123456 people",
    "on 20190312 we waited 12345 days",
    "the share code was not the one, my share code for 2 of us",
    "WHO WAS OUT, da 1234 2022, we 12 of us",
]


@pytest.mark.parametrize(("text", "number"), TOLD)
def test_case_number__after_a_word_for_it__is_found_in_each_language(text: str, number: str) -> None:
    found = find_in_text(text)
    assert [(one.kind, text[one.start : one.end]) for one in found if one.kind != "person"] == [
        ("reference", number)
    ]


@pytest.mark.parametrize(("text", "number"), ALONE)
def test_number__of_six_digits_that_stands_alone__is_suggested_less_surely(text: str, number: str) -> None:
    (found,) = find_in_text(text)
    assert (found.kind, text[found.start : found.end]) == ("number", number)
    assert found.confidence < find_in_text("номер справи 12345678")[0].confidence


@pytest.mark.parametrize("text", NONE)
def test_number__that_is_a_year_a_date_or_a_sum__is_not_suggested(text: str) -> None:
    assert find_in_text(text) == []


def test_telephone_number__found_as_one__stays_one() -> None:
    assert [one.kind for one in find_in_text("call 07700 900123 or 07700900123")] == ["phone", "phone"]


@pytest.mark.parametrize("text", ["case " * 20_000, "طلب" * 30_000, "rhif " * 20_000, "case 1-" * 14_000])
def test_words_for_cases__without_end__are_read_to_the_last(text: str) -> None:
    ended = f"{text}. номер справи 12345678"
    assert find_in_text(ended)[-1].end == len(ended)
