"""A table in the place of a later one: as it was, unless it bounds a number by an earlier threshold."""

from datetime import date

import pytest

from analysis.drafting.blocks import Table
from analysis.drafting.figures import Rules
from analysis.drafting.table_counts import name_count
from consult.services.handing_out.given_before import GivenBefore
from consult.services.handing_out.held_tables import give_held, list_moved_rows

PLACE = ("question:1", "question:1.agree")
COUNTS = tuple(name_count("choice", question_id="agree", choice=one) for one in ("yes", "no"))


def make_table(*returns: str) -> Table:
    rows = tuple(zip(("Yes", "No"), returns, strict=True))
    return Table("question:1.agree", "Answers", ("Answer", "Returns"), rows, base="60 returns", counts=COUNTS)


@pytest.mark.parametrize(("least", "is_given"), [(5, True), (15, False)])
def test_table__held_under_a_higher_threshold__is_given_without_the_lower_bound(
    least: int, is_given: bool
) -> None:
    then, now = make_table("40", "fewer than 5"), make_table("43", f"fewer than {least}")
    rules = Rules(least)
    before = [GivenBefore(date(2031, 3, 4), rules, {}, {}, {PLACE: then})]
    moved = list_moved_rows(now, PLACE, before, rules)
    held = give_held(now, PLACE, moved, before, rules)

    assert 0 in moved and (held is not None) is is_given
    assert held is None or (held.rows == then.rows and held.caption == "Answers (As of 4 March 2031.)")
