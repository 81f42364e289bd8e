"""Decimals and ranges: exact as typed, in any script, and never read in one of two ways."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import AnswerError
from forms.bounds import read_bounds, write_number
from forms.definitions import Question
from forms.handlers.range import list_scale
from forms.kinds import get_handler
from forms.messages import (
    NOT_NUMBER,
    NUMBER_TOO_LARGE,
    NUMBER_TWO_WAYS,
    RANGE_BETWEEN_STEPS,
    RANGE_OUTSIDE,
)
from tests.unit.forms.test_form_builder import make_form, render

DECIMAL = get_handler("decimal")
RANGE = get_handler("range")
ASKED = Question("q", "decimal", {"en": "How much?"})
DIGITS = "0123456789"
SCRIPTS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯")


def ask(**parameters):
    return Question("q", "range", {"en": "How much?"}, parameters=parameters)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12.50", "12.50"),
        ("12,50", "12.50"),
        ("٣٫٥", "3.5"),
        ("۳٫۵", "3.5"),
        ("٣،٥", "3.5"),
        ("१.५", "1.5"),
        ("-0.1", "-0.1"),
        ("−0,1", "-0.1"),
        ("+7", "7"),
        ("0.10", "0.10"),
        (".5", "0.5"),
        ("0,125", "0.125"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,567", "1234.567"),
        ("1\u202f234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("1’234.5", "1234.5"),
        ("1234.567", "1234.567"),
        ("0012", "12"),
        ("-0.00", "0.00"),
        ("\u200f3.5\u200e", "3.5"),
        ("123456789012345", "123456789012345"),
        ("0.12345678901234", "0.12345678901234"),
        ("  ", None),
    ],
)
def test_decimal__what_people_type__keeps_its_digits(typed, kept):
    assert DECIMAL.parse([typed], ASKED) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1,234", NUMBER_TWO_WAYS),
        ("1.234", NUMBER_TWO_WAYS),
        ("-12,345", NUMBER_TWO_WAYS),
        ("about 3", NOT_NUMBER),
        ("-", NOT_NUMBER),
        ("+", NOT_NUMBER),
        (" – ", NOT_NUMBER),
        ("−", NOT_NUMBER),
        (".", NOT_NUMBER),
        ("-٫", NOT_NUMBER),
        ("1e5", NOT_NUMBER),
        ("5.", NOT_NUMBER),
        ("1.2.3", NOT_NUMBER),
        ("12,34,567", NOT_NUMBER),
        ("1,23.4", NOT_NUMBER),
        ("--1", NOT_NUMBER),
        ("NaN", NOT_NUMBER),
        ("Infinity", NOT_NUMBER),
        ("½", NOT_NUMBER),
        ("²", NOT_NUMBER),
        ("1" * 16, NUMBER_TOO_LARGE),
        ("0." + "1" * 16, NUMBER_TOO_LARGE),
        ("1" * 100_000, NUMBER_TOO_LARGE),
    ],
)
def test_decimal__what_cannot_be_taken__is_said(typed, message):
    with pytest.raises(AnswerError) as raised:
        DECIMAL.parse([typed], ASKED)
    assert raised.value.message == message


def test_decimal__two_meanings__names_both():
    with pytest.raises(AnswerError, match=r"Write 1234 or 1\.2340"):
        DECIMAL.parse(["1,234"], ASKED)
    with pytest.raises(AnswerError, match=r"Write -1234 or -1\.2340"):
        DECIMAL.parse(["−1,234"], ASKED)


@pytest.mark.parametrize("cell", ["-", "–", "+", "."])
def test_decimal__cell_with_a_sign_alone__is_no_nought(cell):
    with pytest.raises(AnswerError):
        DECIMAL.parse_cell(cell, ASKED)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("12.0", "12"),
        ("1.234", "1.2340"),
        ("3.50", "3.50"),
        ("1E-05", "0.00001"),
        ("1.5e3", "1500"),
        ("-2,5", "-2.5"),
        ("", None),
    ],
)
def test_decimal__cell_of_a_table__is_read_with_a_point(cell, kept):
    assert DECIMAL.parse_cell(cell, ASKED) == kept


@given(
    st.decimals(min_value=-999_999, max_value=999_999, places=4, allow_nan=False),
    st.sampled_from(SCRIPTS),
    st.sampled_from(".,"),
)
def test_decimal__any_number_in_any_script__comes_back_as_it_was_typed(number, script, mark):
    written = f"{number:f}"
    typed = written.translate(str.maketrans(DIGITS, script)).replace(".", mark)
    kept = DECIMAL.parse([typed], ASKED)
    assert Decimal(kept) == number
    assert kept.partition(".")[2] == written.partition(".")[2]
    assert DECIMAL.is_valid(kept, ASKED)
    assert DECIMAL.parse(DECIMAL.to_raw(kept), ASKED) == kept
    assert DECIMAL.parse_cell(DECIMAL.format_cell(kept), ASKED) in (kept, kept.partition(".")[0])
    assert DECIMAL.to_value(kept) == float(number)


@given(st.text(max_size=20))
def test_decimal__any_text__is_a_number_that_can_be_typed_again_or_is_refused(text):
    for read in (lambda: DECIMAL.parse([text], ASKED), lambda: DECIMAL.parse_cell(text, ASKED)):
        try:
            kept = read()
        except AnswerError:
            continue
        assert kept is None or DECIMAL.is_valid(kept, ASKED)


@pytest.mark.parametrize("stored", [1.5, 3, True, "1,5", "1.234", "0012", "x", None, ["1"]])
def test_decimal__stored_otherwise__is_not_an_answer(stored):
    assert not DECIMAL.is_valid(stored, ASKED)


@pytest.mark.parametrize(
    ("parameters", "typed", "kept"),
    [
        ({}, "10", 10),
        ({"start": "0", "end": "100", "step": "5"}, "٣٥", 35),
        ({"start": "0", "end": "1", "step": "0.1"}, "0,3", "0.3"),
        ({"start": "0", "end": "1", "step": "0.1"}, "1", "1"),
        ({"start": "-5", "end": "5"}, "-5", -5),
        ({"start": "0.5", "end": "9.5"}, "3.50", "3.5"),
    ],
)
def test_range__number_within_its_steps__is_taken(parameters, typed, kept):
    assert RANGE.parse([typed], ask(**parameters)) == kept
    assert RANGE.is_valid(kept, ask(**parameters))
    assert RANGE.parse_cell(RANGE.format_cell(kept), ask(**parameters)) == kept
    assert RANGE.to_value(kept) == float(kept)


@pytest.mark.parametrize(
    ("parameters", "typed", "message", "said"),
    [
        ({}, "0", RANGE_OUTSIDE, "from 1 to 10"),
        ({}, "11", RANGE_OUTSIDE, "from 1 to 10"),
        ({"start": "0", "end": "100", "step": "5"}, "33", RANGE_BETWEEN_STEPS, "30 or 35"),
        ({"start": "0", "end": "1", "step": "0.1"}, "0.25", RANGE_BETWEEN_STEPS, "0.2 or 0.3"),
        ({}, "five", NOT_NUMBER, "digits"),
    ],
)
def test_range__number_beside_its_steps__is_refused_with_what_is_near(parameters, typed, message, said):
    with pytest.raises(AnswerError, match=said) as raised:
        RANGE.parse([typed], ask(**parameters))
    assert raised.value.message == message


EIGHTHS = ({"end": "1.25"}, {"end": "2"}, {"start": "-2", "end": "20"}, {"start": "0.125", "end": "1500"})


@pytest.mark.parametrize("parameters", EIGHTHS)
def test_range__with_steps_of_three_decimals__takes_each_number_it_offers(parameters):
    asked = ask(**{"start": "0", "step": "0.125"} | parameters)
    bounds = read_bounds(asked.parameters)
    for place in range(min(bounds.count, 200)):
        kept = write_number(bounds.start + place * bounds.step)
        assert RANGE.is_valid(kept, asked)
        assert RANGE.parse(RANGE.lay_out(kept, asked), asked) == kept
        assert RANGE.parse_cell(RANGE.format_cell(kept), asked) == kept
        if kept in list_scale(asked):
            assert RANGE.parse([kept], asked) == kept


def test_range__number_that_reads_in_two_ways__is_asked_again_only_where_both_are_offered():
    few, many = (ask(start="0", end=end, step="0.125") for end in ("20", "2000"))
    assert RANGE.parse(["1.125"], few) == RANGE.parse(["1,125"], few) == "1.125"
    with pytest.raises(AnswerError) as raised:
        RANGE.parse(["1.125"], many)
    assert raised.value.message == NUMBER_TWO_WAYS
    assert RANGE.parse(["1.1250"], many) == "1.125" and RANGE.parse(["1125"], many) == "1125"


def test_range__radio_of_three_decimals__stays_chosen_on_the_page():
    asked = ask(start="0", end="1.25", step="0.125")
    form = make_form(asked, typed={"q_q": "1.125"})
    assert form.validate() and form.answers() == {"q": "1.125"}
    assert re.search(r'value="1\.125" checked', render(make_form(asked, answers={"q": "1.125"})))


@pytest.mark.parametrize("stored", [True, 0, "5", 5.0, None, [5], "five"])
def test_range__stored_otherwise__is_not_an_answer(stored):
    assert not RANGE.is_valid(stored, ask())


@pytest.mark.parametrize(
    "parameters",
    [{"start": "1", "end": "1"}, {"start": "5", "end": "1"}, {"step": "0"}, {"step": "-1"}, {"end": "many"}],
)
def test_bounds__that_offer_nothing__are_refused(parameters):
    with pytest.raises(ValueError, match=r"its step|its end|it offers"):
        read_bounds(parameters)


@given(st.integers(-50, 50), st.integers(1, 40), st.integers(1, 9), st.data())
def test_range__each_number_it_offers__is_taken_and_its_neighbour_is_not(start, steps, tenths, data):
    step = Decimal(tenths) / 10
    end = start + step * steps
    asked = ask(start=str(start), end=f"{end:f}", step=f"{step:f}")
    place = data.draw(st.integers(0, steps))
    number = start + step * place
    kept = RANGE.parse(
        [f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else str(number)], asked
    )
    assert Decimal(str(kept)) == number
    with pytest.raises(AnswerError):
        RANGE.parse([f"{number + Decimal('0.05'):f}"], asked)
