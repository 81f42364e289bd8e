"""Letters in two languages laid side by side: sentences that are each other's nearest, in the same order.

One nearest sentence says little; most of a letter in order does not happen by chance.
"""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from analysis import columns
from analysis.vectors import make_unit

MIN_ALIGNED = 4
MIN_ALIGNED_SHARE = 0.75
MIN_SCORE = 0.3
MAX_LETTERS_ALL = 200
MAX_CANDIDATES = 16
_BLOCK = 500


@dataclass(frozen=True)
class Letter:
    """One wording in one language: the items that have it, the first of which is laid beside others."""

    item_ids: tuple[str, ...]
    language: str
    spans: tuple[tuple[int, int], ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class Match:
    first: int
    second: int
    score: float
    pairs: tuple[tuple[int, int], ...]


def match_letters(letters: list[Letter], vectors: np.ndarray) -> list[Match]:
    """List the pairs of letters in two languages that say the same, in order. vectors: centred unit rows."""
    candidates = list_candidates(letters, vectors)
    found = (align(letters, first, second, vectors) for first, second in candidates)
    return [match for match in found if match is not None]


def list_candidates(letters: list[Letter], vectors: np.ndarray) -> list[tuple[int, int]]:
    """List the pairs (i < j) of letters in two languages: all, or of many letters the nearest as a whole.

    As a whole they are compared by how they differ from the average letter: all are on one topic.
    """
    spoken = np.array([letter.language for letter in letters])
    if len(letters) <= MAX_LETTERS_ALL:
        firsts, seconds = np.nonzero(np.triu(spoken[:, None] != spoken[None, :]))
        return list(zip(firsts.tolist(), seconds.tolist(), strict=True))
    means = np.stack([vectors[list(letter.places)].mean(axis=0) for letter in letters])
    means = make_unit(means - means.mean(axis=0))
    pairs = set[tuple[int, int]]()
    for start in range(0, len(letters), _BLOCK):
        likeness = columns.round_scores(means[start : start + _BLOCK] @ means.T)
        likeness[spoken[start : start + _BLOCK, None] == spoken[None, :]] = -2
        nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :MAX_CANDIDATES]
        for row, near in enumerate(nearest.tolist(), start):
            others = (other for other in near if spoken[other] != spoken[row])
            pairs.update((min(row, other), max(row, other)) for other in others)
    return sorted(pairs)


def align(letters: list[Letter], first: int, second: int, vectors: np.ndarray) -> Match | None:
    """Pair the sentences of two letters that are each other's nearest and in the same order."""
    one, other = letters[first].places, letters[second].places
    likeness = columns.round_scores(vectors[list(one)] @ vectors[list(other)].T)
    there, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    mutual = [(place, int(near)) for place, near in enumerate(there) if back[near] == place]
    pairs = _keep_in_order(mutual)
    share = len(pairs) / min(len(one), len(other))
    if len(pairs) < MIN_ALIGNED or share < MIN_ALIGNED_SHARE:
        return None
    mean = float(np.mean([likeness[pair] for pair in pairs]))
    score = min(1.0, max(0.0, float(columns.round_scores(share * mean))))
    return Match(first, second, score, tuple(pairs)) if score >= MIN_SCORE else None


def _keep_in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest chain of pairs that goes on in both letters."""
    ends, last, before = list[int](), list[int](), list[int]()
    for place, (_, other) in enumerate(pairs):
        length = bisect_left(ends, other)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [other], [place]
    chain, place = list[tuple[int, int]](), last[-1] if last else -1
    while place >= 0:
        chain.append(pairs[place])
        place = before[place]
    return chain[::-1]
