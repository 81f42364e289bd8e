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
from analysis.campaign_kinds import (
    MIN_RESPONDENTS,
    Wording,
    list_exact,
    list_long,
    list_near,
    part_by_length,
)
from analysis.pending_columns import NOTHING_BESIDE, PENDING
from analysis.shared_spans import close_spans, cover_words, write_spans
from analysis.shingles import DistinctText, gather_distinct, place_words


@dataclass(frozen=True)
class SharedWording:
    """Frames of columns.CAMPAIGNS, and of PENDING for a person to confirm."""

    campaigns: pd.DataFrame
    pending: pd.DataFrame


def find_shared_wording(items: pd.DataFrame, *, ignore: Iterable[str] = ()) -> SharedWording:
    """Find groups of answers with shared wording.

    items: columns.ITEMS without repeated ids, normally the analysed ones.
    ignore: wording that many have for another reason, such as the question itself or a form's own lines.
    Returns: campaigns in input order, numbered from the largest. shared: the share of an item's words
    that are the group's; spans: where they are. Pending: short answers nearly alike, and longer ones that
    hold nearly the same.
    """
    texts, respondents = items["text"].tolist(), items["respondent_id"].tolist()
    distinct, ignored = gather_distinct(texts, ignore=ignore)
    long, short = part_by_length(distinct)
    copies = list_long(long, ignored, respondents)
    groups = copies + list_exact(short, respondents)
    kinds = ["C" if group.respondents >= MIN_RESPONDENTS else "N" for group in groups]
    grouped = {id(text) for group in copies for text in group.texts}
    others = [text for text in long if id(text) not in grouped]
    near = list_near(short + others, ignored, respondents) if short else []
    found = (_number(items, groups, kinds), _number(items, near, ["S"] * len(near)))
    pending = [row | NOTHING_BESIDE for row in found[1]]
    return SharedWording(
        columns.make_frame(found[0], columns.CAMPAIGNS), columns.make_frame(pending, PENDING)
    )


def _number(items: pd.DataFrame, groups: list[Wording], kinds: list[str]) -> list[dict[str, object]]:
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
    known = dict(zip(organised["item_id"].tolist(), organised["campaign_id"].tolist(), strict=True))
    found = [
        known.get(item_id, "") if bucket == columns.ANALYSED else ""
        for item_id, bucket in zip(results["id"].tolist(), results["bucket"].tolist(), strict=True)
    ]
    return columns.check(results.assign(campaign_id=found), columns.ITEM_RESULTS)


def _list_spans(text: DistinctText, marked: np.ndarray, texts: list[str]) -> list[str]:
    """Say for each row of a distinct text where its shared parts are; equal texts are cut once."""
    first = texts[text.rows[0]]
    written = {first: write_spans(close_spans(first, cover_words(text.places, marked)))}
    for row in text.rows:
        if texts[row] not in written:
            spans = cover_words(place_words(texts[row]), marked)
            written[texts[row]] = write_spans(close_spans(texts[row], spans))
    return [written[texts[row]] for row in text.rows]
