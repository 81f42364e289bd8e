"""Learning from decisions: one classifier over pairs of text and code, blended with the descriptions.

What decisions say beyond the descriptions is spread to texts alike in meaning (kernel ridge regression on
what the descriptions got wrong; the amount of smoothing is chosen by leaving each decision out). What that
leaves is spread to texts alike in words. Meaning comes first because it alone reaches other languages: learnt
together, words would explain there what meaning could have taught elsewhere.

A logistic regression over all pairs decided then weighs both. It is fitted on what each pair looks like to
all the others, so that it calibrates as well, and starts from the descriptions alone: few decisions move
little, and none are thrown away.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit, logit

from analysis.codebook import Code
from analysis.decisions import Decisions
from analysis.texts_learnt_from import CodesTogether, choose_texts

_EVERYWHERE = 0.2
"""How far a decision speaks for all texts, beside 1 for the same meaning."""
_SMOOTHING = (0.1, 0.3, 1.0, 3.0)
_WORDS_SMOOTHING = 1.0
_START = np.array([0.0, 1.0, 3.0])
"""Weights with no decisions: none for all alike, the descriptions' own, and of what decisions add."""
_HOLD = np.array([1.0, 1.0, 0.1])
_HALFWAY = 10
"""With so many texts decided about, what was learnt and the descriptions count alike."""
_SURE = 0.005
_BLOCK = 1_000
_MAX_TOGETHER = 5_000
"""Texts learnt from with which a block is compared at once, for all groups that they are of."""


@dataclass(frozen=True)
class Likeness:
    """How alike texts are: in meaning (unit rows, or None without the model) and in words (unit rows)."""

    vectors: np.ndarray | None
    words: csr_matrix

    def compare(self, some: Sequence[int], others: Sequence[int]) -> np.ndarray:
        """Compare texts (rows) with others (columns) by meaning; by words without the model."""
        if self.vectors is None:
            return _EVERYWHERE + self.compare_words(some, others)
        near = self.vectors[list(some)] @ self.vectors[list(others)].T
        return np.asarray(_EVERYWHERE + np.exp(2 * (near.astype(np.float64) - 1)))

    def compare_words(self, some: Sequence[int], others: Sequence[int]) -> np.ndarray:
        """Compare texts (rows) with others (columns) by the words that they share."""
        found: np.ndarray = (self.words[list(some)] @ self.words[list(others)].T).toarray()
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


@dataclass(frozen=True)
class _Learnt:
    """What was learnt of a group: weights of its texts by likeness, by words where they come after it.

    others: what each text's own decisions look like to the other texts.
    """

    group: _Group
    weights: np.ndarray
    by_words: np.ndarray | None
    others: np.ndarray

    def spread(self, near: np.ndarray, words: np.ndarray | None) -> np.ndarray:
        """Spread what was learnt to texts (rows), by how near they are to the group's and share words."""
        found: np.ndarray = near @ self.weights
        if self.by_words is not None and words is not None:
            found = found + words @ self.by_words
        return found


def learn(
    described: np.ndarray, decisions: Decisions, codes: Sequence[Code], likeness: Likeness
) -> np.ndarray:
    """Make new probabilities of what the descriptions gave and what people decided.

    described: the probability of each code (columns) in each text (rows), from descriptions alone.
    """
    decided = _sort_by_code(decisions, codes)
    if not decided:
        return described
    groups = [_make_group(one, decided, described, likeness) for one in choose_texts(decided, len(described))]
    smoothing = min(_SMOOTHING, key=lambda one: (round(_measure(groups, one), 9), -one))
    learnt = [_learn_group(group, likeness, smoothing) for group in groups]
    weights = _weigh(learnt, described)
    texts = len({text for shares in decided.values() for text in shares})
    share = texts / (texts + _HALFWAY)
    weights = share * weights + (1 - share) * _START
    added = _spread(learnt, likeness, described.shape)
    return np.asarray(expit(weights[0] + weights[1] * _find_logits(described) + weights[2] * added))


def _sort_by_code(decisions: Decisions, codes: Sequence[Code]) -> dict[int, dict[int, float]]:
    """The shares accepted, by place of code and text."""
    places = {code.code: place for place, code in enumerate(codes)}
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for (text, code), share in decisions.shares.items():
        if code in places:
            found[places[code]][text] = share
    return found


def _make_group(
    together: CodesTogether,
    decided: dict[int, dict[int, float]],
    described: np.ndarray,
    likeness: Likeness,
) -> _Group:
    texts, codes = together.texts, together.codes
    known = described[np.ix_(texts, codes)]
    wanted = known.copy()
    rows = {text: row for row, text in enumerate(texts)}
    for column, code in enumerate(codes):
        for text, share in decided[code].items():
            if text in rows:
                wanted[rows[text], column] = share
    values, axes = np.linalg.eigh(likeness.compare(texts, texts))
    return _Group(texts, codes, wanted, wanted - known, np.maximum(values, 0), axes)


def _learn_group(group: _Group, likeness: Likeness, smoothing: float) -> _Learnt:
    weights, others = group.solve(smoothing), group.leave_out(smoothing)
    if likeness.vectors is None:
        return _Learnt(group, weights, None, others)
    still = group.left - others
    alike = likeness.compare_words(group.texts, group.texts)
    inverse = np.linalg.inv(alike + _WORDS_SMOOTHING * np.eye(len(alike)))
    by_words = inverse @ still
    return _Learnt(group, weights, by_words, others + still - by_words / np.diag(inverse)[:, None])


def _measure(groups: Sequence[_Group], smoothing: float) -> float:
    return sum(float(((group.left - group.leave_out(smoothing)) ** 2).sum()) for group in groups)


def _weigh(learnt: Sequence[_Learnt], described: np.ndarray) -> np.ndarray:
    """Fit the weights of the pair classifier, held near where they start."""
    groups = [one.group for one in learnt]
    known = np.concatenate([described[np.ix_(one.texts, one.codes)].ravel() for one in groups])
    others = np.concatenate([one.others.ravel() for one in learnt])
    wanted = np.concatenate([one.wanted.ravel() for one in groups])
    rows = np.stack([np.ones(len(known)), _find_logits(known), others], axis=1)

    def measure_loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        found = rows @ weights
        away = weights - _START
        loss = (np.logaddexp(0, found) - wanted * found).sum() + (_HOLD * away**2).sum()
        return float(loss), rows.T @ (expit(found) - wanted) + 2 * _HOLD * away

    return np.asarray(minimize(measure_loss, _START, jac=True, method="L-BFGS-B").x)


def _spread(learnt: Sequence[_Learnt], likeness: Likeness, shape: tuple[int, ...]) -> np.ndarray:
    """Spread what is left to all texts; each is compared once with all that several groups learnt from."""
    added = np.zeros(shape)
    for some in _take_together(learnt):
        texts = sorted({text for one in some for text in one.group.texts})
        places = [np.searchsorted(texts, one.group.texts) for one in some]
        with_words = any(one.by_words is not None for one in some)
        for start in range(0, shape[0], _BLOCK):
            rows = range(start, min(start + _BLOCK, shape[0]))
            near = likeness.compare(rows, texts)
            words = likeness.compare_words(rows, texts) if with_words else None
            for one, own in zip(some, places, strict=True):
                found = one.spread(near[:, own], None if words is None else words[:, own])
                added[start : rows.stop, one.group.codes] = found
    return added


def _take_together(learnt: Sequence[_Learnt]) -> Iterator[list[_Learnt]]:
    """Take as many groups at a time as have few enough texts together."""
    some: list[_Learnt] = []
    texts: set[int] = set()
    for one in learnt:
        joined = texts.union(one.group.texts)
        if some and len(joined) > _MAX_TOGETHER:
            yield some
            some, joined = [], set(one.group.texts)
        some.append(one)
        texts = joined
    yield some


def _find_logits(shares: np.ndarray) -> np.ndarray:
    return np.asarray(logit(np.clip(shares, _SURE, 1 - _SURE)))
