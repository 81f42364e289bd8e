"""Small numbers: hidden, and not to be worked out from totals, bases or the table without campaigns."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import columns, errors
from analysis.columns import ALL
from analysis.tables.protection import protect, protect_both
from tests.unit.analysis.disclosure import Attacker
from tests.unit.analysis.item_frames import steady

THRESHOLD = 5


def add_totals(values: np.ndarray) -> np.ndarray:
    return np.hstack([values, values.sum(axis=1, keepdims=True)])


def make_tally(values: np.ndarray) -> pd.DataFrame:
    """Make a tally of an array with bases in the first row and totals in the last column."""
    labels = [ALL, *(f"T{n:02d}" for n in range(1, len(values)))]
    groups = [*(f"g{n}" for n in range(values.shape[1] - 1)), ALL]
    rows = [
        {"label": label, "group": group, "count": values[i, j], "base": values[0, j]}
        | {"share_pct": round(100 * values[i, j] / values[0, j], 1) if values[0, j] else float("nan")}
        for i, label in enumerate(labels)
        for j, group in enumerate(groups)
    ]
    return columns.make_frame(rows, columns.TALLY)


def read_hidden(shown: pd.DataFrame, values: np.ndarray) -> np.ndarray:
    return shown["hidden"].to_numpy().reshape(values.shape)


def attack(
    tables: list[np.ndarray],
    hidden: list[np.ndarray],
    adds_up: bool,
    *,
    one_answer: bool = False,
    hides_silent: bool = False,
) -> list[Any]:
    """Attack every small count, and every small difference of two tables; list what was worked out.

    hides_silent: and every small number of those who are in a base and not in a count.
    """
    attacker = Attacker()
    cells = [
        attacker.read(values, unseen, adds_up=adds_up, floor=1 - number)
        for number, (values, unseen) in enumerate(zip(tables, hidden, strict=True))
    ]
    goals = [{int(cell): 1} for table in cells for cell in table.ravel()]
    if len(tables) == 2:
        attacker.read_part(*cells, one_answer=one_answer)
        goals += [{int(a): 1, int(b): -1} for a, b in zip(*(table.ravel() for table in cells), strict=True)]
    if hides_silent:
        places = [
            [(int(table[0, column]), int(cell)) for table in cells for cell in table[1:, column]]
            for column in range(tables[0].shape[1])
        ]
        goals += [{base: 1, cell: -1} for pairs in places for base, cell in pairs]
    return attacker.list_unsafe(goals, THRESHOLD)


@st.composite
def tables_with_bases(draw: st.DrawFn, adds_up: bool) -> np.ndarray:
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    counts = st.one_of(st.integers(0, 6), st.integers(0, 40))
    inner = np.array(
        draw(st.lists(st.lists(counts, min_size=width, max_size=width), min_size=height, max_size=height))
    )
    extra = draw(st.lists(st.integers(0, 8), min_size=width, max_size=width))
    bases = inner.sum(axis=0) if adds_up else inner.max(axis=0) + np.array(extra)
    return add_totals(np.vstack([bases, inner]))


@st.composite
def parts(draw: st.DrawFn, adds_up: bool) -> tuple[np.ndarray, np.ndarray]:
    """Draw a table and what is left of it when somebody is taken out."""
    whole = draw(tables_with_bases(adds_up))
    inner = whole[1:, :-1]
    gone = np.array(
        [[draw(st.integers(0, min(n, draw(st.sampled_from([0, 2, 40]))))) for n in row] for row in inner]
    )
    left = inner - gone
    bases = left.sum(axis=0) if adds_up else np.maximum(left.max(axis=0), whole[0, :-1] - gone.sum(axis=0))
    return whole, add_totals(np.vstack([bases, left]))


@st.composite
def parts_with_large_bases(draw: st.DrawFn, sizes: st.SearchStrategy[int]) -> list[np.ndarray]:
    """Draw counts with and without shared wording; no base is small, nor what is between two of them."""
    height, width = draw(sizes), draw(sizes)
    layers = [np.array([draw(BASE) for _ in range(width)]) for _ in ("own", "shared")]
    counts = [
        np.array([[draw(st.integers(0, min(n, draw(MOST)))) for n in layer] for _ in range(height)])
        for layer in layers
    ]
    own, shared = (np.vstack(pair) for pair in zip(layers, counts, strict=True))
    return [add_totals(own + shared), add_totals(own)]


BASE = st.sampled_from([0, THRESHOLD, 7, 30])
MOST = st.sampled_from([2, 4, 8, 30])


@given(tables=parts_with_large_bases(st.integers(1, 4)))
@settings(steady, max_examples=40)
def test_two_protected_tables__with_large_bases__give_no_small_number_away(tables: list[np.ndarray]) -> None:
    shown = protect_both(*map(make_tally, tables), THRESHOLD)
    hidden = [read_hidden(one, tables[0]) for one in shown]
    assert not attack(tables, hidden, False, one_answer=True)
    small = (tables[0] > 0) & (tables[0] < THRESHOLD)
    assert (hidden[0][:, -1] == small[:, -1]).all(), "totals are hidden only where they are small"


@pytest.mark.parametrize("adds_up", [False, True])
@given(draw=st.data())
@settings(steady, max_examples=30)
def test_protected_table__attacked__gives_no_small_count_away(adds_up: bool, draw: st.DataObject) -> None:
    values = draw.draw(tables_with_bases(adds_up))
    shown = protect(make_tally(values), THRESHOLD, adds_up=adds_up)
    hidden = read_hidden(shown, values)
    assert hidden[(values > 0) & (values < THRESHOLD)].all()
    withheld = hidden[:, :-1].all(axis=1)
    assert not hidden[(values == 0) & ~withheld[:, None]].any()
    assert not attack([values], [hidden], adds_up)


@given(draw=st.data())
@settings(steady, max_examples=20)
def test_protected_tables__that_hide_few_who_did_not__give_neither_away(draw: st.DataObject) -> None:
    """With small bases and without: rows are then protected each by itself."""
    tables = list(draw.draw(st.one_of(parts(adds_up=False), parts_with_large_bases(st.integers(1, 3)))))
    shown = protect_both(*map(make_tally, tables), THRESHOLD, least_silent=THRESHOLD)
    hidden = [read_hidden(one, tables[0]) for one in shown]
    assert not attack(tables, hidden, False, one_answer=True, hides_silent=True)


@pytest.mark.parametrize("base", [20, 4])
def test_protect_both__few_who_did_not__hides_how_many_did_where_that_is_asked(base: int) -> None:
    """The second group is public or small: the tables are protected by rows or by solving."""
    values = add_totals(np.array([[20, base, 20], [18, 0, 10]]))
    for least_silent, is_hidden in ((1, False), (THRESHOLD, True)):
        shown, _ = protect_both(make_tally(values), make_tally(values), THRESHOLD, least_silent=least_silent)
        assert read_hidden(shown, values)[1, 0] == is_hidden
        assert not is_hidden or not attack([values], [read_hidden(shown, values)], False, hides_silent=True)


@pytest.mark.parametrize("adds_up", [False, True])
@given(draw=st.data())
@settings(steady, max_examples=20)
def test_two_protected_tables__subtracted__give_no_small_number_away(
    adds_up: bool, draw: st.DataObject
) -> None:
    every, own = draw.draw(parts(adds_up))
    shown = protect_both(make_tally(every), make_tally(own), THRESHOLD, adds_up=adds_up)
    assert not attack([every, own], [read_hidden(one, every) for one in shown], adds_up)


def test_attacker__against_primary_suppression_alone__wins() -> None:
    """The attack of the other tests can succeed: hiding small cells only is not enough."""
    values = add_totals(np.array([[20, 20, 20], [3, 10, 12]]))
    assert attack([values], [(values > 0) & (values < THRESHOLD)], False)


def test_protect__one_small_cell__hides_the_smallest_other_of_its_row() -> None:
    values = add_totals(np.array([[20, 20, 20], [3, 10, 12]]))
    shown = protect(make_tally(values), THRESHOLD)
    hidden = shown[shown["hidden"]]
    assert list(zip(hidden["label"], hidden["group"], strict=True)) == [("T01", "g0"), ("T01", "g1")]
    assert hidden["count"].isna().all() and hidden["share_pct"].isna().all()
    assert shown.loc[~shown["hidden"], "count"].tolist() == [20, 20, 20, 60, 12, 25]


def test_protect__a_small_base__hides_it_and_the_shares_that_would_show_it() -> None:
    values = add_totals(np.array([[4, 30, 30], [0, 10, 12]]))
    shown = protect(make_tally(values), THRESHOLD).set_index(["label", "group"])
    assert pd.isna(shown.loc[("T01", "g0"), "base"]) and pd.isna(shown.loc[("T01", "g0"), "share_pct"])
    assert shown.loc[("T01", "g0"), "count"] == 0


def test_protect__named_groups__are_always_shown_and_the_rest_still_safe() -> None:
    values = add_totals(np.array([[20, 20, 20], [2, 3, 12]]))
    shown = protect(make_tally(values), THRESHOLD, exempt={"g0"})
    hidden = read_hidden(shown, values)
    assert not hidden[:, 0].any()
    assert hidden[1].tolist() == [False, True, True, False]


def test_protect__only_named_groups__shows_their_small_total() -> None:
    values = add_totals(np.array([[2, 1]]))
    assert not protect(make_tally(values), THRESHOLD, exempt={"g0", "g1"})["hidden"].any()


def test_protect__whatever_it_hides__gives_a_frame_of_its_schema_with_nothing_beneath() -> None:
    shown = protect(make_tally(add_totals(np.array([[40, 3], [20, 2], [9, 1]]))), THRESHOLD)
    assert shown["hidden"].any() and shown["base"].isna().any()
    pd.testing.assert_frame_equal(shown, columns.check(shown, columns.PROTECTED))
    assert {*shown["count"].array._data[shown["hidden"]]} == {0}


def test_protect__large_counts_only__hides_nothing() -> None:
    values = add_totals(np.array([[20, 30], [0, 10]]))
    assert not protect(make_tally(values), THRESHOLD)["hidden"].any()


def test_protect_both__only_the_difference_small__hides_the_count_without() -> None:
    every, own = add_totals(np.array([[40, 50], [20, 30]])), add_totals(np.array([[38, 42], [20, 22]]))
    first, second = protect_both(make_tally(every), make_tally(own), THRESHOLD)
    assert not first["hidden"].any()
    assert read_hidden(second, own).tolist() == [[True, True, False], [False, False, False]]


@pytest.mark.parametrize("threshold", [0, 1, 2])
def test_protect__a_threshold_that_protects_nobody__is_refused(threshold: int) -> None:
    with pytest.raises(errors.WrongSetting, match="A004"):
        protect(make_tally(add_totals(np.array([[20]]))), threshold)


@pytest.mark.parametrize(
    ("values", "adds_up"),
    [([[5, 5, 11]], False), ([[5, 5, 10], [6, 1, 7]], False), ([[5, 5, 10], [1, 1, 2]], True)],
)
def test_protect__a_table_that_does_not_add_up__is_refused(values: list[list[int]], adds_up: bool) -> None:
    with pytest.raises(errors.WrongValues):
        protect(make_tally(np.array(values)), THRESHOLD, adds_up=adds_up)


def test_protect_both__a_table_that_is_no_part__is_refused() -> None:
    small, large = add_totals(np.array([[20]])), add_totals(np.array([[21]]))
    with pytest.raises(errors.WrongValues):
        protect_both(make_tally(small), make_tally(large), THRESHOLD)
