"""A questionnaire's texts in one language as a file for a translator: XLSX, CSV or PO."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from consult.exports.packing import FIXED_TIME
from consult.exports.tables import WRITERS
from consult.models.cell_kinds import CellState, DraftedBy
from consult.models.translated_cells import TranslatedCell
from consult.services.cells.reading_cells import CellView
from consult.vocabulary import LANGUAGES

COLUMNS = ("id", "kind", "source", "translation", "state", "drafted by", "checked by")
"""The first names the text whatever its language; `source` and `translation` are what an import reads."""
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "po": "text/x-gettext-translation; charset=utf-8",
}


def write_cells(ending: str, views: Sequence[CellView], *, language: str, name: str) -> bytes:
    """The texts as the bytes of a file that ends in xlsx, csv or po; the same texts give the same bytes.

    name: of the questionnaire. Raises: ExportRefused (C803) for a text too long for a spreadsheet.
    """
    return (_write_po if ending == "po" else _write_table(ending))(views, language, name)


def _write_table(ending: str) -> Callable[[Sequence[CellView], str, str], bytes]:
    def write(views: Sequence[CellView], _language: str, _name: str) -> bytes:
        file: BinaryIO = io.BytesIO()
        WRITERS[f".{ending}"](file, COLUMNS, [_make_row(view) for view in views])
        file.seek(0)
        return file.read()

    return write


def _make_row(view: CellView) -> tuple[str, ...]:
    drafted, checked = say_makers(view.row) if view.text else ("", "")
    return view.id, view.cell.kind, view.source, view.text, view.state.value, drafted, checked


def say_makers(row: TranslatedCell | None) -> tuple[str, str]:
    """Who drafted a text and who checked it."""
    if row is None:
        return "", ""
    drafted = (
        f"machine: {row.drafted_by_name}" if row.drafted_by is DraftedBy.MACHINE else row.drafted_by_name
    )
    return drafted, row.checked_by_name


def _write_po(views: Sequence[CellView], language: str, name: str) -> bytes:
    """Each id is the context of its message: two that say the same in the source stay two."""
    known = LANGUAGES.get(language)
    catalog = Catalog(
        locale=(known.babel_locale if known else language).replace("-", "_"),
        project=name,
        version=language,
        creation_date=datetime(*FIXED_TIME, tzinfo=UTC),
        revision_date=datetime(*FIXED_TIME, tzinfo=UTC),
        fuzzy=False,
    )
    for view in views:
        notes = [view.cell.kind, *(one for one in say_makers(view.row) if one and view.text)]
        flags = ["fuzzy"] if view.state is CellState.STALE else []
        message = catalog.add(
            view.source, view.text, context=view.id, auto_comments=[" – ".join(notes)], flags=flags
        )
        message.flags.discard("python-format")  # no text of a questionnaire is a pattern to be filled
    file = io.BytesIO()
    write_po(file, catalog, width=0)
    return file.getvalue()
