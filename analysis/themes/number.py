"""How many themes, and how stable each one is: what comes back when a fifth of the texts is left out.

Agreement is the adjusted Rand index between the groups of all texts and those found anew without a fifth. Few
groups agree easily and say little, so the lowest number grows with the texts. Of the numbers that agree
nearly as well as the best the largest is taken: the finest themes that come back. Broader themes are the same
tree cut higher, at the number up to half as large that agrees best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt

import numpy as np

from analysis.progress import Watch
from analysis.themes.agreement import find_best_overlaps, measure_agreement
from analysis.themes.cutting import Cut, cut_by_number, find_broader
from analysis.themes.gathering import Gathered, gather
from analysis.themes.trees import Tree, draw_places, grow_tree

STEP = "choosing the number of themes"
MIN_TEXTS = 8
_LEAST_BROADER = 2
_NEARLY = 0.02


@dataclass(frozen=True)
class Grouping:
    """The group of each text, the broader group of each group, and the stability of both from 0 to 1.

    broader: empty where there are too few groups to stand in broader ones.
    """

    groups: np.ndarray
    stability: np.ndarray
    broader: np.ndarray
    broader_stability: np.ndarray


@dataclass(frozen=True)
class _Grown:
    """A tree of some of the gathered points, and its cuts."""

    places: np.ndarray
    tree: Tree
    cuts: Mapping[int, Cut]


def list_counts(texts: int, most: int) -> range:
    """List the numbers of themes that make sense for so many different texts."""
    if texts < MIN_TEXTS:
        return range(1, 2)
    lowest = min(max(2, round(sqrt(texts) / 2.5)), 12, most)
    return range(lowest, max(lowest, min(most, round(2 * sqrt(texts)))) + 1)


def group_stably(
    texts: Sequence[str], points: np.ndarray, counts: Sequence[int], subsamples: int, watch: Watch
) -> Grouping:
    """Group texts into the number of groups that subsamples confirm best, of those that can be had."""
    nothing = np.zeros(0)
    if len(texts) < 2 or list(counts) == [1]:
        one = np.ones(min(len(texts), 1))
        return Grouping(np.zeros(len(texts), dtype=int), one, nothing.astype(int), nothing)
    order = _order_by_hash(texts)
    gathered = gather(points[order])
    found = _group(gathered, counts, subsamples, watch)
    groups = np.empty(len(texts), dtype=int)
    groups[order] = found.groups[gathered.standing]
    return Grouping(groups, found.stability, found.broader, found.broader_stability)


def _order_by_hash(texts: Sequence[str]) -> np.ndarray:
    """Order texts so that what is drawn does not depend on the order they came in."""
    ranks = [sha256(text.encode("utf-8", "replace")).digest() for text in texts]
    return np.array(sorted(range(len(texts)), key=lambda place: (ranks[place], place)))


def _group(gathered: Gathered, counts: Sequence[int], subsamples: int, watch: Watch) -> Grouping:
    most = max(counts)
    whole = _grow(gathered, np.arange(len(gathered.points)), most, seed=0)
    chance = np.random.default_rng(0)
    samples = []
    for number in range(1, subsamples + 1):
        watch.tell(STEP, number - 1, subsamples)
        samples.append(_grow(gathered, draw_places(len(gathered.points), chance), most, seed=number))
    weights = gathered.weights
    agreement = {count: _agree(count, whole, samples) for count in whole.cuts}
    count = choose_count(agreement, counts)
    fine = whole.cuts[count]
    parts = [_get_nearest_cut(one, count).groups for one in samples]
    stability = _measure_each(fine.groups, parts, samples, weights)
    broader = _choose_broader(whole, fine, agreement, count)
    if broader is None:
        return Grouping(fine.groups, stability, np.zeros(0, dtype=int), np.zeros(0))
    coarse = broader[fine.groups]
    parts = [_get_nearest_cut(one, int(broader.max()) + 1).groups for one in samples]
    return Grouping(fine.groups, stability, broader, _measure_each(coarse, parts, samples, weights))


def _grow(gathered: Gathered, places: np.ndarray, most: int, seed: int) -> _Grown:
    points, weights = gathered.points[places], gathered.weights[places]
    tree = grow_tree(points, seed)
    return _Grown(places, tree, cut_by_number(tree, points, weights, most))


def _get_nearest_cut(grown: _Grown, count: int) -> Cut:
    return grown.cuts[min(grown.cuts, key=lambda one: (abs(one - count), one))]


def _agree(count: int, whole: _Grown, samples: Sequence[_Grown]) -> float:
    groups = whole.cuts[count].groups
    scores = [measure_agreement(groups[one.places], _get_nearest_cut(one, count).groups) for one in samples]
    return round(float(np.mean(scores)), 6)


def choose_count(agreement: Mapping[int, float], counts: Sequence[int]) -> int:
    """Choose the largest of these numbers that agrees nearly as well as the best, or the nearest there is."""
    among = {count: score for count, score in agreement.items() if count in counts}
    if not among:
        return min(agreement, key=lambda count: (abs(count - max(counts)), count))
    best = max(among.values())
    return max(count for count, score in among.items() if score >= best - _NEARLY)


def _choose_broader(
    whole: _Grown, fine: Cut, agreement: Mapping[int, float], count: int
) -> np.ndarray | None:
    numbers = [one for one in agreement if max(_LEAST_BROADER, round(sqrt(count))) <= one <= count // 2]
    best_first = sorted(numbers, key=lambda one: (-agreement[one], one))
    options = (find_broader(whole.tree, fine, number) for number in best_first)
    return next((option for option in options if option is not None), None)


def _measure_each(
    whole: np.ndarray, parts: Sequence[np.ndarray], samples: Sequence[_Grown], weights: np.ndarray
) -> np.ndarray:
    """Measure each group by its best match in each subsample (shared texts over all texts of both)."""
    count = int(whole.max()) + 1
    found = [
        find_best_overlaps(whole[sample.places], part, weights[sample.places], count)
        for part, sample in zip(parts, samples, strict=True)
    ]
    return np.asarray(np.mean(found, axis=0))
