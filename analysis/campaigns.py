"""Shared wording: answers that several respondents sent in the same or nearly the same words.

Exact match of normalised words first, then candidates by MinHash, then exact containment; a person looks at
every group. Under MIN_WORDS only exact matches count, and only from three respondents and MIN_WORDS_EXACT
words: short answers such as "More homes are needed" agree naturally, and calling them organised would
take voices out of counts. Two respondents are near-duplicates (N01…), shown likewise but never taken out
of counts.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import columns
from analysis.campaign_groups import group_texts
from analysis.shingles import (
    SHINGLE_WORDS,
    DistinctText,
    gather_distinct,
    list_shingles,
)

MIN_WORDS = 20
MIN_WORDS_EXACT = 8
MIN_RESPONDENTS = 3
MIN_SHARE_HOLDERS = 0.1


def find_campaigns(items: pd.DataFrame, *, ignore: Iterable[str] = ()) -> pd.DataFrame:
    """Find groups of answers with shared wording.

    items: columns.ITEMS without repeated ids, normally the analysed ones.
    ignore: wording that many have for another reason, such as the question itself or a form's own lines.
    Returns: columns.CAMPAIGNS in input order, numbered from the largest. shared: the share of an item's words
    that lie in three-word runs which at least a tenth of the group's texts have, and at least two
    respondents.
    """
    respondents = items["respondent_id"].tolist()
    groups = _list_groups(gather_distinct(items["text"].tolist(), ignore=ignore), respondents)
    sizes = [_count_respondents(group, respondents) for group in groups]
    order = sorted(range(len(groups)), key=lambda n: (-sizes[n], min(_list_rows(groups[n]))))
    ids = items["id"].tolist()
    found, numbers = dict[int, dict[str, object]](), {"C": 0, "N": 0}
    for n in order:
        kind = "C" if sizes[n] >= MIN_RESPONDENTS else "N"
        numbers[kind] += 1
        campaign_id = f"{kind}{numbers[kind]:02d}"
        for row, share in _measure_shared(groups[n], respondents).items():
            found[row] = {"campaign_id": campaign_id, "item_id": ids[row], "shared": share}
    return columns.make_frame([found[row] for row in sorted(found)], columns.CAMPAIGNS)


def mark_campaigns(results: pd.DataFrame, campaigns: pd.DataFrame) -> pd.DataFrame:
    """Write campaign ids into the analysed rows of columns.ITEM_RESULTS; near-duplicates leave them empty."""
    organised = campaigns[campaigns["campaign_id"].str.startswith("C")]
    known = dict(zip(organised["item_id"], organised["campaign_id"], strict=True))
    found = [
        known.get(item_id, "") if bucket == columns.ANALYSED else ""
        for item_id, bucket in zip(results["id"], results["bucket"], strict=True)
    ]
    return columns.check(results.assign(campaign_id=found), columns.ITEM_RESULTS)


def _list_groups(texts: list[DistinctText], respondents: list[str]) -> list[list[DistinctText]]:
    """List the groups that count: long texts by shared wording, short ones by exact match."""
    long = [text for text in texts if len(text.shingles) > MIN_WORDS - SHINGLE_WORDS]
    grouped = [[long[n] for n in group] for group in group_texts(long)]
    found = [group for group in grouped if _count_respondents(group, respondents) > 1]
    taken = {id(text) for text in long}
    enough = MIN_WORDS_EXACT - SHINGLE_WORDS + 1
    short = [[text] for text in texts if id(text) not in taken and len(text.shingles) >= enough]
    return found + [one for one in short if _count_respondents(one, respondents) >= MIN_RESPONDENTS]


def _list_rows(group: list[DistinctText]) -> list[int]:
    return sorted(row for text in group for row in text.rows)


def _count_respondents(group: list[DistinctText], respondents: list[str]) -> int:
    return len({respondents[row] for row in _list_rows(group)})


def _measure_shared(group: list[DistinctText], respondents: list[str]) -> dict[int, float]:
    """Measure for each row of a group the share of its words that is the group's wording."""
    wording = _list_wording(group, respondents)
    shares = {}
    for text in group:
        alone = len(text.rows) > 1 and len(group) == 1
        share = 1.0 if alone else _measure_share(text, wording)
        shares.update(dict.fromkeys(text.rows, share))
    return shares


def _list_wording(group: list[DistinctText], respondents: list[str]) -> np.ndarray:
    """List the shingles that at least two respondents and a tenth of all of the group's have."""
    holders = [len({respondents[row] for row in text.rows}) for text in group]
    repeats = [np.repeat(text.shingles, min(held, 2)) for text, held in zip(group, holders, strict=True)]
    found, counts = np.unique(np.concatenate(repeats), return_counts=True)
    return found[counts >= max(2, MIN_SHARE_HOLDERS * len(group))]


def _measure_share(text: DistinctText, wording: np.ndarray) -> float:
    starts = np.flatnonzero(np.isin(list_shingles(text.word_ids), wording))
    covered = np.zeros(len(text.word_ids), dtype=bool)
    for offset in range(SHINGLE_WORDS):
        covered[starts + offset] = True
    return float(columns.round_scores(covered.mean()))
