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
from analysis.shared_regions import Guide, Region, find_region, list_pairs, make_guide
from analysis.shingles import SHINGLE_WORDS, DistinctText, split_pairs

MAX_MEMBERS_TRIED = 2

IsEnough = Callable[[int, int, int], bool]


@dataclass(frozen=True)
class Group:
    """A leader and its members, the leader first; which words of each lie in the shared wording."""

    members: list[int]
    marked: list[np.ndarray]


def group_texts(texts: list[DistinctText], ignored: np.ndarray, is_enough: IsEnough) -> list[Group]:
    """Group texts by shared wording; each text is in one group, alone if it shares nothing.

    ignored: shingles that count for nothing, sorted. is_enough: whether so many shared words make the same
    letter, by the lengths of the shorter and the longer text. Leaders are taken by how much they share
    with others, then by the number of rows that have them, then in order.
    """
    links, ignored_pairs = list_links(texts), frozenset(split_pairs(ignored).tolist())
    weights = [(-links.shared[one], -len(text.rows), one) for one, text in enumerate(texts)]
    free = set(range(len(texts)))
    groups = []
    for _, _, leader in sorted(weights):
        if leader in free:
            group = _Growing(texts, leader, ignored_pairs, is_enough).grow(links.others, free)
            free.difference_update(group.members)
            groups.append(group)
    return groups


class _Growing:
    """A group while members join it. held: how many members have each word of the leader."""

    def __init__(
        self, texts: list[DistinctText], leader: int, ignored: frozenset[int], is_enough: IsEnough
    ) -> None:
        self._texts, self._ignored, self._is_enough = texts, ignored, is_enough
        self._guides = dict[int, Guide]()
        self._leader, self._marked = leader, dict[int, np.ndarray]()
        self._held = np.ones(len(texts[leader].word_ids), dtype=np.int64)

    def grow(self, links: list[list[int]], free: set[int]) -> Group:
        """Take in what is linked to the leader or a member and shares the leader's wording."""
        seen, near = {self._leader}, set(links[self._leader])
        waiting = deque(links[self._leader])
        while waiting:
            candidate = waiting.popleft()
            if candidate not in seen and candidate in free:
                seen.add(candidate)
                pairs = list_pairs(self._texts[candidate].word_ids)
                joins = candidate in near and self._joins_leader(candidate, pairs)
                if joins or self._joins_member(candidate, pairs, links[candidate]):
                    waiting.extend(links[candidate])
        return Group([self._leader, *self._marked], [self._held > 1, *self._marked.values()])

    def _joins_leader(self, candidate: int, pairs: list[int]) -> bool:
        """Join by the leader's wording, of which most members have at least half."""
        region = self._find_region(candidate, pairs, self._leader)
        if region is None:
            return False
        core = self._held * 2 > len(self._marked) + 1
        if np.count_nonzero(region.guide & core) * 2 < np.count_nonzero(region.guide):
            return False
        self._held += region.guide
        self._marked[candidate] = region.own
        return True

    def _joins_member(self, candidate: int, pairs: list[int], near: list[int]) -> bool:
        """Join by what a member shares with the leader: two copies may have been changed in other places."""
        members = (other for other in near if other in self._marked)
        for member in islice(members, MAX_MEMBERS_TRIED):
            region = self._find_region(candidate, pairs, member)
            if region is None:
                continue
            both = np.count_nonzero(region.guide & self._marked[member])
            if both * 2 >= np.count_nonzero(region.guide):
                self._marked[candidate] = region.own
                return True
        return False

    def _find_region(self, candidate: int, pairs: list[int], guide: int) -> Region | None:
        """Find the wording shared with the guide, if it is long enough to matter. pairs: the candidate's."""
        if guide not in self._guides:
            self._guides[guide] = make_guide(self._texts[guide].word_ids, self._ignored)
        region = find_region(pairs, self._guides[guide])
        sizes = sorted(len(self._texts[one].shingles) + SHINGLE_WORDS - 1 for one in (candidate, guide))
        return region if region is not None and self._is_enough(region.words, *sizes) else None
