"""Repairs that leave rows of the survey out, with what stands in them and everything that names them."""

from forms.repairing.extents import Extent
from forms.repairing.rounds import Round, make_repair
from forms.xlsform.kinds import RowKind, read_type
from forms.xlsform.problems import Problem, Repair

CONDITIONS = frozenset({"relevant", "constraint", "choice_filter"})
ALONE = frozenset({"required", "default"})
"""What a question can do without: nobody loses their say where it is gone."""

ROW_LEFT_OUT = "The row was left out."
_ALWAYS = {
    "relevant": "The condition was left out: it is always asked.",
    "constraint": "The check was left out: every answer is taken.",
    "choice_filter": "The filter was left out: all choices are offered.",
}


def leave_row_out(round: Round, problem: Problem) -> str:
    """Leave a row of the survey out."""
    sheet = round.find_sheet(problem)
    if sheet is not round.survey or problem.row not in sheet.rows:
        return ""
    round.going.setdefault(problem.row, make_repair(problem, ROW_LEFT_OUT))
    return ROW_LEFT_OUT


def take_row_away(round: Round, problem: Problem) -> str:
    """Leave out a row that nothing names: the end of a group that never began, a choice of no list."""
    sheet = round.find_sheet(problem)
    if sheet is None or problem.row not in sheet.rows:
        return ""
    del sheet.rows[problem.row]
    return ROW_LEFT_OUT


def end_group(round: Round, _problem: Problem) -> str:
    """End a group where the form ends."""
    survey = round.survey
    number = max(survey.rows) + 1
    survey.write(number, round.get_place(survey, "type"), "end_group")
    return f"It was ended behind the last row, which is taken as row {number}."


def leave_expression_out(round: Round, problem: Problem) -> str:
    """Leave out a row whose expression cannot be worked out; where that was agreed to, only the cell."""
    column = round.find_column(problem)
    if column is None or round.find_sheet(problem) is not round.survey:
        return ""
    is_alone = column.key in ALONE or (column.key == "calculation" and round.is_question(problem.row))
    if is_alone:
        return "The cell was taken as empty." if round.empty(problem) else ""
    if round.extent.holds(Extent.ALWAYS) and column.key in CONDITIONS:
        return _ALWAYS[column.key] if round.empty(problem) else ""
    return leave_row_out(round, problem)


def finish_round(round: Round) -> None:
    """Take out the rows that are going, those in their groups, and all that name one of them."""
    waiting = [(number, True) for number in round.going]
    while waiting:
        number, is_outer = waiting.pop()
        if is_outer:
            waiting += [(inner, False) for inner in _take_inner(round, number)]
        name = _find_gone(round, number)
        for other, place in sorted(round.naming.get(name, ())) if name else ():
            if _goes_too(round, other, place, f"The cell names “{name}”, which was left out.", number):
                waiting.append((other, True))
    for number in round.going:
        round.survey.rows.pop(number, None)


def _goes_too(round: Round, number: int, place: int, said: str, cause: int) -> bool:
    """Empty a cell that names what is gone, or leave its row out; tell whether the row goes."""
    key = next((one.key for one in round.columns["survey"] if one.place == place), "")
    if number in round.going or key not in CONDITIONS | ALONE | {"calculation"}:
        return False
    is_lone = key in ALONE or (key == "calculation" and round.is_question(number))
    may_stay = is_lone or (key in CONDITIONS and round.extent.holds(Extent.ALWAYS))
    done = _ALWAYS.get(key, "The cell was taken as empty.") if may_stay else ROW_LEFT_OUT
    header, code = round.survey.headers[place], round.going[cause].code
    repair = Repair(round.survey.name, number, header, code, said, done)
    round.repairs.append(repair)
    if may_stay:
        round.survey.write(number, place, "")
    else:
        round.going[number] = repair
    return not may_stay


def _take_inner(round: Round, number: int) -> list[int]:
    """Leave out the rows of a group or repeat, with its end, and return their numbers."""
    last = round.ends.get(number, number)
    inner = [n for n in round.survey.list_numbers() if number < n <= last and n not in round.going]
    for one in inner:
        said = "The row stands in a group that was left out."
        round.going[one] = Repair(round.survey.name, one, "", round.going[number].code, said, ROW_LEFT_OUT)
        round.repairs.append(round.going[one])
    return inner


def _find_gone(round: Round, number: int) -> str:
    """Return the name of a row that goes, where no other row has it."""
    name = round.read(round.survey, number, "name")
    is_end = read_type(round.read(round.survey, number, "type")).row_kind is RowKind.END_GROUP
    if not name or is_end:
        return ""
    round.names[name] -= 1
    return name if round.names[name] <= 0 else ""
