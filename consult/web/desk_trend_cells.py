"""The cells of a trend's tables, in words."""

from analysis.tables.sheets import Cell, Layer
from analysis.tables.trends import WHOLE, Sought, find_cell
from consult.services.counting.written_tables import NOT_SHOWN
from consult.services.trends.following_trends import Trend
from consult.services.trends.half_year_tables import HalfTable
from consult.services.trends.written_trends import NOT_ASKED, list_layers, show_count


def list_bases(trend: Trend, name: str, place: str) -> list[str]:
    """How many answered in each half-year, as the first row of a table."""
    return ["All who answered", *(_show_layer_base(half, name, place) for half in trend.halves)]


def list_tags(trend: Trend, name: str, place: str) -> list[list[str]]:
    """A row for each tag."""
    return [
        [label, *(show(half, dict(list_layers(half)).get(name), key, place) for half in trend.halves)]
        for key, label in trend.labels.items()
    ]


def _show_layer_base(half: HalfTable, name: str, place: str) -> str:
    layer = dict(list_layers(half)).get(name)
    if half.sheet is None:
        return NOT_ASKED
    column = _find_column(half, place)
    number = layer.bases[column] if layer and column is not None else None
    return NOT_SHOWN if number is None else f"{number:,}"


def _find_column(half: HalfTable, place: str) -> int | None:
    if place == WHOLE:
        return -1
    groups = half.sheet.groups if half.sheet else ()
    return groups.index((place,)) if (place,) in groups else None


def find(half: HalfTable, layer: Layer | None, tag: str, place: str) -> Cell | None:
    """The cell of a tag in a place, if it is a column of its own."""
    if layer is None or half.sheet is None or tag not in layer.rows:
        return None
    return find_cell(half.sheet.groups, layer, tag, place)


def show(half: HalfTable, layer: Layer | None, tag: str, place: str) -> str:
    """A count with its share; or that it was not asked, not looked for, or is not shown."""
    if half.sheet is None:
        return NOT_ASKED
    cell = find(half, layer, tag, place)
    if cell is None:
        return NOT_SHOWN
    sought = half.sought.get(tag, Sought.ALL)
    number = show_count(cell, sought)
    if isinstance(number, str):
        return number
    share = "" if cell.share is None else f" ({round(100 * cell.share.value)}%)"
    part = ", looked for in some" if sought is Sought.SOME else ""
    return f"{number:,}{share}{part}"
