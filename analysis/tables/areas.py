"""Totals by area that may be published: areas in which too few gave a number are put together."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.drafting.figures import JOINED, GroupCount, Rules, merge_small
from analysis.tables.summaries import Summary, summarise
from analysis.tables.tiers import Standing

TOGETHER = "Other areas together"


@dataclass(frozen=True)
class Publishable:
    """Totals that give no single body's number away, except where all agreed to be named.

    withheld: so few gave a number in the whole region that nothing may be published.
    """

    areas: tuple[Summary, ...]
    whole: Summary
    withheld: bool


def publish_areas(standings: Sequence[Standing], small_number: int, whole: str) -> Publishable:
    """Put areas together until each has enough numbers; whole: what the region as a whole is called."""
    by_area: dict[str, list[Standing]] = {}
    for one in standings:
        by_area.setdefault(one.given.area, []).append(one)
    summed = {area: summarise(found, area) for area, found in by_area.items()}
    every, rules = summarise(standings, whole), Rules(small_number)
    groups = [GroupCount(area, area, one.given, one.public) for area, one in summed.items()]
    merged = merge_small(groups, rules, others=TOGETHER)
    found = [_join(group, by_area) for group in sorted(merged, key=lambda one: (JOINED in one.key, one.key))]
    found += [summed[area] for area in sorted(summed) if not summed[area].given]
    alone = every.given < small_number and not every.public
    return Publishable(() if alone else tuple(found), every, alone)


def _join(group: GroupCount, by_area: dict[str, list[Standing]]) -> Summary:
    if JOINED not in group.key:
        return summarise(by_area[group.key], group.key)
    inside = [one for area in group.key.split(JOINED) for one in by_area[area]]
    return summarise(inside, TOGETHER)
