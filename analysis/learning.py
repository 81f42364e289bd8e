"""Learning from decisions: one classifier over pairs of text and code, blended with the descriptions.

What decisions say beyond the descriptions is spread to texts alike in meaning and words (kernel ridge
regression on what the descriptions got wrong; the amount of smoothing is chosen by leaving each decision
out). A logistic regression over all pairs decided then weighs both. It is fitted on what each pair looks like
to all the others, so that it calibrates as well, and starts from the descriptions alone: few decisions move
little, and none are thrown away.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit, logit

from analysis.codebook import Code
from analysis.decisions import Decisions

_EVERYWHERE = 0.2
"""How far a decision speaks for all texts, beside 1 for the same meaning and 1 for the same words."""
_SMOOTHING = (0.1, 0.3, 1.0, 3.0)
_START = np.array([0.0, 1.0, 3.0])
"""Weights with no decisions: none for all alike, the descriptions' own, and of what decisions add."""
_HOLD = np.array([1.0, 1.0, 0.1])
_HALFWAY = 10
"""With so many texts decided about, what was learnt and the descriptions count alike."""
_SURE = 0.005
_MAX_LEARNT = 1_000
"""Texts learnt from for one code; of more, those evenly spread over the corpus."""
_BLOCK = 1_000


@dataclass(frozen=True)
class Likeness:
    """How alike texts are: in meaning (unit rows, or None without the model) and in words (unit rows)."""

    vectors: np.ndarray | None
    words: csr_matrix

    def compare(self, some: Sequence[int], others: Sequence[int]) -> np.ndarray:
        """Compare texts (rows) with others (columns)."""
        found: np.ndarray = _EVERYWHERE + (self.words[list(some)] @ self.words[list(others)].T).toarray()
        if self.vectors is not None:
            near = self.vectors[list(some)] @ self.vectors[list(others)].T
            found = found + np.exp(2 * (near.astype(np.float64) - 1))
        return found


@dataclass(frozen=True)
class _Group:
    """Codes decided about for the same texts, what is left to explain there, and their texts' likeness."""

    texts: list[int]
    codes: list[int]
    wanted: np.ndarray
    left: np.ndarray
    values: np.ndarray
    axes: np.ndarray

    def solve(self, smoothing: float) -> np.ndarray:
        """Give the weights of the texts for each code."""
        found: np.ndarray = self.axes @ ((self.axes.T @ self.left) / (self.values + smoothing)[:, None])
        return found

    def leave_out(self, smoothing: float) -> np.ndarray:
        """Estimate what is left of each text from the other texts alone."""
        own = (self.axes**2 / (self.values + smoothing)).sum(axis=1, keepdims=True)
        return np.asarray(self.left - self.solve(smoothing) / own)


def learn(
    described: np.ndarray, decisions: Decisions, codes: Sequence[Code], likeness: Likeness
) -> np.ndarray:
    """Make new probabilities of what the descriptions gave and what people decided.

    described: the probability of each code (columns) in each text (rows), from descriptions alone.
    """
    groups = _make_groups(described, decisions, codes, likeness)
    if not groups:
        return described
    smoothing = min(_SMOOTHING, key=lambda one: (round(_measure(groups, one), 9), -one))
    weights = _weigh(groups, described, smoothing)
    share = _count_texts(groups) / (_count_texts(groups) + _HALFWAY)
    weights = share * weights + (1 - share) * _START
    added = _spread(groups, likeness, described.shape, smoothing)
    return np.asarray(expit(weights[0] + weights[1] * _find_logits(described) + weights[2] * added))


def _make_groups(
    described: np.ndarray, decisions: Decisions, codes: Sequence[Code], likeness: Likeness
) -> list[_Group]:
    places = {code.code: place for place, code in enumerate(codes)}
    by_code: dict[int, list[int]] = defaultdict(list)
    for text, code in sorted(decisions.shares):
        if code in places:
            by_code[places[code]].append(text)
    by_texts: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place in sorted(by_code):
        by_texts[tuple(_draw(by_code[place]))].append(place)
    return [
        _make_group(list(texts), same, described, decisions, codes, likeness)
        for texts, same in by_texts.items()
    ]


def _make_group(
    texts: list[int],
    places: list[int],
    described: np.ndarray,
    decisions: Decisions,
    codes: Sequence[Code],
    likeness: Likeness,
) -> _Group:
    wanted = np.array([[decisions.shares[text, codes[place].code] for place in places] for text in texts])
    values, axes = np.linalg.eigh(likeness.compare(texts, texts))
    left = wanted - described[np.ix_(texts, places)]
    return _Group(texts, places, wanted, left, np.maximum(values, 0), axes)


def _draw(texts: list[int]) -> list[int]:
    if len(texts) <= _MAX_LEARNT:
        return texts
    return [texts[place] for place in np.linspace(0, len(texts) - 1, _MAX_LEARNT).astype(int)]


def _measure(groups: Sequence[_Group], smoothing: float) -> float:
    return sum(float(((group.left - group.leave_out(smoothing)) ** 2).sum()) for group in groups)


def _count_texts(groups: Sequence[_Group]) -> int:
    return len({text for group in groups for text in group.texts})


def _weigh(groups: Sequence[_Group], described: np.ndarray, smoothing: float) -> np.ndarray:
    """Fit the weights of the pair classifier, held near where they start."""
    known = np.concatenate([described[np.ix_(one.texts, one.codes)].ravel() for one in groups])
    others = np.concatenate([one.leave_out(smoothing).ravel() for one in groups])
    wanted = np.concatenate([one.wanted.ravel() for one in groups])
    rows = np.stack([np.ones(len(known)), _find_logits(known), others], axis=1)

    def measure_loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        found = rows @ weights
        away = weights - _START
        loss = (np.logaddexp(0, found) - wanted * found).sum() + (_HOLD * away**2).sum()
        return float(loss), rows.T @ (expit(found) - wanted) + 2 * _HOLD * away

    return np.asarray(minimize(measure_loss, _START, jac=True, method="L-BFGS-B").x)


def _spread(
    groups: Sequence[_Group], likeness: Likeness, shape: tuple[int, ...], smoothing: float
) -> np.ndarray:
    """Spread what is left to all texts."""
    added = np.zeros(shape)
    solved = [(one, one.solve(smoothing)) for one in groups]
    for start in range(0, shape[0], _BLOCK):
        rows = range(start, min(start + _BLOCK, shape[0]))
        for group, weights in solved:
            added[np.ix_(rows, group.codes)] = likeness.compare(rows, group.texts) @ weights
    return added


def _find_logits(shares: np.ndarray) -> np.ndarray:
    return np.asarray(logit(np.clip(shares, _SURE, 1 - _SURE)))
