"""Choices that an earlier version counted under other names: compared by place, and by all who answered.

A form may change so far that none of its choices keeps its name, and versions made by the first releases name
choices by their words, and days by quarters. By what they count none of their numbers would be compared.
"""

from collections.abc import Iterator

from analysis.checking.given_numbers import Given, list_cells, list_said
from analysis.checking.moved_figures import has_moved_few
from analysis.drafting.blocks import Table
from analysis.drafting.figures import Rules
from analysis.drafting.statements import Counted
from analysis.drafting.table_counts import find_counted, read_counts

CHOICE = "choice"


def has_renamed_said_moved(now: Counted, before: Counted | None, rules: Rules) -> bool:
    """Whether a sentence says of a choice under another name what moved by few, or of few more answers."""
    if before is None or not now.sentence == before.sentence == CHOICE:
        return False
    first, earlier = now.figures[0], before.figures[0]
    if first.choice == earlier.choice:
        return False
    if now.name("label") != before.name("label"):
        return _is_few_more(first.base, earlier.base, rules)
    pairs = zip(list_said(now, rules), list_said(before, rules), strict=False)
    return any(has_moved_few(one, was, rules) for one, was in pairs)


def have_renamed_rows_moved(now: Table, before: Table | None, rules: Rules) -> bool:
    """Whether a table has none of the choices of an earlier one, and moved by few beside it.

    So too where a scale became one of more numbers than are counted one by one, which are added up.
    """
    if before is None or not (now.counts and before.counts):
        return False
    names, earlier = _list_names(now), _list_names(before)
    if names & earlier or not names | earlier:
        return False
    bases, bases_before = read_counts(now.base), read_counts(before.base)
    if not bases or not bases_before or _is_few_more(bases[0], bases_before[0], rules):
        return True
    return any(has_moved_few(one, was, rules) for one, was in _pair_by_place(now, before))


def _is_few_more(now: int, before: int, rules: Rules) -> bool:
    return abs(now - before) < rules.small_number


def _list_names(table: Table) -> set[str]:
    counted = (find_counted(table, row, 1) for row in range(len(table.rows)))
    return {one.choice for one in counted if one is not None and one.measure == CHOICE}


def _pair_by_place(now: Table, before: Table) -> Iterator[tuple[Given, Given]]:
    places = {(one.row, one.heading): one.given for one in list_cells(before)}
    pairs = ((one.given, places.get((one.row, one.heading))) for one in list_cells(now))
    return ((one, was) for one, was in pairs if was is not None and one.what.measure == was.what.measure)
