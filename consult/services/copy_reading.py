"""Read a copy that a translator filled in: its id, and each numbered row of its tables."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument

from consult.errors import ImportRefused
from consult.services.copy_orders import ID_LABEL
from forms.intake import as_given
from forms.xlsform.xlsx import check_archive

COLUMNS = 3
_ID = re.compile(rf"{ID_LABEL}:\s*([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})")
_NUMBER = re.compile(r"\d{1,6}")


@dataclass(frozen=True)
class FilledRow:
    """One row as it came back."""

    original: str = field(repr=False)
    translation: str = field(repr=False)


@dataclass(frozen=True)
class FilledCopy:
    """A copy as it came back. doubled: numbers that stand in it more than once."""

    copy_id: str
    rows: dict[int, FilledRow] = field(repr=False)
    doubled: tuple[int, ...]


def read_copy(content: bytes) -> FilledCopy:
    """Read the bytes of a Word file. Raises: ImportRefused (C377) for anything but a copy of ours."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            check_archive(archive, "copy.docx")
        file = Document(BytesIO(content))
        found = _ID.search("\n".join(one.text for one in file.paragraphs))
        rows = list(_list_rows(file))
    except Exception as error:  # a damaged file can make its reader fail in any way
        raise ImportRefused("C377") from error
    if found is None:
        raise ImportRefused("C377")
    counted = Counter(number for number, _ in rows)
    doubled = tuple(sorted(number for number, count in counted.items() if count > 1))
    return FilledCopy(found[1], dict(rows), doubled)


def squeeze(text: str) -> str:
    """A text as rows are compared: what Word does to blanks and lines changes nothing."""
    return "".join(as_given(text).split())


def _list_rows(file: WordDocument) -> Iterator[tuple[int, FilledRow]]:
    for table in file.tables:
        for row in table.rows:
            cells = [as_given(cell.text).strip() for cell in row.cells]
            if len(cells) == COLUMNS and _NUMBER.fullmatch(cells[0]):
                yield int(cells[0]), FilledRow(cells[1], cells[2])
