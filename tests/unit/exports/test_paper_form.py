"""A questionnaire as a PDF to be filled in by hand, opened again: tags, languages, order, hostile texts."""

from dataclasses import replace
from datetime import date

import pytest

from consult.exports.paper_form import PaperForm, PaperWords, draw_code, make_paper_form
from forms.definitions import Choice, Page, Question, Questionnaire
from forms.paper.sheets import list_sections
from forms.wording import Wording
from tests.unit.analysis.hostile_texts import BIDI, CONTROLS, FORMULAS, MARKUP
from tests.unit.exports.pdf_sample import find_failures, list_tags, open_pdf, read_words
from tests.unit.exports.test_pdf import COMMANDS

pytestmark = pytest.mark.noto
ADDRESS = "https://consult.example.org/c/housing/?lang=en"
WORDS = PaperWords("please answer", "Online:", "Ask for a number.", "Send it to:", "Page")
RENTS = Choice("rents", {"en": "Rents", "ar": "الإيجارات"})
QUESTIONS = (
    Question(
        "pressure", "select_one", {"en": "Pressure?", "ar": "ما الضغط؟"}, required=True, choices=(RENTS,)
    ),
    Question("note", "note", {"en": "Read this."}),
    Question("why", "text", {"en": "Why?"}, relevant="${pressure} = 'rents'", appearance="multiline"),
    Question("since", "date", {"en": "Since?"}),
    Question("also", "select_multiple", {"en": "Also?"}, choices=(RENTS,)),
    Question("order", "rank", {"en": "Order?"}, choices=(RENTS,)),
    Question("seen", "acknowledge", {"en": "Seen?"}),
)


def make_form(language: str = "en", *questions: Question) -> PaperForm:
    page = Page("housing", {"en": "Housing", "ar": "السكن"}, questions or QUESTIONS)
    asked = Questionnaire("q", {"en": "Homes"}, ("en", "ar"), "en", (page,))
    return PaperForm(
        title=("Homes for all", "en"),
        partnership="Wessmere Partnership",
        language=language,
        introduction=[("Send this back.", language)],
        address=ADDRESS,
        send_to=["1 Example Quay", "Wessmere"],
        sections=list_sections(asked, Wording(language, "en", language, str)),
        words=WORDS,
        made_on=date(2026, 11, 2),
    )


@pytest.fixture(scope="module", name="content")
def _content() -> bytes:
    return make_paper_form(make_form())


def test_paper__looked_at_by_a_validator__breaks_no_rule_of_pdf_ua(content: bytes) -> None:
    assert find_failures(content) == []


def test_paper__in_arabic_and_large__breaks_no_rule_either() -> None:
    content = make_paper_form(replace(make_form("ar"), is_large=True))
    assert find_failures(content) == []
    assert open_pdf(content).trailer["/Root"]["/Lang"] == "ar"


def test_paper__read_from_its_beginning__has_each_question_with_its_number_and_code(content: bytes) -> None:
    words = read_words(content).replace("\u200b", "")
    order = ["Wessmere Partnership", "Homes for all", "Send this back.", ADDRESS, "1 Example Quay", "Housing"]
    order += ["1 pressure", "Pressure? (please answer)", "Rents", "Read this.", "2 why", "Why?", "3 since"]
    places = [words.find(one) for one in order]
    assert -1 not in places and places == sorted(places), words


def test_paper__of_a_questionnaire__has_headings_and_lists_for_screen_readers(content: bytes) -> None:
    kinds = [one.kind for one in list_tags(content)]
    assert (kinds.count("Title"), kinds.count("H1"), kinds.count("H2")) == (1, 1, 6)
    assert kinds.count("L") == 4


def make_pages(*pages: Page) -> PaperForm:
    """A paper of these pages; nothing stands before them."""
    asked = Questionnaire("q", {"en": "Homes"}, ("en",), "en", pages)
    return replace(make_form(), sections=list_sections(asked, Wording("en", "en", "en", str)))


def test_paper__of_pages_without_a_heading__begins_with_questions_of_the_first_level() -> None:
    why, when = Question("why", "text", {"en": "Why?"}), Question("when", "date", {"en": "When?"})
    content = make_paper_form(make_pages(Page("a", {}, (why,)), Page("b", {"en": "Later"}, (when,))))
    assert find_failures(content) == []
    assert [one.kind for one in list_tags(content) if one.kind in ("H1", "H2")] == ["H1", "H1", "H2"]


def test_paper__of_a_question_without_words__is_headed_by_its_number() -> None:
    content = make_paper_form(make_pages(Page("a", {"en": "Homes"}, (Question("why", "text", {"en": " "}),))))
    assert find_failures(content) == []


def test_code__beside_the_title__has_the_address_as_its_words(content: bytes) -> None:
    assert [one.alternative for one in list_tags(content) if one.kind == "Figure"] == [ADDRESS]


def test_code__of_another_address__is_another() -> None:
    assert draw_code(ADDRESS) == draw_code(ADDRESS) != draw_code(ADDRESS + "x")


def test_paper__without_an_address__has_no_code() -> None:
    content = make_paper_form(replace(make_form(), address=""))
    assert [one for one in list_tags(content) if one.kind == "Figure"] == []
    assert "Online:" not in read_words(content)


def test_texts_in_another_language__on_an_arabic_paper__are_tagged() -> None:
    content = make_paper_form(make_form("ar"))
    assert "en" in {one.language.split("-")[0] for one in list_tags(content)}


def test_paper__made_twice__is_the_same_to_the_byte(content: bytes) -> None:
    make_paper_form.__globals__["_set_kept"].cache_clear()
    assert make_paper_form(make_form()) == content


def test_large_print__beside_usual__has_larger_letters_and_more_pages() -> None:
    many = tuple(replace(QUESTIONS[2], id=f"why{n}", relevant="") for n in range(6))
    usual, large = (make_paper_form(replace(make_form("en", *many), is_large=one)) for one in (False, True))
    assert len(open_pdf(large).pages) > len(open_pdf(usual).pages)


@pytest.mark.parametrize("text", [*COMMANDS, *MARKUP, *FORMULAS, *CONTROLS, *BIDI])
def test_paper__with_a_hostile_label__shows_it_as_text_alone(text: str) -> None:
    label = {"en": f"Begin {text} end"}
    content = make_paper_form(
        make_form("en", Question("odd", "select_one", label, choices=(Choice("a", label),)))
    )
    words = read_words(content)
    assert "Begin" in words and "end" in words


def test_paper__in_its_metadata__names_the_partnership_and_nobody(content: bytes) -> None:
    said = open_pdf(content).metadata
    assert said is not None
    assert (said.title, said.author) == ("Homes for all", "Wessmere Partnership")
