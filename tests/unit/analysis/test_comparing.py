"""Differences between groups: found where they are, not named where they are not, and silent about few."""

import math
from dataclasses import astuple

import numpy as np
import pandas as pd
import pytest

from analysis.tables import comparing
from analysis.tables.comparing import correct
from analysis.tables.intervals import Interval, find_difference, find_share
from analysis.tables.protection import protect
from tests.benchmarks.bench_tables import (
    add_totals,
    compare,
    draw_empty,
    look_one_by_one,
    make_tally,
    name_any,
)


def show(*rows: list[int]) -> pd.DataFrame:
    """Protect a table given as its bases, then its labels."""
    return protect(make_tally(add_totals(np.array(rows))), 5)


def test_groups__that_differ__are_named_with_how_much() -> None:
    (found,) = compare(show([40, 40, 40], [30, 8, 9]))
    assert found.differs and found.p is not None and found.p < 0.001
    assert found.apart == "g00" and found.apart_by is not None and found.apart_by.low > 0.3
    assert found.effect is not None and 0.3 < found.effect.low < found.effect.value < found.effect.high <= 1


def test_two_groups__that_differ__are_tested_exactly() -> None:
    (found,) = compare(show([20, 30], [5, 24]))
    assert (found.test, found.apart) == ("Fisher’s exact test", "g01")
    assert found.p == pytest.approx(0.000163, abs=1e-5)
    assert found.effect is not None and found.effect.value == pytest.approx(-0.55)
    assert found.odds is not None and found.odds.value == pytest.approx((5 / 15) / (24 / 6), abs=1e-5)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (([30, 4], [20, 0]), "one group is under five"),
        (([30, 40], [10, 3]), "a count is hidden"),
        (([30, 40], [0, 0]), "nobody raised it"),
        (([30, 40], [30, 40]), "everybody raised it"),
        (([30], [12]), "there is one group"),
        (([0, 0], [0, 0]), "there is nobody"),
    ],
)
def test_groups__with_too_little_to_compare__are_not_tested(rows: tuple[list[int], ...], why: str) -> None:
    (found,) = compare(show(*rows))
    assert (found.p, found.corrected, found.effect, found.apart) == (None, None, None, ""), why
    assert not found.differs


def test_comparison__of_tables_that_show_the_same__is_the_same() -> None:
    """What is hidden has no part in a test, so that nobody can work it out from one."""
    first, second = show([40, 40, 40], [30, 1, 9]), show([40, 40, 40], [29, 3, 8])
    hidden = first["hidden"] & second["hidden"]
    assert hidden.sum() == 2
    assert compare(first.assign(count=second["count"])) == compare(second)


def test_comparison__repeated__is_the_same_and_never_without_a_number() -> None:
    shown = show([40, 30, 20, 9], [10, 0, 8, 9], [0, 30, 20, 9], [7, 7, 7, 7], [40, 30, 20, 8])
    found = compare(shown)
    assert found == compare(shown)
    numbers = [
        value
        for one in found
        for part in (one.effect, one.odds, one.apart_by)
        if part
        for value in astuple(part)
    ]
    assert numbers and all(math.isfinite(value) for value in numbers)


def test_correction__of_one_small_p_among_many__counts_them_all() -> None:
    found = [
        comparing.Comparison(f"T{n}", ("a", "b"), p=p) for n, p in enumerate([0.01, 0.9, 0.9, 0.9, None])
    ]
    assert [one.corrected for one in correct(found)] == [0.04, 0.9, 0.9, 0.9, None]
    assert not correct([])


def test_no_difference__in_empty_data__is_named_seldom_though_single_tests_find_one() -> None:
    """Twenty themes and six sectors; `bench_tables` does the same with hundreds of data sets."""
    rng = np.random.default_rng(3)
    drawn = [draw_empty(rng) for _ in range(25)]
    assert sum(map(name_any, drawn)) <= 3
    assert sum(map(look_one_by_one, drawn[:5])) >= 4


def test_share__of_few__has_an_interval_inside_its_limits() -> None:
    assert find_share(0, 0) is None
    assert find_share(0, 10) == Interval(0.0, 0.0, 0.277533)
    found = find_share(81, 263)
    assert found and astuple(found) == pytest.approx((0.3080, 0.2553, 0.3662), abs=1e-4), "Newcombe 1998"


def test_difference__of_two_shares__is_newcombes() -> None:
    found = find_difference(56, 70, 48, 80)
    assert astuple(found) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4), "Newcombe 1998, method 10"
    assert astuple(find_difference(10, 10, 0, 20)) == pytest.approx((1.0, 0.6791, 1.0), abs=1e-4), "the same"
    with pytest.raises(ValueError, match="nobody"):
        find_difference(0, 0, 1, 2)
