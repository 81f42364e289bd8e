"""Themes and tags by group: the protected table with its tests, as a page, as a file or in a draft."""

import tempfile
from pathlib import Path

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import AccessDenied, NotFound
from consult.exports.tables import WRITERS, write_table
from consult.models.consultation import Consultation
from consult.queries.drafts import find_latest_draft, get_latest_draft, get_section
from consult.queries.runs import find_latest_run
from consult.services.asked_tables import AskedTable
from consult.services.consulting import get_consultation
from consult.services.contrasting import Tabulated, tabulate
from consult.services.gathering_questions import list_asked_questions
from consult.services.handing_out_tables import HandedOut, add_to_section, hand_out
from consult.services.revising import Author
from consult.web.access import ACCOUNTS, MANAGE, allow, holds_one_of
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_return_pages import send_file
from consult.web.desk_returns import TYPES
from consult.web.desk_table_words import list_choices, read_choice, show_table
from consult.web.desk_titles import find_title
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_tables", __name__, url_prefix="/desk/consultations/<slug>/tables")


@bp.get("")
@allow(ACCOUNTS)
def index(slug: str) -> ResponseReturnValue:
    """Choose rows and columns, and see the table as it may be published."""
    session = get_session()
    consultation = get_consultation(session, slug)
    questions = list_asked_questions(session, consultation)
    asked = read_choice(request.args, questions)
    run, draft = find_latest_run(session, consultation.id), find_latest_draft(session, consultation.id)
    return render_template(
        "desk/tables/index.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        choices=list_choices(asked, questions),
        shown=show_table(_tabulate(slug, asked)) if run else None,
        sections=draft.sections if draft and holds_one_of(MANAGE) else [],
        address=request.args.to_dict(),
    )


@bp.post("/file.<ending>")
@allow(ACCOUNTS)
def download(slug: str, ending: str) -> Response:
    """The table as a file; its numbers are kept, so that the next gives nothing away beside it."""
    if f".{ending}" not in WRITERS:
        raise NotFound("C102")
    made = _hand_out(slug)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{slug}-table.{ending}"
        write_table(target, made.columns, made.rows)
        return send_file(target.read_bytes(), target.name, TYPES[ending])


@bp.post("/draft")
@allow(MANAGE)
def add_to_draft(slug: str) -> ResponseReturnValue:
    """Put the table at the end of a section of the draft."""
    made, session = _hand_out(slug), get_session()
    draft = get_latest_draft(session, get_consultation(session, slug).id)
    section = get_section(draft, request.form.get("section", ""))
    add_to_section(session, section, made, author=Author(current_user.id), now=get_now())
    flash("The table is at the end of the section.")
    return redirect(url_for("desk_draft.section", slug=slug, key=section.key))


def _hand_out(slug: str) -> HandedOut:
    """Count again and keep what is handed out, durable before anything leaves."""
    with brief_transaction(writes=True) as session:
        consultation = get_consultation(session, slug)
        made = _count(consultation, read_choice(request.args, list_asked_questions(session, consultation)))
        return hand_out(session, get_current_viewer(), consultation, made, now=get_now())


def _tabulate(slug: str, asked: AskedTable) -> Tabulated:
    with brief_transaction(writes=True) as session:
        return _count(get_consultation(session, slug), asked)


def _count(consultation: Consultation, asked: AskedTable) -> Tabulated:
    """Tables are one thing for everybody, and so for nobody who may not see all that is in them."""
    viewer, session = get_current_viewer(), get_session()
    if not viewer.sees_accounts:
        raise AccessDenied("C101")
    return tabulate(session, viewer, consultation, asked, now=get_now())
