"""Closed questions as tables with small numbers protected: choices, dates, and numbers as they are added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.columns import ALL
from analysis.drafting.figures import write_number
from analysis.drafting.material import ClosedQuestion, LeadingChoice
from analysis.drafting.table_counts import LEAVING_OUT, name_count
from analysis.drafting.theme_parts import NOT_SHOWN, SHARES_FROM
from analysis.tables.counting import count_with_and_without
from analysis.tables.protection import protect_both
from consult.models.readings import AnswerText
from consult.services.counting.counting_numbers import tabulate_given_numbers
from consult.services.counting.drafted_tables import make_table, say_base
from consult.services.counting.gathering_questions import ClosedPart
from consult.services.counting.untabled import REASONS
from consult.services.drafts.draft_record import Record
from forms.handlers.base import Told
from forms.kinds import get_handler

ONE = ""
Cells = dict[str, int | None]
LENGTH_OF_YEAR = 4
PARTS_OF_DAY = ("00:00 to 05:59", "06:00 to 11:59", "12:00 to 17:59", "18:00 to 23:59")
HOURS = 24 // len(PARTS_OF_DAY)


def tabulate_closed(record: Record, part: ClosedPart) -> ClosedQuestion | None:
    """Table what returns answered to a closed question; None where nobody did, or no kind is known."""
    rows = record.list_answers((part.question_id,))
    make = _TABLES.get(get_handler(part.kind).tells)
    if not rows or make is None:
        return None
    if len(rows) < record.small_number:
        few = ((f"fewer than {record.small_number} answers, not shown", NOT_SHOWN),)
        return ClosedQuestion(part.question_id, part.text, make_table(part, few, "fewer than that"))
    return make(record, part, rows)


def _tabulate_choices(record: Record, part: ClosedPart, rows: Sequence[AnswerText]) -> ClosedQuestion:
    chosen = {row.answer_id: _list_chosen(row) for row in rows}
    return _tabulate_labels(record, part, chosen, part.choices, adds_up=part.kind == "select_one")


def _tabulate_dates(record: Record, part: ClosedPart, rows: Sequence[AnswerText]) -> ClosedQuestion:
    """Put dates into years, however many there are.

    By a scale that hung on the numbers, two versions would give the same dates by years and by quarters, and
    the one beside the other could show a small number.
    """
    years = {row.answer_id: [row.text[:LENGTH_OF_YEAR]] for row in rows}
    labels = sorted({year for (year,) in years.values()})
    return _tabulate_labels(record, part, years, [(one, one) for one in labels], adds_up=True)


def _tabulate_times(record: Record, part: ClosedPart, rows: Sequence[AnswerText]) -> ClosedQuestion:
    """Put times into parts of the day, which hang on no number either."""
    parts = {row.answer_id: [PARTS_OF_DAY[int(row.text.partition(":")[0]) // HOURS]] for row in rows}
    return _tabulate_labels(record, part, parts, [(one, one) for one in PARTS_OF_DAY], adds_up=True)


def _leave_out_order(_record: Record, part: ClosedPart, rows: Sequence[AnswerText]) -> ClosedQuestion:
    """Say why an order is not counted."""
    table = make_table(part, ((REASONS[Told.ORDER], NOT_SHOWN),), say_base(len(rows)))
    return ClosedQuestion(part.question_id, part.text, table)


_TABLES: dict[Told, Callable[[Record, ClosedPart, Sequence[AnswerText]], ClosedQuestion]] = {
    Told.ONE_CHOICE: _tabulate_choices,
    Told.CHOICES: _tabulate_choices,
    Told.DAY: _tabulate_dates,
    Told.TIME: _tabulate_times,
    Told.NUMBER: tabulate_given_numbers,
    Told.ORDER: _leave_out_order,
}


def _list_chosen(row: AnswerText) -> list[str]:
    return [str(one) for one in row.value] if isinstance(row.value, list) else [str(row.value)]


def _tabulate_labels(
    record: Record,
    part: ClosedPart,
    chosen: dict[str, list[str]],
    choices: Sequence[tuple[str, str]],
    *,
    adds_up: bool,
) -> ClosedQuestion:
    words = dict(choices) | {
        name: name for names in chosen.values() for name in names if name not in dict(choices)
    }
    rows, wholly = record.list_answers((part.question_id,)), record.found.wholly_shared
    shared = {row.answer_id for row in rows if row.response_id in wholly}
    cells, own = _count(record, chosen, shared, list(words), adds_up=adds_up)
    base = len(chosen)
    columns = {"Answer": True, "Returns": True, "Share": base >= SHARES_FROM, LEAVING_OUT: bool(shared)}
    found = tuple(
        _keep((words[name], *_show(cells[name], base), _write(own[name])), columns) for name in words
    )
    said = say_base(base, own[ALL] if shared else None)
    table = make_table(part, found, said, _keep(tuple(columns), columns))
    counts = (name_count("choice", question_id=part.question_id, choice=name) for name in words)
    leading = _find_leading(chosen, words, cells)
    if leading and shared:
        leading = _count_again(leading, chosen, shared, own)
    return ClosedQuestion(part.question_id, part.text, replace(table, counts=tuple(counts)), leading)


def _keep(cells: tuple[str, ...], columns: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(cell for cell, is_kept in zip(cells, columns.values(), strict=True) if is_kept)


def _count(
    record: Record, chosen: dict[str, list[str]], shared: set[str], labels: list[str], *, adds_up: bool
) -> tuple[Cells, Cells]:
    """Count each label once an answer, with shared wording and without; None where it is protected."""
    pairs = [(key, name) for key, names in chosen.items() for name in dict.fromkeys(names)]
    evidence = pd.DataFrame(pairs, columns=["item_id", "choice"], dtype="str")
    items = pd.DataFrame({"id": list(chosen), "respondent_id": list(chosen), "group": ONE}, dtype="str")
    tallies = count_with_and_without(evidence, items, shared, label_column="choice", labels=labels)
    shown, own = protect_both(
        *tallies, record.small_number, adds_up=adds_up, least_silent=record.least_silent
    )
    return _read_totals(shown), _read_totals(own)


def _read_totals(shown: pd.DataFrame) -> Cells:
    totals = shown[shown["group"] == ALL]
    pairs = zip(totals["label"], totals["count"], strict=True)
    return {str(label): None if pd.isna(count) else int(count) for label, count in pairs}


def _show(count: int | None, base: int) -> tuple[str, str]:
    return _write(count), NOT_SHOWN if count is None else f"{round(100 * count / base)}%"


def _write(count: int | None) -> str:
    return NOT_SHOWN if count is None else write_number(count)


def _find_leading(chosen: dict[str, list[str]], words: dict[str, str], cells: Cells) -> LeadingChoice | None:
    """The most chosen answer, only where it is shown and one alone."""
    sizes = {name: sum(name in names for names in chosen.values()) for name in words}
    most = max(sizes.values(), default=0)
    first = [name for name, size in sizes.items() if size == most]
    if len(first) != 1 or cells[first[0]] is None or not most:
        return None
    return LeadingChoice(first[0], words[first[0]], most, len(chosen))


def _count_again(
    leading: LeadingChoice, chosen: dict[str, list[str]], shared: set[str], own: Cells
) -> LeadingChoice:
    """The same answer without shared wording, only where its cell and its base are shown."""
    base = len(chosen.keys() - shared)
    return replace(leading, own=None if own[ALL] is None else own[leading.name], own_base=base)
