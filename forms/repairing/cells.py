"""Repairs of single cells: emptied, or written as it was meant."""

import re

from forms.repairing.rounds import Action, Round
from forms.repairing.texts import take_answers_out
from forms.xlsform.kinds import read_type
from forms.xlsform.problems import Problem

_NEEDED = frozenset({"read_only", "trigger"})
"""Columns without which a question would be asked that nobody should answer."""

_OTHER = re.compile(r"\s*\b(or_other|or specify other)\s*$", re.IGNORECASE)


def empty_with(done: str) -> Action:
    """Make an action that empties the cell and says this."""

    def act(round: Round, problem: Problem) -> str:
        return done if round.empty(problem) else ""

    return act


def empty_unread(round: Round, problem: Problem) -> str:
    """Empty a cell of a column that is not read, where the question can be asked without it."""
    column = round.find_column(problem)
    if column is None or (column.key in _NEEDED and round.is_question(problem.row)):
        return ""
    return "The cell was taken as empty." if round.empty(problem) else ""


def leave_other_out(round: Round, problem: Problem) -> str:
    """Ask a question without the choice that “or_other” would add in English only."""
    place = round.get_place(round.survey, "type")
    written = round.survey.read(problem.row, place)
    if not read_type(written).has_or_other:
        return ""
    round.survey.write(problem.row, place, _OTHER.sub("", written))
    return "The question was read without “or_other”."


def take_out_answers(round: Round, problem: Problem) -> str:
    """Put “…” where a text would repeat an answer, in every language; a text of nothing else is emptied."""
    sheet, column = round.find_sheet(problem), round.find_column(problem)
    if sheet is None or column is None:
        return ""
    places = round.list_places(sheet, column.key)
    written = {place: sheet.read(problem.row, place) for place in places}
    changed = {place: take_answers_out(text) for place, text in written.items() if "${" in text}
    says_something = any(re.search(r"\w", changed.get(place, text)) for place, text in written.items())
    for place, text in changed.items():
        sheet.write(problem.row, place, text if says_something else "")
    if not changed:
        return ""
    return "“…” stands there instead." if says_something else "The text said nothing else, and was left out."
