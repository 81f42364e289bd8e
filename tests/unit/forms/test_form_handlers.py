"""Each kind of question: from what was typed to what is stored, and back."""

from pathlib import Path

import pytest

from forms.answers import AnswerError
from forms.definitions import Choice, Question
from forms.errors import FormsError
from forms.handlers.base import Told
from forms.handlers.text import MOST_CHARACTERS
from forms.kinds import HANDLERS, get_handler

CHOICES = (
    Choice("yes", {"en": "Yes", "ar": "نعم"}),
    Choice("no", {"en": "No"}),
    Choice("maybe", {"en": "Maybe"}),
)


def ask(kind):
    return Question("q", kind, {"en": "?"}, choices=CHOICES if kind.startswith("select") else ())


def parse(kind, *typed):
    return get_handler(kind).parse(list(typed), ask(kind))


def test_get_handler__unknown_kind__lists_the_known_ones():
    with pytest.raises(FormsError, match="F004") as raised:
        get_handler("audio")
    assert "select_one" in raised.value.remedy


@pytest.mark.parametrize("kind", HANDLERS)
def test_handlers__table__agrees_with_each_handler(kind):
    assert HANDLERS[kind].kind == kind
    assert isinstance(HANDLERS[kind].tells, Told)
    assert Path(f"templates/questions/{kind}.html").is_file()


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        ("text", ["  as\r\ngiven "], "  as\ngiven "),
        ("text", [" \n\t "], None),
        ("text", [], None),
        ("integer", ["12"], 12),
        ("integer", [" +7 "], 7),
        ("integer", ["-3"], -3),
        ("integer", ["−3"], -3),
        ("integer", ["٤٢"], 42),
        ("integer", ["۴۲"], 42),
        ("integer", ["४२"], 42),
        ("integer", ["\u200f12\u200e"], 12),
        ("integer", ["1,234,567"], 1234567),
        ("integer", ["1 234"], 1234),
        ("integer", ["0007"], 7),
        ("integer", [""], None),
        ("date", ["1", "2", "2024"], "2024-02-01"),
        ("date", ["٣١", "١٢", "٢٠٢٤"], "2024-12-31"),
        ("date", ["29", "02", "2024"], "2024-02-29"),
        ("date", ["", " ", ""], None),
        ("date", [], None),
        ("select_one", ["no"], "no"),
        ("select_one", [""], None),
        ("select_multiple", ["maybe", "yes", "yes"], ["yes", "maybe"]),
        ("select_multiple", [], None),
        ("note", ["anything"], None),
    ],
)
def test_parse__what_people_type__becomes_an_answer(kind, typed, answer):
    assert parse(kind, *typed) == answer


@pytest.mark.parametrize(
    ("kind", "typed", "parts"),
    [
        ("integer", ["1.5"], ()),
        ("integer", ["twelve"], ()),
        ("integer", ["1,23"], ()),
        ("integer", ["--3"], ()),
        ("integer", ["²"], ()),
        ("integer", ["9" * 16], ()),
        ("date", ["31", "2", "2024"], ("day", "month")),
        ("date", ["", "2", "2024"], ("day",)),
        ("date", ["1", "", ""], ("month", "year")),
        ("date", ["1", "May", "2024"], ("month",)),
        ("date", ["1", "2", "24"], ("year",)),
        ("date", ["1", "2", "1403"], ("year",)),
        ("date", ["1", "2", "20240"], ("year",)),
        ("select_one", ["perhaps"], ()),
        ("select_multiple", ["yes", "perhaps"], ()),
    ],
)
def test_parse__what_cannot_be_taken__names_the_wrong_parts(kind, typed, parts):
    with pytest.raises(AnswerError) as raised:
        parse(kind, *typed)
    assert raised.value.parts == parts


def test_parse__text_of_the_greatest_length__is_kept_and_one_more_is_not():
    assert parse("text", "ع" * MOST_CHARACTERS) == "ع" * MOST_CHARACTERS
    with pytest.raises(AnswerError, match="100,001"):
        parse("text", "ع" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("kind", "cell", "answer"),
    [
        ("text", "words", "words"),
        ("integer", "12.0", 12),
        ("integer", "", None),
        ("date", "2024-05-01", "2024-05-01"),
        ("date", "2024-05-01 00:00:00", "2024-05-01"),
        ("date", "27/3/2026", "2026-03-27"),
        ("date", " ", None),
        ("select_one", " no ", "no"),
        ("select_multiple", "no yes", ["yes", "no"]),
        ("select_multiple", "", None),
    ],
)
def test_parse_cell__from_a_table__becomes_an_answer(kind, cell, answer):
    assert get_handler(kind).parse_cell(cell, ask(kind)) == answer


@pytest.mark.parametrize("cell", ["5/2024", "March", "2024-13-01", "45000"])
def test_parse_cell__not_a_date__is_refused(cell):
    with pytest.raises(AnswerError):
        get_handler("date").parse_cell(cell, ask("date"))


@pytest.mark.parametrize(
    ("kind", "answer", "cell"),
    [
        ("text", "a\nb", "a\nb"),
        ("integer", -3, "-3"),
        ("date", "2024-05-01", "2024-05-01"),
        ("select_one", "no", "no"),
        ("select_multiple", ["yes", "maybe"], "yes maybe"),
    ],
)
def test_format_cell__any_answer__is_read_back(kind, answer, cell):
    handler = get_handler(kind)
    assert handler.format_cell(answer) == cell
    assert handler.parse_cell(cell, ask(kind)) == answer
    assert handler.parse(handler.to_raw(answer), ask(kind)) == answer
    assert handler.format_cell(None) == ""


@pytest.mark.parametrize(
    ("kind", "answer", "language", "shown"),
    [
        ("text", "words", "ar", (("words", ""),)),
        ("integer", 1200, "ar", (("1200", "ar"),)),
        ("date", "2024-05-01", "en", (("1 May 2024", "en"),)),
        ("date", "2024-05-01", "en-GB", (("1 May 2024", "en-GB"),)),
        ("date", "2024-05-01", "cy", (("1 Mai 2024", "cy"),)),
        ("date", "2024-05-01", "qqq", (("2024-05-01", ""),)),
        ("select_one", "yes", "ar", (("نعم", "ar"),)),
        ("select_one", "no", "ar", (("No", "en"),)),
        ("select_one", "gone", "ar", (("gone", ""),)),
        ("select_multiple", ["yes", "no"], "ar", (("نعم", "ar"), ("No", "en"))),
    ],
)
def test_display__each_kind__tells_the_language_of_each_line(kind, answer, language, shown):
    assert get_handler(kind).display(answer, ask(kind), language, "en") == shown


@pytest.mark.parametrize(
    ("kind", "answer", "valid"),
    [
        ("text", "words", True),
        ("text", 5, False),
        ("text", None, False),
        ("integer", 5, True),
        ("integer", True, False),
        ("integer", "5", False),
        ("date", "2024-05-01", True),
        ("date", "yesterday", False),
        ("date", None, False),
        ("select_one", "no", True),
        ("select_one", "gone", False),
        ("select_multiple", ["maybe", "yes"], True),
        ("select_multiple", ["gone"], False),
        ("select_multiple", "yes", False),
        ("note", "x", False),
    ],
)
def test_is_valid__stored_value__is_one_this_question_can_have(kind, answer, valid):
    assert get_handler(kind).is_valid(answer, ask(kind)) is valid


@pytest.mark.parametrize(
    ("kind", "answer"), [("text", " \n"), ("select_multiple", []), ("note", "x"), ("integer", None)]
)
def test_is_empty__nothing_said__is_empty(kind, answer):
    assert get_handler(kind).is_empty(answer)


def test_is_empty__zero__is_an_answer():
    assert not get_handler("integer").is_empty(0)
