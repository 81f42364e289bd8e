"""Kinds of groups with shared wording: edited copies of a letter, short copies, short texts nearly alike.

Beside the wording of a group's leader, what many of its members have counts as the group's too.
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from analysis.campaign_groups import Group, group_texts
from analysis.shingles import SHINGLE_WORDS, DistinctText, list_shingles

MIN_WORDS = 20
MIN_WORDS_WITHIN = 30  # in a longer text a shorter run may be a quoted question, a name or a title
MIN_SHARE_WITHIN = 0.15
MIN_WORDS_EXACT = 8
MIN_SHARE_SHORT = 0.7
MIN_RESPONDENTS = 3
MIN_SHARE_HOLDERS = 0.1
MIN_WORDS_WORDING = 5


@dataclass(frozen=True)
class Wording:
    """A group of distinct texts with the words of each that are shared, and how many respondents it has."""

    texts: list[DistinctText]
    marked: list[np.ndarray]
    respondents: int

    @property
    def first_row(self) -> int:
        """The first row of all."""
        return min(text.rows[0] for text in self.texts)


def part_by_length(texts: list[DistinctText]) -> tuple[list[DistinctText], list[DistinctText]]:
    """Part the texts long enough to be compared from short ones that may be the same; drop the shortest."""
    long = [text for text in texts if len(text.shingles) > MIN_WORDS - SHINGLE_WORDS]
    fewest = range(MIN_WORDS_EXACT - SHINGLE_WORDS + 1, MIN_WORDS - SHINGLE_WORDS + 1)
    return long, [text for text in texts if len(text.shingles) in fewest]


def list_long(texts: list[DistinctText], ignored: np.ndarray, respondents: list[str]) -> list[Wording]:
    """List the groups of long texts with shared wording, from two respondents."""
    found = (_describe(texts, group, respondents) for group in group_texts(texts, ignored, _least_of_letter))
    return [one for one in found if one.respondents > 1]


def list_exact(texts: list[DistinctText], respondents: list[str]) -> list[Wording]:
    """List the short texts that enough respondents have word for word."""
    found = (_describe([text], Group([0], [_mark_all(text)]), respondents) for text in texts)
    return [one for one in found if one.respondents >= MIN_RESPONDENTS]


def list_near(texts: list[DistinctText], ignored: np.ndarray, respondents: list[str]) -> list[Wording]:
    """List the groups of texts that are a short one or hold nearly the same, in more than one wording."""
    found = [_describe(texts, group, respondents) for group in group_texts(texts, ignored, _least_of_short)]
    return [one for one in found if one.respondents >= MIN_RESPONDENTS and len(one.texts) > 1]


def _least_of_letter(shorter: int, longer: int) -> float:  # noqa: ARG001 - see FindLeast
    """Give how many shared words make the same letter: half of the shorter text, or a long passage."""
    within = max(MIN_WORDS_WITHIN, MIN_SHARE_WITHIN * shorter)
    return max(MIN_WORDS, min(within, shorter / 2))


def _least_of_short(shorter: int, longer: int) -> float:  # noqa: ARG001 - see FindLeast
    """Give how many shared words are most of a short text; of a longer one none are."""
    return max(MIN_WORDS_EXACT, MIN_SHARE_SHORT * shorter) if shorter < MIN_WORDS else inf


def _describe(texts: list[DistinctText], group: Group, respondents: list[str]) -> Wording:
    """Count whose texts these are, and add to the runs what many members have beside the leader's wording."""
    members = [texts[n] for n in group.members]
    holders = [len({respondents[row] for row in text.rows}) for text in members]
    count = len({respondents[row] for text in members for row in text.rows})
    if len(members) == 1:
        return Wording(members, [_mark_all(members[0])], count)
    wording = _list_wording(members, holders)
    marked = [mark | _mark_wording(text, wording) for text, mark in zip(members, group.marked, strict=True)]
    return Wording(members, marked, count)


def _list_wording(members: list[DistinctText], holders: list[int]) -> np.ndarray:
    """List the shingles that at least two respondents and a tenth of all of the group's have."""
    repeats = [np.repeat(text.shingles, min(held, 2)) for text, held in zip(members, holders, strict=True)]
    found, counts = np.unique(np.concatenate(repeats), return_counts=True)
    return found[counts >= max(2, MIN_SHARE_HOLDERS * len(members))]


def _mark_wording(text: DistinctText, wording: np.ndarray) -> np.ndarray:
    """Mark the runs of at least a few words that lie in the wording."""
    marked = np.zeros(len(text.word_ids), dtype=bool)
    starts = np.flatnonzero(_are_among(list_shingles(text.word_ids), wording))
    for run in np.split(starts, np.flatnonzero(np.diff(starts) > 1) + 1):
        if len(run) + SHINGLE_WORDS - 1 >= MIN_WORDS_WORDING:
            marked[run[0] : run[-1] + SHINGLE_WORDS] = True
    return marked


def _are_among(shingles: np.ndarray, wording: np.ndarray) -> np.ndarray:
    """Flag the shingles that are in the wording. Looking them up is fast, since the wording is sorted."""
    if not len(wording):
        return np.zeros(len(shingles), dtype=bool)
    return np.asarray(wording[np.searchsorted(wording, shingles) % len(wording)] == shingles)


def _mark_all(text: DistinctText) -> np.ndarray:
    return np.ones(len(text.word_ids), dtype=bool)
