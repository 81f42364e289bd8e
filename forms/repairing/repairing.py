"""Repairing an XLSForm: read it, do what was agreed to about what is wrong, and read it again."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from forms.repairing.extents import Extent
from forms.repairing.headers import HEADER_ACTIONS, is_beyond_repair
from forms.repairing.leaving_out import ROW_LEFT_OUT, finish_round
from forms.repairing.plans import PLANS, list_actions
from forms.repairing.rounds import Round
from forms.repairing.working_book import WorkingBook
from forms.xlsform.problems import Problem, Reading, Repair
from forms.xlsform.reader import Opened, read_opened

MOST_ROUNDS = 40
"""Each takes as long as reading the file once; real files need fewer than ten."""

MOST_OF_A_CODE = 20_000


@dataclass(frozen=True)
class Repaired:
    """What came out: the reading of the repaired sheets, and what was done, in the order of rows."""

    reading: Reading
    repairs: tuple[Repair, ...] = ()


def repair(opened: Opened, extent: Extent, *, reserved_names: Collection[str] = ()) -> Repaired:
    """Read a file that was opened, with as much repaired as was agreed to; nothing is ever raised.

    reserved_names: names that no question may have.
    """
    if opened.book is None or extent is Extent.NONE:
        return Repaired(read_opened(opened, reserved_names=reserved_names))
    book, repairs = WorkingBook.of(opened.book), list[Repair]()
    for _ in range(MOST_ROUNDS):
        held = replace(opened, book=book.as_book())
        reading = read_opened(held, reserved_names=reserved_names, most_of_a_code=MOST_OF_A_CODE)
        done = _repair_once(Round(book, extent, reserved_names), reading.problems)
        if not done:
            break
        repairs += done
    final = read_opened(replace(opened, book=book.as_book()), reserved_names=reserved_names)
    return Repaired(final, tuple(_put_in_order(repairs)))


def _repair_once(round: Round, problems: Collection[Problem]) -> list[Repair]:
    """Do what is mildest: headers first, then what can be corrected, and only then leave rows out."""
    if any(is_beyond_repair(problem) for problem in problems):
        return []
    known = [problem for problem in problems if problem.code in PLANS]
    headers = [problem for problem in known if problem.code in HEADER_ACTIONS]
    for extent, among in ((Extent.CORRECT, headers), (Extent.CORRECT, known), (round.extent, known)):
        for problem in among:
            _take(round, problem, extent)
        if round.repairs:
            break
    finish_round(round)
    return round.repairs


def _take(round: Round, problem: Problem, extent: Extent) -> None:
    if problem.row in round.going and round.book.find(problem.sheet) is round.survey:
        return
    for action in list_actions(problem.code, extent):
        done = action(round, problem)
        if done:
            round.note(problem, done)
            return


def _put_in_order(repairs: Collection[Repair]) -> list[Repair]:
    """Sort by sheet and row; of rows that were left out in the end nothing else is told."""
    gone = {(one.sheet, one.row) for one in repairs if one.remedy == ROW_LEFT_OUT}
    order = list(dict.fromkeys(one.sheet for one in repairs))
    told = [one for one in repairs if one.remedy == ROW_LEFT_OUT or (one.sheet, one.row) not in gone]
    return sorted(dict.fromkeys(told), key=lambda one: (order.index(one.sheet), one.row))
