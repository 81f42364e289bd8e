"""Counts of respondents or items by theme or code and group, each with its base."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pandas as pd

from analysis import columns
from analysis.columns import ALL
from analysis.errors import WrongValues

Unit = Literal["respondent_id", "id"]
NOTHING_OWN: Mapping[str, str] = MappingProxyType({})
Pair = tuple[str, str]


@dataclass(frozen=True)
class _Item:
    """An item that could have a label: who counts with it, and in which group."""

    unit: str
    group: str


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
    counted = _leave_out(_list_items(items, unit), leave_out)
    found = _list_labelled(evidence, label_column, counted)
    wanted = sorted({label for _, label in found}) if labels is None else labels
    return _tabulate(found, counted, wanted, sorted({one.group for one in counted.values()}))


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
    counted, shared = _list_items(items, unit), set(campaign_items)
    found = _list_labelled(evidence, label_column, counted)
    rows = sorted({label for _, label in found}) if labels is None else labels
    groups = sorted({one.group for one in counted.values()})
    left = _leave_out(counted, shared.difference(own_segments.values()))
    if own_segments:
        is_own = ~evidence["item_id"].isin(list(shared)) | evidence["segment_id"].isin(list(own_segments))
        evidence = evidence[is_own]
    own = _list_labelled(evidence, label_column, left)
    return _tabulate(found, counted, rows, groups), _tabulate(own, left, rows, groups)


def _list_items(items: pd.DataFrame, unit: Unit) -> dict[str, _Item]:
    """List the items by id, each with the one group of its respondent; of a repeated id the first row."""
    names = ("id", "respondent_id", "group")
    rows = zip(*(items[name].tolist() for name in names), strict=True)
    first: dict[str, Pair] = {}
    groups: dict[str, str] = {}
    for id, respondent_id, group in rows:
        if id not in first:
            first[id] = id, respondent_id
            groups.setdefault(respondent_id, group)
    if ALL in groups.values():
        reason = f"{ALL} stands for all groups, and no group may have its name"
        raise WrongValues(frame="items", column="group", reason=reason)
    is_id = unit == "id"
    return {id: _Item(id if is_id else whose, groups[whose]) for id, whose in first.values()}


def _leave_out(items: Mapping[str, _Item], left_out: Collection[str]) -> dict[str, _Item]:
    gone = set(left_out)
    return {id: one for id, one in items.items() if id not in gone}


def _list_labelled(evidence: pd.DataFrame, label_column: str, items: Mapping[str, _Item]) -> dict[Pair, str]:
    """List whoever has a label, once for each, with the group that they count in."""
    found: dict[Pair, str] = {}
    for id, label in zip(evidence["item_id"].tolist(), evidence[label_column].tolist(), strict=True):
        if id in items:
            found.setdefault((items[id].unit, label), items[id].group)
    return found


def _tabulate(
    found: Mapping[Pair, str], items: Mapping[str, _Item], labels: Iterable[str], groups: Sequence[str]
) -> pd.DataFrame:
    """Count by label and group: the bases first, and the total of each row last."""
    everybody: dict[str, str] = {}
    for one in items.values():
        everybody.setdefault(one.unit, one.group)
    counts = Counter((label, group) for (_, label), group in found.items())
    counts.update((label, ALL) for _, label in found)
    bases = Counter(everybody.values())
    bases[ALL] = len(everybody)
    cells = [(ALL, group, bases[group], bases[group]) for group in (*groups, ALL)]
    cells += [
        (label, group, counts[label, group], bases[group]) for label in labels for group in (*groups, ALL)
    ]
    return _make_frame(cells)


def _make_frame(cells: Sequence[tuple[str, str, int, int]]) -> pd.DataFrame:
    shares = [round(100 * count / base, 1) if base else float("nan") for *_, count, base in cells]
    names = ("label", "group", "count", "base")
    frame = pd.DataFrame(dict(zip(names, map(list, zip(*cells, strict=True)), strict=True)))
    return columns.check(frame.assign(share_pct=shares), columns.TALLY)
