"""Choices in an order: a number beside each, or beside those that matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import AnswerError
from forms.definitions import Choice, Question
from forms.kinds import get_handler

RANK = get_handler("rank")
NAMES = ("homes", "health", "schools", "50%")
ASKED = Question(
    "q",
    "rank",
    {"en": "What first?"},
    choices=tuple(Choice(name, {"en": name.title(), "ar": f"ع {name}"}) for name in NAMES),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["2", "1", "", ""], ["health", "homes"]),
        (["٤", "٣", "٢", "١"], ["50%", "schools", "health", "homes"]),
        (["", "4", "", "2"], ["50%", "health"]),
        (["", "", "", ""], None),
        ([], None),
        ([" 1 ", "", "", ""], ["homes"]),
    ],
)
def test_rank__numbers_beside_choices__become_an_order(typed, kept):
    assert RANK.parse(typed, ASKED) == kept


@pytest.mark.parametrize(
    ("typed", "parts", "said"),
    [
        (["0", "", "", ""], ("homes",), "beside “Homes”"),
        (["", "5", "", ""], ("health",), "from 1 to 4 beside “Health”"),
        (["first", "", "", ""], ("homes",), "beside “Homes”"),
        (["1.5", "", "", ""], ("homes",), "beside “Homes”"),
        (["9" * 5000, "", "", ""], ("homes",), "beside “Homes”"),
        (["-1", "", "", ""], ("homes",), "beside “Homes”"),
        (["1", "", "1", ""], ("schools", "homes"), "“Homes” and “Schools” have the same number"),
    ],
)
def test_rank__what_cannot_be_taken__names_the_choice(typed, parts, said):
    with pytest.raises(AnswerError, match=said) as raised:
        RANK.parse(typed, ASKED)
    assert raised.value.parts == parts


@given(st.permutations(NAMES).flatmap(lambda order: st.integers(1, 4).map(lambda n: list(order[:n]))))
def test_rank__any_order__comes_back_and_is_what_expressions_see(order):
    assert RANK.is_valid(order, ASKED)
    assert RANK.parse(RANK.lay_out(order, ASKED), ASKED) == order
    assert RANK.parse_cell(RANK.format_cell(order), ASKED) == order
    assert RANK.to_value(order) == " ".join(order)


@pytest.mark.parametrize("stored", [[], ["homes", "homes"], ["gone"], "homes", [1], None, [["homes"]]])
def test_rank__stored_otherwise__is_not_an_answer(stored):
    assert not RANK.is_valid(stored, ASKED)


@pytest.mark.parametrize("cell", ["homes homes", "homes gone"])
def test_rank__cell_with_what_is_no_order__is_refused(cell):
    with pytest.raises(AnswerError):
        RANK.parse_cell(cell, ASKED)


def test_rank__display__numbers_each_line_in_its_language():
    shown = RANK.display(["50%", "homes", "gone"], ASKED, "ar", "en")
    assert shown == (("1. ع 50%", "ar"), ("2. ع homes", "ar"), ("3. gone", ""))
