"""Opening a file: what it really is, whether it is safe to read, and its sheets."""

import zipfile
from io import BytesIO
from pathlib import Path

from forms.errors import FormsError
from forms.xlsform.csv_file import read_csv, read_table
from forms.xlsform.problems import Findings
from forms.xlsform.sheets import SHEETS, Book
from forms.xlsform.xls import read_xls
from forms.xlsform.xlsx import check_archive, read_xlsx

MOST_BYTES = 25 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENDINGS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".csv": "csv"}
_ARCHIVES = {
    "xl/workbook.bin": "a binary .xlsb workbook",
    "word/document.xml": "a Word document",
    "mimetype": "an OpenDocument file",
}


def open_book(path: Path, findings: Findings) -> Book:
    """Return the sheets of a spreadsheet of any kind, or of a folder of CSV files. Raises: F101 to F107."""
    if (path / "survey.csv").is_file():
        return _open_folder(path)
    data = _read_bytes(path)
    kind = _recognise(data, path.name)
    if kind != _ENDINGS.get(path.suffix.lower()):
        findings.add("F108", ending=path.suffix or "nothing", found=f".{kind}")
    try:
        if kind == "csv":
            return read_csv(data, path.name)
        return read_xlsx(data) if kind == "xlsx" else read_xls(data)
    except FormsError:
        raise
    except Exception as error:  # a damaged file can make its reader fail in any way
        raise FormsError("F102", name=path.name, why=_describe(error)) from error


def _open_folder(folder: Path) -> Book:
    files = [folder / f"{sheet}.csv" for sheet in SHEETS]
    sheets = [read_table(_read_bytes(file), file.stem, file.name) for file in files if file.is_file()]
    return Book(tuple(sheets), tuple(sheet.name for sheet in sheets))


def _read_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            most = f"{MOST_BYTES // 1_048_576} MB"
            raise FormsError("F104", name=path.name, found=f"{size // 1_048_576:,} MB", most=most)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FormsError("F101", name=path.name) from error
    if not data.strip():
        raise FormsError("F107", name=path.name)
    return data


def _recognise(data: bytes, name: str) -> str:
    if data.startswith(b"PK"):
        return _recognise_archive(data, name)
    if data.startswith(_OLE):
        return _recognise_ole(data, name)
    if data.startswith((b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")):
        return "xls"
    if data.startswith(b"%PDF"):
        raise FormsError("F103", name=name, found="a PDF")
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise FormsError("F103", name=name, found="a picture")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise FormsError("F103", name=name, found="a web page or XML")
    start = data[:4096]
    if start.count(b"\0") * 20 > len(start) and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise FormsError("F103", name=name, found="a program or picture")
    return "csv"


def _recognise_archive(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_archive(archive, name)
            members = set(archive.namelist())
    except FormsError:
        raise
    except Exception as error:  # as above
        raise FormsError("F102", name=name, why=_describe(error)) from error
    if "xl/workbook.xml" in members:
        return "xlsx"
    found = next((what for member, what in _ARCHIVES.items() if member in members), "a zip archive")
    raise FormsError("F103", name=name, found=found)


def _recognise_ole(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FormsError("F105", name=name)
    if "WordDocument".encode("utf-16-le") in data:
        raise FormsError("F103", name=name, found="a Word document")
    return "xls"


def _describe(error: Exception) -> str:
    said = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}, {said}" if said else type(error).__name__
