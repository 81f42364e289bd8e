"""Where two texts run along the same wording, word by word, with changes and additions in between.

Pairs of words that both have are chained in order; a gap stays within a run while both texts go on in step.
Words that only one side put into a gap are that side's own. A run is what a reader would call the same
passage: long enough to be no set phrase, and held together by enough words that are the same.

Most texts have a few dozen words and are laid against many others: plain lists and a dictionary of pairs take
a fraction of the time that arrays need for so few.
"""

from collections.abc import Mapping, Sequence
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
    if len(hits) <= MIN_RUN_THREES or _measure_reach(hits) < least:
        return None
    runs = _list_runs(_keep_in_step(hits))
    if not runs or _count_at_most(runs) < least:
        return None
    region = Region(np.zeros(len(pairs) + 1, dtype=bool), np.zeros(guide.size, dtype=bool))
    for run in runs:
        _mark_run(run, region)
    return region if region.words >= least else None


def _measure_reach(hits: Sequence[Hit]) -> int:
    """Count the words from the first hit to the last, on the side where they are fewer: no run is longer.

    Most texts that share a few set phrases share them close together, and are done with here.
    """
    theirs = [place for _, place in hits]
    return min(hits[-1][0] - hits[0][0], max(theirs) - min(theirs)) + PAIR


def _count_at_most(runs: Sequence[Sequence[Hit]]) -> int:
    """Count how many words runs could come to, on the side where they are shorter."""
    own = theirs = len(runs) * PAIR
    for run in runs:
        (before, sooner), (after, later) = run[0], run[-1]
        own, theirs = own + after - before, theirs + later - sooner
    return min(own, theirs)


def _keep_in_step(hits: Sequence[Hit]) -> list[Hit]:
    """Keep the hits that have another one close by, about as far in both texts; the others are chance."""
    kept: list[Hit] = []
    last, is_kept = hits[0], False
    for hit in hits[1:]:
        own = hit[0] - last[0]
        if own <= MAX_LONE_GAP_WORDS and -MAX_SHIFT_WORDS <= own - hit[1] + last[1] <= MAX_SHIFT_WORDS:
            if not is_kept:
                kept.append(last)
            kept.append(hit)
            is_kept = True
        else:
            is_kept = False
        last = hit
    return kept


def _list_runs(hits: Sequence[Hit]) -> list[Sequence[Hit]]:
    """List the runs that are dense enough and have enough words in a row."""
    runs: list[Sequence[Hit]] = []
    first = threes = 0
    before, sooner = hits[0] if hits else (0, 0)
    for place, (after, later) in enumerate(hits[1:], start=1):
        theirs = later - sooner
        if theirs <= 0 or theirs > MAX_GAP_WORDS or after - before > MAX_GAP_WORDS:
            if _is_run(hits, first, place, threes):
                runs.append(hits[first:place])
            first, threes = place, 0
        elif theirs == 1 == after - before:
            threes += 1
        before, sooner = after, later
    if _is_run(hits, first, len(hits), threes):
        runs.append(hits[first:])
    return runs


def _is_run(hits: Sequence[Hit], first: int, last: int, threes: int) -> bool:
    """Say whether hits [first, last) are a run; threes: how often three words in a row are the same."""
    return threes >= MIN_RUN_THREES and last - first >= MIN_DENSITY * (hits[last - 1][0] - hits[first][0] + 1)


def _mark_run(run: Sequence[Hit], region: Region) -> None:
    """Mark a run on both sides, leaving out what only one of them put in."""
    more = [after - before - later + sooner for (before, sooner), (after, later) in pairwise(run)]
    own = theirs = [0, len(run)]
    if max(more) >= MIN_INSERTED_WORDS:
        own = [0, *(place for place, one in enumerate(more, start=1) if one >= MIN_INSERTED_WORDS), len(run)]
    if min(more) <= -MIN_INSERTED_WORDS:
        theirs = [0, *(place for place, one in enumerate(more, 1) if one <= -MIN_INSERTED_WORDS), len(run)]
    for first, last in pairwise(own):
        region.own[run[first][0] : run[last - 1][0] + PAIR] = True
    for first, last in pairwise(theirs):
        region.guide[run[first][1] : run[last - 1][1] + PAIR] = True
