"""What of a row is withheld beside what was published of it before."""

from collections.abc import Sequence

import numpy as np

from analysis.tables.rows import Hidden, find_small
from analysis.tables.since import Layers, Partition, Published, find_changes, list_totals, read_before


def add_before(
    first: Hidden, label: str, counts: Layers, known: Sequence[Published], groups: Partition, columns: str
) -> Hidden:
    """A row that has not changed hides what it hid before."""
    every, own = first.every, first.own
    for table in known:
        if not any(one.any() for one in find_changes(table, label, counts, groups, columns)):
            before = read_before(table.every, label, table, groups, columns)[:-1]
            every = every | (np.isnan(before) & (table.is_by(columns)))
            before = read_before(table.own, label, table, groups, columns)[:-1]
            own = own | (np.isnan(before) & (table.is_by(columns)) & (label in table.own))
    return Hidden(every, own | every, first.every_total, first.own_total)


def gives_away(
    changes: Sequence[np.ndarray],
    hidden: Hidden,
    table: Published,
    label: str,
    groups: Partition,
    columns: str,
    threshold: int,
) -> bool:
    """Whether this row beside the earlier one could give a small number away."""
    if any(find_small(np.abs(one), threshold).any() for one in changes):
        return True
    layers = [table.every, *([table.own] if label in table.own else [])]
    before = [read_before(layer, label, table, groups, columns) for layer in layers]
    was_hidden = table.is_by(columns) and any(np.isnan(one).any() for one in before)
    is_hidden = table.is_by(columns) and (hidden.every.any() or hidden.own.any())
    return bool((was_hidden or is_hidden) and not _is_same(changes, before))


def _is_same(changes: Sequence[np.ndarray], before: Sequence[np.ndarray]) -> bool:
    """Whether nothing has changed, the total being known to be the same."""
    return not any(one.any() for one in changes) and not np.isnan(before[0][-1])


def list_small_totals(counts: Layers, table: Published, label: str, threshold: int) -> list[bool]:
    """List for each layer whether all that is new in the total could be a small number.

    Beside a table of others only whether what a reader subtracts is one.
    """
    totals = [int(one.sum()) for one in counts.list_known()]
    if table.is_of_others:
        pairs = zip(totals, list_totals(table, label), strict=False)
        return [known is not None and 0 < abs(total - known) < threshold for total, (_, known) in pairs]
    return [
        total != known and total - least < threshold
        for total, (least, known) in zip(totals, list_totals(table, label), strict=False)
    ]


def withhold(hidden: Hidden, small: Sequence[bool]) -> Hidden:
    """Hide all parts, and the totals of the layers flagged."""
    everything = np.ones_like(hidden.every)
    every_total = hidden.every_total or small[0]
    return Hidden(everything, everything, every_total, hidden.own_total or every_total or any(small))
