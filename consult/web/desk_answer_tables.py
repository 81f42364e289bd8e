"""Numbers and choices of a consultation's returns: by council and sub-region, and as files."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.exports.tables import WRITERS, Cell, write_table
from consult.models.keeping_kinds import FileKind
from consult.services.consulting import get_consultation
from consult.services.releasing import note_release
from consult.services.tabulated_rows import (
    BY_AREA,
    BY_COUNCIL,
    CHOICES,
    STATES,
    list_by_area,
    list_by_council,
    list_choices,
)
from consult.services.tabulating import AnswerTables, tabulate_answers
from consult.vocabulary import UseKind
from consult.web.access import ANALYSE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_return_pages import send_file
from consult.web.desk_returns import TYPES
from consult.web.desk_titles import find_title
from consult.web.handed_out import keep_digest
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_answer_tables", __name__, url_prefix="/desk/consultations/<slug>/numbers")
SHOWN_EVIDENCE = 200
PUBLISHABLE = {"by-area": (BY_AREA, list_by_area), "choices": (CHOICES, list_choices)}


@bp.get("")
@allow(ANALYSE)
def index(slug: str) -> ResponseReturnValue:
    """Every number and every closed question, with what may be published of it first."""
    tables = _tabulate(slug)
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "desk/answer_tables/index.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        tables=tables,
        states=STATES,
        shown_evidence=SHOWN_EVIDENCE,
    )


@bp.get("/by-council.<ending>")
@allow(ANALYSE)
def export_by_council(slug: str, ending: str) -> Response:
    """The working table with the evidence beside each number; that it was made is on record."""
    _require_known(ending)
    with brief_transaction(writes=True) as session:
        consultation, viewer = get_consultation(session, slug), get_current_viewer()
        described = "Table of numbers by council"
        file = note_release(session, viewer, consultation.id, FileKind.RETURNS, described, now=get_now())
        file_id, subject_id = file.id, file.subject_id
    tables = _tabulate(slug, UseKind.EXPORT, subject_id)
    sent = send_table(f"{slug}-by-council.{ending}", BY_COUNCIL, list(list_by_council(tables)))
    keep_digest(file_id, sent.get_data())
    return sent


@bp.get("/<name>.<ending>")
@allow(ANALYSE)
def export(slug: str, name: str, ending: str) -> Response:
    """A table that may be published, as a file."""
    _require_known(ending)
    if name not in PUBLISHABLE:
        raise NotFound("C102")
    columns, list_rows = PUBLISHABLE[name]
    tables = _tabulate(slug, UseKind.TABLE)
    return send_table(f"{slug}-{name}.{ending}", columns, list(list_rows(tables)))


def _tabulate(slug: str, use_kind: UseKind = UseKind.PAGE, subject_id: str = "") -> AnswerTables:
    with brief_transaction(writes=True) as session:
        consultation = get_consultation(session, slug)
        about = subject_id or consultation.id
        return tabulate_answers(
            session,
            get_current_viewer(),
            consultation,
            use_kind=use_kind,
            subject_id=about,
            now=get_now(),
        )


def _require_known(ending: str) -> None:
    if f".{ending}" not in WRITERS:
        raise NotFound("C102")


def send_table(name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Response:
    """A table as a file to keep, in the form its name ends in."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / name
        write_table(target, columns, rows)
        content = target.read_bytes()
    return send_file(content, name, TYPES[name.rpartition(".")[2]])
