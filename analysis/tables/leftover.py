"""The row of what stands in no theme: shown only as far as it gives nothing away of what is hidden.

Whoever is counted said something in a theme or something in none, and so does each passage. With this row
a reader knows that the rows of a column come to its base at least. A small number is safe where there is
another table that they could not tell from the true one in which it is as large as the threshold: people are
moved to it from other hidden parts of its row. Here each such move has to leave every column covered: by what
its rows come to beyond its base, or by hidden parts of this row that are moved the other way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.tables.crossing import Counted, Shown
from analysis.tables.since import Published
from analysis.tables.units import PEOPLE, RESPONSES, SEGMENTS

NONE = "none"
"""The label of this row among those of themes."""


def guard_leftover(
    units: Mapping[str, Counted],
    shown: Shown,
    threshold: int,
    earlier: Sequence[Published] = (),
    *,
    is_told: bool = False,
    hides_silent: bool = False,
) -> Shown:
    """Hide the row but for its totals where it tells, in any unit; where these tell too, hide it whole.

    earlier: tables that a reader may have. Where one hid the row whole, so does this one, for its total would
    tell there. Where one gives its total, hiding it here is not enough, and rows that it tells of are
    withheld but for theirs. is_told: a draft gives its total.
    hides_silent: this row tells how many at most did not raise something, and is hidden whole beside
    anything that is.
    """
    labels = next(iter(units.values())).labels
    if NONE not in labels or not shown.groups:
        return shown
    place = labels.index(NONE)
    totals = [one.every[NONE][-1] for one in earlier if NONE in one.every]
    is_known = is_told or any(total is not None for total in totals)
    if hides_silent and shown.every.any():
        shown = _hide(shown, [place], None)
    if totals and not is_known:
        return _hide(shown, [place], None)
    for last in (-1, None):
        told = _list_told(units, shown, place, threshold)
        if not told:
            return shown
        shown = _hide(shown, [place], -1 if is_known else last)
    return _withhold_told(units, shown, place, threshold) if is_known else shown


def _withhold_told(units: Mapping[str, Counted], shown: Shown, place: int, threshold: int) -> Shown:
    """Withhold what a total that is out tells of; where that is not enough, a large row beside it, so that
    people may have been moved between the two and every column be covered as it is."""
    shown = _hide(shown, sorted(_list_told(units, shown, place, threshold)), -1)
    if not _list_told(units, shown, place, threshold):
        return shown
    counts = units[RESPONSES].counts.pool(units[RESPONSES].groups, shown.groups).every
    least = [-1 if row == place else int(numbers.min()) for row, numbers in enumerate(counts)]
    return _hide(shown, [int(np.argmax(least))], -1)


def _list_told(units: Mapping[str, Counted], shown: Shown, place: int, threshold: int) -> set[int]:
    return {row for one in _read_all(units, shown, place) for row in one.list_told(threshold)}


def _hide(shown: Shown, places: Sequence[int], last: int | None) -> Shown:
    """Hide rows in both layers; last: -1 leaves their totals as they are."""
    every, own = shown.every.copy(), None if shown.own is None else shown.own.copy()
    for one in (every, own):
        if one is not None:
            one[places, :last] = True
    return replace(shown, every=every, own=own)


def _read_all(units: Mapping[str, Counted], shown: Shown, place: int) -> Iterator["_Layer"]:
    """Each layer in responses and in passages; in people where anybody speaks for several."""
    responses = _list_layers(units[RESPONSES], shown)
    for unit in (RESPONSES, SEGMENTS, PEOPLE):
        layers = _list_layers(units[unit], shown) if unit in units else []
        if unit == PEOPLE and all(
            np.array_equal(a[1], b[1]) for a, b in zip(layers, responses, strict=False)
        ):
            continue
        for (bases, counts, hidden), (asked, few, _) in zip(layers, responses, strict=False):
            yield _Layer(bases, counts, asked, few, hidden, place, is_weighed=unit == PEOPLE)


def _list_layers(counted: Counted, shown: Shown) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    bases, counts = (one.pool(counted.groups, shown.groups) for one in (counted.bases, counted.counts))
    layers = [(bases.every, counts.every, shown.every)]
    if shown.own is not None and bases.own is not None and counts.own is not None:
        layers.append((bases.own, counts.own, shown.own))
    return layers


@dataclass(frozen=True)
class _Layer:
    """One layer in one unit: bases by group, counts by label and group, hidden with totals; asked, responses:
    bases and counts of responses, which decide what is small. is_weighed: one may count for several."""

    bases: np.ndarray
    counts: np.ndarray
    asked: np.ndarray
    responses: np.ndarray
    hidden: np.ndarray
    place: int
    is_weighed: bool

    @property
    def beyond(self) -> np.ndarray:
        """By group, what the rows come to beyond the base: as much may be taken away unseen."""
        return self.counts.sum(axis=0) - self.bases

    def list_told(self, threshold: int) -> set[int]:
        """List the rows with a small number that can be no other, as far as can be told."""
        if self.is_weighed:
            return {int(row) for row in np.flatnonzero(self.hidden.any(axis=1))}
        small = (self.responses > 0) & (self.responses < threshold) & self.hidden[:, :-1]
        return {
            int(row)
            for row, group in np.argwhere(small)
            if not self.hidden[row, -1]
            and self._is_cornered(row, group, threshold - int(self.responses[row, group]))
        }

    def _is_cornered(self, row: int, group: int, more: int) -> bool:
        """Whether so many more cannot be moved to a part of a row from its other hidden parts."""
        gone = self.hidden[row, :-1]
        gives = np.where(gone, self.responses[row] - (0 if gone.all() else 1), 0)
        gives[group] = 0
        unseen = np.minimum(gives, self.beyond)
        if row == self.place or not self.hidden[self.place, :-1].any():
            return bool(unseen.sum() < more)
        covered = self.hidden[self.place, :-1]
        if self.hidden[self.place, -1]:
            return bool(np.where(covered, gives, unseen).sum() < more)
        spare = self.beyond - unseen
        spare[group] += more
        moved = np.minimum(np.where(covered, self.counts[self.place], 0), spare).sum()
        moved = min(moved, np.where(covered, gives - unseen, 0).sum(), self._find_room(gives > 0))
        return bool(unseen.sum() + moved < more)

    def _find_room(self, takes: np.ndarray) -> int:
        """How many passages of this row can be moved to these groups and be as many as its responses."""
        said, room = self.responses[self.place], self.asked - self.responses[self.place]
        return int((self.counts[self.place] - said)[~takes].sum() + room[takes].sum())
