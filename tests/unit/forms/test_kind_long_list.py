"""Long lists of choices: part of one is typed, and what it fits is chosen from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import AnswerError
from forms.definitions import Choice, Question
from forms.handlers.finding import LONG_LIST, MOST_LISTED, MOST_SHOWN, fold, is_looked_through
from forms.kinds import get_handler
from forms.messages import FIND_MANY, FIND_NONE, FIND_SEVERAL
from tests.unit.forms.test_form_builder import make_form, render

SELECT = get_handler("select_one")
NAMED = (
    Choice("leeds", {"en": "Leeds", "ar": "ليدز"}),
    Choice("st_ives", {"en": "St Ives"}),
    Choice("perth", {"en": "Perth", "cy": "Pérth"}),
    Choice("newport_1", {"en": "Newport"}),
    Choice("newport_2", {"en": "Newport"}),
    Choice("new_malden", {"en": "New Malden"}),
)
PLACES = Question(
    "q",
    "select_one",
    {"en": "Where?"},
    choices=NAMED + tuple(Choice(f"p{n}", {"en": f"Place {n:05}"}) for n in range(12_000)),
    appearance="autocomplete",
)


def find(*typed):
    return SELECT.parse(list(typed), PLACES)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (["Leeds"], "leeds"),
        (["  LEEDS "], "leeds"),
        (["ليدز"], "leeds"),
        (["لِيدز"], "leeds"),
        (["st. ives"], "st_ives"),
        (["perth"], "perth"),
        (["newport newport_2"], "newport_2"),
        (["Newport (newport_2)"], "newport_2"),
        (["place 11999"], "p11999"),
        (["", "leeds"], "leeds"),
        (["New", "newport_1"], "newport_1"),
        (["Leeds", "newport_1"], "leeds"),
        (["", ""], None),
        (["", "nowhere"], None),
        ([], None),
    ],
)
def test_long_list__what_is_typed_or_chosen__is_the_choice_meant(typed, name):
    assert find(*typed) == name


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("nowhere at all", FIND_NONE),
        ("?!", FIND_NONE),
        ("newport", FIND_SEVERAL),
        ("new", FIND_SEVERAL),
        ("mald", FIND_SEVERAL),
        ("place", FIND_MANY),
        ("x" * 100_000, FIND_NONE),
    ],
)
def test_long_list__what_fits_none_or_several__is_asked_again(typed, message):
    with pytest.raises(AnswerError) as raised:
        find(typed)
    assert raised.value.message == message


def test_long_list__page__carries_none_of_its_choices():
    html = render(make_form(PLACES))
    assert len(html) < 2_000
    assert "Place 0" not in html and html.count("<input") == 1


def test_long_list__typed_part__is_kept_and_answered_by_a_few_choices():
    form = make_form(PLACES, typed={"q_q": "new"})
    assert not form.validate()
    html = render(form)
    assert 'value="new"' in html
    assert re.findall(r'type="radio" value="([^"]+)"', html) == ["newport_1", "newport_2", "new_malden"]
    assert "Newport (newport_2)" in html
    assert form["q_q"].first_wrong_id == "q_q-choice"
    assert 'id="q_q-choice"' in html
    again = make_form(PLACES, typed={"q_q": "new", "q_q-choice": "newport_2"})
    assert again.validate() and again.answers() == {"q": "newport_2"}


def test_long_list__typed_part_of_very_many__shows_the_first_ones():
    form = make_form(PLACES, typed={"q_q": "place"})
    assert not form.validate()
    assert render(form).count('type="radio"') == MOST_SHOWN
    assert form["q_q"].errors[0].startswith("12000 in the list fit")


def test_long_list__stored_answer__is_shown_in_words_that_are_taken_again():
    for name in ("leeds", "newport_2"):
        html = render(make_form(PLACES, answers={"q": name}))
        shown = re.search(r'name="q_q"[^>]* value="([^"]*)"', html).group(1)
        assert find(shown) == name
    assert "ليدز" in render(make_form(PLACES, answers={"q": "leeds"}, language="ar"))


def test_long_list__hostile_text__stands_escaped():
    html = render(make_form(PLACES, typed={"q_q": '"><script>x'}))
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("appearance", "count", "looked"),
    [
        ("autocomplete", LONG_LIST, False),
        ("autocomplete", LONG_LIST + 1, True),
        ("minimal", MOST_LISTED, False),
        ("minimal", MOST_LISTED + 1, True),
        ("", MOST_LISTED + 1, True),
    ],
)
def test_long_list__how_long__decides_whether_it_is_looked_through(appearance, count, looked):
    choices = tuple(Choice(f"c{n}") for n in range(count))
    assert is_looked_through(Question("q", "select_one", choices=choices, appearance=appearance)) is looked


def test_long_list__cell_of_a_table__holds_the_name_and_nothing_else():
    assert SELECT.parse_cell("leeds", PLACES) == "leeds"
    for cell in ("Leeds", "new"):
        with pytest.raises(AnswerError):
            SELECT.parse_cell(cell, PLACES)


@given(st.sampled_from(PLACES.choices))
def test_long_list__any_choice__comes_back_as_it_was(choice):
    assert SELECT.parse(SELECT.lay_out(choice.name, PLACES), PLACES) == choice.name
    assert SELECT.is_valid(choice.name, PLACES)


@given(st.text(max_size=30))
def test_fold__any_text__is_the_same_folded_twice(text):
    assert fold(fold(text)) == fold(text)
