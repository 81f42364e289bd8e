"""What a sentence or a table gives beside what was given before: a difference of few would give them away."""

import re
from collections.abc import Iterable, Iterator

from analysis.checking.known_figures import is_protected
from analysis.drafting.blocks import Table
from analysis.drafting.figures import Rules, is_small
from analysis.drafting.statements import Counted, Figure

_COUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(?![\d.]|,\d|\s?%)")
"""A whole number that is no share."""


def has_moved_few(now: Counted, before: Counted, rules: Rules) -> bool:
    """Whether a number that both give moved by fewer than the small number, and by somebody.

    A number that one of them protects is compared with none: there is nothing to subtract.
    """
    then = {one.what: one for one in before.figures}
    pairs = ((one, then[one.what]) for one in now.figures if one.what in then)
    return any(_moved_few(one, earlier, rules) for one, earlier in pairs)


def has_table_moved_few(now: Table, before: Table, rules: Rules) -> bool:
    """Whether a cell, or the number that a table is out of, moved by so few; cells go by their names."""
    earlier = dict(_list_cells(before))
    pairs = [(cell, earlier[place]) for place, cell in _list_cells(now) if place in earlier]
    pairs += zip(_read(now.base), _read(before.base), strict=False)
    return any(is_small(abs(one - then), rules) for one, then in pairs)


def gives_few(table: Table, rules: Rules) -> bool:
    """Whether a table gives a count that is small by the rules of now."""
    return any(is_small(count, rules) for _, count in _list_cells(table))


def _moved_few(now: Figure, before: Figure, rules: Rules) -> bool:
    if now.public and before.public:
        return False
    gaps = [abs(now.base - before.base)]
    if not (is_protected(now, rules) or is_protected(before, rules)):
        gaps.append(abs(now.count - before.count))
    return any(is_small(gap, rules) for gap in gaps)


def _list_cells(table: Table) -> Iterator[tuple[tuple[str, str], int]]:
    for row in table.rows:
        for heading, cell in zip(table.columns[1:], row[1:], strict=False):
            yield from (((row[0], heading), count) for count in list(_read(cell))[:1])


def _read(text: str) -> Iterable[int]:
    return [int(found[1].replace(",", "")) for found in _COUNT.finditer(text)]
