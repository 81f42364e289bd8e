"""Runs of words that two texts share: what is left out early is what would be too short in the end."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from analysis.shared_regions import find_region, make_guide

WORDS = st.lists(st.integers(0, 4), max_size=40)
PASSAGE = list(range(10, 22))


def make_pairs(words: list[int]) -> list[int]:
    """Number the pairs of neighbouring words."""
    return [one * 100 + other for one, other in pairwise(words)]


@given(WORDS, WORDS, WORDS, st.integers(1, 30))
@example([], [], [0, 1], len(PASSAGE))
@example([0, 1], [], [], len(PASSAGE) + 1)
def test_region__of_fewer_words_than_matter__is_all_that_is_left_out(
    before: list[int], after: list[int], other: list[int], least: int
) -> None:
    pairs = make_pairs([*before, *PASSAGE, *after])
    guide = make_guide(make_pairs([*other, *PASSAGE, *before]), frozenset())
    whole, found = find_region(pairs, guide), find_region(pairs, guide, least)
    assert whole is not None and whole.words >= len(PASSAGE)
    if whole.words < least:
        assert found is None
    else:
        assert found is not None
        assert found.own.tolist() == whole.own.tolist() and found.guide.tolist() == whole.guide.tolist()
