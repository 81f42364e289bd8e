"""What is done about each code, and how far somebody has to have agreed to go for it."""

from collections.abc import Collection

from forms.repairing import cells, leaving_out, renaming
from forms.repairing.extents import Extent
from forms.repairing.headers import HEADER_ACTIONS, is_beyond_repair
from forms.repairing.rounds import Action
from forms.xlsform.problems import Problem

Plan = tuple[tuple[Extent, Action], ...]
"""What can be done about a code, the mildest first."""

_EMPTY = cells.empty_with("The cell was taken as empty.")
_ROW_GOES: Plan = ((Extent.REST, leaving_out.leave_row_out),)
_EXPRESSION_GOES: Plan = ((Extent.REST, leaving_out.leave_expression_out),)


def _correct(*actions: Action) -> Plan:
    return tuple((Extent.CORRECT, action) for action in actions)


PLANS: dict[str, Plan] = {
    **{code: _correct(action) for code, action in HEADER_ACTIONS.items()},
    "F206": (*_correct(cells.empty_unread), *_ROW_GOES),
    "F209": ((Extent.REST, _EMPTY),),
    "F210": ((Extent.REST, _EMPTY),),
    "F212": ((Extent.REST, _EMPTY),),
    "F221": _ROW_GOES,
    "F222": _ROW_GOES,
    "F223": _ROW_GOES,
    "F225": _correct(renaming.rename_question),
    "F226": _correct(renaming.rename_question),
    "F227": _correct(renaming.rename_question),
    "F228": _correct(renaming.rename_question),
    "F229": _ROW_GOES,
    "F230": _ROW_GOES,
    "F231": _ROW_GOES,
    "F233": _correct(cells.empty_with("No answer is required.")),
    "F234": _correct(cells.take_out_answers),
    "F235": _correct(cells.take_out_answers),
    "F236": _correct(cells.take_out_answers),
    "F237": _correct(leaving_out.end_group),
    "F238": _correct(leaving_out.take_row_away),
    "F239": _correct(_EMPTY),
    "F240": _correct(cells.empty_with("The whole date is asked for.")),
    "F249": _ROW_GOES,
    "F251": _correct(leaving_out.take_row_away),
    "F252": _correct(renaming.rename_choice),
    "F253": _correct(renaming.rename_choice),
    "F254": _correct(renaming.settle_double),
    "F255": _correct(renaming.settle_double),
    "F282": _correct(_EMPTY),
    "F283": _ROW_GOES,
    "F285": _ROW_GOES,
    "F286": _correct(cells.leave_other_out),
    **{f"F{number}": _EXPRESSION_GOES for number in (*range(301, 312), 314, 316, 319, 320, 321, 323)},
    "F312": _ROW_GOES,
    "F313": _correct(_EMPTY),
    "F315": _correct(_EMPTY),
}
"""Codes without a plan are for people: nobody else knows what was meant."""


def list_actions(code: str, extent: Extent) -> list[Action]:
    """List what may be done about a code, the mildest first."""
    return [action for needed, action in PLANS.get(code, ()) if extent.holds(needed)]


def find_offers(problems: Collection[Problem]) -> tuple[Extent, ...]:
    """Return the extents of repair that would do something about these problems, none where nothing would."""
    if any(is_beyond_repair(problem) for problem in problems):
        return ()
    needed = {extent for problem in problems for extent, _ in PLANS.get(problem.code, ())}
    if not needed:
        return ()
    return (Extent.CORRECT, Extent.REST, Extent.ALWAYS) if Extent.REST in needed else (Extent.CORRECT,)
