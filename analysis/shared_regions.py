"""Where two texts run along the same wording, word by word, with changes and additions in between.

Pairs of words that both have are chained in order; a gap stays within a run while both texts go on in step.
Words that only one side put into a gap are that side's own. A run is what a reader would call the same
passage: long enough to be no set phrase, and held together by enough words that are the same.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.shingles import number_pairs

MAX_GAP_WORDS = 12
MAX_SHIFT_WORDS = 12
MAX_LONE_GAP_WORDS = 5
MIN_INSERTED_WORDS = 4
MIN_RUN_THREES = 3
MIN_DENSITY = 0.25
PAIR = 2


@dataclass(frozen=True)
class Guide:
    """A text to lay others against: its pairs of words in order of number, each with its first place."""

    size: int
    pairs: np.ndarray
    places: np.ndarray


@dataclass(frozen=True)
class Region:
    """Which words of a text, and which of its guide, lie in runs that both have."""

    own: np.ndarray
    guide: np.ndarray

    @property
    def words(self) -> int:
        """How long the shared wording is, on the side where it is shorter."""
        return int(min(self.own.sum(), self.guide.sum()))


def make_guide(word_ids: np.ndarray, ignored: np.ndarray) -> Guide:
    """Make a guide of a text. ignored: pairs that count for nothing, sorted."""
    pairs, places = np.unique(number_pairs(word_ids), return_index=True)
    kept = ~np.isin(pairs, ignored, assume_unique=True)
    return Guide(len(word_ids), pairs[kept], places[kept])


def find_region(word_ids: np.ndarray, guide: Guide) -> Region:
    """Lay a text against a guide and mark the shared runs of both."""
    region = Region(np.zeros(len(word_ids), dtype=bool), np.zeros(guide.size, dtype=bool))
    listed = number_pairs(word_ids)
    if not len(listed) or not len(guide.pairs):
        return region
    found = np.minimum(np.searchsorted(guide.pairs, listed), len(guide.pairs) - 1)
    own = np.flatnonzero(guide.pairs[found] == listed)
    theirs = guide.places[found[own]]
    if not len(own):
        return region
    kept = _is_in_step(own, theirs)
    own, theirs = own[kept], theirs[kept]
    for first, last in _cut_into_runs(own, theirs):
        _mark_run(own[first:last], theirs[first:last], region)
    return region


def _is_in_step(own: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Say which hits have another one close by, about as far in both texts; the others are chance."""
    steps = np.diff(own)
    near = (steps <= MAX_LONE_GAP_WORDS) & (np.abs(steps - np.diff(theirs)) <= MAX_SHIFT_WORDS)
    return np.r_[False, near] | np.r_[near, False]


def _cut_into_runs(own: np.ndarray, theirs: np.ndarray) -> list[tuple[int, int]]:
    """List the runs [first, last) that are dense enough and have enough words in a row."""
    if len(own) < MIN_RUN_THREES:
        return []
    steps, own_steps = np.diff(theirs), np.diff(own)
    breaks = (steps <= 0) | (steps > MAX_GAP_WORDS) | (own_steps > MAX_GAP_WORDS)
    threes = np.r_[0, np.cumsum((steps == 1) & (own_steps == 1))]
    edges = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(own)]
    return [
        (first, last)
        for first, last in pairwise(edges)
        if threes[last - 1] - threes[first] >= MIN_RUN_THREES
        and (last - first) >= MIN_DENSITY * (own[last - 1] - own[first] + 1)
    ]


def _mark_run(own: np.ndarray, theirs: np.ndarray, region: Region) -> None:
    """Mark a run on both sides, leaving out what only one of them put in."""
    more = np.diff(own) - np.diff(theirs)
    _mark(region.own, own, more >= MIN_INSERTED_WORDS)
    _mark(region.guide, theirs, more <= -MIN_INSERTED_WORDS)


def _mark(words: np.ndarray, starts: np.ndarray, inserted: np.ndarray) -> None:
    edges = [0, *(np.flatnonzero(inserted) + 1).tolist(), len(starts)]
    for first, last in pairwise(edges):
        words[starts[first] : starts[last - 1] + PAIR] = True
