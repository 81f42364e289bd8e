"""The numbers that sentences and tables of a document give, each under what it counts, however it is said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.drafting.blocks import Table
from analysis.drafting.figures import Rules, is_small, leaves_few
from analysis.drafting.numbers_said import COUNT, GIVEN, SIZE, list_kept_rests
from analysis.drafting.statements import Counted, Figure, FigureKey
from analysis.drafting.table_counts import find_counted, list_row_rests, read_counts, read_sizes
from analysis.tables.rests import Rest

FEW = "fewer than "
"""How a cell begins that says only that it is below a number."""


@dataclass(frozen=True)
class Given:
    """A number as it is given. base: out of how many; None where that is not said beside it, and of sizes.

    is_few: it is said only that it is below the small number. public: all agreed to be named. rest: what is
    left of a size without those who did; between: of what lies between a sum with shared wording and without.
    None where that is not known.
    """

    what: FigureKey
    count: int
    base: int | None = None
    public: bool = False
    is_few: bool = False
    rest: Rest | None = None
    between: Rest | None = None

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
            if one.measure == SIZE:
                yield Given(one.what, one.count, None, are_named, is_few, *list_kept_rests(evidence, one))
            else:
                yield Given(one.what, one.count, one.base, one.public, is_few)


def list_cells(table: Table) -> list[Cell]:
    """The numbers of a table by what they count; where it does not say, by its id and the names in it."""
    bases = read_counts(table.base)
    return [
        Cell(n, heading, _give(table, n, what, count, bases, is_few=text.startswith(FEW)))
        for n, row in enumerate(table.rows)
        for place, (heading, text) in enumerate(zip(table.columns, row, strict=False))
        if (what := _find_what(table, n, place)) is not None
        for count in (read_sizes(text) if what.measure == SIZE else read_counts(text)[:1])
    ]


def name_cells(table: Table) -> Table:
    """The table as if it did not say what it counts: to compare it with one that does not."""
    return replace(table, counts=())


def find_given(cells: Iterable[Cell]) -> dict[FigureKey, list[Given]]:
    """The numbers of cells, by what they count."""
    return find_by_key(one.given for one in cells)


def find_by_key(numbers: Iterable[Given]) -> dict[FigureKey, list[Given]]:
    """Numbers by what they count."""
    found: dict[FigureKey, list[Given]] = {}
    for one in numbers:
        found.setdefault(one.what, []).append(one)
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


def _find_what(table: Table, row: int, place: int) -> Figure | None:
    if table.counts or not place:
        return find_counted(table, row, place)
    return Figure("cell", 0, 0, table.id, choice=table.rows[row][0], group=table.columns[place])


def _give(table: Table, row: int, what: Figure, number: int, bases: list[int], *, is_few: bool) -> Given:
    """A cell with what it is out of: of all, or without shared wording where the table says both.

    Where it says fewer than a number, one less is taken, which is as many as they may be.
    """
    count = number - 1 if is_few else number
    if what.measure in {COUNT, SIZE}:
        every, own, between = list_row_rests(table, row)
        rest = own if what.without_campaigns else every
        return Given(what.what, count, None, what.public, is_few, rest, between)
    place = 1 if what.without_campaigns else 0
    base = bases[place] if place < len(bases) and bases[place] >= count else None
    return Given(what.what, count, base, what.public, is_few)
