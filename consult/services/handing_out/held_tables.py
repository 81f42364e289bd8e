"""A table in which a cell moved by few since a version: as it was, without those rows, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.checking.crossed_sums import list_crossed
from analysis.checking.given_numbers import FEW, Cell, Given, Numbers, find_given, list_cells, name_cells
from analysis.checking.lower_bounds import has_lower_bound
from analysis.checking.moved_figures import has_moved_few, is_near
from analysis.drafting.blocks import Table
from analysis.drafting.figures import Rules, is_small
from analysis.drafting.numbers_said import COUNT, SIZE
from analysis.drafting.table_counts import find_counted
from analysis.drafting.theme_parts import NOT_SHOWN
from consult.services.handing_out.given_before import GivenBefore, Place
from consult.services.handing_out.held_sentences import date_text
from consult.services.handing_out.renamed_choices import have_renamed_rows_moved

APART = {"theme"}
"""What rows count where somebody may be in several: no row follows from the others."""
THEMES = "Theme"
"""The heading of the first column of themes by sector or area, which do not say what they count."""


def list_moved_rows(table: Table, place: Place, before: Sequence[GivenBefore], rules: Rules) -> set[int]:
    """The rows with a cell that moved by few since any version gave the same, in whatever form."""
    moved = {
        cell.row
        for given in before
        for cell, earlier in _pair(table, given.tables.get(place), given)
        if has_moved_few(cell.given, earlier, rules)
    }
    if any(have_renamed_rows_moved(table, given.tables.get(place), rules) for given in before):
        return set(range(len(table.rows)))
    return moved | _list_crossed_rows(table, before, rules)


def _list_crossed_rows(table: Table, before: Sequence[GivenBefore], rules: Rules) -> set[int]:
    """The rows of sums, where one of them beside another of a version tells of few."""
    cells = [one for one in list_cells(table) if one.given.is_size] if table.counts else []
    numbers = [one.given for one in list_cells(table)] if cells else []
    pairs = (pair for given in before for pair in list_crossed(numbers, given.numbers))
    return {one.row for one in cells} if any(has_moved_few(*pair, rules) for pair in pairs) else set()


def give_held(
    table: Table, place: Place, moved: set[int], before: Sequence[GivenBefore], rules: Rules
) -> Table | None:
    """What stands in the place of a table in which these rows moved by few; None where nothing may."""
    for given in before:
        earlier = given.tables.get(place)
        if earlier is not None and _says_the_same(table, earlier, rules):
            shown = _name_as_now(earlier, table)
            return replace(shown, caption=date_text(shown.caption, shown.caption, given.day))
    is_left = len(moved) < len(table.rows)
    if is_left and table.counts and {one.given.what.measure for one in list_cells(table)} == APART:
        return _leave_out(table, moved)
    return None


def _pair(now: Table, before: Table | None, given: GivenBefore) -> Iterator[tuple[Cell, Given]]:
    """Each cell with every number of the same in a version; by names and by place where one does not say."""
    if now.counts and (before is None or before.counts):
        yield from _match(list_cells(now), given.numbers)
    elif before is not None:
        cells, earlier = list_cells(name_cells(now)), list_cells(name_cells(before))
        yield from _match(cells, find_given(earlier))
        if {row[0] for row in now.rows} != {row[0] for row in before.rows}:
            places = {(one.row, one.heading): one.given for one in earlier}
            yield from ((one, places[at]) for one in cells if (at := (one.row, one.heading)) in places)


def _match(cells: Sequence[Cell], numbers: Numbers) -> Iterator[tuple[Cell, Given]]:
    yield from ((one, earlier) for one in cells for earlier in numbers.get(one.given.what, ()))


def _says_the_same(now: Table, before: Table, rules: Rules) -> bool:
    """Whether the earlier table gives nothing that is small by the rules of now, and is still true enough.

    Nor a bound that is: "fewer than 5", where nothing under 15 may be told.
    Of numbers that were given nothing is given that is not shown any more: the sentence beside it does not.
    """
    if any(has_lower_bound(text, rules.small_number) for row in before.rows for text in row[1:]):
        return False
    numbers = {one.given.what: one.given for one in list_cells(now)}
    for cell in list_cells(before):
        given, found = cell.given, numbers.get(cell.given.what)
        is_public = given.public and found is not None and found.public
        if is_small(given.count, rules) and not (is_public or given.is_few):
            return False
        if found is None and given.what.measure in {COUNT, SIZE}:
            return False
        if found is not None and _tells_how_many(before) and not _is_near(found, given, rules):
            return False
    return True


def _tells_how_many(table: Table) -> bool:
    """Whether its cells count who said something; numbers that were given and their sums do not."""
    return bool(table.counts) or table.columns[:1] == (THEMES,)


def _is_near(now: Given, before: Given, rules: Rules) -> bool:
    """In the place of a nought stands that it is few now."""
    return (before.count == 0 and now.is_few) or is_near(now, before, rules)


def _name_as_now(before: Table, now: Table) -> Table:
    """The earlier table with the names that its rows have now, and no nought where there is somebody now."""
    rows_now = {_key(now, n): row for n, row in enumerate(now.rows) if _key(now, n)}
    rows = (_name_row(row, rows_now.get(_key(before, n))) for n, row in enumerate(before.rows))
    return replace(before, rows=tuple(rows))


def _name_row(row: tuple[str, ...], now: tuple[str, ...] | None) -> tuple[str, ...]:
    if now is None or len(now) != len(row):
        return row
    pairs = zip(row[1:], now[1:], strict=True)
    return (now[0], *(new if old == "0" and new.startswith((FEW, NOT_SHOWN)) else old for old, new in pairs))


def _key(table: Table, row: int) -> str:
    """What a row counts, whoever of them may be named; nothing where that is not said."""
    counted = find_counted(table, row, 1)
    return str(counted.what) if counted else ""


def _leave_out(table: Table, moved: set[int]) -> Table:
    """The table of now, without the numbers and shares of some rows."""
    rows = (_empty(table, n) if n in moved else row for n, row in enumerate(table.rows))
    return replace(table, rows=tuple(rows))


def _empty(table: Table, row: int) -> tuple[str, ...]:
    name, *cells = table.rows[row]
    kept = (
        NOT_SHOWN if find_counted(table, row, place) or cell.endswith("%") else cell
        for place, cell in enumerate(cells, start=1)
    )
    return (name, *kept)
