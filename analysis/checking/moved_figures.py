"""What a sentence or a table gives beside what was given before: a difference of few would give them away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis.checking.known_figures import is_protected
from analysis.drafting.blocks import Table
from analysis.drafting.figures import Rules, is_small
from analysis.drafting.statements import Figure, FigureKey
from analysis.drafting.table_counts import read_counts

Given = Mapping[FigureKey, Sequence[Figure]]
"""The figures of sentences and tables, by what they count: a number is the same wherever it is given."""


def gather(figures: Iterable[Figure]) -> Given:
    """The figures by what they count."""
    found: dict[FigureKey, list[Figure]] = {}
    for one in figures:
        found.setdefault(one.what, []).append(one)
    return found


def has_moved_few(now: Iterable[Figure], before: Given, rules: Rules) -> bool:
    """Whether a number that both give moved by fewer than the small number, and by somebody.

    A number that one of them protects is compared with none: there is nothing to subtract.
    """
    return any(_moved_few(one, earlier, rules) for one in now for earlier in before.get(one.what, ()))


def restate(now: Sequence[Figure], before: Given) -> tuple[Figure, ...] | None:
    """The same figures as they were given before; None where one of them was not, or not with its base.

    A part that leaves out shared wording may be missing: sentences say nothing of it then.
    """
    then = [next((was for was in before.get(one.what, ()) if was.base), None) for one in now]
    pairs = list(zip(now, then, strict=True))
    is_known = all(was is not None or one.without_campaigns for one, was in pairs)
    return tuple(was for _, was in pairs if was is not None) if is_known else None


def has_table_moved_few(now: Table, before: Table, rules: Rules) -> bool:
    """Whether a cell, or the number that a table is out of, moved by so few; cells go by their names."""
    earlier = dict(_list_cells(before))
    pairs = [(cell, earlier[place]) for place, cell in _list_cells(now) if place in earlier]
    pairs += zip(read_counts(now.base), read_counts(before.base), strict=False)
    return any(is_small(abs(one - then), rules) for one, then in pairs)


def gives_few(table: Table, rules: Rules) -> bool:
    """Whether a table gives a count that is small by the rules of now."""
    return any(is_small(count, rules) for _, count in _list_cells(table))


def _moved_few(now: Figure, before: Figure, rules: Rules) -> bool:
    if now.public and before.public:
        return False
    gaps = [abs(now.base - before.base)] if now.base and before.base else []
    if not (is_protected(now, rules) or is_protected(before, rules)):
        gaps.append(abs(now.count - before.count))
    return any(is_small(gap, rules) for gap in gaps)


def _list_cells(table: Table) -> Iterator[tuple[tuple[str, str], int]]:
    for row in table.rows:
        for heading, cell in zip(table.columns[1:], row[1:], strict=False):
            yield from (((row[0], heading), count) for count in read_counts(cell)[:1])
