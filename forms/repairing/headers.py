"""Repairs of headers, of languages and of whole sheets: before any row is looked at."""

import difflib

from forms.repairing.rounds import Action, Round
from forms.repairing.working_book import HEADER, drop_others
from forms.xlsform.languages import find_language, list_language_names
from forms.xlsform.problems import Problem

_GENERATED = {("survey", "name"), ("choices", "name"), ("choices", "label")}
"""Columns whose cells can be made up: from the row, from the label, from the name."""


def is_beyond_repair(problem: Problem) -> bool:
    """Tell whether a column is missing without which no row says anything."""
    return problem.code == "F201" and not _find_missing(problem)


def keep_first_sheet(round: Round, problem: Problem) -> str:
    """Leave out the second sheet for the same thing."""
    drop_others(round.book)
    return f"Only the first sheet for {problem.sheet.strip().lower()} was read."


def add_column(round: Round, problem: Problem) -> str:
    """Add a column whose cells can be made up."""
    sheet, wanted = round.find_sheet(problem), _find_missing(problem)
    if sheet is None or not wanted or sheet.find_place(wanted) is not None:
        return ""
    sheet.add_column(wanted)
    return f"The column “{wanted}” was added, and filled from what is there."


def leave_out_column(round: Round, problem: Problem) -> str:
    """Leave out a column by its header; of two with one header the last."""
    sheet = round.find_sheet(problem)
    places = sheet.list_places(problem.column) if sheet else []
    if sheet is None or not places:
        return ""
    sheet.write(HEADER, places[-1], "")
    return "The column was left out."


def name_language_again(round: Round, problem: Problem) -> str:
    """Correct a spelling mistake in the language of a header; leave the column out where it is none."""
    if problem.column in ("default_language", "languages"):
        return forget_default(round, problem)
    start, mark, written = problem.column.rpartition(":")
    close = difflib.get_close_matches(written.strip().casefold(), list_language_names(), 1, 0.8)
    tag = find_language(close[0]) if close else None
    sheet = round.find_sheet(problem)
    if not tag or sheet is None or not mark:
        return leave_out_column(round, problem)
    header = f"{start}{mark}{close[0].title()} ({tag})"
    for place in sheet.list_places(problem.column):
        sheet.write(HEADER, place, header)
    return f"It was read as “{header}”."


def forget_default(round: Round, _problem: Problem) -> str:
    """Empty the cell of the default language."""
    settings = round.book.get("settings")
    place = settings.find_place("default_language")
    if place is None or not any(settings.read(number, place) for number in settings.list_numbers()):
        return ""
    for number in settings.list_numbers():
        settings.write(number, place, "")
    return "No default language was set; that of the first column was taken."


def take_written_language(round: Round, _problem: Problem) -> str:
    """Make the first language in which a label is written the default."""
    survey = round.survey
    for column in survey.columns:
        if column.key == "label" and any(survey.read(n, column.place) for n in survey.list_numbers()):
            settings = round.book.get("settings")
            place = settings.get_place("default_language")
            number = min(settings.list_numbers(), default=HEADER + 1)
            if not column.language or settings.read(number, place) == column.language:
                return ""
            settings.write(number, place, column.language)
            return f"“{column.language}” was taken as the default language."
    return ""


def _find_missing(problem: Problem) -> str:
    """Return the missing column that a problem tells of, if its cells can be made up."""
    role = "choices" if problem.sheet.strip().lower() == "choices" else "survey"
    named = (key for of, key in sorted(_GENERATED) if of == role and f"“{key}”" in problem.message)
    return next(named, "")


HEADER_ACTIONS: dict[str, Action] = {
    "F112": keep_first_sheet,
    "F201": add_column,
    "F202": leave_out_column,
    "F265": name_language_again,
    "F266": forget_default,
    "F270": take_written_language,
}
