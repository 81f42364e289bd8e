"""A table as readers see it: each count with its share, what is hidden as None, and tests beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from analysis.tables.comparing import LEAST_GROUP, Comparison, ShownCount, compare_groups
from analysis.tables.crossing import Counted, Shown, list_published, protect_crossing
from analysis.tables.dominance import Largest
from analysis.tables.in_people import hide_in_people
from analysis.tables.intervals import Interval, find_share
from analysis.tables.leftover import NONE, guard_leftover
from analysis.tables.since import Layers, Partition, Published
from analysis.tables.units import PEOPLE, RESPONSES


@dataclass(frozen=True)
class Cell:
    """One count out of its base; both are None where they are hidden. share: of responses only."""

    count: int | None
    base: int
    share: Interval | None


@dataclass(frozen=True)
class Layer:
    """Bases by group, then of all; and for each label its cells in the same order. A base is None where it is
    hidden."""

    bases: tuple[int | None, ...]
    rows: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True)
class Sheet:
    """A protected table. own: without shared wording, where that is shown. compared: of the last layer shown.

    groups: which keys each column stands for; none where nothing can be shown at all. published: what the
    next table has to be guarded against. is_one_voice: nothing is shown, for of a base in people nearly all
    are those that one respondent speaks for.
    """

    unit: str
    groups: Partition
    every: Layer
    own: Layer | None
    compared: tuple[Comparison, ...]
    published: Published | None
    is_one_voice: bool = False


def make_sheet(
    units: Mapping[str, Counted],
    unit: str,
    threshold: int,
    columns_key: str,
    *,
    earlier: Sequence[Published] = (),
    largest: Largest | None = None,
    since: Sequence[tuple[Counted, Largest]] = (),
    is_leftover_told: bool = False,
    least_silent: int = 1,
) -> Sheet:
    """Make a table in one unit. Whatever the unit, what is hidden is decided by the number of respondents.

    largest: who speaks for most people. In people a row of which something is nearly one respondent's is
    hidden as well, or could be solved beside the responses; where a base is, the table is not made.
    since: the same, in people, of those alone who came after an earlier table in people: what both differ by.
    is_leftover_told: a draft says how much is in no theme. least_silent: as `protect_crossing`.
    """
    counted = units[RESPONSES]
    guard = partial(
        guard_leftover,
        units,
        threshold=threshold,
        earlier=earlier,
        is_told=is_leftover_told,
        hides_silent=least_silent > 1,
    )
    crossing = protect_crossing(counted, threshold, columns_key, earlier, least_silent=least_silent)
    safe = shown = guard(shown=crossing)
    is_one_voice = False
    if unit == PEOPLE and largest and safe.groups:
        looked_at = [(units[unit], largest), *since]
        is_one_voice, solved = hide_in_people(units[unit], counted, safe, looked_at)
        shown = guard(shown=solved)
    if not shown.groups or is_one_voice:
        return Sheet(unit, (), Layer((), {}), None, (), None, is_one_voice)
    own = None if shown.own is None else _show(units[unit], shown, shown.own, unit, own=True)
    every = _show(units[unit], shown, shown.every, unit, own=False)
    compared = _compare(own or every, max(LEAST_GROUP, threshold)) if unit == RESPONSES else ()
    return Sheet(unit, shown.groups, every, own, compared, list_published(safe, counted, columns_key))


def _show(counted: Counted, shown: Shown, hidden: np.ndarray, unit: str, *, own: bool) -> Layer:
    bases, counts = (
        _pick(one, counted.groups, shown.groups, own=own) for one in (counted.bases, counted.counts)
    )
    whole = np.append(bases, bases.sum())
    rows = {
        label: tuple(
            _make_cell(int(count), int(base), bool(gone), unit)
            for count, base, gone in zip(np.append(row, row.sum()), whole, flags, strict=True)
        )
        for label, row, flags in zip(counted.labels, counts, hidden, strict=True)
    }
    return Layer(tuple(map(int, whole)), rows)


def _pick(layers: Layers, groups: Sequence[str], partition: Partition, *, own: bool) -> np.ndarray:
    pooled = layers.pool(groups, partition)
    return pooled.own if own and pooled.own is not None else pooled.every


def _make_cell(count: int, base: int, hidden: bool, unit: str) -> Cell:
    if hidden:
        return Cell(None, base, None)
    return Cell(count, base, find_share(count, base) if unit == RESPONSES else None)


def _compare(layer: Layer, least_group: int) -> tuple[Comparison, ...]:
    """Compare what is shown of themes or tags; groups are called by their number."""
    rows = {
        label: [ShownCount(str(place), one.count, one.base) for place, one in enumerate(cells[:-1])]
        for label, cells in layer.rows.items()
        if label != NONE
    }
    return tuple(compare_groups(rows, least_group=least_group))
