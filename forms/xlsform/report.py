"""The report on a file, as plain text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from forms.xlsform.languages import name_language
from forms.xlsform.problems import Problem, Reading, Severity

_HEADINGS = {
    Severity.ERROR: "Has to be corrected",
    Severity.DROPPED: "Left out",
    Severity.WARNING: "Worth knowing",
}
_WIDTH = 100


def format_report(reading: Reading) -> str:
    """Return the whole report; rows with the same problem share one entry."""
    lines = [f"{reading.name}: {_describe(reading)}"]
    for severity, heading in _HEADINGS.items():
        problems = [problem for problem in reading.problems if problem.severity is severity]
        if problems:
            lines += ["", f"{heading} ({_count(len(problems), 'place')})", *_list_entries(problems)]
    return "\n".join([*lines, "", _conclude(reading), ""])


def format_rows(rows: Iterable[int]) -> str:
    """Return row numbers with runs joined, as “3, 5–8”."""
    distinct = sorted(set(rows))
    runs = groupby(enumerate(distinct), key=lambda pair: pair[1] - pair[0])
    spans = [[row for _, row in run] for _, run in runs]
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def _describe(reading: Reading) -> str:
    questionnaire = reading.questionnaire
    if questionnaire is None:
        return "cannot be imported as it is."
    title = questionnaire.title[questionnaire.default_language]
    questions = _count(len(questionnaire.questions()), "question")
    pages = _count(len(questionnaire.pages), "page")
    languages = ", ".join(name_language(tag) for tag in questionnaire.languages)
    return f"“{title}”, {questions} on {pages}, in {languages}."


def _conclude(reading: Reading) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in reading.problems)
    if reading.is_importable:
        return "It can be imported."
    return f"It cannot be imported: correct {_count(errors, 'place')} and check it again."


def _list_entries(problems: list[Problem]) -> Iterator[str]:
    """List one entry for each thing said, with all its places: rows first, then columns, then sheets."""
    rows = _gather((p.sheet, p.column, p.code, p.message, p.remedy, p.row) for p in problems)
    columns = _gather(
        (sheet, *said, tuple(sorted({*found})), column) for (sheet, column, *said), found in rows
    )
    sheets = _gather((*said, tuple(found), sheet) for (sheet, *said), found in columns)
    for (code, message, remedy, in_rows, in_columns), in_sheets in sheets:
        names = [_name("sheet", in_sheets), _name_rows(in_rows), _name("column", in_columns)]
        place = ", ".join(filter(None, names))
        yield _wrap(f"{place}: " if place else "", f"{message} {remedy} [{code}]")


def _gather(tuples: Iterable[tuple[Any, ...]]) -> Iterable[tuple[tuple[Any, ...], list[Any]]]:
    """Group tuples by all but their last item, which is collected, in the order met."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for *key, last in tuples:
        groups.setdefault(tuple(key), []).append(last)
    return groups.items()


def _wrap(place: str, text: str) -> str:
    return textwrap.fill(
        place + text, _WIDTH, initial_indent="  ", subsequent_indent="      ", break_long_words=False
    )


def _name(noun: str, names: Iterable[str]) -> str:
    known = [name for name in names if name]
    return f"{noun}{'s' if len(known) > 1 else ''} {', '.join(known)}" if known else ""


def _name_rows(rows: Iterable[int]) -> str:
    known = [row for row in rows if row]
    return f"row{'s' if len(known) > 1 else ''} {format_rows(known)}" if known else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
