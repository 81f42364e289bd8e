"""Read a copy that a translator filled in: its id, and each numbered row of its tables."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from consult.errors import ImportRefused
from consult.services.copies.copy_orders import ID_LABEL
from forms.intake import as_given
from forms.xlsform.xlsx import check_archive

COLUMNS = 3
_ID = re.compile(rf"{ID_LABEL}:\s*([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})")
_NUMBER = re.compile(r"\d{1,6}")
_CHANGES = "ins del moveFrom moveTo cellIns cellDel cellMerge sdt footnoteReference endnoteReference"
_NOT_PLAIN = tuple(qn(f"w:{name}") for name in _CHANGES.split())
"""In a row these hide words from its reader, or leave open which words are meant."""
_PLAIN_PATHS = tuple(
    [qn(f"w:{name}") for name in path.split()] for path in ("tc p r t", "tc p hyperlink r t")
)
"""From a row down to words that its reader finds."""


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
    """Read the bytes of a Word file.

    Raises: ImportRefused (C377) for anything but a copy of ours, (C391) naming rows whose words would not be
    read as they are seen, such as those with tracked changes.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            check_archive(archive, "copy.docx")
        file = Document(BytesIO(content))
        found = _ID.search("\n".join(one.text for one in file.paragraphs))
        unclear = list(_list_unclear(file))
        rows = list(_list_rows(file))
    except Exception as error:  # a damaged file can make its reader fail in any way
        raise ImportRefused("C377") from error
    if found is None:
        raise ImportRefused("C377")
    if unclear:
        raise ImportRefused("C391", rows=", ".join(dict.fromkeys(unclear)))
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


def _list_unclear(file: WordDocument) -> Iterator[str]:
    """By number, else by place, the rows that are not all plain words: a part of these would be left out."""
    body = file.element.body
    for place, row in enumerate(body.iter(qn("w:tr")), 1):
        is_outermost = next(row.iterancestors(qn("w:tr")), None) is None
        if is_outermost and not _is_plain(row, body):
            yield _name_row(row, place)


def _is_plain(row: Element, body: Element) -> bool:
    table = row.getparent()
    is_in_sight = table is not None and table.tag == qn("w:tbl") and table.getparent() is body
    return (
        is_in_sight
        and next(row.iter(*_NOT_PLAIN), None) is None
        and all(_list_path(words, row) in _PLAIN_PATHS for words in row.iter(qn("w:t")))
    )


def _list_path(words: Element, row: Element) -> list[str]:
    path = [str(words.tag)]
    for one in words.iterancestors():
        if one is row:
            break
        path.insert(0, str(one.tag))
    return path


def _name_row(row: Element, place: int) -> str:
    cell = next(row.iter(qn("w:tc")), None)
    number = "" if cell is None else "".join(one.text or "" for one in cell.iter(qn("w:t"))).strip()
    return number if _NUMBER.fullmatch(number) else f"line {place} of the tables"
