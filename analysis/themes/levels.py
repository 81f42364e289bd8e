"""The groups of a tree at each number of groups, numbered by their first points."""

from collections import deque
from collections.abc import Iterator, Sequence

import numpy as np

Step = tuple[int, int]
"""Two points whose groups are joined."""


def cut(tree: np.ndarray, most: int) -> np.ndarray:
    """Number the group of each point (rows) for one group, two groups and so on (columns).

    tree: as SciPy's linkage gives it. Where there is a column for each point in a group of its own, all are
    in one there: SciPy's cut_tree says so, whose numbers these are in a twentieth of the time.
    """
    points = len(tree) + 1
    columns = min(points, most)
    found = np.zeros((points, columns), dtype=int)
    steps = _order_steps(tree)
    first = min(columns, points - 1)
    groups = _join_first(points, steps[: points - first])
    for column, step in zip(range(first - 1, -1, -1), [None, *steps[points - first :]], strict=True):
        groups = groups if step is None else _join_two(groups, step)
        found[:, column] = groups
    return found


def _order_steps(tree: np.ndarray) -> list[Step]:
    """List which points' groups are joined, nearest first; of equals what is lower in the tree."""
    points = len(tree) + 1
    children = tree[:, :2].astype(int).tolist()
    standing = list(range(points))
    for one, _ in children:
        standing.append(standing[one])
    from_top = {node: place for place, node in enumerate(_go_down(children, points))}
    order = sorted(range(len(tree)), key=lambda row: (tree[row, 2], -from_top[points + row]))
    return [(standing[children[row][0]], standing[children[row][1]]) for row in order]


def _go_down(children: Sequence[Sequence[int]], points: int) -> Iterator[int]:
    """Give the joints of a tree level by level, the second child before the first."""
    waiting = deque([points + len(children) - 1])
    while waiting:
        node = waiting.popleft()
        if node >= points:
            yield node
            waiting.extend(reversed(children[node - points]))


def _join_first(points: int, steps: Sequence[Step]) -> np.ndarray:
    """Number the group of each point after these steps."""
    joined = list(range(points))
    for step in steps:
        one, other = (_find_first(joined, point) for point in step)
        joined[max(one, other)] = min(one, other)
    firsts = [_find_first(joined, point) for point in range(points)]
    return np.unique(firsts, return_inverse=True)[1]


def _find_first(joined: list[int], point: int) -> int:
    """Find the first point of a point's group, and remember it."""
    first = point
    while joined[first] != first:
        first = joined[first]
    joined[point] = first
    return first


def _join_two(groups: np.ndarray, step: Step) -> np.ndarray:
    kept, gone = sorted((groups[step[0]], groups[step[1]]))
    joined = np.where(groups == gone, kept, groups)
    return joined - (joined > gone)
