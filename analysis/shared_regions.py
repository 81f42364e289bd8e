"""Where two texts run along the same wording, word by word, with changes and additions in between.

Pairs of words that both have are chained in order; a gap stays within a run while both texts go on in step.
Words that only one side put into a gap are that side's own. A run is what a reader would call the same
passage: long enough to be no set phrase, and held together by enough words that are the same.

Most texts have a few dozen words and are laid against many others: plain lists and a dictionary of pairs take
a fraction of the time that arrays need for so few.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

MAX_GAP_WORDS = 12
MAX_SHIFT_WORDS = 12
MAX_LONE_GAP_WORDS = 5
MIN_INSERTED_WORDS = 4
MIN_RUN_THREES = 3
MIN_DENSITY = 0.25
PAIR = 2

Hit = tuple[int, int]
"""Where a pair of words starts in a text, and where it first starts in the guide."""


@dataclass(frozen=True)
class Guide:
    """A text to lay others against: the first place of each of its pairs of words."""

    size: int
    places: Mapping[int, int]


@dataclass(frozen=True)
class Region:
    """Which words of a text, and which of its guide, lie in runs that both have."""

    own: np.ndarray
    guide: np.ndarray

    @property
    def words(self) -> int:
        """How long the shared wording is, on the side where it is shorter."""
        return int(min(np.count_nonzero(self.own), np.count_nonzero(self.guide)))


def make_guide(pairs: Sequence[int], ignored: frozenset[int]) -> Guide:
    """Make a guide of a text, given as the pairs of its words. ignored: pairs that count for nothing."""
    last = len(pairs) - 1
    places = {pair: last - place for place, pair in enumerate(reversed(pairs)) if pair not in ignored}
    return Guide(len(pairs) + 1, places)


def find_region(pairs: Sequence[int], guide: Guide, least: float = 0) -> Region | None:
    """Lay a text, as the pairs of its words, against a guide and mark the shared runs of both, if any.

    least: regions of fewer words do not matter, and are not found.
    """
    if min(len(pairs) + 1, guide.size) < least:
        return None
    places = guide.places
    hits = [(place, places[pair]) for place, pair in enumerate(pairs) if pair in places]
    runs = list(_cut_into_runs(_keep_in_step(hits))) if len(hits) > MIN_RUN_THREES else []
    if not runs or _count_at_most(runs) < least:
        return None
    region = Region(np.zeros(len(pairs) + 1, dtype=bool), np.zeros(guide.size, dtype=bool))
    for run in runs:
        _mark_run(run, region)
    return region if region.words >= least else None


def _count_at_most(runs: Sequence[Sequence[Hit]]) -> int:
    """Count how many words runs could come to, on the side where they are shorter."""
    own, theirs = (sum(run[-1][side] - run[0][side] + PAIR for run in runs) for side in (0, 1))
    return min(own, theirs)


def _keep_in_step(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the hits that have another one close by, about as far in both texts; the others are chance."""
    near = [
        after - before <= MAX_LONE_GAP_WORDS and abs(after - before - later + sooner) <= MAX_SHIFT_WORDS
        for (before, sooner), (after, later) in pairwise(hits)
    ]
    return [hit for hit, one, other in zip(hits, [False, *near], [*near, False], strict=True) if one or other]


def _cut_into_runs(hits: Sequence[Hit]) -> Iterator[Sequence[Hit]]:
    """Give the runs that are dense enough and have enough words in a row."""
    first, threes = 0, 0
    for place, ((before, sooner), (after, later)) in enumerate(pairwise(hits), start=1):
        own, theirs = after - before, later - sooner
        if theirs <= 0 or theirs > MAX_GAP_WORDS or own > MAX_GAP_WORDS:
            if _is_run(hits, first, place, threes):
                yield hits[first:place]
            first, threes = place, 0
        elif own == theirs == 1:
            threes += 1
    if _is_run(hits, first, len(hits), threes):
        yield hits[first:]


def _is_run(hits: Sequence[Hit], first: int, last: int, threes: int) -> bool:
    """Say whether hits [first, last) are a run; threes: how often three words in a row are the same."""
    return threes >= MIN_RUN_THREES and last - first >= MIN_DENSITY * (hits[last - 1][0] - hits[first][0] + 1)


def _mark_run(run: Sequence[Hit], region: Region) -> None:
    """Mark a run on both sides, leaving out what only one of them put in."""
    more = [after - before - later + sooner for (before, sooner), (after, later) in pairwise(run)]
    own = [place for place, one in enumerate(more, start=1) if one >= MIN_INSERTED_WORDS]
    theirs = [place for place, one in enumerate(more, start=1) if one <= -MIN_INSERTED_WORDS]
    for first, last in pairwise([0, *own, len(run)]):
        region.own[run[first][0] : run[last - 1][0] + PAIR] = True
    for first, last in pairwise([0, *theirs, len(run)]):
        region.guide[run[first][1] : run[last - 1][1] + PAIR] = True
