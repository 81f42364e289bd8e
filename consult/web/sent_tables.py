"""Tables as files to keep: CSV, XLSX or JSON, by the ending of the address."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from flask import Response

from consult.errors import NotFound
from consult.exports.tables import WRITERS, Cell, write_table
from consult.web.desk_return_pages import send_file

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def require_known(ending: str) -> None:
    """Ask, before anything is counted or kept, whether tables are written so. Raises: NotFound."""
    if f".{ending}" not in WRITERS:
        raise NotFound("C102")


def send_table(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A table as a file to keep, in the form its name ends in."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / name
        write_table(target, columns, rows)
        content = target.read_bytes()
    return send_file(content, name, TYPES[name.rpartition(".")[2]])
