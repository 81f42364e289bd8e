"""Differences that a draft may name: of shown cells alone, corrected for all tests of one question."""

from dataclasses import replace

import pandas as pd

from analysis.columns import ALL
from analysis.drafting.material import ThemeCount
from consult.services.counting.contrasting_groups import Contrast, Differences, list_tested, name_differences
from consult.services.counting.counting_questions import NO_AREA
from consult.services.counting.counting_themes import Counts

Cells = dict[str, tuple[int | None, int]]
CLEAR: Cells = {"councils": (18, 20), "health bodies": (4, 20)}
THEME = ThemeCount("T01", "affordable homes", 22, 40, 22, 40, stability=0.8)


def make(cells: Cells, theme: ThemeCount = THEME) -> Counts:
    rows = [(theme.theme_id, group, count, base) for group, (count, base) in cells.items()]
    rows += [(ALL, group, base, base) for group, (_, base) in cells.items()]
    rows += [(theme.theme_id, ALL, 22, 40), (ALL, ALL, 40, 40)]
    table = pd.DataFrame(rows, columns=["label", "group", "count", "base"]).convert_dtypes()
    return Counts((theme,), table.assign(hidden=table["count"].isna()))


def ask(cells: Cells, theme: ThemeCount = THEME, by: str = "sector") -> list[Contrast]:
    return list_tested("1", by, make(cells, theme), small_number=5)


def test_difference__of_two_groups__names_both_and_how_many_raised_it() -> None:
    [evidence] = name_differences("1", {"sector": make(CLEAR)}, 5).named
    assert [(one.count, one.base, one.public) for one in evidence.figures] == [(18, 20, False), (4, 20, True)]
    assert (evidence.name("group"), evidence.name("others")) == ("councils", "health bodies")


def test_difference__of_more_groups__is_of_the_furthest_and_the_others_together() -> None:
    [evidence] = name_differences("1", {"sector": make({**CLEAR, "police": (6, 20)})}, 5).named
    assert [(one.count, one.base) for one in evidence.figures] == [(18, 20), (10, 40)]
    assert evidence.name("others") == "the other sectors shown"


def test_difference__that_a_hidden_cell_would_tell__is_not_there() -> None:
    assert ask({"councils": (18, 20), "health bodies": (None, 20)}) == []
    [one] = ask({**CLEAR, "police": (None, 20)})
    assert one.evidence.figures[1].base == 20, "nor is a hidden cell in the others"


def test_difference__with_shared_wording_or_no_area__is_not_tested() -> None:
    assert ask(CLEAR, replace(THEME, own=20)) == [] and ask(CLEAR, replace(THEME, own_base=39)) == []
    assert ask({"Vale": (18, 20), NO_AREA: (4, 20)}, by="area") == []


def test_difference__among_many_tests__has_to_stand_up_to_all_of_them() -> None:
    weak = {"councils": (15, 20), "health bodies": (7, 20)}
    alone = make(weak)
    others = [replace(THEME, theme_id=f"T{n:02}") for n in range(2, 11)]
    even = {"councils": (9, 20), "health bodies": (9, 20)}
    frames = [alone.protected, *(make(even, one).protected for one in others)]
    among = Counts((THEME, *others), pd.concat(frames).drop_duplicates(["label", "group"]))
    assert len(name_differences("1", {"sector": alone}, 5).named) == 1
    assert name_differences("1", {"sector": among}, 5) == Differences((), 10)
