"""A file of published figures that was sent to the staff area: read, and kept where that was asked for."""

import hashlib

from flask import current_app, request
from flask_security import current_user

from consult.services.figures.finding_figures import make_matcher
from consult.services.figures.keeping_figures import KeptFigures, keep_figures
from consult.services.figures.reading_figures import FigureReport, read_figures
from consult.services.imports.table_files import read_table
from consult.services.imports.table_rows import Layout, TableLimits
from consult.services.region.setting_up import find_partnership
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_forms.figures import FigureFileForm


def read_file(form: FigureFileForm) -> FigureReport:
    """Read the file outside of any transaction: it may take long."""
    file = request.files["file"]
    layout = Layout(str(form.sheet.data or ""), form.header_row.data or 1)
    content = file.read()
    file.seek(0)
    config = current_app.config
    limits = TableLimits(max_bytes=config["MAX_UPLOAD_BYTES"], max_rows=config["MAX_ROWS"])
    table = read_table(file.filename or "file", content, limits, layout)
    with brief_transaction() as session:
        matcher = make_matcher(session)
    return read_figures(table, matcher)


def keep_file(form: FigureFileForm, report: FigureReport) -> KeptFigures:
    """Keep what was read. Raises: ImportRefused (C755)."""
    session, file = get_session(), request.files["file"]
    partnership = find_partnership(session)
    return keep_figures(
        session,
        report,
        form.describe(is_fictional=bool(partnership and partnership.is_fictional)),
        file_name=file.filename or "",
        digest=hashlib.sha256(file.read()).hexdigest(),
        without_wrong=bool(form.without_wrong.data),
        actor=current_user.id,
        now=get_now(),
    )
