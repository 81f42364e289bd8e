"""Trees of themes: cut as SciPy cuts them, and groupings compared as scikit-learn compares them."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import cut_tree
from sklearn.metrics import adjusted_rand_score

from analysis.themes.agreement import find_best_overlaps, measure_agreement
from analysis.themes.levels import cut
from analysis.themes.trees import grow_tree
from analysis.vectors import make_unit


@pytest.mark.parametrize("kind", ["apart", "with many ties", "all the same"])
@pytest.mark.parametrize("count", [2, 3, 41])
def test_groups__at_each_number_of_groups__are_those_that_scipy_gives(kind: str, count: int) -> None:
    points = np.random.default_rng(count).normal(size=(count, 4))
    points = {"apart": points, "with many ties": np.round(points), "all the same": np.ones_like(points)}[kind]
    tree = grow_tree(make_unit(points), seed=1)
    for most in (1, 7, count - 1, count, count + 5):
        wanted = cut_tree(tree, list(range(1, min(count, most) + 1)))
        assert cut(tree, most).tolist() == wanted.tolist()


def test_agreement__of_two_groupings__is_the_adjusted_rand_index() -> None:
    chance = np.random.default_rng(7)
    for _ in range(20):
        one, other = chance.integers(0, 4, 30), chance.integers(0, 6, 30)
        assert measure_agreement(one, other) == adjusted_rand_score(one, other)
    assert measure_agreement(np.array([0, 0, 1]), np.array([2, 2, 0])) == 1.0


def test_overlap__of_groups__is_what_both_have_over_what_either_has_by_weight() -> None:
    one, other = np.array([0, 0, 1, 1]), np.array([0, 2, 2, 2])
    found = find_best_overlaps(one, other, np.array([1.0, 3.0, 2.0, 2.0]), 3)
    assert found.tolist() == [3 / 8, 4 / 7, 0.0]
