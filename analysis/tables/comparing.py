"""Whether groups differ, told from nothing but the numbers that are shown, so that a test gives none away.

A consultation is not a sample: whoever wanted to answered. A small p says that chance alone would seldom have
put these respondents so unevenly into these groups; it says nothing of people who did not answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.rounding import SCORE_DECIMALS
from analysis.tables.chance import shuffle_groups
from analysis.tables.intervals import Interval, find_difference

LEAST_GROUP = 5
"""Of a group smaller than this nothing can be said."""

MOST_FALSE = 0.05
"""The share of the differences named that may be false ones, on average (Benjamini and Hochberg)."""

NOT_A_SAMPLE = (
    "A consultation is not a sample: it tells what those who answered said, and nothing of those who did not."
)


@dataclass(frozen=True)
class ShownCount:
    """What a table shows of one group; None where it is hidden."""

    group: str
    count: int | None
    base: int | None


@dataclass(frozen=True)
class Comparison:
    """How one label differs between groups. p, corrected: None where nothing was tested.

    effect: Cramér's V of several groups; of two the difference of their shares, first less second. `apart`
    is the group that differs most from all the others together, by how much: the interval is of the group
    picked as the furthest, as if it had been the only one, and not adjusted for picking it.
    """

    label: str
    groups: tuple[str, ...]
    test: str = ""
    p: float | None = None
    corrected: float | None = None
    effect: Interval | None = None
    odds: Interval | None = None
    apart: str = ""
    apart_by: Interval | None = None

    @property
    def differs(self) -> bool:
        """Whether a difference may be named, among all that were looked for on the page."""
        return self.corrected is not None and self.corrected <= MOST_FALSE


def compare_groups(
    rows: Mapping[str, Sequence[ShownCount]], *, least_group: int = LEAST_GROUP
) -> list[Comparison]:
    """Compare the groups of a protected table, label by label; corrected for all labels together.

    rows: of respondents, each counted once a label, without totals. A group whose count is hidden or whose
    base is under `least_group` is left out of its row; a row with fewer than two left is not tested.
    A test so sees fewer groups than there are: it can find a difference where all together would show none,
    and miss one that all would show. It holds for the groups that are shown, and for these only.
    """
    return correct([_compare(label, row, least_group) for label, row in rows.items()])


def correct(found: Sequence[Comparison]) -> list[Comparison]:
    """Correct the p of all tests that one page shows."""
    from scipy.stats import false_discovery_control  # noqa: PLC0415  (heavy: 69 MB, only to test a table)

    tested = [one.p for one in found if one.p is not None]
    values = iter(false_discovery_control(tested) if tested else ())
    return [one if one.p is None else replace(one, corrected=_round(next(values))) for one in found]


def _compare(label: str, row: Sequence[ShownCount], least_group: int) -> Comparison:
    usable = [one for one in row if one.count is not None and (one.base or 0) >= least_group]
    groups = tuple(one.group for one in usable)
    yes, base = (
        np.array(numbers, dtype=np.int64)
        for numbers in ([one.count for one in usable], [one.base for one in usable])
    )
    if len(groups) < 2 or yes.sum() in {0, base.sum()}:
        return Comparison(label, groups)
    return (
        _compare_two(label, groups, yes, base)
        if len(groups) == 2
        else _compare_more(label, groups, yes, base)
    )


def _compare_two(label: str, groups: tuple[str, ...], yes: np.ndarray, base: np.ndarray) -> Comparison:
    from scipy.stats import fisher_exact  # noqa: PLC0415  (heavy: 69 MB, only to test a table)

    table = np.array([yes, base - yes])
    difference = find_difference(int(yes[0]), int(base[0]), int(yes[1]), int(base[1]))
    return Comparison(
        label,
        groups,
        "Fisher’s exact test",
        _round(float(fisher_exact(table).pvalue)),
        effect=difference,
        odds=_find_odds(table),
        apart=groups[0] if difference.value >= 0 else groups[1],
        apart_by=difference if difference.value >= 0 else difference.turn(),
    )


def _find_odds(table: np.ndarray) -> Interval | None:
    """Find the odds ratio with its interval; None where a nought makes it nought or without end."""
    if not table.all():
        return None
    from scipy.stats.contingency import odds_ratio  # noqa: PLC0415  (heavy: 69 MB, only to test a table)

    found = odds_ratio(table, kind="sample")
    low, high = found.confidence_interval(0.95)
    return Interval(_round(found.statistic), _round(low), _round(high))


def _compare_more(label: str, groups: tuple[str, ...], yes: np.ndarray, base: np.ndarray) -> Comparison:
    p, effect = shuffle_groups(yes, base)
    apart, apart_by = _find_apart(groups, yes, base)
    return Comparison(
        label,
        groups,
        "permutation test of chi-square",
        _round(p),
        effect=effect,
        apart=apart,
        apart_by=apart_by,
    )


def _find_apart(groups: tuple[str, ...], yes: np.ndarray, base: np.ndarray) -> tuple[str, Interval]:
    """Find the group whose share is furthest from that of all the others together, the first of several."""
    every, whole = int(yes.sum()), int(base.sum())
    apart = [
        find_difference(int(a), int(b), every - int(a), whole - int(b))
        for a, b in zip(yes, base, strict=True)
    ]
    place = max(range(len(groups)), key=lambda n: (abs(apart[n].value), -n))
    return groups[place], apart[place]


def _round(value: float) -> float:
    return round(float(value), SCORE_DECIMALS)
