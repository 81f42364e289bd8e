"""Read a table from a file: CSV, XLSX, ODS or JSON, whatever its ending says; wrong files by code."""

import zipfile
from io import BytesIO
from pathlib import Path

from consult.errors import ImportRefused
from consult.services.imports.csv_rows import read_csv_rows
from consult.services.imports.json_rows import read_json_lines, read_json_list
from consult.services.imports.ods_rows import is_ods, read_ods_rows
from consult.services.imports.table_rows import Layout, Table, TableLimits
from consult.services.imports.xlsx_rows import read_xlsx_rows

FORMATS = ".csv (UTF-8), .xlsx or .ods"
_NOT_TABLES = (
    (b"\xd0\xcf\x11\xe0", "it is an old Excel file, or one locked with a password"),
    (b"%PDF", "it is a PDF"),
    (b"<", "it is a web page or XML"),
    (b"{\\rtf", "it is a text document"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"\x7fELF", "it is a program"),
    (b"MZ\x90", "it is a program"),
)
_ARCHIVES = {
    "word/document.xml": "it is a Word document",
    "mimetype": "it is another OpenDocument file",
    "xl/workbook.bin": "it is a binary .xlsb workbook",
}


def read_table_file(path: Path, limits: TableLimits | None = None, layout: Layout | None = None) -> Table:
    """Read a table of returns from a file.

    Raises: ImportRefused (C701 unreadable, C706 no rows, C707 too large, C708 encoding, C709 sheet, C730
    cannot be opened).
    """
    limits = limits or TableLimits()
    return read_table(path.name, read_bytes(path, limits), limits, layout)


def read_table(
    name: str, content: bytes, limits: TableLimits | None = None, layout: Layout | None = None
) -> Table:
    """Read a table from the bytes of a file, such as an uploaded one; raises as read_table_file does."""
    limits, layout = limits or TableLimits(), layout or Layout()
    if len(content) > limits.max_bytes:
        raise ImportRefused("C707", name=name, limit=f"{limits.max_bytes:,} bytes")
    table = _read(name, content, limits, layout)
    if not table.rows:
        raise ImportRefused("C706", name=name)
    return table


def read_bytes(path: Path, limits: TableLimits) -> bytes:
    """Read a file, but never more than the limit and one byte."""
    try:
        with path.open("rb") as file:
            return file.read(limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise ImportRefused("C730", name=path.name, reason=reason) from error


def _read(name: str, content: bytes, limits: TableLimits, layout: Layout) -> Table:
    if not content.strip():
        raise refuse(name, "it is empty")
    if content.startswith(b"PK") and is_ods(content):
        return read_ods_rows(name, content, limits, layout)
    if content.startswith(b"PK"):
        _check_workbook(name, content)
        return read_xlsx_rows(name, content, limits, layout)
    start = content[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    for mark, reason in _NOT_TABLES:
        if start.startswith(mark):
            raise refuse(name, reason)
    ending = Path(name).suffix.lower()
    if ending in {".jsonl", ".ndjson"}:
        return read_json_lines(name, content, limits)
    if ending == ".json":
        return read_json_list(name, content, limits)
    return read_csv_rows(name, content, limits, layout)


def refuse(name: str, reason: str) -> ImportRefused:
    """The refusal of a file that is no table (C701)."""
    return ImportRefused("C701", name=name, reason=reason, formats=FORMATS)


def _check_workbook(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = set(archive.namelist())
    except Exception as error:  # a damaged archive can fail in any way
        raise refuse(name, "it is damaged") from error
    if "xl/workbook.xml" not in members:
        found = next((what for member, what in _ARCHIVES.items() if member in members), "it is a zip archive")
        raise refuse(name, found)
