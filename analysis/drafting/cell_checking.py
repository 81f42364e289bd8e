"""Comparing a cell of a published table with what the table has there now."""

from dataclasses import replace

from analysis.drafting.rechecking import Change
from analysis.drafting.statements import TABLED, Figure, Tabled


def find_changed_cell(then: Tabled, now: int | None) -> tuple[Change, ...]:
    """Compare a cell with what the table in use has there now; None where it has no number any more."""
    if now == then.number:
        return ()
    figure = Figure(TABLED, then.number, then.number, public=True, choice=then.place_name)
    return (Change(figure, None if now is None else replace(figure, count=now, base=now)),)
