"""The newer kinds of questions as a draft tables them, or says that it does not."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from analysis.drafting.material import ClosedQuestion
from analysis.drafting.theme_parts import NOT_SHOWN
from consult.models.readings import AnswerText, Reading, Respondent
from consult.services.counting.counting_choices import tabulate_closed
from consult.services.counting.counting_numbers import NOT_WHOLE
from consult.services.counting.gathering_questions import describe_closed
from consult.services.counting.untabled import REASONS
from consult.services.drafts.draft_record import Record
from consult.vocabulary import ResponseKind
from forms.definitions import Choice, Question
from forms.handlers.base import Told

CHOICES = (Choice("families", {"en": "Families"}), Choice("older", {"en": "Older people"}))


def tabulate(question: Question, *values: Any) -> ClosedQuestion | None:
    rows = []
    for n, value in enumerate(values):
        who = Respondent(f"r{n}", ResponseKind.RETURN, "en", None, "Vale", f"Body {n}", None, True, True)
        rows.append(AnswerText(who, f"a{n}", question.id, None, "en", value, str(value)))
    record = SimpleNamespace(
        small_number=3,
        least_silent=1,
        returns=Reading(tuple(rows), tuple(row.respondent for row in rows), {}),
        list_answers=lambda ids: rows if question.id in ids else [],
        bodies={},
        councils=(),
        found=SimpleNamespace(wholly_shared=frozenset()),
    )
    return tabulate_closed(cast(Record, record), describe_closed(question, "en"))


def list_cells(question: Question, *values: Any) -> dict[str, str]:
    made = tabulate(question, *values)
    assert made is not None
    return {row[0]: row[1] for row in made.table.rows}


def test_scale__of_few_numbers__is_counted_number_by_number() -> None:
    scale = Question("q", "range", {"en": "Trust?"}, parameters={"start": "0", "end": "2", "step": "1"})
    cells = list_cells(scale, *[0] * 4, *[2] * 5)
    assert cells == {"0": "4", "1": "0", "2": "5"}


def test_range__of_many_numbers__is_added_up() -> None:
    share = Question("q", "range", {"en": "Share?"}, parameters={"start": "0", "end": "100", "step": "1"})
    assert list_cells(share, 10, 20, 30, 40)["All counted numbers together"] == "100"


def test_decimals__that_are_whole__are_added_up_and_others_are_not() -> None:
    cost = Question("q", "decimal", {"en": "Cost?"})
    assert list_cells(cost, "10", "20", "30.0", "40")["All counted numbers together"] == "100"
    made = tabulate(cost, "10", "20", "30.5", "40")
    assert made is not None and made.table.rows == NOT_WHOLE and made.numbers is None


def test_times__of_a_part_of_the_day__stand_together_and_small_numbers_do_not() -> None:
    opens = Question("q", "time", {"en": "When?"})
    cells = list_cells(opens, *["09:05"] * 4, *["14:30"] * 2, *["17:59"] * 3, *["00:00"] * 3)
    assert list(cells) == ["00:00 to 05:59", "06:00 to 11:59", "12:00 to 17:59", "18:00 to 23:59"]
    assert list(cells.values()) == ["3", "4", "5", "0"]
    assert NOT_SHOWN in list_cells(opens, "09:00", "09:01", "14:00", "14:01").values()


@pytest.mark.parametrize("kind", ["date", "dateTime"])
def test_days__of_a_year__stand_together(kind: str) -> None:
    end = "T10:00" if kind == "dateTime" else ""
    met = Question("q", kind, {"en": "When?"})
    cells = list_cells(met, *[f"2025-11-30{end}"] * 3, *[f"2026-02-03{end}", f"2026-05-03{end}"] * 2)
    assert cells == {"2025": "3", "2026": "4"}


@pytest.mark.parametrize(
    ("kind", "first", "more"),
    [
        ("date", ["2026-02-01"] * 4 + ["2026-05-01"] * 2 + ["2025-02-01"] * 6, "2026-03-01"),
        ("time", ["09:00"] * 4 + ["10:00"] * 2 + ["14:00"] * 6, "09:30"),
    ],
)
def test_days_and_times__however_many_there_are__keep_their_scale(
    kind: str, first: list[str], more: str
) -> None:
    question = Question("q", kind, {"en": "When?"})
    assert list(list_cells(question, *first)) == list(list_cells(question, *first, *[more] * 20))


def test_choice__worded_anew__counts_what_it_counted_before() -> None:
    worded = (replace(CHOICES[0], label={"en": "Worded anew"}), *CHOICES[1:])
    asked = [Question("q", "select_one", {"en": "Which?"}, choices=each) for each in (CHOICES, worded)]
    before, now = (tabulate(one, *[CHOICES[0].name] * 5) for one in asked)
    assert before is not None and now is not None and before.table.counts == now.table.counts
    assert before.table.rows != now.table.rows and before.leading and now.leading
    assert before.leading.name == now.leading.name != now.leading.label


def test_order__of_choices__is_left_out_with_its_reason() -> None:
    made = tabulate(Question("q", "rank", {"en": "First?"}, choices=CHOICES), *[["older", "families"]] * 5)
    assert made is not None and made.table.rows == ((REASONS[Told.ORDER], NOT_SHOWN),)


@pytest.mark.parametrize("values", [["OK"] * 5, []])
def test_tick__however_many__has_no_table(values: list[str]) -> None:
    assert tabulate(Question("q", "acknowledge", {"en": "Read"}), *values) is None
