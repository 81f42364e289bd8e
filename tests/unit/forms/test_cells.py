"""The texts of a questionnaire as cells: listed, written, left out where a language is not complete."""

from dataclasses import fields

import pytest

from forms.carrying_texts import carry_texts
from forms.cells import (
    TEXTS_OF_QUESTION,
    add_language,
    find_missing,
    list_cells,
    list_needed,
    put_texts,
    remove_language,
    show_complete,
)
from forms.definitions import Choice, Page, Question, Questionnaire, Text

YES, NO = Choice("yes", {"en": "Yes"}), Choice("n/o", {"en": "No"})
AGREE = Question("agree", "select_one", {"en": "Do you agree?"}, {"en": "Think."}, choices=(YES, NO))
WHY = Question("why", "text", {"en": "Why?"}, guidance={"ar": "only here"})
IDS = [
    "page/first/title",
    "question/agree/label",
    "question/agree/hint",
    "question/agree/choice/yes",
    "question/agree/choice/n%2Fo",
    "question/why/label",
]


def make_form(*questions: Question, languages: tuple[str, ...] = ("en", "ar")) -> Questionnaire:
    page = Page("first", {"en": "About you"}, questions or (AGREE, WHY))
    return Questionnaire("f", {"en": "F"}, languages, "en", (page,))


def translate(form: Questionnaire, tag: str = "ar", *, without: tuple[str, ...] = ()) -> Questionnaire:
    texts = {cell.id: f"{tag} {cell.texts['en']}" for cell in list_needed(form) if cell.id not in without}
    return put_texts(form, tag, texts)


def test_cells__listed__have_ids_in_no_language_in_the_order_people_meet_them() -> None:
    assert [cell.id for cell in list_needed(make_form())] == IDS
    assert [cell.id for cell in list_cells(make_form())] == [*IDS, "question/why/guidance"]


def test_texts_of_a_question__compared_with_the_definition__are_all_cells() -> None:
    no_texts = {"columns", "parameters"}
    found = {one.name for kind in (Question, Choice, Page) for one in fields(kind) if one.type == Text}
    assert found - no_texts == {*TEXTS_OF_QUESTION, "title"}


def test_text__written_and_emptied__changes_only_its_cell() -> None:
    form = make_form()
    written = put_texts(form, "ar", {"question/agree/choice/n%2Fo": "لا"})
    assert [one.label for one in written.pages[0].questions[0].choices] == [
        {"en": "Yes"},
        {"en": "No", "ar": "لا"},
    ]
    assert put_texts(written, "ar", {"question/agree/choice/n%2Fo": "  "}) == form


def test_language__that_lacks_one_text__is_read_in_the_source_throughout() -> None:
    whole = translate(make_form())
    assert find_missing(whole) == {} and show_complete(whole) is whole
    partial = translate(make_form(), without=("question/agree/hint",))
    assert find_missing(partial) == {"ar": ("question/agree/hint",)}
    shown = show_complete(partial)
    assert shown.languages == ("en", "ar")
    assert all("ar" not in cell.texts for cell in list_needed(shown))
    assert shown.pages[0].questions[1].guidance == {"ar": "only here"}  # there is nothing else to show


def test_language__taken_out__goes_with_its_texts_but_never_the_source() -> None:
    form = make_form(languages=("en",))
    added = translate(add_language(form, "cy"), "cy")
    assert added.languages == ("en", "cy")
    assert remove_language(added, "cy") == form
    assert remove_language(added, "en") is added


@pytest.mark.parametrize(
    ("after", "texts"),
    [
        (AGREE, {"question/agree/label": "ar Do you agree?"}),
        (Question("agree", "text", {"en": "Do you not?"}), {"question/agree/label": "ar Do you agree?"}),
        (Question("new", "text", {"en": "Do you agree?"}), {"question/new/label": "ar Do you agree?"}),
        (Question("new", "text", {"en": "Something else?"}), {}),
        (Question("agree", "text", {"en": "Do you agree?", "ar": "X"}), {"question/agree/label": "X"}),
    ],
)
def test_new_version__of_a_translated_form__keeps_what_it_does_not_say_itself(
    after: Question, texts: dict[str, str]
) -> None:
    made = carry_texts(translate(make_form()), make_form(after, languages=("en",)))
    found = {cell.id: cell.texts["ar"] for cell in list_needed(made) if "ar" in cell.texts}
    assert {id: text for id, text in found.items() if id.endswith("/label")} == texts
    assert found["page/first/title"] == "ar About you" and made.languages == ("en", "ar")


def test_new_version__translated_from_another_language__takes_nothing_over() -> None:
    after = Questionnaire("f", {"cy": "F"}, ("cy",), "cy", (Page("first", {"cy": "Amdanoch"}, (WHY,)),))
    assert carry_texts(translate(make_form()), after) is after
