"""How much of a whole one part of it is at least, when all the other parts are taken off.

The work grows with the number of tables: how much each other part is at most is found first, from all tables
that count it, and only then is it taken off.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from analysis.tables.since import Counts, Partition, Published
from consult.services.handing_out.summed_releases import join_groups

Row = Sequence[int | None]
Parts = Sequence[Sequence[Published]]
Reads = Callable[[Published, str], Row | None]


def list_floors(whole: Published, others: Parts) -> list[Published]:
    """List what is left of the whole, by its own groups, and by what is together in any of these tables.

    others: for each other part the tables that count at least all of it, by the same columns. One without a
    table leaves nothing that is known. Each layer has a floor of its own: what two layers are at least
    says nothing of what is between them.
    """
    if not others or not all(others):
        return []
    joined = join_groups([whole, *chain.from_iterable(others)])
    return [
        one for groups in dict.fromkeys((whole.groups, joined)) for one in _list_by(groups, whole, others)
    ]


def _list_by(groups: Partition, whole: Published, others: Parts) -> list[Published]:
    def find(read: Reads) -> dict[str, tuple[int | None, ...]]:
        return {label: tuple(_take_off(groups, whole, others, label, read)) for label in whole.every}

    def make(every: Counts, own: Counts) -> Published:
        return Published(whole.columns, groups, every, own, is_of_others=True, is_floor=True)

    if not whole.own:
        return [make(find(_read_every), {})]
    own, shared = find(_read_own), find(_read_shared)
    nobody = {label: (0,) * len(row) for label, row in shared.items()}
    return [make(find(_read_every), {}), make(own, own), make(shared, nobody)]


def _take_off(
    groups: Partition, whole: Published, others: Parts, label: str, read: Reads
) -> Iterator[int | None]:
    """A row of what is left, by group, then in all; nothing where a number is not known."""
    row = read(whole, label)
    for part in (*groups, ()):
        inside = [n for n, own in enumerate(whole.groups) if set(own) <= set(part)] if part else [-1]
        kept = [row[place] if row else None for place in inside]
        most = [_find_most(tables, label, part, read) for tables in others]
        numbers = [one for one in (*kept, *most) if one is not None]
        is_known = len(numbers) == len(kept) + len(most)
        yield max(0, sum(numbers[: len(kept)]) - sum(numbers[len(kept) :])) if is_known else None


def _find_most(tables: Sequence[Published], label: str, part: Sequence[str], read: Reads) -> int | None:
    """How many it is at most; a layer is never more than everybody. What has the label nowhere is nobody."""
    said = [(one, row) for one in tables for how in {read, _read_every} if (row := how(one, label))]
    most = [_cover(row, one.groups, part) for one, row in said]
    known = [one for one in most if one is not None]
    return min(known, default=None) if most else 0


def _cover(row: Row, groups: Partition, part: Sequence[str]) -> int | None:
    """The number of all groups that have some of the part in them, never above the total; no part: of all."""
    inside = [number for number, own in zip(row, groups, strict=False) if set(own) & set(part)]
    shown = [number for number in inside if number is not None]
    known = [sum(shown)] if part and len(shown) == len(inside) else []
    return min([*known, *([] if row[-1] is None else [row[-1]])], default=None)


def _read_every(table: Published, label: str) -> Row | None:
    return table.every.get(label)


def _read_own(table: Published, label: str) -> Row | None:
    return table.own.get(label)


def _read_shared(table: Published, label: str) -> Row | None:
    every, own = table.every.get(label), table.own.get(label)
    if every is None or own is None:
        return None
    return [None if a is None or b is None else a - b for a, b in zip(every, own, strict=True)]
