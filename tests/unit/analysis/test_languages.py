"""Language: declared first, checked by script and two detectors."""

import pytest
from hypothesis import given

from analysis.detectors import detect
from analysis.language_codes import SERVED, read_declared
from analysis.languages import judge_language
from tests.unit.analysis.item_frames import find_languages, make_items, odd_texts, steady

SENTENCES = {
    "en": "The council should build more homes for families who need them.",
    "cy": "Mae angen mwy o dai fforddiadwy ar ein cymuned a'n plant.",
    "ar": "نحتاج إلى مزيد من المساكن والمدارس لأطفالنا في هذه المدينة.",
    "fa": "ما به خانه‌های بیشتری برای خانواده‌ها در این شهر نیاز داریم.",
    "ti": "ንሕና ንስድራቤታትና ዝኸውን ኣባይቲ የድልየና ኣሎ።",
    "am": "ለቤተሰቦቻችን ተጨማሪ ቤቶች በዚህ ከተማ ያስፈልጉናል።",
    "ckb": "ئێمە پێویستمان بە خانووی زیاترە بۆ خێزانەکانمان لەم شارەدا.",
    "kmr": "Em ji bo malbatên xwe li vî bajarî hewceyê xaniyên zêdetir in.",
    "uk": "Нам потрібно більше житла для наших родин у цьому місті.",
    "ur": "ہمیں اس شہر میں اپنے خاندانوں کے لیے مزید گھروں کی ضرورت ہے۔",
    "zh-Hans": "我们需要更多的房子给这个城市的家庭，孩子们要上学。",
    "zh-Hant": "我們需要更多的房子給這個城市的家庭，孩子們要上學。",
}


@pytest.mark.parametrize("tag", SENTENCES)
def test_detect__a_sentence__is_right_and_confident(tag: str) -> None:
    found = detect(SENTENCES[tag])
    assert (found.tag, found.confident) == (tag, True)


@pytest.mark.parametrize(
    "text", ["", "Housing", "more homes", "12 34 56 78", "https://a.uk/long/way me@a.org", "🙂🙂🙂", "— … !"]
)
def test_detect__under_three_words__is_unknown(text: str) -> None:
    assert (detect(text).tag, detect(text).confident) == ("und", False)


def test_detect__three_words__may_guess_but_is_never_confident() -> None:
    assert not detect("we need help").confident


@pytest.mark.parametrize(
    "text", ["ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏂ ᎤᏂᏍᏗ ᎤᎾᏓ", "ߒߞߏ ߓߊ ߕߎߓߊ ߞߎ ߟߊ ߛߌ", "ꕉꕜꕮ ꔔꘋ ꖸ ꔰ ꗋꘋ", "𐎀𐎁𐎂 𐎃𐎄𐎅 𐎆𐎇 𐎈𐎉"]
)
def test_letters__of_a_script_nobody_knows_here__are_no_sign_of_a_language(text: str) -> None:
    assert detect(text).tag not in {"ko", "km", *SERVED} and not detect(text).confident
    declared = judge_language(text, "en")
    assert (declared["language"], declared["language_confident"]) == ("en", False)
    assert declared["contradicted"], "so that people are told"
    assert not judge_language(text.split()[0], "en")["contradicted"], "of a word or two nothing is said"


@steady
@given(odd_texts)
def test_judge_language__of_anything__gives_a_tag(text: str) -> None:
    judged = judge_language(text, "")
    assert judged["language"] and (judged["basis"] == "unknown") == (judged["language"] == "und")


def test_dari__declared__stands_confident_where_detectors_say_farsi() -> None:
    judged = judge_language(SENTENCES["fa"], "prs")
    assert (judged["language"], judged["language_confident"], judged["contradicted"]) == ("prs", True, False)


def test_farsi_text__undeclared__is_never_called_dari() -> None:
    assert judge_language(SENTENCES["fa"], "")["language"] == "fa"


def test_declared_language__contradicted_by_script_and_detectors__stands_but_is_flagged() -> None:
    judged = judge_language(SENTENCES["en"], "ar")
    assert (judged["language"], judged["detected"]) == ("ar", "en")
    assert judged["contradicted"] and not judged["language_confident"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("ana mabsut ketir hena bas mafish shoghl lel nas", "ar"),
        ("mujhe ghar chahiye aur mere bachon ko school", "ur"),
        ("man be khane niaz daram baraye bacheha", "fa"),
    ],
)
def test_romanised_writing__declared__is_kept(text: str, tag: str) -> None:
    judged = judge_language(text, tag)
    assert (judged["language"], judged["contradicted"]) == (tag, False)


@pytest.mark.parametrize(
    ("text", "contradicted"),
    [
        ("Necesitamos más viviendas para las familias de esta ciudad.", True),
        ("Necesitamos más viviendas para nuestras familias.", False),
    ],
)
def test_declared_language__other_of_the_same_script__is_contradicted_by_enough_words(
    text: str, contradicted: bool
) -> None:
    judged = judge_language(text, "en")
    assert (judged["language"], judged["language_confident"]) == ("en", False)
    assert judged["contradicted"] is contradicted


@pytest.mark.parametrize(
    ("declared", "script", "tag"),
    [
        ("en-GB", "Latn", "en"),
        ("EN", None, "en"),
        ("fa-AF", "Arab", "prs"),
        ("fa_IR", "Arab", "fa"),
        ("ku", "Arab", "ckb"),
        ("ku", "Latn", "kmr"),
        ("zh", "Hani", "zh-Hans"),
        ("zh-TW", "Hani", "zh-Hant"),
        ("zh-Hant-HK", "Hani", "zh-Hant"),
        ("Kurdish Sorani", None, "ckb"),
        ("Welsh", "Latn", "cy"),
        ("hi", "Deva", "hi"),
        ("", "Latn", "und"),
        ("und", "Latn", "und"),
        ("not a language!", "Latn", "und"),
    ],
)
def test_declared_language__as_people_write_it__is_read(declared: str, script: str | None, tag: str) -> None:
    assert read_declared(declared, script) == tag


def test_every_served_language__declared__is_itself() -> None:
    assert [read_declared(tag, None) for tag in SERVED] == list(SERVED)


def test_find_languages__of_items__keeps_rows_and_repeats() -> None:
    items = make_items(SENTENCES["en"], "", SENTENCES["uk"], id=["a", "a", "b"], language=["", "", "uk"])
    found = find_languages(items)
    assert list(found["id"]) == ["a", "a", "b"]
    assert list(found["language"]) == ["en", "und", "uk"]
    assert list(found["basis"]) == ["detected", "unknown", "declared"]


def test_find_languages__of_no_items__is_an_empty_frame() -> None:
    assert len(find_languages(make_items())) == 0
