"""Themes and tags by group: the protected table with its tests, as a page, as a file or in a draft."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.queries.drafts import find_latest_draft, get_latest_draft, get_section
from consult.queries.runs import find_latest_run
from consult.services.consultations.consulting import get_consultation
from consult.services.counting.asked_tables import AskedTable
from consult.services.counting.contrasting import Tabulated, tabulate
from consult.services.counting.gathering_questions import AskedQuestion, list_asked_questions
from consult.services.handing_out.handing_out_tables import HandedOut, add_to_section, release
from consult.services.handing_out.listing_compared import find_beside
from consult.services.returns.revising import Author
from consult.web.access import ACCOUNTS, MANAGE, allow, meets
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_table_words import list_choices, read_choice, show_table
from consult.web.desk_titles import find_title
from consult.web.sent_tables import require_known, send_table
from consult.web.viewing import get_account_viewer

bp = Blueprint("desk_tables", __name__, url_prefix="/desk/consultations/<slug>/tables")


@bp.get("")
@allow(ACCOUNTS)
def index(slug: str) -> ResponseReturnValue:
    """Choose rows and columns, and see the table as it may be published."""
    session = get_session()
    consultation = get_consultation(session, slug)
    questions = list_asked_questions(session, consultation)
    asked = read_choice(request.args, questions)
    draft = find_latest_draft(session, consultation.id)
    return render_template(
        "desk/tables/index.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        choices=list_choices(asked, questions),
        **_find_table(slug, asked, questions),
        sections=draft.sections if draft and meets(MANAGE) else [],
        address=request.args.to_dict(),
    )


@bp.post("/file.<ending>")
@allow(ACCOUNTS)
def download(slug: str, ending: str) -> Response:
    """The table as a file; its numbers are kept, so that the next gives nothing away beside it."""
    require_known(ending)
    with brief_transaction(writes=True) as session:
        made = _release(session, get_consultation(session, slug))
    return send_table(f"{slug}-table.{ending}", made.columns, made.rows)


@bp.post("/draft")
@allow(MANAGE)
def add_to_draft(slug: str) -> ResponseReturnValue:
    """Put the table at the end of a section of the draft; what is kept of it is durable with the section."""
    session = get_session()
    consultation = get_consultation(session, slug)
    section = get_section(get_latest_draft(session, consultation.id), request.form.get("section", ""))
    made = _release(session, consultation)
    add_to_section(session, section, made, author=Author(current_user.id), now=get_now())
    flash("The table is at the end of the section.")
    return redirect(url_for("desk_draft.section", slug=slug, key=section.key))


def _release(session: Session, consultation: Consultation) -> HandedOut:
    """Count again what the page showed, and keep what is handed out."""
    asked = read_choice(request.args, list_asked_questions(session, consultation))
    return release(session, get_account_viewer(), consultation, asked, now=get_now())


def _find_table(slug: str, asked: AskedTable, questions: Sequence[AskedQuestion]) -> dict[str, Any]:
    """The table and what it is counted beside, once there is a run to count."""
    session = get_session()
    consultation_id = get_consultation(session, slug).id
    if find_latest_run(session, consultation_id) is None:
        return {"shown": None}
    made = _tabulate(slug, asked)
    return {"shown": show_table(made), "beside": find_beside(session, consultation_id, asked, questions)}


def _tabulate(slug: str, asked: AskedTable) -> Tabulated:
    with brief_transaction(writes=True) as session:
        return tabulate(session, get_account_viewer(), get_consultation(session, slug), asked, now=get_now())
