"""Names and addresses told by their surroundings, in the languages that people write in."""

import pytest

from analysis.identifiers import find_in_text
from analysis.introductions import _FORMS
from tests.benchmarks.bench_personal_data import find_people, read_ours, score

NAMED = [
    ("اسمي أحمد محمد وأنا من سوريا", ["أحمد محمد"]),
    ("راجعت الدكتور سامي في العيادة", ["سامي"]),
    ("نام من حسین رضایی است", ["حسین رضایی"]),
    ("آقای کریمی گفت", ["کریمی"]),
    ("زما نوم احمد دی", ["احمد"]),
    ("میرا نام علی حسن ہے", ["علی حسن"]),
    ("ስመይ ሰላም ተስፋይ እዩ", ["ሰላም ተስፋይ"]),
    ("አቶ አበበ ነው", ["አበበ"]),
    ("আমার নাম রহিম উদ্দিন", ["রহিম উদ্দিন"]),
    ("ਮੇਰਾ ਨਾਂ ਗੁਰਪ੍ਰੀਤ ਹੈ", ["ਗੁਰਪ੍ਰੀਤ"]),
    ("我叫王小明，李先生帮助了我", ["王小明", "李先生"]),
    ("Мене звати Оленка", ["Оленка"]),
    ("Меня зовут Иван", ["Иван"]),
    ("benim adım Mehmet", ["Mehmet"]),
    ("dün Ayşe Hanım geldi", ["Ayşe Hanım"]),
    ("magacaygu waa Cabdi", ["Cabdi"]),
    ("je m'appelle Jean et je suis ici", ["Jean"]),
    ("me llamo Ana", ["Ana"]),
    ("nazywam się Jan", ["Jan"]),
    ("mă numesc Ion", ["Ion"]),
    ("quhem Arben", ["Arben"]),
    ("tôi tên là Lan", ["Lan"]),
    ("my brother serhat and Quorl waited", ["serhat", "Quorl"]),
    ("Thank Zebbith and me", ["Zebbith"]),
    ("Quorl B Zebbith said no", ["Quorl B Zebbith"]),
    ("Дякую сусідці, зустріла Оксану", ["Оксану"]),
    ("ኣነን ዮውሃንስን ጸኒሕና", ["ዮውሃንስን"]),
    ("করিমের বাসায়", ["করিমের"]),
    ("我和李明在酒店", ["李明"]),
    ("Amina's mother and Amina", ["Amina", "Amina"]),
    ("navê min Azad e", ["Azad"]),
    ("My name is ʻAli and ʻAli waited", ["ʻAli", "ʻAli"]),
    ("Мене звати Мар'яна", ["Мар'яна"]),
    ("My surname is Qorvanta", ["Qorvanta"]),
    ("my nickname is  Qorvanta", ["Qorvanta"]),
    ("Name: Qorvanta", ["Qorvanta"]),
    ("Full name: Qorvanta", ["Qorvanta"]),
    ("Surname : Qorvanta", ["Qorvanta"]),
    ("o meu nome é Qorvanta", ["Qorvanta"]),
    ("meu nome é Qorvanta e me chamo Qorl", ["Qorvanta", "Qorl"]),
]
AGAIN = [
    ("My name is Qorvanta. The bus was for Qorvanta", "Qorvanta"),
    ("My name is Qorvanta. The bus was for Qorvanta’s friend", "Qorvanta"),
    ("My name is Zoé Kral. The bus was for Zoe\u0301", "Zoe\u0301"),
    ("My name is Zweiß. The bus was for Zweiß", "Zweiß"),
    ("اسمي ذلفقار وأنا هنا. مع ذُلْفُقَار", "ذُلْفُقَار"),
    ("My name is Sa'id. The bus was for Sa'id", "Sa'id"),
    ("My name is O'Qorra. The bus was for O'Qorra", "O'Qorra"),
]
ADDRESSES = [
    ("I lived at 12 Market Street until May", ["12 Market Street"]),
    ("در اتاق ۲۱۴ بودم", ["اتاق ۲۱۴"]),
    ("كنت في غرفة رقم ٧", ["غرفة رقم ٧"]),
    ("ኣብ ክፍሊ 12 ነይረ", ["ክፍሊ 12"]),
    ("вул. Шевченка 12", ["вул. Шевченка 12"]),
    ("我住在12 Oxford Road。", ["12 Oxford Road"]),
    ("j'habite rue Victor 9", ["rue Victor 9"]),
]
HARMLESS = [
    "I waited 12 weeks in this place and 3 people from the road helped me.",
    "Now I know what I want, and When I asked I got no answer",
    "نحن في المدينة منذ ٣ سنوات",
    "ኣብ ከተማ ሰለስተ ዓመት ኮይኑና",
    "We have 2 children and 1 room",
    "黄色的房子很冷，张开窗户，白天没有人",
    "Umut ve barış istiyoruz",
    "El Ministerio del Interior no contesta",
    "They asked my name. Waiting is hard. What is your name? Nobody asked",
]
BLANKS = "".join(f"{cue}{' ' * 20_000}" for cue in ("o", "called", "mon nom", "اسمي"))


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_name__announced_in_the_writers_language__is_found(text: str, names: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_in_text(text) if one.kind == "person"] == names


@pytest.mark.parametrize(("text", "name"), AGAIN)
def test_name__standing_again_however_written__is_covered_whole(text: str, name: str) -> None:
    last = find_in_text(text)[-1]
    assert (text[last.start : last.end], last.start) == (name, text.rindex(name))


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("pl", "Wczoraj pomogłam Halinie i Bartkowi", ["Halinie", "Bartkowi"]),
        ("en", "we saw Halinie there", []),
        ("ar", "سمر ورنا تدرسان", ["سمر ورنا"]),
        ("sq", "dje ndihmova Agronin", ["Agronin"]),
    ],
)
def test_name__with_an_ending__is_known_where_the_language_has_it(
    language: str, text: str, names: list[str]
) -> None:
    assert [text[one.start : one.end] for one in find_in_text(text, language)] == names


def test_names__in_our_sentences_of_all_languages__are_mostly_found_without_a_model() -> None:
    marked = read_ours()
    found = score(marked, find_people(marked, None))
    assert found.covered / found.names > 0.9
    assert found.right / found.suggested > 0.9


@pytest.mark.parametrize(("text", "addresses"), ADDRESSES)
def test_address__in_any_script_and_digits__is_found(text: str, addresses: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_in_text(text) if one.kind == "address"] == addresses


@pytest.mark.parametrize("text", HARMLESS)
def test_text__that_names_nobody__has_nothing_suggested(text: str) -> None:
    assert find_in_text(text) == []


@pytest.mark.parametrize(
    "text", ["اسمي " * 10_000, "12 a" * 12_500, "Mr " * 15_000, "rue a " * 8_000, " " * 30_000, BLANKS]
)
def test_long_text__of_cues_only__is_read_to_its_end(text: str) -> None:
    assert find_in_text(f"{text}. Je m'appelle Jean")[-1].end == len(text) + 19


def test_words_before_a_name__of_every_form__allow_a_bounded_run_of_blanks() -> None:
    before = [form.pattern.split("(?P<it>")[0] for form, *_ in _FORMS]
    assert len(before) == 8 and not any(blanks in one for one in before for blanks in (r"\s+", r"\s*", " "))
