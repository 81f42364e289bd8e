"""Small places in scripts without capitals, registrations of vehicles, and characters that do not show."""

import pytest

from analysis.identifiers import find_in_text
from analysis.redaction import find_identifiers
from tests.unit.analysis.item_frames import make_items

PLACES = [
    ("ar", "نسكن في فندق ستراديه بارك منذ شهر", "فندق ستراديه بارك"),
    ("prs", "ما در هوتل ستردی پارک زندگی می کنیم", "هوتل ستردی پارک"),
    ("ps", "موږ په سټراډي پارک هوټل کې اوسېږو", "سټراډي پارک هوټل"),
    ("ur", "ہم اسٹریڈی پارک ہوٹل میں رہتے ہیں", "اسٹریڈی پارک ہوٹل"),
    ("ti", "ኣብ ሆቴል ስትራደይ ኣለና", "ሆቴል ስትራደይ"),
    ("am", "በስትራዴይ ፓርክ ሆቴል እንኖራለን", "በስትራዴይ ፓርክ ሆቴል"),
    ("ar", "نسكن في كينغ ستريت قرب المدرسة", "كينغ ستريت"),
    ("ar", "ابنتي في مدرسة سانت جون", "مدرسة سانت جون"),
    ("ar", "انتقلنا إلى قرية فرنيس", "قرية فرنيس"),
    ("ar", "نسكن بشارع كينغزواي", "بشارع كينغزواي"),
    ("prs", "ما در قریه بارلو هستیم", "قریه بارلو"),
    ("prs", "دخترم در مکتب سنت جان است", "مکتب سنت جان"),
    ("prs", "داکتر ما در پارک سرجری است", "پارک سرجری"),
    ("prs", "ما در کینگ استریت زندگی می کنیم", "کینگ استریت"),
    ("ti", "ውላደይ ኣብ ቤት ትምህርቲ ሰንት ጆን ኣሎ", "ቤት ትምህርቲ ሰንት ጆን"),
    ("ti", "ኣብ ሃይ ስትሪት ንነብር", "ሃይ ስትሪት"),
    ("ti", "ኣብ ቁሸት ፈርነስ ንነብር", "ቁሸት ፈርነስ"),
    ("ti", "ናብ ፓርክ ሰርጀሪ ንኸይድ", "ፓርክ ሰርጀሪ"),
    ("ar", "ذهبنا إلى عيادة بارك فيو", "عيادة بارك فيو"),
    ("ar", "ابنتي في مدرسة كينغزميد الابتدائية", "مدرسة كينغزميد الابتدائية"),
    ("ar", "ولدت في مستشفى سينغلتون العام", "مستشفى سينغلتون العام"),
    ("ar", "طريق لندن مظلم", "طريق لندن"),
    ("prs", "پسرم در مکتب هیلفیلد درس می خواند", "مکتب هیلفیلد"),
    ("prs", "شفاخانه سنت توماس دور است", "شفاخانه سنت توماس"),
    ("prs", "دخترم به مکتبی به نام کوبرلی می رود", "مکتبی به نام کوبرلی"),
    ("ps", "زما زوی په کینګ فیلډ ښوونځي کې دی", "کینګ فیلډ ښوونځي"),
    ("ps", "موږ په چرچ سړک اوسېږو", "چرچ سړک"),
    ("ur", "میرا بیٹا ہل فیلڈ پرائمری اسکول میں پڑھتا ہے", "ہل فیلڈ پرائمری اسکول"),
    ("ur", "ہم چرچ روڈ پر رہتے ہیں", "چرچ روڈ"),
    ("ur", "کوبرلی نامی اسکول نے انکار کیا", "کوبرلی نامی اسکول"),
    ("ti", "ወደይ ኣብ ቤት ትምህርቲ ሂልፊልድ ይመሃር", "ቤት ትምህርቲ ሂልፊልድ"),
    ("ti", "ናብ ክሊኒክ ፓርክ ኬድና", "ክሊኒክ ፓርክ"),
    ("am", "ልጄ በሂልፊልድ ትምህርት ቤት ይማራል", "በሂልፊልድ ትምህርት ቤት"),
    ("ar", "ولدت في مستشفى الملكة إليزابيث", "مستشفى الملكة إليزابيث"),
    ("ur", "احمد ہل سکول جاتا ہے", "ہل سکول"),
    ("ur", "احمد نامی سکول دور ہے", "نامی سکول"),
    ("cy", "Rydym yng ngwesty Stradey Park ers mis", "ngwesty Stradey Park"),
    ("so", "Waxaan degganahay hudheelka Stradey Park", "hudheelka Stradey Park"),
]
PLATES = [
    ("My car AB12 CDE was towed", "AB12 CDE"),
    ("the van, registration number AB12CDE, is mine", "AB12CDE"),
    ("his reg is P123 XYZ", "P123 XYZ"),
    ("number plate: ABC 123D", "ABC 123D"),
    ("a taxi came, AIZ 4321", "AIZ 4321"),
    ("AB12 CDE is our car", "AB12 CDE"),
    ("my car is ab12 cde", "ab12 cde"),
    ("سيارتي رقم AB12 CDE", "AB12 CDE"),
    ("Fy nghar yw'r gar AB12 CDE", "AB12 CDE"),
    ("моя машина AB12 CDE", "AB12 CDE"),
    ("موتر ما AB12 CDE است", "AB12 CDE"),
    ("መኪናይ AB12 CDE", "AB12 CDE"),
]
HIDDEN = [
    ("call 07700\u200b900123", "07700\u200b900123"),
    ("by m\u00adina@exam\u200bple.org", "m\u00adina@exam\u200bple.org"),
    ("my name is Amina\u202c Yusuf", "Amina\u202c Yusuf"),
    ("NI AB\u200e12\u200e34\u200e56\u200eC", "AB\u200e12\u200e34\u200e56\u200eC"),
    ("my name is Ami\u200dna Yusuf", "Ami\u200dna Yusuf"),
]


def cut(text: str, language: str, kind: str) -> list[str]:
    return [text[one.start : one.end] for one in find_in_text(text, language) if one.kind == kind]


@pytest.mark.parametrize(("language", "text", "place"), PLACES)
def test_small_place__in_a_language_served__is_found_with_its_name(
    language: str, text: str, place: str
) -> None:
    assert cut(text, language, "place") == [place]


@pytest.mark.parametrize(
    "text",
    [
        "نسكن في فندق صغير في المدينة",
        "المدرسة بعيدة جدا",
        "ما در یک هوتل کلان هستیم",
        "ہم ایک ہوٹل میں رہتے ہیں",
        "ኣብ ሓደ ሆቴል ኣለና",
        "በአንድ ትልቅ ሆቴል ውስጥ ነን",
        "چهار ماه برای یک جای در مکتب منتظر ماندیم",
        "آخرین بس به کلینیک بسیار وقت حرکت می‌کند",
        "ንቦታ ቤት ትምህርቲ ኣርባዕተ ወርሒ ተጸቢና",
        "نعيش في قرية نائية بعيدة عن المدينة",
        "الحافلة لا تمر في شارع ضيق",
        "در قریه ما کلینیک نیست",
        "ኣብ ቁሸትና ሓኪም የለን",
        "انتظرنا مدرسة لأربعة أشهر",
        "نريد مركز الرعاية الصحية",
        "في عيادة الأسنان لا يوجد مترجم",
        "طريق مظلم إلى المدرسة",
        "المستشفى بعيد عن المهاجرين",
        "سرک تاریک است",
        "مکتب بلند است",
        "زموږ په سړک باندې رڼا نشته",
        "موږ کلینیک ته لاړو",
        "بچوں کو پرائمری اسکول میں جگہ نہیں ملی",
        "مین روڈ پر گاڑیاں بہت ہیں",
        "ኣብ ሆስፒታል ተርጓሚ የለን",
        "መንገድ ላይ መብራት የለም",
        "احمد سکول جاتا ہے",
        "میرا بیٹا علی اسکول جاتا ہے",
        "زما زوی احمد ښوونځي ته ځي",
        "ልጄ ሳሙኤል ትምህርት ቤት ይሄዳል",
        "زوړ ښوونځی دور دی",
        "مدرسة أحمد بعيدة",
        "بمدرسة أحمد",
        "ከሚኒስተር ትምህርት ቤት",
    ],
)
def test_word_for_a_place__without_a_name__is_no_find(text: str) -> None:
    assert cut(text, "", "place") == []


@pytest.mark.parametrize(("text", "plate"), PLATES)
def test_registration__near_a_word_for_a_vehicle__is_found(text: str, plate: str) -> None:
    assert cut(text, "", "number") == [plate]


@pytest.mark.parametrize("text", ["We ask under AB12 CDE of the plan.", "The M25 and A470 are full of cars."])
def test_letters_and_a_number__that_are_no_registration__are_no_find(text: str) -> None:
    assert cut(text, "en", "number") == []


@pytest.mark.parametrize(("text", "words"), HIDDEN)
def test_personal_data__cut_by_what_does_not_show__is_found_whole_at_its_place(text: str, words: str) -> None:
    for language in ("", "ar"):
        [found] = find_identifiers(make_items(text, language=language)).itertuples()
        assert text[found.start : found.end] == words
    assert [text[one.start : one.end] for one in find_in_text(text)] == [words]


def test_joiner__inside_a_persian_name__stays_part_of_it() -> None:
    text = "نام من علی\u200cرضا است"
    assert "علی\u200cرضا" in cut(text, "fa", "person")
