"""Reading .xlsx files."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.escape import unescape

from forms.errors import FormsError
from forms.xlsform.sheets import (
    EMPTY,
    MOST_COLUMNS,
    Book,
    Cell,
    Remark,
    Sheet,
    make_cell,
    make_sheet,
    pick_sheets,
)

MOST_UNZIPPED_BYTES = 60 * 1024 * 1024
MOST_RATIO = 100
"""Spreadsheets unzip to five to thirty times their size; a file above this was built to fill the memory."""

SMALL_BYTES = 10 * 1024 * 1024
MOST_MEMBERS = 2_000


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that unzips to far more than a questionnaire needs. Raises: F104.

    The sizes are those the archive declares: nothing is ever unzipped beyond them.
    """
    members = archive.infolist()
    unzipped = sum(member.file_size for member in members)
    zipped = sum(member.compress_size for member in members) or 1
    if len(members) > MOST_MEMBERS:
        raise FormsError("F104", name=name, found=f"{len(members):,} parts", most=f"{MOST_MEMBERS:,}")
    if unzipped > MOST_UNZIPPED_BYTES or (unzipped > SMALL_BYTES and unzipped / zipped > MOST_RATIO):
        found, most = (f"{size // 1_048_576:,} MB" for size in (unzipped, MOST_UNZIPPED_BYTES))
        raise FormsError("F104", name=name, found=f"{found} when unzipped", most=most)


def read_xlsx(data: bytes) -> Book:
    """Return the sheets of an .xlsx file; of a formula its saved result."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about headers, footers and rules, which are not read
        results = load_workbook(BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(BytesIO(data), read_only=True, data_only=False)
        try:
            names = [sheet.title for sheet in results.worksheets]
            sheets = [_read_sheet(name, results[name], formulas[name]) for name in pick_sheets(names)]
        finally:
            results.close()
            formulas.close()
    return Book(tuple(sheets), tuple(names))


def _read_sheet(name: str, results: Any, formulas: Any) -> Sheet:
    for sheet in (results, formulas):
        sheet.reset_dimensions()  # the declared size of a sheet is often wrong
    return make_sheet(name, _pair_cells(results, formulas), _read_cell)


def _pair_cells(results: Any, formulas: Any) -> Iterator[Sequence[object]]:
    rows = (sheet.iter_rows(max_col=MOST_COLUMNS + 1) for sheet in (results, formulas))
    for pair in zip_longest(*rows, fillvalue=()):
        yield list(zip_longest(*map(_trim, pair)))


def _trim(row: Sequence[Any]) -> Sequence[Any]:
    """Return a row without the cells that are not there behind its last: each row is given as wide as any."""
    end = len(row)
    while end and row[end - 1] is EMPTY_CELL:
        end -= 1
    return row[:end]


def _read_cell(pair: Any) -> Cell:
    result, formula = pair
    if (result is None or result.value is None) and (formula is None or formula.value is None):
        return EMPTY  # programs format thousands of cells that hold nothing
    value = None if result is None else result.value
    if result is not None and result.data_type == "e":
        return make_cell(None, Remark("F210", {"found": value}))
    if formula is not None and formula.data_type == "f":
        return make_cell(value, Remark("F209" if value is None else "F208"))
    return make_cell(unescape(value) if isinstance(value, str) else value)
