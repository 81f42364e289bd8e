"""Several published tables added up, and others taken off, as a reader could."""

from collections.abc import Iterator, Sequence

from analysis.tables.since import Counts, Partition, Published

Signed = list[tuple[Counts, Partition, int]]


def add_up(more: Sequence[Published], less: Sequence[Published]) -> Published:
    """Add up some tables and take off others: totals, and parts where all are by the same groups."""
    tables = (*more, *less)
    columns = {one.columns for one in tables}
    is_by_one = len(columns) == 1 and all(one.groups for one in tables)
    groups = join_groups(tables) if is_by_one else ()
    signs = [1 if place < len(more) else -1 for place in range(len(tables))]
    every = [(one.every, one.groups, sign) for one, sign in zip(tables, signs, strict=True)]
    own = [(one.own, one.groups, sign) for one, sign in zip(tables, signs, strict=True)]
    both = frozenset.intersection(*(frozenset(one.own) for one in tables))
    counts = {label: tuple(_add_row(every, label, groups)) for label in _list_labels(every)}
    own_counts = {label: tuple(_add_row(own, label, groups)) for label in _list_labels(own) if label in both}
    return Published(columns.pop() if is_by_one else "", groups, counts, own_counts, is_of_others=True)


def _list_labels(signed: Signed) -> list[str]:
    return sorted({label for one, _, _ in signed for label in one})


def join_groups(tables: Sequence[Published]) -> Partition:
    """Put together whatever is together in any of the tables."""
    parts: list[set[str]] = []
    for group in (group for one in tables for group in one.groups):
        touching = [one for one in parts if one & set(group)]
        parts = [one for one in parts if not one & set(group)]
        parts.append(set(group).union(*touching))
    return tuple(tuple(sorted(one)) for one in sorted(parts, key=min))


def _add_row(signed: Signed, label: str, groups: Partition) -> Iterator[int | None]:
    """A row by group, then its total; a table that has not got the label counted nobody."""
    known = [(layer[label], own, sign) for layer, own, sign in signed if label in layer]
    for part in groups:
        inside = [
            (row[place], sign)
            for row, own, sign in known
            for place, group in enumerate(own)
            if set(group) <= set(part)
        ]
        yield _add(inside)
    yield _add([(row[-1], sign) for row, _, sign in known])


def _add(counts: Sequence[tuple[int | None, int]]) -> int | None:
    """The sum; nobody knows it where one of them is hidden."""
    shown = [count * sign for count, sign in counts if count is not None]
    return sum(shown) if len(shown) == len(counts) else None
