"""Totals by area once more without some returns, where what lies between both totals gives nobody away.

The first totals stay as they are. A reader has both: so of each area the numbers that are left, those that
are gone and those that are added only now must give nobody away. Where they would, the second total of the
area is hidden, and with it as many others as it takes for the whole to tell nothing of them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from analysis.tables.areas import Publishable, group_areas, may_tell, tell
from analysis.tables.leaving_out import leave_out
from analysis.tables.summaries import Summary, summarise
from analysis.tables.tiers import BLANK, COUNTED, EARLIER, INSIDE, Amount, Standing

TWICE = "twice"
MOST_TOGETHER = 10
"""Of more hidden areas than these not all that can be added up is looked at, and the whole is hidden."""


@dataclass(frozen=True)
class _Block:
    """The numbers of one published area: every one, and those that stand without what is left out."""

    every: tuple[Standing, ...]
    own: tuple[Standing, ...]

    @property
    def gone(self) -> list[Standing]:
        """Numbers that are in the first total only."""
        still = _list_keys(self.own, COUNTED)
        return [one for one in _pick(self.every, COUNTED) if one.given.key not in still]

    @property
    def new(self) -> list[Standing]:
        """Numbers that are in the second total only: of districts whose county is left out."""
        then = _list_keys(self.every, COUNTED)
        return [one for one in _pick(self.own, COUNTED) if one.given.key not in then]

    def is_safe(self, small_number: int) -> bool:
        """Whether both totals may be told."""
        return all(may_tell(some, small_number) for some in (self.every, self.own, self.gone, self.new))

    def list_moved(self, column: str) -> set[str]:
        """Whose place in a column of counts differs; of those who agreed to be named only what is blank."""
        before, after = (
            {one.given.key: one.given.public for one in _pick(some, column)}
            for some in (self.every, self.own)
        )
        moved = before.keys() ^ after.keys()
        return {key for key in moved if column == BLANK or not {**before, **after}[key]}


def publish_without(
    standings: Sequence[Standing], keys: Collection[str], small_number: int, whole: str
) -> Publishable | None:
    """Publish the same areas without the returns of these keys; None where none of them is there."""
    if not any(one.given.key in keys for one in standings):
        return None
    own = leave_out(standings, keys)
    groups = group_areas(standings, small_number)
    blocks = {name: _Block(_inside(standings, areas), _inside(own, areas)) for name, areas in groups.items()}
    hidden = _find_hidden(blocks, small_number)
    is_hidden = hidden is None or not may_tell(standings, small_number)
    names = set(blocks) if is_hidden or hidden is None else hidden
    return Publishable(
        tuple(_tell(one.own, name, small_number, name in names) for name, one in blocks.items()),
        _tell(own, whole, small_number, is_hidden),
        frozenset(_list_untold(blocks.values(), small_number)),
    )


def _find_hidden(blocks: Mapping[str, _Block], small_number: int) -> set[str] | None:
    """Which areas to hide; None where the whole has to be hidden as well.

    First those join of which somebody is gone, the fewest first: others would hide nothing.
    """
    hidden = [name for name, one in blocks.items() if not one.is_safe(small_number)]
    rest = [name for name in blocks if name not in hidden]
    rest.sort(key=lambda name: (not blocks[name].gone, len(blocks[name].gone), name))
    while hidden and not _can_hide([blocks[name] for name in hidden], small_number):
        if not rest:
            return None
        hidden.append(rest.pop(0))
    return set(hidden)


def _can_hide(hidden: Sequence[_Block], small_number: int) -> bool:
    """Whether the sum of these areas, which follows from the others, tells nothing of a part of them."""
    together = _join(hidden)
    if len(hidden) > MOST_TOGETHER or not together.is_safe(small_number):
        return False
    own = _add(together.own)
    return not any(
        _corners(_join(some), _join(rest), own, small_number) for some, rest in _list_parts(hidden)
    )


def _corners(some: _Block, rest: _Block, own: Amount, small_number: int) -> bool:
    """Whether what a few of some areas gave has to be more than nought. own: what all hidden ones come to.

    Those that are gone are at least what the areas come to less all that is left anywhere; those left are at
    least what is left less all of the other areas.
    """
    every, others = _add(some.every), _add(rest.every)
    return (
        (every > own and not may_tell(some.gone, small_number))
        or (own > others and not may_tell(some.own, small_number))
        or (own > others + every and not may_tell(some.new, small_number))
    )


def _list_untold(blocks: Iterable[_Block], small_number: int) -> Iterator[str]:
    """The columns of counts of which a part differs by few: then none of the column is told again."""
    found = list(blocks)
    for column in (BLANK, INSIDE, EARLIER, TWICE):
        if any(0 < len(one.list_moved(column)) < small_number for one in found):
            yield column


def _list_parts(blocks: Sequence[_Block]) -> Iterator[tuple[list[_Block], list[_Block]]]:
    """Some of these areas and the rest, in every way."""
    places = range(len(blocks))
    for size in range(1, len(blocks)):
        for chosen in combinations(places, size):
            yield [blocks[n] for n in chosen], [blocks[n] for n in places if n not in chosen]


def _tell(standings: Sequence[Standing], name: str, small_number: int, is_hidden: bool) -> Summary:
    if not is_hidden:
        return tell(standings, name, small_number)
    found = summarise(standings, name)
    return replace(found, total=None, noughts=None, least=None, middle=None, most=None, hidden=True)


def _inside(standings: Iterable[Standing], areas: Collection[str]) -> tuple[Standing, ...]:
    return tuple(one for one in standings if one.given.area in areas)


def _join(blocks: Sequence[_Block]) -> _Block:
    return _Block(
        tuple(one for block in blocks for one in block.every),
        tuple(one for block in blocks for one in block.own),
    )


def _pick(standings: Iterable[Standing], column: str) -> list[Standing]:
    if column == TWICE:
        return [one for one in standings if one.is_perhaps_twice]
    return [one for one in standings if one.state == column]


def _list_keys(standings: Iterable[Standing], column: str) -> set[str]:
    return {one.given.key for one in _pick(standings, column)}


def _add(standings: Iterable[Standing]) -> Amount:
    """What those gave who did not agree to be named: what the others gave is known."""
    counted = (one.given for one in _pick(standings, COUNTED) if not one.given.public)
    return sum(one.number for one in counted if one.number is not None)
