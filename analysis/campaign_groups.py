"""Distinct texts put into groups that share wording with one leader.

Joining whatever resembles any member would chain unrelated texts: an answer that pastes two letters together
would join the two. So a text joins a group only if it shares wording with the leader, and with that part
of the leader's wording which most members have.
"""

from collections import defaultdict, deque

import numpy as np

from analysis import columns
from analysis.shingles import (
    DistinctText,
    list_candidate_pairs,
    measure_containment,
    measure_containments,
)

MIN_CONTAINMENT = 0.5


def group_texts(texts: list[DistinctText]) -> list[list[int]]:
    """Group texts by shared wording; each text is in one group, alone if it shares nothing.

    Leaders are taken by the number of rows their neighbours have, then their own, then order.
    """
    neighbours = _list_neighbours(texts)
    weights = [
        (-sum(len(texts[other].rows) for other in neighbours[one]), -len(texts[one].rows), one)
        for one in range(len(texts))
    ]
    free = set(range(len(texts)))
    groups = []
    for _, _, leader in sorted(weights):
        if leader in free:
            group = _grow(leader, texts, neighbours, free)
            free.difference_update(group)
            groups.append(group)
    return groups


def _list_neighbours(texts: list[DistinctText]) -> dict[int, list[int]]:
    """List for each text those that share enough wording with it, nearest first."""
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    pairs = list_candidate_pairs(texts)
    shares = columns.round_scores(measure_containments(texts, pairs))
    for place in np.flatnonzero(shares >= MIN_CONTAINMENT).tolist():
        (first, second), shared = pairs[place], float(shares[place])
        near[first].append((-shared, second))
        near[second].append((-shared, first))
    return defaultdict(list, {one: [other for _, other in sorted(found)] for one, found in near.items()})


def _grow(
    leader: int, texts: list[DistinctText], neighbours: dict[int, list[int]], free: set[int]
) -> list[int]:
    wording = texts[leader].shingles
    held_by = np.full(len(wording), 1)
    group, seen, waiting = [leader], {leader}, deque(neighbours[leader])
    while waiting:
        candidate = waiting.popleft()
        if candidate in seen or candidate not in free:
            continue
        seen.add(candidate)
        shingles = texts[candidate].shingles
        core = wording[held_by * 2 > len(group)]
        if (
            min(measure_containment(wording, shingles), measure_containment(core, shingles))
            >= MIN_CONTAINMENT
        ):
            group.append(candidate)
            held_by += np.isin(wording, shingles, assume_unique=True)
            waiting.extend(neighbours[candidate])
    return group
