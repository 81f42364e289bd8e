"""The questionnaire as data."""

import json
import re
from pathlib import Path

import pytest

import forms
from forms.definitions import (
    Choice,
    Page,
    Question,
    Questionnaire,
    digest,
    find_text,
    from_dict,
    to_dict,
)
from forms.errors import CATALOGUE, FormsError

HOUSING = Question(
    id="housing",
    kind="select_one",
    label={"en": "Is housing enough?", "ar": "هل السكن كافٍ؟"},
    required=True,
    choices=(Choice("yes", {"en": "Yes"}), Choice("no", {"en": "No"})),
    government_questions=("4",),
)
NOTE = Question(id="intro", kind="note", label={"en": "Read this"})
FORM = Questionnaire(
    id="demo",
    title={"en": "Demo"},
    languages=("en", "ar"),
    default_language="en",
    pages=(
        Page("housing", {"en": "Housing"}, (NOTE, HOUSING)),
        Page("why", {}, (Question("why", "text", {"en": "Why?"}),)),
    ),
)


def test_questions__with_a_note__lists_only_what_can_be_answered():
    assert [question.id for question in FORM.questions()] == ["housing", "why"]


def test_get_question__note__is_found_too():
    assert FORM.get_question("intro") is NOTE


def test_get_question__unknown__says_which():
    with pytest.raises(FormsError) as raised:
        FORM.get_question("nowhere")
    assert raised.value.code == "F002"
    assert "nowhere" in raised.value.message


def test_page__unknown__is_a_coded_error():
    with pytest.raises(FormsError, match="F003"):
        FORM.page("nowhere")


def test_from_dict__what_to_dict_wrote__is_the_same_through_json():
    again = from_dict(json.loads(json.dumps(to_dict(FORM))))
    assert again == FORM
    assert digest(again) == digest(FORM)


def test_digest__order_of_languages_in_a_text__does_not_matter():
    turned = to_dict(FORM)
    label = turned["pages"][0]["questions"][1]["label"]
    turned["pages"][0]["questions"][1]["label"] = dict(reversed(label.items()))
    assert digest(from_dict(turned)) == digest(FORM)


def test_digest__one_letter_changed__differs():
    changed = to_dict(FORM)
    changed["pages"][1]["questions"][0]["label"]["en"] = "Why!"
    assert digest(from_dict(changed)) != digest(FORM)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda form: form.pop("title"), "questionnaire"),
        (lambda form: form.update(surprise=1), "questionnaire"),
        (lambda form: form.update(id=""), "id"),
        (lambda form: form.update(pages={}), "pages"),
        (lambda form: form.update(default_language="fr"), "default_language"),
        (lambda form: form.update(languages=["en", "en"]), "languages"),
        (lambda form: form["pages"][1].update(id="housing"), "pages"),
        (lambda form: form["pages"][1]["questions"][0].update(id="housing"), "questions"),
        (lambda form: form["pages"][1]["questions"][0].update(kind="audio"), "pages[1].questions[0].kind"),
        (
            lambda form: form["pages"][1]["questions"][0].update(required="no"),
            "pages[1].questions[0].required",
        ),
        (lambda form: form["pages"][1]["questions"][0].update(label="Why"), "pages[1].questions[0].label"),
        (lambda form: form["pages"][0]["questions"][1].update(choices=[]), "pages[0].questions[1].choices"),
        (
            lambda form: form["pages"][0]["questions"][1]["choices"][0].update(name="no"),
            "pages[0].questions[1].choices",
        ),
        (
            lambda form: form["pages"][0]["questions"][1]["choices"][0].update(name="y s"),
            "pages[0].questions[1].choices[0].name",
        ),
    ],
)
def test_from_dict__broken__names_the_place(change, where):
    record = to_dict(FORM)
    change(record)
    with pytest.raises(FormsError) as raised:
        from_dict(record)
    assert raised.value.code == "F001"
    assert f"at {where}:" in raised.value.message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ({"ar": "نعم", "en": "Yes"}, ("نعم", "ar")),
        ({"ar": "  ", "en": "Yes"}, ("Yes", "en")),
        ({"cy": "Ydw", "uk": "Так"}, ("Ydw", "cy")),
        ({}, ("", "ar")),
    ],
)
def test_find_text__missing__falls_back_and_tells_the_language(text, shown):
    assert find_text(text, "ar", "en") == shown


def test_catalogue__every_entry__has_message_and_remedy():
    for code, fault in CATALOGUE.items():
        assert code[0] == "F"
        assert code[1:].isdecimal()
        assert fault.message.endswith((".", "?")), code
        assert fault.remedy.endswith("."), code


def test_catalogue__codes_in_the_source__are_all_there_and_all_used():
    sources = [path.read_text(encoding="utf-8") for path in Path(forms.__path__[0]).rglob("*.py")]
    used = {code for source in sources for code in re.findall(r'[^{]"(F\d{3})"(?!: Fault)', source)}
    assert used == set(CATALOGUE)
