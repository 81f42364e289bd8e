"""What managers type: the government's numbered questions, and dates in three inputs."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from consult.web.desk_forms.days import DayField, read_day
from consult.web.desk_forms.numbered_lines import read_numbered_lines, write_numbered_lines


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("1. What works?", ("1", "What works?")),
        ("2) What works?", ("2", "What works?")),
        ("3: What works?", ("3", "What works?")),
        ("Q4 What works?", ("4", "What works?")),
        ("Question 5. What works?", ("5", "What works?")),
        ("6a What works?", ("6a", "What works?")),
        ("7.2 What works in 2027?", ("7.2", "What works in 2027?")),
        ("  8.   What works?  ", ("8", "What works?")),
    ],
)
def test_line__with_its_number__gives_number_and_text(line: str, pair: tuple[str, str]) -> None:
    assert read_numbered_lines(line) == (pair,)


def test_lines__without_any_number__are_counted() -> None:
    assert read_numbered_lines("What works?\n\nWhat else?") == (("1", "What works?"), ("2", "What else?"))


def test_lines__of_which_one_has_no_number__are_refused_by_line() -> None:
    with pytest.raises(ValueError, match="Line 3 does not begin with a number: “and then”"):
        read_numbered_lines("1. What works?\n\nand then")


def test_lines__with_a_number_twice__are_refused() -> None:
    with pytest.raises(ValueError, match="The number 1 is there more than once"):
        read_numbered_lines("1. What works?\n1. What else?")


def test_questions__written_and_read_back__are_the_same() -> None:
    questions = (("1", "What works?"), ("2a", "What is missing in 2027?"), ("10.3", "Else?"))
    assert read_numbered_lines(write_numbered_lines(questions)) == questions


def test_nothing__read__is_no_question() -> None:
    assert read_numbered_lines(" \n") == ()


def test_day__typed__is_a_date_and_nothing_is_none() -> None:
    assert read_day(["27", "3", "2031"]) == date(2031, 3, 27)
    assert read_day(["", "", ""]) is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["31", "2", "2031"], "real date"),
        (["1", "", "2031"], "real date"),
        (["1", "March", "2031"], "real date"),
        (["1", "3", "31"], "four digits"),
        (["1", "3", "20311"], "real date"),
    ],
)
def test_day__wrong__is_refused_in_words(typed: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_day(typed)


class Dated(Form):
    """With a day that has to be given."""

    until = DayField("Until", needed="Enter the last day")


@pytest.mark.parametrize("sent", [None, {}, {"until-day": ""}, {"other": "x"}])
def test_day__that_is_needed_and_not_sent__is_asked_for_once(sent: dict[str, str] | None) -> None:
    form = Dated(None if sent is None else MultiDict(sent))
    assert not form.validate()
    assert form.errors == {"until": ["Enter the last day"]}


def test_day__that_is_needed_and_wrong__is_only_called_wrong() -> None:
    form = Dated(MultiDict({"until-day": "40", "until-month": "1", "until-year": "2031"}))
    assert not form.validate()
    assert form.errors == {"until": ["Enter a real date, like 27 3 2026"]}
