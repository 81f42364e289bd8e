"""From the document that government sends to a questionnaire: its questions, confirmed one by one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from consult.errors import Conflict, ImportRefused
from consult.models.consultation import Consultation
from consult.models.proposals import ProposedQuestion
from consult.services.consultations.consulting import get_consultation
from consult.services.documents.reading_documents import list_document_lines
from consult.services.documents.text_lines import list_text_lines
from consult.services.questionnaires.beginning import begin_from_proposals
from consult.services.questionnaires.proposing_questions import (
    decide,
    find_next,
    get_proposed,
    keep_proposals,
    list_proposed,
)
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.proposals import (
    PASTED,
    PROPOSAL_STATES,
    PROPOSED_KINDS,
    DecisionForm,
    DocumentForm,
    leave_out,
)
from consult.web.desk_forms.stale import is_stale, list_differences
from consult.web.desk_titles import find_title
from forms.intake import as_given
from forms.proposing.lines import Line

bp = Blueprint("desk_proposals", __name__, url_prefix="/desk/consultations/<slug>/document-questions")
WRONG, CONFLICT = 422, 409


@bp.route("", methods=["GET", "POST"])
@allow(MANAGE)
def index(slug: str) -> ResponseReturnValue:
    """A document to be read, and the questions that were read."""
    form = DocumentForm()
    if form.validate_on_submit():
        try:
            name, lines = _read(form)  # outside a transaction: a long document takes seconds
            return _keep(slug, name, lines)
        except ImportRefused as error:
            form.file.errors = [*form.file.errors, f"{error.message} {error.remedy} ({error.code})"]
    return _show_list(slug, form), WRONG if form.errors else 200


@bp.route("/<proposal_id>", methods=["GET", "POST"])
@allow(MANAGE)
def show(slug: str, proposal_id: str) -> ResponseReturnValue:
    """One question: as it was read, to be changed, taken or left out."""
    consultation, row = _find(slug, proposal_id)
    form = DecisionForm() if request.method == "POST" else _fill(row)
    if request.method == "POST" and ("leave" in request.form or form.validate()):
        return _decide(consultation, row, form)
    return _show_one(consultation, row, form)


@bp.post("/questionnaire")
@allow(MANAGE)
def begin(slug: str) -> ResponseReturnValue:
    """Make the consultation's questions and a draft of its questionnaire."""
    consultation = get_consultation(get_session(), slug)
    try:
        with get_session().begin_nested():
            by = {"replaces": "replace" in request.form, "actor": current_user.id, "now": get_now()}
            version = begin_from_proposals(get_session(), consultation, **by)
    except Conflict as error:
        form = DocumentForm(formdata=None)
        form.form_errors = [f"{error.message} {error.remedy} ({error.code})"]
        return _show_list(slug, form, may_replace=error.code == "C228"), CONFLICT
    flash(f"Version {version.number} is made of them. Read it as people will see it, then publish it.")
    flash("Before you ask partners: the consultation’s page leads to what is held already for each question.")
    return redirect(url_for("desk_questionnaire.preview", slug=slug, version_id=version.id))


def _read(form: DocumentForm) -> tuple[str, tuple[Line, ...]]:
    """The name and the lines of what was given. Raises: ImportRefused (C771, C773, C774, C775)."""
    if not form.has_file():
        return PASTED, list_text_lines(form.pasted.data or "")
    name = as_given(form.file.data.filename)
    return name, list_document_lines(name, form.file.data.read())


def _keep(slug: str, name: str, lines: tuple[Line, ...]) -> ResponseReturnValue:
    with brief_transaction(writes=True) as session:
        consultation = get_consultation(session, slug)
        rows = keep_proposals(session, consultation, lines, name, actor=current_user.id, now=get_now())
    flash(f"{len(rows)} questions were read. Look at each: what was read may be wrong.")
    return redirect(url_for(".index", slug=slug))


def _find(slug: str, proposal_id: str) -> tuple[Consultation, ProposedQuestion]:
    consultation = get_consultation(get_session(), slug)
    return consultation, get_proposed(get_session(), consultation.id, proposal_id)


def _decide(consultation: Consultation, row: ProposedQuestion, form: DecisionForm) -> ResponseReturnValue:
    decided = leave_out(row) if "leave" in request.form else form.read()
    try:
        with get_session().begin_nested():
            version = request.form.get("version", type=int) or 0
            decide(get_session(), row, decided, version=version, author=get_author().name, now=get_now())
    except Conflict:
        return _show_one(consultation, row, form)
    after = find_next(list_proposed(get_session(), consultation.id), row.position)
    if after is None:
        flash("Every question is decided about.")
        return redirect(url_for(".index", slug=consultation.slug))
    return redirect(url_for(".show", slug=consultation.slug, proposal_id=after.id))


def _show_list(slug: str, form: DocumentForm, *, may_replace: bool = False) -> str:
    with brief_transaction() as session:
        consultation = get_consultation(session, slug)
        rows = list_proposed(session, consultation.id)
        shown = {"form": form, "rows": rows, "waiting": find_next(rows), "may_replace": may_replace}
        return _render("index", consultation, **shown)


def _show_one(consultation: Consultation, row: ProposedQuestion, form: DecisionForm) -> ResponseReturnValue:
    rows = list_proposed(get_session(), consultation.id)
    late = request.method == "POST" and is_stale(request.form.get("version"), row.version)
    differences = list_differences(form, _fill(row)) if late else None
    page = _render("show", consultation, form=form, row=row, total=len(rows), differences=differences)
    return page, CONFLICT if late else WRONG if form.errors else 200


def _fill(row: ProposedQuestion) -> DecisionForm:
    """A form that shows what is stored."""
    form = DecisionForm(formdata=None)
    form.show(row)
    return form


def _render(page: str, consultation: Consultation, **values: Any) -> str:
    return render_template(
        f"desk/proposals/{page}.html",
        consultation=consultation,
        title=find_title(consultation)[0],
        kinds=PROPOSED_KINDS,
        states=PROPOSAL_STATES,
        **values,
    )
