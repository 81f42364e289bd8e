"""How counts of tags change from one half-year to the next, told from nothing but the numbers that are shown.

Each half-year is a protected table of its own: labels by places, with the whole region as the total. Nobody
is in two of them, and no sum over half-years is shown, so that none helps to open another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from analysis.tables.comparing import LEAST_GROUP, Comparison, ShownCount, compare_groups
from analysis.tables.sheets import Cell, Layer
from analysis.tables.since import Partition

WHOLE = ""
"""Stands for the whole region among the places."""

LEAST_LOOKED_PCT = 80
"""Where people looked through less of what was said than this, what they accepted says nothing of change."""


class Sought(StrEnum):
    """In how many of the consultations of a half-year a tag was looked for: in all, in some, in none."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


class Untested(StrEnum):
    """Why nothing is said of a change."""

    NOT_SOUGHT = "not looked for in both half-years"
    NOT_LOOKED = "not looked through by people in both half-years"
    NOT_SHOWN = "not shown in both half-years"
    TOO_FEW = "too few to compare"
    NOTHING = "nobody said it, or everybody did"


@dataclass(frozen=True)
class Point:
    """One half-year as it is shown. every: None where nothing was received or nothing can be shown.

    own: without shared wording; the same as `every` where nobody used any, None where that is not shown.
    looked_pct: how much of what was said people looked through; None where that makes no difference.
    """

    half: str
    columns: Partition
    every: Layer | None
    own: Layer | None
    sought: Mapping[str, Sought]
    looked_pct: float | None = None


@dataclass(frozen=True)
class Change:
    """One label in one place, from one half-year to the next that has numbers. found: None where untested.

    is_own: compared without shared wording. found.effect: the later share less the earlier one.
    """

    label: str
    place: str
    earlier: str
    later: str
    is_own: bool
    found: Comparison | None
    why: Untested | None = None


def find_cell(columns: Partition, layer: Layer, label: str, place: str) -> Cell | None:
    """The cell of a label in a place; None where the place is not a column of its own."""
    if place == WHOLE:
        return layer.rows[label][-1]
    return layer.rows[label][columns.index((place,))] if (place,) in columns else None


def find_changes(
    points: Sequence[Point], labels: Sequence[str], places: Sequence[str], *, least_group: int = LEAST_GROUP
) -> list[Change]:
    """Compare each half-year with the one before it that has numbers; corrected for all of them together.

    places: WHOLE and keys of places. least_group: of fewer than this nothing is said.
    """
    shown = [one for one in points if one.every is not None]
    found = [
        _look(label, place, *pair, least_group)
        for pair in pairwise(shown)
        for place in places
        for label in labels
    ]
    rows = {str(number): row for number, (_, row) in enumerate(found) if row}
    tested = {one.label: one for one in compare_groups(rows, least_group=least_group)}
    return [_settle(change, tested.get(str(number))) for number, (change, _) in enumerate(found)]


def _look(
    label: str, place: str, earlier: Point, later: Point, least_group: int
) -> tuple[Change, list[ShownCount]]:
    """What is compared, the later one first, or why nothing is."""
    is_own = earlier.own is not None and later.own is not None
    change = Change(label, place, earlier.half, later.half, is_own, None)
    both = (later, earlier)
    if any(one.sought.get(label, Sought.ALL) is not Sought.ALL for one in both):
        return replace(change, why=Untested.NOT_SOUGHT), []
    if any(one.looked_pct is not None and one.looked_pct < LEAST_LOOKED_PCT for one in both):
        return replace(change, why=Untested.NOT_LOOKED), []
    counts = list(_read(label, place, both, is_own=is_own))
    if len(counts) < len(both):
        return replace(change, why=Untested.NOT_SHOWN), []
    if any((one.base or 0) < least_group for one in counts):
        return replace(change, why=Untested.TOO_FEW), []
    return change, counts


def _read(label: str, place: str, points: Sequence[Point], *, is_own: bool) -> Iterator[ShownCount]:
    for one in points:
        layer = one.own if is_own else one.every
        cell = find_cell(one.columns, layer, label, place) if layer else None
        if cell is not None and cell.count is not None:
            yield ShownCount(one.half, cell.count, cell.base)


def _settle(change: Change, found: Comparison | None) -> Change:
    if change.why is not None or found is None:
        return change
    if found.p is None:
        return replace(change, why=Untested.NOTHING)
    return replace(change, found=replace(found, label=change.label))
