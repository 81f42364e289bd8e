"""How many themes, and how stable each one is: what comes back when a fifth of the texts is left out.

Agreement is the adjusted Rand index between the groups of all texts and those of a subsample. Few groups
agree easily and say little, so the lowest number grows with the texts; above it the smallest number is taken
that agrees nearly as well as the best.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt

import numpy as np
from sklearn.metrics import adjusted_rand_score

from analysis.progress import Watch
from analysis.themes.clusters import cut, grow_tree

STEP = "choosing the number of themes"
SHARE_KEPT = 0.8
MIN_TEXTS = 8
_NEARLY = 0.02


@dataclass(frozen=True)
class Grouping:
    """The group of each text, and the stability of each group from 0 to 1."""

    groups: np.ndarray
    stability: np.ndarray


@dataclass(frozen=True)
class _Sample:
    places: np.ndarray
    points: np.ndarray
    tree: np.ndarray


def list_counts(texts: int, most: int) -> range:
    """List the numbers of themes that make sense for so many different texts."""
    if texts < MIN_TEXTS:
        return range(1, 2)
    lowest = min(max(2, round(sqrt(texts) / 2.5)), 12, most)
    return range(lowest, max(lowest, min(most, round(sqrt(texts)))) + 1)


def group_stably(
    texts: Sequence[str], points: np.ndarray, counts: Sequence[int], subsamples: int, watch: Watch
) -> Grouping:
    """Group texts into the number of groups that subsamples confirm best."""
    if len(texts) < 2 or list(counts) == [1]:
        return Grouping(np.zeros(len(texts), dtype=int), np.ones(min(len(texts), 1)))
    tree = grow_tree(points)
    samples = []
    for number in range(subsamples):
        watch.tell(STEP, number, subsamples)
        samples.append(_draw(texts, points, number))
    full = {count: cut(tree, points, count) for count in counts}
    parts = {count: [cut(one.tree, one.points, count) for one in samples] for count in counts}
    count = _choose({count: _agree(full[count], parts[count], samples) for count in counts})
    return Grouping(full[count], _measure_each(full[count], parts[count], samples, count))


def _draw(texts: Sequence[str], points: np.ndarray, number: int) -> _Sample:
    """Draw four fifths of the texts by hash, so that the order of the texts does not matter."""
    ranks = [sha256(f"{number} {text}".encode("utf-8", "replace")).digest() for text in texts]
    order = sorted(range(len(texts)), key=lambda place: (ranks[place], place))
    places = np.array(sorted(order[: max(2, int(SHARE_KEPT * len(texts)))]))
    return _Sample(places, points[places], grow_tree(points[places]))


def _agree(full: np.ndarray, parts: Sequence[np.ndarray], samples: Sequence[_Sample]) -> float:
    scores = [
        adjusted_rand_score(full[sample.places], part) for part, sample in zip(parts, samples, strict=True)
    ]
    return round(float(np.mean(scores)), 6)


def _choose(agreement: dict[int, float]) -> int:
    best = max(agreement.values())
    return min(count for count, score in agreement.items() if score >= best - _NEARLY)


def _measure_each(
    full: np.ndarray, parts: Sequence[np.ndarray], samples: Sequence[_Sample], count: int
) -> np.ndarray:
    """Measure each group by its best match in each subsample (shared texts over all texts of both)."""
    found = np.zeros((len(samples), count))
    for row, (part, sample) in enumerate(zip(parts, samples, strict=True)):
        kept = full[sample.places]
        for group in range(count):
            found[row, group] = max(_overlap(kept == group, part == other) for other in range(count))
    return np.asarray(found.mean(axis=0))


def _overlap(one: np.ndarray, other: np.ndarray) -> float:
    either = int((one | other).sum())
    return float((one & other).sum() / either) if either else 0.0
