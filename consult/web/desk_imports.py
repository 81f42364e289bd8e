"""A spreadsheet of returns that was uploaded, and the rows of it that were rejected, to be taken home."""

import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from flask import current_app
from flask_security import current_user
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from consult.errors import NotFound
from consult.exports.tables import write_csv
from consult.models.consultation import Consultation
from consult.services.imports.importing import ImportOutcome, import_returns, list_rejects
from consult.services.imports.mapping import MappingFile, read_mapping
from consult.services.imports.table_files import read_table
from consult.services.imports.table_rows import Table, TableLimits
from consult.web.clock import get_now, get_today
from consult.web.database import get_session

MOST_CHARACTERS = 3_000_000
"""What a page can carry back to us of the rejected rows; the command line writes any number to a file."""


@dataclass(frozen=True)
class Upload:
    """A file that was read, and the mapping that says what its columns mean, if one came with it."""

    table: Table
    mapping: MappingFile | None


def read_upload(upload: FileStorage, mapping_upload: FileStorage | None) -> Upload:
    """Read the files, which takes long; called between transactions. Raises: ImportRefused."""
    config = current_app.config
    mapping = _read_mapping(mapping_upload)
    limits = TableLimits(max_bytes=config["MAX_UPLOAD_BYTES"], max_rows=config["MAX_ROWS"])
    content = upload.stream.read(limits.max_bytes + 1)
    layout = mapping.layout if mapping else None
    return Upload(read_table(upload.filename or "upload", content, limits, layout), mapping)


def take_in(consultation: Consultation, upload: Upload) -> ImportOutcome:
    """Take in every row that can be read. Raises: ImportRefused where the columns do not fit."""
    return import_returns(
        get_session(),
        consultation,
        upload.table,
        upload.mapping,
        actor=current_user.id,
        today=get_today(),
        now=get_now(),
    )


def pack_rejects(outcome: ImportOutcome) -> str:
    """The rejected rows, signed, for the page to carry to the download; empty where they are too many."""
    columns, rows = list_rejects(outcome)
    packed = _make_serializer().dumps([columns, rows])
    text = packed.decode() if isinstance(packed, bytes) else packed
    return text if len(text) <= MOST_CHARACTERS else ""


def write_rejects(packed: str) -> bytes:
    """The rejected rows as CSV. Raises: NotFound (C102) for anything we did not pack."""
    try:
        columns, rows = _make_serializer().loads(packed)
    except BadData:
        raise NotFound("C102") from None
    stream = BytesIO()
    write_csv(stream, columns, rows)
    return stream.getvalue()


def _read_mapping(upload: FileStorage | None) -> MappingFile | None:
    if upload is None or not upload.filename:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.toml"
        upload.save(path)
        return read_mapping(path)


def _make_serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="rejected rows")
