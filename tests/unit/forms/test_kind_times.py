"""Times, days with a time, and ticks."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import AnswerError
from forms.definitions import Question
from forms.kinds import get_handler

TIME, MOMENT, TICK = (get_handler(kind) for kind in ("time", "dateTime", "acknowledge"))
AT, WHEN, READ = (Question("q", kind, {"en": "?"}) for kind in ("time", "dateTime", "acknowledge"))

FIRST, LAST = (datetime.fromisoformat(day) for day in ("1900-01-01", "2200-12-31"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["14", "30"], "14:30"),
        (["9", "05"], "09:05"),
        (["٠", "٠٠"], "00:00"),
        (["۲۳", "۵۹"], "23:59"),
        (["", " "], None),
        ([], None),
    ],
)
def test_time__what_people_type__becomes_hours_and_minutes(typed, kept):
    assert TIME.parse(typed, AT) == kept


@pytest.mark.parametrize(
    ("typed", "parts", "said"),
    [
        (["24", "00"], ("hour",), "0 to 23"),
        (["12", "60"], ("minute",), "0 to 59"),
        (["12", ""], ("minute",), "needs minutes"),
        (["", "30"], ("hour",), "needs an hour"),
        (["half past", "2"], ("hour",), "digits"),
        (["1", "123"], ("minute",), "digits"),
        (["-1", "00"], ("hour",), "digits"),
    ],
)
def test_time__what_cannot_be_taken__names_its_part(typed, parts, said):
    with pytest.raises(AnswerError, match=said) as raised:
        TIME.parse(typed, AT)
    assert raised.value.parts == parts


@pytest.mark.parametrize(
    "cell", ["14:30", "14.30", "14:30:00", "14:30:00.000", "14:30:00.000+01:00", "14:30Z"]
)
def test_time__cell_of_a_table__is_the_time_on_the_clock_there(cell):
    assert TIME.parse_cell(cell, AT) == "14:30"


@pytest.mark.parametrize("cell", ["1430", "2 pm", "0.5", "25:00"])
def test_time__cell_that_is_none__is_refused(cell):
    with pytest.raises(AnswerError):
        TIME.parse_cell(cell, AT)


@given(st.times())
def test_time__any__comes_back_and_counts_as_a_part_of_the_day(at):
    kept = TIME.parse([str(at.hour), f"{at.minute:02}"], AT)
    assert time.fromisoformat(kept) == at.replace(second=0, microsecond=0)
    assert TIME.is_valid(kept, AT)
    assert TIME.parse_cell(TIME.format_cell(kept), AT) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["27", "3", "2026", "14", "30"], "2026-03-27T14:30"),
        (["٢٧", "٣", "٢٠٢٦", "٩", "٠٠"], "2026-03-27T09:00"),
        (["", "", "", "", ""], None),
        ([], None),
    ],
)
def test_moment__what_people_type__becomes_a_day_with_its_time(typed, kept):
    assert MOMENT.parse(typed, WHEN) == kept


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (["27", "3", "2026", "", ""], ("hour", "minute")),
        (["", "", "", "14", "30"], ("day", "month", "year")),
        (["31", "2", "2026", "14", "30"], ("day", "month")),
        (["27", "3", "2026", "14", ""], ("minute",)),
        (["27", "3", "26", "14", "30"], ("year",)),
    ],
)
def test_moment__what_cannot_be_taken__names_its_parts(typed, parts):
    with pytest.raises(AnswerError) as raised:
        MOMENT.parse(typed, WHEN)
    assert raised.value.parts == parts


@pytest.mark.parametrize("cell", ["2026-03-27T14:30", "2026-03-27 14:30:00", "27/3/2026 14:30"])
def test_moment__cell_of_a_table__is_read(cell):
    assert MOMENT.parse_cell(cell, WHEN) == "2026-03-27T14:30"


@pytest.mark.parametrize(
    "cell", ["2026-03-27", "14:30", "soon", "2026-03-27T", "T", "T14:30", "2026-03-27 T "]
)
def test_moment__cell_without_both__is_refused(cell):
    with pytest.raises(AnswerError):
        MOMENT.parse_cell(cell, WHEN)


@given(st.datetimes(FIRST, LAST))
def test_moment__any__comes_back_as_it_was(at):
    kept = f"{at:%Y-%m-%dT%H:%M}".zfill(16)
    assert MOMENT.parse(MOMENT.to_raw(kept), WHEN) == kept
    assert MOMENT.parse_cell(MOMENT.format_cell(kept), WHEN) == kept
    assert MOMENT.to_value(kept) == at.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("handler", "asked", "stored"),
    [
        (TIME, AT, "25:00"),
        (TIME, AT, "14:30:00"),
        (TIME, AT, 1430),
        (TIME, AT, None),
        (MOMENT, WHEN, "2026-03-27"),
        (MOMENT, WHEN, "2026-02-31T10:00"),
        (MOMENT, WHEN, "2026-03-27T10:00Z"),
        (TICK, READ, "yes"),
        (TICK, READ, True),
        (TICK, READ, None),
    ],
)
def test_is_valid__stored_otherwise__is_not_an_answer(handler, asked, stored):
    assert not handler.is_valid(stored, asked)


@pytest.mark.parametrize(
    ("handler", "answer", "language", "shown"),
    [
        (TIME, "14:30", "en", "14:30"),
        (TIME, "14:30", "qqq", "14:30"),
        (MOMENT, "2026-03-27T14:30", "en", "27 March 2026, 14:30"),
        (MOMENT, "2026-03-27T14:30", "qqq", "2026-03-27 14:30"),
        (TICK, "OK", "ar", "✓"),
    ],
)
def test_display__in_a_language__is_as_it_writes_them(handler, answer, language, shown):
    assert handler.display(answer, AT, language, "en")[0][0] == shown


def test_display__of_arabic__has_the_words_of_arabic():
    assert "مارس" in MOMENT.display("2026-03-27T14:30", WHEN, "ar", "en")[0][0]


@pytest.mark.parametrize(
    ("cell", "kept"), [("OK", "OK"), ("Yes", "OK"), ("TRUE", "OK"), ("1", "OK"), ("no", None), ("", None)]
)
def test_tick__cell_of_a_table__is_yes_or_nothing(cell, kept):
    assert TICK.parse_cell(cell, READ) == kept


def test_tick__anything_else__is_refused():
    assert TICK.parse(["OK"], READ) == "OK"
    for typed in ("on", "maybe", "OK OK"):
        with pytest.raises(AnswerError):
            TICK.parse([typed], READ)


def test_to_value__of_a_day__is_a_date():
    assert get_handler("date").to_value("2026-03-27") == date(2026, 3, 27)
