"""Distinct texts put into groups that share wording with one leader.

Joining whatever resembles any member would chain unrelated texts: an answer that pastes two letters together
would join the two. So a text joins a group only if it shares a long enough run of words with the leader, and
half of that with the part of the leader that most members have.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from analysis.campaign_links import list_links
from analysis.shared_regions import Guide, Region, find_region, make_guide
from analysis.shingles import SHINGLE_WORDS, DistinctText, number_pairs, split_pairs

MAX_MEMBERS_TRIED = 2

FindLeast = Callable[[int, int], float]
"""Gives the fewest shared words that make the same letter, by the lengths of the shorter and longer text."""


@dataclass(frozen=True)
class Group:
    """A leader and its members, the leader first; which words of each lie in the shared wording."""

    members: list[int]
    marked: list[np.ndarray]


def group_texts(texts: list[DistinctText], ignored: np.ndarray, find_least: FindLeast) -> list[Group]:
    """Group texts by shared wording; each text is in one group, alone if it shares nothing.

    ignored: shingles that count for nothing, sorted. Leaders are taken by how much they share with others,
    then by the number of rows that have them, then in order.
    """
    links, laid = list_links(texts), _Laid(texts, frozenset(split_pairs(ignored).tolist()), find_least)
    weights = [(-links.shared[one], -len(text.rows), one) for one, text in enumerate(texts)]
    free = set(range(len(texts)))
    groups = []
    for _, _, leader in sorted(weights):
        if leader in free:
            group = _Growing(laid, leader).grow(links.others, free)
            free.difference_update(group.members)
            groups.append(group)
    return groups


class _Laid:
    """Texts to be laid along each other, each read as pairs of words once."""

    def __init__(self, texts: list[DistinctText], ignored: frozenset[int], find_least: FindLeast) -> None:
        self._ignored, self._find_least = ignored, find_least
        self._pairs = [number_pairs(text.word_ids) for text in texts]
        self._sizes = [len(text.shingles) + SHINGLE_WORDS - 1 for text in texts]

    def make_guide(self, text: int) -> Guide:
        """Make a guide of a text."""
        return make_guide(self._pairs[text].tolist(), self._ignored)

    def find_region(self, text: int, other: int, guide: Guide) -> Region | None:
        """Find the wording that a text shares with another, of which there is a guide, if it is enough."""
        least = self._find_least(*sorted((self._sizes[text], self._sizes[other])))
        return find_region(self._pairs[text].tolist(), guide, least)


class _Growing:
    """A group while members join it. held: how many members have each word of the leader."""

    def __init__(self, laid: _Laid, leader: int) -> None:
        self._laid = laid
        self._leader, self._marked = leader, dict[int, np.ndarray]()
        self._guides = {leader: laid.make_guide(leader)}
        self._held = np.ones(self._guides[leader].size, dtype=np.int64)

    def grow(self, links: list[list[int]], free: set[int]) -> Group:
        """Take in what is linked to the leader or a member and shares the leader's wording."""
        seen, near = {self._leader}, set(links[self._leader])
        waiting = deque(links[self._leader])
        while waiting:
            candidate = waiting.popleft()
            if candidate not in seen and candidate in free:
                seen.add(candidate)
                joins = candidate in near and self._joins_leader(candidate)
                if joins or self._joins_member(candidate, links[candidate]):
                    waiting.extend(links[candidate])
        return Group([self._leader, *self._marked], [self._held > 1, *self._marked.values()])

    def _joins_leader(self, candidate: int) -> bool:
        """Join by the leader's wording, of which most members have at least half."""
        region = self._find_region(candidate, self._leader)
        if region is None:
            return False
        core = self._held * 2 > len(self._marked) + 1
        if np.count_nonzero(region.guide & core) * 2 < np.count_nonzero(region.guide):
            return False
        self._held += region.guide
        self._marked[candidate] = region.own
        return True

    def _joins_member(self, candidate: int, near: list[int]) -> bool:
        """Join by what a member shares with the leader: two copies may have been changed in other places."""
        members = (other for other in near if other in self._marked)
        for member in islice(members, MAX_MEMBERS_TRIED):
            region = self._find_region(candidate, member)
            if region is None:
                continue
            both = np.count_nonzero(region.guide & self._marked[member])
            if both * 2 >= np.count_nonzero(region.guide):
                self._marked[candidate] = region.own
                return True
        return False

    def _find_region(self, candidate: int, guide: int) -> Region | None:
        if guide not in self._guides:
            self._guides[guide] = self._laid.make_guide(guide)
        return self._laid.find_region(candidate, guide, self._guides[guide])
