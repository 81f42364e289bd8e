"""Counts of respondents or items by theme or code and group, each with its base."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import pandas as pd

from analysis import columns
from analysis.columns import ALL

Unit = Literal["respondent_id", "id"]
NOTHING_OWN: Mapping[str, str] = MappingProxyType({})


def count_by_group(
    evidence: pd.DataFrame,
    items: pd.DataFrame,
    *,
    label_column: str,
    labels: Sequence[str] | None = None,
    unit: Unit = "respondent_id",
    leave_out: Collection[str] = (),
) -> pd.DataFrame:
    """Count the respondents (or items) that have each label, by group.

    evidence: columns.ASSIGNMENTS or CODINGS. items: columns.ITEMS, those that could have had a label.
    labels: rows to show, in order, also where nobody has them; default those found, by name.
    leave_out: item ids not to count, such as the campaigns', in evidence and bases alike.
    Returns: columns.TALLY by label, then group; a respondent counts in one group, the first one given.
    """
    counted = _list_counted(items, leave_out)
    found = evidence[["item_id", label_column]].rename(columns={"item_id": "id", label_column: "label"})
    labelled = found.merge(counted, on="id").drop_duplicates([unit, "label"])
    groups = sorted(counted["group"].unique())
    wanted = sorted(labelled["label"].unique()) if labels is None else list(labels)
    everybody = counted.drop_duplicates(unit).assign(label=ALL)
    counts = Counter(_list_cells(everybody)) + Counter(_list_cells(labelled))
    cells = [(label, group) for label in (ALL, *wanted) for group in (*groups, ALL)]
    rows = [_describe(label, group, counts[label, group], counts[ALL, group]) for label, group in cells]
    return columns.make_frame(rows, columns.TALLY)


def _list_counted(items: pd.DataFrame, leave_out: Collection[str]) -> pd.DataFrame:
    """List the items to count, each with the one group of its respondent, whatever is left out."""
    first = items.drop_duplicates("id")[["id", "respondent_id", "group"]]
    groups = first.drop_duplicates("respondent_id").set_index("respondent_id")["group"]
    counted = first[~first["id"].isin(list(leave_out))]
    return counted.assign(group=counted["respondent_id"].map(groups))


def count_with_and_without(
    evidence: pd.DataFrame,
    items: pd.DataFrame,
    campaign_items: Collection[str],
    *,
    own_segments: Mapping[str, str] = NOTHING_OWN,
    label_column: str,
    labels: Sequence[str] | None = None,
    unit: Unit = "respondent_id",
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count with the campaigns' wording and without it; both columns.TALLY with the same rows.

    own_segments: what people added to a campaign in their own words, each segment with its item; it counts
    without the campaign too, and so does its item in the base. Without any, items of campaigns do not count.
    """
    every = count_by_group(evidence, items, label_column=label_column, labels=labels, unit=unit)
    shown = [label for label in every["label"].unique() if label != ALL]
    shared = set(campaign_items)
    wholly = shared.difference(own_segments.values())
    own_evidence = evidence
    if own_segments:
        is_own = ~evidence["item_id"].isin(list(shared)) | evidence["segment_id"].isin(list(own_segments))
        own_evidence = evidence[is_own]
    own = count_by_group(
        own_evidence, items, label_column=label_column, labels=shown, unit=unit, leave_out=wholly
    )
    keys = every[["label", "group"]]
    aligned = keys.merge(own, on=["label", "group"], how="left").fillna({"count": 0, "base": 0})
    return every, columns.check(aligned, columns.TALLY)


def _list_cells(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """List the two cells that each row counts in: its group's and the total's."""
    labels, groups = frame["label"].tolist(), frame["group"].tolist()
    return [*zip(labels, groups, strict=True), *((label, ALL) for label in labels)]


def _describe(label: str, group: str, count: int, base: int) -> dict[str, object]:
    share = round(100 * count / base, 1) if base else float("nan")
    return {"label": label, "group": group, "count": count, "base": base, "share_pct": share}
