"""Propose what was said before for a question: of an earlier return, or a statement of the region."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.errors import NotFound
from consult.models.consultation import GovernmentQuestion
from consult.services.carrying.offering import get_earlier_return, list_offered
from consult.services.carrying.proposing import Proposing, list_past, propose_passage, propose_statement
from consult.services.consultations.consulting import get_consultation
from consult.web.access import MANAGE, allow
from consult.web.clock import get_now, get_today
from consult.web.database import brief_transaction, get_session
from consult.web.desk_draft_views import get_author
from consult.web.desk_forms.carried import PassageForm, StatementForm
from consult.web.desk_titles import find_title
from consult.web.submission_ids import find_submission_id
from consult.web.viewing import get_current_viewer

bp = Blueprint("desk_proposing", __name__, url_prefix="/desk/consultations/<slug>/carried/questions")


@bp.route("/<question_id>/returns/<response_id>", methods=["GET", "POST"])
@allow(MANAGE)
def passage(slug: str, question_id: str, response_id: str) -> ResponseReturnValue:
    """Choose a passage of an earlier return; reading it is put on record."""
    with brief_transaction(writes=True) as session:
        about, viewer = _get_question(slug, question_id).consultation, get_current_viewer()
        response = get_earlier_return(session, viewer, about, response_id, today=get_today())
        offered = list_offered(session, viewer, response, now=get_now())
        body = response.organisation.name if response.organisation else ""
    form = PassageForm()
    form.offer(offered)
    if form.validate_on_submit():
        propose_passage(_open(slug, question_id), form.find_chosen(), submission_id=find_submission_id())
        flash("It is proposed. Nothing of it is used before its organisation confirms it.")
        return redirect(url_for("desk_carried.index", slug=slug))
    return _show("passage", slug, question_id, form, body=body)


@bp.route("/<question_id>/statement", methods=["GET", "POST"])
@allow(MANAGE)
def statement(slug: str, question_id: str) -> ResponseReturnValue:
    """Write a statement that the region made before."""
    proposing, form = _open(slug, question_id), StatementForm()
    form.offer(list_past(proposing))
    if form.validate_on_submit():
        chosen, said = form.find_chosen(), form.said.data or ""
        propose_statement(proposing, chosen, said, submission_id=find_submission_id())
        flash("It is proposed. Nothing of it is used before a minute or an e-mail confirms it.")
        return redirect(url_for("desk_carried.index", slug=slug))
    return _show("statement", slug, question_id, form)


def _get_question(slug: str, question_id: str) -> GovernmentQuestion:
    consultation = get_consultation(get_session(), slug)
    found = next((one for one in consultation.government_questions if one.id == question_id), None)
    if found is None:
        raise NotFound("C102")
    return found


def _open(slug: str, question_id: str) -> Proposing:
    question, viewer = _get_question(slug, question_id), get_current_viewer()
    return Proposing(get_session(), viewer, question, get_author(), get_now())


def _show(
    name: str, slug: str, question_id: str, form: PassageForm | StatementForm, **values: object
) -> ResponseReturnValue:
    question = _get_question(slug, question_id)
    page = render_template(
        f"desk/carried/{name}.html",
        consultation=question.consultation,
        title=find_title(question.consultation)[0],
        question=question,
        form=form,
        errors=form.list_errors(),
        submission_id=find_submission_id(),
        **values,
    )
    return page, 422 if form.errors else 200
