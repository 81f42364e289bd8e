"""Which cells of one row to hide, without solving anything: for tables all of whose bases can be shown.

Each row is safe by itself then, for no row can move another's bases. A row has two layers: everybody, and
those left without shared wording; what is between them is a third, which a reader gets by subtracting. Why
this holds is proved by worlds: for each small number there is another table that a reader could not tell from
the true one, in which it is as large as the threshold (docs/decisions, "small numbers").
"""

from dataclasses import dataclass, replace

import numpy as np

Flags = np.ndarray


@dataclass(frozen=True, slots=True)
class Row:
    """The parts of a row in both layers, and the bases over them. own is part of every."""

    every: np.ndarray
    own: np.ndarray
    every_base: np.ndarray
    own_base: np.ndarray

    @property
    def shared(self) -> np.ndarray:
        """What a reader gets by subtracting: those who are only counted with shared wording."""
        return self.every - self.own

    @property
    def others(self) -> "Row":
        """Those who did not raise it."""
        counts = self.every_base - self.every, self.own_base - self.own
        return Row(*counts, self.every_base, self.own_base)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden of a row: parts and total, of everybody and of those without shared wording."""

    every: Flags
    own: Flags
    every_total: bool
    own_total: bool

    def is_same(self, other: "Hidden") -> bool:
        """Whether the other hides the same."""
        totals = (self.every_total, self.own_total) == (other.every_total, other.own_total)
        return totals and bool((self.every == other.every).all() and (self.own == other.own).all())


def hide_row(row: Row, threshold: int, asked: Hidden) -> Hidden:
    """Hide what is small and as much more as that needs. asked: what has to be hidden for other reasons.

    Where parts alone cannot protect each other the whole row of parts is withheld, noughts too; its total is
    hidden only where it is small itself, so that tables with the same rows hide the same totals.
    """
    hidden = _hide_small(row, threshold, asked)
    while (extra := _find_extra(row, threshold, hidden)) is not None:
        hidden = extra
    return hidden


def hide_both_ways(row: Row, threshold: int, least_silent: int, asked: Hidden) -> Hidden:
    """Hide what is small, and where those who did not raise it are few: the base less the count.

    least_silent: so many of these may be seen; of 1, one may.
    """
    hidden, before = hide_row(row, threshold, asked), None
    while least_silent > 1 and (before is None or not hidden.is_same(before)):
        before = hidden
        hidden = hide_row(row, threshold, hide_row(row.others, least_silent, hidden))
    return hidden


def find_small(counts: np.ndarray, threshold: int) -> Flags:
    """Flag the counts from 1 to one below the threshold."""
    return (counts > 0) & (counts < threshold)


def _hide_small(row: Row, threshold: int, asked: Hidden) -> Hidden:
    every = find_small(row.every, threshold) | asked.every
    own = every | asked.own | find_small(row.own, threshold) | find_small(row.shared, threshold)
    sums = np.array([row.every.sum(), row.own.sum(), row.shared.sum()])
    small = find_small(sums, threshold)
    alone = row.every.size == 1  # then the part is the total
    every_total = bool(small[0] or asked.every_total or (alone and every.any()))
    own_total = bool(small.any() or every_total or asked.own_total or (alone and own.any()))
    return Hidden(every, own, every_total, own_total)


def _find_extra(row: Row, threshold: int, hidden: Hidden) -> Hidden | None:
    """Hide a little more where something could still be worked out; None where nothing can."""
    if not hidden.every_total and not _is_wide(row.every, hidden.every, threshold):
        chosen = _choose(row.every, (row.every > 0) & ~hidden.every)
        return _withhold(hidden) if chosen is None else _add(hidden, chosen, every=True)
    if hidden.own_total or hidden.every.all() or not hidden.own.any():
        return None
    shared_base = row.every_base - row.own_base
    for part, rest_base in ((row.own, shared_base), (row.shared, row.own_base)):
        room = _find_room(part, row.every, rest_base, hidden)
        if not _is_free(part, room, hidden, threshold):
            chosen = _choose(row.every, (part > 0) & (room > 0) & ~hidden.own)
            return _withhold(hidden) if chosen is None else _add(hidden, chosen, every=False)
    return None


def _is_wide(counts: np.ndarray, hidden: Flags, threshold: int) -> bool:
    """Whether each hidden count could be as large as the threshold while all the others are at least 1."""
    number = int(hidden.sum())
    if number in {0, hidden.size}:  # of a row that is withheld whole, nobody knows which are noughts
        return True
    small = find_small(counts, threshold) & hidden
    total = int(counts[hidden].sum())
    return number > 1 and (not small.any() or total - (number - 1) >= threshold)


def _find_room(part: np.ndarray, every: np.ndarray, rest_base: np.ndarray, hidden: Hidden) -> np.ndarray:
    """How much of a layer could be elsewhere: what is left takes it up, as far as its own base goes."""
    staying = np.clip(every - rest_base, 0, part)
    room = part - staying
    moving = np.minimum(part, np.maximum(every - 1, 0))
    return np.where(hidden.every, np.minimum(room, moving), room)


def _is_free(part: np.ndarray, room: np.ndarray, hidden: Hidden, threshold: int) -> bool:
    """Whether each small count of a layer could be as large as the threshold, taken from the others."""
    if hidden.own.sum() == 1:
        return False
    seen = find_small(part, threshold) & hidden.own
    together = int(room[hidden.own].sum())
    return bool((together - room[seen] >= threshold - part[seen]).all())


def _choose(every: np.ndarray, allowed: Flags) -> int | None:
    """Choose the smallest part that may be hidden; the first of several."""
    places = np.flatnonzero(allowed)
    return int(places[np.argmin(every[places])]) if places.size else None


def _add(hidden: Hidden, place: int, *, every: bool) -> Hidden:
    whole, own = hidden.every.copy(), hidden.own.copy()
    whole[place] |= every
    own[place] = True
    return replace(hidden, every=whole, own=own)


def _withhold(hidden: Hidden) -> Hidden:
    everything = np.ones_like(hidden.every)
    return replace(hidden, every=everything, own=everything)
