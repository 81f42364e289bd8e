"""The numbers that sentences and tables of a document give, each under what it counts, however it is said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.drafting.blocks import Table
from analysis.drafting.figures import Rules, is_small, leaves_few
from analysis.drafting.numbers_said import ADDED, COUNCILS, COUNT, GIVEN, OTHERS, SIZE
from analysis.drafting.statements import Counted, Figure, FigureKey
from analysis.drafting.table_counts import find_counted, read_counts

FEW = "fewer than "
"""How a cell begins that says only that it is below a number."""


@dataclass(frozen=True)
class Given:
    """A number as it is given. base: out of how many, or of how many numbers a size is; None where that is
    not said beside it.

    is_few: it is said only that it is below the small number. public: all agreed to be named.
    """

    what: FigureKey
    count: int
    base: int | None = None
    public: bool = False
    is_few: bool = False

    @property
    def is_size(self) -> bool:
        """Whether it is how large a number is, or a sum of numbers, and counts nobody."""
        return self.what.measure == SIZE


@dataclass(frozen=True)
class Cell:
    """A number in a table: where it stands, and what it gives."""

    row: int
    heading: str
    given: Given


Numbers = Mapping[FigureKey, Sequence[Given]]


def list_said(evidence: Counted, rules: Rules) -> Iterator[Given]:
    """The numbers of a sentence; none of what it says in words alone."""
    are_named = all(one.public for one in evidence.figures if (one.measure, one.group) == (COUNT, GIVEN))
    for one in evidence.figures:
        if not (one.withheld or leaves_few(one, rules)):
            is_few = is_small(one.count, rules) and not one.public
            is_public = are_named if one.measure == SIZE else one.public
            yield Given(one.what, one.count, _find_base(one), is_public, is_few)


def list_cells(table: Table) -> list[Cell]:
    """The numbers of a table by what they count; where it does not say, by its id and the names in it."""
    bases = read_counts(table.base)
    cells = [
        Cell(n, heading, _give(what, count, bases, is_few=text.startswith(FEW)))
        for n, row in enumerate(table.rows)
        for place, (heading, text) in enumerate(zip(table.columns, row, strict=False))
        if (what := _find_what(table, n, place)) is not None
        for count in read_counts(text)[:1]
    ]
    added = {one.given.what.without_campaigns: one.given.count for one in cells if _counts_numbers(one)}
    return [_base_size(one, added) for one in cells]


def name_cells(table: Table) -> Table:
    """The table as if it did not say what it counts: to compare it with one that does not."""
    return replace(table, counts=())


def find_given(cells: Iterable[Cell]) -> dict[FigureKey, list[Given]]:
    """The numbers of cells, by what they count."""
    found: dict[FigureKey, list[Given]] = {}
    for one in cells:
        found.setdefault(one.given.what, []).append(one.given)
    return found


def restate(now: Sequence[Figure], before: Numbers) -> tuple[Figure, ...] | None:
    """The same figures as they were given before; None where one of them was not, or not with its base.

    A part that leaves out shared wording may be missing: sentences say nothing of it then.
    """
    then = [
        next((was for was in before.get(one.what, ()) if was.base and not was.is_size), None) for one in now
    ]
    pairs = list(zip(now, then, strict=True))
    if any(was is None and not one.without_campaigns for one, was in pairs):
        return None
    return tuple(replace(one, count=was.count, base=was.base or 0) for one, was in pairs if was is not None)


def list_crossed(now: Iterable[Given], before: Numbers) -> Iterator[tuple[Given, Given]]:
    """Sums with shared wording beside those without it in a version, and the other way round.

    Not where one of them is as it was: then the sums of now alone tell as much.
    """
    sizes = {one.what: one for one in now if one.is_size}
    for what, one in sizes.items():
        other = replace(what, without_campaigns=not what.without_campaigns)
        has_stood = any(
            sizes[name].count in _list_counts(name, before) for name in sizes.keys() & {what, other}
        )
        yield from ((one, was) for was in before.get(other, ()) if not has_stood)


def _list_counts(what: FigureKey, numbers: Numbers) -> set[int]:
    return {one.count for one in numbers.get(what, ())}


def _find_base(figure: Figure) -> int | None:
    """Of how many numbers a size is; not known of those of one kind of body."""
    if figure.measure != SIZE:
        return figure.base
    return None if figure.group in {COUNCILS, OTHERS} else figure.base or None


def _counts_numbers(cell: Cell) -> bool:
    """Whether a cell says how many numbers the sums of its column are of."""
    what = cell.given.what
    return (what.measure, what.group) == (COUNT, ADDED) and not cell.given.is_few


def _base_size(cell: Cell, added: Mapping[bool, int]) -> Cell:
    given = cell.given
    if not given.is_size or given.what.group in {COUNCILS, OTHERS}:
        return cell
    return replace(cell, given=replace(given, base=added.get(given.what.without_campaigns)))


def _find_what(table: Table, row: int, place: int) -> Figure | None:
    if table.counts or not place:
        return find_counted(table, row, place)
    return Figure("cell", 0, 0, table.id, choice=table.rows[row][0], group=table.columns[place])


def _give(what: Figure, number: int, bases: list[int], *, is_few: bool) -> Given:
    """A cell with what it is out of: of all, or without shared wording where the table says both.

    Where it says fewer than a number, one less is taken, which is as many as they may be.
    """
    count = number - 1 if is_few else number
    if what.measure in {COUNT, SIZE}:
        return Given(what.what, count, None, what.public, is_few)
    place = 1 if what.without_campaigns else 0
    base = bases[place] if place < len(bases) and bases[place] >= count else None
    return Given(what.what, count, base, what.public, is_few)
