"""Read a table of published figures: each row is kept, outside the region, or a named fault."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.tables.periods import Period, read_period
from analysis.tables.published import CellValue, read_value
from consult.errors import CodedError, ImportRefused
from consult.services.figures.figure_columns import Shape, find_shape
from consult.services.folding import fold
from consult.services.imports.table_rows import Table, TableRow
from consult.services.region.matching_councils import CouncilMatcher, Outside
from consult.services.region.uploading_directory import RowRefused

PEOPLE = "people"


@dataclass(frozen=True)
class ReadCell:
    """One figure as the file gave it, with the key of its council."""

    row: int
    council: str
    given: str
    period: Period
    measure: str
    value: CellValue


@dataclass(frozen=True)
class FigureReport:
    """What became of every row: with kept, outside and wrong they add up to `rows`."""

    rows: int
    cells: tuple[ReadCell, ...]
    kept: int
    outside: tuple[str, ...]
    outside_rows: int
    wrong: tuple[RowRefused, ...]
    remarks: tuple[str, ...] = ()


def read_figures(table: Table, matcher: CouncilMatcher) -> FigureReport:
    """Read every row. Raises: ImportRefused (C702, C758, C759) where no row can be of use."""
    shape = find_shape(table)
    cells: dict[tuple[str, str, str], ReadCell] = {}
    outside, wrong, kept = [], [], 0
    for row in table.rows:
        values = {fold(name): text.strip() for name, text in zip(table.header, row.cells, strict=False)}
        try:
            found = _read_row(row, values, shape, matcher)
            if isinstance(found, Outside):
                outside.append(found.name)
                continue
            _require_new(found, cells)
            cells |= {_key(one): one for one in found}
            kept += 1
        except CodedError as error:
            wrong.append(RowRefused(row.number, _name(values, shape), f"{error.message} {error.remedy}"))
    if not cells and not wrong:
        raise ImportRefused("C758", name=table.name)
    places = tuple(dict.fromkeys(outside))
    found_cells = tuple(cells.values())
    remarks = (*table.remarks, *(f"The column {name} is not read." for name in shape.unread))
    return FigureReport(len(table.rows), found_cells, kept, places, len(outside), tuple(wrong), remarks)


def _read_row(
    row: TableRow, values: Mapping[str, str], shape: Shape, matcher: CouncilMatcher
) -> list[ReadCell] | Outside:
    if row.fault:
        raise row.fault
    name, code = values.get(shape.place, ""), values.get(shape.code, "")
    if not name and not code:
        raise ImportRefused("C741", column=shape.place or shape.code)
    council = matcher.find(name, code)
    if isinstance(council, Outside):
        return council
    return [
        ReadCell(row.number, council, name or code, period, measure, value)
        for period, measure, value in _read_cells(values, shape)
    ]


def _read_cells(values: Mapping[str, str], shape: Shape) -> Iterator[tuple[Period, str, CellValue]]:
    for column in shape.figures:
        value = read_value(values[column])
        if value is None:
            raise ImportRefused("C753", column=column, found=values[column])
        measure = values.get(shape.measure, "") or (
            PEOPLE if shape.has_one_value or not shape.period else column
        )
        yield _read_period(values[shape.period] if shape.period else column), measure, value


def _read_period(text: str) -> Period:
    period = read_period(text)
    if period is None:
        raise ImportRefused("C752", found=text)
    return period


def _require_new(found: Iterable[ReadCell], cells: Mapping[tuple[str, str, str], ReadCell]) -> None:
    """Refuse what an earlier row gave, or another column of this one: "2026-03" and "March 2026"."""
    row: dict[tuple[str, str, str], ReadCell] = {}
    for one in found:
        before = cells.get(_key(one)) or row.get(_key(one))
        row[_key(one)] = one
        if before is not None:
            raise ImportRefused(
                "C754", council=one.given, period=one.period.label, measure=one.measure, row=before.row
            )


def _key(one: ReadCell) -> tuple[str, str, str]:
    return one.council, one.period.label, one.measure


def _name(values: Mapping[str, str], shape: Shape) -> str:
    return values.get(shape.place, "") or values.get(shape.code, "")
