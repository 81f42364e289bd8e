"""Numbers of people that are one respondent's but for a few, so that how many it is could be told.

Looked at is everything that a reader has or gets by subtracting: bases, totals, what is shown of a row, what
is hidden of it together, and those who did not raise it; of everybody, without shared wording, and between.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.tables.crossing import Counted, Shown
from analysis.tables.limits import MOST_OF_ONE
from analysis.tables.since import Partition

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Largest:
    """How many people the one who speaks for most of them speaks for: of each base, and of each count.

    In the order of `Layers.list_known`. bases: by group. raised, silent: labels by groups; silent are those
    who are in the base and did not raise the label.
    """

    bases: tuple[np.ndarray, ...]
    raised: tuple[np.ndarray, ...]
    silent: tuple[np.ndarray, ...]


def find_largest(
    layers: Sequence[tuple[set[tuple[str, str]], set[Triple]]],
    people: Mapping[str, int],
    labels: Sequence[str],
    groups: Sequence[str],
) -> Largest:
    """Find them. layers: who is counted, with the group, and what each raised. people: of more than one."""
    who = [{one for one in counted if one[0] in people} for counted, _ in layers]
    raised = [{one for one in said if one[0] in people} for _, said in layers]
    silent = [
        {(*one, label) for one in counted for label in labels if (*one, label) not in said}
        for counted, said in zip(who, raised, strict=True)
    ]
    bases = [[(*one, "") for one in counted] for counted in who]
    return Largest(
        tuple(_spread(one, people, [""], groups)[0] for one in bases),
        tuple(_spread(one, people, labels, groups) for one in raised),
        tuple(_spread(one, people, labels, groups) for one in silent),
    )


def _spread(
    found: Iterable[Triple], people: Mapping[str, int], labels: Sequence[str], groups: Sequence[str]
) -> np.ndarray:
    largest: dict[tuple[str, str], int] = {}
    for respondent, group, label in found:
        largest[label, group] = max(largest.get((label, group), 0), people[respondent])
    rows = [[largest.get((label, group), 0) for group in groups] for label in labels]
    return np.array(rows, dtype=np.int64).reshape(len(labels), len(groups))


def find_one_voice(counted: Counted, largest: Largest, shown: Shown) -> tuple[bool, np.ndarray]:
    """Tell whether a base is one respondent's but for a few, and flag the rows of which something is.

    counted: people. largest: of the same table.
    """
    bases, counts = (
        one.pool(counted.groups, shown.groups).list_known() for one in (counted.bases, counted.counts)
    )
    in_base, rows = False, np.zeros(len(counted.labels), dtype=bool)
    hidden = [shown.every] if shown.own is None else [shown.every, shown.own, shown.own]
    for place, flags in enumerate(hidden):
        base, count = bases[place], counts[place]
        top, raised, silent = (
            _pool(one[place], counted.groups, shown.groups)
            for one in (largest.bases, largest.raised, largest.silent)
        )
        in_base |= bool(_is_one(top, base).any() or _is_one(top.max(), base.sum()))
        rows |= _flag_rows(raised, count, flags) | _flag_rows(silent, base - count, flags)
    return in_base, rows


def _flag_rows(top: np.ndarray, count: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """Flag the rows of which a part that is shown, the total or the hidden parts together are one's."""
    parts, is_total_shown = hidden[:, :-1], ~hidden[:, -1]
    cells = (_is_one(top, count) & ~parts).any(axis=1)
    total = _is_one(top.max(axis=1), count.sum(axis=1))
    rest = _is_one((top * parts).max(axis=1), (count * parts).sum(axis=1))
    flagged: np.ndarray = cells | (is_total_shown & (total | rest))
    return flagged


def _is_one(top: np.ndarray, whole: np.ndarray) -> np.ndarray:
    flagged: np.ndarray = top > np.maximum(1, MOST_OF_ONE * whole)
    return flagged


def _pool(largest: np.ndarray, groups: Sequence[str], partition: Partition) -> np.ndarray:
    places = [[groups.index(key) for key in part] for part in partition]
    return np.stack([largest[..., part].max(axis=-1) for part in places], axis=-1)
