"""Letters in two languages laid side by side: sentences that are each other's nearest, in the same order.

One nearest sentence says little; most of a letter in order does not happen by chance.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

import numpy as np

from analysis import columns

MIN_ALIGNED = 4
MIN_ALIGNED_SHARE = 0.8
MIN_SCORE = 0.3
MIN_VOTES = 3
MAX_NEAR = 16
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
    """Two letters by their numbers, and which sentences of the first and the second are each other's."""

    first: int
    second: int
    score: float
    pairs: tuple[tuple[int, int], ...]


def turn(match: Match) -> Match:
    """The same, told from the second letter."""
    pairs = tuple((other, one) for one, other in match.pairs)
    return Match(match.second, match.first, match.score, pairs)


def match_letters(letters: list[Letter], vectors: np.ndarray) -> list[Match]:
    """List the pairs of letters in two languages that say the same, in order. vectors: centred unit rows."""
    candidates = list_candidates(letters, vectors)
    found = (align(letters, first, second, vectors) for first, second in candidates)
    return [match for match in found if match is not None]


def list_candidates(letters: list[Letter], vectors: np.ndarray) -> list[tuple[int, int]]:
    """List the pairs (i < j) of letters in two languages of which enough sentences are near each other.

    Sentences in the commonest language are looked for, not from: most of a large consultation is in one.
    """
    places = np.concatenate([letter.places for letter in letters])
    owners = np.repeat(np.arange(len(letters)), [len(letter.places) for letter in letters])
    names, spoken = np.unique([letter.language for letter in letters], return_inverse=True)
    spoken = spoken[owners]
    rows = np.flatnonzero(spoken != np.bincount(spoken, minlength=len(names)).argmax())
    votes = Counter[tuple[int, int]]()
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        likeness = columns.round_scores(vectors[places[block]] @ vectors[places].T)
        likeness[spoken[block, None] == spoken[None, :]] = -2
        near = np.argpartition(-likeness, min(MAX_NEAR, len(places)) - 1, axis=1)[:, :MAX_NEAR]
        votes.update(_vote(owners[block], owners[near]))
    enough = {(min(pair), max(pair)) for pair, count in votes.items() if count >= MIN_VOTES}
    return sorted((one, other) for one, other in enough if letters[one].language != letters[other].language)


def _vote(owners: np.ndarray, near: np.ndarray) -> list[tuple[int, int]]:
    """Let each sentence vote once for each letter near it."""
    return [
        (owner, other)
        for owner, others in zip(owners.tolist(), near.tolist(), strict=True)
        for other in set(others)
    ]


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
