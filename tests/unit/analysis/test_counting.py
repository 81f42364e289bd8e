"""Counts by theme and group, their bases, and the words for shares."""

import pandas as pd
import pytest

from analysis import columns
from analysis.columns import ALL
from analysis.tables.counting import count_by_group, count_with_and_without
from analysis.tables.quantifiers import SCALE, choose_quantifier
from tests.unit.analysis.item_frames import make_items


def assign(*pairs: tuple[str, str]) -> pd.DataFrame:
    rows = [
        {"segment_id": f"{item}:{n}", "item_id": item, "theme_id": theme, "score": 0.5}
        for n, (item, theme) in enumerate(pairs, start=1)
    ]
    return columns.make_frame(rows, columns.ASSIGNMENTS)


ITEMS = make_items(*"abcde", respondent_id=["r1", "r1", "r2", "r3", "r4"], group=["x", "x", "x", "y", "y"])
FOUND = assign(("i1", "T01"), ("i2", "T01"), ("i3", "T02"), ("i4", "T01"), ("i4", "T01"), ("i4", "T02"))


def read(tally: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    cells = tally[["label", "group", "count", "base"]].itertuples(index=False, name=None)
    return {(label, group): (count, base) for label, group, count, base in cells}


def test_count__of_respondents__counts_each_once_with_the_group_as_base() -> None:
    tally = count_by_group(FOUND, ITEMS, label_column="theme_id")
    assert read(tally) == {
        (ALL, "x"): (2, 2),
        (ALL, "y"): (2, 2),
        (ALL, ALL): (4, 4),
        ("T01", "x"): (1, 2),
        ("T01", "y"): (1, 2),
        ("T01", ALL): (2, 4),
        ("T02", "x"): (1, 2),
        ("T02", "y"): (1, 2),
        ("T02", ALL): (2, 4),
    }
    assert tally.loc[tally["label"] == "T01", "share_pct"].tolist() == [50.0, 50.0, 50.0]


def test_count__of_items__counts_each_item_once() -> None:
    tally = count_by_group(FOUND, ITEMS, label_column="theme_id", unit="id")
    assert read(tally)["T01", "x"] == (2, 3)
    assert read(tally)["T01", ALL] == (3, 5)


def test_count__labels_given__keeps_their_order_and_shows_nobody() -> None:
    tally = count_by_group(FOUND, ITEMS, label_column="theme_id", labels=["T09", "T01"])
    assert list(tally["label"].unique()) == [ALL, "T09", "T01"]
    assert read(tally)["T09", ALL] == (0, 4)


def test_count__a_respondent_in_two_groups__counts_in_the_first() -> None:
    items = make_items("a", "b", respondent_id=["r1", "r1"], group=["x", "y"])
    assert read(count_by_group(assign(("i2", "T01")), items, label_column="theme_id"))["T01", "x"] == (1, 1)


def test_count__a_respondent_in_two_groups_whose_first_answer_is_shared__stays_in_the_first() -> None:
    items = make_items("a", "b", "c", respondent_id=["r1", "r1", "r2"], group=["x", "y", "y"])
    found = assign(("i1", "T01"), ("i2", "T01"), ("i3", "T01"))
    every, own = count_with_and_without(found, items, ["i1"], label_column="theme_id")
    assert read(every) == read(own)
    assert read(own)["T01", "x"] == (1, 1)


def test_count_without_campaigns__of_items_and_bases__leaves_them_out() -> None:
    every, own = count_with_and_without(FOUND, ITEMS, {"i3", "i4", "i5"}, label_column="theme_id")
    assert list(every["label"]) == list(own["label"]) and list(every["group"]) == list(own["group"])
    assert read(own) == dict.fromkeys(read(every), (0, 0)) | {
        (ALL, "x"): (1, 1),
        (ALL, ALL): (1, 1),
        ("T01", "x"): (1, 1),
        ("T01", ALL): (1, 1),
        ("T02", "x"): (0, 1),
        ("T02", ALL): (0, 1),
    }


def test_count_without_campaigns__of_what_somebody_added__counts_it_either_way() -> None:
    items = make_items("letter and own", "letter", "other")
    found = assign(("i1", "T01"), ("i1", "T02"), ("i2", "T01"), ("i3", "T01"))
    own = {found["segment_id"][1]: "i1"}
    tallies = count_with_and_without(found, items, {"i1", "i2"}, own_segments=own, label_column="theme_id")
    every, without = (read(tally) for tally in tallies)
    assert (every["T01", ALL], every["T02", ALL]) == ((3, 3), (1, 3))
    assert (without["T01", ALL], without["T02", ALL]) == ((1, 2), (1, 2))


def test_count__of_nothing__is_one_empty_total() -> None:
    tally = count_by_group(columns.make_empty(columns.ASSIGNMENTS), make_items(), label_column="theme_id")
    assert read(tally) == {(ALL, ALL): (0, 0)}
    assert tally["share_pct"].isna().all()


@pytest.mark.parametrize(
    ("count", "base", "word"),
    [
        (100, 100, "almost all"),
        (91, 100, "almost all"),
        (901, 1000, "almost all"),
        (90, 100, "most"),
        (75, 100, "most"),
        (749, 1000, "majority"),
        (50, 100, "majority"),
        (499, 1000, "less than half"),
        (15, 100, "less than half"),
        (149, 1000, "few"),
        (1, 100, "few"),
        (0, 100, None),
        (15, 20, "most"),
        (19, 19, None),
        (0, 0, None),
    ],
)
def test_quantifier__of_a_share__follows_the_published_scale(count: int, base: int, word: str | None) -> None:
    assert choose_quantifier(count, base) == word


def test_quantifier__growing_counts__never_goes_back_down_the_scale() -> None:
    order = [None, *(step.word for step in reversed(SCALE))]
    steps = [order.index(choose_quantifier(count, 387)) for count in range(388)]
    assert steps == sorted(steps)
    assert set(steps) == set(range(6))


@pytest.mark.parametrize(("count", "base"), [(5, 4), (-1, 30)])
def test_quantifier__of_an_impossible_count__is_refused(count: int, base: int) -> None:
    with pytest.raises(ValueError, match="impossible"):
        choose_quantifier(count, base)
