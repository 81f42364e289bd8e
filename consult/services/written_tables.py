"""A table of themes or tags as the rows of a file."""

from analysis.tables.comparing import Comparison
from analysis.tables.sheets import Cell, Layer
from consult.services.contrasting import Tabulated

NOT_SHOWN = "not shown"
EVERYBODY, WITHOUT = "Everybody", "Without shared wording"


def list_columns(made: Tabulated) -> tuple[str, ...]:
    """The heading of a file."""
    groups = [*made.columns, "All"]
    shares = [f"{name}, %" for name in groups] if made.asked.unit == "responses" else []
    tests = ["p", "p corrected", "differs"] if made.sheet.compared else []
    return ("Row", "Counted", *groups, *shares, *tests)


def list_rows(made: Tabulated) -> list[tuple[str | int | float | None, ...]]:
    """The rows of a file: bases and counts of everybody, then without shared wording."""
    layers = [(EVERYBODY, made.sheet.every), *([(WITHOUT, made.sheet.own)] if made.sheet.own else [])]
    tested = {one.label: one for one in made.sheet.compared}
    return [
        row
        for name, layer in layers
        for row in _list_layer(made, name, layer, tested, layer is layers[-1][1])
    ]


def _list_layer(
    made: Tabulated, name: str, layer: Layer, tested: dict[str, Comparison], is_tested: bool
) -> list[tuple[str | int | float | None, ...]]:
    has_shares, has_tests = made.asked.unit == "responses", bool(tested)
    none: list[str | int | float | None] = ["", "", ""] if has_tests else []
    base: list[str | int | float | None] = [*layer.bases, *([""] * len(layer.bases) if has_shares else [])]
    rows = [("Base", name, *base, *none)]
    for label, cells in layer.rows.items():
        shares = [_write_share(cell) for cell in cells] if has_shares else []
        tests = _write_test(tested.get(label)) if has_tests and is_tested else none
        rows.append((made.labels[label], name, *map(write_count, cells), *shares, *tests))
    return rows


def write_count(cell: Cell) -> str | int:
    """A count, or that it is not shown."""
    return NOT_SHOWN if cell.count is None else cell.count


def _write_share(cell: Cell) -> str | float:
    if cell.count is None:
        return NOT_SHOWN
    return "" if cell.share is None else round(100 * cell.share.value, 1)


def _write_test(one: Comparison | None) -> list[str | int | float | None]:
    if one is None or one.p is None:
        return ["not tested", "", ""]
    return [one.p, one.corrected, "yes" if one.differs else "no"]
