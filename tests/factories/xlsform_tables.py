"""XLSForm files from small tables written in the tests, and where their problems are."""

from pathlib import Path

from openpyxl import Workbook

from forms.xlsform.problems import Reading


def parse_table(table: str) -> list[list[str]]:
    """Return the cells of a table, a row a line, with bars between them."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def write_xlsx(path: Path, **tables: str) -> Path:
    """Write a workbook with one sheet for each table."""
    book = Workbook()
    book.remove(book.active)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        for row in parse_table(table):
            sheet.append([cell or None for cell in row])
    book.save(path)
    return path


def places(reading: Reading, code: str) -> list[tuple[str, int, str]]:
    """Return where a code was found."""
    return [(one.sheet, one.row, one.column) for one in reading.problems if one.code == code]


def error_codes(reading: Reading) -> list[str]:
    """Return the codes of what stops the import, in order."""
    return [one.code for one in reading.problems if one.severity == "error"]
