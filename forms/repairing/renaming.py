"""Repairs of names: of questions, whose references follow, and of choices."""

import re
import unicodedata

from forms.repairing.rounds import Round
from forms.repairing.texts import rename
from forms.repairing.working_book import WorkingSheet
from forms.xlsform.checks import MOST_NAME_CHARACTERS, RESERVED_NAMES
from forms.xlsform.problems import Problem

_ROOM = MOST_NAME_CHARACTERS - 8
"""What is kept of a name, so that a number fits behind it."""


def rename_question(round: Round, problem: Problem) -> str:
    """Give a question a name that can be, and change every reference to it; a page goes without its id."""
    column = round.find_column(problem)
    if column is not None and column.key == "page_id":
        return "The page was named after its group." if round.empty(problem) else ""
    place = round.get_place(round.survey, "name")
    old = round.survey.read(problem.row, place)
    wanted = make_name(old, f"question_row_{problem.row}", "q_")
    new = round.find_free(wanted, round.names, round.reserved_names, RESERVED_NAMES)
    round.survey.write(problem.row, place, new)
    round.names[new] += 1
    if not old:
        return f"It was named “{new}”."
    round.names[old] -= 1
    if round.names[old] > 0:
        return f"It was named “{new}”; what names “{old}” means the row before."
    _follow(round, old, new)
    return f"It was named “{new}”, also where it is named."


def rename_choice(round: Round, problem: Problem) -> str:
    """Give a choice a name that can be, from its old name or from what people read."""
    sheet = round.find_sheet(problem)
    if sheet is None or problem.row not in sheet.rows:
        return ""
    old, fallback = round.read(sheet, problem.row, "name"), f"choice_row_{problem.row}"
    label = next(filter(None, _list_labels(round, sheet, problem.row)), "")
    wanted = "_".join(old.split()) if old else make_name(label, fallback, "c_")
    in_list = " ".join(round.read(sheet, problem.row, "list_name").split())
    names = round.listed.names.setdefault(in_list, set())
    new = round.find_free(wanted, names)
    names.add(new)
    sheet.write(problem.row, round.get_place(sheet, "name"), new)
    unseen = f"; a condition that looks at “{old}” does not see it" if old else ""
    return f"It was named “{new}”{unseen}."


def settle_double(round: Round, problem: Problem) -> str:
    """Leave a choice out that says what an earlier one says; else give it a name of its own."""
    sheet = round.find_sheet(problem)
    if sheet is None or problem.row not in sheet.rows:
        return ""
    list_name, name = (round.read(sheet, problem.row, key) for key in ("list_name", "name"))
    first = round.listed.first_rows.get((" ".join(list_name.split()), name), problem.row)
    if first != problem.row and sheet.rows[first].cells == sheet.rows[problem.row].cells:
        del sheet.rows[problem.row]
        return "It says the same as the one before, and was left out."
    return rename_choice(round, problem)


def make_name(text: str, fallback: str, start: str) -> str:
    """Return what can be a name and is most like a text. start: before what does not begin with a letter."""
    plain = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", text)).strip("_.-")[:_ROOM]
    if not plain:
        return fallback
    return plain if re.match(r"[^\W\d]", plain) else f"{start or 'c_'}{plain}"


def _follow(round: Round, old: str, new: str) -> None:
    """Change every reference to a name."""
    for number, place in round.naming.get(old, ()):
        text = round.survey.read(number, place)
        round.survey.write(number, place, rename(text, old, new))
    round.naming.setdefault(new, set()).update(round.naming.pop(old, ()))


def _list_labels(round: Round, sheet: WorkingSheet, number: int) -> list[str]:
    return [sheet.read(number, place) for place in round.list_places(sheet, "label")]
