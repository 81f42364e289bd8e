"""Files that somebody hands over by mistake or with intent, as bytes."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

HEADING = "response_id,said\n"
GOOD = f"{HEADING}R1,Homes are far from work.\n".encode()


def make_archive(members: dict[str, bytes]) -> bytes:
    """A zip archive of these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_zip_bomb(megabytes: int = 80) -> bytes:
    """A spreadsheet of some kilobytes with a sheet that unzips to many megabytes."""
    row = b'<row><c t="inlineStr"><is><t>a</t></is></c></row>'
    sheet = (
        b"<worksheet><sheetData>" + row * (megabytes * 1_048_576 // len(row)) + b"</sheetData></worksheet>"
    )
    return make_archive(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": b'<workbook><sheets><sheet name="survey"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def make_workbook(*rows: list[object], sheet: str = "survey") -> bytes:
    """A spreadsheet with one sheet; a text that starts with = is a formula without a saved result."""
    book, stream = Workbook(), BytesIO()
    assert book.active is not None
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def save_results(workbook: bytes, formula: str, result: str) -> bytes:
    """The same spreadsheet as its program saves it: with the result of a formula beside it."""
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    bare = re.compile(rb"<c ([^>]*)><f>" + formula.encode() + rb"</f><v ?/?>(</v>)?</c>")
    filled = rb'<c \1 t="str"><f>' + formula.encode() + b"</f><v>" + result.encode() + b"</v></c>"
    members[sheet], count = bare.subn(filled, members[sheet])
    assert count == 1
    return make_archive(members)


def write_wide_csv(path: Path, size_bytes: int, heading: str = HEADING) -> Path:
    """Stream a table of at least this size, one answer a row."""
    words = "Homes are far from work and the last bus goes at six. " * 200
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(heading)
        number = 0
        while file.tell() < size_bytes:
            number += 1
            file.write(f"R{number},{words}\n")
    return path


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
WORD = make_archive({"word/document.xml": b"<w:document/>"})
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
WEB_PAGE = b"<!DOCTYPE html><html><body>Sign in</body></html>"
WESTERN = f"{HEADING}R1,The caf\xe9 is closed.\n".encode("cp1252")
CYRILLIC = f"{HEADING}R1,\u0416\u0438\u043b\u044c\u0435 \u0434\u043e\u0440\u043e\u0433\u043e\n".encode(
    "cp1251"
)
UTF_16_CUT = f"{HEADING}R1,Homes\n".encode("utf-16")[:-1]
NO_MARK_UTF_16 = f"{HEADING}R1,Homes\n".encode("utf-16-le")
OPEN_QUOTE = f'{HEADING}R1,"Homes are far\nR2,Yes\n'.encode()
TOO_MANY_CELLS = f"{HEADING}R1,Homes, and work\n".encode()
HEADING_ONLY = HEADING.encode()
