"""A table of labels by groups that may be published beside everything that was published before.

Between two tables a reader sees differences. A row that has not changed is shown as it was. One that has, and
of which something is or was hidden, or that has changed by a small number somewhere, is withheld but for its
total: all of its change may then have been in any one group. A total that changed by a small number is
withheld too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.tables.cornered import Place, withhold_cornered
from analysis.tables.limits import ALL
from analysis.tables.pooling import pool_groups
from analysis.tables.rows import Hidden, Row, hide_both_ways
from analysis.tables.silence import turn_counts, turn_published
from analysis.tables.since import Layers, Partition, Published, find_changes
from analysis.tables.withholding import (
    add_before,
    gives_away,
    list_small_totals,
    withhold,
)


@dataclass(frozen=True)
class Shown:
    """Which groups are shown together, and what is hidden: labels by groups, then the total.

    own is None where the counts without shared wording cannot be shown, or do not differ. No groups: the
    table cannot be published at all.
    """

    groups: Partition
    every: np.ndarray
    own: np.ndarray | None


@dataclass(frozen=True)
class Counted:
    """True counts: bases by group, and labels by groups, in both layers. own is None without campaigns."""

    labels: tuple[str, ...]
    groups: tuple[str, ...]
    bases: Layers
    counts: Layers


def protect_crossing(
    counted: Counted,
    threshold: int,
    columns: str = "",
    earlier: Sequence[Published] = (),
    *,
    least_silent: int = 1,
) -> Shown:
    """Protect a table. columns: which groups these are. least_silent: as `hide_both_ways`; of more than 1
    those who did not raise something are guarded beside what was published before too.
    """
    tables = [one for one in earlier if not one.is_floor]
    groups, counted = _choose_groups(counted, threshold, columns, tables)
    if not groups:
        nothing = np.ones((len(counted.labels), 1), dtype=bool)
        return Shown((), nothing, None)
    bases, counts = (one.pool(counted.groups, groups) for one in (counted.bases, counted.counts))
    limits = threshold, least_silent
    rows = [
        _hide(label, bases, Layers(*_take(counts, place)), limits, groups, columns, earlier)
        for place, label in enumerate(counted.labels)
    ]
    shape = len(rows), len(groups) + 1
    every = np.array([[*one.every, one.every_total] for one in rows], dtype=bool).reshape(shape)
    own = np.array([[*one.own, one.own_total] for one in rows], dtype=bool).reshape(shape)
    return Shown(groups, every, None if counts.own is None else own)


def _choose_groups(
    counted: Counted, threshold: int, columns: str, earlier: Sequence[Published]
) -> tuple[Partition, Counted]:
    """Choose the groups; without the second layer where that one leaves nothing to compare."""
    alone = Counted(counted.labels, counted.groups, Layers(counted.bases.every), Layers(counted.counts.every))
    simple = pool_groups(counted.groups, alone.bases, threshold, columns, earlier)
    if counted.bases.own is None or np.array_equal(counted.bases.every, counted.bases.own):
        return simple, alone
    both = pool_groups(counted.groups, counted.bases, threshold, columns, earlier)
    return (both, counted) if len(both) > 1 or len(both) == len(simple) > 0 else (simple, alone)


def _take(layers: Layers, place: int) -> tuple[np.ndarray, np.ndarray | None]:
    return layers.every[place], None if layers.own is None else layers.own[place]


def _hide(
    label: str,
    bases: Layers,
    counts: Layers,
    limits: tuple[int, int],
    groups: Partition,
    columns: str,
    earlier: Sequence[Published],
) -> Hidden:
    threshold, least_silent = limits
    said = [one for one in earlier if label in one.every]
    known = [one for one in said if not one.is_floor]
    nothing = np.zeros(len(groups), dtype=bool)
    first = Hidden(nothing, nothing, False, counts.own is None)
    row = Row(counts.every, _or_none(counts.own, counts.every), bases.every, _or_none(bases.own, bases.every))
    asked = add_before(first, label, counts, known, groups, columns)
    hidden = hide_both_ways(row, threshold, least_silent, asked)
    place = Place(columns, groups)
    hidden = _withhold_changed(hidden, label, counts, known, threshold, place)
    if least_silent > 1:
        silent, turned = turn_counts(bases, counts), list(turn_published(known, label))
        hidden = _withhold_changed(hidden, label, silent, turned, least_silent, place)
        hidden = withhold_cornered(hidden, turned, label, row.others, least_silent, place)
    hidden = withhold_cornered(hidden, said, label, row, threshold, place)
    return _hide_lone(hidden, bases)


def _withhold_changed(
    hidden: Hidden, label: str, counts: Layers, known: Sequence[Published], threshold: int, place: Place
) -> Hidden:
    """Withhold a row of which a small number, or what is hidden, follows from what has changed since."""
    for table in known:
        changes = find_changes(table, label, counts, place.groups, place.columns)
        small = list_small_totals(counts, table, label, threshold)
        if any(small) or gives_away(changes, hidden, table, label, place.groups, place.columns, threshold):
            hidden = withhold(hidden, small)
    return hidden


def _hide_lone(hidden: Hidden, bases: Layers) -> Hidden:
    """Where all are in one group, the total is that group's number."""
    alone = int((bases.every > 0).sum()) <= 1
    every_total = hidden.every_total or bool(alone and hidden.every.any())
    own_total = hidden.own_total or every_total or bool(alone and hidden.own.any())
    return replace(hidden, every_total=every_total, own_total=own_total)


def _or_none(own: np.ndarray | None, every: np.ndarray) -> np.ndarray:
    """Of one layer only nothing is told of the other, which may then be anything: nobody."""
    return np.zeros_like(every) if own is None else own


def list_published(shown: Shown, counted: Counted, columns: str) -> Published:
    """Put what a table shows as a later one reads it."""
    bases, counts = (one.pool(counted.groups, shown.groups) for one in (counted.bases, counted.counts))
    nothing = np.zeros(len(shown.groups) + 1, dtype=bool)

    def write(base: np.ndarray, rows: np.ndarray, hidden: np.ndarray) -> dict[str, tuple[int | None, ...]]:
        lines = zip((ALL, *counted.labels), (base, *rows), (nothing, *hidden), strict=True)
        return {
            label: tuple(None if gone else int(n) for n, gone in zip([*row, row.sum()], flags, strict=True))
            for label, row, flags in lines
        }

    own = {}
    if shown.own is not None and bases.own is not None and counts.own is not None:
        own = write(bases.own, counts.own, shown.own)
    return Published(columns, shown.groups, write(bases.every, counts.every, shown.every), own)
