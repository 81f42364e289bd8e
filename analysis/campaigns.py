"""Shared wording: answers that several respondents sent in the same or nearly the same words.

Exact copies of normalised words come first, then copies that were edited or added to, by runs of words in
common; a person looks at every group. Under MIN_WORDS only exact matches count, and only from three
respondents and MIN_WORDS_EXACT words: short answers such as "More homes are needed" agree naturally, and
calling them organised would take voices out of counts; those nearly alike (S01…) wait for a person. Two
respondents are near-duplicates (N01…), shown likewise but never taken out of counts. Of each answer the
shared parts are told apart from the person's own words, by place.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import columns
from analysis.campaign_groups import Group, group_texts
from analysis.shared_spans import cover_words, find_places, write_spans
from analysis.shingles import SHINGLE_WORDS, DistinctText, gather_distinct, list_shingles

MIN_WORDS = 20
MIN_WORDS_WITHIN = 30  # in a longer text a shorter run may be a quoted question, a name or a title
MIN_SHARE_WITHIN = 0.15
MIN_WORDS_EXACT = 8
MIN_SHARE_SHORT = 0.7
MIN_RESPONDENTS = 3
MIN_SHARE_HOLDERS = 0.1
MIN_WORDS_WORDING = 5


@dataclass(frozen=True)
class _Wording:
    """A group of distinct texts with the words of each that are shared, and how many respondents it has."""

    texts: list[DistinctText]
    marked: list[np.ndarray]
    respondents: int

    @property
    def first_row(self) -> int:
        return min(text.rows[0] for text in self.texts)


@dataclass(frozen=True)
class SharedWording:
    """Frames of columns.CAMPAIGNS, and of columns.PENDING for a person to confirm."""

    campaigns: pd.DataFrame
    pending: pd.DataFrame


def find_campaigns(items: pd.DataFrame, *, ignore: Iterable[str] = ()) -> pd.DataFrame:
    """Find groups of answers with shared wording, those that count and near-duplicates; see below."""
    return find_shared_wording(items, ignore=ignore).campaigns


def find_shared_wording(items: pd.DataFrame, *, ignore: Iterable[str] = ()) -> SharedWording:
    """Find groups of answers with shared wording.

    items: columns.ITEMS without repeated ids, normally the analysed ones.
    ignore: wording that many have for another reason, such as the question itself or a form's own lines.
    Returns: campaigns in input order, numbered from the largest. shared: the share of an item's words
    that are the group's; spans: where they are. Pending: short answers nearly alike.
    """
    texts, respondents = items["text"].tolist(), items["respondent_id"].tolist()
    distinct, ignored = gather_distinct(texts, ignore=ignore)
    long, short = _part_by_length(distinct)
    groups = _list_long(long, ignored, respondents) + _list_exact(short, respondents)
    kinds = ["C" if group.respondents >= MIN_RESPONDENTS else "N" for group in groups]
    near = _list_near(short, ignored, respondents)
    found = (_number(items, groups, kinds), _number(items, near, ["S"] * len(near)))
    return SharedWording(
        columns.make_frame(found[0], columns.CAMPAIGNS), columns.make_frame(found[1], columns.PENDING)
    )


def _number(items: pd.DataFrame, groups: list[_Wording], kinds: list[str]) -> list[dict[str, object]]:
    """Describe the members of groups in input order; each kind is numbered from its largest group."""
    ids, texts = items["id"].tolist(), items["text"].tolist()
    found, numbers = dict[int, dict[str, object]](), Counter[str]()
    ranked = sorted(
        zip(groups, kinds, strict=True), key=lambda pair: (-pair[0].respondents, pair[0].first_row)
    )
    for group, kind in ranked:
        numbers[kind] += 1
        campaign_id = f"{kind}{numbers[kind]:02d}"
        for text, marked in zip(group.texts, group.marked, strict=True):
            shared = float(columns.round_scores(marked.mean()))
            for row, spans in zip(text.rows, _list_spans(text, marked, texts), strict=True):
                place = {"campaign_id": campaign_id, "item_id": ids[row]}
                found[row] = place | {"shared": shared, "spans": spans}
    return [found[row] for row in sorted(found)]


def mark_campaigns(results: pd.DataFrame, campaigns: pd.DataFrame) -> pd.DataFrame:
    """Write campaign ids into the analysed rows of columns.ITEM_RESULTS; near-duplicates leave them empty."""
    organised = campaigns[campaigns["campaign_id"].str.startswith("C")]
    known = dict(zip(organised["item_id"], organised["campaign_id"], strict=True))
    found = [
        known.get(item_id, "") if bucket == columns.ANALYSED else ""
        for item_id, bucket in zip(results["id"], results["bucket"], strict=True)
    ]
    return columns.check(results.assign(campaign_id=found), columns.ITEM_RESULTS)


def _part_by_length(texts: list[DistinctText]) -> tuple[list[DistinctText], list[DistinctText]]:
    """Part the texts long enough to be compared from short ones that may be the same; drop the shortest."""
    long = [text for text in texts if len(text.shingles) > MIN_WORDS - SHINGLE_WORDS]
    fewest = range(MIN_WORDS_EXACT - SHINGLE_WORDS + 1, MIN_WORDS - SHINGLE_WORDS + 1)
    return long, [text for text in texts if len(text.shingles) in fewest]


def _list_long(texts: list[DistinctText], ignored: np.ndarray, respondents: list[str]) -> list[_Wording]:
    """List the groups of long texts with shared wording, from two respondents."""
    found = (_describe(texts, group, respondents) for group in group_texts(texts, ignored, _is_same_letter))
    return [one for one in found if one.respondents > 1]


def _list_exact(texts: list[DistinctText], respondents: list[str]) -> list[_Wording]:
    """List the short texts that enough respondents have word for word."""
    found = (_describe([text], Group([0], [_mark_all(text)]), respondents) for text in texts)
    return [one for one in found if one.respondents >= MIN_RESPONDENTS]


def _list_near(texts: list[DistinctText], ignored: np.ndarray, respondents: list[str]) -> list[_Wording]:
    """List the groups of short texts that are nearly alike, in more than one wording."""
    found = [_describe(texts, group, respondents) for group in group_texts(texts, ignored, _is_nearly_alike)]
    return [one for one in found if one.respondents >= MIN_RESPONDENTS and len(one.texts) > 1]


def _is_same_letter(words: int, shorter: int, longer: int) -> bool:  # noqa: ARG001 - see IsEnough
    """Say whether so many shared words make the same letter: half of the shorter text, or a long passage."""
    within = max(MIN_WORDS_WITHIN, MIN_SHARE_WITHIN * shorter)
    return words >= max(MIN_WORDS, min(within, shorter / 2))


def _is_nearly_alike(words: int, shorter: int, longer: int) -> bool:  # noqa: ARG001 - see IsEnough
    return words >= max(MIN_WORDS_EXACT, MIN_SHARE_SHORT * longer)


def _describe(texts: list[DistinctText], group: Group, respondents: list[str]) -> _Wording:
    """Count whose texts these are, and add to the runs what many members have beside the leader's wording."""
    members = [texts[n] for n in group.members]
    holders = [len({respondents[row] for row in text.rows}) for text in members]
    count = len({respondents[row] for text in members for row in text.rows})
    if len(members) == 1:
        return _Wording(members, [_mark_all(members[0])], count)
    wording = _list_wording(members, holders)
    marked = [mark | _mark_wording(text, wording) for text, mark in zip(members, group.marked, strict=True)]
    return _Wording(members, marked, count)


def _list_wording(members: list[DistinctText], holders: list[int]) -> np.ndarray:
    """List the shingles that at least two respondents and a tenth of all of the group's have."""
    repeats = [np.repeat(text.shingles, min(held, 2)) for text, held in zip(members, holders, strict=True)]
    found, counts = np.unique(np.concatenate(repeats), return_counts=True)
    return found[counts >= max(2, MIN_SHARE_HOLDERS * len(members))]


def _mark_wording(text: DistinctText, wording: np.ndarray) -> np.ndarray:
    """Mark the runs of at least a few words that lie in the wording."""
    marked = np.zeros(len(text.word_ids), dtype=bool)
    starts = np.flatnonzero(np.isin(list_shingles(text.word_ids), wording))
    for run in np.split(starts, np.flatnonzero(np.diff(starts) > 1) + 1):
        if len(run) + SHINGLE_WORDS - 1 >= MIN_WORDS_WORDING:
            marked[run[0] : run[-1] + SHINGLE_WORDS] = True
    return marked


def _mark_all(text: DistinctText) -> np.ndarray:
    return np.ones(len(text.word_ids), dtype=bool)


def _list_spans(text: DistinctText, marked: np.ndarray, texts: list[str]) -> list[str]:
    """Say for each row of a distinct text where its shared parts are; equal texts are cut once."""
    written = {texts[text.rows[0]]: write_spans(cover_words(text.places, marked))}
    for row in text.rows:
        if texts[row] not in written:
            written[texts[row]] = write_spans(cover_words(find_places(texts[row]), marked))
    return [written[texts[row]] for row in text.rows]
