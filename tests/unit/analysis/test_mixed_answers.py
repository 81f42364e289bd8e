"""Answers that change their language: each segment is read in its own."""

import pytest

from analysis.columns import UNKNOWN_LANGUAGE
from analysis.mixed_answers import judge_part
from analysis.progress import QUIET
from analysis.reading_answers import read_answers
from analysis.store import NO_STORE
from tests.unit.analysis.item_frames import make_items
from tests.unit.analysis.test_languages import SENTENCES
from tests.unit.analysis.test_latin_letters import WRITTEN

ENGLISH = "My son waited for nine weeks before the school had a place for him."
WELSH = "Arhosodd fy mab am naw wythnos cyn i'r ysgol gael lle iddo yn y dosbarth."
POLISH = "Mój syn czekał dziewięć tygodni, zanim w szkole znalazło się dla niego miejsce."
ARABIC_IN_LATIN = "ebni stanna tes3 asabee3 abl ma yla2o makan fil madrase w ken kteer za3lan"


@pytest.mark.parametrize(
    ("text", "language", "own"),
    [
        (ENGLISH, "en", "en"),
        (ENGLISH, "cy", "en"),
        (WELSH, "en", "cy"),
        (POLISH, "en", "pl"),
        (SENTENCES["ar"], "en", "ar"),
        (SENTENCES["ti"], "en", "ti"),
        (SENTENCES["fa"], "prs", "prs"),
        (SENTENCES["zh-Hant"], "zh-Hans", "zh-Hans"),
        (POLISH, UNKNOWN_LANGUAGE, "pl"),
        (ARABIC_IN_LATIN, "ar", "ar"),
        ("Diolch yn fawr", "en", "en"),
        ("12 34 56", "en", "en"),
        ("🙂", "ar", "ar"),
    ],
)
def test_part__in_an_answer__has_another_language_only_where_it_shows(
    text: str, language: str, own: str
) -> None:
    shown = judge_part(text, language)
    assert (shown[0] if shown else language) == own


def test_segments__of_an_answer_in_three_languages__have_their_own() -> None:
    items = make_items(f"{ENGLISH} {WELSH} {SENTENCES['ar']}", ENGLISH, WELSH, language=["en", "en", "cy"])
    read = read_answers(items, NO_STORE, QUIET)
    assert read.segments["language"].tolist() == ["en", "cy", "ar", "en", "cy"]
    assert read.languages["language"].tolist() == ["en", "en", "cy"]
    assert read.segments["basis"].tolist() == ["declared", "detected", "detected", "declared", "declared"]
    assert read.segments["language_confident"].tolist() == [False, True, True, True, True]


def test_segments__of_a_repeated_id__have_the_language_of_its_first_row() -> None:
    items = make_items(ENGLISH, WELSH, id=["a", "a"], language=["en", "cy"])
    assert read_answers(items, NO_STORE, QUIET).segments["language"].tolist() == ["en"]


OTHER_LANGUAGES = [
    (SENTENCES["ar"], "ar"),
    (SENTENCES["fa"], "fa"),
    (SENTENCES["ur"], "ur"),
    (SENTENCES["ckb"], "ckb"),
    (SENTENCES["am"], "am"),
    (SENTENCES["uk"], "uk"),
    (SENTENCES["zh-Hans"], "zh-Hans"),
    (POLISH, "pl"),
    (SENTENCES["kmr"], "kmr"),
    ("เราต้องการบ้านเพิ่มเติมสำหรับครอบครัวของเราในเมืองนี้", "th"),
    ("ကျွန်တော်တို့ မိသားစုတွေအတွက် ဒီမြို့မှာ အိမ်တွေ ပိုလိုအပ်ပါတယ်။", "my"),
    ("हमें इस शहर में अपने परिवारों के लिए और घरों की ज़रूरत है।", "hi"),
    ("আমাদের এই শহরে আমাদের পরিবারের জন্য আরও বাড়ি দরকার।", "bn"),
    ("ਸਾਨੂੰ ਇਸ ਸ਼ਹਿਰ ਵਿੱਚ ਆਪਣੇ ਪਰਿਵਾਰਾਂ ਲਈ ਹੋਰ ਘਰਾਂ ਦੀ ਲੋੜ ਹੈ।", "pa"),
    ("எங்கள் குடும்பங்களுக்கு இந்த நகரத்தில் அதிக வீடுகள் தேவை.", "ta"),
    ("Χρειαζόμαστε περισσότερα σπίτια για τις οικογένειές μας σε αυτή την πόλη.", "el"),
    ("ჩვენ გვჭირდება მეტი სახლი ჩვენი ოჯახებისთვის ამ ქალაქში.", "ka"),
    ("Մեզ ավելի շատ տներ են պետք մեր ընտանիքների համար այս քաղաքում։", "hy"),
    ("אנחנו צריכים יותר בתים למשפחות שלנו בעיר הזאת.", "he"),
    ("우리는 이 도시에서 우리 가족을 위한 집이 더 필요합니다.", "ko"),
]


@pytest.mark.parametrize(("text", "own"), OTHER_LANGUAGES)
def test_answer__of_one_sentence_in_another_language__is_read_in_that(text: str, own: str) -> None:
    read = read_answers(make_items(text, language="en"), NO_STORE, QUIET)
    [segment] = read.segments.to_dict("records")
    assert (segment["language"], segment["basis"], segment["language_confident"]) == (own, "detected", True)
    [answer] = read.languages.to_dict("records")
    assert (answer["language"], answer["detected"], answer["contradicted"]) == ("en", own, True)


def test_answer__of_short_sentences_surely_in_another_language__is_read_in_that() -> None:
    text = "Carruurtaydu waxay u baahan yihiin. Guri ayaan u baahanahay. Mahadsanid."
    read = read_answers(make_items(text, language="en"), NO_STORE, QUIET)
    assert read.segments["language"].tolist() == ["so", "so"]


def test_short_sentences__of_the_declared_language__stay_it_in_an_answer_surely_in_another() -> None:
    text = f"{POLISH} Nikt nam nie pomógł. We need some help. {POLISH}"
    read = read_answers(make_items(text, language="en"), NO_STORE, QUIET)
    assert read.segments["language"].tolist() == ["pl", "pl", "en", "pl"]


@pytest.mark.parametrize(("language", "text"), WRITTEN)
def test_answer__in_latin_letters_of_a_declared_language__stays_it(language: str, text: str) -> None:
    read = read_answers(make_items(f"{text}.", language=language), NO_STORE, QUIET)
    assert set(read.segments["language"]) == {language}
    assert not read.languages["contradicted"].any()
