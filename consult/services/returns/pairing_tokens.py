"""Pair the words, or the sentences, that two lists have in common and in the same order, at a bounded cost.

What both begin and end with is paired; between that, what is there once in each; and so on between those, a
few times over. The cost grows with the length of both lists and never with its square.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

DEEPEST = 8
"""How often the space between pairs is looked at again; what is in no pair then counts as changed."""
WORD = re.compile(r"\w")


class _Span(NamedTuple):
    """Half-open spans of the old and of the new list."""

    old: int
    old_end: int
    new: int
    new_end: int


def pair_tokens(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places in the old and the new list that hold the same, both rising."""
    pairs: list[tuple[int, int]] = []
    waiting = [_Span(0, len(old), 0, len(new))]
    for _ in range(DEEPEST):
        waiting = [gap for span in waiting for gap in _pair_span(old, new, span, pairs)]
    return sorted(pairs)


def _pair_span(
    old: Sequence[str], new: Sequence[str], span: _Span, pairs: list[tuple[int, int]]
) -> list[_Span]:
    """Add the pairs of a span; gives what is left between them."""
    i, j, k, m = span
    while i < j and k < m and old[i] == new[k]:
        pairs.append((i, k))
        i, k = i + 1, k + 1
    while i < j and k < m and old[j - 1] == new[m - 1]:
        j, m = j - 1, m - 1
        pairs.append((j, m))
    anchors = _list_anchors(old, new, _Span(i, j, k, m))
    pairs += anchors
    edges = pairwise([(i - 1, k - 1), *anchors, (j, m)]) if anchors else ()
    gaps = (_Span(a + 1, c, b + 1, d) for (a, b), (c, d) in edges)
    return [gap for gap in gaps if gap.old < gap.old_end and gap.new < gap.new_end]


def _list_anchors(old: Sequence[str], new: Sequence[str], span: _Span) -> list[tuple[int, int]]:
    """The most of what is there once in both spans that has the same order in both."""
    in_old = _find_single(old, span.old, span.old_end)
    in_new = _find_single(new, span.new, span.new_end)
    both = [(at, in_new[token]) for token, at in in_old.items() if token in in_new]
    return _choose_rising(both)


def _find_single(tokens: Sequence[str], start: int, end: int) -> dict[str, int]:
    """Where each token with a word is that is there once; spaces and marks tell nothing."""
    found: dict[str, int] = {}
    for at in range(start, end):
        found[tokens[at]] = -1 if tokens[at] in found else at
    return {token: at for token, at in found.items() if at >= 0 and WORD.search(token)}


def _choose_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs whose first rises, the longest choice whose second rises too."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(tops, place)
        before.append(last[length - 1] if length else -1)
        tops[length : length + 1] = [place]
        last[length : length + 1] = [at]
    chosen: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]
