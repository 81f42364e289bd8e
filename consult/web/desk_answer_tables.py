"""Numbers and choices of a consultation's returns: by council and sub-region, and as files.

Each file is on record, and one to publish is guarded against those that were handed out before.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.errors import NotFound
from consult.models.keeping_kinds import FileKind
from consult.services.consultations.consulting import get_consultation
from consult.services.counting.tabulated_rows import (
    BY_AREA,
    BY_COUNCIL,
    CHOICES,
    Row,
    list_by_area,
    list_by_council,
    list_choices,
    list_summaries,
    name_state,
)
from consult.services.counting.tabulating import AnswerTables, tabulate_answers
from consult.services.handing_out.comparing_releases import Hides, require_untold
from consult.services.handing_out.guarding_numbers import hides_choices, hides_numbers
from consult.services.handing_out.second_totals import tells_totals_again
from consult.services.permissions.releasing import note_release
from consult.vocabulary import UseKind
from consult.web.access import ANALYSE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_titles import find_title
from consult.web.handed_out import keep_digest
from consult.web.sent_tables import require_known, send_table
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_answer_tables", __name__, url_prefix="/desk/consultations/<slug>/numbers")
SHOWN_EVIDENCE = 200


@dataclass(frozen=True)
class _Handed:
    """A file of tables. use_kind: a file with words is taken back with them; what was counted stands.

    hides: how one to publish is guarded against those handed out before.
    """

    description: str
    columns: Sequence[str]
    list_rows: Callable[[AnswerTables], Iterable[Row]]
    use_kind: UseKind = UseKind.TABLE
    hides: Hides | None = None


WORKING = _Handed("Table of numbers by council", BY_COUNCIL, list_by_council, UseKind.EXPORT)
PUBLISHABLE = {
    "by-area": _Handed(
        "Table of numbers by sub-region, to publish", BY_AREA, list_by_area, hides=hides_numbers
    ),
    "choices": _Handed("Tables of answers chosen, to publish", CHOICES, list_choices, hides=hides_choices),
}


@bp.get("")
@allow(ANALYSE)
def index(slug: str) -> ResponseReturnValue:
    """Every number and every closed question, with what may be published of it first."""
    with brief_transaction(writes=True) as session:
        tables = _tabulate(session, slug)
    consultation = get_consultation(get_session(), slug)
    return render_template(
        "desk/answer_tables/index.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        tables=tables,
        name_state=name_state,
        list_summaries=list_summaries,
        shown_evidence=SHOWN_EVIDENCE,
    )


@bp.get("/by-council.<ending>")
@allow(ANALYSE)
def export_by_council(slug: str, ending: str) -> Response:
    """The working table with the evidence beside each number."""
    return _hand_out(slug, "by-council", ending, WORKING)


@bp.get("/<name>.<ending>")
@allow(ANALYSE)
def export(slug: str, name: str, ending: str) -> Response:
    """A table that may be published, as a file."""
    if name not in PUBLISHABLE:
        raise NotFound("C102")
    return _hand_out(slug, name, ending, PUBLISHABLE[name])


def _hand_out(slug: str, name: str, ending: str, handed: _Handed) -> Response:
    """Make a file; that it was made is on record, with the digest of its bytes. What is refused is not."""
    require_known(ending)
    with brief_transaction(writes=True) as session:
        viewer, consultation_id = get_current_viewer(), get_consultation(session, slug).id
        about = (viewer, consultation_id, FileKind.RETURNS, handed.description)
        file = note_release(session, *about, now=get_now())
        tables = _tabulate(session, slug, handed.use_kind, file.subject_id)
        if handed.hides:
            beside = (session, tables, consultation_id, handed.description)
            require_untold(*beside, handed.hides)
            tables = replace(tables, tells_own=tells_totals_again(*beside))
        file_id = file.id
    sent = send_table(f"{slug}-{name}.{ending}", handed.columns, handed.list_rows(tables))
    keep_digest(file_id, sent.get_data())
    return sent


def _tabulate(
    session: Session, slug: str, use_kind: UseKind = UseKind.PAGE, subject_id: str = ""
) -> AnswerTables:
    consultation, viewer = get_consultation(session, slug), get_current_viewer()
    about = subject_id or consultation.id
    return tabulate_answers(session, viewer, consultation, use_kind=use_kind, subject_id=about, now=get_now())
