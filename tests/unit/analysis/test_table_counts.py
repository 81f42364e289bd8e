"""What the rows of a table count: read from its cells as the figures that sentences give."""

import pytest

from analysis.checking.given_numbers import Given, find_given, list_cells, list_said, restate
from analysis.checking.moved_figures import has_moved_few
from analysis.drafting.block_reading import from_dict
from analysis.drafting.blocks import Table, to_dict
from analysis.drafting.statements import Counted, Figure
from analysis.drafting.table_counts import LEAVING_OUT, THROUGH_GROUPS, name_count
from tests.unit.analysis.drafting_material import RULES

COUNTS = (name_count("theme", question_id="1", theme_id="T & 1"), name_count("choice", choice="Yes, we do"))
COLUMNS = ("Theme", "Returns", "Share", LEAVING_OUT, THROUGH_GROUPS)
ROWS = (("Homes", "1,204", "60%", "900", "not shown"), ("Yes", "fewer than 5", "not shown", "0", "12"))
TABLE = Table("t", "Caption", COLUMNS, ROWS, base="2,000 returns that answered", counts=COUNTS)
HOMES = Figure("theme", 1_204, 2_000, "1", "T & 1")


def test_table__with_named_rows__gives_the_numbers_of_its_cells_and_no_share() -> None:
    homes, own, few, none, groups = (cell.given for cell in list_cells(TABLE))
    assert homes == Given(HOMES.what, 1_204, 2_000)
    assert (own.count, own.base, own.what.without_campaigns) == (900, None, True)
    assert (few.count, few.is_few, none.count) == (4, True, 0)
    assert (groups.count, groups.what.group, groups.what.choice) == (12, "vouched", "Yes, we do")
    plain = list_cells(Table("t", "Caption", COLUMNS, ROWS))
    assert {one.given.what.measure for one in plain} == {"cell"}


def test_table__written_and_read__keeps_what_its_rows_count_and_leaves_it_out_where_nothing_is_said() -> None:
    assert from_dict(to_dict(TABLE)) == TABLE
    plain = Table("t", "Caption", COLUMNS, ROWS, base="few")
    assert "counts" not in to_dict(plain) and from_dict(to_dict(plain)) == plain


@pytest.mark.parametrize(
    ("count", "base", "has_moved"),
    [
        (1_204, 2_000, False),
        (1_205, 2_000, True),
        (1_204, 2_001, True),
        (1_300, 2_200, False),
        (1_300, 2_100, True),
    ],
)
def test_sentence__beside_a_table_of_the_same__has_moved_few(count: int, base: int, has_moved: bool) -> None:
    before = find_given(list_cells(TABLE))
    [now] = list_said(Counted("theme", (Figure("theme", count, base, "1", "T & 1"),)), RULES)
    assert [has_moved_few(now, one, RULES) for one in before[now.what]] == [has_moved]
    [other] = list_said(Counted("theme", (Figure("theme", count, base, "2", "T & 1"),)), RULES)
    assert other.what not in before


def test_sentence__made_from_a_table__has_its_numbers_and_no_part_that_it_does_not_give() -> None:
    before = find_given(list_cells(TABLE))
    own = Figure("theme", 901, 1_500, "1", "T & 1", without_campaigns=True)
    now = Figure("theme", 1_205, 2_001, "1", "T & 1")
    assert restate([now, own], before) == (HOMES,)
    assert restate([Figure("returns", 7, 9)], before) is None
