"""Which column of a table of published figures is which, and which are not read."""

from collections import Counter
from dataclasses import dataclass

from analysis.tables.periods import read_period
from analysis.tables.published import VALUE, read_value
from consult.errors import ImportRefused
from consult.services.folding import fold
from consult.services.imports.table_rows import Table

PLACES = ("council", "local authority", "local_authority", "la", "name", "area")
CODES = ("code", "council_code", "lad code", "la code", "gss code", "ons code", "gss_code")
PERIODS, MEASURES, VALUES = ("period", "date", "quarter", "year"), ("measure",), ("value",)


@dataclass(frozen=True)
class Shape:
    """Names of columns, folded. figures: those with numbers; has_one_value: one column of them, named so."""

    place: str
    code: str
    period: str
    measure: str
    figures: tuple[str, ...]
    has_one_value: bool
    unread: tuple[str, ...] = ()


def find_shape(table: Table) -> Shape:
    """Tell the columns apart. Raises: ImportRefused (C702 no council, C759 no figures, C761 a name twice)."""
    columns = [fold(name) for name in table.header]
    twice = next((name for name, times in Counter(columns).items() if name and times > 1), None)
    if twice:
        raise ImportRefused("C761", column=twice)
    place, code, period, measure, value = (
        next((name for name in names if name in columns), "")
        for names in (PLACES, CODES, PERIODS, MEASURES, VALUES)
    )
    if not place and not code:
        raise ImportRefused("C702", column="council", found=", ".join(table.header))
    others = [name for name in columns if name and name not in {place, code, period, measure}]
    figures = _choose_figures(table, columns, others, period, value)
    if not figures:
        raise ImportRefused("C759", name=table.name)
    unread = tuple(name for name in others if name not in figures)
    return Shape(place, code, period, measure, figures, bool(value and period), unread)


def _choose_figures(
    table: Table, columns: list[str], others: list[str], period: str, value: str
) -> tuple[str, ...]:
    """The one column of values; else a column for each period; else every column that has a number."""
    if not period:
        return tuple(name for name in others if read_period(name))
    if value:
        return (value,)
    return tuple(name for name in others if _has_number(table, columns.index(name)))


def _has_number(table: Table, place: int) -> bool:
    found = (read_value(row.cells[place]) for row in table.rows)
    return any(one is not None and one.state == VALUE for one in found)
