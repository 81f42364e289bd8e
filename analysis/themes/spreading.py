"""How far the themes of a broader theme share a phrase: what one alone says is the name of that one."""

from collections.abc import Sequence

import numpy as np

from analysis.themes.candidates import Candidate

_ALONE = 0.01
"""How much a phrase counts of which one theme alone says most."""
_LEADING = 0.5
"""How much the best such phrase of each theme counts: little may be shared where themes only stand near."""
_SHARED = 2
"""The texts that must have a phrase for it to lead."""


def measure_spreads(
    candidates: Sequence[Candidate],
    scores: np.ndarray,
    groups: np.ndarray,
    broader: np.ndarray,
    in_main: frozenset[int],
) -> np.ndarray:
    """Say what each phrase (rows) counts for in each broader theme: 1 where two of its themes say it alike.

    scores: of the phrases in each broader theme. groups: the theme of each text. broader: of each theme.
    """
    count, themes = scores.shape[1], len(broader)
    said = np.array([np.bincount(groups[sorted(one.texts)], minlength=themes) for one in candidates])
    spreads = np.full(scores.shape, _ALONE)
    for number in range(count):
        inside = said.reshape(-1, themes) * (broader == number)
        alike = inside.sum(axis=1) ** 2 / np.maximum((inside**2).sum(axis=1), 1)
        spreads[:, number] = np.clip(alike - 1, _ALONE, 1)
        leading = _list_leading(candidates, np.round(scores[:, number], 6), inside, in_main)
        spreads[leading, number] = np.maximum(spreads[leading, number], _LEADING)
    return spreads


def _list_leading(
    candidates: Sequence[Candidate], scores: np.ndarray, inside: np.ndarray, in_main: frozenset[int]
) -> list[int]:
    """List the best phrase of each theme, of those that several texts and the main language have."""
    fit = [
        row
        for row in np.flatnonzero(scores > 0).tolist()
        if len(candidates[row].texts) >= _SHARED and candidates[row].texts & in_main
    ]
    best: dict[int, int] = {}
    for row in sorted(fit, key=lambda row: (-scores[row], candidates[row].key)):
        best.setdefault(int(inside[row].argmax()), row)
    return sorted(best.values())
