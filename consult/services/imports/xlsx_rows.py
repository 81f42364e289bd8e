"""Rows of one sheet of an XLSX file: of a formula its saved result, and never more than the limits."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from consult.errors import CodedError, ImportRefused
from consult.services.imports.table_rows import (
    MOST_BLANK_ROWS,
    Layout,
    Table,
    TableLimits,
    TableRow,
    check_size,
    is_blank,
    make_row,
)
from forms.errors import FormsError
from forms.xlsform.xlsx import check_archive


class _Book(ExcelReader):
    """Texts as they are stored: the library drops the escape of what only looks escaped (`_x000D_`)."""

    def read_strings(self) -> None:
        """Read the texts that cells share; `_write` undoes what is escaped in them."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            nodes = (node for _, node in iterparse(source) if node.tag == f"{{{SHEET_MAIN_NS}}}si")
            self.shared_strings = [_take_text(node) for node in nodes]


def read_xlsx_rows(name: str, content: bytes, limits: TableLimits, layout: Layout) -> Table:
    """Read one sheet. Raises: ImportRefused (C701, C707, C709)."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            check_archive(archive, name)
        return _read_book(name, content, limits, layout)
    except FormsError as error:
        raise ImportRefused("C707", name=name, limit="what a spreadsheet of returns needs") from error
    except CodedError:
        raise
    except Exception as error:  # a damaged file can make its reader fail in any way
        raise ImportRefused("C701", name=name, reason="it is damaged", formats=".xlsx or CSV") from error


def _read_book(name: str, content: bytes, limits: TableLimits, layout: Layout) -> Table:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about headers, footers and rules, which are not read
        results, formulas = _open_book(content, data_only=True), _open_book(content, data_only=False)
        try:
            sheet = _find_sheet(name, [sheet.title for sheet in results.worksheets], layout.sheet)
            return _read_sheet(name, (results[sheet], formulas[sheet]), limits, layout)
        finally:
            results.close()
            formulas.close()


def _open_book(content: bytes, *, data_only: bool) -> Workbook:
    reader = _Book(BytesIO(content), read_only=True, data_only=data_only)
    reader.read()
    return reader.wb


def _take_text(node: Any) -> str:
    text = str(Text.from_tree(node).content)
    node.clear()
    return text


def _find_sheet(name: str, titles: Sequence[str], wanted: str) -> str:
    by_name = {title.strip().lower(): title for title in titles}
    if not titles or (wanted and wanted.strip().lower() not in by_name):
        raise ImportRefused("C709", name=name, sheet=wanted, found=", ".join(titles) or "none")
    return by_name[wanted.strip().lower()] if wanted else titles[0]


def _read_sheet(name: str, pair: tuple[Any, Any], limits: TableLimits, layout: Layout) -> Table:
    header: tuple[str, ...] = ()
    rows: list[TableRow] = []
    formulas = 0
    for number, cells in _iterate_rows(pair, limits):
        texts = [_write(result) for result, _ in cells]
        if number == layout.header_row:
            header = _trim(texts)
            check_size(name, "columns", len(header), limits.max_columns)
        elif number > layout.header_row and (not is_blank(texts) or _find_fault(number, cells)):
            rows.append(make_row(number, texts, len(header), _find_fault(number, cells[: len(header)])))
            formulas += sum(_is_formula(formula) for _, formula in cells[: len(header)])
            check_size(name, "rows", len(rows), limits.max_rows)
    return Table(name, header, tuple(rows), _remark(formulas))


def _iterate_rows(pair: tuple[Any, Any], limits: TableLimits) -> Iterator[tuple[int, list[tuple[Any, Any]]]]:
    for sheet in pair:
        sheet.reset_dimensions()  # the declared size of a sheet is often wrong
    both = (sheet.iter_rows(max_col=limits.max_columns + 1) for sheet in pair)
    blank = 0
    for number, (results, formulas) in enumerate(zip_longest(*both, fillvalue=()), start=1):
        cells = list(zip_longest(results, formulas))
        blank = blank + 1 if all(_is_unused(one) for one in cells) else 0
        if blank > MOST_BLANK_ROWS:
            return
        yield number, cells


def _is_unused(cell: tuple[Any, Any]) -> bool:
    return all(one is None or one.value is None for one in cell)


def _is_formula(cell: Any) -> bool:
    return cell is not None and cell.data_type == "f"


def _find_fault(number: int, cells: Sequence[tuple[Any, Any]]) -> CodedError | None:
    """Say which cell has a formula whose result is not in the file, or an error for a result."""
    for place, (result, formula) in enumerate(cells, start=1):
        where = f"{get_column_letter(place)}{number}"
        if result is not None and result.data_type == "e":
            return ImportRefused("C729", cell=where, found=f"the error {result.value}")
        if _is_formula(formula) and (result is None or result.value is None):
            return ImportRefused("C729", cell=where, found="a formula without a saved result")
    return None


def _write(cell: Any) -> str:
    """The value as a person reads it in the cell; text stays as it is."""
    value = None if cell is None else cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return unescape(value) if isinstance(value, str) else str(value)


def _trim(texts: Sequence[str]) -> tuple[str, ...]:
    stripped = [text.strip() for text in texts]
    while stripped and not stripped[-1]:
        stripped.pop()
    return tuple(stripped)


def _remark(formulas: int) -> tuple[str, ...]:
    if not formulas:
        return ()
    what = "1 cell holds a formula" if formulas == 1 else f"{formulas:,} cells hold formulas"
    return (f"{what}; the results saved in the file were taken.",)
