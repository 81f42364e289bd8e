"""Personal data: what has a form is found in any language, names where a model can."""

from types import SimpleNamespace
from typing import cast

import pytest
import spacy
from hypothesis import given
from spacy.language import Language

from analysis.identifier_numbers import has_valid_check_digit
from analysis.identifiers import find_in_text
from analysis.person_names import list_names, list_needed
from analysis.redaction import find_identifiers
from tests.unit.analysis.item_frames import make_items, odd_texts, steady

FOUND = [
    ("Write to amina.k+x@example.org.uk.", "email", "amina.k+x@example.org.uk"),
    ("I live at LE1 6TH now", "postcode", "LE1 6TH"),
    ("sw1a2aa is where", "postcode", "sw1a2aa"),
    ("my NI is AB 12 34 56 C.", "nino", "AB 12 34 56 C"),
    ("ab123456c", "nino", "ab123456c"),
    ("My NI number is QQ123456C.", "nino", "QQ123456C"),
    ("national insurance no: TN 31 12 58", "nino", "TN 31 12 58"),
    ("my card is ARC/1234/5678", "reference", "ARC/1234/5678"),
    ("NHS 943 476 5919 is mine", "nhs_number", "943 476 5919"),
    ("ring +44 20 7946 0958 please", "phone", "+44 20 7946 0958"),
    ("07700 900123", "phone", "07700 900123"),
    ("call her on 651 4508", "phone", "651 4508"),
    ("телефон: 22-33-445", "phone", "22-33-445"),
    ("الاتصال بي ٠٧٧٠٠٩٠٠١٢٣ شكرا", "phone", "٠٧٧٠٠٩٠٠١٢٣"),
    ("+380 44 279 5555", "phone", "+380 44 279 5555"),
    ("Home Office ref A1234567", "reference", "A1234567"),
    ("UAN 1234-5678-9012-3456", "reference", "1234-5678-9012-3456"),
    ("appeal PA/12345/2023 was lost", "reference", "PA/12345/2023"),
    ("support 20/01/00123", "reference", "20/01/00123"),
    ("my case number is: QX-99817", "reference", "QX-99817"),
    ("GWF012345678", "reference", "GWF012345678"),
    ("card RF1234567 lost", "reference", "RF1234567"),
    ("see https://example.org/me?id=7.", "url", "https://example.org/me?id=7"),
    ("ask @amina_k there", "handle", "@amina_k"),
    ("born on 12/03/1990 in", "birth_date", "12/03/1990"),
    ("account 12345678 90", "number", "12345678 90"),
    ("my passport number is 123456789", "passport", "123456789"),
    ("رقم جواز سفري N٠١٢٣٤٥٦٧", "passport", "N٠١٢٣٤٥٦٧"),
    ("licence MORGA657054SM9IJ", "driving_licence", "MORGA657054SM9IJ"),
    ("sort code 20-00-00, account 55779911", "bank_account", "20-00-00, account 55779911"),
    ("IBAN GB29 NWBK 6016 1331 9268 19", "bank_account", "GB29 NWBK 6016 1331 9268 19"),
    ("card 4111 1111 1111 1111", "bank_account", "4111 1111 1111 1111"),
    ("JR-2023-LON-001234", "reference", "JR-2023-LON-001234"),
    ("née le 3 mars 1988", "birth_date", "3 mars 1988"),
    ("تاريخ الميلاد ١٢/٠٣/١٩٩٠", "birth_date", "١٢/٠٣/١٩٩٠"),
    ("народилася 12 березня 1990", "birth_date", "12 березня 1990"),
    ("出生日期1990年3月5日", "birth_date", "1990年3月5日"),
    ("facebook.com/amina.k.9", "url", "facebook.com/amina.k.9"),
    ("my insta is amina_99", "handle", "amina_99"),
    ("we live in Quay Hotel", "place", "Quay Hotel"),
    ("of St Mary's Primary School", "place", "St Mary's Primary School"),
    ("in the village of Little Snoring", "place", "Little Snoring"),
    ("نصلي في مسجد النور", "place", "مسجد النور"),
    ("in \u202eQuay Hotel\u202c 🙂", "place", "Quay Hotel"),
    ("🙂\u200fقالت أمينة", "person", "أمينة"),
    ("My name is Amina Yusuf", "person", "Amina Yusuf"),
    ("Mrs. O’Brien came", "person", "O’Brien"),
]
NOTHING = [
    "",
    "🙂",
    "In 2019 we had 1,200 families, 3.5 each, by 15/03/2022.",
    "ESOL classes at the GP; BRP and ILR took years.",
    "Section 95 and section 4(2) support; Part 7.",
    "Room A1 at 10:30, 24/7",
    "NHS and NASS, CO2, B1 English",
    "The Hotel is cold and every School is full; the Health Centre is on High Street.",
    "GB29 NWBK is no account; the facebook group helped in 2019.",
    "Hope and grace will help; may the sky be blue, ana, mark, will.",
    "نحن على الطريق وعلى الله",
]


@pytest.mark.parametrize(("text", "kind", "span"), FOUND)
def test_identifier__with_a_form__is_found_exactly(text: str, kind: str, span: str) -> None:
    found = find_identifiers(make_items(text, language="ar"))
    assert [(one.kind, text[one.start : one.end]) for one in found.itertuples()] == [(kind, span)]
    assert found["reason"][0] and 0 < found["confidence"][0] < 1


@pytest.mark.parametrize("text", NOTHING)
def test_identifiers__in_ordinary_text__are_none(text: str) -> None:
    assert len(find_identifiers(make_items(text))) == 0


@pytest.mark.parametrize(
    ("number", "valid"),
    [("9434765919", True), ("9434765918", False), ("943476591", False), ("1111111111", False)],
)
def test_nhs_number__by_its_check_digit__is_told_from_others(number: str, valid: bool) -> None:
    assert has_valid_check_digit([int(digit) for digit in number]) is valid


@steady
@given(odd_texts)
def test_identifiers__of_anything__are_inside_the_text_apart_and_in_order(text: str) -> None:
    items = make_items(text.encode("utf-8", "replace").decode() + " me@a.org 07700900123")
    found = find_identifiers(items)
    starts, ends = found["start"].tolist(), found["end"].tolist()
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert ends[-1] <= len(items["text"][0])


def test_identifiers__that_overlap__keep_the_surest_and_what_is_left_of_the_other() -> None:
    text = "My name is Amina LE1 6TH"
    found = find_identifiers(make_items(text))
    spans = {one.kind: text[one.start : one.end] for one in found.itertuples()}
    assert spans["postcode"] == "LE1 6TH"
    assert "Amina" in spans["person"]


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "1" * 100_000, "a." * 50_000, "x@" * 50_000, "07700900123 " * 4_000]
)
def test_identifiers__in_an_endless_text__are_found_without_hanging(text: str) -> None:
    found = find_identifiers(make_items(text))
    assert (found["end"] <= len(text)).all()


def make_namer(*names: str) -> Language:
    """Make a pipeline that takes the given names for people, as a model would."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler", name="ner")
    ruler.add_patterns([{"label": "PERSON", "pattern": name} for name in names])  # type: ignore[attr-defined]
    return nlp


def test_names__by_a_model__are_found_in_english_only() -> None:
    nlp = make_namer("Qorvan Tuzek")
    items = make_items(*["I saw Qorvan Tuzek there"] * 4, language=["en", "", "so", "en-GB"])
    found = find_identifiers(items, nlp=nlp)
    found = found[found["reason"] == "looks like a person's name"]
    assert list(found["item_id"]) == ["i1", "i2", "i4"]
    assert {(one.kind, one.start, one.end) for one in found.itertuples()} == {("person", 6, 18)}


CAPITALISED = [
    ("Treuliodd ein trysorydd, Dafydd Penhelyg, chwe phenwythnos.", ["Dafydd Penhelyg"]),
    ("Про це розповіла Оксана Шевченко-Бойко в Одесі.", ["Оксана Шевченко-Бойко"]),
    ("Anh Nguyễn Văn An ở đây", ["Nguyễn Văn An"]),
    ("La señora Maria de Souza y Juan, Pedro Gil", ["Maria de Souza", "Juan", "Pedro Gil"]),
    ("Siân ferch Ifan ddaeth", ["Siân ferch Ifan"]),
    ("J. Ö. Yılmaz geldi. Biz geldik. Sonra", ["Yılmaz"]),
    ("ESOL NHS a'r GIG: mae Cymru yn aros. Abertawe hefyd", []),
    ("لا أحد هنا يعرف سامي", ["سامي"]),
    ("de la del", []),
]


@pytest.mark.parametrize(("text", "names"), CAPITALISED)
def test_names__where_no_model_reads__are_guessed_from_capitals(text: str, names: list[str]) -> None:
    found = find_identifiers(make_items(text, language="cy"))
    assert [text[one.start : one.end] for one in found.itertuples()] == names


def test_names__in_a_text_without_any_model__are_guessed_from_capitals_in_every_language() -> None:
    text = "We saw Siân ferch Ifan and Sara Holt at the Home Office."
    assert [text[one.start : one.end] for one in find_in_text(text)] == ["Siân ferch Ifan", "Sara Holt"]


def test_names__that_are_words_of_the_field__are_not_suggested() -> None:
    nlp = make_namer("GP", "ESOL", "BRP", "ILR", "Serco", "Sara")
    found = find_identifiers(make_items("GP ESOL BRP ILR Serco Sara"), nlp=nlp)
    assert list(found["start"]) == [22]


def test_names__in_a_long_text__keep_their_offsets() -> None:
    text = "word " * 3000 + "Sara came" + " word" * 3000
    found = list_names([text], [True], make_namer("Sara"))
    assert [text[one.start : one.end] for one in found[0]] == ["Sara"]


def test_names__by_a_pipeline_without_entities__are_none() -> None:
    assert list_names(["Sara came"], [True], spacy.blank("en")) == [[]]


def test_identifiers__of_a_repeated_id__come_from_its_first_row() -> None:
    assert len(find_identifiers(make_items("a@b.org", "c@d.org", id="same"))) == 1


def test_identifiers__of_no_items__are_an_empty_frame() -> None:
    assert list(find_identifiers(make_items()).columns) == [
        "item_id",
        "kind",
        "start",
        "end",
        "reason",
        "confidence",
    ]


@pytest.mark.parametrize(("listening", "needed"), [(["ner"], ["ner", "tok2vec"]), (["tagger"], ["ner"])])
def test_names__by_a_model__are_found_with_the_parts_that_its_finder_reads(
    listening: list[str], needed: list[str]
) -> None:
    parts = {"tok2vec": SimpleNamespace(listening_components=listening), "tagger": None, "ner": None}
    assert list_needed(cast(Language, SimpleNamespace(pipeline=list(parts.items())))) == needed
