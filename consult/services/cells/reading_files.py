"""Read a translator's file: XLSX, CSV, ODS or PO, each text known by its id."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from babel.messages.pofile import read_po

from consult.errors import ImportRefused
from consult.services.imports.table_files import read_table
from consult.services.imports.table_rows import Table, TableLimits
from forms.intake import as_given

NEEDED = ("id", "source", "translation")


@dataclass(frozen=True)
class FileCell:
    """One text of a file. source: what it was translated from."""

    cell_id: str
    source: str = field(repr=False)
    text: str = field(repr=False)


def read_cells(name: str, content: bytes, limits: TableLimits) -> tuple[FileCell, ...]:
    """Every text of a file that is there, the last of each id; blank ones are left out.

    Raises: ImportRefused (C701, C706 to C709 for a table, C781 for a PO file, C782 without its columns, C783
    where no text is there).
    """
    if len(content) > limits.max_bytes:
        raise ImportRefused("C707", name=name, limit=f"{limits.max_bytes:,} bytes")
    is_po = name.lower().endswith((".po", ".pot"))
    found = _read_po(name, content) if is_po else _read_table(read_table(name, content, limits))
    cells = {one.cell_id: one for one in found if one.text.strip()}
    if not cells:
        raise ImportRefused("C783", name=name)
    return tuple(cells.values())


def _read_table(table: Table) -> Iterator[FileCell]:
    header = [one.casefold() for one in table.header]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise ImportRefused("C782", name=table.name, columns=", ".join(missing))
    places = [header.index(name) for name in NEEDED]
    for row in table.rows:
        if row.fault is not None:
            raise row.fault
        id, source, text = (row.cells[place] for place in places)
        yield FileCell(id.strip(), as_given(source), as_given(text))


def _read_po(name: str, content: bytes) -> Iterable[FileCell]:
    try:
        catalog = read_po(io.BytesIO(content), abort_invalid=True)
        return [
            FileCell(str(one.context), as_given(one.id), as_given(one.string))
            for one in catalog
            if one.context and isinstance(one.id, str) and isinstance(one.string, str)
        ]
    except Exception as error:  # a damaged file can make its reader fail in any way
        raise ImportRefused("C781", name=name) from error
